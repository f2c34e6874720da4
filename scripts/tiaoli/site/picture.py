"""The procedure as a picture: a trunk of numbered steps from top to bottom, and at each the ways that leave it.

Two drawings of the same data: a narrow one for phones (ways indented below their step) and a wide one for screens and
paper (ways to the right of it). Both are plain SVG that reads in black and white: steps have a heavy edge, what leaves
the path a broken one. Sizes are in the drawing's own units; text is 13 units or more, so that the narrow drawing, shown
at 300 px or wider, keeps it legible.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field

from tiaoli.site.limits import phrase
from tiaoli.site.markup import esc
from tiaoli.site.outline import destination
from tiaoli.site.places import Places
from tiaoli.site.procedure import Procedure, Step, Way

LABEL, NOTE = 15.0, 13.0
LINE = 1.42
PAD = 10.0
GAP = 14.0
INDENT = 28.0
_HANGING = "，。、；：？！）》”’"


@dataclass(frozen=True, slots=True)
class Shape:
    """Widths of a drawing; `exit_x`: where the boxes of leaving ways start; `sheet`: the height that fits on paper."""

    name: str
    width: float
    step_x: float
    step_width: float
    exit_x: float
    beside: bool
    sheet: float = 1e9

    @property
    def exit_width(self) -> float:
        """To the right edge, one unit left for the line."""
        return self.width - self.exit_x - 1


NARROW = Shape("narrow", 344, 25, 318, 68, beside=False)
WIDE = Shape("wide", 760, 31, 330, 424, beside=True, sheet=1120)


@dataclass(frozen=True, slots=True)
class _Part:
    """A piece of the drawing between two heights. `whole`: words, which no sheet may cut; a line goes on on the next."""

    top: float
    bottom: float
    svg: str
    whole: bool = False


@dataclass
class _Box:
    """A box as laid out: text lines of (class, text), and its place."""

    step: Step
    rows: list[tuple[str, str]]
    width: float
    kind: str
    number: int = 0
    x: float = 0.0
    y: float = 0.0
    height: float = field(init=False)

    def __post_init__(self) -> None:
        self.height = 2 * PAD + sum(_row_height(css) for css, _ in self.rows)


def draw(procedure: Procedure, places: Places, here: str, shape: Shape) -> str:
    """One SVG element. Every box is a link to its provision; `here` is the page that the drawing stands on."""
    trunk = procedure.trunk()
    numbers = {name: i + 1 for i, name in enumerate(trunk)}
    parts: list[_Part] = []
    steps: dict[str, _Box] = {}
    cuts: list[float] = []
    y = 2.0
    drawn: set[str] = set(trunk)
    for i, name in enumerate(trunk):
        ways = [w for w in procedure.after(name) if not _on_trunk(w, trunk)]
        box = _box(procedure.step(name), "", shape.step_width, places, number=i + 1)
        box.x, box.y = shape.step_x, y
        steps[name] = box
        exits = [_exit(procedure, way, shape, places, drawn, numbers) for way in ways]
        y = _place_exits(box, exits, shape, parts)
        parts += [_Part(each.y, each.y + each.height, _box_svg(each, places, here)) for each in (*exits, box)]
        if i + 1 < len(trunk):
            label = next((w.label for w in procedure.after(name) if w.end == trunk[i + 1]), "")
            cuts.append(max(y, box.y + box.height) + GAP / 2)
            y = _arrow_down(box, exits, y, label, shape, parts)
    rails = list(_rails(procedure, trunk, steps))
    cuts = [cut for cut in cuts if not any(part.top < cut < part.bottom for part in rails if part.whole)]
    return "\n".join(_sheets([*parts, *rails], cuts, y + 4, procedure, trunk, shape))


def _sheets(
    parts: list["_Part"], cuts: list[float], height: float, procedure: Procedure, trunk: tuple[str, ...], shape: Shape
) -> Iterator[str]:
    """The drawing as one SVG or, where it is taller than a sheet of paper, as several that join without a seam."""
    tops = [0.0]
    while height - tops[-1] > shape.sheet:
        fits = [cut for cut in cuts if tops[-1] < cut <= tops[-1] + shape.sheet]
        later = [cut for cut in cuts if cut > tops[-1] + shape.sheet]
        if not fits and not later:
            break
        tops.append(max(fits, default=min(later, default=height)))
    for i, top in enumerate(tops):
        bottom = tops[i + 1] if i + 1 < len(tops) else height
        ident = f"procedure-{shape.name}-{i + 1}"
        part_of = f"（{len(tops)} 之 {i + 1}）" if len(tops) > 1 else ""
        inside = [part.svg for part in parts if part.top < bottom and part.bottom > top]
        yield "\n".join([
            f'<svg class="tl-svg tl-svg-{shape.name}" viewBox="0 {_n(top)} {_n(shape.width)} {_n(bottom - top)}" '
            f'role="group" aria-labelledby="{ident}-title {ident}-desc" xmlns="http://www.w3.org/2000/svg">',
            f'<title id="{ident}-title">{esc(procedure.title)}{part_of}</title>',
            f'<desc id="{ident}-desc">{esc(_description(procedure, trunk))}</desc>',
            f'<defs><marker id="{ident}-tip" viewBox="0 0 8 8" refX="7" refY="4" markerWidth="7" markerHeight="7" '
            'orient="auto-start-reverse"><path class="tl-tip" d="M0 0 8 4 0 8z" fill="#5C5348"/></marker></defs>',
            *(svg.replace("TIP", f"url(#{ident}-tip)") for svg in inside),
            "</svg>",
        ])  # fmt: skip


def _description(procedure: Procedure, trunk: tuple[str, ...]) -> str:
    path = "，".join(f"{i + 1} {procedure.step(name).label}" for i, name in enumerate(trunk))
    return f"{procedure.description}主线依次是：{path}。各步的去向见图后的文字版。"


def _on_trunk(way: Way, trunk: tuple[str, ...]) -> bool:
    """Whether a way leads forward from one trunk step to another."""
    return way.end in trunk and trunk.index(way.end) > trunk.index(way.start)


def _exit(
    procedure: Procedure, way: Way, shape: Shape, places: Places, drawn: set[str], numbers: dict[str, int]
) -> _Box:
    """The box of a way that leaves the trunk; a step drawn before is only referred to."""
    step = procedure.step(way.end)
    again = way.end in drawn
    drawn.add(way.end)
    box = _box(step, way.label, shape.exit_width, places, brief=again)
    tails = [] if again else procedure.after(way.end)
    for tail in tails:
        to = destination(tail.end, way.start, numbers) or f"转入：{procedure.step(tail.end).label}"
        said = f"{tail.label}，{to}" if tail.label else to
        box.rows += [("back", line) for line in wrap("→ " + said, shape.exit_width - 2 * PAD, NOTE)]
    box.__post_init__()
    return box


def _box(step: Step, condition: str, width: float, places: Places, number: int = 0, brief: bool = False) -> _Box:
    room = width - 2 * PAD - (INDENT if number else 0)
    rows = [("when", line) for line in wrap(condition, room, NOTE)]
    rows += [("label", line) for line in wrap(step.label + ("（同上）" if brief else ""), room, LABEL)]
    if step.note and not brief:
        rows += [("note", line) for line in wrap(step.note, room, NOTE)]
    if not brief:
        rows += [("limit", said) for said in dict.fromkeys(map(phrase, step.limits))]
    names = places.names((step.target, *step.more))
    rows += [("law", line) for line in wrap(names, room, NOTE)]
    return _Box(step, rows, width, step.kind, number)


def _place_exits(box: _Box, exits: list[_Box], shape: Shape, parts: list[_Part]) -> float:
    """Put the leaving boxes and their connecting lines; returns the lowest edge of the row."""
    if not exits:
        return box.y + box.height
    if shape.beside:
        y, bus = box.y, (box.x + box.width + shape.exit_x) / 2
    else:
        y, bus = box.y + box.height + GAP, shape.step_x + 22
    for exit_box in exits:
        exit_box.x, exit_box.y = shape.exit_x, y
        y += exit_box.height + GAP * 0.7
    middles = [exit_box.y + exit_box.height / 2 for exit_box in exits]
    for middle in middles:
        parts.append(_line(f"M{_n(bus)} {_n(middle)}H{_n(shape.exit_x - 1)}", middle, middle, tip=True))
    start = box.y + box.height
    if shape.beside:
        start = min(max(middles[0], box.y + 12), box.y + box.height - 12)
        parts.append(_line(f"M{_n(box.x + box.width)} {_n(start)}H{_n(bus)}", start, start))
    top, bottom = min(start, middles[0]), max(start, middles[-1])
    if bottom > top:
        parts.append(_line(f"M{_n(bus)} {_n(top)}V{_n(bottom)}", top, bottom))
    return max(y - GAP * 0.7, box.y + box.height)


def _arrow_down(box: _Box, exits: list[_Box], y: float, label: str, shape: Shape, parts: list[_Part]) -> float:
    """The trunk's arrow to the next step with its condition; returns where that step starts."""
    rows = wrap(label, shape.step_width - 60, NOTE)
    x = shape.step_x + (shape.step_width / 2 if shape.beside else 22)
    start = box.y + box.height
    end = max(y, start) + GAP + max(len(rows), 1) * NOTE * LINE + 6
    if not shape.beside and exits:
        start = exits[-1].y + exits[-1].height / 2
    parts.append(_line(f"M{_n(x)} {_n(start)}V{_n(end - 1)}", start, end, tip=True, css="tl-trunk"))
    for i, row in enumerate(rows):
        base = end - 10 - (len(rows) - 1 - i) * NOTE * LINE
        parts.append(_Part(base - NOTE, base, _text("when", x + 10, base, row)))
    return end


