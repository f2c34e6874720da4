"""Slots in texts, {limit:art-34-p1:办结}: what is filled in from the statute, the plan and the settings.

No number, date or quoted word of the statute has to be typed. What can be filled is in `FILLERS`.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass

from tiaoli import contest as contests
from tiaoli.campaign import plan_of
from tiaoli.campaign.model import Plan, day_name, days_name, weekday
from tiaoli.citations.resolve import printed
from tiaoli.model import Campaign, TimeLimit
from tiaoli.site.frame import chinese_date, office_name
from tiaoli.site.limits import amount

#: {limit:art-34-p1:办结}, {plan:week}, {office}
_SLOT = re.compile(r"\{([^{}\s]*)\}")
_OFFICE = "有关机关、单位"


@dataclass(frozen=True, slots=True)
class Filled:
    """A text with its slots filled.

    `unknown`: a sentence for each slot that nothing can fill; `absent`: what this content root hasn't got, so that the
    text has to be left out: "" for a whole file (no plan, no contest), else a sentence. `limits` and `quoted`: what of
    the statute was filled in.
    """

    text: str
    unknown: tuple[str, ...] = ()
    absent: tuple[str, ...] = ()
    limits: tuple[TimeLimit, ...] = ()
    quoted: tuple[str, ...] = ()


class _Unknown(Exception):
    """Nothing can ever fill this slot; says why."""


class _Absent(Exception):
    """This content root lacks what the slot asks for; says what, or "" where a whole file is missing."""


def fill(text: str, campaign: Campaign) -> Filled:
    """The text with every slot filled that can be; the others stay as they were typed."""
    unknown: list[str] = []
    absent: list[str] = []
    limits: list[TimeLimit] = []
    quoted: list[str] = []

    def value(match: re.Match[str]) -> str:
        name, *words = match[1].split(":")
        filler = FILLERS.get(name)
        try:
            if filler is None:
                raise _Unknown(f"不认识的 {{{match[1]}}}；可以写的有：{'、'.join(SAMPLES)}")
            said = filler(campaign, words)
        except _Unknown as why:
            unknown.append(str(why))
            return match[0]
        except _Absent as why:
            absent.append(str(why))
            return match[0]
        if name == "limit":
            limits.append(limit_of(campaign, *words))
        if name == "text":
            quoted.append(words[0])
        return said

    said = _SLOT.sub(value, text)
    return Filled(said, tuple(unknown), tuple(absent), tuple(limits), tuple(quoted))


def limit_of(campaign: Campaign, target: str, act: str) -> TimeLimit | None:
    """The limit with a number that the statute states there of that act."""
    rows = (one for one in campaign.timelimits if one.days is not None)
    return next((one for one in rows if (one.target, one.act) == (target, act)), None)


def _limit(campaign: Campaign, words: list[str]) -> str:
    found = limit_of(campaign, *words) if len(words) == 2 else None
    if found is None:
        raise _Unknown(
            f"期限 {{limit:{':'.join(words)}}} 在条文里没有；请写成 {{limit:art-34-p1:办结}} 的样子，天数不要自己填写"
        )
    return amount(found)


def _people(campaign: Campaign, words: list[str]) -> str:
    found = next((one for one in campaign.headcounts if words == [one.target]), None)
    if found is None:
        raise _Unknown(f"人数 {{people:{':'.join(words)}}} 在条文里没有；请写成 {{people:art-20-p3}} 的样子")
    return f"{found.amount}人"


def _text(campaign: Campaign, words: list[str]) -> str:
    """The words of a paragraph or item with nothing below it, without the full stop at their end."""
    unit = campaign.statute.index.get(":".join(words))
    if unit is None or not unit.text or unit.children:
        raise _Unknown(f"{{text:{':'.join(words)}}} 不是一款或者一项的条文；请写成 {{text:art-18-p4}} 的样子")
    return unit.text.rstrip("。；")


def _cite(campaign: Campaign, words: list[str]) -> str:
    if ":".join(words) not in campaign.statute.index:
        raise _Unknown(f"条文 {{cite:{':'.join(words)}}} 不存在；请写成 {{cite:art-34-p1}} 的样子")
    return printed(campaign.statute, ":".join(words))


def _plan(campaign: Campaign, words: list[str]) -> str:
    plan = plan_of(campaign)
    if plan is None:
        raise _Absent("")
    values = {
        "title": plan.title, "theme": plan.theme, "month": f"{plan.first.month}月", "organiser": plan.organiser,
        "days": days_name(plan.first, plan.last),
        "week": days_name(*plan.week) if plan.week else "", "week-title": plan.week_title if plan.week else "",
        "week-theme": plan.week_theme if plan.week else "",
    }  # fmt: skip
    return _value("plan", values, words, "计划")


def _activity(campaign: Campaign, words: list[str]) -> str:
    """{activity:launch:when}; the activity that the plan names as its launch answers to "launch" whatever its id."""
    plan = plan_of(campaign)
    if plan is None:
        raise _Absent("")
    ident, *rest = words or [""]
    found = next((one for one in plan.activities if one.id in (ident, _launch(plan, ident))), None)
    if found is None:
        raise _Absent(f"宣传月计划里没有代号为 {ident} 的活动，这一条没有做出来；请改成计划里有的代号，或删去这一条")
    day = weekday(found.starts)
    when = f"{day_name(found.starts)}（{day}）" if found.starts == found.ends else days_name(found.starts, found.ends)
    values = {"title": found.title, "when": when + found.time, "place": found.place, "unit": plan.office(found.unit)}
    return _value(f"activity:{ident}", values, rest, "活动")


def _launch(plan: Plan, ident: str) -> str:
    return plan.launch if ident == "launch" else ""


def _contest(campaign: Campaign, words: list[str]) -> str:
    found = contests.of(campaign)
    if found is None:
        raise _Absent("")
    least, most = found.words.min, found.words.max
    span = f"{least}至{most}字" if least and most else f"{most}字以内" if most else f"{least}字以上" if least else ""
    to = "；".join(one.value for one in found.submit)
    values = {
        "title": found.title, "theme": found.theme, "opens": day_name(found.opens), "closes": day_name(found.closes),
        "words": span, "genres": "、".join(found.genres), "to": to, "unit": found.contacts[0].office if found.contacts else "",
    }  # fmt: skip
    return _value("contest", values, words, "征文")


def _value(name: str, values: dict[str, str], words: list[str], what: str) -> str:
    key = words[0] if len(words) == 1 else ""
    if key not in values:
        listed = "、".join(f"{{{name}:{one}}}" for one in values)
        raise _Unknown(f"不认识的 {{{name}:{':'.join(words)}}}；可以写的有：{listed}")
    if not values[key]:
        raise _Absent(f"{what}里没有写 {{{name}:{key}}} 要用的内容，这一条没有做出来")
    return values[key]


def _office(campaign: Campaign, words: list[str]) -> str:
    return office_name(campaign) or _OFFICE


def _title(campaign: Campaign, words: list[str]) -> str:
    return f"《{campaign.statute.title}》"


def _effective(campaign: Campaign, words: list[str]) -> str:
    said = chinese_date(campaign.settings.get("statute.effective"))
    if not said:
        raise _Absent("site.yml 里没有写施行日期（statute.effective），这一条没有做出来")
    return said


def _site(campaign: Campaign, words: list[str]) -> str:
    """The site by its address, by its name where it has none yet."""
    return str(campaign.settings.get("site.url") or f"“{campaign.settings.get('site.title') or ''}”网站")


FILLERS: dict[str, Callable[[Campaign, list[str]], str]] = {
    "limit": _limit, "people": _people, "text": _text, "cite": _cite, "plan": _plan, "activity": _activity,
    "contest": _contest, "office": _office, "statute": _title, "effective": _effective, "site": _site,
}  # fmt: skip
#: One example a slot, for messages.
SAMPLES = (
    "{limit:art-34-p1:办结}", "{people:art-20-p3}", "{text:art-18-p4}", "{cite:art-34}", "{plan:theme}",
    "{activity:launch:when}", "{contest:closes}", "{office}", "{statute}", "{effective}", "{site}",
)  # fmt: skip
