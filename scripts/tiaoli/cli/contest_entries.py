"""The verbs of contest that are about entries: check, blind, sheets, tally."""

import os
import sys
from pathlib import Path
from typing import Any

import click

from tiaoli import wholefile
from tiaoli.cli import report
from tiaoli.cli.chinese import Command
from tiaoli.cli.roots import content_root
from tiaoli.model import ERROR, ReadError

_ROOT = click.option("--root", metavar="目录", help="内容文件夹，按其中的条文和征文设置；不写时用当前的。")


def _setup(root: str | None) -> tuple[Any, Any]:
    """(campaign, what entries are checked against)."""
    from tiaoli import contest
    from tiaoli.check.pages import subject
    from tiaoli.contest.entries.examine import Setup
    from tiaoli.load import load

    campaign = load(content_root(root))
    for problem in campaign.problems:
        if problem.path == "docs/_data/contest.yml" and problem.severity == ERROR:
            raise ReadError(f"征文设置有错，先改好再运行：{problem}")
    wording = tuple(row for row in campaign.wording if row.get("wrong"))
    return campaign, Setup(subject(campaign), contest.of(campaign), wording)


def _register(received: str | None, contest: Any) -> Any:
    from tiaoli.contest.entries import register

    if received is None:
        return None
    listed = register.read(Path(received), contest.closes.year if contest else 2000)
    for problem in listed.problems:
        click.echo(
            f"{problem.path} 第 {problem.line} 行  {report.SEVERITIES[problem.severity]}：{problem.message}", err=True
        )
    return listed


def _needed(contest: Any) -> Any:
    if contest is None:
        raise ReadError("没有征文设置 docs/_data/contest.yml；请先写好（可以用 tiaoli convert 由征文通知生成）。")
    return contest


@click.command(cls=Command)
@click.argument("paths", metavar="文件夹或文件", nargs=-1, required=True)
@_ROOT
@click.option("--json", "json_", is_flag=True, help="每篇输出一行 JSON，供程序使用。")
@click.option("--jobs", metavar="数", type=click.IntRange(1, 64), help="同时检查几篇；不写时按电脑的处理器数。")
@click.option("--out", "-o", metavar="目录", help="把结果写成 Excel 表和网页，放在这里；中断后再运行会接着做。")
@click.option(
    "--received", metavar="登记表", help="收稿登记表（xlsx 或 csv，有“文件名”“收到时间”等列），用来核对是否逾期。"
)
@click.option(
    "--receipts",
    type=click.Choice(["docx", "txt"]),
    metavar="格式",
    help="每篇另写一份收稿回执，docx 或 txt；要同时写 --out。",
)
def check(
    paths: tuple[str, ...], root: str | None, json_: bool, jobs: int | None, out: str | None, received: str | None,
    receipts: str | None,
) -> int:  # fmt: skip
    """检查征文稿件：引文、期限、字数、格式、匿名、声明和疑似雷同。

    稿件可以是 docx，也可以是 wps、doc、pdf、txt；读不出的会列出来。有须改正的问题时退出码为 1。
    相似只与这一批稿件和本站解读比较，不查互联网，也不判断是不是人工智能写的。
    """
    from tiaoli.contest.entries import report as reports
    from tiaoli.contest.entries import run
    from tiaoli.readers.batch import gathered

    campaign, setup = _setup(root)
    if receipts and (out is None or setup.contest is None):
        raise ReadError("写收稿回执要有征文设置 docs/_data/contest.yml，并用 --out 指定放在哪个文件夹。")
    listed = _register(received, setup.contest)
    folder = Path(out) if out else None
    with gathered(paths) as found:
        count = len(found.items)
        shown = [one.shown for one in (*found.items, *found.failures)]
        state = (folder or campaign.root / ".tiaoli") / "稿件检查进度.sqlite" if count > 1 or folder else None
        results = list(
            run.check(
                _ours(found.items, folder), setup, listed, run.published(campaign),
                jobs=jobs or min(os.cpu_count() or 1, 8), state=state, failures=found.failures,
                progress=_progress(count) if count > 20 else lambda _: None,
            )
        )  # fmt: skip
    notes = _notes(setup, listed, shown)
    for result in results:
        if json_:
            click.echo(report.dumps(result.as_json()))
        elif folder is not None:  # all of it is in the files; thousands of lines on a screen help nobody
            click.echo(f"{reports.state(result)}　{result.file}　{'、'.join(reports.kinds(result))}".rstrip("　"))
        else:
            _show(result)
    if not json_:
        click.echo(reports.summary(results))
        for said in (*notes, *reports.LIMITS):
            click.echo(said)
    if folder is not None:
        _write(folder / "稿件检查结果.xlsx", reports.spreadsheet(results, notes))
        _write(folder / "稿件检查结果.html", reports.page(results, notes).encode("utf-8"))
        for number, result in enumerate(results, 1) if receipts else ():
            made = reports.receipt_text(result, setup.contest, number).encode("utf-8") if receipts == "txt" else (
                reports.receipt_file(result, setup.contest, number))  # fmt: skip
            _write(folder / "回执" / f"{number:04d}.{receipts}", made)
        click.echo(f"结果写在 {folder}。", err=json_)
    if not results:
        raise ReadError("没有找到稿件；请检查文件夹是否选对。")
    if all(result.unreadable for result in results):
        return 2
    return 1 if any(p.severity == ERROR for r in results for p in r.problems) else 0


