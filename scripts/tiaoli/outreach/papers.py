"""Texts as Word documents and as plain text: for screens, banners and groups by length or occasion, scripts by time."""

from collections.abc import Iterable, Iterator

from tiaoli.citations.resolve import printed, printed_together
from tiaoli.handouts import whole
from tiaoli.handouts.handout import date_of, foot
from tiaoli.model import Campaign
from tiaoli.outreach import speaking
from tiaoli.outreach.texts import LENGTHS, Text, size_of, standing
from tiaoli.site.frame import version
from tiaoli.writers.document import Block, Cell, Document, Heading, Paragraph, Span, Table, body

#: Windows' own editor and the programs of screens take a text for GBK unless it begins so.
_BOM = "\ufeff"
_DRAFT = "【草稿】征求意见，请不要转发。"
_NOTE = 10.5


def plain(lines: Iterable[str], campaign: Campaign) -> str:
    """Lines as a text file for Windows; a draft says so first."""
    draft = (_DRAFT,) if campaign.draft else ()
    return _BOM + "".join(f"{line}\r\n" for line in (*draft, *lines))


def names(addresses: Iterable[str], campaign: Campaign) -> str:
    """第二十六条、第四章."""
    return printed_together(campaign.statute, addresses)


def sized(texts: Iterable[Text], size: int) -> tuple[Text, ...]:
    """Those of one class of length."""
    return tuple(one for one in texts if size_of(one.row["text"]) == size)


def screens(texts: tuple[Text, ...], audience: str, campaign: Campaign) -> Document:
    """Texts for screens by length, each with its length and its provision."""
    blocks: list[Block] = [
        body(
            "每一条都与条文核对过，直接使用，不要改动数字；要改，改内容文件后重新核对。一块屏轮播时，把同一长度的各条放在一起播，最后两条提示不要去掉。"
        )
    ]
    for size in LENGTHS:
        if rows := sized(texts, size):
            blocks += [Heading(f"{size}字以内"), _table(rows, campaign)]
    return _document(f"电子屏文字（{audience}）", "含标点计算字数", blocks, campaign)


def banners(texts: tuple[Text, ...], audience: str, campaign: Campaign) -> Document:
    """Slogans, each with its provision."""
    blocks = [body("悬挂、张贴前请确认横幅长度；落款写本单位全称。"), _table(texts, campaign)]
    return _document(f"宣传标语（{audience}）", "含标点计算字数", blocks, campaign)


def _table(texts: tuple[Text, ...], campaign: Campaign) -> Table:
    rows = [_row((one.row["text"], str(len(one.row["text"])), names(one.provisions, campaign))) for one in texts]
    return Table(
        (90, 14, 52), (_head(("文字", "字数", "条文")), *rows), head=1, size=12, summary="每行一条：文字、字数、条文号"
    )


def notices(texts: tuple[Text, ...], audience: str, campaign: Campaign) -> Document:
    """Messages for groups, each under the occasion it is for."""
    blocks: list[Block] = [body("按时间选用，整段复制到群里；日期取自宣传月计划和征文通知，计划改了重新生成。")]
    for one in texts:
        blocks.append(Heading(one.row["occasion"]))
        blocks += [body(line) for line in message(one, campaign).split("\n") if line.strip()]
    return _document(f"群通知（{audience}）", "", blocks, campaign)


def message(text: Text, campaign: Campaign) -> str:
    """One message as it is pasted; one to the public ends with what it must always be told."""
    ends = standing(campaign, text.audience) if "群众" in text.audience else ()
    draft = (_DRAFT,) if campaign.draft else ()
    return "\n".join((*draft, text.row["text"].strip(), *ends))


def broadcast(text: Text, campaign: Campaign) -> Document:
    """A script for loudspeakers with its time, the standing lines at its end, and the provisions to read it against."""
    said = spoken(text, campaign)
    blocks = [body(line) for line in said]
    blocks += [Heading("播前核对：条文原文"), *_provisions(text.provisions, campaign)]
    return _document(text.row["title"], f"广播稿　{broadcast_time(text, campaign)}", blocks, campaign)


def broadcast_lines(text: Text, campaign: Campaign) -> Iterator[str]:
    """The same as plain text."""
    yield from (text.row["title"], f"（{broadcast_time(text, campaign)}）", "")
    yield from spoken(text, campaign)
    yield from ("", f"依据：{names(text.provisions, campaign)}。条文版本：{version(campaign)}。")


