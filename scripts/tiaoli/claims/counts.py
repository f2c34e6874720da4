"""Counts of the statute's own parts: 六章五十条, 第三章共十条, 第三十一条的六种情形."""

import re
from collections.abc import Iterator

from tiaoli.citations.resolve import printed
from tiaoli.claims.blocks import CELL
from tiaoli.claims.durations import CLAUSE, bounds
from tiaoli.claims.finding import Finding
from tiaoli.model import Article, Chapter, Citation, Paragraph, Statute
from tiaoli.numerals import NUMERAL, parse_int, to_chinese

_N = rf"[{NUMERAL}]{{1,4}}"
#: 六章五十条, 共6章、50条, 六个章节、五十二条
_WHOLE = re.compile(
    rf"(?<![第{NUMERAL}])(?P<chapters>{_N})个?章(?:节)?[、，,]?\s?(?:共|计)?(?P<articles>{_N})个?条(?![款例件])"
)
#: 《条例》共七章, 条例全文五十二条, 《条例》共有51个条文
_PART = re.compile(
    rf"(?:条例》?|全文|全篇)(?:全文|全篇|正文)?(?:一共|总共|共计|共|总计|由|分为?|(?<=全文)|(?<=全篇))(?:有|计|分|为)?(?P<count>{_N})个?(?P<term>章|条)(?:节|文)?(?![款例件次约规])"
)
#: 第三章共十条, 总则共七条, 第四章一共12个条文
_CHAPTER = re.compile(
    rf"^(?:[^，。；第]{{0,4}}?)(?:一共|总共|共计|共|有|计|包括|包含|含|分为?)(?:有|计)?(?P<articles>{_N})个?条(?:文|规定)?(?![款件])"
)
#: 第三十一条规定了六种情形, 第五条明确了五大原则, 第五条提出五个坚持
_LIST = re.compile(
    rf"^(?P<verb>(?:[将把][^，。；]{{1,14}}?)?(?:分别|共|一共|中)?(?:规定|明确|列举|列出|列|提出|分为|分成|分|有|包括|包含|从|由|设|概括为|确立|规范|赋予|履行|列举了|所列)(?:了|的|出|为)?(?:[^，。；\d第]{{0,16}}?)|的|中的)"
    rf"(?P<count>{_N})(?P<measure>大?(?:种|项|类|个|条|点|款|大))(?P<noun>[\u4e00-\u9fff]{{0,8}})"
)
_LIST_NOUN = re.compile(r"情形|行为|方式|职责|原则|情况|坚持|不得|方面|意见|内容|问题|处理|办法|事由|责任|规定|组成|$")
#: After 的 only these speak of the whole list: 第三十一条的六种情形, not 第三十一条的两类事项.
_WHOLE_NOUN = re.compile(r"^(?:情形|行为|职责|原则|坚持|禁止)")
#: The paragraphs of an article: 第二十条由三款组成, 第三十七条包含两款
_PARAGRAPHS = re.compile(
    rf"^(?:一?共|总共|由|包含|包括|有|分为?|分成|设)(?:有|了|为)?(?P<count>{_N})(?:个?款)(?:组成|构成|规定|$|，|。)"
)

#: 履行七项职责（第十四条第一款）, 有七项职责｜第十一条第一款
_COUNTED_BEFORE = re.compile(
    rf"(?P<count>{_N})(?P<measure>大?(?:项|种|类|个))(?P<noun>职责|情形|行为|原则|坚持|禁止)[^。；（(]{{0,14}}\s?[（({CELL}]\s?$"
)


