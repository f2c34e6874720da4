"""A commentary: what the file states of it, what was left out, and what it cites."""

import re
from dataclasses import replace
from pathlib import Path
from typing import Any

from tiaoli import citations
from tiaoli.commentary import Converted, byline, format_page, read
from tiaoli.convert.values import Conversion
from tiaoli.model import Commentary, Problem, Removal, Source, Statute, Uncertainty


def made(path: Path, source: Source, rights: str | None, problems: list[Problem]) -> Conversion:
    article = _stated(read(source.lines), source)
    problems = [problem for problem in problems if not problem.code.startswith(_LEFT_OUT)]
    for problem in source.problems:
        if problem.code == "lost-characters":
            article = replace(article, uncertain=article.uncertain + _lost(article))
    if not article.paragraphs:
        message = "没有找到正文；请检查文件内容，或把正文另存为文本文件再试。"
        problems.append(Problem(path.name, 0, "no-text", message, "warning"))
    own = {"rights": rights} if rights else {}
    value = Converted(article, path.name, source.sha256, own)
    return Conversion(path, "commentary", value, format_page(value), source, tuple(problems))


#: 去掉了 6 行：链接。 of one of the six lines is 链接.
_COUNTED = re.compile(r"^去掉了 \d+ 行：(.*?)。?$", re.S)
#: Codes of what a reader left out of the text (menus, headers, comments): it belongs to `removed`.
_LEFT_OUT = "left-out-"
#: 要闻动态, 政务公开: the word of a menu, where the page itself states a longer title.
_MENU_WORD = 6
#: What a page's own meta tags state, for fields that its text leaves open.
_META = ("title", "author", "publisher", "editor", "published", "column")


def _stated(article: Commentary, source: Source) -> Commentary:
    """The article with what the reader left out, and with the fields that the file's meta tags state and its text doesn't."""
    left = [
        Removal(line.strip(), _COUNTED.sub(r"\1", problem.message), problem.line)
        for problem in source.problems
        if problem.code.startswith(_LEFT_OUT)
        for line in (problem.found or "").split("\n")
        if line.strip()
    ]
    metadata = dict(source.metadata)
    for removal in left:  # 责任编辑：… below the article is the page's own word too
        found = byline.labelled(removal.text) or {}
        shown = {key: value for key, value in found.items() if key in _META}
        metadata = metadata | shown | ({"published": metadata["published"]} if "published" in metadata else {})
    stated = {name: metadata[name] for name in _META if metadata.get(name) and getattr(article, name) is None}
    own, title = article.title or "", metadata.get("title", "")
    if 0 < len(own) <= _MENU_WORD and len(title) >= 2 * len(own) and own not in title:
        stated["title"] = title
        left.append(Removal(own, "像是栏目名称，标题取自网页自己的说明"))
    return replace(article, removed=(*article.removed, *left), **stated)


def _lost(article: Commentary) -> tuple[Uncertainty, ...]:
    reason = "原文在存入文件之前就已丢字，无法还原，请对照原文补上"
    return tuple(
        Uncertainty(i, "\ufffd", (), reason, match.start())
        for i, paragraph in enumerate(article.paragraphs)
        for match in re.finditer("\ufffd+", paragraph)
    )


def again(path: Path, source: Source, edited: Converted, rights: str | None) -> Conversion:
    """A page that this program wrote: the same article again, whatever people have done to it."""
    own = edited.own | ({"rights": rights} if rights else {})
    value = replace(edited, own=own)
    return Conversion(path, "commentary", value, format_page(value), source, source.problems)


#: What an article calls the statute where its content root names nothing.
OWN_NAMES = ("条例",)


def cited(article: Commentary, law: Statute, own: tuple[str, ...] = OWN_NAMES) -> list[dict[str, Any]]:
    """References of an article to the statute, resolved, with the quotation bound to each and whether it is verbatim.

    `own`: short names of the statute (statute.short_names of its content root).
    """
    names = citations.short_names("\n".join(article.paragraphs))
    out = []
    for i, paragraph in enumerate(article.paragraphs):
        every = citations.find(paragraph, law, own_names=own, names=names)
        found = [citation for citation in every if citation.instrument is None]
        entries = [{"paragraph": i, "text": c.text, "target": c.target, "quote": None, "verified": None} for c in found]
        for quotation in citations.quotations(paragraph, every, law, own_names=own, names=names):
            verdict = citations.verify(law, quotation.text, quotation.targets, paragraph)
            near = [n for n, c in enumerate(found) if c.target in quotation.targets and entries[n]["quote"] is None]
            if near:
                n = min(near, key=lambda n: abs(found[n].end - quotation.start))
                entries[n] |= {"quote": quotation.text, "verified": verdict.ok}
            else:
                target = quotation.targets[0] if quotation.targets else verdict.where
                entries.append({"paragraph": i, "text": quotation.cited_as, "target": target,
                                "quote": quotation.text, "verified": verdict.ok})  # fmt: skip
        out += entries
    return out
