"""An entry as its file has it: title, body, declaration page, and who left which traces."""

import re
from collections.abc import Container
from dataclasses import dataclass
from pathlib import Path

from tiaoli.model import ReadError
from tiaoli.readers import choose, files
from tiaoli.readers.docx import layout
from tiaoli.readers.docx.layout import LaidParagraph, Layout

#: Most running paragraphs of a declaration page that no page break ends.
APART_LENGTH = 15
_TITLE_LENGTH = 60
_DECLARES = re.compile(
    r"^[（(【]?(?:附[件：:]*\d?[：:]?)?(?:参赛|征文|作品|作者)?(?:原创)(?:性)?(?:作品|参赛|承诺|声明|征文|及授权|授权|和|与|及)*(?:声明|承诺)(?:书|函)?[）)】]?[：:]?$"
)
_PARTICULARS = re.compile(
    r"^[（(【]?(?:作者|作品|参赛|征文|参评|投稿)*(?:基本)?信息(?:页|表)?[）)】]?[：:]?$|^(?:征文|作品|参赛)?(?:报名|登记)表$"
)
_LABEL = re.compile(r"^(?:附件|征文类别|类别|体裁|选题|编号|作品编号|投稿)[^，。]{0,20}$|^[（(].{0,20}[）)]$")
_NUMBERED = re.compile(
    r"^(?:[一二三四五六七八九十]+、|[（(][一二三四五六七八九十]+[）)]|第[一二三四五六七八九十]+[章条])"
)
#: A form's own title, which tells where the essay begins: 作品题目：路灯亮起来以后
_STATED = re.compile(r"^(?:作品|征文|论文|文章)?(?:题目|标题|名称)[：:][\s＿_]*(?P<title>\S.*)$")
#: Where a declaration is signed (作者签名：　　年　　月　　日), and what may still follow on its page.
_SIGNED = re.compile(r"签名|签字|签章|盖章|(?:年.{0,8}月.{0,8}日)$")
_FORM = re.compile(
    r"^(?:作者信息|[（(]|(?:单位|所在|联系|电话|手机|邮箱|日期|时间|作者|姓名|职务|地址|备注|注|说明|审核|推荐).{0,8}[：:])"
)


@dataclass(frozen=True, slots=True)
class Passage:
    """A paragraph with text, `number` from 1. `part`: "title", "body", "declaration" (signed page) or "particulars"."""

    number: int
    text: str
    part: str
    laid: LaidParagraph | None = None


@dataclass(frozen=True)
class Manuscript:
    """What could be read. `layout`: None for what isn't docx, whose format and traces can't be judged."""

    name: str
    suffix: str
    passages: tuple[Passage, ...]
    layout: Layout | None = None
    notes: tuple[str, ...] = ()

    @property
    def title(self) -> str:
        """The title on one line, "" where none was found."""
        return "".join(p.text for p in self.passages if p.part == "title")

    @property
    def essay(self) -> tuple[Passage, ...]:
        """Title and body: what judges read."""
        return tuple(p for p in self.passages if p.part in ("title", "body"))

    @property
    def body(self) -> tuple[Passage, ...]:
        """What is counted: without title, declaration and particulars."""
        return tuple(p for p in self.passages if p.part == "body")

    @property
    def declaration(self) -> tuple[Passage, ...]:
        """The declaration page."""
        return tuple(p for p in self.passages if p.part == "declaration")

    @property
    def apart(self) -> tuple[Passage, ...]:
        """The pages on which an author may stand: declaration and particulars."""
        return tuple(p for p in self.passages if p.part in ("declaration", "particulars"))


