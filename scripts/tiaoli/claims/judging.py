"""One duration against one row of the time limits: what is wrong, what is doubtful."""

import re

from tiaoli.claims.durations import AFTER, AT_LEAST, Duration
from tiaoli.claims.vocabulary import Vocabulary
from tiaoli.model import TimeLimit

_UNIVERSAL = re.compile(
    r"所有|一律|全部|一切|任何|凡是?|每一?[件个]|无论|不论|不管|统统|各类|都必须|都应当?|均应当?|均须|都要|均要|每项"
)
#: Kinds of matters that 第三十四条 does not reach: said of them, 60日 is out of scope.
_OTHER_KINDS = re.compile(
    r"建议意见|意见建议|建议类|意见类|检举|控告|举报|涉法涉诉|诉讼|仲裁|行政复议|申诉求决|查处违法|履行保护|第三十一条第[一二三四五](?:项|至)|第[一二三四五]项"
)
_SIXTH = re.compile(
    r"第六项|第[（(]六[）)]项|不属于(?:以上|上述|前五|前款|前述|其他|前面)|其他情形|第六[种类]|前五[项种类]以外|信访处理意见书|31条第?6项|31[（(]六[）)]"
)
_APPROVAL = re.compile(r"[经报由需须](?P<who>[^，。；：经报]{1,16}?)(?:批准|同意|审批|核准)")
_WRONG_APPROVER = re.compile(
    r"上级|上一级|信访部门|信访局|党委|政府|联席会议|信访人|本级|[市县区省州镇]长|书记|省|人大|法院|司法"
)
#: Matters, of which a rule with exceptions must not be said without exception.
_EVERY_MATTER = re.compile(
    r"(?:所有|一切|全部|任何|凡是?|每一?[件个封])[^，。；]{0,8}(?:事项|来信|来访|诉求|信件|件)|一律|(?:没有|无|也不|不得有)例外|例外也没有|无论|不论|不管"
)
_NOT_EXCEPTED = re.compile(r"不清的?，?(?:也|仍|都|同样)|匿名[^，。]{0,10}?(?:也|都|同样)")
_ON_THE_SPOT = re.compile(r"(?<!不)(?<!不可)能够?当场(?:告知|答复)的")
#: Bodies that go by other rules (第二十三条第四款).
_OTHER_BODIES = re.compile(r"政法(?:部门|机关)|纪检监察|纪委监委|纪委|监委|法院|检察院|检举控告")
_MUST = re.compile(r"应当|必须|须|不得不")


def badness(judged: tuple[TimeLimit, list[str], list[str]]) -> tuple[int, int, int]:
    row, wrong, doubts = judged
    amount = any(w.startswith("应为") for w in wrong)
    return (len(wrong), int(amount), len(doubts))


def clip(row: TimeLimit) -> str:
    return row.quote.rstrip("：，")


def judge(text: str, d: Duration, row: TimeLimit, words: Vocabulary) -> tuple[TimeLimit, list[str], list[str]]:
    wrong: list[str] = []
    doubts: list[str] = []
    sentence = text[d.sentence[0] : d.sentence[1]]
    unit = row.unit or ""
    if d.unit != unit or d.half:
        different = f"，{d.unit}和{unit}不是一回事" if {d.unit, unit} == {"日", "工作日"} else ""
        wrong.append(f"应为{_stated(row)}{different}")
    elif d.amount != row.days:
        wrong.append(f"应为{_stated(row)}")
    if d.direction in (AT_LEAST, AFTER):
        wrong.append("条文是不超过这个期限，不是不少于或者之后")
    _judge_start(d, row, words, wrong, doubts)
    _judge_actor(d, row, wrong, doubts)
    _judge_scope(text, d, row, sentence, wrong, doubts)
    if (
        row.act == "延长"
        and (match := _APPROVAL.search(sentence))
        and _WRONG_APPROVER.search(match["who"])
        and "本机关" not in match["who"]
    ):
        wrong.append(f"延长由本机关、单位负责人批准，不是“{match['who']}”")
    wrong += exceptions(text, d, row, sentence)
    clause = text[d.clause[0] : d.clause[1]]
    if row.act == "延长" and re.search(r"应当延长|必须延长", sentence):
        doubts.append("条文用的是“可以适当延长”，不是“应当”")
    if row.act.endswith("申请") and _MUST.search(clause) and "可以" in row.quote:
        doubts.append("条文用的是“可以”，不是“应当”")
    return row, wrong, doubts