def _rails(procedure: Procedure, trunk: tuple[str, ...], steps: dict[str, _Box]) -> Iterator[_Part]:
    """Ways that skip trunk steps, drawn along the left edge with their condition written downwards."""
    for name in trunk:
        for way in procedure.after(name):
            if way.end not in trunk or trunk.index(way.end) <= trunk.index(name) + 1:
                continue
            start, end = steps[name], steps[way.end]
            x, top, bottom = start.x - 13, start.y + start.height / 2, end.y + min(end.height / 2, 30)
            path = f"M{_n(start.x)} {_n(top)}H{_n(x)}V{_n(bottom)}H{_n(end.x - 1)}"
            yield _line(path, top, bottom, tip=True, css="tl-trunk")
            if way.label:
                step = NOTE * 1.15
                y = (top + bottom) / 2 - len(way.label) * step / 2
                rows = [_text("when", x - NOTE / 2, y + NOTE + i * step, c) for i, c in enumerate(way.label)]
                back = (f'<rect class="tl-paper" x="{_n(x - 9)}" y="{_n(y - 2)}" width="18" '
                        f'height="{_n(len(way.label) * step + 6)}" fill="#FBF8F2"/>')  # fmt: skip
                yield _Part(y - 2, y + len(way.label) * step + 4, "\n".join([back, *rows]), whole=True)


