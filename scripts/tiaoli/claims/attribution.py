"""Whether the words of a sentence belong to the provision that it cites, when they are a paraphrase: （第十四条第一款）.

Words are compared with every article by the pairs of characters they share, a rare pair weighing more. A citation is
wrong where another article holds far more of the sentence than the cited one: an error where that is plain, a warning
where it is likely. Measured on 278 citations of paraphrases that are right and on the same ones moved to a neighbouring
article (`tests/test_claims.py` holds both).
"""

import math
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from tiaoli.citations import find
from tiaoli.citations.normalise import squeeze
from tiaoli.citations.resolve import printed
from tiaoli.claims.blocks import CELL
from tiaoli.claims.finding import Finding
from tiaoli.model import ERROR, WARNING, Citation, Item, Paragraph, Statute

#: (least weight of the best article, greatest share of it that the cited ones may hold): an error, then two warnings.
_PLAIN, _LIKELY, _SHORT = (18.0, 0.3), (12.0, 0.5), (8.0, 0.15)
#: The share of a sentence that an article must hold before it is taken for its source.
_COVERED = 0.4
_RUN = re.compile(r"[\u4e00-\u9fff\d]+")
_SENTENCE = re.compile(r"[^。！？\n]+")
_ROW = re.compile(r"[^\n]+")
_JOINED = re.compile(r"\s*(?:[、，和与及至到—-]|以及|或者)*\s*")
#: 第三十一条第六项规定的事项: names what the sentence speaks of, not where its words stand.
_SCOPE = re.compile(r"^[）)]?(?:所?(?:规定|列举?|指|称))?的(?!是|，|：)|^[所中]")
_NOT_SO = re.compile(
    r"不在|不是|并非|而非|不属|没有|误|错|混|不同|区别|相比|对比|还是|并不|不适用|除外|之外|以外|另外|其他"
)
_ABOUT = re.compile(r"(?:违反|参照|结合|对照|区别于|不同于|衔接|有别于|相当于)(?:《[^《》]*》|本?条例)?$")


@dataclass(frozen=True)
class Profile:
    """The pairs of characters of each article, paragraph and item by address, and what each pair weighs.

    `refers`: the articles that each article cites. `beside`: for a paragraph or item the addresses of its article's other
    units of the kind.
    """

    articles: tuple[str, ...]
    pairs: dict[str, frozenset[str]]
    weights: dict[str, float]
    refers: dict[str, frozenset[str]]
    beside: dict[str, tuple[str, ...]]

    def score(self, words: frozenset[str], address: str) -> float:
        """How much of the words an article holds."""
        return sum(self.weights[pair] for pair in words & self.pairs[address])

    def weigh(self, words: frozenset[str]) -> float:
        """All of the words; a pair that the statute doesn't have weighs as much as its rarest."""
        rarest = math.log(1 + len(self.articles))
        return sum(self.weights.get(pair, rarest) for pair in words)


def profile(statute: Statute) -> Profile:
    """Read once for a statute; one with fewer than three articles has nothing to confuse."""
    pairs = {article.address: _pairs(article.full_text) for article in statute.articles}
    often = Counter(pair for one in pairs.values() for pair in one)
    weights = {pair: math.log(1 + len(pairs) / count) for pair, count in often.items()}
    articles, beside = tuple(pairs), {}
    for article in statute.articles:
        for kind in (Paragraph, Item):
            units = [unit for unit in article.walk() if isinstance(unit, kind)]
            pairs |= {unit.address: _pairs(unit.full_text) for unit in units}
            beside |= {unit.address: tuple(u.address for u in units if u is not unit) for unit in units}
    refers = {
        article.address: frozenset(_articles(statute, find(article.full_text, statute))) for article in statute.articles
    }
    return Profile(articles, pairs, weights, refers, beside)


