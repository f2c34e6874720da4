"""Web pages, saved by whatever program: the article's lines, and what the page says of it in its meta tags.

trafilatura finds where the article stands; its text is not used, since it loses lines in tables and between <br>. Our
own line rules read the whole page, and everything inside the smallest element that holds the article is kept. What
stays outside is quoted in problems ("left-out-page", `found`), so that nothing is lost.
"""

import email
import email.policy
import hashlib
from itertools import accumulate, groupby
from pathlib import Path
from textwrap import dedent

from tiaoli.model import NOTE, WARNING, Line, Problem, ReadError, Source
from tiaoli.readers import files, text
from tiaoli.readers.webblocks import Block
from tiaoli.readers.webpage import Page, parse
from tiaoli.readers.webtext import tidy

#: Bytes that fit no encoding, as a share of all: with more than that the page is unreadable.
_MOST_LOST = 0.005
#: A title may stand this many lines above the article.
_TITLE_REACH = 25
#: A line this long that was left out is worth a look.
_SENTENCE = 60


def read(path: Path) -> Source:
    """The article of a saved page (html, htm, shtml, xhtml, mht).

    Styles: "title", "heading-1" … "heading-6", "list", "quote", "table", "". Metadata, as the page's own tags state
    it: title, author, publisher, editor, published (YYYY-MM-DD where it is a date), column, site, url, description,
    keywords. Raises ReadError.
    """
    path = Path(path)
    return source(files.load(path), path.name)


def source(content: bytes, name: str) -> Source:
    """The bytes of a page as a Source."""
    sha256 = hashlib.sha256(content).hexdigest()
    kind = files.kind_of(content)
    if kind == "mht":
        content = _of_archive(content, name)
    elif kind not in ("html", "text"):
        raise ReadError(f"{name} 不是网页，看起来是{files.NAMES.get(kind, '别的文件')}；请改回正确的扩展名再试。")
    markup, encoding, problems = decode(content, name)
    page = parse(markup)
    if not page.blocks:
        raise ReadError(f"{name} 里没有文字，可能是靠脚本显示的网页；请在浏览器里全选复制，粘贴成文本文件再试。")
    first, last = page.article()
    title = page.title_line(first, _TITLE_REACH)
    page.without_menu(title)
    first = min(first, title) if title is not None else first
    kept = [block for block in page.blocks[first:last] if not block.outside]
    if not any(block.text.strip() for block in kept):
        kept, first, last = [block for block in page.blocks if not block.hidden], 0, len(page.blocks)
    shown = _unwrapped(kept)
    lines = tuple(
        Line(number, words, "title" if title is not None and block is page.blocks[title] else block.style)
        for number, (block, words) in enumerate(shown, 1)
    )
    if len(shown) < len(kept):
        problems.append(text.wrapped(name, len(shown), len(kept)))
    problems += _left_out(page, kept, name)
    problems += _counted(kept, name)
    return Source(name, lines, page.metadata, encoding, sha256, tuple(problems))


def _unwrapped(blocks: list[Block]) -> list[tuple[Block, str]]:
    """Each block with its text; lines of <pre> that were broken at a fixed width joined to the first of them."""
    shown: list[tuple[Block, str]] = []
    for typed, run in groupby(blocks, key=lambda block: bool(block.typed)):
        run = list(run)
        if not typed:
            shown += [(block, block.text) for block in run]
            continue
        rows = dedent("\n".join(block.typed.expandtabs() for block in run)).split("\n")
        places = accumulate(bool(row.strip()) for row in rows)  # an empty row stands before its block's own
        joined = text.unwrap(tuple(Line(at - 1, row) for at, row in zip(places, rows, strict=True)))
        shown += [(run[line.number], tidy(line.text)) for line in joined if line.text.strip()]
    return shown


