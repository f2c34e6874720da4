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
    r"(?<=电话[:：])\d{7,12}|(?<!\d)(?:0\d{2,3}\s?[-—－–]{1,2}\s?\d{7,8}(?:[-—转]\d{1,4})?|1[3-9]\d{9}|0{3,4}-?0{7,8}|[\dX×x]{3,4}[-—－][\dX×x]{7,8}|[2-9]\d{6,7})(?!\d)"
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
    elif about or re.search(r"纸质|寄|书面|送达|送交|递交|报送|地址", text):
        for match in _POST.finditer(re.sub(r"[^，。；;]*报名表[^，。；;]*", "", text)):
            value = match["stated"] or match["sent"] or ""
            if "＠" in value or re.search(r"邮箱|信箱|网址|以下|如下|上述", value):
                continue
            yield "post", _trimmed(value + (f"（{match['more']}）" if match["more"] else ""))
    if about or _SENDS.search(text):
        urls = [match[0] for match in _URL.finditer(text)]
        for match in _ONLINE.finditer(text):
            yield "online", match["place"].strip('“”"') + (f"（{urls[0]}）" if urls else "")
            urls = []
        if about:
            yield from (("online", address) for address in urls)


def _trimmed(value: str) -> str:
    """An address without what only says how to write the envelope, or who answers the telephone."""
    return re.split(r"[，,]\s*(?:邮编|邮政编码|收件人|联系人|电话|请)|\s{2,}(?:邮编|联系|收件)", value)[0].strip(
        " ，,：:"
    )


def contacts(rows: Sequence[Row]) -> list[dict[str, str]]:
    """{"name", "phone"} in the order of the notice; either may be missing."""
    found: list[dict[str, str]] = []
    for row in rows:
        text = f"{row.label}：{row.text}" if row.own_label else row.text
        about = "contacts" in row.fields or re.search(r"联系人|联系电话|咨询电话|联系方式|电话", text)
        if not about:
            continue
        names = [re.sub(r"\s+", "", match["names"]).strip("、") for match in _PERSON.finditer(text)]
        phones = [re.sub(r"\s", "", match[0]) for match in _PHONE.finditer(_EMAIL.sub(" ", text))]
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
