"""What a whole file shows about the damage it has met; no repair is made without it."""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cached_property

from tiaoli.clean.chinese import HAN, PINYIN, TONED
from tiaoli.clean.language import Phrases
from tiaoli.clean.readings import is_reading
from tiaoli.clean.script import is_simplified_only, is_traditional, simplify_char

#: 統(tǒng), also with the wide brackets of a file whose marks were widened: a character, a syllable in brackets.
ANNOTATION = re.compile(rf"([{HAN}])([(（])([{PINYIN}]{{1,7}})([)）])")
#: 把握?qǐng)?jiān)持: the question mark is what is left of a lost byte and the bracket that followed it.
SWALLOWED = re.compile(rf"\?(?=[{PINYIN}]*[{TONED}][{PINYIN}]*[)）])")
#: Marks that the damage makes half-width, after a Chinese character or mark.
_NARROW = re.compile(rf"(?<=[{HAN}》”’）)])[,;:?!]")
_WIDE = re.compile("[，；：？！]")

#: So many doubled commas are no slip.
OFTEN = 5
#: What a one-to-one converter leaves as it is, and what every other text in traditional characters has instead.
_KEPT, _CONVERTED = "于后并", "於後並"

#: A file counts as traditional from this many traditional characters on, in lines where they outnumber the others …
MIN_TRADITIONAL = 5
#: … if they are at least this share of what the simplified-only characters are.
MIN_SHARE = 0.2


@dataclass(frozen=True)
class Evidence:
    """Facts about one file, for the repairs to go by.

    `traditional`: lines in traditional characters make up the text; `naive`: by a one-to-one converter;
    `kept`: characters that stand unconverted in those lines although a traditional form exists;
    `annotated`/`bare`: how often a character carries its reading in brackets, and how often not;
    `folded`: the full-width marks were made half-width; `doubled`: commas were put before other marks.
    """

    traditional: bool = False
    naive: bool = False
    kept: frozenset[str] = frozenset()
    annotated: Counter[str] = field(default_factory=Counter)
    bare: Counter[str] = field(default_factory=Counter)
    folded: bool = False
    doubled: int = 0
    lines: tuple[str, ...] = ()

    @cached_property
    def phrases(self) -> Phrases:
        """The file's own phrases, simplified and without annotations; stretches beside damage are left out."""
        plain = []
        for line in self.lines:
            for piece in re.split(rf"\?[{PINYIN}]*[)）]?.?", ANNOTATION.sub(r"\1", line)):
                simple = "".join(simplify_char(c) for c in piece)
                plain.append(re.sub("[,，]+", "，", simple.replace(";", "；").replace(":", "：")))
        return Phrases.of(plain)

    def is_marked(self, char: str) -> bool:
        """The character carries its reading wherever it stands (always or never, within a file)."""
        return self.annotated[char] > self.bare[char]


def evidence(lines: Sequence[str]) -> Evidence:
    """Look over all lines of one file.

    >>> evidence(["縣(xiàn)里統(tǒng)計訪問，關于學習的報告"]).traditional
    True
    >>> evidence(["县里统计访问，关于学习的报告"]).traditional
    False
    """
    lines = tuple(lines)
    simplified = sum(n for c, n in Counter("".join(lines)).items() if is_simplified_only(c))
    old_lines, old = [], 0
    for line in lines:
        count = Counter(line)
        here = sum(n for c, n in count.items() if is_traditional(c))
        if here and here > sum(n for c, n in count.items() if is_simplified_only(c)):
            old_lines.append(line)
            old += here
    traditional = old >= MIN_TRADITIONAL and old > MIN_SHARE * simplified
    if not traditional:
        return Evidence(folded=_is_folded(lines), doubled=_doubled(lines), lines=lines)
    text = "\n".join(old_lines)
    annotated: Counter[str] = Counter()
    for match in ANNOTATION.finditer(text):
        if is_reading(match[1], match[3]):
            annotated[match[1]] += 1
    bare = Counter(text)
    bare.subtract(annotated)
    present = set(text)
    kept = frozenset(simplify_char(c) for c in present if simplify_char(c) != c) & present
    return Evidence(
        traditional=True,
        naive=bool(annotated or SWALLOWED.search(text))
        or sum(bare[c] for c in _KEPT) >= sum(bare[c] for c in _CONVERTED),
        kept=kept,
        annotated=annotated,
        bare=bare,
        folded=_is_folded(lines),
        doubled=_doubled(lines),
        lines=lines,
    )


def is_old_line(line: str) -> bool:
    """A line with more traditional than simplified-only characters.

    >>> is_old_line("信訪工作"), is_old_line("信访工作"), is_old_line("最新公告")
    (True, False, False)
    """
    old = sum(map(is_traditional, line))
    return old > 0 and old > sum(map(is_simplified_only, line))


def _is_folded(lines: Sequence[str]) -> bool:
    """More half-width than full-width marks after Chinese text: then the width was lost, not chosen."""
    narrow = sum(len(_NARROW.findall(line)) for line in lines)
    wide = sum(len(_WIDE.findall(line)) for line in lines)
    return narrow > wide


def _doubled(lines: Sequence[str]) -> int:
    return sum(len(DOUBLED.findall(line)) for line in lines)


#: 講話(huà),。 and 排查,,探索: a comma before another mark.
DOUBLED = re.compile(rf"(?<=[{HAN}》”’）)]),(?=[,、。;:：；，?!])")
#: The same after a damaged stretch was put back in its own width.
DOUBLED_WIDE = re.compile(rf"(?<=[{HAN}》”’）)])[,，](?=[,、。;:：；，])")
