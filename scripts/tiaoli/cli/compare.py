"""The verb compare: two texts of one rule side by side."""

from pathlib import Path

import click

from tiaoli import wholefile
from tiaoli.cli.chinese import Command
from tiaoli.model import ReadError, Statute


@click.command(cls=Command)
@click.argument("old", metavar="旧文件")
@click.argument("new", metavar="新文件")
@click.option("--out", "-o", metavar="目录", help="写到哪里；不写时是当前文件夹里的 compare。")
def compare(old: str, new: str, out: str | None) -> int:
    """把一部法规的新旧两个文本逐条对照，标出改动的字词。

    写出网页和 Word 各一份。按内容对应，条号变了、位置移了、拆开、合并、新增、删去都会标明。
    文件可以是 Markdown、文本、Word、网页或 PDF。
    """
    from tiaoli.compare import compare as aligned
    from tiaoli.compare.document import document
    from tiaoli.compare.page import counts, page
    from tiaoli.writers import docx

    before, after = _read(old), _read(new)
    rows = aligned(before, after)
    names = (f"旧：{Path(old).stem}", f"新：{Path(new).stem}")
    folder = Path(out or "compare")
    files = {
        "新旧对照.html": page(before, after, rows, names).encode("utf-8"),
        "新旧对照.docx": docx.write(document(before, after, rows, names)),
    }
    for name, content in files.items():
        wholefile.write(folder / name, content)
    click.echo("，".join(counts(rows)) + "。")
    click.echo(f"已写好 {'、'.join(files)}，在 {folder}。对应关系由程序判断，请人工核对。")
    return 0


def _read(file: str) -> Statute:
    """The statute in a file of any kind that `convert` reads."""
    from tiaoli import convert

    if not Path(file).is_file():
        raise ReadError(f"没有找到文件 {file}；请检查名称和所在的文件夹。")
    done = convert.load(Path(file), "statute")
    if not isinstance(done.value, Statute) or not done.value.body:
        raise ReadError(f"{file} 里没有读到条文；请让第一行是标题，条文按“第一条　……”一行一款写。")
    return done.value
