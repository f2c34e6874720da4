"""The files of texts: which there are, where they lie and what they are called."""

from collections.abc import Callable, Iterator

from tiaoli.campaign.model import PATH as PLAN
from tiaoli.contest.model import PATH as CONTEST
from tiaoli.handouts.handout import file_name
from tiaoli.model import Campaign, Product
from tiaoli.outreach import article, cms, papers
from tiaoli.outreach.preview import Piece, page
from tiaoli.outreach.texts import LENGTHS, PATH, Text, texts
from tiaoli.site import procedure
from tiaoli.site.frame import version
from tiaoli.site.tables import statute_source
from tiaoli.writers import docx
from tiaoli.writers.document import Document

GROUP = "宣传文案"
FOLDER = "downloads/outreach"
_AUDIENCES = {"群众": "public", "干部": "cadre"}
_NOTICE_HOW = (
    "按日期找到要发的一条，点“复制”，到微信群里粘贴发送。",
    "日期取自宣传月计划和征文通知；计划改了，重新生成以后再发。",
    "不要求逐级转发、截图留痕；同一个人在几个群里的，只发一次。",
)


def products(campaign: Campaign) -> Iterator[Product]:
    """Texts by channel and audience, then the pages for a CMS, which need no texts."""
    for audience, slug in _AUDIENCES.items():
        yield from _screens(audience, slug, campaign)
        yield from _banners(audience, slug, campaign)
        yield from _notices(audience, slug, campaign)
    for text in texts(campaign, "公众号"):
        yield _article(text, campaign)
    for text in texts(campaign, "广播"):
        lines = tuple(papers.broadcast_lines(text, campaign))
        yield from _both(
            "broadcast", text, f"广播稿：{text.row['title']}", papers.broadcast(text, campaign), lines, campaign
        )
    for text in texts(campaign, "短视频"):
        lines = tuple(papers.video_lines(text, campaign))
        yield from _both(
            "video", text, f"短视频脚本：{text.row['title']}", papers.video(text, campaign), lines, campaign
        )
    yield from _cms(campaign)


def _screens(audience: str, slug: str, campaign: Campaign) -> Iterator[Product]:
    found = texts(campaign, "电子屏", audience)
    if not found:
        return
    yield _word(f"led/{slug}", papers.screens(found, audience, campaign), (audience,), campaign)
    for size in LENGTHS:
        if rows := papers.sized(found, size):
            said = papers.plain((one.row["text"] for one in rows), campaign)
            title = f"电子屏文字（{audience}，{size}字以内）"
            yield _text(f"led/{slug}-{size}", title, (audience,), said, campaign)


def _banners(audience: str, slug: str, campaign: Campaign) -> Iterator[Product]:
    if found := texts(campaign, "标语", audience):
        document = papers.banners(found, audience, campaign)
        yield _word(f"slogans/{slug}", document, (audience,), campaign)
        said = papers.plain((one.row["text"] for one in found), campaign)
        yield _text(f"slogans/{slug}", document.name, (audience,), said, campaign)


def _notices(audience: str, slug: str, campaign: Campaign) -> Iterator[Product]:
    found = texts(campaign, "群通知", audience)
    if not found:
        return
    document = papers.notices(found, audience, campaign)
    messages = [(one.row["occasion"], papers.message(one, campaign)) for one in found]
    lead = f"发给{audience}的群消息，共{len(found)}条。条文版本：{version(campaign)}。"
    shown = page(document.name, lead, _NOTICE_HOW, (Piece(name, said) for name, said in messages))
    lines = [line for name, said in messages for line in (f"【{name}】", *said.split("\n"), "")]
    dated = (PLAN, CONTEST)
    yield _html(f"notices/{slug}", document.name, (audience,), shown, campaign, dated)
    yield _word(f"notices/{slug}", document, (audience,), campaign, dated)
    yield _text(f"notices/{slug}", document.name, (audience,), papers.plain(lines, campaign), campaign, dated)


def _article(text: Text, campaign: Campaign) -> Product:
    title = f"公众号文章：{text.row['title']}"
    plan = (PLAN,) if text.row.get("week") else ()
    return _html(f"wechat/{text.row['slug']}", title, text.audience, article.preview(text, campaign), campaign, plan)


def _both(
    folder: str, text: Text, title: str, document: Document, lines: tuple[str, ...], campaign: Campaign
) -> Iterator[Product]:
    path = f"{folder}/{text.row['slug']}"
    yield _word(path, document, text.audience, campaign, title=title)
    yield _text(path, title, text.audience, papers.plain(lines, campaign), campaign)


def _cms(campaign: Campaign) -> Iterator[Product]:
    title = campaign.statute.title
    everybody = ("群众", "干部")
    pages = [("regulation", f"网站用：《{title}》全文", cms.regulation, ())]
    if any(limit.days is not None for limit in campaign.timelimits):
        pages.append(("timelimits", "网站用：办理期限一览", cms.timelimits, ()))
    if campaign.procedure:
        pages.append(("procedure", "网站用：办理流程", cms.steps, (procedure.PATH,)))
    for slug, name, made, sources in pages:
        yield _product(f"cms/{slug}", name, "html", everybody, made(campaign), campaign, sources)


def _word(
    path: str, document: Document, audience: tuple[str, ...], campaign: Campaign, more: tuple[str, ...] = (),
    title: str = "",
) -> Product:  # fmt: skip
    named = title or document.name
    sources = (*_sources(campaign), *_there(more, campaign))
    return _made(path, named, "docx", audience, repr(document), lambda: docx.write(document), sources)


def _text(
    path: str, title: str, audience: tuple[str, ...], said: str, campaign: Campaign, more: tuple[str, ...] = ()
) -> Product:
    return _product(path, title, "txt", audience, said, campaign, (PATH, *_there(more, campaign)))


def _html(
    path: str, title: str, audience: tuple[str, ...], said: str, campaign: Campaign, more: tuple[str, ...] = ()
) -> Product:
    return _product(path, title, "html", audience, said, campaign, (PATH, *_there(more, campaign)))


def _product(
    path: str, title: str, form: str, audience: tuple[str, ...], said: str, campaign: Campaign, sources: tuple[str, ...]
) -> Product:
    return _made(path, title, form, audience, said, lambda: said.encode("utf-8"), (*sources, statute_source(campaign)))


def _made(
    path: str, title: str, form: str, audience: tuple[str, ...], key: str, render: Callable[[], bytes],
    sources: tuple[str, ...],
) -> Product:  # fmt: skip
    name = f"{file_name(title)}.{form}"
    return Product(f"{FOLDER}/{path}.{form}", title, name, form, audience, GROUP, sources, key, render)


def _sources(campaign: Campaign) -> tuple[str, ...]:
    return (PATH, statute_source(campaign))


def _there(paths: tuple[str, ...], campaign: Campaign) -> tuple[str, ...]:
    """Those files that the content has: without a contest its file can't be asked for a signature."""
    return tuple(path for path in paths if path in campaign.digests)
