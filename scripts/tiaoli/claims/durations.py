"""Find durations in prose that may be limits: amount, unit, direction, starting event, subject.

What is no limit is left out here: dates (5月16日), what a thing took (仅用3天), rates, ordinals.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from tiaoli.claims.blocks import CELL
from tiaoli.claims.vocabulary import Vocabulary
from tiaoli.numerals import NUMERAL, parse_int
from tiaoli.timelimits import normal_unit

WITHIN, EXACT, AT_LEAST, AFTER = "不超过", "为", "不少于", "之后"

_DURATION = re.compile(
    rf"(?P<amount>(?<![{NUMERAL}.．])[{NUMERAL}]{{1,8}})\s?(?P<half>个?半|[多余几])?\s?"
    r"(?P<unit>个?工作日|个?自然日|个?日历日|个?小时|个月|个?星期|个?礼拜|周(?!岁|年|边|密|到|全|知)|日(?!报|常|程|期|益|记)|天(?!然|津|下|气)|年(?=[内以之])|月(?=[内以之]))"
)
_DAY_BEFORE = re.compile(r"(?:[月年第]|\d日?\s?[至到—–~-]|[月日][至到—–~-]|星期|周|礼拜)\s*$")
_DAY_AFTER = re.compile(r"^\s?(?:上午|下午|晚|凌晨|中午|清晨|起施行|施行|召开|举行|前后|当天|（星期|\(星期|是第|为第)")
_MARKER_AFTER = re.compile(
    r"^\s?(?:[内前后]|以[内前后上下]|之[内前后]|的?(?:期限|时限|期)|届满|为限|为期|办结|办理|[）)]?$|[）)]?[，。；、：｜])"
)
_MARKER_BEFORE = re.compile(
    r"期限|时限|期间|不[得能可应]?超过|不多于|最长|最多|最迟|最晚|至多|至少|不少于|不[得能]?少于|延长|为限|限期|限在|限时|之日起|起|应当?|须|必须|要|在|于|为|是|均|都|各|：|后|只有|不得"
)
_TOOK = re.compile(r"仅用|用时|历时|耗时|用了|只用|平均|花了|过去|连续|为期|长达|时隔|近|提前了|缩短|压减|已经?|每隔")
_RATE = re.compile(r"率|占比|同比|环比|%|％")
_DIRECTION_AFTER = (
    (AT_LEAST, re.compile(r"^\s?(?:以上|之上|起步)")),
    (AFTER, re.compile(r"^\s?(?:以后|之后|后(?!续))")),
    (WITHIN, re.compile(r"^\s?(?:以?内|之内|以前|之前|前|以下)")),
)
_DIRECTION_BEFORE = (
    (AT_LEAST, re.compile(r"(?:不[得能可应]?(?:少于|低于|早于|短于)|至少|最少|最短|起码)[^，。；]{0,6}$")),
    (
        WITHIN,
        re.compile(r"(?:不[得能可应许准]?(?:超过|多于|长于|晚于|逾)|最长|最多|最迟|最晚|至多|上限)[^，。；]{0,6}$"),
    ),
    (AT_LEAST, re.compile(r"(?:(?<!不)(?<!不得)(?<!不能)(?<!不可)(?<!不应)(?:超过|多于|满))[^，。；]{0,2}$")),
)
_BREACH = re.compile(r"^[^，。；]{0,6}(?:未|没有|仍|还|不能|不)")
_START = re.compile(
    r"(?:[自从由]\s?)?(?P<event>[^，。；：｜、自从]{1,28}?)(?P<from>之日起|之日后|之日|当日起|当天起|当日|次日起|第二[日天]起|那天起|起|以后|之后|后|时起)"
    r"(?:算起|计算|的|，|,)?\s*(?:[^，。；：｜]{0,8}?)$"
)
_RECEIVED = re.compile(r"(?P<event>(?:收到|接到|受理)[^，。；：｜]{0,14}?)(?:的|，)?$")
_SUBJECT = re.compile(
    r"^(?P<who>[^，。；：｜]{2,30}?)(?:应当?|必须|须|需要?|可以?|要|有权|将|会|能够?|在|自|从|于|不得|收到|接到|\d)"
)
_OBJECT = re.compile(
    r"(?:对|向|给|为|被|让|知|复|与|和|由于|使|听取|帮助|引导)(?=信访人|群众|当事人|来访人|您|你|申请人|本人)"
)


@dataclass(frozen=True, slots=True)
class Duration:
    """A possible limit in prose. `start`/`end` are offsets in the text; `event` the canonical start, `subject` an actor.

    `event_text` is what was written of the start; `half` marks 半 or 多, which no limit has.
    """

    start: int
    end: int
    amount: int
    unit: str
    direction: str
    event: str | None
    event_text: str | None
    subject: str | None
    sentence: tuple[int, int]
    clause: tuple[int, int]
    segment: tuple[int, int]
    half: bool = False
    next_day: bool = False


def bounds(text: str, at: int, end: int, delimiters: str) -> tuple[int, int]:
    """The run around [at, end) up to the nearest delimiters on both sides."""
    left = max((text.rfind(d, 0, at) for d in delimiters), default=-1) + 1
    right = min((i for i in (text.find(d, end) for d in delimiters) if i >= 0), default=len(text))
    return left, right


SENTENCE = "。！？\n"
CLAUSE = SENTENCE + "，；：" + CELL
SEGMENT = CLAUSE + "、（）()"


def durations(text: str, vocabulary: Vocabulary) -> Iterator[Duration]:
    """Every duration of the text that is written as a limit."""
    for match in _DURATION.finditer(text):
        start, end = match.span()
        before, after = text[max(0, start - 40) : start], text[end : end + 30]
        if match["unit"][-1] in "日年月天" and _DAY_BEFORE.search(before) or _DAY_AFTER.match(after):
            continue
        amount = parse_int(match["amount"])
        if amount is None or amount == 0:
            continue
        clause = bounds(text, start, end, CLAUSE)
        head, tail = text[clause[0] : start], text[end : clause[1]]
        alone = not head.strip() and not tail.strip()
        if not (alone or _MARKER_AFTER.match(after) or _MARKER_BEFORE.search(head)):
            continue
        if _RATE.search(text[clause[0] : clause[1]]) or (
            _TOOK.search(head) and not re.search(r"[应须要]|不得|不超过", head)
        ):
            continue
        sentence = bounds(text, start, end, SENTENCE)
        event, event_text, next_day = _event(text, sentence[0], start, vocabulary)
        yield Duration(
            start, end, amount, _unit(match["unit"]), _direction(head, after), event, event_text,
            _subject(text, sentence[0], clause, start, vocabulary), sentence, clause,
            bounds(text, start, end, SEGMENT), bool(match["half"]), next_day,
        )  # fmt: skip


def _unit(written: str) -> str:
    written = {"个自然日": "日", "自然日": "日", "个日历日": "日", "日历日": "日"}.get(written, written)
    unit = normal_unit(written)
    return {"礼拜": "周", "星期": "周"}.get(unit, unit)


def _direction(head: str, after: str) -> str:
    for direction, pattern in _DIRECTION_BEFORE:
        if pattern.search(head):
            if direction == AT_LEAST and _BREACH.match(after):
                return WITHIN  # 超过60日未办结的: says what happens past the limit
            return direction
    for direction, pattern in _DIRECTION_AFTER:
        if pattern.match(after):
            if direction == AFTER and _BREACH.match(after):
                return WITHIN
            return direction
    return EXACT


def _event(text: str, left: int, start: int, vocabulary: Vocabulary) -> tuple[str | None, str | None, bool]:
    window = text[max(left, start - 44) : start]
    if match := _START.search(window):
        written = match["event"]
        name = vocabulary.start(written)
        explicit = "起" in match["from"] or "日" in match["from"]
        if name or explicit and len(written) > 1:
            return name, written, "次日" in match["from"] or "第二" in match["from"]
    tail = re.split(r"[，。；：｜]", window)[-1]
    if match := _RECEIVED.search(tail):
        return vocabulary.start(match["event"]), match["event"], False
    return None, None, False


def _subject(text: str, left: int, clause: tuple[int, int], start: int, vocabulary: Vocabulary) -> str | None:
    head = text[clause[0] : start]
    candidates = [head]
    if not _SUBJECT.match(head + "在") or re.match(r"^(?:应当?|必须|须|可以?|要|自|从|在|于|收到|接到)", head):
        previous = re.split(r"[，；｜]", text[left : clause[0]].rstrip("，；：｜"))
        candidates += previous[-1:]
    for candidate in candidates:
        match = _SUBJECT.match(candidate + "在")
        who = _OBJECT.split(match["who"] if match else candidate)[0]
        found = [(m.end(), len(m[0]), name) for name, pattern in vocabulary.actors for m in pattern.finditer(who)]
        if found:
            return max(found)[2]
    return None
