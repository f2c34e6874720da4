"""Words, format and declaration of an entry against the contest's rules."""

import re
from collections.abc import Callable, Iterable, Iterator

from tiaoli.contest.entries import words
from tiaoli.contest.entries.finding import Finding, warning
from tiaoli.contest.entries.manuscript import Manuscript, Passage
from tiaoli.contest.entries.overlap import likeness
from tiaoli.contest.model import Contest, Face, Format

#: Names under which one face is sold: 仿宋 and 仿宋_GB2312 print alike.
_SAME_FACE = (
    ("仿宋", "fangsong", "stfangsong", "华文仿宋"), ("黑体", "simhei", "heiti", "华文黑体"),
    ("楷体", "kaiti", "simkai", "stkaiti", "华文楷体"), ("宋体", "simsun", "nsimsun", "新宋体"),
    ("小标宋", "fzxiaobiaosong", "xiaobiaosong"),
)  # fmt: skip
_FIRST = re.compile(r"^[一二三四五六七八九十]+、")
_SECOND = re.compile(r"^[（(][一二三四五六七八九十]+[）)]")
#: A heading is no longer than this and doesn't end like a sentence.
_HEADING_LENGTH = 40
#: How far a margin may be off, in mm, a distance of lines in points, an indent in characters.
_MARGIN, _PITCH, _INDENT = 1.5, 0.6, 0.3
_SIDES = {"top": "上", "bottom": "下", "left": "左", "right": "右"}
#: Share of a declared sentence that must be found for it to count as declared.
DECLARED = 0.85


def length(manuscript: Manuscript) -> int:
    """Words of the body as Word counts them: without title and declaration."""
    return sum(words.count(passage.text) for passage in manuscript.body)


def check(manuscript: Manuscript, contest: Contest, declared: bool = False) -> Iterator[Finding]:
    """Everything the rules say that can be seen in the file. `declared`: the register says that a declaration was given."""
    if not manuscript.title:
        yield warning("title", "开头", "没有认出标题；请把标题单独写成第一段，居中")
    yield from _words(manuscript, contest)
    yield from _declaration(manuscript, contest, declared)
    if manuscript.suffix.lstrip(".") not in contest.format.types:
        allowed = "、".join(contest.format.types)
        yield warning("format", "文件", f"征文要求交 {allowed} 文件，这份是 {manuscript.suffix or '没有扩展名的'} 文件")
    if manuscript.layout is not None:
        yield from _format(manuscript, contest.format)
    elif not manuscript.suffix.startswith(".docx"):
        yield warning("format", "文件", "这种文件看不出字体、字号和页边距，格式没有核对")


def _words(manuscript: Manuscript, contest: Contest) -> Iterator[Finding]:
    count, bounds = length(manuscript), contest.words
    if bounds.min is not None and count < bounds.min:
        yield Finding("words", "正文", f"正文 {count} 字，少于要求的 {bounds.min} 字", expected=f"不少于{bounds.min}字")
    if bounds.max is not None and count > bounds.max:
        yield Finding("words", "正文", f"正文 {count} 字，多于要求的 {bounds.max} 字", expected=f"不超过{bounds.max}字")


def _declaration(manuscript: Manuscript, contest: Contest, declared: bool) -> Iterator[Finding]:
    if declared or not contest.declaration:
        return
    if not manuscript.declaration:
        yield Finding("declaration", "全文", "没有原创声明；请补上声明页并签名", expected="".join(contest.declaration))
        return
    said = "".join(p.text for p in manuscript.declaration)
    missing = [sentence for sentence in contest.declaration if likeness(sentence, said) < DECLARED]
    if missing:
        message = f"原创声明与公布的文字不同，少了或改了“{missing[0]}”"
        yield warning("declaration", f"第{manuscript.declaration[0].number}段", message, "".join(missing))


