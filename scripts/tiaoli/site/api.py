"""What the site offers to programs: JSON files, `"schema": 1` in each."""

import json
from collections.abc import Iterator
from typing import Any

from tiaoli.model import Asset, Campaign, Statute
from tiaoli.site.limits import head_record, record
from tiaoli.statute import to_json


def assets(campaign: Campaign) -> Iterator[Asset]:
    """api/statute.json (the default one), api/statutes/<slug>.json of every text, api/timelimits.json."""
    main = statute_record(campaign.statute)
    yield Asset("api/statute.json", dump(main))
    yield Asset(f"api/statutes/{campaign.statute.slug or 'statute'}.json", dump(main))
    for rule in campaign.local:
        yield Asset(f"api/statutes/{rule.slug}.json", dump(statute_record(rule) | {"local": True}))
    yield Asset("api/timelimits.json", dump({
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
