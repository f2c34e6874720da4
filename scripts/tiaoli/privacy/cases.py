"""The 脱敏 checklist that a case used for teaching answers before it is published."""

from collections.abc import Iterator
from datetime import date
from typing import Any

#: Key of `anonymised` -> what is asked. 不涉及 is no answer to the first two: they can be asked of any case.
QUESTIONS = {
    "names": "姓名、单位、职务、住址是否都已隐去或改写",
    "recognisable": "把时间、地点和情节合起来看，是否已认不出是谁",
    "numbers": "证件、电话、账号、信访件编号是否都已删去",
    "informants": "是否不含检举、揭发、控告材料，也看不出检举揭发人",
    "minors": "涉及未成年人、病情、婚姻家庭等隐私的内容是否已删去",
    "secrets": "是否不含国家秘密、工作秘密和商业秘密",
    "approved": "办理单位是否同意用作教学",
}
_ANSWERS = ("是", "不涉及")


def unanswered(checklist: Any) -> Iterator[str]:
    """What a checklist lacks, a clause each; nothing for one that is complete.

    >>> list(unanswered(dict.fromkeys(QUESTIONS, "是") | {"by": "示例甲", "date": "2022-05-01"}))
    []
    """
    if not isinstance(checklist, dict):
        yield "没有脱敏核对（anonymised）"
        return
    for key, question in QUESTIONS.items():
        answer = checklist.get(key)
        if answer not in _ANSWERS or answer == "不涉及" and key in ("names", "recognisable"):
            yield f"“{question}”（{key}）没有答“是”"
    if not str(checklist.get("by") or "").strip():
        yield "没有核对人（by）"
    try:
        date.fromisoformat(str(checklist.get("date")))
    except ValueError:
        yield "没有核对日期（date，如 2022-05-01）"
