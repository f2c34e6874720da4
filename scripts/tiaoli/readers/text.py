"""Plain text and Markdown in whatever encoding it comes.

Strict UTF-8 first; what is not UTF-8 is GB18030 or Big5, decided by how common the characters are that come out.
Nothing is decoded with replacement characters: a byte that no encoding explains is an error that names its line.
"""

import hashlib
import re
from collections import Counter
from functools import cache
from itertools import pairwise
from pathlib import Path

from tiaoli.model import Line, Problem, ReadError, Source
from tiaoli.textfile import reason

#: Largest file read, in bytes; the longest statutes have about half a million.
MAX_BYTES = 30_000_000
_MARKS = (
    (b"\xef\xbb\xbf", "utf-8-sig"),
    (b"\xff\xfe\x00\x00", "utf-32"),
    (b"\x00\x00\xfe\xff", "utf-32"),
    (b"\xff\xfe", "utf-16"),
    (b"\xfe\xff", "utf-16"),
    (b"\x84\x31\x95\x33", "gb18030"),
)
#: A text broken at a fixed width: columns of its longest line, how much shorter a full line may be (a mark that may not
#: begin the next line), the share of full lines, and of those the share that ends in the middle of a sentence.
LEAST_WIDTH, MOST_WIDTH, WRAP_SLACK, WRAPPED, BROKEN = 40, 130, 3, 0.6, 0.5
#: Marks that may not begin a line hang over by so many columns at most: ）。”
HANGING = 6
#: With fewer full lines (a statute has many short ones): how many and which share there must be, how many of them end in the
#: middle of a sentence, and how many of the joined paragraphs end with one.
LEAST_FULL, FEW_WRAPPED, MOSTLY_BROKEN, ENDED = 4, 0.1, 0.75, 0.6
#: Of the lines behind a short one that ends a sentence, the share that is indented where paragraphs are; how full a line is that goes on then.
INDENTED, NEARLY_FULL = 0.7, 0.75
_STOPS = re.compile("[。！？；：!?;:][”’）》)]?$")
_NEW_PARAGRAPH = re.compile(
    r"\s|\u3000|#|第[一二三四五六七八九十百千零〇\d]+[编章节条]|[（(][一二三四五六七八九十\d]{1,3}[）)]|[一二三四五六七八九十]{1,3}、|[-*•·]"
)
#: — 12 —, 第 3 页 共 10 页
_PAGE_NUMBER = re.compile(
    r"\s*(?:[-—–―－]\s*(\d{1,4})\s*[-—–―－]|第\s*(\d{1,4})\s*页(?:\s*[/，,]?\s*共\s*\d{1,4}\s*页)?)\s*"
)
#: The first bytes of files that are no text, whatever their name says.
_BINARY = (
    (b"PK\x03\x04", "压缩包或 Office 文件（docx、xlsx 等）"),
    (b"\xd0\xcf\x11\xe0", "旧版 Office 文件（doc、xls、wps 等）"),
    (b"%PDF", "PDF 文件"),
    (b"\x89PNG", "图片"),
    (b"\xff\xd8\xff", "图片"),
    (b"GIF8", "图片"),
    (b"BM", "图片"),
    (b"Rar!", "压缩包"),
    (b"7z\xbc\xaf", "压缩包"),
    (b"\x1f\x8b", "压缩包"),
)
_CONTROL = re.compile("[\x00-\x08\x0e-\x1a\x1c-\x1f]")
#: The 60 commonest characters of Chinese prose in both scripts; real text is full of them, a wrong decoding is not.
_COMMON = frozenset("的一是在不了有和人这这中大为上个国我以要他时来用们生到作地于出就分对成会可主发年动同工也能下过子说产种面而方后多"
                    "這為個國時來們於動對會發過說產種學條例信訪訪党黨关關工作机機法规規应應当當")  # fmt: skip


