"""How a notice opens: whom it is sent to (主送), and its first paragraph, which says what for."""

import re
from collections.abc import Sequence

from tiaoli.contest.notice.outline import field_of
from tiaoli.model import Line

#: The opening stands within so many lines of the title.
_REACH = 6
_LONGEST_TO = 240
#: 各县（市、区）信访局，市直各部门： but no 征文主题：, 有关事项通知如下：
_TO = re.compile(r"(?P<to>[^。；;：:]{2,})[：:]")
_ADDRESSED = re.compile(r"各|局|部|委|办|会|院|校|处|站|所|中心|单位|机关|企业|社区|公司|集团|学员|同志|干部|群众|作者")
#: Commas between those addressed, not the ones within （市、区）.
_BETWEEN = re.compile(r"[，,](?![^（(]*[）)])")
_PURPOSE = re.compile(r"(?:为了?|按照|根据|经.{0,12}(?:研究|同意)).{6,}")


def read(lines: Sequence[Line]) -> tuple[tuple[str, ...], str | None]:
    """(those addressed, the first paragraph), each empty where the notice has none; `lines`: those behind its title.

    >>> read([Line(1, "各县（市、区）信访局，市直各部门："), Line(2, "为学习条例，决定开展征文。")])
    (('各县（市、区）信访局', '市直各部门'), '为学习条例，决定开展征文。')
    """
    to: tuple[str, ...] = ()
    for line in lines[:_REACH]:
        text = re.sub(r"\s+", "", line.text)
        if _PURPOSE.match(text):
            return to, re.sub(r"[：:]$", "。", text)
        match = _TO.fullmatch(text)
        if match and not to and len(text) <= _LONGEST_TO and _ADDRESSED.search(match["to"]) and not _heads(match["to"]):
            to = tuple(name for name in _BETWEEN.split(match["to"]) if name)
        elif _heads(text[:20]) and len(text) <= 20:
            break
    return to, None


def _heads(text: str) -> bool:
    """Whether a short line is a heading of the notice: 一、征文主题, 征文对象."""
    return bool(re.match(r"(?:[一二三四五六七八九十]+、|[（(【\[])", text)) or (len(text) <= 8 and bool(field_of(text)))
