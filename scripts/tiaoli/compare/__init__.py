"""Two texts of one rule side by side: which provisions belong together, and which words changed.

`compare(old, new)` gives the rows; `page` and `document` print them.
"""

from tiaoli.compare.align import LABELS, Row, compare
from tiaoli.compare.changes import Piece, changes

__all__ = ["LABELS", "Piece", "Row", "changes", "compare"]