def spoken(text: Text, campaign: Campaign) -> tuple[str, ...]:
    """Everything that is read aloud."""
    return (*text.row["paragraphs"], *standing(campaign, text.audience))


def broadcast_time(text: Text, campaign: Campaign) -> str:
    """How long it takes, and at which pace."""
    said = spoken(text, campaign)
    count = sum(speaking.syllables(line) for line in said)
    took = sum(speaking.seconds(line, speaking.LOUDSPEAKER) for line in said)
    return f"约{speaking.clock(took)}：{count}字，按每分钟{speaking.LOUDSPEAKER}字"


def shots(text: Text, campaign: Campaign) -> Iterator[tuple[str, str, str, str, str, str]]:
    """Rows of the shot table: number, from–to, picture, caption, voice, provisions; the last one says the standing lines."""
    ends = standing(campaign, text.audience)
    rows = [
        (one["picture"], one["caption"], one["voice"], names(one["provisions"], campaign)) for one in text.row["shots"]
    ]
    rows.append((f"片尾：白底，下方小字“条文版本：{version(campaign)}”", "\n".join(ends), "".join(ends), ""))
    at = 0
    for number, (picture, caption, voice, where) in enumerate(rows, 1):
        took = speaking.seconds(voice, speaking.NARRATOR)
        yield str(number), f"{_mark(at)}–{_mark(at + took)}", picture, caption, voice, where
        at += took


def video_time(text: Text, campaign: Campaign) -> str:
    """How long the voice takes, shot by shot."""
    voices = [row[4] for row in shots(text, campaign)]
    took = sum(speaking.seconds(voice, speaking.NARRATOR) for voice in voices)
    count = sum(speaking.syllables(voice) for voice in voices)
    return f"约{took}秒：旁白{count}字，按每分钟{speaking.NARRATOR}字"


def video(text: Text, campaign: Campaign) -> Document:
    """A script for a short video as a table of shots."""
    rows = [_row(row, 10.5) for row in shots(text, campaign)]
    heads = _head(("镜号", "时间", "画面", "字幕", "旁白", "条文"), 10.5)
    table = Table((11, 21, 32, 33, 39, 20), (heads, *rows), head=1, size=10.5, summary="每行一个镜头")
    note = "不拍真实的信访人、信访材料和接待场所里的群众；演员和道具上不出现可以拨打的号码。"
    blocks = [table, Paragraph((Span(note, size=_NOTE),), align="flush"), Heading("拍前核对：条文原文")]
    blocks += _provisions(text.provisions, campaign)
    return _document(text.row["title"], f"短视频脚本　{video_time(text, campaign)}", blocks, campaign)


def video_lines(text: Text, campaign: Campaign) -> Iterator[str]:
    """The same as plain text."""
    yield from (text.row["title"], f"（{video_time(text, campaign)}）")
    for number, time, picture, caption, voice, where in shots(text, campaign):
        yield from (
            "",
            f"镜头{number}　{time}",
            f"画面：{picture}",
            f"字幕：{caption.replace(chr(10), '／')}",
            f"旁白：{voice}",
        )
        if where:
            yield f"条文：{where}"
    yield from ("", f"条文版本：{version(campaign)}。")


def _mark(second: int) -> str:
    return f"{second // 60}:{second % 60:02d}"


def _provisions(addresses: Iterable[str], campaign: Campaign) -> Iterator[Paragraph]:
    """Provisions word for word; a chapter is too long to be one."""
    for address in addresses:
        unit = campaign.statute.index.get(address)
        if unit is not None and unit.kind in ("article", "paragraph", "item", "subitem"):
            yield from whole.paragraphs(unit, printed(campaign.statute, address))


def _head(names: Iterable[str], size: float = 12) -> tuple[Cell, ...]:
    return tuple(Cell(((Span(name, "hei", size),),), "centre", shade=True) for name in names)


def _row(values: Iterable[str], size: float = 12) -> tuple[Cell, ...]:
    return tuple(Cell(tuple((Span(line, size=size),) for line in value.split("\n"))) for value in values)


def _document(title: str, subtitle: str, blocks: Iterable[Block], campaign: Campaign) -> Document:
    return Document(
        title=(title,), subtitle=subtitle, foot=foot(campaign), date=date_of(campaign), blocks=tuple(blocks), label=title
    )  # fmt: skip
