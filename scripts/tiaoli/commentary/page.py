"""A commentary as the Markdown page that people edit, and back: parse_page(format_page(x)) gives x again.

Whatever stands in the source is inert in the page: marks of Markdown, HTML and attribute lists are written as character
references. A doubt stands as a comment at the end of its paragraph, so that it is seen in an editor and not on the site.
"""

import hashlib
import html
import json
import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from tiaoli import frontmatter
from tiaoli.model import Commentary, Removal, Repair, Uncertainty

FIELDS = ("title", "subtitle", "column", "author", "author_office", "publisher", "published", "editor", "place")
#: Front matter that is a person's, carried over by a new conversion.
OWN = ("rights", "url")
DOUBT = "待核"

#: Active anywhere in a line: emphasis, links, code, HTML, attribute lists, tables, formulas.
_ACTIVE = re.compile(r"[\\`*_\[\]<>{}|~^$=]|&(?=#?\w+;)")
#: Active at the start of a line: headings, lists, quotes, rules, definitions, admonitions, snippets.
_AT_START = re.compile(r"(?:[#>+\-:!?.=]|\d{1,9}[.)](?=\s|$))")
_COMMENT = re.compile(r"\s*<!--.*?-->")
_DIGEST_LINE = re.compile(r"^(# )?converted_sha256: .*$", re.M)
_EDITORS_NOTE = re.compile(r"\s*>\s*编者注")


@dataclass(frozen=True)
class Converted:
    """A commentary with what its page says of where it comes from."""

    commentary: Commentary
    source: str = ""
    source_sha256: str = ""
    own: dict[str, Any] = field(default_factory=dict)


def escape(text: str) -> str:
    """A line of text as Markdown that prints exactly it.

    >>> escape("3*4<b>党建+</b>{.x}"), escape("# 一"), escape("1. 甲"), escape("工作、学习")
    ('3&#42;4&#60;b&#62;党建+&#60;/b&#62;&#123;.x&#125;', '&#35; 一', '1&#46; 甲', '工作、学习')
    """
    out = _ACTIVE.sub(lambda match: f"&#{ord(match[0])};", text)
    if match := _AT_START.match(out):
        mark = match.end() - 1
        out = f"{out[:mark]}&#{ord(out[mark])};{out[mark + 1 :]}"
    return out.replace("://", "&#58;//").replace("www.", "www&#46;")


def unescape(text: str) -> str:
    """The text of an escaped line; comments go.

    >>> unescape(escape("a&lt;*b* http://x")), unescape("甲。 <!-- 待核：甲 -->")
    ('a&lt;*b* http://x', '甲。')
    """
    return html.unescape(re.sub(r"\\([!-/:-@\[-`{-~])", r"\1", _COMMENT.sub("", text)))


def format_page(converted: Converted) -> str:
    """The page: front matter, then a paragraph a line. Ends in one line feed; contains its own digest."""
    article = converted.commentary
    head = ["---", "kind: commentary"]
    head += [f"{name}: {quoted(getattr(article, name))}" for name in FIELDS]
    head += [f"{name}: {quoted(converted.own.get(name))}" for name in OWN]
    head += [f"source: {quoted(converted.source)}", f"source_sha256: {quoted(converted.source_sha256)}"]
    head += ["converted_sha256: ", *_listed("removed", [{"text": r.text, "reason": r.reason} for r in article.removed])]
    head += _listed("repairs", _summary(article.repairs))
    head += _listed("uncertain", [doubt_json(doubt) for doubt in article.uncertain])
    body = []
    for i, paragraph in enumerate(article.paragraphs):
        comments = "".join(" " + _comment(doubt) for doubt in article.uncertain if doubt.paragraph == i)
        body.append(("## " if i in article.headings else "") + escape(paragraph) + comments)
    text = "\n".join([*head, "---", "", "\n\n".join(body), ""])
    return text.replace("converted_sha256: ", f"converted_sha256: {quoted(digest(text))}", 1)


