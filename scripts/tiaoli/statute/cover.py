"""The paper a text is sent out with: a notice (关于印发《…》的通知), an order (…令), before the title of what it carries."""

import re

from tiaoli.statute.rows import Row, is_heading

#: The first lines of such a paper: 示例县人民政府关于印发示例办法的通知, 示例省人民政府令, 关于公布《示例规定》的公告.
_COVER = re.compile(
    r"(?:印发|下发|发布|公布|颁布|颁发|转发|施行).{2,80}(?:通知|公告|通告|令|函|决定)$|人民政府令|国务院令|[部委局署]令$|主席令|^公\s*告$"
)
#: What a text that is sent out is called.
_CARRIED = re.compile(
    r"(?:法|条例|规定|办法|细则|规则|规程|准则|章程|制度|方案|标准|守则|解释|意见)(?:\s*[（(][^（）()]{1,12}[）)])?$"
)
#: The paper's own lines and the title stand among the first so many.
REACH = 60
_COVER_ROWS, _LONGEST, _BETWEEN = 4, 60, 12
_MARKS = re.compile(r"[\s《》〈〉“”]+")


def carried(rows: list[Row]) -> tuple[str, int, int] | None:
    """(title of the text that a notice carries, how many rows are the notice's, where what follows the title begins).

    The title is the last line before the first provision that the notice above names, alone on its line (or over two,
    or behind 附件：). Without one that it names, nothing is decided: None, as where there is no notice.
    """
    cover = next((at for at, row in enumerate(rows[:_COVER_ROWS]) if _COVER.search(row.text)), None)
    stop = _body(rows[:REACH]) if cover is not None else None
    if cover is None or stop is None:
        return None
    for at in range(stop - 1, max(cover, stop - _BETWEEN), -1):
        if rows[at].kind == "annex" and _named(rows[at].rest, rows[:at]):
            return rows[at].rest, at + 1, at + 1
        for first in (at - 1, at):
            title = "".join(row.text for row in rows[first : at + 1])
            if first > cover and not any(map(_sentence, rows[first : at + 1])) and _named(title, rows[:first]):
                return title, first, at + 1
    return None


def _named(title: str, above: list[Row]) -> bool:
    plain = _plain(title)
    return (
        len(plain) <= _LONGEST
        and bool(_CARRIED.search(plain))
        and _name(plain) in _plain("".join(r.text for r in above))
    )


def _body(rows: list[Row]) -> int | None:
    """Where the provisions begin: at 第一条, its chapter or the contents; at 一、 where there is none of them."""
    kinds = [row.kind in ("article", "contents") or is_heading(row) for row in rows]
    points = [row.kind == "han-comma" and row.number == "1" for row in rows]
    return next((found.index(True) for found in (kinds, points) if True in found), None)


def _sentence(row: Row) -> bool:
    return row.kind not in ("text", "part") or row.text[-1:] in "。：；，:;" or len(row.text) > _LONGEST


def _plain(text: str) -> str:
    return _MARKS.sub("", text)


def _name(title: str) -> str:
    """Without （试行）, which a notice may leave out or put behind the quotation mark."""
    return re.sub(r"[（(][^（）()]{1,12}[）)]$", "", title)
