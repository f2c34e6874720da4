"""The procedure in words, for those who can't see the picture or would rather read."""

from tiaoli.numerals import to_chinese
from tiaoli.site.limits import phrase
from tiaoli.site.markup import esc
from tiaoli.site.places import Places
from tiaoli.site.procedure import Procedure, Step, Way


def outline(procedure: Procedure, places: Places, here: str) -> str:
    """The same procedure in words: an ordered list of the trunk's steps, in each the ways that leave it."""
    trunk = procedure.trunk()
    numbers = {name: i + 1 for i, name in enumerate(trunk)}
    rows = ['<ol class="tl-outline">']
    for name in trunk:
        rows += ["<li>", f"<p>{_words(procedure.step(name), places, here)}</p>"]
        ways = procedure.after(name)
        if ways:
            rows.append("<ul>")
            for way in ways:
                rows.append(f"<li>{_way_words(procedure, way, numbers, places, here)}</li>")
            rows.append("</ul>")
        rows.append("</li>")
    rows.append("</ol>")
    return "\n".join(rows)


def _way_words(procedure: Procedure, way: Way, numbers: dict[str, int], places: Places, here: str) -> str:
    condition = f"{esc(way.label)}：" if way.label else ""
    if way.end in numbers:
        return condition + destination(way.end, way.start, numbers)
    words = f"{condition}{_words(procedure.step(way.end), places, here)}"
    for tail in procedure.after(way.end):
        to = destination(tail.end, way.start, numbers) or esc(procedure.step(tail.end).label)
        words += f"；{esc(tail.label)}{'，' if tail.label else ''}{to}"
    return words


def _words(step: Step, places: Places, here: str) -> str:
    laws = "、".join(places.anchor(here, address) for address in dict.fromkeys((step.target, *step.more)))
    said = dict.fromkeys(map(phrase, step.limits))
    limits = "".join(f'<strong class="tl-days">{esc(limit)}</strong>，' for limit in said)
    note = f"（{esc(step.note)}）" if step.note else ""
    leaves = "，离开信访程序" if step.kind == "out" else ""
    return f"<strong>{esc(step.label)}</strong>{note}{leaves}，{limits}见{laws}"


def destination(end: str, from_step: str, numbers: dict[str, int]) -> str:
    """转到第四步, 回到第二步; "" for a step off the trunk."""
    if end not in numbers:
        return ""
    word = "回到" if numbers[end] <= numbers.get(from_step, 0) else "转到"
    return f"{word}第{to_chinese(numbers[end])}步"
