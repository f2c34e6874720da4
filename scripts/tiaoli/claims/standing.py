"""What is said of the statute as a whole: when it is in force, who issued it, what kind of rule it is, who explains it.

The text says so itself (题注, last chapter). A sentence that names another instrument is masked before it comes here.
"""

import re
from collections.abc import Iterator

from tiaoli.claims.durations import SENTENCE, bounds
from tiaoli.claims.finding import Finding
from tiaoli.model import Citation, Statute
from tiaoli.numerals import NUMERAL, parse_int
from tiaoli.statute.facts import Facts

_DATE = rf"(?P<year>[{NUMERAL}]{{4}})年(?:(?P<month>[{NUMERAL}]{{1,3}})月(?:(?P<day>[{NUMERAL}]{{1,3}})[日号])?)?"
#: 自2022年5月1日起施行, 2022年5月1日正式实施, 施行日期为2022年5月1日
_IN_FORCE = re.compile(
    rf"{_DATE}[｜ ]{{0,3}}起?(?:正式|开始|全面)?(?:施行|实施|生效|执行)|(?:施行|实施|生效)(?:日期|时间|之日)?(?:是|为|：|在|于){_DATE.replace('P<', 'P<x')}"
)
#: Who is said to have issued it, before or behind the name.
_ORGAN = (
    r"(?:中共中央办公厅、?国务院办公厅|中办、?国办|中共中央、?国务院|党中央、?国务院|中央军委|国务院办公厅|中共中央办公厅|国务院|中共中央"
    r"|全国人大常委会|全国人民代表大会常务委员会|全国人大|全国人民代表大会|国家信访局|中央信访工作联席会议|最高人民法院|司法部)"
)
_ISSUES = r"(?:制定并?)?(?:颁布|发布|公布|印发|颁发|制定|出台|下发)"
_ISSUED_BEHIND = re.compile(rf"由(?P<who>{_ORGAN})(?:联合|共同|审议)?(?:于|在)?[^，。；]{{0,12}}?{_ISSUES}")
_ISSUED_BEFORE = re.compile(
    rf"(?P<who>{_ORGAN})(?:联合|共同)?(?:于|在)?[^，。；由]{{0,12}}?{_ISSUES}(?:了|的)?(?:新|新的|这部|修订后的)?$"
)
#: 2022年2月25日由中共中央、国务院发布
_ISSUED_ON = re.compile(
    rf"{_DATE}[，｜ ]{{0,3}}(?:由|经)?(?:中共中央|党中央|国务院|全国人)[^，。；]{{0,20}}?(?:{_ISSUES}|审议|批准|通过)"
)
_KIND = re.compile(
    r"(?:(?<!不)(?<!并不)(?<!而不)(?:是|属于)|作为)[^，。；、“”]{0,14}?(?P<kind>行政法规|地方性法规|部门规章|政府规章|司法解释|(?<![规条方])法律(?!效力|制度|责任|依据|保障|地位|问题|意义|途径|程序|手段))"
)
_NOT_SO = re.compile(r"不是|并非|而非|误|错|并不|不属|不能(?:说|叫|称)|不应|吗|是否|是不是|还是|以为|当成|当作|说成")
_EXPLAINS = re.compile(r"由(?P<who>[^，。；由：]{2,18}?)(?:负责)?解释(?!说明|清楚|道)")
_SAME = str.maketrans("", "", "、和与及")


def check(
    text: str, citations: list[Citation], facts: Facts, statute: Statute, own_names: tuple[str, ...]
) -> Iterator[Finding]:
    """Findings for dates, issuer, kind and interpreter that the statute's own words contradict."""
    names = "|".join(re.escape(name) for name in sorted({statute.title, *own_names}, key=len, reverse=True))
    own = re.compile(
        rf"《(?:{names})》(?!的?(?:学习|宣传|实施|解读|问答|释义|辅导|通知|方案))|(?<![\u4e00-\u9fff》《])(?:本|该|这部|新)?(?:{names})|本(?:{names})|题注"
    )
    for match in re.finditer(rf"[^{SENTENCE}；]+", text):
        sentence, left = match[0], match.start()
        titles = [match.span() for match in own.finditer(sentence)]
        cited = [
            (c.start - left, c.end - left)
            for c in citations
            if c.instrument is None and c.target and left <= c.start < match.end()
        ]
        if (titles or cited) and not _NOT_SO.search(sentence):
            for finding in _sentence(sentence, titles, titles + cited, facts, statute):
                yield Finding(
                    left + finding.start, left + finding.end, finding.code, finding.message, finding.severity,
                    text[slice(*bounds(text, left + finding.start, left + finding.end, SENTENCE))], finding.expected,
                )  # fmt: skip


