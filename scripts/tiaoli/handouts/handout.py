"""One handout, and what stands on every one: version of the text, the office and its address."""

import re
from dataclasses import dataclass

from tiaoli.model import Campaign
from tiaoli.site.frame import chinese_date, office_name, version
from tiaoli.writers.document import Document

UNFILLED = "待填"
#: Said on paper as the site says it of itself: nobody may take a handout for an office that receives petitions.
NOT_AN_OFFICE = "学习宣传资料，不受理信访事项"
#: What Windows refuses in a file's name, and what no name should hold.
_NOT_IN_NAME = re.compile(r"[\\/:*?\"<>|\s\x00-\x1f\x7f\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]+")
_NAME_LENGTH = 60
_NAME_BYTES = 180
#: Names that Windows keeps for devices, with any extension.
_DEVICE = re.compile(r"(?:con|prn|aux|nul|com\d|lpt\d)(?:\.|\Z)", re.I)


@dataclass(frozen=True)
class Handout:
    """A document with its names: `name` in Chinese for people's folders, `slug` in ASCII for the site.

    `audience`: 干部, 群众 or both; `sources`: content files it is made of, for the sign-off.
    """

    name: str
    slug: str
    document: Document
    audience: tuple[str, ...] = ("干部", "群众")
    sources: tuple[str, ...] = ()


def foot(campaign: Campaign) -> tuple[str, ...]:
    """Two lines for the foot of every page."""
    address = campaign.settings.get("office.channels.address") or UNFILLED
    name = office_name(campaign) or UNFILLED
    draft = "【草稿】" if campaign.draft else ""
    return (f"{draft}条文版本：{version(campaign)}", f"{name}　地址：{address}　{NOT_AN_OFFICE}")


def imprint(campaign: Campaign) -> tuple[str, ...]:
    """Lines at the foot of a cover: dates of the text, and who printed it."""
    dates = [
        f"{date}{after}"
        for key, after in (("published", "发布"), ("effective", "起施行"))
        if (date := chinese_date(campaign.settings.get(f"statute.{key}")))
    ]
    address = campaign.settings.get("office.channels.address") or UNFILLED
    return (*dates, "", f"{office_name(campaign) or UNFILLED}　编印", f"地址：{address}", NOT_AN_OFFICE)


def date_of(campaign: Campaign) -> str:
    """The day that files are dated with: the statute's, never the clock's."""
    for key in ("published", "effective"):
        value = str(campaign.settings.get(f"statute.{key}") or "")
        if re.fullmatch(r"\d{4}-\d\d-\d\d", value):
            return value
    return "2000-01-01"


def file_name(name: str) -> str:
    """A name that every system takes as a file's.

    >>> file_name("《示例办法》第一章/总则")
    '《示例办法》第一章总则'
    >>> file_name("CON"), file_name("../../etc/passwd"), file_name(".")
    ('_CON', 'etcpasswd', '待填')
    """
    kept = _NOT_IN_NAME.sub("", name).strip(". ")[:_NAME_LENGTH]
    kept = kept.encode("utf-8", "ignore")[:_NAME_BYTES].decode("utf-8", "ignore")
    return f"_{kept}" if _DEVICE.match(kept) else kept or UNFILLED