def check(text: str, citations: list[Citation], against: Profile, statute: Statute) -> Iterator[Finding]:
    """Findings for citations whose sentence is about another article."""
    if len(against.articles) < 3:
        return
    for match in (_ROW if CELL in text else _SENTENCE).finditer(text):  # a row of a table is one statement
        here = [c for c in citations if match.start() <= c.start < match.end()]
        if not here or any(c.instrument or c.target is None for c in here) or _NOT_SO.search(match[0]):
            continue
        groups = _groups(text, here)
        for at, group in enumerate(groups):
            before = groups[at - 1][-1].end if at else match.start()
            words = _words(text, group, before, match.end(), len(groups))
            if words is not None and not _holds_last(words, group, against, statute):
                yield from _judge(words, group, text, match.span(), against, statute)


def _groups(text: str, citations: list[Citation]) -> list[list[Citation]]:
    """Lists of provisions (第三十五条、第三十六条) as one."""
    groups: list[list[Citation]] = []
    for citation in citations:
        if groups and _JOINED.fullmatch(text[groups[-1][-1].end : citation.start]):
            groups[-1].append(citation)
        else:
            groups.append([citation])
    return groups


def _words(text: str, group: list[Citation], before: int, end: int, groups: int) -> str | None:
    """What hangs on a group: the whole sentence when it is alone in it, else what stands before its bracket."""
    first, last = group[0].start, group[-1].end
    if _SCOPE.match(text[last:end]) or _ABOUT.search(text[before:first]):
        return None
    bracketed = text[first - 1 : first] in ("（", "(") and text[last : last + 1] in ("）", ")")
    if bracketed and (groups > 1 or not text[last + 1 : end].strip("，；、 ")):
        return re.split(r"[）)]", text[before:first])[-1]
    if groups == 1:
        left = text.rfind("；", before, first) + 1 or before
        right = text.find("；", last, end)
        return text[left:first] + "，" + text[last : right if right >= 0 else end]
    return None


def _holds_last(words: str, group: list[Citation], against: Profile, statute: Statute) -> bool:
    """Whether the clause behind the last semicolon is the cited article's: the bracket may close it alone."""
    _, mark, last = words.rpartition("；")
    pairs = _pairs(last)
    best = max(against.articles, key=lambda address: against.score(pairs, address))
    return bool(mark) and best in _articles(statute, group)


def _judge(
    words: str, group: list[Citation], text: str, sentence: tuple[int, int], against: Profile, statute: Statute
) -> Iterator[Finding]:
    cited = _articles(statute, group)
    if not cited or not cited <= set(against.articles):
        return
    pairs = _pairs(words)
    scores = {address: against.score(pairs, address) for address in against.articles}
    best = max(scores, key=scores.__getitem__)
    held = max(scores[address] for address in cited)
    if best in cited:
        best, scores, held = _inside(pairs, group, against)
    elif cited & against.refers[best] or any(best in against.refers[address] for address in cited):
        return
    if not best or scores[best] < _COVERED * against.weigh(pairs):
        return  # a sentence about something else
    for (least, share), severity in ((_PLAIN, ERROR), (_LIKELY, WARNING), (_SHORT, WARNING)):
        if scores[best] >= least and held < share * scores[best]:
            where, said = printed(statute, best), "、".join(c.text for c in group)
            message = f"这句话写着{said}，说的却像是{where}的内容：请核对条号"
            code = "wrong-attribution" if severity == ERROR else "citation-doubt"
            yield Finding(group[0].start, group[-1].end, code, message, severity, text[slice(*sentence)], where, best)
            return


def _inside(
    pairs: frozenset[str], group: list[Citation], against: Profile
) -> tuple[str | None, dict[str, float], float]:
    """(best paragraph or item beside the one cited, scores, score of the cited one); None for anything but one of them."""
    target = group[0].target
    if len(group) != 1 or group[0].targets or target not in against.beside or not against.beside[target]:
        return None, {}, 0.0
    scores = {address: against.score(pairs, address) for address in against.beside[target]}
    return max(scores, key=scores.__getitem__), scores, against.score(pairs, target)


def _articles(statute: Statute, citations: list[Citation]) -> set[str]:
    """Addresses of the articles that citations of ours stand for."""
    targets = [t for c in citations if c.instrument is None for t in (c.targets or (c.target,)) if t]
    return {article.address for t in targets if (article := statute.article_of(t))}


def _pairs(text: str) -> frozenset[str]:
    return frozenset(run[i : i + 2] for run in _RUN.findall(squeeze(text)) for i in range(len(run) - 1))
