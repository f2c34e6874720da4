"""The report on the month: a paper in the layout of a 公文, and 报送汇总表. Every figure names the rows it comes from."""

from collections.abc import Iterable, Iterator, Sequence

from tiaoli.campaign.ledger import Done, Read
from tiaoli.campaign.model import Plan, days_name, long_date
from tiaoli.campaign.papers import names
from tiaoli.campaign.totals import Sum, Totals, runs
from tiaoli.model import Campaign
from tiaoli.writers.document import Block, Cell, Document, Heading, Paragraph, Span, Table, body, title_lines
from tiaoli.writers.xlsx import Bars, Column, Formula, Sheet

#: Said beside the views.
VIEWED = "线上阅看是公众号、短视频等的阅看次数，不是到场的人，与参加人次分开列，不相加。"
#: Cells across which a bar of the printed chart is drawn.
_STEPS = 40
#: A chart of so many bars is kept together.
_ON_ONE_PAGE = 24
#: Runs of row numbers that a cell of the printed table may list.
_LONGEST = 30
_SMALL = 10.5


def paper(plan: Plan, read: Read, sums: Totals, campaign: Campaign) -> Document:
    """总结: whole, by unit, form and week with charts, plan against done; behind the signature 数据来源 and what is wrong."""
    whole = sums.whole
    place = f"（数据来源：{runs(whole.rows)}）" if whole.rows else ""
    blocks: list[Block] = [
        body("本文的数字都由各单位台账的行相加得出，方括号〔〕里是文后附1“数据来源”的序号，可以逐行核对。", "kai"),
        Heading("一、总体情况"),
        body(f"活动主题为“{plan.theme}”，时间为{long_date(plan.first)}至{plan.last.day}日。各单位台账共{read.counts}。"),
        body(f"计入的活动共 {whole.count} 场次，参加 {whole.people} 人次，线上阅看 {whole.views} 次，发放资料 {whole.materials} 份{place}。".replace(" ", "")),
        body(VIEWED),
        Heading("二、分单位情况"), *_part(sums.by_unit, "单位"),
        Heading("三、分形式情况"), *_part(sums.by_form, "形式"),
        Heading("四、分周情况"), *_part(sums.by_week, "周", keep_empty=True),
    ]  # fmt: skip
    for name, rows in sums.by_group:
        blocks += [Heading(f"“{name}”各项", 2), _table(rows, "项目")]
        if empty := [row.name for row in rows if not row.count]:
            blocks.append(body(f"还没有台账记录的：{'、'.join(empty)}。"))
    blocks += [Heading("五、计划与完成"), *_against(sums, plan)]
    blocks += [Heading("六、没有计入的行"), *_wrong(read)]
    signed = (plan.notice or {}).get("signed") or plan.organiser
    blocks += [
        body(""), Paragraph((Span(signed),), "right", keep=True, inset=2),
        Paragraph((Span("　　　　年　月　日"),), "right", inset=4),
        Heading("附1：数据来源", fresh=True), _sources(read.rows, campaign), *_faults(read),
    ]  # fmt: skip
    title = f"{plan.title}开展情况总结"
    return Document(
        title_lines(title),
        tuple(blocks),
        number=f"　　〔{plan.first.year}〕　　号",
        date=plan.last.isoformat(),
        label=title,
    )


def _part(rows: tuple[Sum, ...], what: str, *, keep_empty: bool = False) -> list[Block]:
    shown = tuple(row for row in rows if row.count or keep_empty)
    empty = [row.name for row in rows if not row.count] if not keep_empty else []
    if not shown:
        return [body("台账里没有可以计入的行。")]
    said = [body(f"没有台账记录的{what}：{'、'.join(empty)}。")] if empty else []
    charts: list[Block] = []
    for title, values in charted(shown):
        charts += [Paragraph((Span(f"{title}（按{what}）", "hei", 12),), "centre", keep=True), _chart(values, title)]
    return [*charts, _table(shown, what), *said]


def charted(rows: Sequence[Sum]) -> Iterator[tuple[str, list[tuple[str, int]]]]:
    """Charts of some sums: (title, (name, value) of each): people, with what was only viewed left out, and views."""
    if people := [(row.name, row.people) for row in rows if row.people or not row.views]:
        yield "参加人次", people
    if views := [(row.name, row.views) for row in rows if row.views]:
        yield "线上阅看", views


def _chart(rows: Sequence[tuple[str, int]], title: str) -> Table:
    """A bar chart drawn with cells: stays sharp on paper, reads in black and white and aloud, opens anywhere."""
    most = max((value for _, value in rows), default=0) or 1
    made = []
    for name, value in rows:
        long = round(value / most * _STEPS) or bool(value)
        bar = (Cell(((),), shade=True, columns=long),) if long else ()
        number = Cell(((Span(f"{value}", size=_SMALL),),), box="", columns=_STEPS + 8 - long)
        made.append((Cell(((Span(name, size=_SMALL),),), "right", box="", columns=1), *bar, number))
    return Table(
        (38, *((118 / (_STEPS + 8),) * (_STEPS + 8))), tuple(made), size=_SMALL,
        summary=f"条形图，{title}：" + "；".join(f"{name}{value}" for name, value in rows), padding=2,
        whole=len(rows) <= _ON_ONE_PAGE,
    )  # fmt: skip


