"""Measures of a printed page, shared by the docx and the PDF.

Source: GB/T 9704-2012《党政机关公文格式》: A4, 天头 37 mm, 订口 28 mm, 版心 156 × 225 mm, 22 lines of 28 characters, 3号
body, 2号 title, page number 4号, 7 mm below the 版心. Lengths in mm, type sizes in points.
"""

POINTS_PER_MM = 72 / 25.4
PAPER = (210.0, 297.0)
TYPE_AREA = (156.0, 225.0)
#: 天头, right (what 订口 and 版心 leave), bottom (what 天头 and 版心 leave), 订口.
MARGINS = (37.0, 26.0, 35.0, 28.0)
LINES, CHARACTERS = 22, 28
BODY, TITLE, PAGE_NUMBER, FOOT = 16.0, 22.0, 14.0, 9.0
#: From the lower edge of the 版心 to the page number.
NUMBER_BELOW = 7.0
#: A poster or table on a single sheet is no 公文: the same white all round.
SHEET_MARGINS = (12.0, 15.0, 18.0, 15.0)

#: An exam paper: A4, or A3 lying and folded, which is two pages side by side. Top, outer edge, bottom; the binding edge
#: holds the 密封线, or is as white as the rest where there is none. GAP: between the two pages of an A3.
FOLDED = (420.0, 297.0)
EXAM_MARGINS = (16.0, 15.0, 18.0)
SEALED, UNSEALED, GAP = 38.0, 18.0, 16.0
EXAM, EXAM_TITLE, EXAM_LINE = 10.5, 18.0, 17.0
#: The strip left of the 密封线: from the edge of the paper, and how wide.
STRIP = (7.0, 25.0)

#: Title on a cover, where it is short enough.
COVER = 36.0

#: Width of one of 28 characters: 15.79 pt, less than the 16 pt of 3号, hence a negative distance between characters.
ADVANCE = TYPE_AREA[0] * POINTS_PER_MM / CHARACTERS
#: First line at the upper edge, last line at the lower edge of the 版心 (撑满版心).
PITCH = (TYPE_AREA[1] * POINTS_PER_MM - BODY) / (LINES - 1)


def cover_size(title: tuple[str, ...]) -> float:
    """Size of a cover's title at which its longest line stays in the 版心.

    >>> cover_size(("信访工作条例",))
    36.0
    """
    longest = max(map(len, title), default=0)
    return COVER if longest * COVER <= TYPE_AREA[0] * POINTS_PER_MM else TYPE_AREA[0] * POINTS_PER_MM // longest


def exam_width(folded: bool, sealed: bool) -> float:
    """Width of the text of an exam paper's page, in mm.

    >>> exam_width(False, True), exam_width(True, True)
    (157.0, 175.5)
    """
    width = (FOLDED if folded else PAPER)[0] - EXAM_MARGINS[1] - (SEALED if sealed else UNSEALED)
    return (width - GAP) / 2 if folded else width
