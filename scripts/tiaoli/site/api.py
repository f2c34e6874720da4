"""What the site offers to programs: JSON files, `"schema": 1` in each."""

import json
from collections.abc import Iterator
from typing import Any

from tiaoli.model import Asset, Campaign, Statute
from tiaoli.site.limits import head_record, record
from tiaoli.statute import to_json

MAIN, LIMITS = "api/statute.json", "api/timelimits.json"


def paths(campaign: Campaign) -> Iterator[str]:
    """Paths of `assets`, in their order: the default statute, every text under its slug, the limits."""
    yield MAIN
    yield _path(campaign.statute)
    yield from map(_path, campaign.local)
    yield LIMITS


def _path(statute: Statute) -> str:
    return f"api/statutes/{statute.slug or 'statute'}.json"


def assets(campaign: Campaign) -> Iterator[Asset]:
    """The files of `paths`, one at a time."""
    main = statute_record(campaign.statute)
    yield Asset(MAIN, dump(main))
    yield Asset(_path(campaign.statute), dump(main))
    for rule in campaign.local:
        yield Asset(_path(rule), dump(statute_record(rule) | {"local": True}))
    yield Asset(LIMITS, dump({
        "schema": 1, "statute": campaign.statute.slug, "title": campaign.statute.title,
        "timelimits": [record(limit) for limit in campaign.timelimits if limit.days is not None],
        "without_number": [record(limit) for limit in campaign.timelimits if limit.days is None],
        "headcounts": [head_record(count) for count in campaign.headcounts],
    }))  # fmt: skip


def statute_record(statute: Statute) -> dict[str, Any]:
    """A statute as `convert --json` gives it, with its slug."""
    return {"schema": 1, "slug": statute.slug} | to_json(statute)


def dump(value: Any) -> bytes:
    """JSON in UTF-8, readable, ending in a line feed."""
    return (json.dumps(value, ensure_ascii=False, indent=1) + "\n").encode()
