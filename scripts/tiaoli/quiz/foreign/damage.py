"""Banks copied from sites that print traditional characters with readings in brackets: 應(yīng)當(dāng)."""

import re

from tiaoli.clean import clean, evidence
from tiaoli.model import NOTE, Problem

#: A few characters that no bank in simplified characters has; only then the text is looked over at all.
_TRADITIONAL = re.compile("[條應關機單訪當辦內規]")


def simplified(lines: list[tuple[int, str]], path: str) -> tuple[list[tuple[int, str]], list[Problem]]:
    """The lines in simplified characters without readings, and a note that says so; as they are where nothing is damaged.

    >>> simplified([(1, "1.信訪工作應(yīng)當(dāng)遵循的原則有()。A.堅持黨的全面領(lǐng)導(dǎo)")], "x")[0]
    [(1, '1.信访工作应当遵循的原则有()。A.坚持党的全面领导')]
    """
    words = [text for _, text in lines]
    if not any(map(_TRADITIONAL.search, words)) or not evidence(words).traditional:
        return lines, []
    mended = [(number, cleaned.text) for (number, _), cleaned in zip(lines, clean(words), strict=True)]
    note = "文件里是繁体字，或者字后面带着读音；已经改成简体再核对，原文件没有动。"
    return mended, [Problem(path, lines[0][0], "simplified", note, NOTE)]
