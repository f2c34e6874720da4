"""Ordered, named, pure repairs of damaged Chinese text, each of which explains itself.

`clean(lines)` is the way in. The order matters: byte regions are undone before the pinyin annotations go, because the
annotations tell the search which characters are possible; characters are simplified after both, because the bytes are
those of the traditional text; punctuation comes last, because it is judged by the characters beside it.
"""

from tiaoli.clean.evidence import Evidence, evidence
from tiaoli.clean.steps import STEPS, Cleaned, Doubt, Mend, clean

__all__ = ["STEPS", "Cleaned", "Doubt", "Evidence", "Mend", "clean", "evidence"]
