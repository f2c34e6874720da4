"""Document -> .docx after GB/T 9704-2012, to be opened, changed and printed in Word and WPS.

Real styles (headings in the navigation pane), a contents field already filled (WPS shows an unfilled one empty), page
number fields, language zh-CN. The grid: docGrid of lines, characters 0.35 pt closer, lines of exactly 28.95 pt, no
widow control: this gives 22 lines of 28 characters, where a grid of characters gives 14 a line in LibreOffice.
"""

import copy
from collections.abc import Iterator

from tiaoli.writers import docx_exam, geometry
from tiaoli.writers.document import Block, Cell, Columns, Document, Heading, Paragraph, Span, Table
from tiaoli.writers.docx_styles import LINE, fonts, run_properties, settings, styles, twips
from tiaoli.writers.word import Element, Package, element, field, text

_ALIGN = {"left": "left", "centre": "center", "right": "right", "flush": "both"}
#: A line of text in a table or on a sheet, as a multiple of its size.
_TIGHT = 1.15


def write(document: Document, pages: tuple[int, ...] = ()) -> bytes:
    """The file's bytes, the same for the same document.

    `pages`: page of each heading of level 1, for the contents of a booklet (a heading without one shows none until
    somebody updates the field).
    """
    package = Package(document.name)
    package.set_styles(styles(document.form))
    package.set_settings(settings(document.form))
    package.set_fonts(fonts())
    body = package.body
    body.clear_content()
    body.remove(body[-1])
    body.extend(_front(document, pages))
    marks = iter(range(1, len(document.headings) + 1))
    for block in document.blocks:
        body.extend(_block(block, document, marks))
    body.append(_section(document, last=True))
    _footers(package, document)
    if document.seal is not None:
        package.header([docx_exam.seal(document, even=False)])
        package.header([docx_exam.seal(document, even=True)], even=True)
    return package.save()


def _front(document: Document, pages: tuple[int, ...]) -> list[Element]:
    """Cover and contents of a booklet, then the title."""
    title = [_styled("Title", line) for line in document.title]
    if document.form in ("sheet", "exam"):
        return title + ([_styled("Subtitle", document.subtitle)] if document.subtitle else [])
    if document.form == "paper":
        subtitle = [_styled("Subtitle", document.subtitle), _styled("Normal", "")] if document.subtitle else []
        number = [_paragraph(Paragraph((Span(document.number),), "centre"))] if document.number else []
        return [*number, _styled("Normal", ""), *title, _styled("Normal", ""), *subtitle]
    # 22 lines of the grid: some blank, title, subtitle, the rest blank down to the lines at the foot of the cover
    top, lines = 5, len(document.cover)
    cover = [_styled("Normal", "") for _ in range(top)]
    cover += [_styled("CoverTitle", line, size=geometry.cover_size(document.title)) for line in document.title]
    cover += [_styled("Subtitle", document.subtitle)] if document.subtitle else []
    used = top + 2 * len(document.title) + bool(document.subtitle)
    cover += [_styled("Normal", "") for _ in range(geometry.LINES - used - lines)]
    cover += [_styled("CoverLine", line) for line in document.cover]
    contents = [_styled("ContentsTitle", "目　录", break_before=True), *_contents(document, pages)]
    end = element("w:p", element("w:pPr", element("w:pStyle", val="Normal"), _section(document, last=False)))
    named = [_styled("TextTitle", line) for line in document.title]
    return [*cover, *contents, end, _styled("Normal", ""), *named, _styled("Normal", "")]


def _contents(document: Document, pages: tuple[int, ...]) -> list[Element]:
    """A TOC field whose result is filled in."""
    rows = []
    headings = document.headings
    for at, heading in enumerate(headings, 1):
        number = str(pages[at - 1]) if at <= len(pages) else ""
        link = element("w:hyperlink", _run(Span(heading.text)), element("w:r", element("w:tab")),
                       *field(f"PAGEREF {_mark(at)} \\h", number), anchor=_mark(at), history=1)  # fmt: skip
        rows.append(element("w:p", element("w:pPr", element("w:pStyle", val="TOC1")), link))
    if rows:
        begin, code, separate, _, end = field('TOC \\o "1-1" \\h \\z \\u', "")
        for offset, run in enumerate((begin, code, separate)):
            rows[0].insert(1 + offset, run)
        rows[-1].append(end)
    return rows


def _mark(at: int) -> str:
    return f"_Toc{at:06d}"


def _block(block: Block, document: Document, marks) -> list[Element]:
    if isinstance(block, Heading):
        return [_heading(block, next(marks) if block.level == 1 else 0)]
    if isinstance(block, Paragraph):
        return [_paragraph(block)]
    if isinstance(block, Columns):
        return _columns(block, document)
    return _table(block, document)


