"""One cell of the table of units: why it can't be used, in Chinese, for what it will be: text, folder, day, picture."""

import re
from datetime import date
from pathlib import Path

from tiaoli.editions.columns import FOLDER, NAME, Column
from tiaoli.model import ReadError

LOGO_BYTES = 512 * 1024
#: Where a logo lies in the site, by what its bytes begin with.
_LOGOS = ((b"\x89PNG\r\n\x1a\n", "assets/office-logo.png"), (b"\xff\xd8\xff", "assets/office-logo.jpg"))
_REFUSED = re.compile(
    r"[<>\"\\`|\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ufffd\ufffe\uffff\u200b-\u200f\u202a-\u202e\u2066-\u2069]"
)
_OPENS_A_LINE = re.compile(r"[-+=@#*>~:]|\d+[.)]\s")
_FOLDER_REFUSED = re.compile(r"[/\\:*?\"<>|\x00-\x1f\x7f%#&']")
_DEVICES = frozenset({"con", "prn", "aux", "nul", *(f"{n}{i}" for n in ("com", "lpt") for i in range(10))})
#: What stands beside the editions.
TAKEN = frozenset({"index.html", "单位清单.xlsx", "单位清单.csv"})
_ID = re.compile(r"[a-z][a-z0-9-]*\Z")
_URL = re.compile(r"https?://[A-Za-z0-9.-]+(?::\d+)?(?:/[A-Za-z0-9._~%-]+)*/?\Z")
_DAY = re.compile(r"(\d{4})\s*[-/.年]\s*(\d{1,2})\s*[-/.月]\s*(\d{1,2})\s*日?(?: 0?0:00(?::00)?)?\Z")
_ERRORS = re.compile(r"#(?:N/A|REF!|NAME\?|VALUE!|DIV/0!|NULL!|NUM!)\Z")


def refusal(column: Column, text: str) -> str:
    """Why a text can't be printed as it stands, "" where it can."""
    if _ERRORS.match(text):
        return f"是表格的错误值 {text}；请改成文字。"
    if found := _REFUSED.search(text):
        shown = f"“{found[0]}”" if found[0].isprintable() else "看不见的控制字符"
        return f"有{shown}，不能用；{'请改用中文引号“”' if found[0] == chr(34) else '请删去'}。"
    if len(text) > column.limit:
        return f"有 {len(text)} 个字，超过 {column.limit} 个，版面放不下；请缩短。"
    if column.key in (NAME.key, "sponsor") and _OPENS_A_LINE.match(text):
        return "以符号开头；请删去开头的符号。"
    if column.kind == "id" and text and not _ID.match(text):
        return "只能用小写英文字母、数字和连字符，并以字母开头；请改写。"
    if column.kind == "url" and text and not _URL.match(text):
        return "应以 http:// 或 https:// 开头，只用英文字母、数字和 . - _ ~，没有 ? 和 #；请改写，还没有网址就留空。"
    return ""


def bad_folder(name: str) -> str:
    """Why a name can't be a folder's on every system, "" where it can.

    >>> bad_folder("示例镇"), bad_folder("CON.txt") != "", bad_folder("..") != ""
    ('', True, True)
    """
    if len(name) > FOLDER.limit or len(name.encode()) > 200:
        return f"“{name[:20]}……”太长，不能作文件夹名（最多 {FOLDER.limit} 个字）"
    if found := _FOLDER_REFUSED.search(name):
        return f"“{name}”里有“{found[0]}”，不能作文件夹名"
    if name.startswith(".") or name.endswith((".", " ")) or name.strip() != name:
        return f"“{name}”的开头或结尾是点或空格，不能作文件夹名"
    if name.partition(".")[0].casefold().strip() in _DEVICES or name.casefold() in TAKEN:
        return f"“{name}”是系统保留的名称，不能作文件夹名"
    return ""


def day(text: str) -> str | None:
    """A day as ISO 8601, None for what is no day.

    >>> day("2027年5月6日"), day("2027/5/6"), day("2027-02-30")
    ('2027-05-06', '2027-05-06', None)
    """
    match = _DAY.match(text)
    try:
        return date(*map(int, match.groups())).isoformat() if match else None
    except ValueError:
        return None


def logo(beside: Path, name: str) -> tuple[bytes, str]:
    """(bytes, path in the site) of a picture that lies with the table; ReadError, in Chinese, where it can't be used."""
    path = beside / name.replace("\\", "/")
    if Path(name).is_absolute() or not path.resolve().is_relative_to(beside.resolve()):
        raise ReadError(f"“{name}”不在表格所在的文件夹里；请把图片和表格放在一起，只写文件名。")
    try:
        if not path.is_file():
            raise ReadError(f"没有找到图片“{name}”；请把它和表格放在一起，或者把这一格留空。")
        if path.stat().st_size > LOGO_BYTES:
            raise ReadError(f"图片“{name}”超过 {LOGO_BYTES // 1024} KB；请缩小后再试。")
        content = path.read_bytes()
    except OSError:
        raise ReadError(f"图片“{name}”打不开；请检查它的权限。") from None
    for sign, place in _LOGOS:
        if content.startswith(sign):
            return content, place
    raise ReadError(f"“{name}”不是 PNG 或 JPG 图片；请另存为 PNG 后再试。")
