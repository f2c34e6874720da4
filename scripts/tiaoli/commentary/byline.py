"""What a page says of its article: label and value, date lines, by-lines, places."""

import re
from collections import Counter
from functools import cache

from tiaoli.clean.language import place_names, words
from tiaoli.commentary.furniture import furniture

_DATE = re.compile(r"(?P<year>(?:19|20)\d\d)\s?[-—/.年]\s?(?P<month>\d{1,2})\s?[-—/.月]\s?(?P<day>\d{1,2})\s?日?")
_TIME = r"(?:\s*\d{1,2}[:：]\d{2}(?:[:：]\d{2})?)?"
#: 2022-05-18 07:42 示例网—《示例日报》
_DATE_LINE = re.compile(rf"{_DATE.pattern}{_TIME}\s*(?P<rest>.{{0,40}})")
_NAME = re.compile(r"[\u4e00-\u9fff]\s?[\u4e00-\u9fff·]{1,3}")
#: Ends of an office that a person holds.
_OFFICE = re.compile(
    r".*(?:书记|市长|县长|区长|州长|镇长|乡长|省长|主席|局长|主任|部长|厅长|处长|科长|院长|庭长|检察长|委员|常委|秘书长|教授|研究员|记者|通讯员|评论员|成员|干部|专员|副?会长|所长|站长|组长|队长|调研员|员)"
)
_REPORTER = re.compile(r"(?P<office>(?:本报|本刊|本台|本网)?(?:记者|通讯员|评论员|特约评论员))\s*[:：]?\s*(?P<name>.+)")
_CALLED = frozenset(("记者", "通讯员", "特约记者", "见习记者", "实习生"))
#: （作者系示例县某局局长）, （作者单位：示例县某局）
_AUTHOR_IS = re.compile(
    r"[（(【]?\s*作者\s*(?:系|为|单位\s*[:：]|单位为|单位系)\s*(?P<office>[^，。；（）()]{2,40}?)\s*[）)】]?"
)
_HELD = r"(?:召开|举行|举办|开幕|启动|开班|闭幕|揭牌)"
_ABBREVIATED = {"京": "北京", "沪": "上海", "津": "天津", "渝": "重庆"}
#: 本报北京5月1日电, （示例市讯）
_DATELINE = re.compile(
    r"^\s*(?:[（(]?(?:本报|新华社|中新社|新华网|人民网)\s?)(?P<place>[\u4e00-\u9fff]{2,6}?)\s?\d{1,2}月\d{1,2}日[电讯]"
)


def labelled(text: str) -> dict[str, str] | None:
    """Fields of a line that is nothing but labels and values, or None. Values without a field of ours are left out.

    Labels may follow each other without a blank (a page sets them apart by its style sheet), and buttons between them.

    >>> labelled("来源：示例日报  作者：王某某  发布时间：2022-05-18 07:42")
    {'publisher': '示例日报', 'author': '王某某', 'published': '2022-05-18'}
    >>> labelled("发布时间：2022-05-18 07:42来源：示例日报作者：王某某浏览次数：312次字号：[大 中 小]打印本页")
    {'published': '2022-05-18', 'publisher': '示例日报', 'author': '王某某'}
    >>> labelled("责任编辑：张某某"), labelled("（责编：李某、王某）"), labelled("来源：群众反映的问题，要逐件登记。")
    ({'editor': '张某某'}, {'editor': '李某、王某'}, None)
    """
    text = re.sub(r"^[\[【（(]\s*([^\[\]【】（）()]*?)\s*[\]】）)]$", r"\1", text.strip()).strip()
    if len(text) > 160 or not re.search("[:：/／|｜丨]", text):
        return None
    text = _barred_pattern().sub(r"\1：", text)  # 来源 | 示例日报
    text = re.sub(r"[\[\]【】|｜]", " ", text)
    matches = list(_label_pattern().finditer(text))
    if not matches:
        return None
    lead = _without_buttons(text[: matches[0].start()])
    start = 0 if not lead or _DATE.match(lead) else next((n for n, m in enumerate(matches) if m["apart"]), None)
    if start is None:
        return None
    matches = matches[start:]
    fields: dict[str, str] = {}
    lead = _without_buttons(text[: matches[0].start()])
    if lead:
        match = _DATE_LINE.fullmatch(lead)
        if not match:
            return None
        fields["published"] = iso(match) or ""
    for match, after in zip(matches, [*matches[1:], None], strict=True):
        value = _without_buttons(text[match.end() : after.start() if after else len(text)])
        value = value.strip(" \u3000;；（）()")
        field = furniture().labels[re.sub(r"\s", "", match["name"] or match["short"])]
        if len(value) > (60 if field == "title" else 40) or field != "title" and re.search("[。；，！？]", value):
            return None
        date = _DATE.search(value)
        if field == "publisher" and _PROVISION.search(value):
            return None  # （来源：《示例条例》第三条） names what a sentence is taken from
        if field == "published":
            if date and match["name"] in _OF_ANYTHING and not re.fullmatch(_DATE.pattern + _TIME, value):
                return None  # 时间：2022年5月18日上午，地点… of a meeting
            value = iso(date) or "" if date else ""
        elif field == "publisher" and date and date.start():  # 来源：示例日报 2022-05-18
            fields.setdefault("published", iso(date) or "")
            value = value[: date.start()].strip()
        if field == "author" and (who := person(value)) and who[0]:
            fields.setdefault("author_office", who[0])
            value = who[1]
        elif field == "author" and len(value) > 4 and _OFFICE.fullmatch(value) and " " not in value:
            field = "author_office"
        if field and value:
            fields.setdefault(field, re.sub(r"(?<=[\u4e00-\u9fff])\s(?=[\u4e00-\u9fff]$)", "", value))
    return fields


