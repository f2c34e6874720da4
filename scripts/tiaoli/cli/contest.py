"""The verbs of contest that an organiser begins with: template."""

from pathlib import Path

import click

from tiaoli.cli import report
from tiaoli.cli.chinese import Command, Group
from tiaoli.cli.roots import content_root
from tiaoli.model import ERROR, ReadError

#: Where the kit goes, under the content root.
FOLDER = "contest"


@click.group(cls=Group)
def contest() -> None:
    """大征文：由 docs/_data/contest.yml 做出通知和作者模板；检查稿件、匿名编号、评分汇总、公示和证书。"""


@contest.command(cls=Command)
@click.option("--root", metavar="目录", help="内容文件夹；不写时用当前的。")
@click.option("--out", "-o", metavar="目录", help="写到哪里；不写时是内容文件夹里的 contest。")
def template(root: str | None, out: str | None) -> int:
    """做出征文用的文件：通知（Word 和 PDF）、作者模板、报名汇总表、选题书目、日历。

    内容都来自 docs/_data/contest.yml，先核对，有错误时不做。已经有人改过的文件不会覆盖。
    """
    from tiaoli.check.pages import subject
    from tiaoli.contest import checking, kit, of
    from tiaoli.contest.model import PATH
    from tiaoli.load import load

    campaign = load(content_root(root))
    # only the contest's own mistakes stand in the way of its files
    found = (*campaign.problems, *checking.check(campaign, subject(campaign)).problems)
    problems = [problem for problem in found if problem.path == PATH]
    if any(problem.severity == ERROR for problem in problems):
        for line in (*report.lines(problems), report.summary(problems)):
            click.echo(line)
        click.echo("没有做文件；请改好上面的错误后再运行。")
        return 1
    if of(campaign) is None:
        for line in report.lines(problems):
            click.echo(line)
        there = campaign.contest is not None
        raise ReadError(
            f"{PATH} 里还有待填的地方；请填完再运行。"
            if there
            else f"没有 {PATH}；可以用“tiaoli convert 通知.docx”从一份征文通知读出草稿，或者从“tiaoli new”生成的文件夹里复制一份。"
        )
    folder = Path(out) if out else campaign.root / FOLDER
    written, kept = kit.write(kit.products(campaign), folder)
    for path in written:
        click.echo(f"  {path.name}（{path.stat().st_size / 1024:.0f} KB）")
    click.echo(f"已写好 {len(written)} 个文件，在 {folder}。")
    for path in kept:
        click.echo(f"{path.name} 已经有人改过，没有覆盖；要重新生成，请先把它改名或移走。")
    return 1 if kept else 0
