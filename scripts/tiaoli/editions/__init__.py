"""The same site and kit for many offices: built once with marks in the place of what differs, then filled in for each.

    table of units ──units──▶ values ──checks──▶ ──base──▶ a built site with marks ──edition──▶ OUT/<unit>/site, 资料
                                                                                 └──listing──▶ OUT/index.html, 单位清单

An edition is what a build with that unit's settings gives, byte for byte, but for a missing value, which it prints as
待填 where a build leaves the line out.
"""

import hashlib
import os
import shutil
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path

from tiaoli import check, load, publish, signoff
from tiaoli.downloads.cache import program
from tiaoli.editions import base as bases
from tiaoli.editions import checks, listing, units, work
from tiaoli.editions.base import Base, Shape
from tiaoli.editions.columns import BY_KEY
from tiaoli.editions.edition import FAILED, KIT, MADE, SAME, Job, Outcome
from tiaoli.editions.listing import Entry
from tiaoli.editions.units import Fault, Unit
from tiaoli.model import ERROR, WARNING, Campaign, Problem, ReadError
from tiaoli.textfile import reason

__all__ = ["Fault", "Result", "editions"]

STATE = ".tiaoli"
_EVERY = 100


@dataclass(frozen=True)
class Result:
    """What a run did. `problems`: of the content; with an error among them nothing was made. `entries`: one a unit.

    `bases`: how often a site was built in full. `made`, `same`: editions made anew, and those that stood as they are.
    `unsigned`: content files that a release holds nothing of. `stale`: folders of earlier runs whose unit is in the table no more; they are left.
    """

    problems: tuple[Problem, ...]
    faults: tuple[Fault, ...] = ()
    entries: tuple[Entry, ...] = ()
    bases: int = 0
    made: int = 0
    same: int = 0
    unsigned: tuple[str, ...] = ()
    stale: tuple[str, ...] = ()
    out: Path | None = None

    @property
    def ok(self) -> bool:
        """Whether every unit of the table has its edition."""
        errors = any(problem.severity == ERROR for problem in self.problems)
        return not errors and all(entry.state != listing.REFUSED for entry in self.entries)


def editions(
    root: Path,
    table: Path,
    out: Path | None = None,
    mode: str = "normal",
    with_kit: bool = True,
    jobs: int = 0,
    scheduler: str = "",
    report: Callable[[str], None] = lambda step: None,
) -> Result:
    """Make the edition of every unit of a table into a folder of its own under `out` (editions/ of the root).

    A row that can't be used is named and left out; in a release that goes for a missing value too. Run again, it makes
    what is missing or has changed. Raises ReadError where content, table or output folder can't be read or written.
    """
    root = Path(root).resolve()
    out = _place(root, out)
    with publish.held(out / STATE / "lock"):
        _clear(out)
        report("读取内容")
        campaign = load.load(root)
        report("核对")
        problems = tuple(check.check(campaign))
        if any(problem.severity == ERROR for problem in problems):
            return Result(problems)
        found = _checked(units.read(table, _base_id(campaign)), campaign)
        found = _complete(found) if mode == "release" else _unfilled(found)
        found, shapes = _shapes(found, campaign)
        built: dict[Shape, Base] = {}
        wanted = tuple(dict.fromkeys(shapes.values()))
        for at, shape in enumerate(wanted, 1):
            report(f"生成底版 {at}/{len(wanted)}")
            built[shape] = bases.build(campaign, shape, mode, out / STATE)
        report(f"做各单位的网站{'和资料' if with_kit else ''}，共 {len(found.units)} 个")
        jobs_of = {
            unit: _job(at, unit, built[shape], out, with_kit, program() if scheduler else "")
            for at, (unit, shape) in enumerate(shapes.items())
        }
        outcomes = _work(list(jobs_of.values()), jobs, scheduler, report)
        ended = {unit: outcomes[job.number] for unit, job in jobs_of.items()}
        entries = _entries(found, ended, out)
        _write(out, listing.files(entries, str(campaign.settings.get("site.title") or campaign.statute.title)))
        stale = _stale(out, {unit.folder for unit in jobs_of} | {folder for *_, folder in found.refused})
        _clear(out)
    failed = [_fault(unit, outcome.message) for unit, outcome in ended.items() if outcome.state == FAILED]
    faults = tuple(sorted((*found.faults, *failed), key=lambda fault: (fault.sheet, fault.row)))
    unsigned = signoff.unsigned(campaign) if mode == "release" else ()
    counts = Counter(outcome.state for outcome in outcomes.values())
    return Result(problems, faults, entries, len(built), counts[MADE], counts[SAME], unsigned, stale, out)


def _place(root: Path, out: Path | None) -> Path:
    """The output folder; ReadError for one that would swallow the content or be swallowed by it."""
    out = Path(os.path.abspath(out)) if out is not None else root / "editions"
    if root.is_relative_to(out) or any(out.is_relative_to(root / name) for name in ("docs", "quizzes")):
        raise ReadError(f"不能写到 {out}，那里放着网站的内容；请换一个输出位置。")
    return out


def _base_id(campaign: Campaign) -> str:
    return str(campaign.settings.get("site.id") or campaign.statute.slug or "site")


def _checked(table: units.Table, campaign: Campaign) -> units.Table:
    """Without the units whose own words the statute doesn't bear out."""
    checker = checks.Checker(campaign)
    return _without(table, {unit: list(checker.faults(unit)) for unit in table.units})


def _complete(table: units.Table) -> units.Table:
    """Without the units that lack a required value."""

    said = "还是“待填”，不能正式发布，这个单位没有生成；请补上，或者不用 --release。"
    return _without(table, {unit: _lacking(unit, said, ERROR) for unit in table.units})


