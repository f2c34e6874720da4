"""The verb for what goes out through other channels: outreach."""

import time
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

import click

from tiaoli.cli import report
from tiaoli.cli.chinese import Command
from tiaoli.cli.publishing import draft_files_option, one_mode, release_files_option, root_option, signed
from tiaoli.cli.roots import content_root
from tiaoli.model import Product, ReadError

#: Folder under downloads/outreach -> what people call the channel; others go by the heading on the downloads page.
CHANNELS = {
    "led": "电子屏", "slogans": "标语", "wechat": "公众号", "notices": "群通知", "cms": "单位网站", "broadcast": "广播",
    "video": "短视频",
}  # fmt: skip


@click.command(cls=Command)
@root_option
@click.option("--out", "-o", metavar="目录", help="写到哪里；不写时是内容文件夹里的 outreach。")
@click.option("--audience", type=click.Choice(["群众", "干部"]), metavar="对象", help="只要给群众或者干部的。")
@click.option("--only", multiple=True, metavar="名称", help="只要这个渠道或者名称里有这几个字的；可以写几次。")
@click.option("--list", "list_", is_flag=True, help="只列出有哪些。")
@release_files_option
@draft_files_option
def outreach(
    root: str | None, out: str | None, audience: str | None, only: tuple[str, ...], list_: bool, release: bool, draft: bool
) -> int:  # fmt: skip
    """制作宣传文案和图片：电子屏、标语、公众号文章、群通知、网页、广播稿、短视频脚本、长图、海报、课件。

    按渠道分文件夹，文件名是中文。先核对，有错误时不制作；没有变化的不重新制作，打断以后再运行会接着做。
    """
    from tiaoli import downloads
    from tiaoli.build import CACHE
    from tiaoli.check import check
    from tiaoli.load import load
    from tiaoli.outreach import files as kit
    from tiaoli.writers.keeping import keep

    begun = time.monotonic()
    mode = one_mode(release, draft)
    campaign = replace(load(content_root(root)), draft=mode == "draft")
    everything = tuple(kit.products(campaign))
    made = _chosen(everything, audience, only)
    if list_:
        for product in made:
            click.echo(f"{channel(product)}/{product.name}（{'、'.join(product.audience)}）")
        return 0
    if stopped := report.stopping(check(campaign), "没有制作宣传资料；请改好上面的错误后再运行。"):
        click.echo("\n".join(stopped))
        return 1
    if mode == "release":
        made = signed(made, campaign)
    folder = Path(out) if out else campaign.root / "outreach"
    cache = downloads.Cache(campaign.root / CACHE, lambda at, count, name: click.echo(f"  {at + 1}/{count} {name}"))
    files = cache.make(made, prune=False)
    for product, file in zip(made, files, strict=True):
        keep(folder / channel(product) / product.name, Path(file.file).read_bytes())
    for name in dict.fromkeys(channel(product) for product in made):
        count = sum(channel(product) == name for product in made)
        click.echo(f"  {name}：{count} 个文件")
    size = sum(file.bytes for file in files) / 1024 / 1024
    click.echo(f"已写好 {len(files)} 个文件，{size:.1f} MB，在 {folder}，用时 {time.monotonic() - begun:.1f} 秒。")
    return 0


def channel(product: Product) -> str:
    """The folder that a file goes into: its channel, else the heading it has on the downloads page."""
    return CHANNELS.get(product.path.split("/")[2], product.group)


def _chosen(everything: tuple[Product, ...], audience: str | None, only: Iterable[str]) -> tuple[Product, ...]:
    """Those for an audience, of the named channels or titles; ReadError for a name that none answers to."""
    made = tuple(one for one in everything if audience is None or audience in one.audience)
    wanted = tuple(only)
    for name in wanted:
        if not any(_answers(one, name) for one in made):
            there = "、".join(dict.fromkeys(channel(one) for one in made))
            raise ReadError(f"没有叫“{name}”的渠道或者资料；渠道有：{there}。用 --list 看全部名称。")
    return tuple(one for one in made if not wanted or any(_answers(one, name) for name in wanted))


def _answers(product: Product, name: str) -> bool:
    return bool(name) and (name in channel(product) or name in product.title)
