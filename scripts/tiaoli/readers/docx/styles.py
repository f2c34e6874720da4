"""Paragraph and character styles of a docx file, resolved along basedOn."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
#: Heading 2, 标题 2
_HEADING = re.compile(r"(?:heading|标题)\s*([1-9])$", re.I)
_CONTENTS = re.compile(r"(?:toc|目录|contents)\s*(?:[1-9]|heading|标题)$|目录标题$|table of figures$|图表目录$", re.I)
_BY_NAME = {
    "title": "title", "标题": "title", "subtitle": "subtitle", "副标题": "subtitle", "quote": "quote", "引用": "quote",
    "intense quote": "quote", "明显引用": "quote",
}  # fmt: skip


@dataclass(frozen=True)
class Style:
    """One w:style."""

    name: str
    based_on: str
    paragraph: Any = None
    run: Any = None


def value(element: Any, tag: str) -> str | None:
    """w:val of a child, None when there is no such child."""
    child = element.find(W + tag) if element is not None else None
    return None if child is None else child.get(W + "val", "")


def switch(element: Any, tag: str) -> bool | None:
    """An on/off property: None when it isn't stated."""
    child = element.find(W + tag) if element is not None else None
    return None if child is None else child.get(W + "val", "true") not in ("0", "false", "off")


class Styles:
    """All styles of a document; an absent or damaged styles part gives plain paragraphs."""

    def __init__(self, root: Any) -> None:
        self._styles: dict[str, Style] = {}
        self.default = ""
        self.all_hidden: bool | None = None
        for element in root.findall(W + "style") if root is not None else ():
            key = element.get(W + "styleId", "")
            self._styles[key] = Style(
                value(element, "name") or "",
                value(element, "basedOn") or "",
                element.find(W + "pPr"),
                element.find(W + "rPr"),
            )
            if element.get(W + "type") == "paragraph" and element.get(W + "default") in ("1", "true", "on"):
                self.default = key

    def chain(self, key: str | None) -> Iterator[tuple[str, Style]]:
        """A style and those that it is based on, nearest first."""
        seen = set()
        while key and key in self._styles and key not in seen:
            seen.add(key)
            yield key, self._styles[key]
            key = self._styles[key].based_on

    def of(self, properties: Any) -> str:
        """The id of a paragraph's style."""
        return value(properties, "pStyle") or self.default

    def numbering(self, key: str) -> tuple[str | None, str | None, str]:
        """(numId, ilvl, the id of the style that states the numId) inherited by a style."""
        level = None
        for style_id, style in self.chain(key):
            numbering = style.paragraph.find(W + "numPr") if style.paragraph is not None else None
            if numbering is None:
                continue
            level = level or value(numbering, "ilvl")
            number = value(numbering, "numId")
            if number is not None:
                return number, level, style_id
        return None, level, ""

    def role(self, properties: Any) -> str:
        """What a paragraph is: "heading-1" …, "title", "subtitle", "quote", "contents" or ""."""
        names = [style.name.strip().lower() for _, style in self.chain(self.of(properties))]
        for name in names[:2]:
            if _CONTENTS.match(name):
                return "contents"
        level = value(properties, "outlineLvl")
        for _, style in self.chain(self.of(properties)) if level is None else ():
            level = value(style.paragraph, "outlineLvl")
            if level is not None:
                break
        for name in names:
            if name in _BY_NAME:
                return _BY_NAME[name]
        if level is not None and level.isdigit():
            return f"heading-{min(int(level) + 1, 6)}" if int(level) < 9 else ""
        for name in names:
            if match := _HEADING.match(name):
                return f"heading-{min(int(match[1]), 6)}"
        return ""

    def hidden(self, run: Any, paragraph_style: str) -> bool:
        """Whether a run with these properties is hidden text, directly or by a style."""
        stated = switch(run, "vanish")
        if stated is None and (switch(run, "specVanish")):
            stated = True
        for key in (value(run, "rStyle"), paragraph_style):
            for _, style in self.chain(key) if stated is None else ():
                stated = switch(style.run, "vanish")
                if stated is not None:
                    break
        return bool(stated)
