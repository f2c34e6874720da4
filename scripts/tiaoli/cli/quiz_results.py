"""The verb of quiz that merges what learners hand in: results."""

import time
from collections import Counter
from pathlib import Path

import click

from tiaoli.cli.chinese import Command
from tiaoli.cli.roots import content_root

NAME = "成绩汇总"


@click.command(cls=Command)
@click.argument("files", metavar="成绩", nargs=-1, required=True)
@click.option("--root", metavar="目录", help="内容文件夹，按其中的题库重新判分；不写时用当前的。")
@click.option("--out", "-o", metavar="目录", help="写到哪里；不写时是内容文件夹里的 results。")
@click.option(
    "--keep", type=click.Choice(["latest", "best"]), default="latest", metavar="哪次",
    help="同一代号交了几次时计哪一次：latest 最后一次，best 最好的一次；不写时计最后一次。",
)  # fmt: skip
@click.option(
    "--pass",
    "pass_line",
    type=click.FloatRange(1, 100),
    default=60,
    metavar="分数",
    help="百分制的合格线；不写时是 60。",
)
def results(files: tuple[str, ...], root: str | None, out: str | None, keep: str, pass_line: float) -> int:
    """合并学员交来的成绩：各单位情况、薄弱条文、题目分析（Excel 和网页）。

    成绩可以是 .json 文件、粘贴成绩文字的 .txt（一个文件里可以有许多份）、文件夹或 .zip。每份都按题库重新判分。
    不收姓名，不排个人名次；不足 3 人的单位不单列分数。
    """
    from tiaoli.load import load
    from tiaoli.quiz import printing, text_of
    from tiaoli.quiz import results as merging

    begun = time.monotonic()
    campaign = load(content_root(root))
    merged = merging.merged((Path(file) for file in files), campaign, text_of(campaign), keep)
    kinds = Counter((fault.kind, fault.left_out) for fault in merged.faults)
    for (kind, left_out), count in kinds.items():
        click.echo(f"{kind}：{count} 处{'，没有计入' if left_out else ''}。")
    click.echo(f"读到 {merged.read} 份成绩，计入 {len(merged.results)} 份，重复 {merged.doubled} 份。")
    title = campaign.settings.get("site.title") or campaign.statute.title
    made = merging.report(merged, campaign.statute, pass_line)
    written = (
        printing.Printed(f"{NAME}.xlsx", merging.xlsx(made, title)),
        printing.Printed(f"{NAME}.html", merging.html(made, title)),
    )
    folder = Path(out) if out else campaign.root / "results"
    for path in printing.write(written, folder):
        click.echo(f"  {path.name}（{path.stat().st_size / 1024:.0f} KB）")
    if kinds:
        click.echo(f"有问题的文件和行列在 {NAME}.xlsx 的“问题”表里。")
    click.echo(f"已写到 {folder}，用时 {time.monotonic() - begun:.1f} 秒。")
    return 0 if merged.results else 1
