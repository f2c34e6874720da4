"""The ledger (台账): the file that we give, and what a row of one that came back holds."""

from dataclasses import dataclass, field
from datetime import date

from tiaoli.campaign.model import Plan
from tiaoli.model import ERROR
from tiaoli.writers.xlsx import Column, Sheet

#: Field -> its heading in our file, and the headings that other people give it.
HEADINGS = {
    "day": ("日期", "时间", "活动日期", "活动时间", "开展时间", "开展日期"),
    "unit": ("单位", "责任单位", "组织单位", "填报单位", "主办单位", "承办单位"),
    "form": ("形式", "宣传形式", "活动形式", "方式"),
    "items": ("所属分组", "分组", "归属", "类别", "所属活动"),
    "plan": ("对应计划", "计划编号", "计划"),
    "title": ("活动名称", "活动", "名称", "活动内容", "内容"),
    "place": ("地点", "活动地点", "开展地点"),
    "people": ("参加人数", "人数", "参与人数", "人次", "参加人次", "受众人数"),
    "views": (
        "阅看量（线上）",
        "阅看量",
        "线上阅看量",
        "线上阅看",
        "阅读量",
        "浏览量",
        "播放量",
        "点击量",
        "观看量",
        "阅览量",
    ),
    "materials": ("发放资料", "资料份数", "发放材料", "材料份数", "宣传资料", "发放份数"),
    "provisions": ("涉及条文", "条文", "宣传条文"),
    "photos": ("照片文件名", "照片", "图片", "照片名称"),
    "note": ("备注", "说明"),
}
REQUIRED = ("day", "unit", "form", "title", "place", "people")
BLANK_ROWS = 300
#: More people or papers, and more views, than one row of a county's ledger can hold.
MOST, MOST_VIEWS = 100_000, 100_000_000
GUIDE, CHOICES, LEDGER = "填写说明", "选项", "台账"
#: Written in 备注 of a row that looks like another one and is none.
NOT_TWICE = "非重复"


@dataclass(frozen=True, slots=True)
class Fault:
    """Something about one cell: `severity` error keeps the row out of the totals, warning doesn't."""

    file: str
    sheet: str
    address: str
    heading: str
    message: str
    severity: str = ERROR

    def __str__(self) -> str:
        where = f"{self.file}［{self.sheet}］{self.address}"
        return f"{where}（{self.heading}）：{self.message}" if self.heading else f"{where}：{self.message}"


@dataclass(frozen=True, slots=True)
class Done:
    """One row that counts. `number` is its place in 数据来源; `activity` the plan's code, "" for one outside the plan;
    `people` were there, `views` were counted online: the two are never added up.
    """

    file: str
    sheet: str
    row: int
    day: date
    unit: str
    form: str
    title: str
    place: str
    people: int
    materials: int = 0
    views: int = 0
    items: tuple[str, ...] = ()
    activity: str = ""
    provisions: tuple[str, ...] = ()
    photos: tuple[str, ...] = ()
    note: str = ""
    number: int = 0


@dataclass
class Read:
    """All rows of all files: `seen` = counted + wrong, always."""

    rows: list[Done] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)
    wrong: int = 0
    seen: int = 0

    @property
    def counts(self) -> str:
        """读入 n 行，计入 m 行，有问题 k 行."""
        return f"读入 {self.seen} 行，计入 {len(self.rows)} 行，有问题 {self.wrong} 行（没有计入）"


def template(plan: Plan) -> tuple[Sheet, ...]:
    """The empty ledger: drop-downs from the plan, checks on dates and numbers, how to fill it in."""
    lists = (
        ("单位", tuple(office.name for office in plan.offices)), ("形式", plan.channels), ("分组", plan.items),
        ("计划", tuple(f"{one.code} {one.title}" for one in plan.activities)),
    )  # fmt: skip
    source = {
        name: f"={CHOICES}!${'ABCD'[at]}$2:${'ABCD'[at]}${len(values) + 1}" for at, (name, values) in enumerate(lists)
    }
    days = (plan.first.isoformat(), plan.last.isoformat())
    columns = (
        Column("日期", 13, "centre", days=days, prompt=f"如 {days[0]}；一天一行，几天的活动写第一天。"),
        Column("单位", 20, source=source["单位"], prompt="从下拉列表里选。"),
        Column("形式", 12, source=source["形式"], prompt="从下拉列表里选。"),
        Column("所属分组", 14, source=source["分组"], free=True, prompt="可以不填；几项用顿号隔开。"),
        Column("对应计划", 20, source=source["计划"], free=True, prompt="计划里的活动从列表里选；计划外的不填。"),
        Column("活动名称", 26), Column("地点", 20),
        Column("参加人数", 10, "right", low=0, high=MOST, whole=True, prompt="到场的人，只填数字，不写“约”“余”“人”。"),
        Column(HEADINGS["views"][0], 11, "right", low=0, high=MOST_VIEWS, whole=True, prompt="公众号、短视频等线上形式填在这里，不填参加人数。"),
        Column("发放资料", 10, "right", low=0, high=MOST, whole=True, prompt="份数，只填数字；没有就不填。"),
        Column("涉及条文", 20, prompt="可以不填。如 第十七条、第三十四条"),
        Column("照片文件名", 18, prompt="可以不填，不要求拍照。几张用顿号隔开。"),
        Column("备注", 18),
    )  # fmt: skip
    longest = max(len(values) for _, values in lists)
    choices = tuple(tuple(values[at] if at < len(values) else None for _, values in lists) for at in range(longest))
    online = () if not plan.online else (
        f"线上形式（{'、'.join(plan.online)}）不填参加人数，填“{HEADINGS['views'][0]}”；阅看的次数不算参加人次，汇总时分开列。",
    )  # fmt: skip
    guide = (
        "一项活动填一行；几天的活动写第一天，一天里的几场可以分行。",
        "日期、单位、形式、活动名称、地点、参加人数必须填，其余可以不填。不要求每项活动拍照。",
        *online,
        "人数和份数只填一个整数。写“约50人”“50余人”“50-60”的，这一行不会计入，请填实际数。",
        "不要合并单元格，不要隐藏行，不要在中间加合计行；合计由程序算。",
        f"两行完全相同会当作重复，后一行不计入；确实办了两次的，在备注里写“{NOT_TWICE}”。",
        "台账里不写群众的姓名、电话、证件号码和反映的具体事项。",
    )
    blank = tuple((None,) * len(columns) for _ in range(BLANK_ROWS))
    return (
        Sheet(LEDGER, columns, blank, landscape=True),
        Sheet(GUIDE, (Column("填写说明", 90),), tuple((f"{at}．{text}",) for at, text in enumerate(guide, 1))),
        Sheet(CHOICES, tuple(Column(name, 26) for name, _ in lists), choices),
    )
