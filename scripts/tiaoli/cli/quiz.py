"""The verbs of quiz: audit, draft, review."""

from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import click

from tiaoli import wholefile
from tiaoli.cli import report
from tiaoli.cli.chinese import Command, Group
from tiaoli.cli.quiz_export import export
from tiaoli.cli.roots import content_root
from tiaoli.model import ERROR, Question, QuizBank, ReadError

VERDICTS = {"ok": "通过", "wrong": "答案错", "unsupported": "没有依据", "ambiguous": "有歧义", "stale": "依据过时"}
#: Suffixes of our own format; everything else is somebody else's bank.
OWN = (".yml", ".yaml")
SPREADSHEETS = (".xlsx", ".xlsm")


@click.group(cls=Group)
def quiz() -> None:
    """题库：按条文出题、核对答案。"""


def _subject(root: str | None) -> Any:
    """The statute of the content root, prepared for the audit."""
    from tiaoli.load import load
    from tiaoli.quiz import text_of

    return text_of(load(content_root(root)))


def read_bank(path: Path) -> QuizBank:
    """A bank of ours, or anybody's in Word, Excel or text. Raises ReadError for a file that can't be read."""
    from tiaoli.quiz import bank, foreign
    from tiaoli.readers import choose, sheets

    suffix = path.suffix.lower()
    if suffix in OWN:
        return bank.read_file(path)
    if suffix in SPREADSHEETS:
        return foreign.from_sheets(sheets.read(path), str(path))
    return foreign.from_source(choose.read(path))


@quiz.command(cls=Command)
@click.argument("banks", metavar="题库", nargs=-1, required=True)
@click.option("--root", metavar="目录", help="内容文件夹，按其中的条文核对；不写时用当前的。")
@click.option("--json", "json_", is_flag=True, help="每道题输出一行 JSON，供程序使用。")
@click.option("--all", "all_", is_flag=True, help="通过的题也列出来。")
def audit(banks: tuple[str, ...], root: str | None, json_: bool, all_: bool) -> int:
    """逐题核对答案与条文是否一致。

    题库可以是本程序的 .yml，也可以是 Word、Excel 或文本。有答案错、有歧义或依据过时的题时退出码为 1。
    """
    from tiaoli.quiz import audit as auditing

    text = _subject(root)
    code = 0
    for file in banks:
        try:
            bank = read_bank(Path(file))
        except ReadError as error:
            click.echo(str(error), err=True)
            code = 2
            continue
        results = list(auditing.audit(bank, text))
        if json_:
            for result in results:
                click.echo(report.dumps(as_json(result, file)))
            for problem in bank.problems if not results else ():
                click.echo(report.as_json(problem), err=True)
        else:
            for line in _lines(bank, results, file, all_):
                click.echo(line)
        if not results:
            code = 2  # read, and nothing in it to audit: not what the user meant
        if any(result.verdict.verdict in ("wrong", "ambiguous", "stale") for result in results) and code == 0:
            code = 1
    return code


def as_json(result: Any, source: str) -> dict[str, Any]:
    """One audited question as design.md has it."""
    question, verdict = result.question, result.verdict
    return {
        "schema": 1, "id": question.id, "stem": question.stem, "type": question.type, "verdict": verdict.verdict,
        "basis": verdict.basis, "given": _shown(question, _given(question)), "expected": _shown(question, verdict.expected),
        "evidence": [{"target": e.target, "quote": e.quote} for e in verdict.evidence], "message": verdict.message,
        "source": source, "line": question.line,
    }  # fmt: skip


def _given(question: Question) -> Any:
    if question.type in ("single", "multi"):
        return question.keyed
    if question.type == "judge":
        return question.answer
    if question.type == "blank":
        return [list(words) for words in question.answers]
    return question.text or None


def _shown(question: Question, key: Any) -> Any:
    """Positions as letters; everything else as it is."""
    if isinstance(key, tuple) and question.type in ("single", "multi", "order"):
        labels = question.labels or tuple("ABCDEFGHIJKLMNOPQRSTUVWXYZ")
        return [labels[at] if at < len(labels) else str(at + 1) for at in key]
    if isinstance(key, tuple):
        return [[word] for word in key]
    return key


