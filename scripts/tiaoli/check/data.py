"""Claims and addresses in the data files: settings, glossary, superseded rules, procedure, the statutes themselves."""

from collections.abc import Iterator
from typing import Any

from tiaoli.check.pages import merge
from tiaoli.citations import find, verify
from tiaoli.citations.resolve import printed
from tiaoli.claims import Claims, Subject, check_text
from tiaoli.model import ERROR, WARNING, Campaign, Problem
from tiaoli.site import procedure
from tiaoli.yamldata import line_of

_DATA = "docs/_data"
#: Settings that are no prose: addresses, file names, identifiers.
_NOT_PROSE = ("site.url", "site.id", "statute.file", "statute.slug", "statute.short_names", "signoff", "icp", "police")


def check(campaign: Campaign, subject: Subject) -> list[Claims]:
    """One result a data file."""
    return [
        _settings(campaign, subject),
        _glossary(campaign, subject),
        _superseded(campaign, subject),
        _notes(campaign, subject),
        _texts(
            campaign, subject, f"{_DATA}/procedure.yml", campaign.procedure, ("label", "note", "title", "description")
        ),
    ]


def strings(value: Any, dotted: str = "") -> Iterator[tuple[str, str]]:
    """(dotted key, text) of every string in nested data."""
    if isinstance(value, str):
        yield dotted, value
    elif isinstance(value, dict):
        for key, inner in value.items():
            yield from strings(inner, f"{dotted}.{key}" if dotted else str(key))
    elif isinstance(value, list | tuple):
        for at, inner in enumerate(value):
            yield from strings(inner, f"{dotted}.{at}" if dotted else str(at))


def _settings(campaign: Campaign, subject: Subject) -> Claims:
    claims = Claims()
    for key, text in strings(campaign.settings.data):
        if not key.startswith(_NOT_PROSE):
            line = line_of(campaign.settings.lines, key)
            merge(claims, check_text(text, subject, campaign.settings.path, line))
    return claims


def _lines(campaign: Campaign, path: str) -> dict[str, int]:
    return campaign.data_lines.get(path, {})


def _texts(campaign: Campaign, subject: Subject, path: str, data: Any, keys: tuple[str, ...]) -> Claims:
    claims, lines = Claims(), _lines(campaign, path)
    for dotted, text in strings(data or {}):
        if dotted.rpartition(".")[2] in keys:
            merge(claims, check_text(text, subject, path, line_of(lines, dotted)))
    return claims


def _glossary(campaign: Campaign, subject: Subject) -> Claims:
    path = f"{_DATA}/glossary.yml"
    claims, lines = Claims(), _lines(campaign, path)
    for at, row in enumerate(campaign.glossary):
        term = str(row.get("term", ""))
        for key in ("definition", "note"):
            if isinstance(row.get(key), str):
                merge(claims, check_text(row[key], subject, path, line_of(lines, f"{at}.{key}"), term))
        context = "。".join([term, *(str(row[key]) for key in ("definition", "note") if key in row)])
        claims.problems += _evidence(campaign, path, at, row, context)
    return claims


def _evidence(campaign: Campaign, path: str, at: int, row: dict[str, Any], context: str) -> Iterator[Problem]:
    """target resolves, quote stands in it verbatim and is not cut misleadingly."""
    statute, lines = campaign.statute, _lines(campaign, path)
    target, quote = row.get("target"), row.get("quote")
    if isinstance(target, str) and target not in statute.index:
        message = f"“{target}”不是《{statute.title}》的条款：请写成 art-34、art-31-p1-i6 的样子"
        yield Problem(path, line_of(lines, f"{at}.target"), "unknown-address", message, ERROR, target)
    elif isinstance(quote, str):
        verdict = verify(statute, quote, (target,) if isinstance(target, str) else (), context)
        if not verdict.ok:
            line = line_of(lines, f"{at}.quote")
            yield Problem(path, line, verdict.code, verdict.message, verdict.severity, quote, verdict.expected)


