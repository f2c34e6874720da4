"""What others fill in: the entrant's Word template and the unit's 报名汇总表; and the contest's days for a calendar."""

from tiaoli.contest import words
from tiaoli.contest.model import Contest
from tiaoli.model import Campaign
from tiaoli.writers import template
from tiaoli.writers.ics import Event
from tiaoli.writers.template import Line, Look, Type
from tiaoli.writers.xlsx import Column, Formula, Sheet

#: Heading of the page with the declaration and the author's details; `contest check` and `contest blind` know it by this.
DECLARATION = "原创声明"
#: Rows of the 报名汇总表 to be filled in.
ROWS = 30
_OTHER_UNIT = "其他（在备注里写明）"
_LISTS = "选项"


def entry(contest: Contest) -> bytes:
    """The template: a page with the declaration and the author's details, then the text without either.

    The page has one heading and fewer than fifteen lines, so that whoever reads the file finds where it ends.
    """
    form = contest.format
    look = Look(
        *(Type(face.font, face.points) for face in (form.title, form.body, form.heading1 or form.body, form.heading2 or form.body)),
        margins=tuple(form.margins[side] for side in ("top", "right", "bottom", "left")), pitch=form.pitch, indent=form.indent,
    )  # fmt: skip
    return template.write(f"{contest.title}作品模板", look, _declaration(contest), _body(contest))


def _declaration(contest: Contest) -> list[Line]:
    lines = [Line(DECLARATION, "head")]
    lines += [Line(f"{at}．{sentence}", "form") for at, sentence in enumerate(contest.declaration, 1)]
    genres = "　".join(f"□{name}" for name in contest.genres)
    lines += [
        Line("作品题目：", "form", blank=True), Line(f"选题序号（1—{len(contest.topics)}）：", "form", blank=True),
        Line(f"体　　裁：{genres}", "form"), Line("作者姓名：", "form", blank=True), Line("单位和职务：", "form", blank=True),
        Line("联系电话：", "form", blank=True),
    ]  # fmt: skip
    if contest.consent:
        lines.append(Line(f"{contest.consent.rstrip('。')}。　□同意　□不同意", "form"))
    lines.append(Line("作者签名：　　　　　　　　　　　　年　　月　　日", "sign"))
    if contest.format.anonymous:
        lines.append(Line("作者信息只写在这一页；评审前由工作人员取下，评委看不到。", "note"))
    return lines


def _body(contest: Contest) -> list[Line]:
    form = contest.format
    lines = [
        Line("在这里写标题", "title"),
        Line(f"在这里写正文。正文{words.length(contest.words)}。样式已经设好，直接打字或者只粘贴文本，不用另选字体。", "body"),
    ]  # fmt: skip
    if form.heading1:
        lines.append(Line("一、一级小标题", "heading1"))
        lines.append(Line("在这里写正文。小标题请用样式“标题 1”。", "body"))
    if form.heading2:
        lines.append(Line("（一）二级小标题", "heading2"))
        lines.append(Line("在这里写正文。小标题请用样式“标题 2”。写完后删去这些提示。", "body"))
    return lines


def roster(contest: Contest) -> list[Sheet]:
    """报名汇总表: a row an entry with drop-downs and checks, and what may be chosen on a sheet of its own."""
    topics = [f"{at}. {topic.title}" for at, topic in enumerate(contest.topics, 1)]
    units = [*(quota.unit for quota in contest.quotas), _OTHER_UNIT]
    low, high = contest.words.min or 1, contest.words.max or 100000
    columns = (
        Column("序号", 6, "centre"),
        Column("单位", 18, source=f"={_LISTS}!$A$2:$A${len(units) + 1}"),
        Column("作品题目", 26),
        Column("选题", 22, source=f"={_LISTS}!$B$2:$B${len(topics) + 1}"),
        Column("体裁", 10, source=f"={_LISTS}!$C$2:$C${len(contest.genres) + 1}"),
        Column("作者", 9), Column("职务", 10), Column("合作者", 9), Column("联系电话", 13),
        Column("正文字数", 8, "right", low=low, high=high), Column("声明页", 8, "centre", choices=("已签", "未签")), Column("核对", 11, "centre"), Column("备注", 11),
    )  # fmt: skip
    rows = tuple((at, *[None] * 10, _checked(at + 2, low, high), None) for at in range(1, ROWS + 1))
    notes = (
        f"一行一篇，没有填完的，“核对”一栏会说缺什么。正文{words.length(contest.words)}；截稿：{words.day(contest.closes, weekday=True)}。",
        "联系电话只用于本次活动的联系，汇总表不上网、不转发。",
    )
    longest = max(len(units), len(topics), len(contest.genres))
    lists = tuple(
        tuple(column[at] if at < len(column) else None for column in (units, topics, contest.genres)) for at in range(longest)
    )  # fmt: skip
    return [
        Sheet("报名汇总表", columns, rows, f"{contest.title}报名汇总表", notes, landscape=True),
        # the title row is left out, so that the choices begin in row 2
        Sheet(_LISTS, (Column("单位", 30), Column("选题", 50), Column("体裁", 20)), lists),
    ]


def _checked(row: int, low: int, high: int) -> Formula:
    """What is still wrong with a row, in the order in which one mends it; nothing while the row is empty."""
    missing = "".join(f'IF({column}{row}="","{name}、","")&' for column, name in
                      (("B", "单位"), ("D", "选题"), ("E", "体裁"), ("F", "作者"), ("I", "电话"), ("J", "字数")))  # fmt: skip
    said = missing.removesuffix("&")
    return Formula(
        f'=IF(C{row}="",IF(COUNTA(B{row},D{row}:K{row})=0,"","缺题目"),IF(({said})<>"","缺"&LEFT({said},LEN({said})-1),'
        f'IF(OR(J{row}<{low},J{row}>{high}),"字数不符",IF(K{row}<>"已签","声明未签","齐全"))))', "",
    )  # fmt: skip


def events(contest: Contest, campaign: Campaign) -> list[Event]:
    """First day, deadline and every step of the judging; the same UIDs whenever they are written."""
    at = f"contest.{campaign.settings.get('site.id') or campaign.statute.slug or 'site'}"
    mark = "（示例）" if contest.example else ""
    ways = "\n".join(f"{words.WAYS[way.kind]}：{way.value}" for way in contest.submit)
    days = [
        Event(
            f"opens@{at}", contest.opens, contest.opens, f"征文开始：{contest.title}{mark}", f"主题：{contest.theme}"
        ),
        Event(f"closes@{at}", contest.closes, contest.closes, f"征文截稿：{contest.title}{mark}", ways),
    ]
    for number, stage in enumerate(contest.judging.stages, 1):
        days.append(
            Event(f"stage-{number}@{at}", stage.start, stage.end, f"{stage.name}：{contest.title}{mark}", stage.text)
        )
    return days
