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
    rf"(?:(?P<low>[{NUMERAL}]{{1,8}})\s?(?P<dash>[-—–~～至到])\s?)?"
    rf"(?P<amount>(?<![{NUMERAL}.．])(?:[{NUMERAL}]{{1,8}}|半))\s?(?P<half>个?半|[多余几])?\s?"
    r"(?P<unit>个?(?:法定)?工作[日天]|个?自然日|个?日历日|个?小时|个?月(?=[内以之前]|的|，|。|；|$)|个月|个?星期|个?礼拜"
    r"|周(?!岁|年|边|密|到|全|知)|日(?!报|常|程|期|益|记)|天(?!然|津|下|气)|年(?=[内以之]))"
)
#: Numerals of bank notes and of the old calendar, same length, read as the plain ones.
_FORMAL = str.maketrans("壹贰叁肆伍陆柒捌玖拾佰", "一二三四五六七八九十百")
_DAY_BEFORE = re.compile(r"(?:[月年第]|最后|[月日号]\s?[至到—–~-]|星期|周|礼拜)\s*$")
_DAY_AFTER = re.compile(
    r"^\s?(?:上午|下午|晚|凌晨|中午|清晨|起施行|施行|召开|举行|前后|当天|（星期|\(星期|是第|为第|凌晨)"
)
_MARKER_AFTER = re.compile(
    r"^\s?(?:[内前后]|只[对管适用]|仅[对适]|适用于|[（(]第|以[内前后上下]|之[内前后]|的?(?:期限|时限|期)|的[^，。；]{0,8}(?:期限|时限)|届满|为限|为期|时间|办结|办理|提出|作出|出具|从|自"
    r"|再(?:申请|请求|提出)[^，。；]{0,8}(?:不行|不能|不予|不再|无效|作废)|[）)]|$|[，。；、：｜！？!])"
)
_MARKER_BEFORE = re.compile(
    r"期限|时限|期间|不[得能可应]?超过|不多于|最长|最多|最迟|最晚|至多|至少|不少于|不[得能]?少于|延长|为限|限期|限在|限时|之日起|起|应当?|须"
    r"|必须|要|在|于|为|是|均|都|各|：|后|只有|不得|规定了|有|时间|一般|条的?$|款的?$|条规定的$|款规定的$|超过$|逾$|逾期$|满$|(?:办结|复查|复核|告知|异议|延长|办理|转送|交办|申请|答复)的?[（(]?$|可以?"
)
#: What a thing took, or what is left: told, not ruled.
_TOOK = re.compile(
    r"仅用|用时|历时|耗时|用了|只用|平均|花了|过去|连续|为期|长达|时隔|近(?=[\d一二三四五六七八九十])|提前|缩短|压减|每隔|持续|还剩|仅剩|剩余|剩下|届满前|到期前"
    r"|期满前|超期|提速|快了|晚了|早了|行动|距离|倒计时|课时|时长|放假|休假|住院|培训|隔了|还有|还差|暂停|停办|出差|扣除|评查|超过了|期限前|最后|利用"
)
_TOLD = re.compile(
    r"^[^，。；]{0,4}才|^[^，。；]{0,2}办结[^，。；]{0,4}件|^后(?:开展|归档|回访|调查)|^\s?(?:内|之内|以内|后|就)?[^，。；]{0,8}(?:答复|办结|告知|转送|交办|处理|回复|召开|完成|办理)了|^\s?后召开"
)
_STATISTICS = re.compile(r"今年|去年|全年|上半年|下半年|截至|截止|以来|本月|上月|本季度|无一|累计")
_RATE = re.compile(r"(?<!效)率|占比|占|同比|环比|%|％|平均|三成|成以上|轮值|办公室设在")
_NOT_SO = re.compile(
    r"(?:不是|而非|并非|而不是|不再是|不等于|并不是|不要写成|不能写成|不要说成|误作|误为|错写成)[“\"]?$|(?:不是|并非|而非)[自从][^，。；]{2,20}$"
)
_NOT_STATED = re.compile(
    r"(?:没有|并未|未|没|并没有|从未|不曾)(?:规定|写明|写|说|要求|限定|给出|提到|提出|给)|(?:不|并非|并不|不是)[^，。；]{0,10}适用|并非|没有[^，。；]{0,30}(?:规定|要求|限制|说法)"
)
_OPTION = re.compile(r"(?:^|[\s　（(])[A-H][.．、)）]\s*$")
_OPTIONS = re.compile(r"[AＡ][.．、)）].*[BＢ][.．、)）]", re.DOTALL)
_ASKED = re.compile(r"[？?]\s*$")
_CHOICE = re.compile(r"还是|哪个|哪一个|是不是|多少|几[日天]|[吗呢]")
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
    # 超过15日才告知 tells of a breach; only a rule to exceed is the wrong way round
    (AT_LEAST, re.compile(r"(?:应当?|必须|须|要|可以?)(?:超过|多于|满)[^，。；]{0,2}$")),
)
_BREACH = re.compile(r"^内?[^，。；]{0,6}(?:未|没收到|没有收到|没等到|没有|仍|还|不能|不)")
_START = re.compile(
    r"(?:[自从由]\s?)?(?P<event>[^，。；：｜自从]{1,28}?)(?P<from>之日起|之日后|之日|当日起|当天起|当日|次日起|第二[日天]起|那天起|起|以后|之后|后|时起)"
    r"(?:算起|计算|的|，|,)?\s*(?:[^，。；：｜]{0,8}?)$"
)
#: 60日从收到信访事项那天起算, 起算日为登记日: a start that stands behind.
_START_AFTER = re.compile(
    r"^[^。！？；\d]{0,14}?(?:[自从]|起算[日点](?:是|为)|起算时间(?:是|为))(?P<event>[^，。；：｜]{2,24}?)"
    r"(?:之日|那天|那日|当天|当日|日期|日|时)?(?:起|开始|算起|起算|计算|$|(?=[，。；]))"
)
_START_BEFORE = re.compile(r"起算[日点时间]{1,2}(?:是|为)(?P<event>[^，。；：｜]{2,16}?)(?:之日|那天|当天|日)?[，；]")
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

    `event_text` is what was written of the start; `half` marks 半 or 多, which no limit has; `breach`: what follows
    says that the thing was not done in time.
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
    breach: bool = False


