"""The verb for many offices: editions."""

import time
from pathlib import Path

import click

from tiaoli import wholefile
from tiaoli.cli import report
from tiaoli.cli.chinese import Command, UsageFault
from tiaoli.cli.publishing import root_option
from tiaoli.cli.roots import content_root
from tiaoli.model import ERROR, WARNING, ReadError

SETTINGS = "docs/_data/site.yml"
#: So many of one kind are printed; all stand in the list that is written.
_SHOWN = 30


@click.command(cls=Command)
@click.argument("units", metavar="单位表", required=False)
@root_option
@click.option("--out", "-o", metavar="目录", help="写到哪里；不写时是内容文件夹里的 editions。")
@click.option("--template", metavar="文件", help="做一份空的单位表（xlsx），不生成网站。")
@click.option("--jobs", type=click.IntRange(1, 256), metavar="个数", help="同时用几个进程；不写时与处理器的个数相同。")
@click.option(
    "--scheduler", metavar="地址", default="", help="交给 Dask 集群做，如 tcp://192.0.2.10:8786；不写时在本机做。"
)
@click.option("--release", is_flag=True, help="正式发布：三审不全的页面不放进去；还有“待填”的单位不生成。")
@click.option("--no-kit", is_flag=True, help="只做网站，不做打印资料。")
def editions(
    units: str | None, root: str | None, out: str | None, template: str | None, jobs: int | None, scheduler: str,
    release: bool, no_kit: bool,
) -> int:  # fmt: skip
    """给单位表里的每个单位各做一份网站和打印资料。

    单位表是 xlsx 或 CSV，一行一个单位。写错的行按行、列指出来，不生成，其余照做。中途断了，再运行一次同样的命令，做好的不会重做。
    """
    folder = content_root(root)
    if template:
        return _template(folder, Path(template))
    if not units:
        raise UsageFault("请写上单位表的文件名；还没有单位表，先运行 tiaoli editions --template 单位表.xlsx。")
    from tiaoli.editions import editions as make
    from tiaoli.editions.listing import DONE, PAGE, REFUSED, UNFILLED

    begun = time.monotonic()
    done = make(
        folder, Path(units), Path(out) if out else None, "release" if release else "normal", not no_kit, jobs or 0,
        scheduler, lambda step: click.echo(f"{step}……"),
    )  # fmt: skip
    for line in report.lines(done.problems):
        click.echo(line)
    click.echo(report.summary(done.problems))
    if done.out is None:
        click.echo("没有生成；请改好上面的错误后再运行。")
        return 1
    for severity, said in ((ERROR, "错误"), (WARNING, "提醒")):
        found = [fault for fault in done.faults if fault.severity == severity]
        for fault in found[:_SHOWN]:
            click.echo(f"{said}：{Path(units).name} {fault}")
        if len(found) > _SHOWN:
            click.echo(f"……还有 {len(found) - _SHOWN} 个{said}，见单位清单。")
    for state in (UNFILLED, REFUSED):
        if count := sum(entry.state == state for entry in done.entries):
            click.echo(f"{state}：{count} 个单位。")
    if done.unsigned:
        click.echo(
            f"三审不全、没有放进去的内容文件 {len(done.unsigned)} 个；用 tiaoli build --release 看信息发布审核单。"
        )
        if SETTINGS in done.unsigned:
            click.echo(f"其中有 {SETTINGS}：它没有签字，网页上就没有任何单位的名称和渠道，也没有打印资料。")
    if done.stale:
        named = "、".join(done.stale[:3]) + ("等" if len(done.stale) > 3 else "")
        click.echo(f"表里已没有的单位，以前生成的文件夹还在（{len(done.stale)} 个：{named}）；不用的话请自己删去。")
    ready = sum(entry.state in (DONE, UNFILLED) for entry in done.entries)
    click.echo(
        f"{ready} 个单位的网站已在 {done.out}（新做 {done.made} 个，没有变化 {done.same} 个，底版 {done.bases} 个），"
        f"用时 {time.monotonic() - begun:.1f} 秒。打开其中的 {PAGE} 看清单。"
    )
    return 0 if done.ok else 1


def _template(root: Path, path: Path) -> int:
    from tiaoli.editions.template import workbook
    from tiaoli.load import load

    if path.suffix.lower() != ".xlsx":
        raise UsageFault("单位表的文件名应以 .xlsx 结尾。")
    if path.exists():
        raise ReadError(f"{path} 已经存在，不会覆盖；请先改名或移走，或换一个文件名。")
    content = workbook(load(root).statute.title)
    wholefile.write(path, content)
    click.echo(f"已写好 {path}。填好后运行 tiaoli editions {path.name}。")
    return 0
