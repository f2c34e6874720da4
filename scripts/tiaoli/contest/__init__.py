"""The essay contest (大征文): its data, the kit made of it, the reader of other offices' notices.

Nothing here imports `site` or `check`, which use it.
"""

from tiaoli.contest.model import Contest, of

__all__ = ["Contest", "of"]