def read(path: Path, shown: str = "") -> Manuscript:
    """One entry. Raises ReadError, one Chinese sentence, for what can't be read."""
    content = files.load(path)
    if files.kind_of(content) == "docx":
        return of_docx(content, shown or path.name)
    source = choose.read(path)
    lines = [(line.text.strip(), line.style) for line in source.lines if line.text.strip()]
    if not lines:
        raise ReadError(f"{path.name} 里没有文字；请检查是否选对了文件。")
    first = next((i for i, (_, style) in enumerate(lines) if style == "title"), None)
    apart = _apart([text for text, _ in lines])
    titles = {first} if first is not None else _title_at([text for text, _ in lines], apart)
    passages = tuple(
        Passage(i + 1, text, apart.get(i) or ("title" if i in titles else "body")) for i, (text, _) in enumerate(lines)
    )
    notes = tuple(p.message for p in source.problems if p.code in ("wrong-suffix", "through-libreoffice"))
    return Manuscript(shown or path.name, path.suffix.lower(), passages, None, notes)


def of_docx(content: bytes, name: str) -> Manuscript:
    """A Word file's bytes as an entry."""
    laid = layout.read(content, name)
    paragraphs = laid.paragraphs
    if not paragraphs:
        what = "里只有图片，没有文字，可能是扫描件" if laid.pictures else "里没有文字"
        raise ReadError(f"{name} {what}；请检查是否选对了文件。")
    texts = [" ".join(p.text.split("\n")) for p in paragraphs]
    apart = _apart(texts, paragraphs)
    titles = {i for i, p in enumerate(paragraphs) if p.role == "title" and i not in apart}
    if not titles:
        titles = _title_at(texts, apart)
        for i in sorted(titles):  # a title broken over lines: centred like the first, of the same size
            after = i + 1
            if after < len(paragraphs) and _same_title(paragraphs[i], paragraphs[after]):
                titles = titles | {after}
    suffix = Path(name).suffix.lower()
    return Manuscript(name, suffix, tuple(
        Passage(i + 1, text, apart.get(i) or ("title" if i in titles else "body"), paragraphs[i])
        for i, text in enumerate(texts)
    ), laid)  # fmt: skip


def _same_title(first: LaidParagraph, second: LaidParagraph) -> bool:
    def size(p: LaidParagraph) -> float:
        return p.faces[0][1] if p.faces else 0

    looks = first.align == second.align == "center" and size(first) == size(second) >= 18
    return looks and not second.text.startswith(("—", "－", "-", "（", "("))


def _title_at(texts: list[str], without: Container[int] = ()) -> set[int]:
    """The first short line that is no label and no numbered heading."""
    for i in [i for i in range(len(texts)) if i not in without][:8]:
        text = texts[i]
        if _LABEL.match(text):
            continue
        if len(text) <= _TITLE_LENGTH and text[-1] not in "。；，：" and not _NUMBERED.match(text):
            return {i}
        return set()
    return set()


def _apart(texts: list[str], laid: tuple[LaidParagraph, ...] = ()) -> dict[int, str]:
    """Paragraphs of the declaration page and of the page with the author's particulars: number -> part.

    Such a part goes from its heading to the end of its page, or to the title of the essay. A text without pages (`laid`
    empty) ends it after the signature: what is taken for the form is lost to the judges.
    """
    found: dict[int, str] = {}
    for i, text in enumerate(texts):
        bare = "".join(text.split())
        part = "declaration" if _DECLARES.match(bare) else "particulars" if _PARTICULARS.match(bare) else ""
        if not part or i in found and found[i] == part:
            continue
        running, stated, signed = 0, "", False
        for j in range(i, len(texts)):
            line = "".join(texts[j].split())
            if stated and line == stated or signed and not laid and not (_FORM.match(line) or _SIGNED.search(line)):
                break
            stated = "".join(match["title"].split()) if (match := _STATED.match(texts[j])) else stated
            signed = signed or j > i and len(line) < 40 and bool(_SIGNED.search(line))
            if j > i and laid and laid[j].place == "note":  # notes come last, wherever they are called from
                break
            if j > i and laid and (laid[j].page != laid[i].page or _large(laid[j]) and not _large(laid[i])):
                break
            running += not (laid and laid[j].place == "table")
            if running > APART_LENGTH or j > i and laid and laid[j].role == "title":
                break
            found[j] = part
    return found


def _large(p: LaidParagraph) -> bool:
    return p.place == "body" and p.align == "center" and bool(p.faces) and p.faces[0][1] >= 18
