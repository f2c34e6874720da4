"""One file -> a Conversion: read, its kind found out, made into what it is."""

from pathlib import Path
from typing import Any

from tiaoli.commentary import parse_page, rows
from tiaoli.commentary.page import is_converted_statute
from tiaoli.contest import notice
from tiaoli.contest.notice import draft
from tiaoli.convert import articles, banks, ledgers, statutes
from tiaoli.convert.articles import OWN_NAMES
from tiaoli.convert.shown import to_json
from tiaoli.convert.values import Conversion
from tiaoli.kinds import KINDS, guess
from tiaoli.load import load as load_root
from tiaoli.model import Problem, ReadError, Source, Statute
from tiaoli.quiz.foreign import conversion as quizzes
from tiaoli.readers import choose


def convert(
    path: Path | str, kind: str | None = None, rights: str | None = None, law: Statute | None = None
) -> dict[str, Any]:
    """The object that `convert --json` prints for one file. `law`: the statute that citations are checked against.

    Raises ReadError for a file that can't be read and for a kind that isn't supported yet.
    """
    return to_json(load(path, kind, rights), law, str(path))


def law_of(root: Path | str) -> Statute | None:
    """The statute of a content root, for the citations of what is converted; None where there is none to read."""
    try:
        return load_root(Path(root)).statute
    except ReadError:
        return None


def names_of(root: Path | str) -> tuple[str, ...]:
    """What the content root calls its statute (statute.short_names)."""
    try:
        return tuple(load_root(Path(root)).settings.get("statute.short_names") or ()) or OWN_NAMES
    except ReadError:
        return OWN_NAMES


def load(
    path: Path | str, kind: str | None = None, rights: str | None = None, root: Path | str | None = None
) -> Conversion:
    """Read and convert one file; the kind is found out unless given. `root`: whose statute a bank's keys are held against."""
    path = Path(path)
    if quizzes.is_sheet(path):
        ledger = ledgers.of_workbook(path) if kind in (None, "ledger") else None
        if ledger or kind == "ledger":
            return ledgers.made(path, ledger)
    if quizzes.is_sheet(path) and kind in (None, "quiz"):
        return banks.made(path, *quizzes.read(path), root)
    source = choose.read(path)
    markdown = path.suffix.lower() in (".md", ".markdown")
    edited = parse_page(source.text, path.name) if markdown else None
    if edited is not None and kind in (None, "commentary"):
        return articles.again(path, source, edited, rights)
    if kind is None and markdown and is_converted_statute(source.text, path.name):
        kind = "statute"
    problems = list(source.problems)
    ledger = ledgers.of_lines(source) if kind in (None, "ledger") else None
    if ledger or kind == "ledger":
        return ledgers.made(path, ledger, source)
    if kind is None:
        found = guess(rows(source.lines))
        kind = found.kind
        if found.unsure:
            problems.append(Problem(path.name, 0, "unsure-kind", found.unsure, "warning"))
    if kind not in KINDS:
        raise ReadError(
            f"不认识类别“{kind}”；可用的类别是 statute（法规）、commentary（文章）、quiz（题库）、contest（征文通知）和 ledger（台账）。"
        )
    if kind == "quiz":
        return banks.made(path, source, quizzes.bank_of(source), root)
    if kind == "contest":
        return _contest(path, source, problems)
    form = statutes if kind == "statute" else articles
    return form.made(path, source, rights, problems)


def _contest(path: Path, source: Source, problems: list[Problem]) -> Conversion:
    # the furniture of a web page is no part of the notice
    lines = [row.line for row in rows(source.lines) if row.role != "removed" or row.line.style == "table"]
    value = notice.read(lines)
    return Conversion(path, "contest", value, draft.write(value, path.name, source.sha256), source, tuple(problems))