def _stated(row: TimeLimit) -> str:
    return f"{row.days}{'个' if row.unit in ('工作日', '月', '小时') else ''}{row.unit}"


def _judge_start(d: Duration, row: TimeLimit, words: Vocabulary, wrong: list[str], doubts: list[str]) -> None:
    if d.event_text is None:
        return
    if row.start is None:
        if row.act != "延长":
            doubts.append(f"条文没有写明从哪一天起算，文中写了“{d.event_text}”")
        return
    stated = words.start(row.start)
    if d.event is None:
        doubts.append(f"起算点写作“{d.event_text}”，条文是“自{row.start}之日起”")
        return
    same = d.event == stated or d.event == "收到" and (stated or "").startswith("收到")
    # 收到复查意见之日起 for a petitioner, 收到答复 for 书面答复; 收到书面答复 never starts an organ's time.
    if not same:
        wrong.append(f"起算点应为“自{row.start}之日起”，不是“{d.event_text}”")
    elif d.next_day:
        doubts.append(f"条文是“自{row.start}之日起”，没有写次日")


def _judge_actor(d: Duration, row: TimeLimit, wrong: list[str], doubts: list[str]) -> None:
    if d.subject is None or d.breach:
        return
    petitioner = row.act.endswith("申请")
    if petitioner and d.subject != "信访人":
        wrong.append("提出请求的是信访人，不是机关、单位")
    elif not petitioner and d.subject == "信访人" and row.act != "延长":
        wrong.append("这个期限是对机关、单位的，不是对信访人的")
    elif d.subject == "信访部门" and row.act == "提出异议":
        wrong.append("提出异议的是收到转送、交办的机关、单位，不是信访部门")
    elif d.subject == "信访部门" and row.act in ("告知", "复查", "复核"):
        doubts.append(f"条文写的是“{row.who}”，不是信访部门")


def _judge_scope(text: str, d: Duration, row: TimeLimit, sentence: str, wrong: list[str], doubts: list[str]) -> None:
    """A row that reaches some matters only (第三十一条第六项) must not be said of all, or of the others."""
    narrow = re.search(r"第[一二三四五六七八九十百]+条第[一二三四五六七八九十]+项", row.applies_to or "")
    if not narrow or row.act == "延长":
        return
    if _SIXTH.search(sentence):
        return
    around = text[max(d.sentence[0], d.clause[0] - 40) : d.clause[1]]
    if match := _UNIVERSAL.search(around):
        wrong.append(f"这个期限只适用于{narrow[0]}的信访事项，不能说成对全部信访事项（“{match[0]}”）")
    elif match := _OTHER_KINDS.search(around):
        wrong.append(f"这个期限只适用于{narrow[0]}的信访事项，不适用于这里说的“{match[0]}……”")


def exceptions(text: str, d: Duration, row: TimeLimit, sentence: str) -> list[str]:
    """What is wrong where a row with an exception is said of every matter, or of what is excepted."""
    if not row.exception or "除外" in sentence or "另有规定" in sentence:
        return []
    around = text[max(d.sentence[0], d.clause[0] - 30) : min(d.sentence[1], d.clause[1] + 20)]
    if (match := _EVERY_MATTER.search(around)) and ("除外" in row.exception or "例外" in match[0]):
        return [f"条文有例外（{row.exception}），不能说成没有例外（“{match[0]}”）"]
    if match := _NOT_EXCEPTED.search(around) or ("不能当场" not in around and _ON_THE_SPOT.search(around)):
        return [f"“{match[0]}”不在这个期限之内（{row.applies_to}；{row.exception}）"]
    if (match := _OTHER_BODIES.search(around)) and re.search(_OTHER_BODIES, row.exception):
        return [f"“{match[0]}”的告知按照有关规定执行，不适用这个期限"]
    return []
