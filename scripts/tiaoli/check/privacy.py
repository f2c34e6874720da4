"""Personal numbers in anything about to be published, cases without their checklist, authors in attachments.

What was looked at and may stay is confirmed line by line in docs/_data/confirmed.yml; a confirmation is of exactly one
line's words and lapses when they change.
"""

import hashlib
import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from tiaoli import yamldata
from tiaoli.model import ERROR, WARNING, Campaign, Problem, ReadError
from tiaoli.privacy import find
from tiaoli.privacy.cases import unanswered

CONFIRMED = "docs/_data/confirmed.yml"
#: An office's own telephones stand here to be published; identity and bank numbers are nobody's channel.
_CHANNELS = {
    "docs/_data/site.yml": ("office.channels", "correction"),
    "docs/_data/contest.yml": ("contacts", "submit"),
    "docs/_data/campaign.yml": ("units", "contacts"),
    "docs/_data/units.yml": ("",),
}
_TEXT = (".txt", ".csv", ".tsv", ".json", ".xml", ".html", ".htm", ".ics", ".vcf", ".svg", ".yml", ".yaml")
_READABLE = (".docx", ".docm", ".pdf", ".xlsx", ".xlsm")
_CLOSED = (".doc", ".wps", ".xls", ".et", ".ppt", ".pptx", ".dps", ".rtf", ".odt", ".zip", ".rar", ".7z")
_TAG = re.compile(r"<[^<>]*>")
_AUTHOR = re.compile(r"<(dc:creator|cp:lastModifiedBy)[^<>]*>([^<]+)</")
_REVISER = re.compile(r'\bw:author="([^"]+)"')
#: What programs write for want of a name.
_NOBODY = re.compile(
    r"(?:admin\w*|administrator|user|python-docx|microsoft\b.*|wps\b.*|libreoffice\b.*|office|openpyxl|unknown|微软用户|用户|匿名|条理)",
    re.I,
)
_CASE = re.compile(r"^#{1,6}\s.*(?:典型)?案例", re.M)
_BANK_CASE = frozenset({"情形", "案例", "case"})


@dataclass
class _Confirmed:
    """Rows of confirmed.yml by file and digest; `used` tells which of them still speak of a line that is there."""

    rows: dict[tuple[str, str], int] = field(default_factory=dict)
    used: set[tuple[str, str]] = field(default_factory=set)

    def covers(self, path: str, words: str) -> bool:
        key = (path, digest(words))
        if key in self.rows:
            self.used.add(key)
        return key in self.rows


def digest(line: str) -> str:
    """Of a line's words, white space at its ends apart: what a confirmation is bound to."""
    return hashlib.sha256(line.strip().encode()).hexdigest()[:12]


def check(campaign: Campaign) -> Iterator[Problem]:
    """Problems of everything under docs/ and quizzes/. No message or `found` holds a number whole."""
    confirmed = _Confirmed({(row["path"], row["digest"]): at for at, row in enumerate(campaign.confirmed)})
    for path in _sources(campaign):
        yield from _numbers(_lines(campaign.root / path, path), path, confirmed)
    for asset in campaign.assets:
        yield from _attachment(campaign.root / asset, asset.as_posix(), confirmed)
    yield from _cases(campaign)
    lines = campaign.data_lines.get(CONFIRMED, {})
    for key, at in confirmed.rows.items():
        if key not in confirmed.used:
            message = f"{key[0]} 里已没有这一行，或那一行的文字改过了，这条确认不再有效；请删去，需要时重新确认"
            yield Problem(CONFIRMED, yamldata.line_of(lines, str(at)), "confirmation-lapsed", message, WARNING)


def _sources(campaign: Campaign) -> list[str]:
    """Text files that pages and downloads are made of."""
    root = campaign.root
    data = [path for path in (root / "docs/_data").rglob("*") if path.suffix in (".yml", ".yaml", ".md")]
    banks = [path for path in (root / "quizzes").rglob("*") if path.suffix in (".yml", ".yaml")]
    found = {path.relative_to(root).as_posix() for path in (*data, *banks) if path.is_file() and not path.is_symlink()}
    return sorted((found | {entry.path for entry in campaign.entries} | {"mkdocs.yml"}) - {CONFIRMED})


def _lines(path: Path, shown: str) -> Iterator[tuple[int, str, bool]]:
    """(number, line, whether telephones may stand there) of a text file; comments of YAML are not published."""
    try:
        content = path.read_bytes()
    except OSError:  # reported where it is loaded
        return
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = content.decode("gb18030", "replace")
    data = path.suffix in (".yml", ".yaml")
    channels = _channel_lines(text, shown)
    for number, line in enumerate(text.splitlines(), 1):
        if path.suffix == ".svg":
            line = _TAG.sub(" ", line)
        if not (data and line.lstrip().startswith("#")):
            yield number, line, number in channels


def _channel_lines(text: str, shown: str) -> frozenset[int]:
    wanted = _CHANNELS.get(shown)
    if not wanted:
        return frozenset()
    try:
        lines = yamldata.read(text, shown).lines
    except ReadError:
        return frozenset()
    own: dict[int, bool] = {}
    for key, line in lines.items():
        own[line] = own.get(line, False) or key != "" and key.startswith(wanted)
    channels, inside = set(), False
    for number in range(1, text.count("\n") + 2):
        inside = own.get(number, inside)
        if inside:
            channels.add(number)
    return frozenset(channels)