def read(path: Path) -> Source:
    """The file's lines (from 1, line ends dropped), its encoding and SHA-256.

    Raises ReadError for a missing, empty, too large or binary file, a directory, and bytes that are no text.
    """
    path = Path(path)
    check(path)
    try:
        content = path.read_bytes()
    except PermissionError:
        raise ReadError(f"没有权限读取 {path.name}；请检查文件的权限，或关闭正在占用它的程序后再试。") from None
    except OSError as error:
        raise ReadError(f"读取 {path.name} 时出错（{reason(error)}）；请检查文件或磁盘后再试。") from None
    return source(content, path.name)


def check(path: Path) -> None:
    """Raise ReadError when there is no ordinary, non-empty file of a sensible size."""
    name = path.name or str(path)
    try:
        if path.is_dir():
            raise ReadError(f"{name} 是一个文件夹，这里需要一个文件；请把里面的文件一个个写出来。")
        if not path.exists():
            raise ReadError(f"没有找到文件 {name}；请检查文件名和所在的文件夹。")
        if not path.is_file():
            raise ReadError(f"{name} 不是普通文件，无法读取；请换成普通的文本文件。")
        size = path.stat().st_size
    except PermissionError:
        raise ReadError(f"没有权限读取 {name}；请检查文件和文件夹的权限后再试。") from None
    except OSError as error:
        raise ReadError(f"无法读取 {name}（{reason(error)}）；请检查文件名和所在的文件夹。") from None
    if size == 0:
        raise ReadError(f"{name} 是空文件，没有可以转换的内容；请检查是否选对了文件。")
    if size > MAX_BYTES:
        raise ReadError(f"{name} 有 {size / 1e6:.0f} MB，太大了，不像一份文稿；请确认文件，或拆成几份再试。")


def source(content: bytes, name: str) -> Source:
    """Bytes as lines; `name` is how messages and the Source call the file."""
    text, encoding = decode(content, name)
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    rows = text.split("\n")
    if rows and not rows[-1]:
        rows.pop()
    if not any(row.strip() for row in rows):
        raise ReadError(f"{name} 里只有空行，没有可以转换的内容；请检查是否选对了文件。")
    problems = []
    if "\ufffd" in text:
        line = text.count("\n", 0, text.index("\ufffd")) + 1
        message = f"第 {line} 行有“\ufffd”，说明原文在存入这个文件之前就已丢字，无法还原；请对照原文补上。"
        problems.append(Problem(name, line, "lost-characters", message, "warning"))
    lines, pages = without_page_numbers(tuple(Line(number, row) for number, row in enumerate(rows, 1)))
    if pages:
        message = f"去掉了 {len(pages)} 个页码：{'、'.join(pages[:5])}{'等' if len(pages) > 5 else ''}。"
        problems.append(Problem(name, 0, "left-out-page-number", message, "note", "\n".join(pages)))
    joined = unwrap(lines)
    if len(joined) < len(lines):
        problems.append(wrapped(name, len(joined), len(lines)))
        lines = joined
    return Source(name, lines, (), encoding, hashlib.sha256(content).hexdigest(), tuple(problems))


def without_page_numbers(lines: tuple[Line, ...]) -> tuple[tuple[Line, ...], list[str]]:
    """The lines without — 1 —, — 2 — … on lines of their own, where each follows the last.

    >>> [line.text for line in without_page_numbers((Line(1, "甲"), Line(2, "— 1 —"), Line(3, "乙"), Line(4, "— 2 —")))[0]]
    ['甲', '乙']
    >>> without_page_numbers((Line(1, "甲"), Line(2, "— 1 —"), Line(3, "乙"), Line(4, "— 7 —")))[1]
    []
    """
    found = [
        (i, int(match[1] or match[2])) for i, line in enumerate(lines) if (match := _PAGE_NUMBER.fullmatch(line.text))
    ]
    counted = all(after == before + 1 for (_, before), (_, after) in pairwise(found))
    if not found or not counted:
        return lines, []
    gone = {i for i, _ in found}
    return tuple(line for i, line in enumerate(lines) if i not in gone), [lines[i].text.strip() for i in sorted(gone)]


