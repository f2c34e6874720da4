"""Who does it: the body is the blank."""

import re
from collections.abc import Iterator

from tiaoli.citations.resolve import printed
from tiaoli.model import Option, Question
from tiaoli.quiz.audit.canon import bigrams, plain
from tiaoli.quiz.audit.passages import Text
from tiaoli.quiz.audit.slots import kind
from tiaoli.quiz.drafting.common import (
    Sentence,
    choose,
    distinct,
    make,
    opening,
    quoted,
    sentences,
    shuffled,
    stands_alone,
)

_NOUN = r"(?:机关|单位|部门|党委|政府|信访局|会议|常委会|办公室|国务院|党中央|机构|办事处|信访人|主要负责人|负责人|组织|“两委”|委员会|主管部门|法院|检察院|协会|企业|个人|公民)"
_PLACES = (
    re.compile(
        rf"^(?P<body>[^，。；：对在将应]{{2,30}}?{_NOUN})(?=应当|负责|可以|不得|领导|根据|在党中央|在本级|贯彻|收到|接到|发现|对收到)"
    ),
    re.compile(rf"(?<=由)(?P<body>[^，。；：其]{{2,24}}?{_NOUN})(?=负责|决定|协调|依法|担任|进行|继续|处理|受理|责令)"),
    re.compile(rf"(?<=设在)(?P<body>[^，。；：]{{2,24}}?{_NOUN})(?=$|，)"),
    re.compile(rf"(?<=[应当]向)(?P<body>[^，。；：]{{2,24}}?{_NOUN})(?=报告|报送|提出|请求|通报|反映)"),
    re.compile(rf"(?<=，)(?P<body>[^，。；：对在将应]{{2,30}}?{_NOUN})(?=应当|不予|可以)"),
)
#: Bodies whose name says nothing without another: 上一级信访部门.
_RELATIVE = re.compile("^(?:上一级|下一级|上级|下级|本级|同级)")
_SCOPE = re.compile("^(?:各级|地方各级|地方|中央|市、县级|乡镇|全国|国家)+")
#: A department or office of a body, which acts for it in one matter only.
_DEPARTMENT = re.compile("部门|办公室|信访局|机构")
#: Bodies of one family: whoever stands in the place of one may be the other in practice.
_FAMILIES = (("信访局", "信访部门"), ("信访局", "联席会议"), ("常委会", "党委"))
#: Where a text says who explains it, or with whom an office sits, people name one of these.
_OFFICES = ("国务院办公厅", "中共中央办公厅", "司法部")
#: A body that one article alone names, and none of its neighbours, isn't taken for the one asked for.
_FAR = 2
_CENTRAL = re.compile("^(?:中央|国家|全国)")
_WIDE = re.compile(
    r"有权|有管理|所涉及|共同|原办理|收到|复核|复查|办理|各级机关|有关机关|有关部门|有关地方|任何|^其|^机关|^单位|他人|上述|^本级|由|一般"
)


def draft(text: Text) -> Iterator[Question]:
    """A single choice for each sentence that names its actor, with other actors of the text as distractors."""
    pool = bodies(text)
    for sentence in sentences(text):
        if stands_alone(text, sentence):
            for match, body in found(sentence):
                question = _single(text, sentence, match, body, pool)
                if question:
                    yield question
                    break


def bodies(text: Text) -> dict[str, set[str]]:
    """Bodies that the text names as actors, in the order of their first place, with the articles that name them."""
    out: dict[str, set[str]] = {}
    for sentence in sentences(text):
        for _, body in found(sentence):
            out.setdefault(body, set()).add(sentence.article)
    return out


def found(sentence: Sentence) -> Iterator[tuple[re.Match, str]]:
    """Every place of a sentence that names who does it, with the name."""
    for pattern in _PLACES:
        for match in pattern.finditer(sentence.text):
            if not _WIDE.search(match["body"]):
                yield match, match["body"]


