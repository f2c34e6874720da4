"""Cells of a ledger as values: full-width digits, numbers with a unit behind them, lists in one cell."""

import re
import unicodedata
from datetime import date

from tiaoli.model import GridCell
from tiaoli.numerals import parse_int


def shown(cell: GridCell | None) -> str:
    """A cell as people see it."""
    value = cell.value if cell else None
    if value is None:
        return ""
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value).strip()


def plain(text: str) -> str:
    """Full-width digits and signs as half-width, blanks left out."""
    half = unicodedata.normalize("NFKC", text)
    return half.strip() if ":" in half else re.sub(r"\s", "", half)  # 2027-05-06 00:00 keeps its blank


def squeeze(text: str) -> str:
    """What is left of a name when blanks, quotation marks and brackets don't count."""
    return re.sub(r"[\s“”\"《》（）()]", "", unicodedata.normalize("NFKC", text))


def number_of(value: object, said: str) -> int | None:
    """50, ５０, 50人, 1,200, 五十; None for anything that isn't one whole number."""
    if isinstance(value, bool | date):
        return None
    if isinstance(value, int):
        return value
    if isinstance(value, float):
        return int(value) if value.is_integer() else None
    bare = re.sub(r"(?:人次|人|名|位|份|本|册|张)\Z", "", said).replace(",", "")
    if re.fullmatch(r"-?\d{1,9}(?:\.0+)?", bare):
        return int(float(bare))
    return parse_int(bare) if bare and re.fullmatch(r"[零〇一二两三四五六七八九十百千万]+", bare) else None


def parts(text: str) -> tuple[str, ...]:
    """What a cell lists.

    >>> parts("进机关、进社区;大讨论")
    ('进机关', '进社区', '大讨论')
    """
    return tuple(part for part in re.split(r"[、，,；;/\n]+\s*|\s{2,}", text.strip()) if part)


def day_of(year: int, month: int, day: int) -> date | None:
    """The day, None for 30 February."""
    try:
        return date(year, month, day)
    except ValueError:
        return None
