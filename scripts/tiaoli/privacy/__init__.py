"""What identifies a person by number, found in plain text: identity cards, telephones, bank cards, petition numbers.

Names and addresses can't be found reliably; a case used for teaching answers a checklist instead (`check.privacy`).
"""

from tiaoli.privacy.find import Personal, find, masked

__all__ = ["Personal", "find", "masked"]