def others(text: Text, sentence: Sentence, span: tuple[int, int], body: str, pool: dict[str, set[str]]) -> list[str]:
    """Bodies that are surely not the one in the place, and with which the sentence stands nowhere in the text; those
    first that sound like it, then those of the nearest articles."""
    if _RELATIVE.search(body):
        return []  # 上级机关、单位 may be any of them
    if sentence.text.startswith("负责解释", span[1]) or sentence.text.endswith("设在", 0, span[0]):
        return [office for office in _OFFICES if office not in text.everything]
    out = []
    for other in pool:
        if (
            _RELATIVE.search(other)
            or _kin(body, other)
            or other in sentence.text
            or tells(other, [body], sentence.text)  # 信访部门应当加强信访部门建设
            or _echoes(other, sentence.text)
            or not kind(plain(other, text.names), plain(body, text.names))
        ):
            continue
        claim = plain(sentence.text[: span[0]] + other + sentence.text[span[1] :], text.names)
        if claim not in text.everything and not any(kind(other, o) == "" for o in out):
            out.append(other)
    order = {article.address: at for at, article in enumerate(text.statute.articles)}
    here = order.get(sentence.article, 0)

    def far(other: str) -> int:
        return min((abs(order.get(at, 0) - here) for at in pool[other]), default=0)

    own = bigrams(plain(body, text.names))
    near = [other for other in out if len(pool[other]) > 1 or far(other) <= _FAR]
    return sorted(
        near,
        key=lambda other: (
            sentence.article not in pool[other],
            bool(_CENTRAL.search(other)) != bool(_CENTRAL.search(body)),
            -len(own & bigrams(plain(other, text.names))),
            far(other),
        ),
    )


def _kin(body: str, other: str) -> bool:
    """Whether `other` in the place of `body` may be right in substance: the whole for its department, a committee for
    its standing committee, a body for what it is the office of. A department for the whole is surely wrong.

    >>> _kin("各级党委和政府", "地方党委常委会"), _kin("各级党委和政府督查部门", "各级政府"), _kin("各级党委和政府", "各级党委和政府信访部门")
    (True, True, False)
    >>> _kin("党委和政府信访部门", "国家信访局"), _kin("地方党委", "各级政府")
    (True, False)
    """
    for one, two in _FAMILIES:
        if (one in body and two in other) or (two in body and one in other):
            return True
    first, second = _SCOPE.sub("", body), _SCOPE.sub("", other)
    if first in second:
        return not _DEPARTMENT.search(second) or bool(_DEPARTMENT.search(first))
    return second in first


def _echoes(other: str, words: str) -> bool:
    """Whether the sentence prints a good part of a name already: 中央信访工作联席会议办公室设在…各成员单位."""
    return any(other[i : i + 8] in words for i in range(len(other) - 7))


def _single(text: Text, sentence: Sentence, match: re.Match, body: str, pool: dict[str, set[str]]) -> Question | None:
    if sentence.text.count(body) > 1:
        return None  # the stem would print the key
    name = f"{sentence.address}-{sentence.at}-body"
    wrong = choose(name, others(text, sentence, match.span("body"), body, pool)[:3], 2)
    start, end = match.span("body")
    if (
        len(wrong) < 2
        or not distinct(text, [body, *wrong])
        or tells(body, wrong, sentence.text[:start] + sentence.text[end:])
    ):
        return None
    where = printed(text.statute, sentence.address)
    options = [Option(body, True)] + [
        Option(w, False, f"{where}写的是“{body}”。{_elsewhere(text, w, pool)}") for w in wrong
    ]
    stem = f"{opening(text, sentence)}{sentence.text[:start]}（　）{sentence.text[end:]}。"
    return make(
        "body",
        sentence,
        "single",
        stem,
        options=shuffled(name, options),
        explanation=quoted(text, sentence),
        tags=("主体",),
        difficulty=2,
    )


def _elsewhere(text: Text, other: str, pool: dict[str, set[str]]) -> str:
    """Where the text does speak of a body, for who took it: 各级政府怎么做，见第十条."""
    order = [article.address for article in text.statute.articles if article.address in pool.get(other, ())]
    places = "、".join(printed(text.statute, address) for address in order[:2])
    return f"{other}怎么做，见{places}。" if places else ""


def tells(body: str, wrong: list[str], rest: str) -> bool:
    """Whether the rest of the sentence prints the noun that only the key has: （　）应当列入督查范围."""
    nouns = {
        noun for noun in ("督查", "会议", "党委", "政府", "公安", "信访部门", "治安") if noun in body and noun in rest
    }
    return any(all(noun not in other for other in wrong) for noun in nouns)
