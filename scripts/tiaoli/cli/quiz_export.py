"""The verb quiz export: questions for other platforms."""

from collections import Counter
from pathlib import Path

import click

from tiaoli.cli.chinese import Command, UsageFault
from tiaoli.cli.roots import content_root

TYPES = {"单选": "single", "多选": "multi", "判断": "judge", "填空": "blank", "简答": "short", "排序": "order"}
USES = ("practice", "mock", "paper")


def _formats(names: tuple[str, ...]) -> list[str]:
    """Formats by the names people use: kaoshibao, 考试宝, all."""
    from tiaoli.quiz.exports import FORMATS

    known = {name: name for name in FORMATS} | {forms[0].platform.lower(): name for name, forms in FORMATS.items()}
    out: list[str] = []
    for given in names:
        if given.lower() in ("all", "全部"):
            out += FORMATS
        elif found := known.get(given.lower()):
            out.append(found)
        else:
            there = "、".join(f"{name}（{forms[0].platform}）" for name, forms in FORMATS.items())
            raise UsageFault(f"没有“{given}”这种格式；可以写的有：{there}，或 all（全部）。")
    return list(dict.fromkeys(out))


@click.command(cls=Command)
@click.argument("formats", metavar="格式", nargs=-1, required=True)
@click.option("--root", metavar="目录", help="内容文件夹；不写时用当前的。")
@click.option("--out", "-o", metavar="目录", help="写到哪里；不写时是当前位置的“题库导出”。")
@click.option("--audience", type=click.Choice(("干部", "群众")), metavar="对象", help="只要适合“干部”或“群众”的题。")
@click.option("--chapter", "chapters", multiple=True, metavar="章", help="只要这一章的题，写数字，如 3；可以写几次。")
@click.option(
    "--type",
    "types",
    multiple=True,
    type=click.Choice(tuple(TYPES)),
    metavar="题型",
    help="只要这种题：单选、多选、判断、填空、简答、排序；可以写几次。",
)
@click.option(
    "--use",
    "uses",
    multiple=True,
    type=click.Choice(USES),
    metavar="用途",
    help="practice 练习（不写时）、mock 模拟考试、paper 正式考试；可以写几次。",
)
def export(
    formats: tuple[str, ...], root: str | None, out: str | None, audience: str | None, chapters: tuple[str, ...],
    types: tuple[str, ...], uses: tuple[str, ...],
) -> int:  # fmt: skip
    """把题库转成其他平台能导入的文件。

    格式：kaoshibao 考试宝、wenjuanxing 问卷星、chaoxing 超星、anki、scorm12、scorm2004、qti、gift、moodle，或 all 全部。
    只导出与条文核对通过的题。改过的题要把版次 rev 加 1，否则不导出。
    """
    from tiaoli.load import load
    from tiaoli.quiz import text_of
    from tiaoli.quiz.exports import FORMATS, ledger, select
    from tiaoli.writers.keeping import keep

    names = _formats(formats)
    folder = content_root(root)
    campaign = load(folder)
    questions = select(
        campaign, text_of(campaign), uses=uses or ("practice",), audience=audience or "", chapters=chapters,
        types=[TYPES[name] for name in types],
    )  # fmt: skip
    if not questions.items:
        click.echo(
            "没有符合条件、又与条文核对通过的题，没有导出；请放宽条件，或用 tiaoli quiz audit 看题目为什么没有通过。"
        )
        return 1
    known = ledger.read(folder)
    if faults := ledger.refused(questions.items, known):
        for fault in faults:
            click.echo(fault)
        click.echo(f"有 {len(faults)} 题改过内容而版次没有加，没有导出。")
        return 1
    counts = Counter(question.use for question in questions.items)
    click.echo(f"核对通过、符合条件的题 {len(questions.items)} 道。")
    target = Path(out) if out else Path("题库导出")
    made = [(form, form.make(questions)) for name in names for form in FORMATS[name]]
    for form, file in made:
        path = target / f"{form.slug}.{form.suffix}"
        keep(path, file.content)
        click.echo(f"{form.label}：{path}，{file.count} 题。{form.tried}。")
        for reason, count in Counter(reason for _, reason in file.left).items():
            click.echo(f"  没有放进去 {count} 题：{reason}。")
    keep(folder / ledger.PATH, ledger.text(questions.items, known).encode())
    if counts["paper"]:
        click.echo(
            f"其中 {counts['paper']} 题是正式考试用题，请不要公开。SCORM、Anki、QTI、GIFT 文件里都带着答案，学员能看到；"
            "正式考核请导入考试平台的题库，由平台组卷。"
        )
    return 0
