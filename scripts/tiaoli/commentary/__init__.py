"""An article about the statute: from the lines of a saved page, and to and from the Markdown that people edit."""

from tiaoli.commentary.article import Row, read, rows
from tiaoli.commentary.page import Converted, format_page, parse_page

__all__ = ["Converted", "Row", "format_page", "parse_page", "read", "rows"]
