"""Claims of hand-written pages: front matter and body."""

from dataclasses import replace

from tiaoli.citations.normalise import squeeze
from tiaoli.claims import Claims, Subject, check_markdown, check_text
from tiaoli.model import ERROR, WARNING, Campaign, Entry, Problem
from tiaoli.yamldata import line_of

#: Front matter that readers see.
_SHOWN = ("title", "subtitle", "summary", "description", "column")
#: What somebody else's article may have wrong; the article is not changed, a note sets it right.
_NOTABLE = frozenset(
    {
        "misquote",
        "wrong-article",
        "wrong-time-limit",
        "wrong-head-count",
        "wrong-count",
        "wrong-remedy",
        "wrong-attribution",
        "statute-fact",
        "unsupported-limit",
        "unresolved-citation",
        "cut-exception",
        "cut-scope",
        "cut-lead-in",
    }
)
_NOTE_HINT = "。别人的文章不改原文：请在这一段下面另起一段写“> 编者注：……”，写明条号和正确的说法"


def subject(campaign: Campaign) -> Subject:
    """What the campaign's texts are checked against."""
    names = tuple(campaign.settings.get("statute.short_names") or ())
    terms = frozenset(squeeze(str(row.get("term", ""))) for row in campaign.glossary)
    return Subject(campaign.statute, campaign.timelimits, campaign.headcounts, names or ("条例",), terms)


def check_entry(entry: Entry, against: Subject) -> Claims:
    """All claims of one page; a commentary must not hold HTML and should say by what right it is republished."""
    claims = check_markdown(entry.body, against, entry.path, entry.body_line, allow_html=entry.kind != "commentary")
    for key in _SHOWN:
        value = entry.meta.get(key)
        if isinstance(value, str):
            merge(claims, check_text(value, against, entry.path, line_of(entry.lines, key)))
    for at, address in enumerate(entry.meta.get("provisions") or ()):
        if isinstance(address, str) and address not in against.statute.index:
            line = line_of(entry.lines, f"provisions.{at}")
            message = (
                f"provisions 里的“{address}”不是《{against.statute.title}》的条款：请写成 art-34、art-31-p1-i6 的样子"
            )
            claims.problems.append(Problem(entry.path, line, "unknown-address", message, ERROR, address))
    if entry.kind == "commentary":
        claims.problems = [
            replace(p, message=p.message + _NOTE_HINT) if p.code in _NOTABLE else p for p in claims.problems
        ]
    if entry.meta.get("essay") and not entry.meta.get("consent"):
        message = (
            "征文作品没有作者同意发表的记录，不能成为网页：请在文件头写 consent: {by: 姓名, date: 日期}，或删去这个文件"
        )
        claims.problems.append(Problem(entry.path, line_of(entry.lines, "essay"), "no-consent", message))
    if entry.kind == "commentary" and not entry.meta.get("rights"):
        message = "没有写明依据什么权利转载：请在文件头补上 rights；正式发布（--release）时只列标题、来源和链接"
        claims.problems.append(Problem(entry.path, 1, "no-rights", message, WARNING))
    return claims


def merge(claims: Claims, more: Claims) -> None:
    """Add the second result to the first."""
    claims.problems += more.problems
    claims.citations += more.citations
    for kind, count in more.escapes.items():
        claims.escapes[kind] = claims.escapes.get(kind, 0) + count
