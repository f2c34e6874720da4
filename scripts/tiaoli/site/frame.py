"""What stands on every page: the version of the text, where to report a mistake, what this site is not."""

from tiaoli.model import Campaign, Page
from tiaoli.site.markup import block, esc, url

NOT_AN_OFFICE = "本站为学习宣传网站，不受理信访事项"
_CHANNELS = (
    ("web", "网络渠道"),
    ("address", "通信地址"),
    ("phone", "咨询投诉电话"),
    ("hours", "接待时间和地点"),
    ("progress", "查询办理进展"),
)
_UNFILLED = "待填"


def framed(page: Page, campaign: Campaign, mode: str) -> str:
    """A page's Markdown with the foot below it, and in a draft the watermark above."""
    parts = [draft_mark()] if mode == "draft" else []
    return "\n".join([*parts, page.markdown.strip("\n"), "", foot(campaign, page.path)])


def site_id(campaign: Campaign) -> str:
    """What the reader's browser keeps things under: `site.id`, else the statute's slug; never "" so that sites stay apart."""
    return str(campaign.settings.get("site.id") or campaign.statute.slug or "site")


def draft_mark() -> str:
    """What marks a page as a draft, in words and across the page."""
    return block(
        '<div class="tl-draft" data-search-exclude>',
        "<p><strong>草稿</strong>：还没有完成三审，只供内部审看，请不要转发。</p>",
        '<span class="tl-watermark" aria-hidden="true">草稿</span>', "</div>",
    )  # fmt: skip


def version(campaign: Campaign) -> str:
    """Which text the site stands on: 《信访工作条例》，2022年2月25日发布，2022年5月1日起施行."""
    words = [f"《{campaign.statute.title}》"]
    for key, after in (("published", "发布"), ("effective", "起施行")):
        date = chinese_date(campaign.settings.get(f"statute.{key}"))
        if date:
            words.append(f"{date}{after}")
    return "，".join(words)


def chinese_date(value: object) -> str:
    """2022-05-01 -> 2022年5月1日; "" for anything else.

    >>> chinese_date("2022-05-01"), chinese_date(None)
    ('2022年5月1日', '')
    """
    parts = str(value or "").split("-")
    if len(parts) != 3 or not all(part.isdigit() for part in parts):
        return ""
    return "{}年{}月{}日".format(*map(int, parts))


def updated(campaign: Campaign) -> str:
    """内容更新：2022年5月1日。 as site.yml says, never the day of a build; "" where it says nothing."""
    date = chinese_date(campaign.settings.get("updated"))
    return f"内容更新：{date}。" if date else ""


def sponsor(campaign: Campaign) -> str:
    """Who answers for the site, the office where no other is named, plainly marked where it is an example."""
    name = str(campaign.settings.get("sponsor") or "")
    if not name or _UNFILLED in name:
        return office_name(campaign)
    return f"{name}（示例）" if campaign.settings.get("office.example") and "示例" not in name else name


def correction(campaign: Campaign) -> str:
    """Where to report a mistake, for a sentence."""
    said = [campaign.settings.get(f"correction.{key}") for key in ("name", "contact")]
    words = "，".join(str(value) for value in said if value and _UNFILLED not in str(value))
    return words or "请告诉主办单位"


def channels(campaign: Campaign) -> list[tuple[str, str]]:
    """The office's own channels as (name, value); what isn't filled in is left out."""
    found = []
    for key, name in _CHANNELS:
        value = campaign.settings.get(f"office.channels.{key}")
        if value and _UNFILLED not in str(value):
            found.append((name, str(value)))
    return found


def office_name(campaign: Campaign) -> str:
    """The office, plainly marked where it is an example."""
    name = str(campaign.settings.get("office.name") or "")
    if _UNFILLED in name:
        return ""
    if name and campaign.settings.get("office.example") and "示例" not in name:
        return f"{name}（示例）"
    return name


def foot(campaign: Campaign, here: str) -> str:
    """The foot as an HTML block: kept out of the search."""
    ways = "".join(f"<div><dt>{esc(name)}</dt><dd>{esc(value)}</dd></div>" for name, value in channels(campaign))
    name, sponsored = office_name(campaign), sponsor(campaign)
    example = (
        "<p>本站单位信息为示例，不是真实单位，也没有可以拨打的号码。</p>"
        if campaign.settings.get("office.example")
        else ""
    )
    return block(
        f'<footer class="tl-foot" data-tiaoli-site="{esc(site_id(campaign))}" data-search-exclude>',
        f'<p class="tl-not-office"><strong>{NOT_AN_OFFICE}。</strong>反映问题请通过{esc(name) or "有关机关、单位"}公布的渠道。</p>',
        f'<details><summary>{esc(name)}的信访渠道</summary><dl class="tl-channels">{ways}</dl></details>' if ways and name else "",
        f"<p>{f'主办：{esc(sponsored)}。' if sponsored else ''}条文版本：{esc(version(campaign))}。{updated(campaign)}纠错：{esc(correction(campaign))}。"
        f'<a href="{esc(url(here, "about.md"))}">关于本站</a></p>',
        example, "</footer>",
    )  # fmt: skip
