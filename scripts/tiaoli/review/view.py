"""What the report of one conversion says, taken from the conversion: no HTML here."""

from collections import Counter
from dataclasses import dataclass
from difflib import unified_diff
from pathlib import Path

from tiaoli import citations, statute
from tiaoli.citations.resolve import printed
from tiaoli.convert import OWN_NAMES, Conversion, Written, cited
from tiaoli.model import Line, Statute

#: Front matter that differs with every conversion and says nothing of the text.
_DIGESTS = ("source_sha256:", "converted_sha256:", "# source_sha256:", "# converted_sha256:")
#: Fields of an article, as the report calls them.
_FIELDS = {
    "title": "标题", "subtitle": "副标题", "column": "栏目", "author": "作者", "author_office": "作者单位", "publisher": "来源",
    "published": "日期", "editor": "编辑", "place": "地点",
}  # fmt: skip


@dataclass(frozen=True)
class Mark:
    """A doubt about `text`, which begins at `start` in its paragraph (None: a title, a statute's line, a question)."""

    paragraph: int | None
    text: str
    says: str
    start: int = -1


@dataclass(frozen=True)
class Mend:
    """One kind of repair in a paragraph (None as in `Mark`), and how often it was made."""

    paragraph: int | None
    rule: str
    before: str
    after: str
    times: int


@dataclass(frozen=True)
class Quoted:
    """A citation: as written, the provision as printed or why there is none, the quotation and the nearest wording."""

    paragraph: int
    text: str
    provision: str
    quote: str | None
    verified: bool | None
    nearest: str | None = None
    says: str = ""


@dataclass(frozen=True)
class View:
    """One report. `changed`: lines of a unified difference between the edited page that was kept and the new version."""

    source: str
    target: str
    kept: str
    status: str
    lines: tuple[Line, ...]
    paragraphs: tuple[str, ...]
    fields: tuple[tuple[str, str], ...]
    marks: tuple[Mark, ...]
    mends: tuple[Mend, ...]
    removed: tuple[tuple[int, str, str], ...]
    quoted: tuple[Quoted, ...]
    problems: tuple[str, ...]
    changed: tuple[str, ...]


def view(done: Conversion, written: Written, law: Statute | None, own: tuple[str, ...] = OWN_NAMES) -> View:
    """Everything that a person needs to judge a conversion by."""
    removed: tuple[tuple[int, str, str], ...] = ()
    quoted: tuple[Quoted, ...] = ()
    fields: tuple[tuple[str, str], ...] = ()
    mends: Counter[tuple[int | None, str, str, str]] = Counter()
    problems = tuple(f"第 {p.line} 行：{p.message}" if p.line else p.message for p in done.problems)
    if done.kind == "commentary":
        article = done.value.commentary
        paragraphs = article.paragraphs
        fields = tuple((shown, value) for name, shown in _FIELDS.items() if (value := getattr(article, name)))
        mends = Counter((_at(r.paragraph), r.rule, r.before, r.after) for r in article.repairs)
        marks = [Mark(_at(d.paragraph), d.text, _doubt(d.alternatives, d.reason), d.offset) for d in article.uncertain]
        removed = tuple((r.line, r.text, r.reason) for r in article.removed)
        quoted = tuple(_citations(article, law, own)) if law else ()
    elif isinstance(done.value, Statute):
        text = statute.unparse(done.value).split("\n")
        paragraphs = tuple(line for line in text if line.strip())
        problems += tuple(f"第 {p.line} 行：{p.message}" if p.line else p.message for p in done.value.problems)
        mends = Counter((None, m["rule"], m["before"], m["after"]) for m in done.mended)
        marks = [
            Mark(None, d["text"], f"第 {d['line']} 行，{_doubt(tuple(d['alternatives']), d['reason'])}")
            for d in done.doubts
        ]
    else:
        paragraphs = tuple(line for line in done.markdown.split("\n") if line.strip())
        marks = [Mark(None, "", f"{key}：{fault}") for key, fault in done.faults.items()]
    kept = written.kept
    return View(
        done.path.name, written.target.as_posix() if written.target else "", kept.as_posix() if kept else "",
        written.status, done.source.lines, tuple(paragraphs), fields, tuple(marks),
        tuple(Mend(*key, times) for key, times in mends.items()), removed, quoted, problems,
        difference(kept, done.markdown) if kept else (),
    )  # fmt: skip


def difference(kept: Path, markdown: str) -> tuple[str, ...]:
    """Lines that differ between the page that somebody edited and the new version: -old, +new, with one line around."""
    old = [line for line in kept.read_text("utf-8", errors="replace").split("\n") if not line.startswith(_DIGESTS)]
    new = [line for line in markdown.split("\n") if not line.startswith(_DIGESTS)]
    return tuple(unified_diff(old, new, lineterm="", n=1))[2:]


def _at(paragraph: int) -> int | None:
    return paragraph if paragraph >= 0 else None


def _doubt(alternatives: tuple[str, ...], reason: str) -> str:
    others = "也可能是" + "、".join(f"“{other}”" for other in alternatives) if alternatives else "没有别的可选写法"
    return f"{others}；{reason}"


def _citations(article, law: Statute, own: tuple[str, ...]):
    for entry in cited(article, law, own):
        target, quote = entry["target"], entry["quote"]
        provision = printed(law, target) if target in law.index else "条文中没有这一处"
        nearest, says = None, ""
        if quote and entry["verified"] is False:
            verdict = citations.verify(
                law, quote, (target,) if target in law.index else (), article.paragraphs[entry["paragraph"]]
            )
            nearest, says = verdict.expected, verdict.message
        yield Quoted(entry["paragraph"], entry["text"], provision, quote, entry["verified"], nearest, says)
