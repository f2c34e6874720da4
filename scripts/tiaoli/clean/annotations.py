"""統(tǒng) -> 統: readings that were put in brackets after their characters."""

from tiaoli.clean.evidence import ANNOTATION, Evidence
from tiaoli.clean.readings import is_reading
from tiaoli.clean.script import simplify_char
from tiaoli.clean.trace import Edit

RULE = "删去插入的注音"


def remove(text: str, facts: Evidence) -> list[Edit]:
    """Drop a bracket that is a reading of the traditional character before it.

    A reading that an author gave once, to a character that stands without it elsewhere, stays.

    >>> from tiaoli.clean.evidence import evidence
    >>> facts = evidence(["系統(tǒng)學習(xí)貫徹,信訪制度"])
    >>> [(e.start, e.end) for e in remove("系統(tǒng)", facts)]
    [(2, 8)]
    >>> remove("冼(xiǎn)某", facts), remove("系統(abc)", facts), remove("系統(tǒng)", evidence(["系统(tǒng)"]))
    ([], [], [])
    """
    if not facts.traditional:
        return []
    return [
        Edit(match.start(2), match.end(), "", RULE)
        for match in ANNOTATION.finditer(text)
        if simplify_char(match[1]) != match[1]
        and is_reading(match[1], match[3])
        and (facts.is_marked(match[1]) or not facts.annotated[match[1]])
    ]
