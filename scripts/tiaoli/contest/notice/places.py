"""Where entries go and whom to ask: addresses and contacts as the notice gives them."""

import re
from collections.abc import Iterator, Sequence

from tiaoli.contest.notice.outline import Row

_EMAIL = re.compile(r"[A-Za-z0-9][A-Za-z0-9_.+-]*\s?[@＠]\s?[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+")
_URL = re.compile(r"(?:https?://|www\.)[A-Za-z0-9./?=&%_#:~-]+[A-Za-z0-9/]")
#: 邮寄地址：…, 寄至…, 报送至…办公室, 送达….
_POST = re.compile(
    r"(?:邮寄地址|通[信讯]地址|寄送地址|报送地址|投稿地址|收件地址|联系地址|地址)\s*[:：]\s*(?P<stated>[^。；;]{4,60})"
    r"|(?:邮寄|寄送|寄|送达|送交|送|报送|报|交|投递|递交|提交)(?:至|到|往|给|(?<=送交)|(?<=递交)|(?<=报送))\s*[:：]?\s*(?P<sent>[^。；;，,]{2,40}?(?:室|科|处|部|局|办|所|号|楼|院|收|中心|委员会|办公室|联|会|社))(?:[（(](?P<more>[^（）()]{2,40})[）)])?(?=[。；;，,、（(]|并|$)"
)
_ONLINE = re.compile(
    r"(?:登录|登陆|进入|访问|通过|关注|扫描|在)\s*(?P<place>[“\"《]?[^，。；;]{2,40}?(?:网站|平台|系统|小程序|公众号|官网|二维码|网页|专栏|专区|客户端|APP)[”\"》]?)[^。；;]{0,20}?(?:投稿|上传|提交|报送|参与|填报|参赛|发送)"
)
_PHONE = re.compile(
    r"(?<=电话[:：])\d{7,12}|(?<!\d)(?:0\d{2,3}\s?[-—－–]{1,2}\s?\d{7,8}(?:[-—转]\d{1,4})?|1[3-9]\d{9}|0{3,4}-?0{7,8}|[\dX×x]{3,4}[-—－][\dX×x]{7,8}|[\dX×x]{3,4}[-—－]\d{4}\s\d{4}|[2-9]\d{6,7})(?!\d)"
)
#: Behind a number: 0000-0000000（示例老师）
_BEHIND = re.compile(r"\s*[（(](?P<name>[\u4e00-\u9fff]{2,5})[）)]")
_FAX = re.compile(r"传真\s*[:：]?[^，。；;]*")
#: lunwen#example.com, lunwen(at)example.com
_VEILED = re.compile(
    r"[A-Za-z0-9][A-Za-z0-9_.+-]*\s*(?:[#＃*]|[（(\[【]\s*at\s*[）)\]】])\s*[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+"
)
#: 纸质稿件送县文联, 纸质版一式三份报县信访局办公室（示例楼305室）
_PAPER = re.compile(
    r"(?:纸质[^，。；;]{0,16}?|[日号]\s*(?:之|以)?前[^，。；;]{0,12}?)(?:报送|报|送|交|寄)(?!至|到|往|给)(?P<sent>[\u4e00-\u9fff]{2,24}?(?:室|科|处|部|局|办|所|院|中心|委员会|办公室|联|会|社))(?:[（(](?P<more>[^（）()]{2,40})[）)])?(?=[。；;，,、（(]|并|$)"
)
_PERSON = re.compile(
    r"(?:联系人|联络人|收件人)\s*(?:及电话|及联系方式)?\s*[:：]\s*(?P<names>[^\d，,。；;（(:：]{2,20}?)(?=\s*(?:[，,。；;（(\d]|联系|电话|手机|邮箱|咨询|$))"
)
_SENDS = re.compile(r"投稿|发送|发至|发到|报送|提交|寄|来稿|征稿|投至|上报|投递|邮件|邮箱|信箱|作品|稿件")


def submit_to(rows: Sequence[Row]) -> list[dict[str, str]]:
    """{"kind": email|post|online, "value"} in the order of the notice, each once."""
    found: dict[tuple[str, str], None] = {}
    for row in rows:
        about = "submit" in row.fields
        for match in _EMAIL.finditer(row.text):
            if about or _SENDS.search(row.text + row.label) or "contacts" in row.fields or match[0] == row.text.strip():
                found["email", re.sub(r"\s", "", match[0]).replace("＠", "@")] = None
        for kind, value in _elsewhere(row, about):
            found[kind, value] = None
    return [{"kind": kind, "value": value} for kind, value in found]