def _heading(block: Heading, at: int) -> Element:
    name = "ChapterHeading" if block.centred and block.level == 1 else f"Heading{block.level}"
    made = element(
        "w:p", element("w:pPr", element("w:pStyle", val=name), element("w:pageBreakBefore") if block.fresh else None)
    )
    start = element("w:bookmarkStart", id=at, name=_mark(at)) if at else None
    end = element("w:bookmarkEnd", id=at) if at else None
    made.extend(part for part in (start, element("w:r", text(block.text)), end) if part is not None)
    return made


def _paragraph(block: Paragraph) -> Element:
    keep = element("w:keepNext") if block.keep else None
    fresh = element("w:pageBreakBefore") if block.fresh else None
    style = element("w:pStyle", val="BodyText")
    if block.align == "body":
        return element("w:p", element("w:pPr", style, keep, fresh), *map(_run, block.spans))
    inset = {"rightChars": 100 * block.inset, "right": twips(block.inset * geometry.BODY)} if block.inset else {}
    indent = element("w:ind", **inset, firstLineChars=0, firstLine=0)
    if block.indent or block.hang:
        left, hang = (twips(length * geometry.EXAM) for length in (block.indent + block.hang, block.hang))
        indent = element("w:ind", left=left, hanging=hang)
    whole = element("w:keepLines") if block.hang else None
    properties = element("w:pPr", style, keep, whole, fresh, indent, element("w:jc", val=_ALIGN[block.align]))
    return element("w:p", properties, *map(_run, block.spans))


def _columns(block: Columns, document: Document) -> list[Element]:
    """A paragraph with tabs for each line, so that an option can be changed like any text."""
    left = twips(block.indent * geometry.EXAM)
    step = (_text_width(document) - left) / block.count
    tabs = element("w:tabs", *(element("w:tab", val="left", pos=round(left + step * i)) for i in range(1, block.count)))
    lines = [block.cells[at : at + block.count] for at in range(0, len(block.cells), block.count)]
    made = []
    for at, line in enumerate(lines):
        keep = element("w:keepNext") if block.keep or at + 1 < len(lines) else None
        indent = element("w:ind", left=left, firstLineChars=0, firstLine=0)
        properties = element("w:pPr", element("w:pStyle", val="BodyText"), keep, copy.copy(tabs), indent,
                             element("w:jc", val="left"))  # fmt: skip
        runs = []
        for column, spans in enumerate(line):
            runs += ([element("w:r", element("w:tab"))] if column else []) + [_run(span) for span in spans]
        made.append(element("w:p", properties, *runs))
    return made


def _run(span: Span) -> Element:
    properties = run_properties(span.face if span.face != "body" else "", span.size, span.mark)
    return element("w:r", properties, text(span.text))


def _styled(style: str, content: str, *, break_before: bool = False, size: float = 0) -> Element:
    properties = element(
        "w:pPr", element("w:pStyle", val=style), element("w:pageBreakBefore") if break_before else None
    )
    return element("w:p", properties, *([element("w:r", run_properties("", size), text(content))] if content else []))


def _table(block: Table, document: Document) -> list[Element]:
    width = _text_width(document)
    total = sum(block.widths)
    columns = [round(width * share / total) for share in block.widths]
    padding, last = twips(block.padding), len(block.rows) - 1
    properties = element(
        "w:tblPr", element("w:tblW", w=sum(columns), type="dxa"), element("w:jc", val="center"),
        element("w:tblLayout", type="fixed"),
        element("w:tblCellMar", element("w:top", w=padding, type="dxa"), element("w:left", w=80, type="dxa"),
                element("w:bottom", w=padding, type="dxa"), element("w:right", w=80, type="dxa")),
        element("w:tblDescription", val=block.summary) if block.summary else None,
    )  # fmt: skip
    made = element("w:tbl", properties, element("w:tblGrid", *(element("w:gridCol", w=one) for one in columns)))
    for at, row in enumerate(_full_rows(block)):
        head = element("w:tblHeader") if at < block.head else None
        cells, position = [], 0
        for cell, begins in row:
            width = sum(columns[position : position + cell.columns])
            keep = block.keep or (block.whole and at < last)
            cells.append(_cell(cell, width, block.size, begins=begins, keep=keep))
            position += cell.columns
        made.append(element("w:tr", element("w:trPr", element("w:cantSplit"), head), *cells))
    # two tables without a paragraph between them would be one
    gap = element("w:spacing", before=0, after=0, line=40, lineRule="exact")
    keep = element("w:keepNext") if block.keep else None
    after = element("w:p", element("w:pPr", element("w:pStyle", val="Normal"), keep, gap))
    # in an exam paper a table begins something new: the same distance above
    before = [copy.deepcopy(after)] if document.form == "exam" else []
    return [*before, made, after]


def _full_rows(block: Table) -> Iterator[list[tuple[Cell, bool]]]:
    """Rows in which a cell that spans several stands again, marked as not beginning there."""
    still: dict[int, tuple[Cell, int]] = {}
    for row in block.rows:
        waiting, full, position = iter(row), [], 0
        while position < len(block.widths):
            cell, left = still.pop(position, (None, 0))
            begins = cell is None
            if cell is None:
                cell = next(waiting, Cell((), box=""))
                left = cell.rows
            if left > 1:
                still[position] = (cell, left - 1)
            full.append((cell, begins))
            position += cell.columns
        yield full