def parse_page(text: str, path: str) -> Converted | None:
    """The commentary of a page with `kind: commentary`, or with a converter's digest and an article's title; else None."""
    matter = frontmatter.split(text, path)
    meta = matter.meta
    if meta.get("kind") != "commentary" and not ("converted_sha256" in meta and "title" in meta):
        return None
    paragraphs, headings = [], []
    for line in matter.body.split("\n"):
        plain = unescape(re.sub(r"^\s*#{1,6}\s+", "", line)).strip()
        if not plain or _EDITORS_NOTE.match(line):
            continue
        if re.match(r"\s*#{1,6}\s", line):
            headings.append(len(paragraphs))
        paragraphs.append(plain)
    article = Commentary(
        **{name: _text(meta.get(name)) for name in FIELDS},
        paragraphs=tuple(paragraphs),
        headings=tuple(headings),
        removed=tuple(Removal(str(r.get("text", "")), str(r.get("reason", ""))) for r in _dicts(meta, "removed")),
        repairs=tuple(
            Repair(_index(r), str(r.get("before", "")), str(r.get("after", "")), str(r.get("rule", "")))
            for r in _dicts(meta, "repairs")
            for _ in range(r.get("count", 1) if isinstance(r.get("count", 1), int) else 1)
        ),
        uncertain=tuple(_doubt(u) for u in _dicts(meta, "uncertain")),
    )
    own = {name: meta[name] for name in OWN if meta.get(name) is not None}
    return Converted(article, _text(meta.get("source")) or "", _text(meta.get("source_sha256")) or "", own)


def is_converted_statute(text: str, path: str) -> bool:
    """Whether a page was written by the converter of statutes, whose front matter has a digest and no title of its own."""
    meta = frontmatter.split(text, path).meta
    return "converted_sha256" in meta and not {"kind", "title"} & meta.keys()


def digest(page: str) -> str:
    """SHA-256 of a page without the value of its own digest."""
    return hashlib.sha256(_DIGEST_LINE.sub(r"\1converted_sha256: ", page, count=1).encode()).hexdigest()


def is_edited(page: str) -> bool:
    """Whether somebody has changed the page since it was converted, or it never was."""
    match = re.search(r'^(?:# )?converted_sha256: "?([0-9a-f]{64})"?\s*$', page, re.M)
    return match is None or match[1] != digest(page)


def doubt_json(doubt: Uncertainty) -> dict[str, Any]:
    """A doubt as in `convert --json` and the front matter; paragraph is null for a field."""
    return {
        "paragraph": doubt.paragraph if doubt.paragraph >= 0 else None,
        "text": doubt.text,
        "alternatives": list(doubt.alternatives),
        "reason": doubt.reason,
    }


def _summary(repairs: Sequence[Repair]) -> list[dict[str, Any]]:
    """Each kind of repair once, with its first paragraph and its count: the full list is in `convert --json`."""
    counts: dict[tuple[str, str, str], list[int]] = {}
    for repair in repairs:
        counts.setdefault((repair.before, repair.after, repair.rule), []).append(repair.paragraph)
    return [
        {"paragraph": where[0] if where[0] >= 0 else None, "before": before, "after": after, "rule": rule}
        | ({"count": len(where)} if len(where) > 1 else {})
        for (before, after, rule), where in counts.items()
    ]


def _comment(doubt: Uncertainty) -> str:
    others = "".join(f"“{other}”" for other in doubt.alternatives)
    words = f"“{doubt.text}”" + (f"，也可能是{others}" if others else "") + f"；{doubt.reason}"
    return f"<!-- {DOUBT}：{re.sub('-{2,}|[<>]', '—', words)} -->"


def _listed(name: str, entries: list[dict[str, Any]]) -> list[str]:
    if not entries:
        return [f"{name}: []"]
    return [f"{name}:"] + [
        "  - {" + ", ".join(f"{key}: {quoted(value)}" for key, value in entry.items()) + "}" for entry in entries
    ]


def quoted(value: Any) -> str:
    """A value as YAML, which is JSON but for the line ends that YAML knows and the characters that it refuses."""
    quoted = json.dumps(value, ensure_ascii=False)
    return re.sub("[\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff]", lambda match: f"\\u{ord(match[0]):04x}", quoted)


def _text(value: Any) -> str | None:
    return None if value is None or value == "" else str(value)


def _dicts(meta: dict[str, Any], name: str) -> list[dict[str, Any]]:
    value = meta.get(name)
    return [entry for entry in value if isinstance(entry, dict)] if isinstance(value, list) else []


def _index(entry: dict[str, Any]) -> int:
    value = entry.get("paragraph")
    return value if isinstance(value, int) else -1


def _doubt(entry: dict[str, Any]) -> Uncertainty:
    others = entry.get("alternatives")
    alternatives = tuple(map(str, others)) if isinstance(others, list) else ()
    return Uncertainty(_index(entry), str(entry.get("text", "")), alternatives, str(entry.get("reason", "")))
