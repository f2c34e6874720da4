"""Search without a server: the data is a classic script, the work is done in the browser (assets/search*.js)."""

from tiaoli.search.data import DATA, KINDS, build, script
from tiaoli.search.normalise import normalise

__all__ = ["DATA", "KINDS", "SCRIPTS", "build", "normalise", "script"]

#: Loaded by assets/search.js at first use, in this order, then the data.
SCRIPTS = tuple(
    f"assets/search-{name}.js"
    for name in ("text", "match", "index", "words", "asked", "learnt", "named", "spelling", "sure", "engine")
)
