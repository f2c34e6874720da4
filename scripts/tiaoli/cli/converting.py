"""The verb convert: raw files -> text for a person to review."""

import sys
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from tiaoli.cli import report
from tiaoli.cli.chinese import Command
from tiaoli.cli.roots import content_root
from tiaoli.model import ReadError

if TYPE_CHECKING:
    from tiaoli.readers.batch import Item

#: What a file can be taken for, by its name on the command line.
KINDS = ("statute", "commentary", "quiz", "contest", "ledger")


@click.command(cls=Command)
@click.argument("files", metavar="文件", nargs=-1, required=True)
@click.option(
    "--kind",
    type=click.Choice(KINDS),
    metavar="类型",
    help="statute 条文，commentary 文章，quiz 题库，contest 征文通知，ledger 台账；不写时自己判断。",
)
@click.option("--json", "json_", is_flag=True, help="每个文件输出一行 JSON，不写文件。")
@click.option("--rights", metavar="文字", help="凭什么转载，如“经作者同意转载”；写进文件开头。")
@click.option("--out", "-o", metavar="目录", help="写到哪里；不写时按类型写进内容文件夹。")
@click.option("--jobs", type=click.IntRange(1, 64), default=1, metavar="个数", help="同时转换几个文件，不写时是 1。")
def convert(
    files: tuple[str, ...], kind: str | None, json_: bool, rights: str | None, out: str | None, jobs: int
) -> int:
    """把 Word、网页、PDF 或文本转成可以再编辑的内容。

    文件夹和 zip 压缩包里的文件会逐个转换。改了什么、去掉什么、拿不准什么，都记在写出的文件开头。原来的文件不会动。
    """
    from tiaoli.readers import batch

    root = None
    there = [file for file in files if is_there(file)]
    if there:
        root = content_root(None) if not (json_ or out) else maybe_root()
    if json_:
        work = partial(as_json, root=root)
    else:
        work = partial(written, root=root, out=Path(out) if out else None, rights=rights)
    with batch.gathered(there) as found:
        results = [
            Done(file, failure=f"没有找到文件 {file}；请检查名称和所在的文件夹。")
            for file in files
            if file not in there
        ]
        results += [Done(failed.shown, failure=failed.failure) for failed in found.failures]
        if there and not found.items and not found.failures:
            named = "、".join(there[:3])
            results.append(Done(named, failure=f"{named} 里没有可以转换的文件；请检查是不是选错了文件夹。"))
        for done in results:
            click.echo(done.failure, err=True)
        for done in shown(each(partial(attempt, work, kind), found.items, jobs), len(found.items), not json_):
            for line in done.lines:
                click.echo(line)
            if done.failure:
                click.echo(done.failure, err=True)
            results.append(done)
        if not json_:
            for line in table(results, found.skipped) + reports(results):
                click.echo(line)
    return 2 if any(done.failure for done in results) else 0


def is_there(file: str) -> bool:
    """Whether there is such a file; one in a closed folder counts, since its reader says what is wrong with it."""
    try:
        return Path(file).exists()
    except OSError:
        return True


@dataclass(frozen=True)
class Done:
    """What came of one file: lines to print, or why it could not be read; `doubts` places want a person's eye."""

    shown: str
    lines: tuple[str, ...] = ()
    failure: str = ""
    doubts: int = 0
    report: Path | None = None
    status: str = "failed"
    look: str = ""


def attempt(work: Callable[..., Done], kind: str | None, item: "Item") -> Done:
    """One file; being unreadable does not stop the others."""
    try:
        return work(item, kind)
    except ReadError as error:
        return Done(item.shown, failure=str(error))
    except (RecursionError, MemoryError):
        return Done(item.shown, failure=f"{item.shown} 的结构太复杂，读不了；请用 WPS 或 Word 打开，另存一份再试。")
    except OSError:
        raise  # the disk is full or closed: the same for all that follow
    except Exception as error:  # a fault of ours in one file is no reason to lose the others
        from tiaoli.cli import unexpected

        return Done(item.shown, failure=f"{item.shown}：{unexpected(error)}")


def maybe_root() -> Path | None:
    """The content root when there is one: quotations are checked against its statute."""
    try:
        return content_root(None)
    except ReadError:
        return None


