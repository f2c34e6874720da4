"""What lies on the host's desk: the script with keys and provisions, and the score sheet."""

from tiaoli.model import Campaign
from tiaoli.numerals import to_chinese
from tiaoli.quiz.live import Contest, Posed
from tiaoli.quiz.papers import provisions
from tiaoli.quiz.papers.page import question
from tiaoli.writers.document import Block, Document, Heading, Paragraph, Span
from tiaoli.writers.xlsx import Column, Formula, Sheet, Value, workbook


def script(contest: Contest, campaign: Campaign) -> Document:
    """The host's script: rules of each round, then each question with its key, reason and provision."""
    plan = contest.plan
    blocks: list[Block] = [
        Paragraph(
            (Span("参赛队：", "hei"), Span("、".join(plan.teams) + f"。每队基础分 {plan.start} 分。")), "flush", hang=4
        )
    ]
    for at, (one, posed) in enumerate(contest.rounds, 1):
        blocks += [
            Heading(f"{to_chinese(at)}、{one.name}"),
            Paragraph((Span("规则：", "hei"), Span(one.rule)), "flush", keep=True, hang=3),
        ]
        for each in posed:
            blocks += _posed(each, contest, campaign)
    return Document(
        (*([plan.organiser] if plan.organiser else []), plan.title), tuple(blocks), form="exam", subtitle="主持人用的题目和答案　　比赛结束前不得外传",
        foot=(f"{plan.title}　主持人用",), label=f"{plan.title} 主持人用",
    )  # fmt: skip


def _posed(each: Posed, contest: Contest, campaign: Campaign) -> list[Block]:
    plan = contest.plan
    who = f"{plan.teams[each.team]}　" if each.team >= 0 else ""
    marks = f"{who}{each.level.points} 分，{each.level.seconds} 秒"
    where = "、".join(dict.fromkeys(place for place, _ in provisions(each.asked.question, campaign)))
    out: list[Block] = [Paragraph((Span(f"【{marks}】", "hei"),), "flush", keep=True)]
    out += question(each.asked)
    told = (Span("答案：", "hei"), Span(each.asked.key), Span(f"　（{where}）" if where else ""))
    out.append(Paragraph(told, "flush", keep=bool(each.asked.question.explanation), indent=1.5, hang=3))
    if each.asked.question.explanation:
        out.append(
            Paragraph((Span("解析：", "hei"), Span(each.asked.question.explanation)), "flush", indent=1.5, hang=3)
        )
    return out


def score_sheet(contest: Contest) -> bytes:
    """A workbook that adds up by itself: one row a question, one column a team."""
    plan = contest.plan
    columns = (
        Column("轮次", 12), Column("题号", 8, "right"), Column("答对加", 9, "right"), Column("答错扣", 9, "right"),
        *(Column(team, 14, "right") for team in plan.teams),
    )  # fmt: skip
    rows: list[tuple[Value, ...]] = [("基础分", "", "", "", *(plan.start for _ in plan.teams))]
    for one, posed in contest.rounds:
        for each in posed:
            rows.append((one.name, each.asked.number, each.level.points, each.level.minus, *("" for _ in plan.teams)))
    # the title and the heads stand in rows 1 and 2
    first, last = 3, 2 + len(rows)
    sums = (f"=SUM({_letter(4 + at)}{first}:{_letter(4 + at)}{last})" for at in range(len(plan.teams)))
    rows.append(("总分", "", "", "", *(Formula(text, plan.start) for text in sums)))
    note = "答对填正数，答错填负数（如 -10），没有答不填；总分自动计算。"
    return workbook([Sheet("计分表", columns, tuple(rows), f"{plan.title}　计分表", (note,))], f"{plan.title} 计分表")


def _letter(column: int) -> str:
    """Excel's name of a column from 0; 4 + 10 teams stay below 26."""
    return "ABCDEFGHIJKLMNOPQRSTUVWXYZ"[column]
