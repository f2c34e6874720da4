"""What a sentence says that a cited provision provides, without quotation marks: 第二十四条规定，……

Only what can be told for certain: words that stand in another article and not in the cited one, and how often something
must be done where the cited provision names no such number. Paraphrase is `attribution`'s, slips of a character are `slips`'.
"""

import re
from collections.abc import Iterator

from tiaoli.citations.normalise import squeeze
from tiaoli.citations.resolve import printed
from tiaoli.claims.binding import within
from tiaoli.claims.finding import Finding
from tiaoli.model import Article, Citation, Statute
from tiaoli.numerals import NUMERAL, parse_int

#: The least length of a clause that can belong to one article only; squeezed characters.
_LEAST = 10
_STATES = re.compile(
    r"^[）)》]?(?:里|中)?(?:还|也|都|均)?(?:明确|已经)?(?:规定|要求|指出|提出|强调|写明|载明)(?!的(?![是，：]))(?:了|的是)?[，：,:]?"
)
#: 违反第二十条、第二十六条规定，……: what follows is not theirs.
_BROKEN = re.compile(r"违反[^，。；]{0,24}$")
#: How a statute calls itself.
_THIS = re.compile(r"本(?:条例|办法|规定|规则|细则|准则|法)(?=第|$)")
#: 每月至少接访1次, 每季度2回, 每年不少于4次
_OFTEN = re.compile(
    rf"每(?:个)?(?P<period>半?年|季度?|半?月|周|星期|日|天)[^，。；：\d{NUMERAL}]{{0,12}}?(?P<times>[{NUMERAL}]{{1,3}})\s?(?P<unit>次|回|场|天|批)"
)
_NOT_SO = re.compile(r"没有|未|不是|并非|误|错|吗|多久|几次|是否")


def check(text: str, citations: list[Citation], statute: Statute) -> Iterator[Finding]:
    """Findings for each citation of ours that a statement hangs on."""
    for at, citation in enumerate(citations):
        if citation.instrument is not None or citation.target is None or citation.target not in statute.index:
            continue
        right = min(
            (i for i in (text.find(mark, citation.end) for mark in "。！？；\n｜") if i >= 0), default=len(text)
        )
        # 对本条例第三十一条第六项规定的……: words of the text that name another provision go on
        behind = next((c for c in citations[at + 1 :] if not _own_words(text, c)), None)
        if behind is not None:
            right = min(right, behind.start)
        if _BROKEN.search(text[max(0, citation.start - 30) : citation.start]):
            continue
        states = _STATES.match(text[citation.end : right])
        said = text[citation.end + states.end() : right] if states else ""
        if "“" in said or _NOT_SO.search(said):
            continue  # quotations are verified as such
        start = right - len(said)
        yield from _misplaced(said, start, citation, statute)
        yield from _often(said, start, citation, statute)
        before = text[max(0, citation.start - 40) : citation.start]
        if not states and re.match(r"[^，。；]{0,4}(?:规定|要求)的", text[citation.end : right]):
            clause = re.split(r"[。！？；\n｜]", before)[-1]
            yield from _often(clause, citation.start - len(clause), citation, statute)


def _own_words(text: str, citation: Citation) -> bool:
    """Whether a citation is put as the statute puts its own: 本条例第三十一条第六项."""
    return bool(_THIS.match(citation.text) or _THIS.search(text[max(0, citation.start - 4) : citation.start]))


def _misplaced(said: str, start: int, citation: Citation, statute: Statute) -> Iterator[Finding]:
    cited = citation.targets or (citation.target,)
    own = squeeze("\n".join(_article(statute, target).full_text for target in cited if target in statute.index))
    for match in re.finditer(r"[^，、：]+", said):
        words = squeeze(match[0])
        if len(words) < _LEAST or words in own:
            continue
        others = [a for a in statute.articles if words in squeeze(a.full_text)]
        if len(others) == 1 and not any(within(others[0].address, target) for target in cited):
            where = printed(statute, others[0].address)
            message = f"“{match[0]}”是{where}的话，不在{printed(statute, citation.target)}：请改正条号"
            yield Finding(
                start + match.start(),
                start + match.end(),
                "wrong-article",
                message,
                found=said,
                expected=where,
                target=others[0].address,
            )
            return


def _often(said: str, start: int, citation: Citation, statute: Statute) -> Iterator[Finding]:
    for match in _OFTEN.finditer(said):
        text = squeeze(_article(statute, citation.target).full_text)
        stated = {(m["period"], parse_int(m["times"])) for m in _OFTEN.finditer(text)}
        once = f"每{match['period']}" in text and parse_int(match["times"]) == 1
        if not once and (match["period"], parse_int(match["times"])) not in stated:
            message = f"{printed(statute, citation.target)}没有“{match[0]}”的规定：请核对条文"
            yield Finding(start + match.start(), start + match.end(), "unsupported-limit", message, found=said)


def _article(statute: Statute, target: str) -> Article:
    return statute.article_of(target) or statute.index[target]
