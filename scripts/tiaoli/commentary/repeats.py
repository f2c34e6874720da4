"""Saved pages often hold the whole body twice: the second goes, and where it says something else a person has to look."""

from collections.abc import Sequence
from dataclasses import replace
from difflib import SequenceMatcher

from tiaoli.clean import Doubt
from tiaoli.commentary.row import Row

#: A repeated line counts by itself from this length on, a shorter one beside another repeated line.
LONG = 80
#: Two paragraphs at the same place of both bodies are one when they have so much in common.
ALIKE = 0.6
#: A shorter line that differs is a caption or a date, not the paragraph that is missing.
_PARAGRAPH = 15
_NEAR = 2
REASON = "与前文重复"
ONLY_ONCE = "正文在文件里出现两次，这一段只在第二次出现，放在了最后，请对照原文确定位置"
DIFFERS = "正文在文件里出现两次，这一处两次写得不同，请对照原文"


def dropped(found: list[Row]) -> list[Row]:
    """Lines that stand twice: the second goes. One that says it a little differently goes too, and the first is in doubt."""
    places = [i for i, row in enumerate(found) if row.role == "body"]
    texts = [found[i].text for i in places]
    twin = _twins(texts)
    pairs = _counterparts(texts, twin)
    again = twin | pairs
    out = list(found)
    gone = set()
    for order, before in twin.items():
        run = again.get(order - 1) == before - 1 or again.get(order + 1) == before + 1
        if run or len(texts[order]) >= LONG or before == 0 and order <= 2:
            gone.add(order)
            out[places[order]] = replace(found[places[order]], role="removed", reason=REASON)
    for order, before in pairs.items():
        out[places[before]] = _doubted(out[places[before]], texts[order])
        out[places[order]] = replace(found[places[order]], role="removed", reason=f"{REASON}，文字略有不同，见“待核”")
    for order in range(1, len(places) - 1):  # what only the second body has stays, where nobody can say that it belongs
        if order not in again and order - 1 in gone and order + 1 in gone:
            row = out[places[order]]
            doubt = Doubt(max(0, row.cleaned.text.find(row.text)), row.text, (), ONLY_ONCE)
            out[places[order]] = replace(row, cleaned=replace(row.cleaned, doubts=(*row.cleaned.doubts, doubt)))
    return out


def _twins(texts: Sequence[str]) -> dict[int, int]:
    """Place of a text that stood before -> where it stood first."""
    first: dict[str, int] = {}
    twin: dict[int, int] = {}
    for order, text in enumerate(texts):
        if text in first:
            twin[order] = first[text]
        else:
            first[text] = order
    return twin


def _counterparts(texts: Sequence[str], twin: dict[int, int]) -> dict[int, int]:
    """Place of a text in the second body that differs -> its place in the first: a neighbour is repeated just there."""
    pairs: dict[int, int] = {}
    for order in sorted(twin):
        alone = all(twin.get(order + step) != twin[order] + step for step in (1, -1))
        if alone and len(texts[order]) < _PARAGRAPH:  # a short refrain proves no second body
            continue
        for step in (1, -1):
            here, before = order + step, twin[order] + step
            while 0 <= before < here < len(texts) and here not in twin and here not in pairs and before not in twin:
                if before in pairs or before >= min(twin) or not _alike(texts[before], texts[here]):
                    break
                pairs[here] = before
                here, before = here + step, before + step
    return pairs


def _alike(a: str, b: str) -> bool:
    return min(len(a), len(b)) >= _PARAGRAPH and SequenceMatcher(None, a, b, autojunk=False).ratio() >= ALIKE


def _doubted(row: Row, other: str) -> Row:
    """The row with a doubt for each stretch in which the second body says something else."""
    indent = max(0, row.cleaned.text.find(row.text))
    doubts = [
        Doubt(indent + start, row.text[start:end], (other[low:high],), DIFFERS)
        for start, end, low, high in _different(row.text, other)
    ]
    return replace(row, cleaned=replace(row.cleaned, doubts=(*row.cleaned.doubts, *doubts)))


def _different(a: str, b: str) -> list[tuple[int, int, int, int]]:
    """(start, end) in `a` and in `b` of each stretch that differs, never empty in `a`; near ones are one: 120, 210."""
    found: list[tuple[int, int, int, int]] = []
    for tag, start, end, low, high in SequenceMatcher(None, a, b, autojunk=False).get_opcodes():
        if tag == "equal":
            continue
        if start == end:  # only `b` has these words: the character before them stands for their place
            start, low = max(0, start - 1), max(0, low - 1)
            end, high = (end, high) if end > start else (end + 1, high + 1)
        if found and start - found[-1][1] <= _NEAR:
            start, low = found.pop()[::2]
        while a[end : end + 1].isdigit() and a[end : end + 1] == b[high : high + 1]:  # the whole number: 120, not 12
            end, high = end + 1, high + 1
        found.append((start, end, low, high))
    return found
