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
    r"建议意见|意见建议|建议类|意见类|检举|控告|举报|涉法涉诉|诉讼|仲裁|行政复议|申诉求决|第三十一条第[一二三四五](?:项|至)|第[一二三四五]项"
)
_SIXTH = re.compile(
    r"第六项|第[（(]六[）)]项|不属于(?:以上|上述|前五|前款|前述|其他|前面)|其他情形|第六[种类]|前五[项种类]以外|信访处理意见书|31条第?6项|31[（(]六[）)]"
)
_APPROVAL = re.compile(r"[经报由需须](?P<who>[^，。；：经报]{1,16}?)(?:批准|同意|审批|核准)")
_WRONG_APPROVER = re.compile(r"上级|上一级|信访部门|信访局|党委|政府|联席会议|信访人|本级")
_MUST = re.compile(r"应当|必须|须|不得不")


def badness(judged: tuple[TimeLimit, list[str], list[str]]) -> tuple[int, int, int]:
    row, wrong, doubts = judged
    amount = any("日数" in w or "单位" in w for w in wrong)
    return (len(wrong), int(amount), len(doubts))


def clip(row: TimeLimit) -> str:
    return row.quote.rstrip("：，")


def judge(text: str, d: Duration, row: TimeLimit, words: Vocabulary) -> tuple[TimeLimit, list[str], list[str]]:
    wrong: list[str] = []
    doubts: list[str] = []
    sentence = text[d.sentence[0] : d.sentence[1]]
    unit = row.unit or ""
    if d.unit != unit or d.half:
        wrong.append(f"单位应为“{row.days}{'个' if unit == '工作日' else ''}{unit}”")
    elif d.amount != row.days:
        wrong.append(f"日数应为{row.days}{'个' if unit == '工作日' else ''}{unit}")
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
    clause = text[d.clause[0] : d.clause[1]]
    if row.act.endswith("申请") and _MUST.search(clause) and "可以" in row.quote:
        doubts.append("条文用的是“可以”，不是“应当”")
    return row, wrong, doubts


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
    if d.subject is None:
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
        wrong.append(f"这个期限只适用于{narrow[0]}的信访事项，不能说“{match[0]}”")
    elif match := _OTHER_KINDS.search(around):
        wrong.append(f"这个期限只适用于{narrow[0]}的信访事项，不适用于“{match[0]}”")