def _cells(*values: object, shade: bool = False) -> tuple[Cell, ...]:
    return tuple(
        Cell(((Span(str(value), "hei" if shade else "body"),),), "centre" if shade else "right" if isinstance(value, int) else "left", shade)
        for value in values
    )  # fmt: skip


def _table(rows: tuple[Sum, ...], what: str) -> Table:
    head = _cells(what, "场次", "人次", "线上阅看", "资料（份）", "数据来源", shade=True)
    made = [_cells(row.name, row.count, row.people, row.views, row.materials, _from(row, what)) for row in rows]
    return Table(
        (40, 14, 18, 18, 20, 46),
        (head, *made),
        head=1,
        size=_SMALL,
        summary=f"按{what}汇总：场次、人次、线上阅看、资料份数、数据来源序号",
    )


def _from(row: Sum, what: str) -> str:
    """Where a sum comes from: the numbers of its rows, or how to find them where these would fill the page."""
    said = runs(row.rows)
    if said.count("、") >= _LONGEST and what in ("单位", "形式"):
        return f"数据来源中{what}为“{row.name}”的{row.count}行"
    return f"〔{said}〕" if said else "无"


def _against(sums: Totals, plan: Plan) -> list[Block]:
    total = len(plan.activities)
    late = [one.activity.title for one in sums.plan if not one.done.count]
    said = f"计划活动 {total} 项，台账里有记录的 {sums.finished} 项。".replace(" ", "")
    said += f"没有记录的：{'、'.join(late)}。" if late else ""
    said += f"计划外活动{sums.outside.count}场次〔{runs(sums.outside.rows)}〕。" if sums.outside.count else ""
    head = _cells("编号", "计划活动", "计划时间", "责任单位", "场次", "人次", "线上阅看", "数据来源", shade=True)
    rows = [
        _cells(one.activity.code, one.activity.title, days_name(one.activity.starts, one.activity.ends), plan.office(one.activity.unit),
               one.done.count, one.done.people, one.done.views, f"〔{runs(one.done.rows)}〕" if one.done.count else "没有记录")
        for one in sums.plan
    ]  # fmt: skip
    return [
        body(said),
        Table((12, 34, 31, 28, 11, 12, 12, 20), (head, *rows), head=1, size=_SMALL, summary="计划与完成对照"),
    ]


def _wrong(read: Read) -> list[Block]:
    if not read.faults:
        return [body("没有。")]
    return [
        body(
            f"有问题的{read.wrong}行没有计入上面的数字，位置和原因见附2；另有提醒的照附2所说处理。请填报单位改正后重新汇总。"
        )
    ]


def _faults(read: Read) -> Iterator[Block]:
    if not read.faults:
        return
    head = _cells("位置", "栏目", "问题", shade=True)
    rows = [
        _cells(f"{f.file}［{f.sheet}］{f.address}", f.heading, ("" if f.severity == "error" else "提醒：") + f.message)
        for f in read.faults
    ]
    yield Heading("附2：没有计入的行和提醒", fresh=True)
    yield Table((48, 20, 88), (head, *rows), head=1, size=_SMALL, summary="台账里有问题的格")


def _sources(rows: Iterable[Done], campaign: Campaign) -> Table:
    head = _cells("序号", "台账里的位置", "日期", "单位", "形式", "活动", "人次", "线上阅看", "资料", shade=True)
    made = [
        _cells(row.number, f"{row.file}［{row.sheet}］第{row.row}行", row.day.isoformat(), row.unit, row.form, row.title, row.people, row.views, row.materials)
        for row in rows
    ]  # fmt: skip
    return Table(
        (10, 32, 25, 26, 17, 26, 11, 12, 10), (head, *made), head=1, size=9, summary="数据来源：每行一条台账记录"
    )


