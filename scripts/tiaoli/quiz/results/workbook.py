"""The merged results as a workbook."""

from tiaoli.quiz.bank import NAMES
from tiaoli.quiz.results.merging import MODES
from tiaoli.quiz.results.statistics import BANDS, ENOUGH, GROUP, Report, Unit
from tiaoli.writers.xlsx import Column, Sheet, Value, workbook

KEPT = {"latest": "同一代号交了几次的，只计最后一次", "best": "同一代号交了几次的，只计最好的一次"}


def xlsx(report: Report, title: str) -> bytes:
    """The file; the same report gives the same bytes."""
    sheets = (_units(report, title), _weak(report), _items(report), _submitted(report), _faults(report))
    return workbook(sheets, f"{title} 成绩汇总")


def notes(report: Report) -> tuple[str, ...]:
    """How the numbers came about, for the foot of a table."""
    merged = report.merged
    left_out = sum(fault.left_out for fault in merged.faults)
    return (
        f"读到 {merged.read} 份成绩，计入 {len(merged.results)} 份，重复 {merged.doubled} 份（{KEPT[merged.keep]}）；"
        f"另有 {left_out} 处没有计入，见“问题”。",
        f"成绩取自{MODES[report.mode]}，按题库重新判分，折算成百分制；{report.pass_line:g} 分为合格。不足 {GROUP} 人的单位不单列平均分、合格率和分数分布。",
        "网页上的练习和模拟考试没有监考，只供了解掌握情况，不作为正式考核的依据；不排个人名次。",
    )


def _units(report: Report, title: str) -> Sheet:
    columns = (
        Column("单位", 30), Column("人数", 8, "right"), Column("平均分", 9, "right"), Column("合格率（%）", 11, "right"),
        *(Column(name, 10, "right") for _, name in BANDS),
    )  # fmt: skip
    rows = tuple(_unit(unit) for unit in (*report.units, report.total))
    return Sheet("各单位", columns, rows, f"{title}　各单位成绩", notes(report), landscape=True)


def _unit(unit: Unit) -> tuple[Value, ...]:
    if unit.average is None:
        return (unit.name, unit.count, "不单列", "不单列", *("" for _ in BANDS))
    return (unit.name, unit.count, round(unit.average, 1), round(100 * unit.passed, 1), *unit.bands)


def _weak(report: Report) -> Sheet:
    columns = (Column("条", 16), Column("作答次数", 10, "right"), Column("得分率（%）", 12, "right"))
    rows = tuple((row.label, row.answers, round(100 * row.share, 1)) for row in report.weak)
    return Sheet("薄弱条文", columns, rows, "各条得分率，由低到高", ("得分率低的条文宜重点学习。",))


def _items(report: Report) -> Sheet:
    columns = (
        Column("题号", 24), Column("题型", 9), Column("题干", 50), Column("答案", 9), Column("作答", 7, "right"),
        Column("未答", 7, "right"), Column("难度（得分率%）", 12, "right"), Column("区分度", 9, "right"),
        Column("各选项人次", 28), Column("没人选", 8), Column("建议", 34),
    )  # fmt: skip
    rows = []
    for item in report.items:
        question = item.question
        chosen = "  ".join(
            f"{letter} {count}" for letter, count in zip("ABCDEFGHIJKLMNOPQRSTUVWXYZ", item.options, strict=False)
        )
        rows.append((
            question.id, NAMES[question.type], question.stem, _key(question), item.answers, item.blank, round(100 * item.share, 1),
            "" if item.discrimination is None else round(item.discrimination, 2), chosen, item.unchosen, item.advice,
        ))  # fmt: skip
    told = (
        f"难度是得分率，越高越容易；区分度是成绩前 27% 与后 27% 的得分率之差，{ENOUGH} 人以上才算，0.4 以上为好，0.2 以下宜修改题目。"
        "选项字母按题库里的顺序。"
    )
    return Sheet("题目分析", columns, tuple(rows), "题目分析", (told,), landscape=True)


def _key(question) -> str:
    if question.type in ("single", "multi"):
        return "".join("ABCDEFGHIJKLMNOPQRSTUVWXYZ"[at] for at in question.keyed)
    return {"judge": "对" if question.answer else "错", "order": "按题库顺序"}.get(question.type, "见题库")


def _submitted(report: Report) -> Sheet:
    columns = (
        Column("单位", 30),
        Column("代号", 16),
        Column("模拟考试（份）", 14, "right"),
        Column("练习（份）", 12, "right"),
    )
    return Sheet("已交名单", columns, report.submissions, "已交成绩的代号", ("只用来核对谁交了，不列分数，不排名次。",))


def _faults(report: Report) -> Sheet:
    columns = (
        Column("文件", 40), Column("行", 8, "right"), Column("问题", 16), Column("是否计入", 10), Column("说明", 60),
    )  # fmt: skip
    rows = tuple(
        (fault.file, fault.row or "", fault.kind, "没有计入" if fault.left_out else "计入", fault.message)
        for fault in report.merged.faults
    )
    return Sheet("问题", columns, rows, "有问题的文件", ("行：文字文件里是第几行，列表里是第几项。",), landscape=True)
