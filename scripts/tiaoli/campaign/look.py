"""One row of a ledger under examination: each cell as a value, or what is wrong with it."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from difflib import get_close_matches
from os.path import commonprefix

from tiaoli import privacy
from tiaoli.campaign.cells import day_of, number_of, parts, plain, shown, squeeze
from tiaoli.campaign.ledger import HEADINGS, MOST, MOST_VIEWS, Done, Fault
from tiaoli.campaign.model import Plan
from tiaoli.citations import find
from tiaoli.model import ERROR, WARNING, Grid, GridCell, Statute

_ABOUT = re.compile(r"约|余|多|左右|近|以上|上下|若干|至|到|[-~—～]")
_EXCEL_DAY_ZERO = date(1899, 12, 30)
_DATES = (
    re.compile(r"(?P<y>\d{4})[-/.年](?P<m>\d{1,2})[-/.月](?P<d>\d{1,2})日?(?: 0+:00(?::00)?)?\Z"),
    re.compile(r"(?P<y>\d{4})(?P<m>\d\d)(?P<d>\d\d)\Z"),
)
_NO_YEAR = re.compile(r"(?P<m>\d{1,2})月(?P<d>\d{1,2})[日号]?\Z")
_CODE = re.compile(r"P(\d{1,3})(?=\D|\Z)", re.IGNORECASE)


@dataclass
class Look:
    """One row under examination; collects the faults of its cells."""

    grid: Grid
    cells: Mapping[str, GridCell]
    plan: Plan
    statute: Statute
    own: tuple[str, ...]
    where: str
    faults: list[Fault] = field(default_factory=list)

    def done(self, number: int) -> Done | None:
        """The row as it counts; None where a cell is wrong."""
        day, unit, form = self.day(), self.unit(), self.choice("form", self.plan.channels)
        title, place = self.needed("title"), self.needed("place")
        (people, views), materials = self.crowd(form), self.count("materials")
        items, activity = self.items(), self.activity(title or "")
        provisions, photos = self.provisions(), parts(self.text("photos"))
        self.personal()
        if any(fault.severity == ERROR for fault in self.faults):
            return None
        return Done(
            self.grid.file, self.grid.sheet, number, day, unit, form, title, place, people, materials or 0, views, items, activity,
            provisions, photos, self.text("note"),
        )  # fmt: skip

    def fault(self, name: str, message: str, severity: str = ERROR) -> None:
        for number in privacy.find(message):
            message = message.replace(number.text, number.shown)
        cell = self.cells.get(name)
        address = cell.address if cell else self.where
        self.faults.append(Fault(self.grid.file, self.grid.sheet, address, HEADINGS[name][0], message, severity))

    def personal(self) -> None:
        """A ledger goes from office to office and into a report: nobody's numbers belong in it."""
        for name in self.cells:
            for number in privacy.find(self.text(name)):
                self.fault(name, f"写有{number.name}（{number.shown}）；台账不写个人信息，请删去。")

    def text(self, name: str) -> str:
        cell = self.cells.get(name)
        return shown(cell)

    def sound(self, name: str) -> bool:
        """Whether the cell holds a value at all, and not a formula without its result or an error of Excel."""
        cell = self.cells.get(name)
        if cell and cell.formula and cell.value is None:
            self.fault(
                name, f"是公式 {cell.formula}，文件里没有保存计算结果；请用 WPS 或 Excel 打开保存一次，或者直接填写。"
            )
            return False
        if shown(cell).startswith("#"):
            self.fault(name, f"“{self.text(name)}”是表格软件的出错提示；请改成实际内容。")
            return False
        return True

    def needed(self, name: str) -> str:
        if self.sound(name) and not self.text(name):
            self.fault(name, "没有填写；请补上。")
        return self.text(name)

    def day(self) -> date | None:
        if not self.sound("day"):
            return None
        cell = self.cells.get("day")
        said = plain(self.text("day"))
        value = cell.value if cell else None
        month = f"{self.plan.first.year}年{self.plan.first.month}月"
        found: date | None = None
        if not said:
            self.fault("day", "没有填写；请补上。")
            return None
        if isinstance(value, date):
            found = value
        elif isinstance(value, int) and not isinstance(value, bool) and 40_000 < value < 60_000:
            found = _EXCEL_DAY_ZERO + timedelta(days=value)
            self.fault("day", f"是没有设成日期格式的数 {value}，按 {found.isoformat()} 计入；请核对。", WARNING)
        elif match := next((m for form in _DATES if (m := form.match(said))), None):
            found = day_of(int(match["y"]), int(match["m"]), int(match["d"]))
        elif match := _NO_YEAR.match(said):
            found = day_of(self.plan.first.year, int(match["m"]), int(match["d"]))
            if found:
                self.fault("day", f"“{said}”没有写年份，按 {found.isoformat()} 计入；请核对。", WARNING)
        if found is None:
            self.fault(
                "day",
                f"“{self.text('day')}”看不出是哪一天；请写成 {self.plan.first.isoformat()} 的样子，几天的活动写第一天。",
            )
        elif not self.plan.first <= found <= self.plan.last:
            self.fault("day", f"{found.isoformat()} 不在{month}里；请核对年份和月份。")
        return found

    def unit(self) -> str:
        said = squeeze(self.needed("unit"))
        if not said or not self.text("unit"):
            return ""
        for office in self.plan.offices:
            if said in (squeeze(office.name), squeeze(office.short), office.id):
                return office.name
        self.unknown("unit", tuple(office.name for office in self.plan.offices))
        return ""

    def choice(self, name: str, known: tuple[str, ...]) -> str:
        said = self.needed(name)
        if said and said not in known:
            self.unknown(name, known)
        return said

    def unknown(self, name: str, known: tuple[str, ...]) -> None:
        said = self.text(name)
        # what all of them begin with tells none of them apart: 示例县水利局 is not a slip for 示例县教育局
        shared = len(commonprefix((said, *known)))
        near = get_close_matches(said[shared:], [one[shared:] for one in known], 1, 0.5)
        hint = f"是不是“{said[:shared]}{near[0]}”？" if near else f"可以填：{'、'.join(known)}。"
        self.fault(name, f"“{said}”不在下拉列表里；{hint}")

    def crowd(self, form: str) -> tuple[int, int]:
        """(people who were there, views): what an online form has in the people's column are views, and is said to be."""
        if form not in self.plan.online:
            return self.count("people", needed="没有填写；请补上，没有人参加的填 0。") or 0, self.count(
                "views", most=MOST_VIEWS
            ) or 0
        attended, viewed = (self.filled(name) for name in ("people", "views"))
        if attended and not viewed:
            views = self.count("people", most=MOST_VIEWS) or 0
            if views:
                self.fault("people", f"“{form}”是线上形式，{views} 计入线上阅看，不计入参加人次；请填在“{HEADINGS['views'][0]}”一栏。", WARNING)  # fmt: skip
            return 0, views
        if attended and self.count("people"):
            self.fault(
                "people", f"“{form}”是线上形式，参加人数和阅看量都填了，分不清；请只填阅看量，确有现场参加的另填一行。"
            )
        return 0, self.count("views", needed="没有填写；线上形式请填阅看量，没有人看的填 0。", most=MOST_VIEWS) or 0

    def filled(self, name: str) -> bool:
        cell = self.cells.get(name)
        return bool(cell and (shown(cell) or cell.formula))

    def count(self, name: str, *, needed: str = "", most: int = MOST) -> int | None:
        """The number in a cell; `needed`: what is said of an empty one."""
        if not self.sound(name):
            return None
        cell = self.cells.get(name)
        said = plain(self.text(name))
        if not said:
            if needed:
                self.fault(name, needed)
            return None
        if cell and cell.merged > 1:
            self.fault(name, f"与上下 {cell.merged} 行合并在一格，分不清各行的数；请取消合并，每行填自己的数。")
            return None
        number = number_of(cell.value if cell else None, said)
        if number is None:
            why = "不是确定的数" if _ABOUT.search(said) else "不是整数"
            self.fault(name, f"“{self.text(name)}”{why}；请只填一个整数。")
        elif number < 0:
            self.fault(name, f"{number} 小于 0；请核对。")
        elif number > most:
            self.fault(name, f"{number} 太大，一行不会超过 {most}；请核对是不是多填了位数。")
        return number

    def items(self) -> tuple[str, ...]:
        found = parts(self.text("items"))
        for item in found:
            if item not in self.plan.items:
                near = get_close_matches(item, self.plan.items, 1, 0.5)
                hint = f"是不是“{near[0]}”？" if near else "请从下拉列表里选，或者不填。"
                self.fault("items", f"“{item}”不是分组里的一项；{hint}")
        return found

    def activity(self, title: str) -> str:
        said = plain(self.text("plan"))
        if said:
            match = _CODE.match(said)
            code = f"P{int(match[1]):02d}" if match else ""
            by_title = next((one.code for one in self.plan.activities if squeeze(one.title) == squeeze(said)), "")
            if code not in {one.code for one in self.plan.activities} and not by_title:
                self.fault("plan", f"“{self.text('plan')}”不是计划里的活动；请从下拉列表里选，计划外的不填。")
            return code or by_title
        return next((one.code for one in self.plan.activities if squeeze(one.title) == squeeze(title)), "")

    def provisions(self) -> tuple[str, ...]:
        said = self.text("provisions")
        if not said:
            return ()
        listed = tuple(part for part in parts(said) if part in self.statute.index)
        cited = find(said, self.statute, own_names=self.own)
        lost = [c.text for c in cited if c.instrument is None and c.target is None]
        found = (*listed, *(t for c in cited for t in (c.targets or (c.target,)) if t))
        if lost or not found:
            self.fault(
                "provisions",
                f"“{lost[0] if lost else said}”不是条文；请写成 第十七条、第三十四条 的样子。这一行照常计入。",
                WARNING,
            )
        return tuple(dict.fromkeys(found))