def as_json(item: "Item", kind: str | None, root: Path | None) -> Done:
    """The JSON of one file."""
    from tiaoli import convert as conversion
    from tiaoli.scaffold import default_statute

    law = conversion.law_of(root) if root else default_statute()
    own = conversion.names_of(root) if root else conversion.OWN_NAMES
    record = conversion.to_json(conversion.load(item.path, kind), law, item.shown, own)
    return Done(item.shown, (report.dumps(record),))


def written(item: "Item", kind: str | None, root: Path | None, out: Path | None, rights: str | None) -> Done:
    """Write one file's text and the report of it, and say where and what to look at."""
    from tiaoli import convert as conversion
    from tiaoli import review
    from tiaoli.review.view import difference

    done = conversion.load(item.path, kind, rights, root)
    if done.kind == "ledger":  # nothing is written
        return Done(item.shown, tuple(conversion.summary(done)), status="unchanged")
    result = conversion.write_one(done, root or Path(), out)
    law = conversion.law_of(root) if root else None
    own = conversion.names_of(root) if root else conversion.OWN_NAMES
    page = review.write(done, result, law, review.folder(root or Path(), out), own)
    lines = [f"{item.shown}：{result.message}", *(f"  {line}" for line in conversion.summary(done))]
    if result.kept:
        lines += [f"  {line}" for line in differing(difference(result.kept, done.markdown))]
    return Done(item.shown, tuple(lines), "", conversion.doubts(done), page, result.status, conversion.look_first(done))


def differing(lines: tuple[str, ...]) -> list[str]:
    """The first lines in which the edited page and the new version differ."""
    changed = [line for line in lines if line[:1] in "+-" and line[1:].strip()]
    if not changed:
        return ["改过的页面和新结果文字相同。"]
    said = [f"改过的页面和新结果有 {len(changed)} 行不同（- 改过的，+ 新结果）："]
    said += [f"  {line[:1]} {line[1:60]}{'……' if len(line) > 60 else ''}" for line in changed[:6]]
    return said + (["  其余的见转换情况。"] if len(changed) > 6 else [])


def reports(results: list[Done]) -> list[str]:
    """Where the reports lie; a list in front of them where there are several files."""
    from tiaoli import review

    made = [done for done in results if done.report]
    if not made:
        return []
    first = made[0].report
    if len(results) > 1:
        files = [
            review.Listed(done.shown, done.report, done.status, done.doubts, done.failure or done.look)
            for done in results
        ]
        first = review.write_index(files, made[0].report.parent)
    return [f"原文和结果的对照在 {first}，用浏览器打开就能看。"]


def shown(results: Iterable[Done], total: int, wanted: bool) -> Iterator[Done]:
    """The results as they come, with a bar of progress for a person who waits for many."""
    if total < 5 or not wanted or not sys.stderr.isatty():
        yield from results
        return
    with click.progressbar(results, length=total, label="转换", file=sys.stderr, show_eta=True) as bar:
        yield from bar


def table(results: list[Done], skipped: tuple[str, ...]) -> list[str]:
    """For more than one file: how many were read, and which want a person's eye first."""
    if len(results) + len(skipped) < 2:
        return []
    failed = [done for done in results if done.failure]
    doubtful = sorted((done for done in results if done.doubts), key=lambda done: -done.doubts)
    lines = [
        "",
        f"共 {len(results)} 个文件：转换 {len(results) - len(failed)} 个，读不了 {len(failed)} 个，要人看的 {len(doubtful)} 个。",
    ]
    if doubtful:
        lines.append("先看这几个：")
        lines += [f"  {done.shown}（{done.doubts} 处）" for done in doubtful[:10]]
    if skipped:
        lines.append(
            f"另有 {len(skipped)} 个不是文章或条文的文件没有转换：{'、'.join(skipped[:5])}{'……' if len(skipped) > 5 else ''}"
        )
    return lines


def each(work: Callable[["Item"], Any], items: Iterable["Item"], jobs: int) -> Iterator[Any]:
    """Results in the order of the files, by as many processes as asked for."""
    if jobs == 1:
        yield from map(work, items)
        return
    import signal
    from concurrent.futures import ProcessPoolExecutor

    # An interrupt is ours to answer: a worker would only print a traceback.
    with ProcessPoolExecutor(jobs, initializer=signal.signal, initargs=(signal.SIGINT, signal.SIG_IGN)) as pool:
        yield from pool.map(work, items)