def whole(content: bytes, name: str) -> Source:
    """Every visible line of a page, nothing judged: for a page inside another document."""
    markup, encoding, problems = decode(content, name)
    blocks = [block for block in parse(markup).blocks if not block.hidden]
    lines = tuple(Line(number, block.text, block.style) for number, block in enumerate(blocks, 1))
    return Source(name, lines, (), encoding, hashlib.sha256(content).hexdigest(), tuple(problems))


def decode(content: bytes, name: str) -> tuple[str, str, list[Problem]]:
    """(markup, encoding, problems): by the bytes, not by what the page declares, which is wrong too often.

    A few bytes that fit no encoding become U+FFFD, and a problem says so. Raises ReadError.
    """
    content = content.translate(None, b"\x01\x02\x03\x04\x05\x06\x07\x08\x0b\x0e\x0f\x10\x11\x12\x13\x14\x15\x16\x17\x18\x19\x1a\x1c\x1d\x1e\x1f\x7f") \
        if not content.startswith((b"\xff\xfe", b"\xfe\xff")) else content  # fmt: skip
    if not content.startswith((b"\xff\xfe", b"\xfe\xff")):
        content = content.replace(b"\0", b"")
    try:
        markup, encoding = text.decode(content, name)
        return markup, encoding, []
    except ReadError:
        tried = [(content.decode(encoding, "replace"), encoding) for encoding in ("utf-8", "gb18030", "big5")]
    markup, encoding = min(tried, key=lambda pair: (pair[0].count("\ufffd"), -text.commonness(pair[0])))
    lost = markup.count("\ufffd")
    if lost > max(3, _MOST_LOST * len(markup)):
        raise ReadError(f"{name} 的编码无法识别（可能混用了几种编码）；请用浏览器打开，另存为 UTF-8 网页或文本后再试。")
    message = f"有 {lost} 处字节不成字，用“\ufffd”标出，无法还原；请对照原文补上。"
    return markup, encoding, [Problem(name, 0, "lost-characters", message, WARNING)]


def _of_archive(content: bytes, name: str) -> bytes:
    """The page inside a single-file web page (MHTML)."""
    message = email.message_from_bytes(content, policy=email.policy.default)
    for part in message.walk():
        if part.get_content_type() in ("text/html", "application/xhtml+xml"):
            payload = part.get_payload(decode=True)
            if isinstance(payload, bytes) and payload.strip():
                return payload
    raise ReadError(f"{name} 里没有找到网页内容，文件可能没有保存完整；请在浏览器里重新保存一次。")


def _left_out(page: Page, kept: list[Block], name: str) -> list[Problem]:
    """One problem for every run of lines that was left out, with its text."""
    inside = set(map(id, kept))
    problems: list[Problem] = []
    run: list[str] = []
    line, reason = 0, ""
    for block in [*page.blocks, None]:
        out = block is not None and id(block) not in inside and block.text.strip()
        why = block.outside if out and block is not None else ""
        if run and (not out or why != reason):
            said = reason or "不在正文里（导航、链接、版权等）"
            doubt = not reason and max(map(len, run)) >= _SENTENCE
            message = f"去掉了 {len(run)} 行：{said}{'，其中有成段的文字，请看一下是不是正文' if doubt else ''}。"
            problems.append(Problem(name, line, "left-out-page", message, WARNING if doubt else NOTE, "\n".join(run)))
            run = []
        if out and block is not None:
            run.append(block.text)
            reason = why
        elif block is not None and id(block) in inside:
            line += 1
    return problems


def _counted(kept: list[Block], name: str) -> list[Problem]:
    problems = []
    if pictures := sum(block.pictures for block in kept):
        problems.append(
            Problem(name, 0, "picture", f"正文里有 {pictures} 张图片，没有转换；如有文字请手工补上。", WARNING)
        )
    readings = [reading for block in kept for reading in block.readings]
    if readings:
        problems.append(Problem(name, 0, "left-out-reading", "字上的注音已去掉，只留正文。", NOTE, "、".join(readings)))
    return problems
