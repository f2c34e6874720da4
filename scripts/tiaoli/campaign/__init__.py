"""The campaign (宣传月): its plan from docs/_data/campaign.yml, what is made of it, the ledger and the report; the kits.

The loaded content root is `model.Campaign`; the month's plan is `campaign.Plan`. `files` names everything that is made,
and stands apart because it brings in the libraries that make it. Nothing here imports `site`, `handouts` or `check`,
which use it.
"""

from tiaoli.campaign.checking import check
from tiaoli.campaign.model import Activity, Plan, plan_of
from tiaoli.campaign.papers import Paper

__all__ = ["Activity", "Paper", "Plan", "check", "plan_of"]
