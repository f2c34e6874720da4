"""Characters that a docx file names in a roundabout way: symbol fonts and EQ fields."""

import re

#: Wingdings, by code below 0x100.
_WINGDINGS = {
    0x21: "✏", 0x28: "☎", 0x2A: "✉", 0x6C: "●", 0x6D: "○", 0x6E: "■", 0x6F: "□", 0x70: "□", 0x71: "□", 0x72: "□",
    0x73: "◆", 0x74: "◆", 0x75: "◆", 0x76: "❖", 0x77: "◆", 0x9F: "•", 0xA1: "○", 0xA7: "▪", 0xA8: "□", 0xAB: "★",
    0xD8: "➢", 0xDF: "←", 0xE0: "→", 0xE1: "↑", 0xE2: "↓", 0xE8: "➔", 0xF0: "⇨", 0xFB: "✗", 0xFC: "✓", 0xFD: "☒",
    0xFE: "☑", 0xB2: "☆",
} | {0x80 + n: sign for n, sign in enumerate("⓪①②③④⑤⑥⑦⑧⑨⑩")} | {0x8B + n: sign for n, sign in enumerate("⓿❶❷❸❹❺❻❼❽❾❿")}  # fmt: skip
_WINGDINGS2 = {0x50: "✓", 0x4F: "✗", 0x51: "☒", 0x52: "☑", 0x53: "☒", 0x54: "☒", 0xA3: "□", 0x2A: "□", 0x35: "□"}
_SYMBOL = {0xB0: "°", 0xB1: "±", 0xB3: "≥", 0xA3: "≤", 0xB4: "×", 0xB8: "÷", 0xB7: "•", 0xA5: "∞", 0xB9: "≠", 0xDE: "⇒",
           0xAE: "→", 0xAC: "←", 0x61: "α", 0x62: "β", 0x67: "γ", 0x64: "δ", 0x6D: "μ", 0x70: "π", 0x57: "Ω"}  # fmt: skip
_FONTS = {"wingdings": _WINGDINGS, "wingdings 2": _WINGDINGS2, "symbol": _SYMBOL}
#: EQ \o\ac(○,3) prints 3 in a circle; the list separator may be ; as well.
_CIRCLED = re.compile(r"\\o\s*\\ac\s*\(\s*[○◯O〇]\s*[,;，]\s*(.+?)\s*\)\s*$")
#: EQ \* jc2 \* "Font:宋体" \* hps10 \o\ad(\s\up 9(xìn),信) prints a reading above a character
_RUBY = re.compile(r"\\o\s*\\a[dclr]?\s*\(\s*\\s\s*\\up\s*\d*\s*\((.*?)\)\s*[,;，](.*)\)\s*$", re.S)


def symbol(font: str, code: int) -> str | None:
    """The Unicode character for a code of a symbol font; None when we know none.

    >>> symbol("Wingdings", 0xF0FE), symbol("Wingdings", 0xFC), symbol("Webdings", 0x61)
    ('☑', '✓', None)
    """
    signs = _FONTS.get(font.strip().lower())
    low = code - 0xF000 if 0xF000 <= code <= 0xF0FF else code
    if signs is not None:
        return signs.get(low)
    return None if 0xE000 <= code <= 0xF8FF or font.strip().lower().startswith(("webdings", "wingdings")) else chr(code)


def equation(code: str) -> tuple[str, str] | None:
    r"""(text, what stands above it) of an EQ field that circles or annotates a character; None for other equations.

    >>> equation(r"eq \o\ac(○,3)"), equation(r'EQ \* jc2 \o\ad(\s\up 9(xìn),信)')
    (('③', ''), ('信', 'xìn'))
    """
    if match := _CIRCLED.search(code):
        inner = match[1].strip()
        if inner.isascii() and inner.isdigit() and 1 <= int(inner) <= 20:
            return chr(0x2460 + int(inner) - 1), ""
        ten = "一二三四五六七八九十".find(inner) if len(inner) == 1 else -1
        return (chr(0x3280 + ten), "") if ten >= 0 else (f"({inner})", "")
    if match := _RUBY.search(code):
        return match[2].strip(), match[1].strip()
    return None
