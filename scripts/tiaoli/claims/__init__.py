"""What a text claims of the statute, and whether the statute bears it out.

design.md draws the line: citations, bound quotations, limits of acts, counts of the text's own parts. `check_markdown` and
`check_text` run all of them over one page or one string; the modules below hold one kind of claim each.
"""

from tiaoli.claims.blocks import Block, Mark, read_blocks, text_block
from tiaoli.claims.page import Claims, check_blocks, check_markdown, check_text
from tiaoli.claims.subject import Subject

__all__ = [
    "Block",
    "Claims",
    "Mark",
    "Subject",
    "check_blocks",
    "check_markdown",
    "check_text",
    "read_blocks",
    "text_block",
]