def _numbers(lines: Iterator[tuple[int, str, bool]], path: str, confirmed: _Confirmed) -> Iterator[Problem]:
    for number, line, channel in lines:
        found = [one for one in find(line) if not (channel and one.kind in ("mobile", "phone"))]
        if not found or confirmed.covers(path, line):
            continue
        listed = "、".join(f"{one.name} {one.shown}" for one in found)
        message = (
            f"有{listed}：请删去，或只留“138****1234”的样子。确须公布的，在 {CONFIRMED} 里写上一行"
            f"（姓名、日期、理由填实）：{_row(path, line)}"
        )
        yield Problem(path, number, "personal-number", message, ERROR, listed)


def _row(path: str, words: str) -> str:
    return f'- {{path: "{path}", digest: "{digest(words)}", by: 姓名, date: 日期, reason: 理由}}'


def _attachment(file: Path, path: str, confirmed: _Confirmed) -> Iterator[Problem]:
    suffix = file.suffix.lower()
    if suffix in _TEXT:
        yield from _numbers(_lines(file, path), path, confirmed)
    elif suffix in _CLOSED:
        message = "这种附件里的文字没有核对有没有个人信息；请另存为 docx、xlsx 或 PDF，或先由人看过"
        yield Problem(path, 0, "attachment-unread", message, WARNING)
    elif suffix in _READABLE:
        try:
            lines, authors = _read(file)
        except ReadError as error:
            message = f"附件里的文字没有核对有没有个人信息：{error}"
            yield Problem(path, 0, "attachment-unread", message, WARNING)
            return
        yield from _numbers(((number, line, False) for number, line in lines), path, confirmed)
        for author in dict.fromkeys(authors):
            if author.strip() and not _NOBODY.fullmatch(author.strip()) and not confirmed.covers(path, author):
                name = author.strip()[0] + "**"
                message = (
                    f"附件的属性或修订里记着作者“{name}”：请在 Word 或 WPS 里用“检查文档”删去个人信息后另存一份。"
                    f"确须保留的，在 {CONFIRMED} 里写上一行（姓名、日期、理由填实）：{_row(path, author)}"
                )
                yield Problem(path, 0, "attachment-author", message, ERROR, name)


def _read(file: Path) -> tuple[list[tuple[int, str]], list[str]]:
    """(line number, text) of an attachment and the names in its properties; ReadError where it can't be read."""
    from tiaoli.readers import choose, sheets  # slow to import, and most roots have no such attachment

    if file.suffix.lower() in (".xlsx", ".xlsm"):
        rows = [(number, "　".join(cells)) for sheet in sheets.read(file) for number, cells in sheet]
        return rows, _package_authors(file)
    source = choose.read(file)
    lines = [(line.number, line.text) for line in source.lines]
    lines += [(problem.line, problem.found) for problem in source.problems if problem.found]
    if file.suffix.lower() == ".pdf":
        return lines, [value for key, value in source.metadata if key == "author"]
    return lines, _package_authors(file)


def _package_authors(file: Path) -> list[str]:
    """Creator, last editor, and whoever revised or commented, from the parts of an office file."""
    names = []
    with zipfile.ZipFile(file) as package:
        for part in package.namelist():
            if part == "docProps/core.xml":
                names += [name for _, name in _AUTHOR.findall(package.read(part).decode("utf-8", "replace"))]
            elif re.fullmatch(r"word/(?:document|comments|footnotes|header\d*|footer\d*)\.xml", part):
                names += _REVISER.findall(package.read(part).decode("utf-8", "replace"))
    return names


def _cases(campaign: Campaign) -> Iterator[Problem]:
    """A page or bank that holds cases says so, and a case from life has its checklist answered and signed."""
    for entry in campaign.entries:
        tags = entry.meta.get("tags") or ()
        marked = entry.meta.get("case") is True or "case" in tags or "案例" in tags
        if marked:
            line = yamldata.line_of(entry.lines, "anonymised" if "anonymised" in entry.meta else "case")
            yield from _answered(entry.path, line, entry.meta.get("anonymised"))
        elif entry.meta.get("case") is None and (heading := _CASE.search(entry.body)):
            line = entry.body_line + entry.body.count("\n", 0, heading.start())
            message = "标题写着“案例”：真实案例请在文件头写 case: true 并填脱敏核对（anonymised），虚构的写 case: false"
            yield Problem(entry.path, line, "case-unmarked", message, WARNING)
    for bank in campaign.quizzes:
        line = next((q.line for q in bank.questions if _BANK_CASE & set(q.tags)), 0)
        head = _head(campaign.root / bank.path, bank.path) if line else {}
        if not line or head.get("cases") == "虚构":
            continue
        if head.get("cases") == "改编":
            yield from _answered(bank.path, 1, head.get("anonymised"))
        else:
            message = "题库里有情形题：请在文件开头写 cases: 虚构；取自真实信访事项的写 cases: 改编，并填脱敏核对（anonymised）"
            yield Problem(bank.path, line, "case-unmarked", message, WARNING)


def _head(file: Path, path: str) -> dict:
    """What stands in a bank before its questions."""
    text = file.read_text("utf-8-sig", errors="replace")
    try:
        head = yamldata.read(text.partition("\nquestions:")[0], path).data
    except ReadError:  # reported where the bank is loaded
        return {}
    return head if isinstance(head, dict) else {}


def _answered(path: str, line: int, checklist: object) -> Iterator[Problem]:
    if missing := list(unanswered(checklist)):
        message = f"案例没有做完脱敏核对：{'；'.join(missing)}。请逐项核对原文后补上，核对人签名并写日期"
        yield Problem(path, line, "case-not-anonymised", message, ERROR)