def _ours(items: Any, folder: Path | None) -> list[Any]:
    """Entries without what an earlier run wrote among them."""
    own = folder.resolve() if folder else None
    return [i for i in items if own is None or own not in i.path.resolve().parents]


def _notes(setup: Any, listed: Any, shown: list[str]) -> list[str]:
    notes = []
    if setup.contest is None:
        notes.append(
            "没有征文设置 docs/_data/contest.yml，只核对了对条例的引用和疑似雷同，没有核对字数、格式、声明、匿名和截稿日期。"
        )
    elif listed is None or not listed.dated:
        notes.append("没有收稿登记表（--received），没有核对是否逾期：文件自己的日期一复制就变，不能作证。")
    if lost := listed.without_file(shown) if listed else ():
        more = "等" if len(lost) > 20 else ""
        notes.append(f"登记表里有 {len(lost)} 份稿件没有找到文件：{'、'.join(lost[:20])}{more}；请查一查是不是漏放了。")
    return notes


def _show(result: Any) -> None:
    words = f"，{result.words} 字" if result.words is not None else ""
    click.echo(f"{result.file}　{result.title or '（没有标题）'}{words}")
    for problem in result.problems:
        click.echo(f"  {report.SEVERITIES[problem.severity]}　{problem.name}（{problem.where}）：{problem.message}")
    for other in result.similar:
        for mine, theirs in other.passages[:2]:
            click.echo(f"    本文：{mine[:60]}\n    对方：{theirs[:60]}（{other.file}）")