def workbook(plan: Plan, read: Read, sums: Totals, campaign: Campaign) -> tuple[Sheet, ...]:
    """报送汇总表: sums with charts, plan against done, every counted row, every problem. Sums are formulas over 明细."""
    name = plan.title
    counts = f"{read.counts}。"
    sheets = [
        _sheet("按单位", "单位", sums.by_unit, f"{name}报送汇总表（按单位）", "D", counts),
        _sheet("按形式", "形式", sums.by_form, f"{name}报送汇总表（按形式）", "E", counts),
        _week_sheet(sums.by_week, f"{name}报送汇总表（按周）", counts),
    ]
    for group, rows in sums.by_group:
        plain = tuple((row.name, row.count, row.people, row.views, row.materials, runs(row.rows)) for row in rows)
        note = "一项活动可以属于几项，各项相加可能大于合计。"
        sheets.append(Sheet(group, _columns("项目"), plain, f"{name}报送汇总表（{group}）", (note, counts)))
    against = tuple(
        (one.activity.code, one.activity.title, days_name(one.activity.starts, one.activity.ends), plan.office(one.activity.unit),
         "有记录" if one.done.count else "没有记录", one.done.count, one.done.people, one.done.views, runs(one.done.rows))
        for one in sums.plan
    )  # fmt: skip
    heads = (Column("编号", 7, "centre"), Column("计划活动", 28), Column("计划时间", 18), Column("责任单位", 22), Column("完成", 10, "centre"),
             Column("场次", 8, "right"), Column("人次", 10, "right"), Column("线上阅看", 10, "right"), Column("明细序号", 20))  # fmt: skip
    outside = f"计划外活动 {sums.outside.count} 场次。"
    sheets.append(Sheet("计划对照", heads, against, f"{name}计划与完成对照", (outside,), landscape=True))
    detail = (Column("序号", 6, "right"), Column("台账里的位置", 30), Column("日期", 12, "centre"), Column("单位", 22), Column("形式", 12),
              Column("活动", 28), Column("地点", 20), Column("人次", 9, "right"), Column("线上阅看", 10, "right"), Column("资料", 9, "right"), Column("计划", 7, "centre"),
              Column("条文", 24), Column("备注", 16))  # fmt: skip
    rows = tuple(
        (row.number, f"{row.file}［{row.sheet}］第{row.row}行", row.day.isoformat(), row.unit, row.form, row.title, row.place, row.people,
         row.views, row.materials, row.activity, names(row.provisions, campaign), row.note)
        for row in read.rows
    )  # fmt: skip
    sheets.append(Sheet("明细", detail, rows, landscape=True))
    wrong = (
        Column("文件", 22),
        Column("工作表", 12),
        Column("位置", 10, "centre"),
        Column("栏目", 12),
        Column("是否计入", 12, "centre"),
        Column("问题", 70),
    )
    faults = tuple(
        (f.file, f.sheet, f.address, f.heading, "没有计入" if f.severity == "error" else "提醒", f.message)
        for f in read.faults
    )
    sheets.append(Sheet("有问题的行", wrong, faults, f"{name}台账里有问题的行", (counts,), landscape=True))
    return tuple(sheets)


def _columns(what: str) -> tuple[Column, ...]:
    return (
        Column(what, 24),
        Column("场次", 10, "right"),
        Column("人次", 12, "right"),
        Column("线上阅看", 12, "right"),
        Column("资料（份）", 12, "right"),
        Column("明细序号", 34),
    )


def _sheet(sheet: str, what: str, rows: tuple[Sum, ...], title: str, column: str, note: str) -> Sheet:
    """Sums as formulas over the sheet 明细, so that a figure can be followed to its rows by a click."""
    made = tuple(
        (row.name, Formula(f"=COUNTIF(明细!${column}:${column},$A{at})", row.count),
         Formula(f"=SUMIF(明细!${column}:${column},$A{at},明细!$H:$H)", row.people),
         Formula(f"=SUMIF(明细!${column}:${column},$A{at},明细!$I:$I)", row.views),
         Formula(f"=SUMIF(明细!${column}:${column},$A{at},明细!$J:$J)", row.materials), runs(row.rows))
        for at, row in enumerate(rows, 3)
    )  # fmt: skip
    return Sheet(
        sheet,
        _columns(what),
        (*made, _whole(rows)),
        title,
        (note, VIEWED),
        bars=_bars(rows, what),
    )


def _week_sheet(rows: tuple[Sum, ...], title: str, note: str) -> Sheet:
    made = tuple((row.name, row.count, row.people, row.views, row.materials, runs(row.rows)) for row in rows)
    return Sheet("按周", _columns("周"), (*made, _whole(rows)), title, (note, VIEWED), bars=_bars(rows, "周"))


def _bars(rows: tuple[Sum, ...], what: str) -> tuple[Bars, ...]:
    attended = Bars(f"参加人次（按{what}）", 0, 2, len(rows))
    return (attended, Bars(f"线上阅看（按{what}）", 0, 3, len(rows))) if any(row.views for row in rows) else (attended,)


def _whole(rows: tuple[Sum, ...]) -> tuple:
    end = len(rows) + 2
    sums = tuple(sum(getattr(row, name) for row in rows) for name in ("count", "people", "views", "materials"))
    return (
        "合计",
        *(Formula(f"=SUM({letter}3:{letter}{end})", value) for letter, value in zip("BCDE", sums, strict=True)),
        "",
    )