_PROVISION = re.compile(r"第[零〇一二三四五六七八九十百千\d]+[条款章]")
#: Labels that a notice has of its own matters too.
_OF_ANYTHING = ("时间", "日期")
#: Buttons beside a page's particulars: 大 中 小, 打印本页, 关闭窗口, 分享到.
_BUTTONS = re.compile(
    r"(?:[大中小]\s+){2}[大中小](?![\u4e00-\u9fff])|[大中小](?:[/、][大中小]){2}"
    r"|(?:我要|本页)?(?:打印|收藏|关闭|复制|纠错)(?:本页|此页|本文|窗口|页面|链接)?(?![\u4e00-\u9fff])|分享到?[:：]?(?:\s*(?:微信|微博|QQ空间|朋友圈))*$"
    r"|(?:字号|字体)(?:大小)?(?=\s|$)|(?<=\d)\s*次(?=\s|$)"
)


def _without_buttons(text: str) -> str:
    return _BUTTONS.sub(" ", text).strip(" \u3000|｜[]【】")


@cache
def _label_pattern() -> re.Pattern[str]:
    """A label with its colon; `apart`: something other than a value's character stands before it."""
    names = sorted((name for name in furniture().labels if len(name) > 1), key=len, reverse=True)
    short = "|".join(name for name in furniture().labels if len(name) == 1)
    spaced = "|".join(r"\s{0,4}".join(name) for name in names)
    apart = r"(?P<apart>(?:(?<=^)|(?<=[\s）)])|(?<=\d\d)))?"
    return re.compile(rf"{apart}(?P<name>{spaced})\s*[:：]\s*|(?:(?<=^)|(?<=[\s）)]))(?P<short>{short})\s*[:：/／]\s*")


@cache
def _barred_pattern() -> re.Pattern[str]:
    names = "|".join(sorted((name for name in furniture().labels if len(name) > 1), key=len, reverse=True))
    return re.compile(rf"(?:(?<=^)|(?<=\s))({names})\s*[|｜丨]\s*")


#: 2022-05-18 07:42 发表于示例, as WeChat prints the place of the sender.
_SENT_FROM = re.compile(r"\s*发表于\s*[\u4e00-\u9fff]{2,8}$")
#: 示例日报 2022-05-18: a paper, site or office and the day, nothing else.
_SOURCE_AND_DATE = re.compile(
    rf"(?P<publisher>[^\s，。；：:,;]{{2,20}}(?:[网报社台局委办部厅院]|政府|发布|杂志|客户端))\s+{_DATE.pattern}{_TIME}"
)


def date_line(text: str) -> dict[str, str] | None:
    """Date and publisher of a line that says little else, or None.

    >>> date_line("2022-05-18 07:42 示例网—《示例日报》"), date_line("示例日报 2022-05-18")
    ({'published': '2022-05-18', 'publisher': '示例网—《示例日报》'}, {'publisher': '示例日报', 'published': '2022-05-18'})
    >>> date_line("（2022年5月18日）"), date_line("2022年5月18日，会议在示例县召开。")
    ({'published': '2022-05-18'}, None)
    """
    text = re.sub(r"^[（(]\s*([^（）()]*?)\s*[）)]$", r"\1", text.strip())
    if (match := _SOURCE_AND_DATE.fullmatch(text)) and iso(match):
        return {"publisher": match["publisher"], "published": iso(match) or ""}
    match = _DATE_LINE.fullmatch(_SENT_FROM.sub("", text))
    if not match or re.search("[，。；,;]", match["rest"]) or not iso(match):
        return None
    fields = {"published": iso(match) or ""}
    rest = match["rest"].strip()
    if rest:
        if not re.match(r"\s|$", text[match.start("rest") - 1 :][:1]) and not rest.startswith("来源"):
            return None
        fields["publisher"] = re.sub(r"^(?:来源\s*[:：]\s*)", "", rest)
    return fields