def _progress(count: int) -> Any:
    """A line on stderr, twenty times at most; overwritten on a console."""
    step = max(1, count // 20)

    def say(done: int) -> None:
        if done % step == 0 or done == count:
            live = sys.stderr.isatty()
            click.echo(f"{chr(13) if live else ''}已做 {done}/{count} 篇", err=True, nl=not live or done == count)

    return say


def _write(path: Path, content: bytes) -> None:
    wholefile.write(path, content)


@click.command(cls=Command)
@click.argument("folder", metavar="稿件文件夹")
@click.argument("out", metavar="匿名稿件文件夹")
@click.option(
    "--key", "key_", metavar="文件", required=True, help="编号对照表（.xlsx）写到哪里；不能放在匿名稿件文件夹里。"
)
@click.option("--received", metavar="登记表", help="收稿登记表，姓名和单位从这里取；没有的从声明页、信息页取。")
@click.option("--include-undeclared", is_flag=True, help="没有原创声明的也编号；不写时不编号，列出来。")
@click.option("--seed", metavar="口令", help="编号的次序由口令决定，同样的口令得到同样的编号；不写时随机。")
@_ROOT
def blind(
    folder: str, out: str, key_: str, received: str | None, include_undeclared: bool, seed: str | None, root: str | None
) -> int:  # fmt: skip
    """把稿件编号并去掉作者信息，交给评委；对照表另外密封保存。

    去掉声明页、署名行、页眉页脚、批注、修订痕迹、文件属性和图片里的拍摄信息，每篇都再检查一遍。
    正文里还认得出作者的、没有原创声明的不写出，列出来请改好后再做。已有的文件不会被覆盖。
    """
    from tiaoli.contest.entries import blind as blinding
    from tiaoli.contest.entries import key
    from tiaoli.readers.batch import gathered

    _, setup = _setup(root)
    target, sealed = Path(out), Path(key_)
    blinding.check_places(target, sealed)
    listed = _register(received, setup.contest)
    needs = setup.contest is not None and bool(setup.contest.declaration)
    entries, left, undeclared = [], [], []
    with gathered([folder]) as found:
        if not found.items and not found.failures:
            raise ReadError(f"{folder} 里没有稿件；请检查文件夹是否选对。")
        order = blinding.numbers(len(found.items), seed)
        stage = blinding.stage(target)
        progress = _progress(len(found.items)) if len(found.items) > 20 else lambda _: None
        for done, (item, number) in enumerate(zip(found.items, order, strict=True), 1):
            progress(done)
            one = blinding.blind(item, number, listed, setup.public)
            if needs and one.content is not None and not one.declared:
                undeclared.append(item.shown)
                if not include_undeclared:
                    continue
            if one.content is None:
                left.append((item.shown, one.reasons))
                continue
            _write(stage / f"{number}.docx", one.content)
            entries.append(one.entry)
            for note in (*one.notes, *_late(item.shown, listed, setup.contest)):
                click.echo(f"{number}  {note}。")
        left += [(failure.shown, (failure.failure,)) for failure in found.failures]
    blinding.put_in_place(stage, target, sealed, key.write(entries))
    unnamed = [e.number for e in entries if not e.name or not e.unit]
    click.echo(f"写好 {len(entries)} 篇匿名稿件，在 {target}；编号对照表在 {sealed}，请密封保存。")
    if unnamed:
        shown = "、".join(sorted(unnamed)[:20]) + ("等" if len(unnamed) > 20 else "")
        click.echo(f"{len(unnamed)} 篇不知道作者姓名或单位（{shown}）；请在对照表里补上，计分和回避要用。")
    for name, reasons in left:
        click.echo(f"没有写出：{name}")
        for reason in reasons:
            click.echo(f"  {reason.rstrip('。')}。")
    if undeclared:
        done = (
            "也编了号，是否参评请先定"
            if include_undeclared
            else "没有编号；补交声明后重做，或者加 --include-undeclared"
        )
        click.echo(f"没有原创声明的有 {len(undeclared)} 份，{done}：")
        for name in undeclared:
            click.echo(f"  {name}")
    if left:
        click.echo(f"共 {len(left)} 份没有写出；请改好后放进另一个文件夹再做，或重新做一遍。")
    return 1 if left or (undeclared and not include_undeclared) else 0


def _late(shown: str, listed: Any, contest: Any) -> tuple[str, ...]:
    """Said of an entry that came in late: whether it takes part is for the office to decide, before it is judged."""
    row = listed.get(shown) if listed and contest else None
    if row is None or row.received is None or row.received <= contest.closes:
        return ()
    return (
        f"{shown} 逾期收到（{row.received.isoformat()}），照样编了号；是否参评请先定，不参评的取出匿名稿件，并从对照表里删去这一行",
    )


@click.command(cls=Command)
@click.argument("key_", metavar="对照表")
@click.option("--judges", "people", metavar="文件", required=True, help="评委名单（xlsx，两列：姓名、单位）。")
@click.option("--out", "-o", metavar="目录", required=True, help="评分表写到哪里，一位评委一份。")
@_ROOT
def sheets(key_: str, people: str, out: str, root: str | None) -> int:
    """给每位评委做一份评分表：评分标准、分值上下限和分到的稿件，本单位的稿件回避。"""
    from tiaoli.contest.entries import key
    from tiaoli.contest.entries import sheets as scoring
    from tiaoli.readers.batch import safe

    _, setup = _setup(root)
    contest = _needed(setup.contest)
    judges = scoring.judges(Path(people))
    given = scoring.allot(key.read(Path(key_)), judges, contest)
    for judge in judges:
        path = Path(out) / safe(f"评分表-{judge.name}.xlsx")
        if path.exists():
            raise ReadError(f"{path} 已经有了，可能已经填了分，没有覆盖；请换一个文件夹。")
    for judge in judges:
        _write(Path(out) / safe(f"评分表-{judge.name}.xlsx"), scoring.write(judge, given[judge.name], contest))
        click.echo(f"{judge.name}：{len(given[judge.name])} 篇")
    click.echo(f"写好 {len(judges)} 份评分表，在 {out}。")
    return 0


@click.command(cls=Command)
@click.argument("files", metavar="评分表", nargs=-1, required=True)
@click.option("--key", "key_", metavar="文件", required=True, help="编号对照表（tiaoli contest blind 写出的）。")
@click.option("--out", "-o", metavar="目录", help="结果写到哪里；不写时只核对评分表、列出名次。")
@click.option("--order", metavar="编号", help="同分经表决后的次序，用逗号隔开，如 0012,0007。")
@_ROOT
def tally(files: tuple[str, ...], key_: str, out: str | None, order: str | None, root: str | None) -> int:
    """合并评委的评分表，按公布的规则排名、评奖，做出名单、公示稿和证书。

    评分表有错误（超出范围、漏填、不是数字、编号不对、该回避没回避）时指出文件、行和列，不出结果。
    """
    from tiaoli.contest.entries import key, results, scores
    from tiaoli.contest.entries import tally as tallying
    from tiaoli.handouts.files import faces

    campaign, setup = _setup(root)
    contest = _needed(setup.contest)
    entries = key.read(Path(key_))
    paths = [p for given in map(Path, files) for p in (sorted(given.glob("*.xlsx")) if given.is_dir() else [given])]
    read = scores.read([p for p in paths if not p.name.startswith("~$")], entries, contest)
    for problem in read.problems:
        click.echo(f"{problem.path}  {report.SEVERITIES[problem.severity]}：{problem.message}")
    if any(problem.severity == ERROR for problem in read.problems):
        click.echo("评分表有错误，没有计算名次；请改好后再运行。")
        return 1
    places = tallying.places(
        read.scores, entries, contest, tuple(n.strip().zfill(4) for n in (order or "").split(",") if n.strip())
    )
    far = tallying.distances(read.scores)
    for place in places:
        note = f"（{place.note}）" if place.note else ""
        click.echo(
            f"{place.rank:>4}  {place.entry.number}  {place.score}  {place.award or '—'}  {place.entry.title}{note}"
        )
    for judge in far:
        if judge.far:
            click.echo(
                f"请复核：评委“{judge.judge}”平均比其他评委{'高' if judge.distance > 0 else '低'} {abs(judge.distance):g} 分（{judge.entries} 篇）。"
            )
    click.echo(results.STATISTIC)
    if any(place.award == tallying.PENDING for place in places):
        click.echo("有同分要由评审组表决；表决后用 --order 写明次序再运行。现在没有写结果。")
        return 1
    unnamed = [p.entry.number for p in places if p.award and not (p.entry.name and p.entry.unit and p.entry.title)]
    if unnamed:
        click.echo(
            f"获奖稿件里有不知道作者、单位或标题的：{'、'.join(unnamed)}；请在对照表里补上再运行。现在没有写结果。"
        )
        return 1
    if out is not None:
        for name, content in results.files(places, far, entries, contest, faces(campaign)):
            _write(Path(out) / name, content)
        if silent := sum(1 for p in places if p.award and not p.entry.consent):
            click.echo(
                f"{silent} 篇获奖稿件没有登记作者同意署名，{results.AWARDS} 里不印姓名；征得同意后在对照表“同意署名”一列填“是”再运行。"
            )
        click.echo(f"结果写在 {out}。{results.AWARDS} 审看后放到 {results.PLACE}，就是“大征文”里的一页；公示后再定稿。")
    return 0


@click.command(cls=Command)
@click.argument("entry", metavar="稿件")
@click.option("--consent", "by", metavar="姓名", required=True, help="谁同意发表（作者；合作的写全）。")
@click.option("--date", metavar="日期", required=True, help="同意的日期，如 2022-08-20。")
@click.option("--record", metavar="说明", default="", help="同意书存放在哪里，如：原稿声明页，存宣传科。")
@click.option("--author", metavar="姓名", help="网页上的署名；不写时与 --consent 相同。")
@click.option("--unit", metavar="单位", default="", help="网页上的作者单位。")
@click.option("--award", metavar="奖项", default="", help="如：主题征文一等奖。")
@_ROOT
def publish(
    entry: str, by: str, date: str, record: str, author: str | None, unit: str, award: str, root: str | None
) -> int:
    """把获奖作品写成网页的原稿，记下作者同意发表；没有同意不能发表。

    写到 docs/commentary 里，声明页和信息页不写进去；写好后请审看，再运行 tiaoli check。
    """
    from tiaoli.contest.entries import manuscript
    from tiaoli.contest.entries import publish as publishing
    from tiaoli.contest.entries.register import when

    day = when(date, 2000)
    if day is None or not by.strip():
        raise ReadError(f"同意的人和日期要写清楚：日期“{date}”应写成 2022-08-20 的样子，姓名不能为空。")
    read = manuscript.read(Path(entry))
    consent = publishing.Consent(by.strip(), day.isoformat(), record)
    text = publishing.page(read, author or by.strip(), unit, award, consent)
    target = content_root(root) / "docs" / "commentary" / publishing.name(read)
    if target.exists():
        raise ReadError(f"{target} 已经有了，没有覆盖；要重写请先把它移走。")
    _write(target, text.encode("utf-8"))
    click.echo(f"已写到 {target}。图片和表格没有带过去；请审看后运行 tiaoli check。网页在“大征文”的“获奖作品”里。")
    return 0


commands = (check, blind, sheets, tally, publish)