def wrapped(name: str, now: int, before: int) -> Problem:
    """That a text's lines were joined."""
    message = f"原文按固定宽度折行，已接成 {now} 行（原有 {before} 行）；请检查分段是否正确。"
    return Problem(name, 0, "hard-wrapped", message, "warning")


def unwrap(lines: tuple[Line, ...]) -> tuple[Line, ...]:
    """Lines that were broken at a fixed width joined again; any other text as it is.

    A text counts as broken when most of its lines reach the same width and end in the middle of a sentence; or when some
    do, and joining them gives whole sentences. A blank line, an indent or a label (第三条, （一）, 一、) begins a new paragraph.

    >>> rows = ["甲" * 30, "乙" * 30, "丙" * 29 + "，", "丁" * 30, "戊" * 30, "己" * 30, "庚。"]
    >>> [len(line.text) for line in unwrap(tuple(map(Line, range(1, 8), rows)))]
    [182]
    >>> len(unwrap((Line(1, "甲。"), Line(2, "乙。"))))
    2
    """
    widths = [_width(line.text) for line in lines]
    filled = [i for i, line in enumerate(lines) if line.text.strip()]
    full = _full(Counter(widths))
    reach = [i for i in filled if widths[i] >= full - WRAP_SLACK]
    broken = [i for i in reach if not _STOPS.search(lines[i].text)]
    if not LEAST_WIDTH <= full <= MOST_WIDTH or len(filled) < 6 or max(widths) > full + HANGING:
        return lines
    joined = _joined(lines, frozenset(reach))
    if len(reach) >= WRAPPED * len(filled):
        return joined if len(broken) >= BROKEN * len(reach) else lines
    if len(reach) < max(LEAST_FULL, FEW_WRAPPED * len(filled)) or len(broken) < MOSTLY_BROKEN * len(reach):
        return lines
    whole = [line.text for line in joined if _width(line.text) > full]
    ended = sum(bool(_STOPS.search(words.rstrip())) for words in whole)
    return joined if whole and ended >= ENDED * len(whole) else lines


def _joined(lines: tuple[Line, ...], full: frozenset[int]) -> tuple[Line, ...]:
    """Every line behind a full one put behind it, where it doesn't begin a paragraph.

    Where paragraphs are indented, a line that isn't goes behind an unfinished sentence even if that line is not quite full:
    a program that counts characters makes lines with figures narrower.
    """
    out: list[Line] = []
    behind = _behind_unfinished(lines, full)
    for i, line in enumerate(lines):
        begins = _NEW_PARAGRAPH.match(line.text) and not (i in behind and line.text[0] in "（(")
        if out and (i - 1 in full or i in behind) and line.text.strip() and not begins:
            ends = out[-1].text[-1:] + line.text[:1]  # a number is broken anywhere, words between them
            latin = ends.isascii() and ends.isalnum() and not ends.isdigit()
            out[-1] = Line(out[-1].number, out[-1].text + (" " if latin else "") + line.text, out[-1].style)
        else:
            out.append(line)
    return tuple(out)


def _behind_unfinished(lines: tuple[Line, ...], full: frozenset[int]) -> set[int]:
    """Lines without an indent behind one that is long and ends in mid-sentence, in a text whose paragraphs are indented."""
    starts = [
        line.text
        for i, line in enumerate(lines)
        if i and line.text.strip() and i - 1 not in full and _STOPS.search(lines[i - 1].text)
    ]
    if not starts or sum(text[0] in " \u3000\t" for text in starts) < INDENTED * len(starts):
        return set()
    least = NEARLY_FULL * max(_width(lines[i].text) for i in full)
    return {
        i
        for i, line in enumerate(lines)
        if i
        and line.text.strip()
        and line.text[0] not in " \u3000\t"
        and _width(lines[i - 1].text) >= least
        and not _STOPS.search(lines[i - 1].text)
    }


