"""The verb for the copy on a USB stick: pack."""

import time
from pathlib import Path

import click

from tiaoli.cli import report
from tiaoli.cli.chinese import Command
from tiaoli.cli.publishing import draft_option, one_mode, release_option, root_option
from tiaoli.cli.roots import content_root


@click.command(cls=Command)
@root_option
@click.option("--out", "-o", metavar="目录", help="压缩包放到哪里；不写时是内容文件夹里的 usb。")
@release_option
@draft_option
def pack(root: str | None, out: str | None, release: bool, draft: bool) -> int:
    """把整个网站和资料打成一个压缩包，放到 U 盘里，不联网也能看。

    解压后双击“打开.html”。有错误时不打包。
    """
    from tiaoli.pack import OPEN
    from tiaoli.pack import pack as packed

    begun = time.monotonic()
    done = packed(
        content_root(root), Path(out) if out else None, one_mode(release, draft), lambda step: click.echo(f"{step}……")
    )
    for line in report.lines(done.problems):
        click.echo(line)
    click.echo(report.summary(done.problems))
    if done.path is None:
        click.echo("没有打包；请改好上面的错误后再运行。")
        return 1
    if done.withheld:
        click.echo(f"三审不全、没有放进去的有 {len(done.withheld)} 页。")
    click.echo(
        f"已打好：{done.path}，{done.size / 1024 / 1024:.1f} MB；解压后 {done.files} 个文件，"
        f"{done.unpacked / 1024 / 1024:.1f} MB。解压后双击“{OPEN}”。用时 {time.monotonic() - begun:.1f} 秒。"
    )
    return 0
