"""What a notice says -> a contest.yml for a person to complete: 待填 where it says nothing, a remark where it is in doubt."""

import json
import re
from collections.abc import Iterator
from typing import Any

from tiaoli.contest.model import MARGINS, SIZES, UNFILLED
from tiaoli.contest.notice import Doubt, Read

#: Parts of an entry that a format speaks of.
_ROWS = (("title", "标题"), ("body", "正文"), ("heading1", "一级小标题"), ("heading2", "二级小标题"))
_NAMES = {
    "title": "名称", "theme": "主题", "organisers": "主办单位", "eligibility": "参加对象", "genres": "体裁", "words": "字数",
    "opens": "开始日期", "closes": "截稿日期", "submit_to": "报送方式", "format": "格式", "awards": "奖项", "contacts": "联系方式",
}  # fmt: skip


#: 示例市信访局关于开展 … 活动的通知: what a notice's title says besides the contest's name.
_BEFORE = re.compile(r"^.*?关于(?:组织)?(?:开展|举办|举行|参加|征集)?")
_BEHIND = re.compile(r"(?:评选)?(?:活动)?的?(?:通知|启事|公告|方案|函)(?:[（(].{1,10}[）)])?$")


def contest_name(title: str) -> str:
    """The contest's own name from the title of its notice.

    >>> contest_name("示例市信访局关于开展“学条例、促和谐”征文活动的通知"), contest_name("“民情日记”征文")
    ('“学条例、促和谐”征文', '“民情日记”征文')
    """
    return _BEHIND.sub("", _BEFORE.sub("", title)) or title


def named(keys: tuple[str, ...]) -> str:
    """Keys of the JSON as a person calls them.

    >>> named(("theme", "closes"))
    '主题、截稿日期'
    """
    return "、".join(_NAMES[key] for key in keys)


def doubt(one: Doubt) -> str:
    """A doubt as one line for a person."""
    might = f"，可能是 {'、'.join(one.alternatives)}" if one.alternatives else ""
    return f"{_NAMES[one.field]}：通知写的是“{one.text}”（{one.reason}）{might}"


def write(read: Read, source: str, sha256: str) -> str:
    """contest.yml as text; it satisfies the schema, and stays a draft until nothing says 待填."""
    return "\n".join(_lines(read, source, sha256)) + "\n"


def _lines(read: Read, source: str, sha256: str) -> Iterator[str]:
    values = read.values

    def said(key: str) -> Any:
        return values[key] or UNFILLED

    def remarks(*keys: str) -> Iterator[str]:
        for one in read.doubts:
            if one.field in keys:
                yield f"# 待核 {doubt(one)}"

    yield "# yaml-language-server: $schema=contest.schema.json"
    yield f"# 由“{source}”读出的草稿，sha256 {sha256[:16]}。请对照原通知逐项核对。"
    yield f"# 写着“{UNFILLED}”的，是通知里没有写或者拿不准的；全部填好以前，不生成大征文的网页和文件。"
    if read.missing:
        yield f"# 通知里没有写：{named(read.missing)}。"
    yield ""
    yield f"title: {_text(contest_name(said('title')))}"
    yield f"theme: {_text(said('theme'))}"
    yield ""
    yield "# 选题：每个选题写明依据的条款，如 [art-34, art-31-p1-i6]。"
    yield "topics:"
    for topic in read.topics[:20] or (UNFILLED,):
        yield f"  - {{title: {_text(topic)}, provisions: [{UNFILLED}]}}"
    yield ""
    yield "organisers:"
    yield from (f"  - {{name: {_text(name)}, role: 主办}}" for name in values["organisers"] or [UNFILLED])
    yield f"eligibility: {_text(said('eligibility'))}"
    yield f"genres: {_list(values['genres'] or [UNFILLED])}"
    yield from remarks("words")
    yield f"words: {_words(values['words'])}"
    yield from remarks("opens")
    yield f"opens: {said('opens')}"
    yield from remarks("closes")
    yield f"closes: {said('closes')}"
    yield ""
    yield from _format(values["format"])
    yield ""
    yield from remarks("submit_to")
    yield "submit:"
    for way in values["submit_to"] or [{"kind": "email", "value": UNFILLED}]:
        yield f"  - {{kind: {way['kind']}, value: {_text(way['value'])}}}"
    yield ""
    yield from _judging()
    yield ""
    yield from remarks("awards")
    yield "awards:"
    for award in values["awards"] or [{"name": UNFILLED, "count": None, "prize": ""}]:
        prize = f", prize: {_text(award['prize'])}" if award["prize"] else ""
        yield f"  - {{name: {_text(award['name'])}, count: {award['count'] or UNFILLED}{prize}}}"
    yield ""
    yield "# 原创声明：一句一项，印在声明页上。"
    yield f"declaration: [{UNFILLED}]"
    yield ""
    yield "# 只写单位的公开联系方式，不写个人姓名和手机号。"
    yield "contacts:"
    office = _text(next(iter(values["organisers"]), UNFILLED))
    for contact in values["contacts"] or [{"phone": UNFILLED}]:
        yield f"  - {{office: {office}, phone: {_text(contact.get('phone') or UNFILLED)}}}"
    yield ""
    yield "notice:"
    yield f"  to: {_list(read.to or [UNFILLED])}"
    yield f"  purpose: {_text(read.purpose or UNFILLED)}"
    yield f"  signed: {_list(read.signed or [UNFILLED])}"
    yield f"  dated: {read.dated.isoformat() if read.dated else UNFILLED}"


def _words(words: dict[str, int | None]) -> str:
    known = ", ".join(f"{key}: {number}" for key, number in words.items() if number is not None)
    return f"{{{known or f'max: {UNFILLED}'}}}"


def _format(look: dict[str, Any]) -> Iterator[str]:
    parts = [key for key, _ in _ROWS if key in look or key in ("title", "body")]
    faces = {key: look.get(key) or {"font": UNFILLED, "size": UNFILLED} for key in parts}
    yield "format:"
    yield "  fonts: {" + ", ".join(f"{key}: {_text(face['font'])}" for key, face in faces.items()) + "}"
    yield "  sizes: {" + ", ".join(f"{key}: {_size(face['size'])}" for key, face in faces.items()) + "}"
    margins = look.get("margins") or {}
    if margins:
        yield "  margins: {" + ", ".join(f"{side}: {margins[side]:g}" for side in MARGINS if side in margins) + "}"
    if "pitch" in look:
        yield f"  pitch: {look['pitch']:g}"
    elif "spacing" in look:
        yield f"  note: {_text('行距为' + format(look['spacing'], 'g') + '倍')}"
    if look.get("types"):
        yield f"  types: {_list(look['types'])}"
    yield f"  anonymous: {'true' if look.get('anonymous') else 'false'}"


def _size(said: str) -> str:
    return said if said in (*SIZES, UNFILLED) else said.removesuffix("磅")


def _judging() -> Iterator[str]:
    yield "# 评审：weight 加起来是 100；tie 的 order 写评分项目，按比较的先后。"
    yield "judging:"
    yield f"  rubric: [{{title: {UNFILLED}, weight: {UNFILLED}}}]"
    yield "  recusal: {own_unit: true}"
    yield "  tie: {order: [], then: 并列}"


def _text(value: str) -> str:
    """A text as YAML; quoted unless it is the word that stands for nothing."""
    return value if value == UNFILLED else json.dumps(value, ensure_ascii=False)


def _list(values: Any) -> str:
    return "[" + ", ".join(_text(value) for value in values) + "]"
