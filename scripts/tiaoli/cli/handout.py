"""The verb for what is printed: handout."""

import time
from dataclasses import replace
from pathlib import Path

import click

from tiaoli.cli import report
from tiaoli.cli.chinese import Command
from tiaoli.cli.publishing import draft_files_option, one_mode, release_files_option, signed
from tiaoli.cli.roots import content_root


@click.command(cls=Command)
@click.argument("names", nargs=-1, metavar="[资料]...")
@click.option("--root", metavar="目录", help="内容文件夹；不写时用当前的。")
@click.option("--out", "-o", metavar="目录", help="写到哪里；不写时是内容文件夹里的 handouts。")
@click.option(
    "--format", "format_", type=click.Choice(["docx", "pdf"]), metavar="格式", help="只要 docx 或 pdf；不写时两种都要。"
)
@click.option("--list", "list_", is_flag=True, help="只列出有哪些资料。")
@release_files_option
@draft_files_option
def handout(
    names: tuple[str, ...], root: str | None, out: str | None, format_: str | None, list_: bool, release: bool, draft: bool
) -> int:  # fmt: skip
    """制作打印资料：单行本、各章、期限一览、办理流程、干部版和群众版。

    每份有 Word（docx）和 PDF 两种。资料可以写名称或英文代号，不写时全部制作。有错误时不制作。
    正式印发加 --release，三审不全的不制作；征求意见加 --draft，每页下面印“草稿”。
    """
    from tiaoli import handouts
    from tiaoli.check import check
    from tiaoli.handouts import files
    from tiaoli.load import load

    begun = time.monotonic()
    mode = one_mode(release, draft)
    campaign = replace(load(content_root(root)), draft=mode == "draft")
    made = files.chosen(handouts.handouts(campaign), names)
    if list_:
        for one in made:
            click.echo(f"{one.slug}  {one.name}（{'、'.join(one.audience)}）")
        return 0
    if stopped := report.stopping(check(campaign), "没有制作资料；请改好上面的错误后再运行。"):
        click.echo("\n".join(stopped))
        return 1
    if mode == "release":
        made = signed(made, campaign)
    folder = Path(out) if out else campaign.root / "handouts"
    formats = (format_,) if format_ else files.FORMATS
    count = 0
    for path in files.write(files.files(made, files.faces(campaign), formats), folder):
        count += 1
        click.echo(f"  {path.name}（{path.stat().st_size / 1024:.0f} KB）")
    click.echo(f"已写好 {count} 个文件，在 {folder}，用时 {time.monotonic() - begun:.1f} 秒。")
    return 0