def check(text: str, citations: list[Citation], statute: Statute, own_names: tuple[str, ...]) -> Iterator[Finding]:
    """Findings for counts that differ from the model; a count bound to nothing is left alone."""
    if not statute.articles:
        return
    ours = {statute.title, *own_names}
    totals = {"章": len(statute.chapters), "条": len(statute.articles)}
    if statute.chapters:
        for match in _WHOLE.finditer(text):
            said = (parse_int(match["chapters"]), parse_int(match["articles"]))
            if said != (totals["章"], totals["条"]) and not _bound_elsewhere(text, match, citations, ours):
                yield _wrong(match, f"《{statute.title}》共{to_chinese(totals['章'])}章{to_chinese(totals['条'])}条")
    for match in _PART.finditer(text):
        term = match["term"]
        differs = totals[term] and parse_int(match["count"]) != totals[term]
        if (
            differs
            and not _WHOLE.match(text, match.start("count"))
            and not _bound_elsewhere(text, match, citations, ours)
        ):
            yield _wrong(match, f"《{statute.title}》共{to_chinese(totals[term])}{term}")
    for citation in citations:
        unit = statute.index.get(citation.target or "")
        if citation.instrument is not None or unit is None or citation.targets:
            continue
        if re.search(r"[、和与及至到]$", text[: citation.start]):
            continue  # 第四十二条至第四十六条规定了五类: of all together
        if isinstance(unit, Article | Paragraph) and not re.match(r"[、和与及至到]", text[citation.end :]):
            yield from _counted_before(
                statute, text[max(0, citation.start - 40) : citation.start], unit, citation.start
            )
        _, right = bounds(text, citation.start, citation.end, CLAUSE)
        tail = (
            re.sub(r"^[“《]?[^”》]{0,20}[”》]", "", text[citation.end : right])
            if text[citation.end : citation.end + 1] in "“《"
            else text[citation.end : right]
        )
        shift = right - len(tail)
        if isinstance(unit, Chapter):
            yield from _chapter(tail, unit, shift)
        elif isinstance(unit, Article | Paragraph):
            yield from _list(statute, tail, unit, shift)
    for chapter in statute.chapters:
        for match in re.finditer(rf"(?:^|[，。；、“（\s]){re.escape(chapter.heading)}(?=一?共|总共)", text):
            _, right = bounds(text, match.end(), match.end(), CLAUSE)
            yield from _chapter(text[match.end() : right], chapter, match.end())


def _bound_elsewhere(text: str, match: re.Match, citations: list[Citation], ours: set[str]) -> bool:
    left, right = bounds(text, match.start(), match.end(), "。！？\n；")
    named = re.findall(r"《([^《》]+)》", text[left : match.end()])
    return (
        bool(named)
        and not re.search(r"条例$", named[-1])
        or any(c.instrument and left <= c.start < right for c in citations)
    )


def _chapter(tail: str, unit: Chapter, shift: int) -> Iterator[Finding]:
    articles = sum(isinstance(u, Article) for u in unit.walk())
    heading = re.match(rf"[“《　 ]?{re.escape(unit.heading)}[”》]?", tail)
    if heading:
        tail, shift = tail[heading.end() :], shift + heading.end()
    match = _CHAPTER.match(tail)
    if match and parse_int(match["articles"]) != articles:
        yield _wrong(match, f"{unit.label}共{to_chinese(articles)}条", shift)


def _list(statute: Statute, tail: str, unit: Article | Paragraph, shift: int) -> Iterator[Finding]:
    paragraphs = [unit] if isinstance(unit, Paragraph) else [p for p in unit.children if isinstance(p, Paragraph)]
    lengths = _lists(unit)
    name = printed(statute, unit.address)
    if (
        isinstance(unit, Article)
        and (match := _PARAGRAPHS.match(tail))
        and parse_int(match["count"]) != len(paragraphs)
    ):
        yield _wrong(match, f"{name}共{to_chinese(len(paragraphs))}款", shift)
        return
    match = _LIST.match(tail)
    if not match or len(lengths) != 1 or "款" in match["measure"]:
        return
    count = parse_int(match["count"])
    if count is None or count == 1 or count in lengths:
        return
    noun = _WHOLE_NOUN if match["verb"] in ("的", "中的") else _LIST_NOUN
    if match["measure"] == "条" or not noun.search(match["noun"]):
        return
    yield _wrong(match, f"{name}列了{to_chinese(next(iter(lengths)))}项", shift)


def _lists(unit: Article | Paragraph) -> set[int]:
    """How many items each list of a provision has."""
    paragraphs = [unit] if isinstance(unit, Paragraph) else [p for p in unit.children if isinstance(p, Paragraph)]
    return {len(p.children) for p in paragraphs if p.children}


def _counted_before(statute: Statute, head: str, unit: Article | Paragraph, at: int) -> Iterator[Finding]:
    match, lengths = _COUNTED_BEFORE.search(head), _lists(unit)
    if match and len(lengths) <= 1 and parse_int(match["count"]) not in (None, 1, *lengths):
        name = printed(statute, unit.address)
        right = f"{name}列了{to_chinese(next(iter(lengths)))}项" if lengths else f"{name}没有列项"
        yield _wrong(match, right, at - len(head))


def _wrong(match: re.Match, right: str, shift: int = 0) -> Finding:
    message = f"“{match[0].strip()}”数目不对：{right}，请改正"
    return Finding(match.start() + shift, match.end() + shift, "wrong-count", message, found=match[0], expected=right)
