"""The verbs of quiz that make papers and contests: paper, live."""

import time
from collections.abc import Iterable, Iterator
from pathlib import Path

import click

from tiaoli.cli import report
from tiaoli.cli.chinese import Command
from tiaoli.cli.roots import content_root
from tiaoli.model import Campaign, Problem


def _campaign(root: str | None, blueprint: str) -> Campaign:
    """The content root as given, else the one that the blueprint lies in, else as everywhere."""
    from tiaoli.load import load

    if root is None:
        for folder in Path(blueprint).resolve().parents:
            if (folder / "mkdocs.yml").is_file():
                return load(folder)
    return load(content_root(root))


def _said(problems: Iterable[Problem]) -> int:
    for line in report.lines(problems):
        if line:
            click.echo(line)
    click.echo("没有制作；请按上面的提示改好蓝图或题库后再运行。")
    return 1


def _used(uses: dict[str, int]) -> str:
    from tiaoli.quiz.papers import USE_NAMES

    return "，".join(f"{USE_NAMES[use]} {count} 题" for use, count in uses.items())


def _written(made: Iterator, folder: Path) -> int:
    from tiaoli.quiz import printing

    count = 0
    for path in printing.write(made, folder):
        count += 1
        click.echo(f"  {path.name}（{path.stat().st_size / 1024:.0f} KB）")
    return count


@click.command(cls=Command)
@click.argument("blueprint", metavar="蓝图")
@click.option("--root", metavar="目录", help="内容文件夹；不写时用蓝图所在的或当前的。")
@click.option("--out", "-o", metavar="目录", help="写到哪里；不写时是内容文件夹里的 papers。")
@click.option(
    "--format", "format_", type=click.Choice(["docx", "pdf"]), metavar="格式", help="只要 docx 或 pdf；不写时两种都要。"
)
def paper(blueprint: str, root: str | None, out: str | None, format_: str | None) -> int:
    """按蓝图组卷：试卷（A4、A3）、答题卡和答案，各卷题序不同。

    同一张蓝图、同样的题库，每次得到同样的试卷。凑不齐的配额逐条说明。试卷和答案不进网站。
    """
    from tiaoli.handouts.files import faces
    from tiaoli.quiz import papers, text_of
    from tiaoli.quiz.papers import blueprint as blueprints
    from tiaoli.quiz.papers.files import files

    begun = time.monotonic()
    campaign = _campaign(root, blueprint)
    plan, problems = blueprints.read_file(Path(blueprint))
    if plan is None:
        return _said(problems)
    made, problems = papers.compose(campaign, plan, text_of(campaign))
    if made is None:
        return _said(problems)
    folder = Path(out) if out else campaign.root / "papers"
    count = _written(files(made, campaign, faces(campaign), (format_,) if format_ else ("docx", "pdf")), folder)
    total = sum(made.uses.values())
    click.echo(f"选了 {total} 题，满分 {plan.full:g} 分：{_used(made.uses)}。")
    if made.uses.get("practice") or made.uses.get("mock"):
        click.echo("模拟考试题和练习题在网站上都看得到；正式考核请只用试卷题（蓝图里写 use: [paper]）。")
    click.echo(f"已写好 {count} 个文件，在 {folder}，用时 {time.monotonic() - begun:.1f} 秒。试卷和答案请妥善保管。")
    return 0


@click.command(cls=Command)
@click.argument("plan", metavar="方案")
@click.option("--root", metavar="目录", help="内容文件夹；不写时用方案所在的或当前的。")
@click.option("--out", "-o", metavar="目录", help="写到哪里；不写时是内容文件夹里的 live。")
def live(plan: str, root: str | None, out: str | None) -> int:
    """制作知识竞赛：大屏幻灯片、主持人的题目和答案、计分表。

    幻灯片是一个网页文件，双击打开，不用上网。各轮的题不重复，也不互相提示答案。
    """
    from tiaoli.handouts.files import faces
    from tiaoli.quiz import live as contests
    from tiaoli.quiz import results, text_of
    from tiaoli.quiz.live import deck, script
    from tiaoli.quiz.live import plan as plans
    from tiaoli.quiz.printing import Printed, printed

    begun = time.monotonic()
    campaign = _campaign(root, plan)
    wanted, problems = plans.read_file(Path(plan))
    if wanted is None:
        return _said(problems)
    contest, problems = contests.compose(campaign, wanted, text_of(campaign))
    if contest is None:
        return _said(problems)

    def files() -> Iterator[Printed]:
        yield Printed("竞赛幻灯片.html", deck.html(contest, campaign, results.site_id(campaign)))
        yield from printed("主持人用题目和答案", script.script(contest, campaign), faces(campaign))
        yield Printed("计分表.xlsx", script.score_sheet(contest))

    folder = Path(out) if out else campaign.root / "live"
    count = _written(files(), folder)
    click.echo(f"{len(wanted.rounds)} 轮共 {sum(contest.uses.values())} 题：{_used(contest.uses)}。")
    click.echo(f"已写好 {count} 个文件，在 {folder}，用时 {time.monotonic() - begun:.1f} 秒。比赛前请妥善保管。")
    return 0
