"""Addresses of units: art-34, art-31-p1-i6-s1, ch-3-sec-2, part-2-ch-1, annex-1, p-2."""

import re

#: Last step of an address by kind of unit.
STEPS = {
    "part": "part",
    "subpart": "subpart",
    "chapter": "ch",
    "section": "sec",
    "article": "art",
    "paragraph": "p",
    "item": "i",
    "subitem": "s",
    "annex": "annex",
}
# "art-31-p1-i6-s1", "slug@2005#art-34", "art-10~2-p1", "item-2-i1"
ADDRESS = re.compile(
    r"(?:(?P<slug>[\w.-]+?)(?:@(?P<version>[\w.-]+))?#)?"
    r"(?P<path>(?:(?:part|subpart|ch|sec|art|annex|item|p)-\d+(?:-\d+)*(?:~\d+)?)(?:-(?:part|subpart|ch|sec|item|p)-\d+(?:-\d+)*(?:~\d+)?)*"
    r"(?:-[pis]\d+(?:~\d+)?)*)$"
)


class Register:
    """Hands out addresses, each once: the second art-10 becomes art-10~2."""

    def __init__(self) -> None:
        self._times: dict[str, int] = {}

    def unique(self, address: str) -> str:
        """`address`, or with ~2, ~3 … where it is taken.

        >>> register = Register()
        >>> register.unique("art-1"), register.unique("art-1")
        ('art-1', 'art-1~2')
        """
        times = self._times[address] = self._times.get(address, 0) + 1
        return address if times == 1 else f"{address}~{times}"


def split(address: str) -> tuple[str, str, str] | None:
    """(slug, version, address inside the statute); None when it isn't an address.

    >>> split("art-31-p1-i6"), split("xinfang@2005#art-34"), split("第三条")
    (('', '', 'art-31-p1-i6'), ('xinfang', '2005', 'art-34'), None)
    """
    match = ADDRESS.match(address)
    return (match["slug"] or "", match["version"] or "", match["path"]) if match else None