def _cell(cell: Cell, width: int, size: float, *, begins: bool, keep: bool = False) -> Element:
    merge = None
    if cell.rows > 1:
        merge = element("w:vMerge", val="restart") if begins else element("w:vMerge")
    properties = element(
        "w:tcPr", element("w:tcW", w=width, type="dxa"),
        element("w:gridSpan", val=cell.columns) if cell.columns > 1 else None,
        merge, _borders(cell.box),
        element("w:shd", val="clear", color="auto", fill="EBEBEB") if cell.shade else None,
        element("w:vAlign", val="top" if cell.high else "center"),
    )  # fmt: skip
    lines = (cell.lines if begins else ()) or ((),)
    return element("w:tc", properties, *(_cell_line(line, cell.align, size, keep=keep) for line in lines))


def _cell_line(spans: tuple[Span, ...], align: str, size: float, *, keep: bool) -> Element:
    highest = max((span.size or size for span in spans), default=size)
    properties = element(
        "w:pPr", element("w:pStyle", val="TableText"), element("w:keepNext") if keep else None,
        element("w:spacing", before=0, after=0, line=twips(highest * _TIGHT), lineRule="exact"),
        element("w:jc", val=_ALIGN[align]),
    )  # fmt: skip
    runs = (
        element("w:r", run_properties(s.face if s.face != "body" else "", s.size or size, s.mark), text(s.text))
        for s in spans
    )
    return element("w:p", properties, *runs)


def _borders(box: str) -> Element | None:
    edges = {"all": ("top", "left", "bottom", "right"), "top": ("top",)}.get(box, ())
    if not edges:
        return None
    return element("w:tcBorders", *(element(f"w:{e}", val="single", sz=6, space=0, color="000000") for e in edges))


def _text_width(document: Document) -> int:
    """Between the margins, in twips."""
    if document.form == "exam":
        return _mm(geometry.exam_width(document.folded, document.seal is not None))
    _, right, _, left = geometry.SHEET_MARGINS if document.form == "sheet" else geometry.MARGINS
    return _mm(geometry.PAPER[0] - left - right)


def _section(document: Document, *, last: bool) -> Element:
    """Page set-up. The front of a booklet has a cover without foot and no page numbers; the text starts at 1."""
    if document.form == "exam":
        return docx_exam.section(document)
    sheet = document.form == "sheet"
    top, right, bottom, left = geometry.SHEET_MARGINS if sheet else geometry.MARGINS
    width, height = geometry.PAPER
    foot = _foot_distance(document)
    front = not last
    return element(
        "w:sectPr",
        element("w:type", val="nextPage"),
        element("w:pgSz", w=_mm(width), h=_mm(height)),
        element("w:pgMar", top=_mm(top), right=_mm(right), bottom=_mm(bottom), left=_mm(left), header=_mm(12), footer=foot, gutter=0),
        element("w:pgNumType", start=1) if last and not sheet else None,
        element("w:titlePg") if front else None,
        None if sheet else element("w:docGrid", type="lines", linePitch=LINE),
    )  # fmt: skip


def _foot_distance(document: Document) -> int:
    """From the paper's edge to the foot's lowest line, so that the number lies where the standard has it."""
    lines = len(document.foot) * (geometry.FOOT + 4)
    if document.form == "sheet":
        return twips((geometry.SHEET_MARGINS[2] - 4) * geometry.POINTS_PER_MM - lines)
    below = (geometry.MARGINS[2] - geometry.NUMBER_BELOW) * geometry.POINTS_PER_MM
    return twips(max(below - (geometry.PAGE_NUMBER + 2) - 6 - lines, 20))


def _footers(package: Package, document: Document) -> None:
    def lines() -> list[Element]:
        return [_styled("FootLine", line) for line in document.foot] or [_styled("FootLine", "")]

    if document.form == "exam":
        for even in (False, True):
            package.footer([docx_exam.page_number(document), *lines()], even=even)
        return
    if document.form == "sheet":
        package.footer(lines())
        package.footer(lines(), even=True)
        return
    for even in (False, True):
        if document.form == "booklet":
            package.footer(lines(), even=even, section=0)
        package.footer([_number("even" if even else "odd"), *lines()], even=even)


def _number(side: str) -> Element:
    """— 1 —, odd pages right, even pages left, one character in."""
    edge = {"right": twips(geometry.PAGE_NUMBER)} if side == "odd" else {"left": twips(geometry.PAGE_NUMBER)}
    properties = element("w:pPr", element("w:pStyle", val="PageNumberLine"), element("w:ind", **edge),
                         element("w:jc", val="right" if side == "odd" else "left"))  # fmt: skip
    dash = element("w:r", text("— ")), element("w:r", text(" —"))
    return element("w:p", properties, dash[0], *field("PAGE", "1"), dash[1])


def _mm(length: float) -> int:
    return twips(length * geometry.POINTS_PER_MM)
