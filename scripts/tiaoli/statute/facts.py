"""What a statute says of itself: when it was adopted, issued and put in force, by whom, and who explains it."""

import re
from dataclasses import dataclass

from tiaoli.model import Statute

DATE = re.compile(r"(\d{4})年(\d{1,2})月(\d{1,2})日")
#: 本条例自2022年5月1日起施行
_IN_FORCE = re.compile(rf"自{DATE.pattern}起(?:施行|实施|执行)")
#: 2022年2月25日中共中央、国务院发布
_ISSUED = re.compile(r"日([^日（）]{2,40}?)(?:发布|公布|印发)")
_SPACE = re.compile(r"\s+")
#: 本条例由国家信访局负责解释
_INTERPRETER = re.compile(r"由([^，。；]{2,30}?)(?:负责)?解释(?:$|。)")


@dataclass(frozen=True, slots=True)
class Facts:
    """Dates are ISO strings. `issuers`: as printed in the 题注, such as 中共中央、国务院. Empty where the text says nothing."""

    dates: frozenset[str] = frozenset()
    in_force: frozenset[str] = frozenset()
    issuers: frozenset[str] = frozenset()
    interpreter: str | None = None
    party: bool = False


def facts(statute: Statute) -> Facts:
    """Read off the 题注 and the last chapter. `party`: issued by 中共中央 as well, hence a 党内法规."""
    head = _SPACE.sub("", "".join(statute.promulgation))
    texts = [_SPACE.sub("", unit.text) for unit in statute.walk()]
    interpreters = [match[1] for text in texts for match in _INTERPRETER.finditer(text)]
    return Facts(
        frozenset(iso(match) for match in DATE.finditer(head)),
        frozenset(iso(match) for text in texts for match in _IN_FORCE.finditer(text)),
        frozenset(match[1] for match in _ISSUED.finditer(head)),
        interpreters[-1] if interpreters else None,
        "中共中央" in head,
    )


def iso(match: re.Match) -> str:
    """A match of DATE (or of a pattern with the same three groups) as 2022-05-01."""
    return f"{match[1]}-{int(match[2]):02d}-{int(match[3]):02d}"
