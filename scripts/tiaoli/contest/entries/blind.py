"""Entries -> numbered entries that don't tell who wrote them, each verified, and the sealed key.

What can't be made anonymous with certainty is left out and listed; no file is overwritten.
"""

import hashlib
import random
import re
import shutil
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from tiaoli import wholefile
from tiaoli.contest.entries import identity, manuscript
from tiaoli.contest.entries.finding import Finding
from tiaoli.contest.entries.key import Entry
from tiaoli.contest.entries.manuscript import Manuscript, Passage
from tiaoli.contest.entries.register import Register
from tiaoli.model import ERROR, ReadError
from tiaoli.readers import files
from tiaoli.readers.batch import Item
from tiaoli.textfile import reason
from tiaoli.writers import anonymous, docx
from tiaoli.writers.document import Document, Heading, body, title_lines


@dataclass(frozen=True)
class Blinded:
    """One file. `content`: None where it was left out, with `reasons`; `removed`: paragraphs taken out of the text;
    `declared`: with a declaration, on a page of its own or on paper as the register says.
    """

    entry: Entry
    content: bytes | None
    reasons: tuple[str, ...] = ()
    removed: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    declared: bool = True


def numbers(count: int, seed: str | None = None) -> list[str]:
    """As many numbers in an order that tells nothing: by chance, or by a seed that the office keeps to itself.

    >>> sorted(numbers(3, "示例")), numbers(3, "示例") == numbers(3, "示例")
    (['0001', '0002', '0003'], True)
    """
    order = list(range(1, count + 1))
    (random.SystemRandom() if seed is None else random.Random(seed)).shuffle(order)
    return [f"{number:04d}" for number in order]


def check_places(out: Path, key: Path) -> None:
    """Raises ReadError where the key would lie in what judges get, or something would be overwritten."""
    place = key.resolve()
    if place == out.resolve() or out.resolve() in place.parents:
        raise ReadError(f"对照表 {key} 不能放在匿名稿件的文件夹 {out} 里，那里的东西要交给评委；请换一个地方。")
    if place.suffix.lower() != ".xlsx":
        raise ReadError(f"对照表 {key} 要以 .xlsx 结尾。")
    if place.exists():
        raise ReadError(f"对照表 {key} 已经有了，没有覆盖；请换一个文件名，或先把它移走。")
    if out.exists() and (not out.is_dir() or any(out.iterdir())):
        raise ReadError(f"{out} 已经有内容，没有覆盖；请换一个空文件夹。")


def stage(out: Path) -> Path:
    """A new folder beside `out` to work in; what a killed run left there goes. Raises ReadError where it can't be made."""
    place = out.resolve()
    made = place.with_name(f".{place.name}.匿名处理中")
    try:
        shutil.rmtree(made, ignore_errors=True)
        made.mkdir(parents=True)
    except OSError as error:
        raise ReadError(f"无法在 {place.parent} 里写入（{reason(error)}）；请换一个位置。") from None
    return made


def put_in_place(made: Path, out: Path, key: Path, content: bytes) -> None:
    """The key first, then all copies at once: copies that nobody can put a name to never lie about."""
    try:
        wholefile.write(key, content)
    except ReadError:
        shutil.rmtree(made, ignore_errors=True)
        raise
    try:
        if out.exists():
            out.rmdir()  # an empty folder that somebody made
        made.rename(out.resolve())
    except OSError as error:
        key.unlink(missing_ok=True)
        shutil.rmtree(made, ignore_errors=True)
        raise ReadError(f"无法写入 {out}（{reason(error)}），对照表也没有留下；请换一个空文件夹再做。") from None


