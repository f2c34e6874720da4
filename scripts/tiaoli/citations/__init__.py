"""Citations of provisions and quotations bound to them: find, resolve, verify.

`find` reads references out of running text, `resolve` turns numbers into addresses of one statute, `quotations` binds
“…” to the citation that introduces it, `verify` compares a quotation with the text and judges where it was cut.
"""

from tiaoli.citations.find import find
from tiaoli.citations.names import short_names
from tiaoli.citations.quotations import Quotation, quotations
from tiaoli.citations.verify import Verdict, verify

__all__ = ["Quotation", "Verdict", "find", "quotations", "short_names", "verify"]
