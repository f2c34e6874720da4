"""The verb for what is printed: handout."""

import time
from pathlib import Path

import click

from tiaoli.cli import report
from tiaoli.cli.chinese import Command
from tiaoli.cli.roots import content_root
from tiaoli.model import ERROR


@click.command(cls=Command)
@click.argument("names", nargs=-1, metavar="[资料]...")
@click.option("--root", metavar="目录", help="内容文件夹；不写时用当前的。")
@click.option("--out", "-o", metavar="目录", help="写到哪里；不写时是内容文件夹里的 handouts。")
@click.option(
    "--format", "format_", type=click.Choice(["docx", "pdf"]), metavar="格式", help="只要 docx 或 pdf；不写时两种都要。"
)
@click.option("--list", "list_", is_flag=True, help="只列出有哪些资料。")
def handout(names: tuple[str, ...], root: str | None, out: str | None, format_: str | None, list_: bool) -> int:
    """制作打印资料：单行本、各章、期限一览、办理流程、干部版和群众版。

    每份有 Word（docx）和 PDF 两种。资料可以写名称或英文代号，不写时全部制作。有错误时不制作。
    """
    from tiaoli import handouts
    from tiaoli.check import check
    from tiaoli.handouts import files
    from tiaoli.load import load

    begun = time.monotonic()
    campaign = load(content_root(root))
    made = files.chosen(handouts.handouts(campaign), names)
    if list_:
        for one in made:
            click.echo(f"{one.slug}  {one.name}（{'、'.join(one.audience)}）")
        return 0
    problems = check(campaign)
    if any(problem.severity == ERROR for problem in problems):
        for line in report.lines(problems):
            click.echo(line)
        click.echo(report.summary(problems))
        click.echo("没有制作资料；请改好上面的错误后再运行。")
        return 1
    folder = Path(out) if out else campaign.root / "handouts"
    formats = (format_,) if format_ else files.FORMATS
    count = 0
    for path in files.write(files.files(made, files.faces(campaign), formats), folder):
        count += 1
        click.echo(f"  {path.name}（{path.stat().st_size / 1024:.0f} KB）")
    click.echo(f"已写好 {count} 个文件，在 {folder}，用时 {time.monotonic() - begun:.1f} 秒。")
    return 0
