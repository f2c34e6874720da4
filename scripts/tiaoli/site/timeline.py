"""The month as a picture: a bar for each activity over the days, the 宣传周 shaded. Two drawings, for phones and for screens.

Plain SVG that reads in black and white; sizes in the drawing's own units, text of 13 units or more.
"""

from datetime import date

from tiaoli.campaign.model import Activity, Plan, days_name
from tiaoli.site.markup import esc
from tiaoli.site.picture import measure

_TEXT = 13.0
_TOP = 34.0


def draw(plan: Plan, *, narrow: bool) -> str:
    """One SVG element; names stand above the bars in the narrow one, left of them in the wide one."""
    width, left, step = (344.0, 4.0, 44.0) if narrow else (760.0, 214.0, 30.0)
    days = (plan.last - plan.first).days + 1
    unit = (width - left - 4) / days
    rows = sorted(plan.activities, key=lambda one: (one.starts, one.ends, one.number))
    height = _TOP + step * len(rows) + 8
    name = "narrow" if narrow else "wide"

    def x(day: date) -> float:
        return left + (day - plan.first).days * unit

    out = [
        f'<svg class="tl-plan tl-plan-{name}" viewBox="0 0 {width:g} {height:g}" role="img" aria-labelledby="plan-{name}-title plan-{name}-desc" '
        'xmlns="http://www.w3.org/2000/svg">',
        f'<title id="plan-{name}-title">{esc(plan.title)}时间线</title>',
        f'<desc id="plan-{name}-desc">{esc("；".join(f"{days_name(one.starts, one.ends)} {one.title}" for one in rows))}。</desc>',
    ]  # fmt: skip
    if plan.week:
        start, end = x(plan.week[0]), x(plan.week[1]) + unit
        out.append(
            f'<rect class="tl-plan-week" x="{start:.1f}" y="{_TOP - 12:g}" width="{end - start:.1f}" height="{height - _TOP + 12:g}" fill="#F3ECE0"/>'
        )
        out.append(_text((start + end) / 2, 13, plan.week_title, "tl-plan-mark", "middle"))
    for at, (start, _) in enumerate(plan.weeks):
        if start.weekday() == 0 or at == 0:
            out.append(
                f'<path class="tl-plan-rule" d="M{x(start):.1f} {_TOP - 12:g}V{height:g}" stroke="#DDD2C1" fill="none"/>'
            )
            out.append(_text(x(start) + 2, 30, str(start.day), "tl-plan-day"))
    for at, one in enumerate(rows):
        out += _row(one, x(one.starts), x(one.ends) + unit, _TOP + at * step, width, narrow=narrow)
    return "\n".join([*out, "</svg>"])


def _row(one: Activity, start: float, end: float, top: float, width: float, *, narrow: bool) -> list[str]:
    y = top + (24 if narrow else 9)
    bar = f'<rect class="tl-plan-bar" x="{start:.1f}" y="{y:g}" width="{max(end - start, 6):.1f}" height="12" rx="2" fill="#8F1D21"/>'
    room = measure(one.title, _TEXT)
    if narrow:
        return [bar, _text(max(4.0, min(start, width - room - 2)), top + 18, one.title, "tl-plan-name")]
    return [bar, _text(208, top + 20, one.title, "tl-plan-name", "end")]


def _text(x: float, y: float, said: str, css: str, anchor: str = "start") -> str:
    return f'<text class="{css}" x="{x:.1f}" y="{y:g}" font-size="{_TEXT:g}" text-anchor="{anchor}" fill="#211D19">{esc(said)}</text>'