def _full(widths: Counter[int]) -> int:
    """The width that most of the longest lines reach, marks that hang over not counted."""
    longest = max(widths, default=0)
    near = range(longest - HANGING, longest + 1)
    return max(near, key=lambda width: (sum(widths[width - less] for less in range(WRAP_SLACK + 1)), width))


def _width(text: str) -> int:
    return sum(1 if ord(char) < 0x2000 else 2 for char in text.rstrip())


def decode(content: bytes, name: str) -> tuple[str, str]:
    """The text and the name of its encoding.

    >>> decode("信访工作条例".encode("gbk"), "x")
    ('信访工作条例', 'gb18030')
    >>> decode("信訪工作條例的學習".encode("big5"), "x")
    ('信訪工作條例的學習', 'big5')
    >>> decode("信访工作条例".encode(), "x")[1]
    'utf-8'
    """
    for mark, what in _BINARY:
        if content.startswith(mark) and _CONTROL.search(content[:4096].decode("latin-1")):
            raise ReadError(f"{name} 不是文本文件，看起来是{what}；请另存为纯文本（.txt，UTF-8 编码）后再试。")
    for mark, encoding in _MARKS:
        if content.startswith(mark):
            try:
                return content.decode(encoding).lstrip("\ufeff"), encoding.removesuffix("-sig")
            except UnicodeDecodeError:
                raise ReadError(f"{name} 的编码标记是 {encoding}，内容却不是，文件可能已损坏；请换一份再试。") from None
    control = _CONTROL.search(content.decode("latin-1"))
    if control:
        line = content.count(b"\n", 0, control.start()) + 1
        raise ReadError(
            f"{name} 第 {line} 行有控制字符，不是文本文件或已损坏；请另存为纯文本（.txt，UTF-8 编码）后再试。"
        )
    try:
        return content.decode("utf-8"), "utf-8"
    except UnicodeDecodeError as error:
        wrong = error
    found = []
    for encoding in ("gb18030", "big5", "big5hkscs"):
        try:
            text = content.decode(encoding)
        except UnicodeDecodeError:
            continue
        found.append((commonness(text), encoding, text))
    if found:
        best = max(found, key=lambda item: item[0])
        if best[0] > 0:
            return best[2], best[1].removesuffix("hkscs")
    line = content.count(b"\n", 0, wrong.start) + 1
    raise ReadError(
        f"{name} 第 {line} 行的编码无法识别（可能混用了几种编码）；请用记事本或 WPS 打开，另存为 UTF-8 后再试。"
    )


def commonness(text: str) -> float:
    """Share of very common characters among all beyond ASCII, less that of characters no text uses.

    >>> commonness("信访工作条例的学习") > commonness("陓溼馱釬沭瞰腔悝炾")
    True
    """
    wide = [char for char in text if ord(char) > 0x7F]
    if not wide:
        return 0.0
    odd = sum(0xE000 <= ord(char) <= 0xF8FF or ord(char) > 0xFFFF for char in wide)
    rare = sum("\u4e00" <= char <= "\u9fff" and char not in _level_one() for char in wide)
    return (sum(char in _COMMON for char in wide) + (len(wide) - rare - odd) - 5 * odd) / len(wide)


@cache
def _level_one() -> frozenset[str]:
    """The common characters of both standards: level 1 of GB2312 and of Big5."""
    simplified = (bytes((a, b)) for a in range(0xB0, 0xD8) for b in range(0xA1, 0xFF))
    traditional = (bytes((a, b)) for a in range(0xA4, 0xC7) for b in (*range(0x40, 0x7F), *range(0xA1, 0xFF)))
    return frozenset(
        "".join(b.decode("gb2312", "ignore") for b in simplified)
        + "".join(b.decode("big5", "ignore") for b in traditional)
    )