def _elsewhere(row: Row, about: bool) -> Iterator[tuple[str, str]]:
    text = _EMAIL.sub("＠", row.text)
    labelled = bool(re.search(r"地址", row.label)) and row.own_label and "邮箱" not in row.label and "＠" not in text
    if labelled and not _URL.search(text):
        yield (
            "post",
            _trimmed(
                re.sub(r"^[\u4e00-\u9fff]{0,6}(?:邮?寄|送)(?:至|到|往)?\s*[:：]?\s*", "", row.text.rstrip("。；;"))
            ),
        )
    elif about or re.search(r"纸质|前送|前报|前交|寄|书面|送达|送交|递交|报送|地址", text):
        posts: list[str] = []
        text = re.sub(r"[^，。；;]*报名表[^，。；;]*", "", text)
        for match in _POST.finditer(text):
            value = match["stated"] or match["sent"] or ""
            if "＠" in value or re.match(r"\d|各", value) or re.search(r"邮箱|信箱|网址|以下|如下|上述", value):
                continue
            posts.append(_trimmed(value + (f"（{match['more']}）" if match["more"] else "")))
        for match in _PAPER.finditer("" if row.cells else text):  # a timetable names the step, not the address
            more = match["more"] if match["more"] and not re.search("联系|电话|收件", match["more"]) else ""
            if not any(one.partition("（")[0] in match["sent"] for one in posts):
                posts.append(match["sent"] + (f"（{more}）" if more else ""))
        yield from (("post", one) for one in posts)
    if about or _SENDS.search(text):
        urls = [match[0] for match in _URL.finditer(text)]
        for match in _ONLINE.finditer(text):
            yield "online", _unquoted(match["place"]) + (f"（{urls[0]}）" if urls else "")
            urls = []
        if about:
            yield from (("online", address) for address in urls)


def _apart(names: str) -> str:
    """Names with 、 between them; a blank within one (李　明) is none between two.

    >>> _apart("周示例 李示例"), _apart("示 例"), _apart("甲科、示例乙")
    ('周示例、李示例', '示例', '甲科、示例乙')
    """
    parts = names.split()
    return ("、" if all(len(part) > 1 for part in parts) else "").join(parts).strip("、")


def _unquoted(place: str) -> str:
    """Marks go in pairs: “示例信访”公众号 keeps its own."""
    return place[1:-1] if place[0] in '“"《' and place[-1] in '”"》' else place.lstrip('"《')


def veiled(text: str) -> str | None:
    """An address of e-mail whose @ is written otherwise, as it stands.

    >>> veiled("发送至 lunwen#example.com（请把#换成@）"), veiled("第3页#12")
    ('lunwen#example.com', None)
    """
    match = _VEILED.search(text)
    return match[0] if match else None


def _trimmed(value: str) -> str:
    """An address without what only says how to write the envelope, or who answers the telephone."""
    return re.split(r"[，,]\s*(?:邮编|邮政编码|收件人|联系人|电话|请)|\s{2,}(?:邮编|联系|收件)", value)[0].strip(
        " ，,：:"
    )


def contacts(rows: Sequence[Row]) -> list[dict[str, str]]:
    """{"name", "phone"} in the order of the notice; either may be missing."""
    found: list[dict[str, str]] = []
    for row in rows:
        text = _FAX.sub("", f"{row.label}：{row.text}" if row.own_label else row.text)
        about = "contacts" in row.fields or re.search(r"联系人|联系电话|咨询电话|联系方式|电话|热线|咨询", text)
        if not about:
            continue
        names = [_apart(match["names"]) for match in _PERSON.finditer(text)]
        bare = _EMAIL.sub(" ", text)
        numbers = list(_PHONE.finditer(bare))
        phones = [re.sub(r"\s", "", match[0]) for match in numbers]
        if not names and all(behind := [_BEHIND.match(bare, match.end()) for match in numbers]):
            names = [match["name"] for match in behind if match]
        names = [part for name in names for part in name.split("、") if part]
        pairs = max(len(names), len(phones))
        for at in range(pairs):
            one = {}
            if at < len(names):
                one["name"] = names[at]
            if at < len(phones):
                one["phone"] = phones[at]
            if found and "phone" not in found[-1] and "name" not in one:
                found[-1] = found[-1] | one  # the number stands on the line below the name
            elif one not in found:
                found.append(one)
    return found