def _superseded(campaign: Campaign, subject: Subject) -> Claims:
    """The old rule speaks of another instrument; only the new one is a claim about ours."""
    path = f"{_DATA}/superseded.yml"
    claims = Claims()
    for at, row in enumerate(campaign.superseded):
        if isinstance(row.get("note"), str):
            merge(claims, check_text(row["note"], subject, path, line_of(_lines(campaign, path), f"{at}.note")))
        new = row.get("new") or {}
        claims.problems += _evidence(campaign, path, at, new, "")
        for key in ("text", "note"):
            if isinstance(new.get(key), str):
                line = line_of(_lines(campaign, path), f"{at}.new.{key}")
                merge(claims, check_text(new[key], subject, path, line))
    return claims


def _notes(campaign: Campaign, subject: Subject) -> Claims:
    """What an article means and what it is taken for: articles that exist, no article explained twice, claims true."""
    claims, statute = Claims(), campaign.statute
    seen: set[str] = set()
    for name, rows in (("meanings", campaign.meanings), ("confusions", campaign.confusions)):
        path = f"{_DATA}/{name}.yml"
        lines = _lines(campaign, path)
        for at, row in enumerate(rows):
            targets = [str(row["target"])] if name == "meanings" else [str(each) for each in row["targets"]]
            line = line_of(lines, f"{at}.{'target' if name == 'meanings' else 'targets'}")
            for target in targets:
                if target not in statute.index:
                    message = f"“{target}”不是《{statute.title}》的条：请写成 art-34 的样子"
                    claims.problems.append(Problem(path, line, "unknown-address", message, ERROR, target))
            if name == "meanings" and targets[0] in seen:
                message = f"{printed(statute, targets[0])}的意思写了两遍：请只留一处"
                claims.problems.append(Problem(path, line, "meaning-twice", message, ERROR, targets[0]))
            seen.update(targets if name == "meanings" else ())
            about = "、".join(printed(statute, target) for target in targets if target in statute.index)
            for key in ("title", "text"):
                if isinstance(row.get(key), str):
                    merge(claims, check_text(row[key], subject, path, line_of(lines, f"{at}.{key}"), about))
    return claims


def check_statutes(campaign: Campaign, subject: Subject) -> Iterator[Problem]:
    """References inside the statute, and of local rules to it, must resolve."""
    statute = campaign.statute
    file = f"{_DATA}/{campaign.settings.get('statute.file', 'regulation.md')}"
    for unit in statute.walk():
        for citation in find(unit.text, statute, unit.address, own_names=subject.own_names):
            if citation.instrument is None and citation.target is None:
                # An official text may cite what only stands in a quotation of its own; it is not ours to mend.
                message = f"{printed(statute, unit.address)}里的“{citation.text}”找不到：{citation.reason}，请核对条文有没有抄错"
                yield Problem(file, unit.line, "unresolved-citation", message, WARNING, citation.text)
    for local in campaign.local:
        path = campaign.local_meta.get(local.slug, {}).get("path", f"{_DATA}/local/{local.slug}.md")
        for unit in local.walk():
            for citation in find(unit.text, local, unit.address, own_names=()):
                if citation.instrument in (statute.title, *subject.own_names):
                    # the same words, read against the statute that they name
                    again = find(citation.text, statute, own_names=subject.own_names)
                    if again and again[0].target is None:
                        message = f"“{citation.text}”找不到：{again[0].reason}，请改正条号"
                        yield Problem(path, unit.line, "unresolved-citation", message, ERROR, citation.text)


def check_procedure(campaign: Campaign) -> list[Problem]:
    """Targets, limits and edges of the procedure picture."""
    if campaign.procedure is None:
        return []
    lines = _lines(campaign, procedure.PATH)
    return procedure.problems(campaign.procedure, campaign.statute, campaign.timelimits, procedure.PATH, lines)
