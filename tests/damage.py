"""The damaging chain of saved pages, forwards, for tests: clean text -> what such a page holds.

1. simplified -> traditional by a one-to-one table; 2. GBK; 3. for each character X of a set, in the order of their
readings, byte-level X -> X(reading); 4. cut at the bytes of ？ and ！ and decoded, an invalid pair giving one `?`;
5. full-width marks made half-width.
"""

from pypinyin import Style, pinyin

from tiaoli.clean.script import NAIVE_KEEPS, simplify_char, traditional_char

FOLD = str.maketrans("，：；（）！？", ",:;()!?")


def naive(text: str) -> str:
    """Traditional by a one-to-one table, which leaves some characters alone and makes 著 of 着."""
    return "".join(map(_naive_char, text))


def _naive_char(char: str) -> str:
    if char == "着":
        return "著"
    old = traditional_char(char)
    if char in NAIVE_KEEPS or simplify_char(old) != char or len(old.encode("gbk", "ignore")) != 2:
        return char
    return old


def damage(text: str, annotated: str, fold: bool = True) -> str:
    """One line of clean text after the whole chain; `annotated` are traditional characters."""
    data = naive(text).encode("gbk")
    for char in sorted(annotated, key=lambda c: (reading(c), c)):
        pair = char.encode("gbk")
        data = data.replace(pair, pair + f"({reading(char)})".encode("gbk"))
    pieces, mark_of = [], {b"\xa3\xbf": "？", b"\xa3\xa1": "！"}
    while True:
        found = [(data.find(mark), mark) for mark in mark_of if mark in data]
        if not found:
            break
        at, mark = min(found)
        pieces += [decode(data[:at]), mark_of[mark]]
        data = data[at + 2 :]
    whole = "".join([*pieces, decode(data)])
    return whole.translate(FOLD) if fold else whole


def reading(char: str) -> str:
    """The usual reading of a character."""
    return pinyin(char, style=Style.TONE)[0][0]


def decode(data: bytes) -> str:
    """CP936 where an invalid pair becomes one question mark and both bytes are eaten."""
    out, i = [], 0
    while i < len(data):
        if data[i] < 0x80:
            out.append(chr(data[i]))
            i += 1
            continue
        try:
            out.append(data[i : i + 2].decode("gbk"))
        except UnicodeDecodeError:
            out.append("?")
        i += 2
    return "".join(out)
