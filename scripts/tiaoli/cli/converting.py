"""The verb convert: raw files -> text for a person to review."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

import click

from tiaoli.cli import report
from tiaoli.cli.chinese import Command
from tiaoli.cli.roots import content_root
from tiaoli.model import ReadError

#: What a file can be taken for, by its name on the command line.
KINDS = ("statute", "commentary")


@click.command(cls=Command)
@click.argument("files", metavar="文件", nargs=-1, required=True)
@click.option(
    "--kind", type=click.Choice(KINDS), metavar="类型", help="statute 条文，commentary 文章；不写时自己判断。"
)
@click.option("--json", "json_", is_flag=True, help="每个文件输出一行 JSON，不写文件。")
@click.option("--rights", metavar="文字", help="凭什么转载，如“经作者同意转载”；写进文件开头。")
@click.option("--out", "-o", metavar="目录", help="写到哪里；不写时按类型写进内容文件夹。")
@click.option("--jobs", type=click.IntRange(1, 64), default=1, metavar="个数", help="同时转换几个文件，不写时是 1。")
def convert(
    files: tuple[str, ...], kind: str | None, json_: bool, rights: str | None, out: str | None, jobs: int
) -> int:
    """把 Word、网页或文本转成可以再编辑的内容。

    改了什么、去掉什么、拿不准什么，都记在写出的文件开头。原来的文件不会动。
    """
    root = None
    if any(Path(file).exists() for file in files):
        root = content_root(None) if not (json_ or out) else maybe_root()
    if json_:
        work = partial(as_json, root=root)
    else:
        work = partial(written, root=root, out=Path(out) if out else None, rights=rights)
    unread = 0
    for done in each(partial(attempt, work, kind), files, jobs):
        for line in done.lines:
            click.echo(line)
        if done.failure:
            click.echo(done.failure, err=True)
            unread += 1
    return 2 if unread else 0


@dataclass(frozen=True)
class Done:
    """What came of one file: lines to print, or why it could not be read."""

    lines: tuple[str, ...] = ()
    failure: str = ""


def attempt(work: Callable[..., Done], kind: str | None, file: str) -> Done:
    """One file; being unreadable does not stop the others."""
    if not Path(file).exists():
        return Done(failure=f"没有找到文件 {file}；请检查名称和所在的文件夹。")
    try:
        return work(file, kind)
    except ReadError as error:
        return Done(failure=str(error))


def maybe_root() -> Path | None:
    """The content root when there is one: quotations are checked against its statute."""
    try:
        return content_root(None)
    except ReadError:
        return None


def as_json(file: str, kind: str | None, root: Path | None) -> Done:
    """The JSON of one file."""
    from tiaoli import convert as conversion
    from tiaoli.scaffold import default_statute

    law = conversion.law_of(root) if root else default_statute()
    return Done((report.dumps(conversion.convert(file, kind, law=law)),))


def written(file: str, kind: str | None, root: Path | None, out: Path | None, rights: str | None) -> Done:
    """Write one file's text, and say where and what to look at."""
    from tiaoli import convert as conversion

    done = conversion.load(file, kind, rights)
    result = conversion.write_one(done, root or Path(), out)
    return Done((f"{file}：{result.message}", *(f"  {line}" for line in conversion.summary(done))))


def each(work: Callable[[str], Any], files: Iterable[str], jobs: int) -> Iterator[Any]:
    """Results in the order of the files, by as many processes as asked for."""
    if jobs == 1:
        yield from map(work, files)
        return
    import signal
    from concurrent.futures import ProcessPoolExecutor

    # An interrupt is ours to answer: a worker would only print a traceback.
    with ProcessPoolExecutor(jobs, initializer=signal.signal, initargs=(signal.SIGINT, signal.SIG_IGN)) as pool:
        yield from pool.map(work, files)