def bounds(text: str, at: int, end: int, delimiters: str) -> tuple[int, int]:
    """The run around [at, end) up to the nearest delimiters on both sides."""
    left = max((text.rfind(d, 0, at) for d in delimiters), default=-1) + 1
    right = min((i for i in (text.find(d, end) for d in delimiters) if i >= 0), default=len(text))
    return left, right


SENTENCE = "。！？\n"
CLAUSE = SENTENCE + "，；：→⇒➡①②③④⑤⑥⑦⑧⑨⑩" + CELL
SEGMENT = CLAUSE + "、（）()"


def durations(text: str, vocabulary: Vocabulary) -> Iterator[Duration]:
    """Every duration of the text that is written as a limit."""
    text = text.translate(_FORMAL)
    for match in _DURATION.finditer(text):
        start, end = match.span()
        low = match["low"]
        head = text[max(0, start - 40) : start]
        if low is not None and (_DAY_BEFORE.search(head) or match["dash"] in "至到" and re.search(r"月$", head)):
            continue  # 5月10日至30日
        before, after = text[max(0, start - 40) : start], text[end : end + 30]
        if match["unit"][-1] in "日年月天" and _DAY_BEFORE.search(before) or _DAY_AFTER.match(after):
            continue
        amount = 1 if match["amount"] == "半" else parse_int(match["amount"])
        if amount is None or amount == 0:
            continue
        clause = bounds(text, start, end, CLAUSE)
        sentence = bounds(text, start, end, SENTENCE)
        if not _is_limit(text, start, end, clause, sentence, after):
            continue
        event, event_text, next_day = _event(text, sentence, start, end, vocabulary)
        ranged = low is not None and parse_int(low) != amount
        yield Duration(
            start, end, amount, _unit(match["unit"]), _direction(text[clause[0] : start], after), event, event_text,
            _subject(text, sentence[0], clause, start, vocabulary), sentence, clause,
            bounds(text, start, end, SEGMENT), bool(match["half"]) or match["amount"] == "半" or ranged, next_day,
            bool(_BREACH.match(after)),
        )  # fmt: skip


def _is_limit(text: str, start: int, end: int, clause: tuple[int, int], sentence: tuple[int, int], after: str) -> bool:
    """Written as a limit, and not a date, a time taken, a statistic, a denial or one of several answers to choose from."""
    head, tail = text[clause[0] : start], text[end : clause[1]]
    if (
        not head.strip()
        and clause[0] == sentence[0]
        and text[end : end + 1] == "，"
        and text[clause[0] - 1 : clause[0]] in ("", "\n", "。")
    ):
        following = text[end + 1 : sentence[1]]
        if not re.match(r"[^，。]{0,2}(?:办结|复[查核]|告知|期限|可以|应当)", following):
            return False  # 5日，县信访局召开……
    alone = not head.strip() and not tail.strip()
    if not (alone or _MARKER_AFTER.match(after) or _MARKER_BEFORE.search(head)):
        return False
    if _OPTION.search(text[max(0, start - 4) : start]) and _OPTIONS.search(text):
        return False
    if _NOT_STATED.search(text[max(sentence[0], start - 30) : min(end + 14, clause[1])]):
        return False
    if _NOT_SO.search(head) or _RATE.search(head + text[start:end] + tail):
        return False
    ruled = re.search(r"[应须要]|不得|不超过|规定|期限|必须", head)
    if _TOOK.search(head[-12:]) or not ruled and (_TOOK.search(head) or _TOLD.match(after)):
        return False
    whole = text[sentence[0] : sentence[1]]
    if _STATISTICS.search(whole[: max(0, start - sentence[0])]) and not re.search(r"应当|必须|须|不得|规定", whole):
        return False
    asked = text[sentence[1] : sentence[1] + 1] in ("？", "?") or bool(_ASKED.search(whole))
    return not (asked and _CHOICE.search(whole))


def _unit(written: str) -> str:
    written = written.replace("法定", "").replace("工作天", "工作日")
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


def _event(
    text: str, sentence: tuple[int, int], start: int, end: int, vocabulary: Vocabulary
) -> tuple[str | None, str | None, bool]:
    """(canonical start, as written, whether the day after), looked for before the duration, then behind it."""
    window = text[max(sentence[0], start - 44) : start]
    if match := _START.search(window):
        written = match["event"]
        name = vocabulary.start(written)
        explicit = "起" in match["from"] or "日" in match["from"]
        apart = match["from"] in ("后", "以后", "之后") and "，" in window[match.end("from") :]
        if apart and not (name or "").startswith("收到"):
            name, explicit = None, False  # 信访部门转送后，有关单位15日内告知
        if name or explicit and len(written) > 1:
            return name, written, bool(re.search(r"次日|第二|次月", match["from"] + written))
    tail = re.split(r"[，。；：｜]", window)[-1]
    if match := _RECEIVED.search(tail):
        return vocabulary.start(match["event"]), match["event"], False
    behind = re.split(r"\d", text[end : sentence[1]])[0]
    if match := _START_AFTER.match(behind) or _START_BEFORE.search(window):
        name = vocabulary.start(match["event"])
        if name:
            return name, match["event"], False
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