def _format(manuscript: Manuscript, rules: Format) -> Iterator[Finding]:
    parts: dict[str, list[Passage]] = {"title": [], "heading1": [], "heading2": [], "body": []}
    for passage in manuscript.essay:
        if passage.laid is None or passage.laid.place != "body":
            continue
        parts[_part(passage)].append(passage)
    for name, face in (
        ("title", rules.title),
        ("heading1", rules.heading1),
        ("heading2", rules.heading2),
        ("body", rules.body),
    ):
        if face is not None:
            yield from _face(parts[name], face, {"title": "标题", "body": "正文"}.get(name, "小标题"))
    if rules.pitch is not None:
        yield from _pitch(parts["body"], rules.pitch)
    if rules.indent:
        wrong = _unlike(
            (p for p in parts["body"] if p.laid.align in ("both", "left", "start")),
            lambda p: abs(p.laid.indent - rules.indent) <= _INDENT or p.text.startswith("　" * rules.indent),
            lambda p: f"{p.laid.indent:g}字",
        )
        for said, where in wrong:
            yield warning("format", where, f"首行缩进应为{rules.indent}字，实际是{said}", f"{rules.indent}字")
    assert manuscript.layout is not None
    for number, sides in enumerate(manuscript.layout.margins, 1):
        off = {s: mm for s, mm in sides.items() if s in rules.margins and abs(mm - rules.margins[s]) > _MARGIN}
        if off:
            said = "，".join(f"{_SIDES[s]}边距应为{rules.margins[s]:g}毫米，实际{mm:g}毫米" for s, mm in off.items())
            where = "页面设置" if len(manuscript.layout.margins) == 1 else f"第{number}节页面设置"
            yield warning("format", where, said, "，".join(f"{_SIDES[s]}{rules.margins[s]:g}毫米" for s in off))


def _part(passage: Passage) -> str:
    short = len(passage.text) <= _HEADING_LENGTH and passage.text[-1] not in "。；，"
    if passage.part == "title":
        return "title"
    if short and _FIRST.match(passage.text):
        return "heading1"
    return "heading2" if short and _SECOND.match(passage.text) else "body"


def _face(passages: list[Passage], face: Face, called: str) -> Iterator[Finding]:
    """Fonts and sizes of the characters that make up most of each paragraph."""
    for said, where in _unlike(
        passages, lambda p: same_face(_first(p)[0], face.font), lambda p: _first(p)[0] or "没有指定的字体"
    ):
        yield warning("format", where, f"{called}字体应为{face.font}，实际是{said}", face.font)
    for said, where in _unlike(
        passages, lambda p: abs(_first(p)[1] - face.points) < 0.3, lambda p: f"{_first(p)[1]:g}磅"
    ):
        yield warning("format", where, f"{called}字号应为{face.size}（{face.points:g}磅），实际是{said}", face.size)


def _first(passage: Passage) -> tuple[str, float]:
    faces = passage.laid.faces if passage.laid else ()
    return (faces[0][0], faces[0][1]) if faces else ("", 0.0)


def _pitch(passages: list[Passage], pitch: float) -> Iterator[Finding]:
    def said(p: Passage) -> str:
        laid = p.laid
        return f"固定值{laid.pitch:g}磅" if laid.pitch is not None else f"{laid.multiple:g}倍行距"

    def right(p: Passage) -> bool:
        return p.laid.pitch is not None and abs(p.laid.pitch - pitch) <= _PITCH

    for what, where in _unlike(passages, right, said):
        yield warning("format", where, f"行距应为固定值{pitch:g}磅，实际是{what}", f"固定值{pitch:g}磅")


def _unlike(
    passages: Iterable[Passage], right: Callable[[Passage], bool], said: Callable[[Passage], str]
) -> list[tuple[str, str]]:
    """(what is there instead, 第3、5—8段) of the paragraphs that aren't right, those with one fault together."""
    found: dict[str, list[int]] = {}
    for passage in passages:
        if not right(passage):
            found.setdefault(said(passage), []).append(passage.number)
    return [(what, place(numbers)) for what, numbers in found.items()]


def place(numbers: list[int]) -> str:
    """Numbers of paragraphs as people write them.

    >>> place([3, 5, 6, 7, 8, 10])
    '第3、5—8、10段'
    """
    spans: list[list[int]] = []
    for number in sorted(numbers):
        if spans and number == spans[-1][1] + 1:
            spans[-1][1] = number
        else:
            spans.append([number, number])
    shown = [str(a) if a == b else f"{a}—{b}" if b > a + 1 else f"{a}、{b}" for a, b in spans]
    return f"第{'、'.join(shown)}段"


def same_face(found: str, wanted: str) -> bool:
    """Whether two names mean one face.

    >>> same_face("仿宋_GB2312", "仿宋"), same_face("仿宋", "宋体"), same_face("FangSong", "仿宋_GB2312")
    (True, False, True)
    """
    return _family(found) == _family(wanted)


def _family(name: str) -> str:
    bare = re.sub(r"[\s_-]|gb2312|gbk|gb18030|简体|方正", "", name.lower())
    for names in _SAME_FACE:
        if bare in names:
            return names[0]
    return bare
