"""A unit's values in the place of the content root's own: what a full build of that unit would start from."""

import copy
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from tiaoli.editions.marks import EXAMPLE
from tiaoli.model import Campaign, Settings

#: Settings that no unit takes over from the content root: they are another office's.
_OWN = (
    "site.url", "office.name", "office.channels.web", "office.channels.address", "office.channels.phone",
    "office.channels.hours", "office.channels.progress", "correction.name", "correction.contact", "sponsor", "icp", "police",
)  # fmt: skip
#: Of these a name will do.
_BY_NAME = ("correction.name", "sponsor")
#: First part of a setting -> field of the campaign that holds it.
_FILES = {"campaign": "plan", "contest": "contest"}


def campaign_of(campaign: Campaign, values: Mapping[str, str], logo: str = "", unfilled: str = "") -> Campaign:
    """The campaign of one unit. `values`: setting -> text; the rest is the content root's, except what names an office.

    `unfilled` stands where an office's own value is missing. Only a unit that calls itself an example is one.
    """
    data = copy.deepcopy(campaign.settings.data)
    held = {"plan": copy.deepcopy(campaign.plan), "contest": copy.deepcopy(campaign.contest)}
    own = {key: values.get(key, _stand_in(key, values, unfilled)) for key in _OWN}
    for key, value in {**own, **{key: value for key, value in values.items() if key not in own}}.items():
        top, _, rest = key.partition(".")
        if top not in _FILES:
            _put(data, key, value)
        elif held[_FILES[top]]:
            _put(held[_FILES[top]], rest, value)
    data["office"]["example"] = EXAMPLE in own["office.name"]
    data["office"]["logo"] = logo
    settings = Settings(data, campaign.settings.lines, campaign.settings.path)
    return replace(campaign, settings=settings, **held)


def _stand_in(key: str, values: Mapping[str, str], unfilled: str) -> str:
    if key in _BY_NAME:
        return values.get("office.name", unfilled)
    return "" if key in ("site.url", "icp", "police") else unfilled


def _put(data: dict[str, Any], dotted: str, value: str) -> None:
    *above, last = dotted.split(".")
    for key in above:
        if not isinstance(data.get(key), dict):
            data[key] = {}
        data = data[key]
    data[last] = value
