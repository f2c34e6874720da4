"""The campaign (宣传月): its plan from docs/_data/campaign.yml, what is made of it, the ledger and the report; the kits.

The loaded content root is `model.Campaign`; the month's plan is `campaign.Plan`. Nothing here imports `site`,
`handouts` or `check`, which use it.
"""

from collections.abc import Iterator

from tiaoli.campaign import files, kits, papers
from tiaoli.campaign.checking import check
from tiaoli.campaign.model import Activity, Plan, plan_of
from tiaoli.campaign.papers import Paper
from tiaoli.model import Campaign, Product

__all__ = ["Activity", "Paper", "Plan", "check", "plan_of", "printed", "products"]


def printed(campaign: Campaign) -> Iterator[Paper]:
    """Everything of plan and kits that is printed, for `handouts.files.products`."""
    yield from papers.papers(campaign)
    yield from kits.papers(campaign)


def products(campaign: Campaign) -> Iterator[Product]:
    """What isn't printed: calendar, task lists, matrices, the empty ledger."""
    yield from files.products(campaign)
