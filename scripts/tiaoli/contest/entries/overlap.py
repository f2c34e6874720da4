"""How alike two texts are: near-duplicates among entries, with the passages side by side.

Text of the statute is masked first, so that two entries which quote the same articles have nothing in common by that.
Candidates come from sampled runs of characters (a copied passage of some fifty characters is met almost surely, and
two thousand entries fit in a few megabytes); what they really share is then measured sentence by sentence with RapidFuzz.
Nothing else of ours imports rapidfuzz.
"""

import re
import zlib
from array import array
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache

from rapidfuzz import fuzz, process

from tiaoli.citations.normalise import squeeze
from tiaoli.contest.entries.finding import Similar
from tiaoli.model import Statute

#: Characters of a run by which texts are compared, and of one that counts as the statute's.
RUN, OF_STATUTE = 9, 8
#: One run in so many is kept (those whose digest is divisible by it).
SAMPLE = 6
#: Sampled runs that two texts must share to be compared.
SHARED = 3
#: A run in more texts than this is compared with the first of them only: boilerplate must not make pairs of everybody.
COMMON = 12
#: Sentences shorter than this (masked) are nobody's; likeness from which two sentences are one; share that is reported.
SENTENCE, ALIKE, REPORTED = 14, 78, 0.15
#: Passages shown, longest first.
SHOWN = 5
#: A run of equal characters that is reported whatever its share.
LONG = 60
_INK = re.compile(r"[^\u4e00-\u9fff0-9A-Za-z]+")
_SENTENCES = re.compile(r"[^。！？；\n]+[。！？；]?")
_BUCKETS = 16


def likeness(part: str, whole: str) -> float:
    """How much of `part` stands somewhere in `whole`, 0 to 1, marks and blanks aside."""
    return fuzz.partial_ratio(_INK.sub("", squeeze(part)), _INK.sub("", squeeze(whole))) / 100


@lru_cache(maxsize=8)
def _statute_runs(statute: Statute) -> frozenset[str]:
    bare = (_INK.sub("", squeeze(unit.text)) for unit in statute.walk() if unit.text)
    whole = (_INK.sub("", squeeze(unit.full_text)) for unit in statute.articles)
    texts = [*bare, *whole, _INK.sub("", squeeze(statute.title))]
    return frozenset(t[i : i + OF_STATUTE] for t in texts for i in range(len(t) - OF_STATUTE + 1))


def sentences(text: str, statute: Statute) -> list[tuple[str, str]]:
    """(sentence as printed, its characters without the statute's) of every sentence that has enough of its own."""
    theirs = _statute_runs(statute)
    found = []
    for match in _SENTENCES.finditer(text):
        ink = _INK.sub("", squeeze(match[0]))
        keep = [True] * len(ink)
        for i in range(len(ink) - OF_STATUTE + 1):
            if ink[i : i + OF_STATUTE] in theirs:
                keep[i : i + OF_STATUTE] = [False] * OF_STATUTE
        own = "".join(c for c, kept in zip(ink, keep, strict=True) if kept)
        if len(own) >= SENTENCE:
            found.append((match[0].strip(), own))
    return found


def fingerprints(text: str, statute: Statute) -> bytes:
    """Sampled digests of a text's own runs of characters, four bytes each."""
    own = "".join(ink for _, ink in sentences(text, statute))
    found = {zlib.crc32(own[i : i + RUN].encode()) for i in range(len(own) - RUN + 1)}
    return array("I", sorted(h for h in found if h % SAMPLE == 0)).tobytes()


def candidates(prints: Sequence[bytes]) -> Iterator[tuple[int, int]]:
    """Pairs of texts, by number, that share enough to be compared; each once, the lower number first."""
    shared: Counter[tuple[int, int]] = Counter()
    width = (1 << 32) // _BUCKETS + 1
    for bucket in range(_BUCKETS):  # a part of all digests at a time keeps memory flat
        rows = array("Q")
        for number, digests in enumerate(prints):
            values = array("I", digests)
            rows.extend((h << 20) | number for h in values if h // width == bucket)
        ordered = sorted(rows)
        start = 0
        for at in range(1, len(ordered) + 1):
            if at < len(ordered) and ordered[at] >> 20 == ordered[start] >> 20:
                continue
            if at - start > 1:
                holders = [row & 0xFFFFF for row in ordered[start:at]]
                if len(holders) <= COMMON:
                    shared.update((a, b) for i, a in enumerate(holders) for b in holders[i + 1 :])
                else:
                    shared.update((holders[0], b) for b in holders[1:])
            start = at
    yield from sorted(pair for pair, count in shared.items() if count >= SHARED)


def compare(
    first: Sequence[tuple[str, str]], second: Sequence[tuple[str, str]]
) -> tuple[float, tuple[tuple[str, str], ...]]:
    """(share of the shorter text that both have, passages side by side) of two texts given as `sentences`."""
    if not first or not second:
        return 0.0, ()
    theirs = [own for _, own in second]
    pairs = []
    for printed, own in first:
        best = process.extractOne(own, theirs, scorer=fuzz.ratio, score_cutoff=ALIKE)
        if best is not None:
            pairs.append((len(own), printed, second[best[2]][0]))
    total = min(sum(len(own) for _, own in first), sum(map(len, theirs)))
    common = min(1.0, sum(size for size, _, _ in pairs) / total)
    longest = sorted(pairs, key=lambda pair: -pair[0])[:SHOWN]
    if common < REPORTED and sum(size for size, _, _ in pairs) < LONG:
        return 0.0, ()
    return round(common, 2), tuple((a, b) for _, a, b in longest)


def similar(name: str, score: float, passages: Iterable[tuple[str, str]], turned: bool = False) -> Similar:
    """A result as one of the two texts sees it; `turned`: the passages stand the other way round."""
    return Similar(name, score, tuple((b, a) if turned else (a, b) for a, b in passages))
