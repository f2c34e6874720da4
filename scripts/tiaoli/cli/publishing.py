"""Verbs that make something of the content: build, serve, export."""

from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

import click

from tiaoli.cli import report
from tiaoli.cli.chinese import Command, UsageFault
from tiaoli.cli.roots import content_root

if TYPE_CHECKING:
    from tiaoli.build import BuildResult
    from tiaoli.handouts import Handout
    from tiaoli.model import Campaign, Product

#: What has content files to be signed.
Made = TypeVar("Made", "Handout", "Product")

root_option = click.option("--root", metavar="目录", help="内容文件夹；不写时用当前的。")
release_option = click.option(
    "--release", is_flag=True, help="正式发布：三审不全的页面不放进去，并打印信息发布审核单。"
)
draft_option = click.option("--draft", is_flag=True, help="征求意见：每页带“草稿”水印。")

release_files_option = click.option("--release", is_flag=True, help="正式发布：只做三审齐全的，并说出还缺哪些审签。")
draft_files_option = click.option("--draft", is_flag=True, help="征求意见：做出来的每一份都写明“草稿”。")


def one_mode(release: bool, draft: bool) -> str:
    """The one way to publish that was asked for."""
    if release and draft:
        raise UsageFault("--release（正式发布）和 --draft（征求意见）只能选一个。")
    return "release" if release else "draft" if draft else "normal"


def signed(made: Iterable[Made], campaign: "Campaign") -> tuple[Made, ...]:
    """Those that a release may hold: every content file signed, the office's settings included. Says what is lacking."""
    from tiaoli import signoff
    from tiaoli.downloads import SITE_SOURCE

    made = tuple(made)
    kept = tuple(one for one in made if signoff.is_signed(campaign, (*one.sources, SITE_SOURCE)))
    if len(kept) < len(made):
        paths = dict.fromkeys(path for one in made for path in (*one.sources, SITE_SOURCE))
        lacking = [path for path in paths if not signoff.is_signed(campaign, (path,))]
        click.echo(f"三审不全、没有制作的有 {len(made) - len(kept)} 份；还要审签：{'、'.join(lacking)}。")
    return kept


@click.command(cls=Command)
@root_option
@click.option("--out", "-o", metavar="目录", help="网站写到哪里；不写时是内容文件夹里的 site。")
@release_option
@draft_option
@click.option("--no-downloads", is_flag=True, help="不制作可下载的文件，网站里也没有“资料下载”一页。")
def build(root: str | None, out: str | None, release: bool, draft: bool, no_downloads: bool) -> int:
    """先核对，再生成网站。

    有错误时不生成，原来的网站保持不动；生成到一半被打断，原来的网站也还在。
    """
    from tiaoli.build import build as build_root

    result = build_root(
        content_root(root),
        mode=one_mode(release, draft),
        out=Path(out) if out else None,
        with_downloads=not no_downloads,
        report=lambda step: click.echo(f"{step}……"),
    )
    for line in report.lines(result.problems):
        click.echo(line)
    click.echo(report.summary(result.problems))
    if not result.ok:
        click.echo("没有生成网站，原来的网站没有动；请改好上面的错误后再运行。")
        return 1
    for line in published(result):
        click.echo(line)
    return 0


def published(result: "BuildResult") -> list[str]:
    """What a successful build says of itself."""
    lines = [result.sheet] if result.sheet else []
    if result.withheld:
        lines.append(f"三审不全、没有放进网站的 {len(result.withheld)} 页：")
        lines += [f"  {path}" for path in result.withheld]
    if result.sheet_path:
        lines.append(f"信息发布审核单已存为 {result.sheet_path}。")
    steps = "，".join(f"{name} {seconds:.1f}" for name, seconds in result.timings)
    total = sum(seconds for _, seconds in result.timings)
    done = "内容没有变化，网站不必重新生成" if result.unchanged else f"网站已生成，共 {result.pages} 页"
    lines.append(f"{done}：{result.site}，打开其中的 index.html 就能看。")
    if steps:
        lines.append(f"用时 {total:.1f} 秒：{steps}。")
    return lines


@click.command(cls=Command)
@root_option
@click.option("--port", type=click.IntRange(1, 65535), default=8000, metavar="端口", help="端口号，不写时是 8000。")
def serve(root: str | None, port: int) -> int:
    """在本机预览网站，内容改动后自动更新。

    按 Ctrl+C 结束。只供本机预览，不要用它对外提供网站。
    """
    from tiaoli import mkdocs_plugin

    folder = content_root(root)
    click.echo(f"正在准备预览，稍后用浏览器打开 http://127.0.0.1:{port}/ 。按 Ctrl+C 结束。")
    mkdocs_plugin.serve(folder, port)
    click.echo("预览已结束。")
    return 0


@click.command(cls=Command)
@click.argument("target", metavar="目录")
@root_option
@release_option
@draft_option
def export(target: str, root: str | None, release: bool, draft: bool) -> int:
    """把全部页面写成 Markdown 文件，供其他网站程序使用。

    目录应当是空的、还不存在，或是上一次导出的。有错误时不导出。
    """
    from tiaoli.check import check
    from tiaoli.export import export as write
    from tiaoli.load import load

    campaign = load(content_root(root))
    if stopped := report.stopping(check(campaign), "没有导出；请改好上面的错误后再运行。"):
        click.echo("\n".join(stopped))
        return 1
    paths = write(campaign, Path(target), one_mode(release, draft))
    click.echo(f"已导出 {len(paths)} 个文件到 {target}。")
    return 0