def blind(item: Item, number: str, register: Register | None, public: Sequence[str]) -> Blinded:
    """One entry; never raises for what is wrong with a file."""
    entry = Entry(number, item.shown, "")
    try:
        content = files.load(item.path)
        read = manuscript.read(item.path, item.shown)
    except ReadError as error:
        return Blinded(entry, None, (str(error),))
    row = register.get(item.shown) if register else None
    name, unit = identity.author(read)
    entry = Entry(
        number, item.shown, read.title, row.name if row and row.name else name, row.unit if row and row.unit else unit,
        hashlib.sha256(content).hexdigest(), bool(row and row.consent) or _agreed(read),
    )  # fmt: skip
    known = identity.known(read, entry.name, entry.unit, public)
    apart = [p for p in read.passages if p not in read.essay or identity.is_label(p.text)]
    removed = tuple(p.text for p in apart)
    notes: tuple[str, ...] = ()
    if read.layout is None:
        made = _from_text(read, apart)
        notes = ("原稿不是 docx，已按文字重新排成 Word，表格和图片没有带过去，请对照原稿",)
    else:
        try:
            made = anonymous.strip(content, removed)
        except (ValueError, KeyError, SyntaxError):
            return Blinded(entry, None, ("文件结构特殊，去不掉作者信息；请用 WPS 或 Word 另存为 docx 后再试",), removed)
    reasons = verify(made, number, known)
    if not reasons:
        looked = _notes(read, apart, made, content) if read.layout is not None else iter(notes)
        notes = (*looked, *_doubts(made, known))
    declared = bool(read.declaration or (row and row.declared))
    return Blinded(entry, None if reasons else made, reasons, removed, notes, declared)


def _notes(read: Manuscript, without: Sequence[Passage], made: bytes, content: bytes) -> Iterator[str]:
    """What a person should look at in a copy that tells no names."""
    if read.layout is not None and read.layout.pictures:
        yield f"有 {read.layout.pictures} 张图片，程序看不出图里的字，请人工看一遍"
    again = manuscript.of_docx(made, "匿名.docx")
    lost = read.layout.pictures - again.layout.pictures if read.layout and again.layout else 0
    if lost > 0:
        yield f"有 {lost} 张图片的格式特殊或没有存在文件里，没有带过去，请对照原稿"
    if any(
        re.match(r"word/(?:embeddings|charts|diagrams)/", info.filename) for info in files.names(content, read.name)
    ):
        yield "原稿里有图表或嵌入的对象，没有带过去，请对照原稿"
    before = [p.text for p in read.essay if p not in without]
    if before != [p.text for p in again.passages]:
        yield "文字与原稿不完全一样，请对照原稿"


#: A box ticked on the declaration page: ☑同意　□不同意
_TICKED = re.compile(r"[☑✓√■🗹]\s*(?P<no>不)?同意")


def _agreed(read: Manuscript) -> bool:
    """Whether the declaration page says, by its box, that the author may be named."""
    ticked = {match["no"] for p in read.declaration for match in _TICKED.finditer(p.text)}
    return ticked == {None}


def _doubts(made: bytes, known: Sequence[identity.Known]) -> Iterator[str]:
    """What may be somebody's name: a lone line of two or three characters that begins with a family name."""
    for one in identity.in_body(manuscript.of_docx(made, "匿名.docx"), known, whole=True):
        if one.severity != ERROR:
            yield f"{one.where}{one.message.split('；')[0]}，请人工看一遍，是署名的改好原稿后重做"


def verify(content: bytes, number: str, known: Sequence[identity.Known]) -> tuple[str, ...]:
    """Why a stripped file still tells who wrote it: the same check that entries go through, on the result."""
    try:
        again = manuscript.of_docx(content, f"{number}.docx")
    except ReadError as error:
        return (f"去掉作者信息后打不开：{error}",)
    found: list[Finding] = [*identity.in_file(again), *identity.in_body(again, known, whole=True)]
    reasons = [f"{p.where}：{p.message}" for p in found if p.severity == ERROR]
    if not reasons:  # what no reader shows: ruby, formulas, art letters, values of attributes
        names = {identity.squeezed(one.said): one for one in known}
        held = [identity.squeezed(said) for _, said in anonymous.everything(content)]
        reasons = [
            f"艺术字、拼音、公式、图形或图片里还留着“{one.said}”（{one.source}里的姓名或单位）；请改写或删去这一处"
            for said, one in names.items() if any(said in each for each in held)
        ]  # fmt: skip
    return tuple(reasons)


def _from_text(read: Manuscript, without: Sequence[Passage]) -> bytes:
    """Title and paragraphs as a plain Word file."""
    kept = [p for p in read.essay if p.part != "title" and p not in without]
    blocks = tuple(Heading(p.text, 2) if p.laid and p.laid.role.startswith("heading") else body(p.text) for p in kept)
    return docx.write(Document(title_lines(read.title) if read.title else ("（无标题）",), blocks, label="匿名稿件"))
