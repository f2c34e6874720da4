"""Word's automatic numbers, as they print (ECMA-376 part 1, 17.9).

A level's counter goes on through every w:num that shares its definition; a startOverride restarts it once, at the first
paragraph of that w:num. A number of a higher level restarts the lower ones, unless lvlRestart says otherwise.
"""

import re
from dataclasses import dataclass
from typing import Any

from tiaoli.readers.docx.styles import Styles, W, switch, value
from tiaoli.readers.numfmt import render

_MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_PLACE = re.compile(r"%([1-9])")
#: <w:numFmt w:val="custom" w:format="001, 002, 003, ..."/>
_PADDED = re.compile(r"(0+1),")


@dataclass(frozen=True)
class Label:
    """What stands before a paragraph: "第一条", "（一）"; a bullet has no text."""

    text: str
    bullet: bool = False


@dataclass(frozen=True)
class _Level:
    start: int
    format: str
    text: str
    restart: int | None
    legal: bool
    style: str
    hidden: bool
    width: int  # digits of a custom zero-padded format


class Numbering:
    """The definitions of numbering.xml with the counters of one pass through the document, in its order."""

    def __init__(self, root: Any, styles: Styles) -> None:
        self._styles = styles
        self._abstract: dict[str, Any] = {}
        self._numbers: dict[str, Any] = {}
        self._levels: dict[tuple[str, int], _Level | None] = {}
        self._counts: dict[str, dict[int, int]] = {}
        self._restarted: set[tuple[str, int]] = set()
        #: Formats met that we have no rule for; printed decimal.
        self.unknown: set[str] = set()
        for element in root if root is not None else ():
            if element.tag == W + "abstractNum":
                self._abstract[element.get(W + "abstractNumId", "")] = element
            elif element.tag == W + "num":
                self._numbers[element.get(W + "numId", "")] = element

    def label(self, properties: Any) -> Label | None:
        """The next number, for a paragraph with these w:pPr; None when it has none. Counts: call once a paragraph."""
        number, level = self._place(properties)
        if number is None or number not in self._numbers:
            return None
        definition = self._level(number, level)
        if definition is None:
            return None
        counts = self._counts.setdefault(self._definition(number), {})
        self._count(number, level, definition, counts)
        if definition.hidden:
            return None
        if definition.format == "bullet":
            return Label("", bullet=True)
        text = _PLACE.sub(
            lambda place: self._printed(number, int(place[1]) - 1, definition.legal, counts), definition.text
        )
        return Label(text) if text.strip() else None

    def _place(self, properties: Any) -> tuple[str | None, int]:
        """(numId, level) of a paragraph, its own or by its style."""
        direct = properties.find(W + "numPr") if properties is not None else None
        number = value(direct, "numId")
        level = value(direct, "ilvl")
        style = self._styles.of(properties)
        if number is None:
            number, inherited, by = self._styles.numbering(style)
            if number is not None and level is None:
                # a level of the definition that names the style goes before the style's own w:ilvl
                level = self._linked(number, style) or self._linked(number, by) or inherited
        if number in (None, "", "0"):
            return None, 0
        return number, min(int(level), 8) if level and level.isdigit() else 0

    def _linked(self, number: str, style: str) -> str | None:
        for level in range(9):
            definition = self._level(number, level) if number in self._numbers else None
            if definition is not None and definition.style and definition.style == style:
                return str(level)
        return None

    def _count(self, number: str, level: int, definition: _Level, counts: dict[int, int]) -> None:
        override = self._override(number, level)
        start = definition.start
        fresh = level not in counts
        if override is not None and (number, level) not in self._restarted:
            start, fresh = override, True
            self._restarted |= {(number, above) for above in range(level)}  # a restart uses up those above it
        self._restarted.add((number, level))
        for above in range(level):
            if above not in counts:
                self._start_above(number, above, counts)
        counts[level] = start if fresh else counts[level] + 1
        for below in range(level + 1, 9):
            lower = self._level(number, below)
            if below in counts and (lower is None or lower.restart is None or lower.restart > level):
                del counts[below]

    def _start_above(self, number: str, level: int, counts: dict[int, int]) -> None:
        definition = self._level(number, level)
        if definition is not None and "%" in definition.text:
            counts[level] = definition.start

    def _printed(self, number: str, level: int, legal: bool, counts: dict[int, int]) -> str:
        definition = self._level(number, level)
        if definition is None or level not in counts:
            return ""
        count = counts[level]
        if definition.width:
            return str(count).zfill(definition.width)
        format_ = "decimal" if legal and definition.format not in ("none", "bullet") else definition.format
        text = render(count, format_)
        if text is None:
            self.unknown.add(format_)
            text = str(count)
        return text

    def _override(self, number: str, level: int) -> int | None:
        override = self._overriding(number, level)
        start = value(override, "startOverride") if override is not None else None
        return int(start) if start and start.lstrip("-").isdigit() else None

    def _overriding(self, number: str, level: int) -> Any:
        for override in self._numbers[number].findall(W + "lvlOverride"):
            if override.get(W + "ilvl") == str(level):
                return override
        return None

    def _definition(self, number: str) -> str:
        """The id of the abstractNum behind a w:num, through links to a numbering style."""
        key, seen = value(self._numbers[number], "abstractNumId") or "", set()
        while key in self._abstract and key not in seen:
            seen.add(key)
            link = value(self._abstract[key], "numStyleLink")
            if not link:
                break
            linked, _, _ = self._styles.numbering(link)
            if linked is None or linked not in self._numbers:
                own = (k for k, e in self._abstract.items() if value(e, "styleLink") == link)
                key = next(own, key)
                break
            key = value(self._numbers[linked], "abstractNumId") or ""
        return key

    def _level(self, number: str, level: int) -> _Level | None:
        if (number, level) not in self._levels:
            self._levels[number, level] = self._find_level(number, level)
        return self._levels[number, level]

    def _find_level(self, number: str, level: int) -> _Level | None:
        override = self._overriding(number, level)
        element = override.find(W + "lvl") if override is not None else None
        if element is None:
            abstract = self._abstract.get(self._definition(number))
            for candidate in abstract.findall(W + "lvl") if abstract is not None else ():
                if candidate.get(W + "ilvl") == str(level):
                    element = candidate
                    break
        return None if element is None else _read(element)


def _read(element: Any) -> _Level:
    def number(tag: str) -> int | None:
        text = value(element, tag)
        return int(text) if text and text.lstrip("-").isdigit() else None

    format_, width = _format(element)
    run = element.find(W + "rPr")
    start = number("start")
    return _Level(
        0 if start is None else start,
        format_,
        value(element, "lvlText") or "",
        number("lvlRestart"),
        bool(switch(element, "isLgl")),
        value(element, "pStyle") or "",
        bool(switch(run, "vanish")),
        width,
    )


def _format(element: Any) -> tuple[str, int]:
    """(format, digits to pad to); newer formats stand in mc:AlternateContent with an older one to fall back on."""
    found = element.find(W + "numFmt")
    if found is None:
        found = element.find(f"{_MC}AlternateContent/{_MC}Choice/{W}numFmt")
    if found is None:
        return "decimal", 0
    format_ = found.get(W + "val", "decimal")
    if format_ == "custom":
        padded = _PADDED.match(found.get(W + "format", ""))
        if padded:
            return "decimal", len(padded[1])
        fallback = element.find(f"{_MC}AlternateContent/{_MC}Fallback/{W}numFmt")
        format_ = fallback.get(W + "val", "decimal") if fallback is not None else "custom"
    return format_, 0
