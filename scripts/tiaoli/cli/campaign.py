"""The verbs of the campaign: template, calendar, report."""

from collections import Counter
from dataclasses import replace
from pathlib import Path

import click

from tiaoli import wholefile
from tiaoli.cli.chinese import Command, Group
from tiaoli.cli.roots import content_root
from tiaoli.model import ERROR, ReadError

#: Larger than any photograph; guards memory.
_PHOTO_BYTES = 60_000_000


@click.group(cls=Group)
def campaign() -> None:
    """宣传月：台账模板、日历文件、汇总报告。"""


def _plan(root: str | None):
    from tiaoli.campaign import plan_of
    from tiaoli.campaign.model import PATH
    from tiaoli.load import load

    loaded = load(content_root(root))
    plan = plan_of(loaded)
    if plan is None:
        wrong = next((str(problem) for problem in loaded.problems if problem.path == PATH), "")
        raise ReadError(
            f"没有可用的 {PATH}，不知道宣传月的安排；{wrong or '请先写好这个文件（“tiaoli new”生成的目录里有示例）。'}"
        )
    return loaded, plan


def _write(path: Path, content: bytes) -> None:
    """Whole or not at all; never over a file that somebody may have filled in."""
    if path.exists():
        raise ReadError(f"{path} 已经存在，不会覆盖；请先改名或移走，或用 -o 换一个位置。")
    wholefile.write(path, content)
    click.echo(f"已写好 {path}（{len(content) / 1024:.0f} KB）。")


@campaign.command(cls=Command)
@click.option("--root", metavar="目录", help="内容文件夹；不写时用当前的。")
@click.option("--out", "-o", metavar="文件", default="台账.xlsx", help="写到哪里；不写时是当前文件夹里的 台账.xlsx。")
def template(root: str | None, out: str) -> int:
    """做一份空白台账（Excel），单位、形式、活动都从下拉列表里选。

    已经有的文件不会被覆盖。
    """
    from tiaoli.campaign import ledger
    from tiaoli.writers import xlsx

    _, plan = _plan(root)
    _write(Path(out), xlsx.workbook(ledger.template(plan), f"{plan.title}台账"))
    return 0


@campaign.command(cls=Command)
@click.option("--root", metavar="目录", help="内容文件夹；不写时用当前的。")
@click.option("--out", "-o", metavar="文件", default="宣传月.ics", help="写到哪里；不写时是当前文件夹里的 宣传月.ics。")
def calendar(root: str | None, out: str) -> int:
    """把活动和培训做成日历文件（.ics），手机和电脑的日历都能导入。"""
    from tiaoli.campaign import files
    from tiaoli.writers import ics

    loaded, plan = _plan(root)
    _write(Path(out), ics.calendar(files.calendar(plan, loaded), plan.title))
    return 0


@campaign.command(cls=Command)
@click.argument("ledgers", metavar="台账...", nargs=-1, required=True)
@click.option("--root", metavar="目录", help="内容文件夹；不写时用当前的。")
@click.option(
    "--photos", metavar="文件夹", help="照片所在的文件夹；写进报告的照片去掉拍摄位置等信息并缩小，原照片不动。"
)
@click.option("--out", "-o", metavar="目录", default="宣传月汇总", help="写到哪里；不写时是当前文件夹里的 宣传月汇总。")
def report(ledgers: tuple[str, ...], root: str | None, photos: str | None, out: str) -> int:
    """汇总各单位交来的台账（文件，或者装着它们的文件夹）：报送汇总表、总结、网页各一份。

    有问题的行按单元格列出来，不计入合计；改好后再运行一次。有这样的行时退出码为 1。
    """
    from tiaoli.campaign import rows, summary, totals, webpage
    from tiaoli.handouts.handout import file_name
    from tiaoli.readers import sheets
    from tiaoli.writers import docx, xlsx

    loaded, plan = _plan(root)
    folder = Path(out)
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise ReadError(f"{folder} 已经存在，而且不是空的，不会覆盖；请先移走，或用 -o 换一个位置。")
    code, grids = 0, []
    paths = list(dict.fromkeys(path for given in ledgers for path in _workbooks(Path(given))))
    alike = Counter(path.name for path in paths)
    for path in paths:
        try:
            made = list(sheets.grids(path))
            grids += [replace(grid, file=str(path)) for grid in made] if alike[path.name] > 1 else made
        except ReadError as error:
            click.echo(str(error), err=True)
            code = 2
    names = tuple(loaded.settings.get("statute.short_names") or ()) or ("条例",)
    read = rows.read(grids, plan, loaded.statute, names)
    for fault in read.faults:
        click.echo(f"{'错误' if fault.severity == ERROR else '提醒'}：{fault}")
    click.echo(f"{read.counts}。")
    if not grids:
        return code
    pictures, lost = _photographs(read.rows, Path(photos)) if photos else ([], [])
    for said in lost:
        click.echo(f"提醒：{said}")
    sums = totals.totals(read, plan)
    whole = sums.whole
    click.echo(
        f"共 {whole.count} 场次，参加 {whole.people} 人次，线上阅看 {whole.views} 次，发放资料 {whole.materials} 份。"
    )
    title = file_name(plan.title.replace("《", "").replace("》", ""))
    made = {
        f"{title}报送汇总表.xlsx": xlsx.workbook(summary.workbook(plan, read, sums, loaded), f"{plan.title}报送汇总表"),
        f"{title}总结.docx": docx.write(summary.paper(plan, read, sums, loaded)),
        f"{title}总结.html": webpage.page(plan, read, sums, pictures).encode("utf-8"),
    }
    made |= {
        f"照片/{at:03d}-{file_name(Path(name).stem)}.jpg": content for at, (_, name, content) in enumerate(pictures, 1)
    }
    for name, content in made.items():
        _write(folder / name, content)
    return code or (1 if any(fault.severity == ERROR for fault in read.faults) else 0)


def _workbooks(given: Path) -> list[Path]:
    """A file as it is; of a folder the workbooks in it, without what Excel leaves beside an open one."""
    if not given.is_dir():
        return [given]
    found = [path for path in sorted(given.iterdir()) if path.suffix.lower() in (".xlsx", ".xlsm", ".xls", ".et")]
    if not (kept := [path for path in found if not path.name.startswith("~$")]):
        raise ReadError(f"{given} 里没有台账（xlsx）；请检查文件夹是否选对。")
    return kept


def _photographs(rows, folder: Path) -> tuple[list, list[str]]:
    """Cleaned photographs that rows name, and what is said of those that can't be used."""
    from tiaoli.writers import photos

    if not folder.is_dir():
        raise ReadError(f"没有找到照片文件夹 {folder}；请核对 --photos 后面的位置。")
    there = {path.name.casefold(): path for path in sorted(folder.iterdir()) if path.is_file()}
    stems = {path.stem.casefold(): path for path in there.values() if path.suffix.lower() in photos.FORMATS}
    found, lost = [], []
    for row in rows:
        for name in row.photos:
            path = there.get(name.casefold()) or stems.get(name.casefold())
            where = f"{row.file}［{row.sheet}］第{row.row}行"
            if path is None:
                lost.append(f"{where}写的照片“{name}”在 {folder} 里没有；这一行照常计入。")
                continue
            try:
                if path.stat().st_size > _PHOTO_BYTES:
                    raise ReadError(f"照片 {path.name} 太大；请缩小后再试。")
                found.append((row, path.name, photos.cleaned(path.read_bytes(), path.name)))
            except ReadError as error:
                lost.append(f"{where}：{error}")
    return found, lost
