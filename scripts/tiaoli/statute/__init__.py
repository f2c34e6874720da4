"""Parse and unparse a statute; its addresses and its JSON."""

from tiaoli.statute.parse import parse
from tiaoli.statute.tree import bare, to_json
from tiaoli.statute.unparse import unparse

__all__ = ["bare", "parse", "to_json", "unparse"]
