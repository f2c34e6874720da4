"""Counts of the statute's own parts: 六章五十条, 第三章共十条, 第三十一条的六种情形."""

import re
from collections.abc import Iterator

from tiaoli.citations.resolve import printed
from tiaoli.claims.durations import CLAUSE, bounds
from tiaoli.claims.finding import Finding
from tiaoli.model import Article, Chapter, Citation, Paragraph, Statute
from tiaoli.numerals import NUMERAL, parse_int, to_chinese

_N = rf"[{NUMERAL}]{{1,4}}"
#: 六章五十条, 共6章、50条
_WHOLE = re.compile(rf"(?<![第{NUMERAL}])(?P<chapters>{_N})章[、，,]?\s?(?:共|计)?(?P<articles>{_N})条")
#: 全文共50条, 《条例》共五十条
_ARTICLES = re.compile(rf"(?:全文|条例》?|全篇)[^，。；第]{{0,4}}(?:共|有|计)(?:有|计)?(?P<articles>{_N})条(?!款)")
#: 第三章共十条
_CHAPTER = re.compile(rf"(?:共|有|计|包括|包含|含)(?:有|计)?(?P<articles>{_N})条(?!款|件|规)")
#: 第三十一条规定了六种情形
_LIST = re.compile(
    rf"(?<![第前后{NUMERAL}这那上述其他余哪每某任各另同])(?P<count>{_N})(?P<measure>种|项|类|个|条|款)(?P<noun>情形|行为|方式|职责|内容|原则|情况|坚持|规定|禁止性?行为|不得|事项)?"
)
_SUBSET = re.compile(r"之中|其中|中的|里的|前|后|其余|另外|部分|之一")


def check(text: str, citations: list[Citation], statute: Statute) -> Iterator[Finding]:
    """Findings for counts that differ from the model; a count bound to nothing is left alone."""
    if statute.articles and statute.chapters:
        for match in _WHOLE.finditer(text):
            if _another_instrument(text, match, citations):
                continue
            chapters, articles = parse_int(match["chapters"]), parse_int(match["articles"])
            if (chapters, articles) != (len(statute.chapters), len(statute.articles)):
                yield _wrong(match, f"《{statute.title}》共{_n(len(statute.chapters))}章{_n(len(statute.articles))}条")
        for match in _ARTICLES.finditer(text):
            if not _another_instrument(text, match, citations) and parse_int(match["articles"]) != len(
                statute.articles
            ):
                yield _wrong(match, f"《{statute.title}》共{_n(len(statute.articles))}条")
    for citation in citations:
        unit = statute.index.get(citation.target or "")
        if citation.instrument is not None or unit is None:
            continue
        _, right = bounds(text, citation.start, citation.end, CLAUSE)
        tail = text[citation.end : right]
        if isinstance(unit, Chapter):
            yield from _chapter(citation, tail, unit)
        elif isinstance(unit, Article | Paragraph):
            yield from _list(statute, citation, tail, unit)


def _another_instrument(text: str, match: re.Match, citations: list[Citation]) -> bool:
    left, right = bounds(text, match.start(), match.end(), "。！？\n；")
    named = re.findall(r"《([^《》]+)》", text[left:right])
    return (
        bool(named)
        and not any(name.endswith("条例") and len(name) <= 6 for name in named)
        or any(c.instrument and left <= c.start < right for c in citations)
    )


def _chapter(citation: Citation, tail: str, unit: Chapter) -> Iterator[Finding]:
    articles = sum(isinstance(u, Article) for u in unit.walk())
    match = _CHAPTER.search(tail)
    if match and "第" not in tail[: match.start()] and parse_int(match["articles"]) != articles:
        yield _wrong(match, f"{unit.label}共{_n(articles)}条", citation.end)


def _list(statute: Statute, citation: Citation, tail: str, unit: Article | Paragraph) -> Iterator[Finding]:
    paragraphs = [unit] if isinstance(unit, Paragraph) else [p for p in unit.children if isinstance(p, Paragraph)]
    counts = {len(p.children) for p in paragraphs if p.children}
    name = printed(statute, unit.address)
    for match in _LIST.finditer(tail):
        if (
            _SUBSET.search(tail[: match.start()])
            or "第" in tail[: match.start()]
            or not (match["noun"] or match["measure"] in "项款")
        ):
            continue
        count = parse_int(match["count"])
        if count == 1:
            continue  # 一项原则, 一种情形: no count
        if match["measure"] == "款" and isinstance(unit, Article) and not match["noun"]:
            if count != len(paragraphs) and re.search(r"共|有|分", tail[: match.start()]):
                yield _wrong(match, f"{name}共{_n(len(paragraphs))}款", citation.end)
        elif match["measure"] in "种项类" and len(counts) == 1 and count not in counts:
            yield _wrong(match, f"{name}列了{_n(next(iter(counts)))}项", citation.end)


def _wrong(match: re.Match, right: str, shift: int = 0) -> Finding:
    message = f"“{match[0].strip()}”数目不对：{right}，请改正"
    return Finding(match.start() + shift, match.end() + shift, "wrong-count", message, found=match[0], expected=right)


def _n(number: int) -> str:
    return to_chinese(number)