def is_sent_from(text: str) -> bool:
    """A date line of WeChat, below the account's name: 2022-05-18 07:42 发表于示例."""
    return bool(_SENT_FROM.search(text.strip()))


def iso(match: re.Match[str]) -> str | None:
    """A matched date as ISO 8601, or None when there is no such day."""
    year, month, day = int(match["year"]), int(match["month"]), int(match["day"])
    long = month in (1, 3, 5, 7, 8, 10, 12)
    last = 31 if long else 30 if month != 2 else 29
    return f"{year:04}-{month:02}-{day:02}" if 1 <= month <= 12 and 1 <= day <= last else None


def author_is(text: str) -> dict[str, str] | None:
    """The office in a line that says only what the author is, or None.

    >>> author_is("（作者系示例县某局局长）"), author_is("作者系统讲解了条例，听众很多。")
    ({'author_office': '示例县某局局长'}, None)
    """
    match = _AUTHOR_IS.fullmatch(text.strip())
    return {"author_office": match["office"]} if match else None


def person(text: str) -> tuple[str | None, str] | None:
    """(office, name) of a by-line, or None.

    >>> person("示例市委副书记、市长  王示例"), person("本报记者 李示例"), person("王示例"), person("学习条例")
    (('示例市委副书记、市长', '王示例'), ('本报记者', '李示例'), (None, '王示例'), None)
    """
    text = text.strip().strip("（）()□◇■◆● \u3000")
    if len(text) > 45 or re.search("[，。；：！？,;:]", text):
        return None
    if match := _REPORTER.fullmatch(text):
        names = match["name"].strip()
        each = re.split(r"[\s、]+", names)
        known = _is_name(each[0]) and all(_is_name(name) or name in _CALLED for name in each)
        return (match["office"], names) if known else None
    office, _, name = re.sub(r"[\s\u3000]+", " ", text).rpartition(" ")
    if len(name) == 1 and office[-2:-1] in ("", " ") and office:  # 王 某
        office, name = office[:-1].rstrip(), office[-1] + name
    if not _is_name(name):
        return None
    if not office:
        return (None, name)
    return (office, name) if _OFFICE.fullmatch(office) else None


def _is_name(text: str) -> bool:
    return (
        bool(_NAME.fullmatch(text))
        and text[0] in furniture().surnames
        and not text.endswith(("县", "市", "条例", "办法"))
    )


def place_of(title: str | None, office: str | None, paragraphs: list[str]) -> str | None:
    """The place that an article names as its scene, without 市 or 县; None when it names none.

    In this order: 会议在P召开, the dateline, the author's office, 在P调研, the county or city that the text speaks of most.

    >>> place_of("启动仪式视频会在贵阳召开", None, []), place_of(None, "赤峰市委副书记、市长", [])
    ('贵阳', '赤峰')
    """
    text = "\n".join([title or "", *paragraphs[:2]])
    for match in re.finditer(rf"在([\u4e00-\u9fff]{{1,8}}?)(?:隆重|胜利|成功|正式)?{_HELD}", text):
        if place := _place(match[1], whole=True):
            return place
    if paragraphs and (match := _DATELINE.match(paragraphs[0])):
        return match["place"]
    if office and (place := _place(office)):
        return place
    for match in re.finditer(r"在([\u4e00-\u9fff]{2,8}?)(?:市|县|区)?(?:调研|考察|督导|走访)", "\n".join(paragraphs)):
        if place := _place(match[1], whole=True):
            return place
    counts: Counter[str] = Counter()
    for match in re.finditer(r"(?=([\u4e00-\u9fff]{2,4}?)(?:县|市))", "\n".join([title or "", *paragraphs])):
        for size in (2, 3, 4):
            name = match[1][-size:]
            if len(match[1]) >= size and _is_county(name):
                counts[name] += 1
    return counts.most_common(1)[0][0] if counts and counts.most_common(1)[0][1] >= 2 else None


def _is_county(name: str) -> bool:
    return name + "县" in words() or name + "市" in place_names()


def _place(text: str, whole: bool = False) -> str | None:
    """The place's name that `text` is (`whole`) or begins with."""
    if text in _ABBREVIATED:
        return _ABBREVIATED[text]
    names = place_names()
    for size in (6, 5, 4, 3, 2):
        head = text[:size]
        rest = text[size:]
        if len(head) == size and head in names and (not whole or rest in ("", "市", "县", "区", "省")):
            return re.sub(r"(?<=..)[市县]$", "", head)
    return None
