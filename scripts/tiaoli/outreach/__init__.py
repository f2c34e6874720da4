"""The outreach kit: what an office puts on screens, into WeChat groups, on its own web site and on the air.

Texts come from docs/_data/outreach.yml, pictures and slides from the model; every number and every quoted word is the
statute's. `check` holds the texts to it; `files.products` names every file that can be made, and stands apart because it
brings in the libraries that make them.
"""

from tiaoli.outreach.checking import check

__all__ = ["check"]