def _unfilled(table: units.Table) -> units.Table:
    """All units; what each lacks is said of its cell."""
    said = "没有写，印“待填”；正式发布前请补上。"
    return _without(table, {unit: _lacking(unit, said, WARNING) for unit in table.units})


def _lacking(unit: Unit, said: str, severity: str) -> list[Fault]:
    by_title = {column.title: key for key, column in BY_KEY.items()}
    return [Fault(unit.row, unit.columns.get(by_title[t], ""), t, said, severity, unit.sheet) for t in unit.missing]


def _without(table: units.Table, faults: dict[Unit, list[Fault]]) -> units.Table:
    bad = [unit for unit, found in faults.items() if any(fault.severity == ERROR for fault in found)]
    refused = tuple((unit.row, unit.sheet, unit.name, unit.folder) for unit in bad)
    kept = tuple(unit for unit in table.units if unit not in bad)
    return units.Table(
        kept, (*table.faults, *(f for found in faults.values() for f in found)), (*table.refused, *refused)
    )


def _shapes(table: units.Table, campaign: Campaign) -> tuple[units.Table, dict[Unit, Shape]]:
    """The shape of every unit; without units whose dates the plan or the contest doesn't bear."""
    set_by_some = {
        key for unit in table.units for key in unit.values if key.partition(".")[0] in ("campaign", "contest")
    }
    held = {"campaign": campaign.plan, "contest": campaign.contest}
    together = frozenset(key for key in set_by_some if held[key.partition(".")[0]])
    shapes = {unit: bases.shape_of(unit, together) for unit in table.units}
    wrong = {shape: checks.dates(bases.dated(campaign, shape)) for shape in set(shapes.values()) if shape.dates}
    faults: dict[Unit, list[Fault]] = {}
    for unit, shape in shapes.items():
        faults[unit] = [_undated(unit, shape, message) for message in wrong.get(shape, ())]
    kept = _without(table, faults)
    return kept, {unit: shapes[unit] for unit in kept.units}


def _undated(unit: Unit, shape: Shape, message: str) -> Fault:
    """A fault at the cell whose day the message names, the first day where it names none."""
    key = next((key for key, day in shape.dates if day in message), shape.dates[0][0])
    return Fault(unit.row, unit.columns.get(key, ""), BY_KEY[key].title, f"{message.rstrip('。')}。", ERROR, unit.sheet)


def _job(number: int, unit: Unit, base: Base, out: Path, with_kit: bool, version: str) -> Job:
    made_of = repr(
        (base.digest, sorted(unit.values.items()), hashlib.sha256(unit.logo).hexdigest(), with_kit, unit.folder)
    )
    digest = hashlib.sha256(made_of.encode()).hexdigest()
    values = tuple(sorted(unit.values.items()))
    return Job(number, str(out), str(base.folder), unit.folder, values, unit.logo, with_kit, digest, version)


def _work(todo: list[Job], jobs: int, scheduler: str, report: Callable[[str], None]) -> dict[int, Outcome]:
    outcomes: dict[int, Outcome] = {}
    if todo:
        for outcome in work.run(todo, min(jobs or os.cpu_count() or 1, len(todo)), scheduler):
            outcomes[outcome.number] = outcome
            if len(outcomes) % _EVERY == 0:
                report(f"  {len(outcomes)}/{len(todo)}")
    return outcomes


def _entries(table: units.Table, ended: dict[Unit, Outcome], out: Path) -> tuple[Entry, ...]:
    """One for every unit of the table, in its order."""
    entries = []
    for unit, outcome in ended.items():
        message = outcome.message if outcome.state == FAILED else ""
        state = listing.REFUSED if message else listing.UNFILLED if unit.missing else listing.DONE
        own = hashlib.sha256(repr(sorted(unit.values.items())).encode()).hexdigest()[:16]
        folder = unit.folder if publish.is_ours(out / unit.folder) else ""
        site_id = unit.values["site.id"]
        with_kit = (out / unit.folder / KIT).is_dir()
        entries.append(
            Entry(unit.row, unit.sheet, unit.name, state, folder, unit.missing, message, site_id, own, with_kit)
        )
    for row, sheet, name, _ in table.refused:
        said = "；".join(
            str(replace(f, row=0, sheet=""))
            for f in table.faults
            if (f.row, f.sheet) == (row, sheet) and f.severity == ERROR
        )
        entries.append(Entry(row, sheet, name, listing.REFUSED, message=said))
    return tuple(sorted(entries, key=lambda entry: (entry.sheet, entry.row)))


def _fault(unit: Unit, message: str) -> Fault:
    return Fault(unit.row, "", unit.name, message, ERROR, unit.sheet)


def _write(out: Path, files: dict[str, bytes]) -> None:
    for name, content in files.items():
        spare = out / STATE / f"{name}.writing"
        try:
            spare.write_bytes(content)
            os.replace(spare, out / name)
        except OSError as error:
            spare.unlink(missing_ok=True)
            raise ReadError(f"无法写入 {out / name}（{reason(error)}）；如果它正开着，请先关闭再运行。") from None


def _stale(out: Path, folders: set[str]) -> tuple[str, ...]:
    """Editions of earlier runs whose unit is in the table no more."""
    ours = (path.name for path in out.iterdir() if path.name != STATE and publish.is_ours(path))
    return tuple(sorted(name for name in ours if name not in folders))


def _clear(out: Path) -> None:
    """Delete what a run works with, a killed one's too: every edition holds its own links to the files that all share."""
    for path in (out / STATE).iterdir():
        if path.is_dir():
            shutil.rmtree(path, ignore_errors=True)