_INK = {"label": "#211D19", "law": "#8F1D21", "number": "#8F1D21", "limit": "#7A5A1E"}


def _text(css: str, x: float, y: float, text: str) -> str:
    size = {"label": LABEL, "number": LABEL + 2}.get(css, NOTE)
    weight = ' font-weight="bold"' if css in ("label", "limit", "number") else ""
    return f'<text class="tl-t-{css}" x="{_n(x)}" y="{_n(y)}" font-size="{_n(size)}"{weight} fill="{_INK.get(css, "#5C5348")}">{esc(text)}</text>'


def _box_svg(box: _Box, places: Places, here: str) -> str:
    dashed = ' stroke-dasharray="5 4"' if box.kind == "out" else ""
    radius = 16 if box.kind == "end" else 4
    width = "2.2" if box.number else "1.2"
    stroke = "#8F1D21" if box.number else "#5C5348"
    css = "tl-main" if box.number else f"tl-exit tl-{box.kind}"
    out = [
        f'<a class="tl-box {css}" href="{esc(places.link(here, box.step.target) or "#")}">',
        f'<rect x="{_n(box.x)}" y="{_n(box.y)}" width="{_n(box.width)}" height="{_n(box.height)}" rx="{radius}" '
        f'fill="#fff" stroke="{stroke}" stroke-width="{width}"{dashed}/>',
    ]
    x = box.x + PAD
    if box.number:
        out.append(_text("number", x, box.y + PAD + LABEL * 1.08, str(box.number)))
        x += INDENT
    y = box.y + PAD
    for css, text in box.rows:
        height = _row_height(css)
        base = y + height * 0.76
        if css == "limit":
            wide = measure(text, NOTE) + 14
            out.append(f'<rect class="tl-chip" x="{_n(x)}" y="{_n(y + 2)}" width="{_n(wide)}" height="{_n(height - 4)}" rx="3" '
                       'fill="#F3ECE0" stroke="#7A5A1E"/>')  # fmt: skip
        out.append(_text(css, x + 7 if css == "limit" else x, base, text))
        y += height
    return "\n".join([*out, "</a>"])


def _row_height(css: str) -> float:
    if css == "limit":
        return NOTE * LINE + 8
    return (LABEL if css == "label" else NOTE) * LINE


def _line(path: str, top: float, bottom: float, tip: bool = False, css: str = "tl-way") -> _Part:
    end = ' marker-end="TIP"' if tip else ""
    width = "1.8" if css == "tl-trunk" else "1.2"
    return _Part(
        top - 4,
        bottom + 4,
        f'<path class="{css}" d="{path}" fill="none" stroke="#5C5348" stroke-width="{width}"{end}/>',
    )


def measure(text: str, size: float) -> float:
    """Width of a text in units: a Chinese character is one em, others a little over half.

    >>> measure("第34条", 10)
    31.2
    """
    return round(sum(size if ord(c) > 0x2E7F or c in "“”—…→" else size * 0.56 for c in text), 1)


def wrap(text: str, room: float, size: float) -> list[str]:
    """Lines no wider than `room`; a mark that may not start a line hangs at the end of the one before.

    >>> wrap("登记，转送", 20, 10), wrap("", 20, 10)
    (['登记，', '转送'], [])
    """
    lines: list[str] = []
    for char in text:
        if lines and (measure(lines[-1] + char, size) <= room or char in _HANGING):
            lines[-1] += char
        else:
            lines.append(char)
    return lines


def _n(value: float) -> str:
    return f"{value:.1f}".rstrip("0").rstrip(".")