def _sentence(
    sentence: str, titles: list[tuple[int, int]], named: list[tuple[int, int]], facts: Facts, statute: Statute
) -> Iterator[Finding]:
    title = f"《{statute.title}》"
    for match in _IN_FORCE.finditer(sentence) if facts.in_force else ():
        said = _said(match)
        if said and _nearest(sentence, match, named) and not any(date.startswith(said) for date in facts.in_force):
            right = "、".join(_chinese(date) for date in sorted(facts.in_force))
            yield _wrong(match.span(), f"施行日期不对：{title}写的是自{right}起施行", right)
    for match in _ISSUED_ON.finditer(sentence) if facts.dates else ():
        said = _said(match)
        if said and not any(date.startswith(said) for date in facts.dates):
            right = "、".join(_chinese(date) for date in sorted(facts.dates))
            yield _wrong(match.span(), f"日期不对：{title}题注里的日期是{right}", right)
    if facts.issuers:
        yield from _issuer(sentence, titles, facts, title)
    if facts.party and titles:
        for match in _KIND.finditer(sentence):
            if _nearest(sentence, match, titles) and match.start() >= titles[0][0]:
                yield _wrong(
                    match.span(), f"{title}由{_issuers(facts)}发布，是党内法规，不是{match['kind']}", "党内法规"
                )
    for match in _EXPLAINS.finditer(sentence) if facts.interpreter else ():
        who = re.sub(r"^[^，]*?(?=国家|中央|国务院|全国|省|市|县)", "", match["who"])
        if _nearest(sentence, match, named) and who != facts.interpreter and re.search(r"局|院|委|部|会|办|厅|府", who):
            yield _wrong(match.span(), f"负责解释的是{facts.interpreter}", facts.interpreter)


def _issuer(sentence: str, named: list[tuple[int, int]], facts: Facts, title: str) -> Iterator[Finding]:
    right = {issuer.translate(_SAME) for issuer in facts.issuers}
    right |= {name.replace("中共中央", short) for name in right for short in ("党中央", "中央")}
    found = [(m["who"], m.span()) for m in _ISSUED_BEHIND.finditer(sentence) if named and _nearest(sentence, m, named)]
    for one in named:
        if match := _ISSUED_BEFORE.search(sentence[: one[0]]):
            found.append((match["who"], match.span()))
    for who, span in found:
        if who.translate(_SAME) not in right:
            yield _wrong(span, f"{title}题注写的是{_issuers(facts)}发布，不是{who}", _issuers(facts))


def _issuers(facts: Facts) -> str:
    return "、".join(sorted(facts.issuers)) or "中共中央"


def _nearest(sentence: str, match: re.Match, named: list[tuple[int, int]]) -> bool:
    """Whether no other name in 《》 stands between ours and what is said."""
    before = [one for one in named if one[1] <= match.start()]
    gap = sentence[before[-1][1] : match.start()] if before else sentence[match.end() : named[0][0]]
    return "《" not in gap


def _said(match: re.Match) -> str | None:
    """The date as written, to the day or to the month: 2022-05-01, 2022-05; None where it is no date."""
    named = match.groupdict()
    year, month, day = (named[key] or named.get("x" + key) for key in ("year", "month", "day"))
    parts = [parse_int(part) for part in (year, month, day) if part]
    if None in parts or not 1900 < parts[0] < 2200:
        return None
    return "-".join(f"{part:02d}" for part in parts)


def _chinese(date: str) -> str:
    year, month, day = date.split("-")
    return f"{year}年{int(month)}月{int(day)}日"


def _wrong(span: tuple[int, int], what: str, expected: str) -> Finding:
    return Finding(*span, "statute-fact", f"{what}，请改正", expected=expected)
