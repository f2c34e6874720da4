"""Read a text file as UTF-8, or say in one Chinese sentence why it can't be read."""

import errno
from pathlib import Path

from tiaoli.model import ReadError

_UTF16_MARKS = (b"\xff\xfe", b"\xfe\xff")
_REASONS = {
    errno.EACCES: "没有权限", errno.EPERM: "没有权限", errno.EROFS: "磁盘是只读的", errno.ENOSPC: "磁盘空间不够",
    errno.ENOENT: "文件夹不存在", errno.ENOTDIR: "路径中有一段不是文件夹", errno.EBUSY: "正被别的程序使用",
    errno.ENAMETOOLONG: "名称太长", errno.EXDEV: "不在同一个磁盘上", errno.ENOTEMPTY: "文件夹里还有别的文件",
}  # fmt: skip


def reason(error: OSError) -> str:
    """Why the system refused, in Chinese; its number where we have no word for it.

    >>> reason(PermissionError(13, "Permission denied")), reason(OSError(5, "Input/output error"))
    ('没有权限', '系统错误 5')
    """
    return _REASONS.get(error.errno or 0, f"系统错误 {error.errno}")


def read_text(path: Path, shown: str | None = None) -> str:
    """The file's text: UTF-8, byte order mark dropped, every line end a line feed.

    `shown` is how the message names the file. Raises ReadError for a file that is missing, not a regular file, not
    permitted, or in another encoding; a GBK file is never guessed at, since a wrong guess would change a text unseen.
    """
    name = shown if shown is not None else str(path)
    try:
        if path.is_dir():
            raise ReadError(f"{name} 是一个文件夹，这里需要一个文件。")
        if path.exists() and not path.is_file():  # a pipe or device would block for ever
            raise ReadError(f"{name} 不是普通文件，无法读取；请换成普通的文本文件。")
        content = path.read_bytes()
    except FileNotFoundError:
        raise ReadError(f"没有找到文件 {name}；请检查文件名和所在的文件夹。") from None
    except PermissionError:
        raise ReadError(f"没有权限读取 {name}；请检查文件的权限，或关闭正在占用它的程序后再试。") from None
    except OSError as error:
        raise ReadError(f"读取 {name} 时出错（{reason(error)}）；请检查文件或磁盘后再试。") from None
    return decode(content, name)


def decode(content: bytes, shown: str) -> str:
    """UTF-8 bytes as text, as `read_text` gives it; ReadError names the encoding that it looks like."""
    if content.startswith(_UTF16_MARKS):
        raise ReadError(f"{shown} 是 UTF-16 编码，无法读取；请用记事本或 WPS 打开，另存为 UTF-8 编码。")
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        looks = "，看起来是 GBK（ANSI）编码" if _is_gbk(content) else ""
        reason = f"不是 UTF-8 编码{looks}；请用记事本或 WPS 打开，另存为 UTF-8 编码后再试。"
        raise ReadError(f"{shown} 第 {line} 行{reason}", line, reason) from None
    if "\0" in text:
        line = text.count("\n", 0, text.index("\0")) + 1
        reason = "含有空字符，不是文本文件；请换成 UTF-8 编码的文本文件。"
        raise ReadError(f"{shown} 第 {line} 行{reason}", line, reason)
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _is_gbk(content: bytes) -> bool:
    try:
        content.decode("gb18030")
    except UnicodeDecodeError:
        return False
    return True