def _lines(bank: QuizBank, results: list[Any], file: str, all_: bool) -> Iterator[str]:
    faulty = {p.line for p in bank.problems if p.severity == ERROR and p.code != "dropped"}
    dropped = max(0, bank.found - len(bank.questions))
    yield f"{file}：读入 {len(bank.questions)} 题，{len(faulty)} 题有问题，{dropped} 题丢弃。"
    for problem in bank.problems:
        where = f"{file}:{problem.line}" if problem.line else file
        yield f"{where}  {report.SEVERITIES[problem.severity]}：{problem.message}"
    # a question that can't be used as it stands is counted above; what the text says of it still helps to mend it
    counts: Counter[str] = Counter()
    for result in results:
        verdict = result.verdict
        if verdict.verdict == "unsupported" and result.question.line in faulty:
            if verdict.expected is not None:
                yield f"{file}:{result.question.line}  {verdict.message}"
            continue
        counts[verdict.verdict] += 1
        if verdict.verdict != "ok" or all_:
            name = VERDICTS[verdict.verdict]
            stem = result.question.stem if len(result.question.stem) <= 36 else result.question.stem[:35] + "…"
            said = verdict.message or ("两人审核" if verdict.basis == "reviewed" else "与条文一致")
            yield f"{file}:{result.question.line}  {name}：{result.question.id}  {stem}\n    {said}"
    yield (
        "，".join(f"{name} {counts[key]} 题" for key, name in VERDICTS.items() if counts[key]) + "。"
        if counts
        else f"{file}：没有读到题目；请检查是不是题库，每题以“1.”“2.”这样的题号开头。"
    )


@quiz.command(cls=Command)
@click.option("--root", metavar="目录", help="内容文件夹；不写时用当前的。")
@click.option("--out", "-o", metavar="文件", help="写到哪里；不写时写到内容文件夹的 quizzes/drafted.yml。")
@click.option("--force", is_flag=True, help="文件已经存在时重新写。")
def draft(root: str | None, out: str | None, force: bool) -> int:
    """按条文自动出题，每道题都先核对过。

    带有“但”“除外”“可以延长”的句子不自动出题，列出来请人工出题。
    """
    from tiaoli.load import load
    from tiaoli.quiz import bank, drafting, text_of

    where = content_root(root)
    campaign = load(where)
    text = text_of(campaign)
    target = Path(out) if out else where / "quizzes" / "drafted.yml"
    old = bank.read_file(target) if target.is_file() else None
    if old is not None and not force:
        raise ReadError(
            f"{target} 已经存在；要重新出题请加 --force（停用的题号会记在 retired 里），或用 -o 换一个文件。"
        )
    made = drafting.draft(text, old, confusions=campaign.confusions, meanings=campaign.meanings)
    wholefile.write(target, bank.unparse(made.bank).encode("utf-8"))
    counts = Counter(q.type for q in made.bank.questions)
    shown = "，".join(f"{bank.NAMES[kind]} {count} 题" for kind, count in counts.items())
    click.echo(f"已写到 {target}：共 {len(made.bank.questions)} 题（{shown}）。")
    for evidence in made.left:
        click.echo(f"请人工出题：{evidence.target}  {evidence.quote}")
    return 0


@quiz.command(cls=Command)
@click.argument("file", metavar="题库")
@click.argument("ids", metavar="题号", nargs=-1)
@click.option("--by", metavar="姓名", help="审核人的姓名或岗位。")
@click.option("--date", metavar="日期", help="审核日期，如 2022-06-01。")
def review(file: str, ids: tuple[str, ...], by: str | None, date: str | None) -> int:
    """列出要粘贴到题目里的审核行，摘要按现在的内容算。

    不写题号时列出全部需要人工审核的题。两个人分别审核，题目一改就失效。
    """
    from tiaoli.quiz import digest, reviews

    bank = read_bank(Path(file))
    known = {question.id: question for question in bank.questions}
    if lost := [name for name in ids if name not in known]:
        raise ReadError(f"{file} 里没有题号 {'、'.join(lost)}；请核对。")
    for question in [known[name] for name in ids] or bank.questions:
        done = reviews.reviewers(question)
        if not ids and len(done) >= reviews.NEEDED:
            continue
        click.echo(f"{question.id}（第 {question.line} 行，已审 {len(done)} 人）")
        click.echo(f"      - {{by: {by or '姓名'}, date: {date or '日期'}, digest: '{digest(question)}'}}")
    return 0


quiz.add_command(export)
