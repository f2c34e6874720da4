"""Keys as people write them -> keys of questions."""

import re
from dataclasses import replace

from tiaoli.model import Option, Problem, Question
from tiaoli.quiz.foreign import marks
from tiaoli.quiz.stems import BLANK, blanks

#: A key in its brackets: （B）, （ A、C ）, （√）.
BRACKETED = re.compile(
    r"[（(【\[]\s*(?P<key>[A-Ha-hＡ-Ｈ](?:[\s、,，]*[A-Ha-hＡ-Ｈ])*|[√×✓✔✗✘]|对|错|正确|错误)\s*[）)】\]]"
)
_FILLED = re.compile(r"[（(]\s*(?P<words>[^（）()]{1,30}?)\s*[）)]|[_＿]+\s*(?P<line>[^_＿\n]{1,30}?)\s*[_＿]+")
_BETWEEN = re.compile(r"[；;|｜\n]|\s{2,}|　")
_WIDE = str.maketrans("ＡＢＣＤＥＦＧＨ", "ABCDEFGH")


def with_key(question: Question, key: str) -> Question:
    """The question with a key as written after 答案; its type made sure by what the key is."""
    key = key.strip().strip("*")
    first = key.split("\n")[0].strip()
    question = replace(question, key=first)
    options = [o.text for o in question.options]
    if question.type == "judge" or (not question.type and (not options or _is_judge(options))):
        judged = _judged(first, options)
        if judged is not None:
            return replace(question, type="judge", answer=judged, options=(), labels=())
    found = marks.letters(first.translate(_WIDE)) or marks.letters(first.split("（")[0].split("解")[0].translate(_WIDE))
    if (
        options
        and found is None
        and (m := re.match(r"\s*([A-H](?:[\s、,，]*[A-H])*)(?![A-Za-z])", first.translate(_WIDE)))
    ):
        found = marks.letters(m[1])
    if options and question.type in ("", "single", "multi"):
        if found is None:
            found = tuple(marks.OPTION_LETTERS[i] for i, o in enumerate(options) if o and o in first) or None
        return _chosen(question, found or (), first)
    if question.type == "blank" or (not question.type and blanks(question.stem)):
        return _blanks(question, key)
    if question.type == "judge":
        return replace(question, options=(), labels=())
    return replace(question, type=question.type or "short", text=" ".join(key.split()))


def _judged(first: str, options: list[str]) -> bool | None:
    judged = marks.judgement(first)
    if judged is not None:
        return judged
    if match := re.match(r"\s*(?:[√×✓✗对错]|正确|错误)", first):
        return marks.judgement(match[0])
    found = marks.letters(first)
    if found and len(found) == 1:
        at = ord(found[0]) - 65
        if at < len(options):
            return marks.judgement(options[at])
        return None if options else {"A": True, "B": False}.get(found[0])
    return None


def _is_judge(options: list[str]) -> bool:
    return len(options) == 2 and {marks.judgement(o) for o in options} == {True, False}


def _chosen(question: Question, found: tuple[str, ...], written: str) -> Question:
    labels = question.labels or tuple(marks.OPTION_LETTERS[: len(question.options)])
    kind = question.type or ("multi" if len(found) > 1 else "single")
    options = tuple(
        Option(o.text, label in found) for o, label in zip(question.options, labels, strict=True)
    )  # fmt: skip
    problems = question.problems
    lost = [letter for letter in found if letter not in labels]
    if lost or not found:
        message = f"答案“{written[:20]}”在选项里没有；请核对。"
        problems = (*problems, Problem("", question.line, "key", message))
        options = tuple(Option(o.text) for o in question.options)
    return replace(question, type=kind, options=options, problems=problems, labels=labels)


def _blanks(question: Question, key: str) -> Question:
    count = blanks(question.stem)
    for pattern in (_BETWEEN, re.compile(r"[；;|｜\n]|\s+"), re.compile(r"[；;|｜\n、，,]|\s+")):
        parts = [re.sub(r"^[（(]?\d{1,2}[）).、．]\s*(?!\d)", "", p).strip(" 。\t") for p in pattern.split(key)]
        parts = [p for p in parts if p]
        if len(parts) == count:
            return replace(question, type="blank", answers=tuple(_alternatives(p) for p in parts))
    if count == 1:
        return replace(question, type="blank", answers=(_alternatives(" ".join(key.split()).strip("。")),))
    problem = Problem("", question.line, "blanks", f"题干有 {count} 个空，答案“{key[:20]}”分不出 {count} 个；请核对。")
    return replace(question, type="blank", problems=(*question.problems, problem), answers=())


def _alternatives(words: str) -> tuple[str, ...]:
    """60（六十） and 60/六十 are two ways to write one answer."""
    parts = [p.strip() for p in re.split(r"[/／]|或者?(?=[\d一二三四五六七八九十])", words) if p.strip()]
    return tuple(parts) or (words,)


def filled_in(question: Question) -> Question:
    """A question whose key stands in its own brackets: 由（B）负责, （√）; or that has none."""
    if found := list(BRACKETED.finditer(question.stem)):
        match = found[-1]
        key = (
            match["key"].translate(_WIDE).upper()
            if match["key"][0].isascii() or match["key"][0] in "ＡＢＣＤＥＦＧＨ"
            else match["key"]
        )
        empty = question.stem[: match.start()] + "（　）" + question.stem[match.end() :]
        judged = marks.judgement(key)
        if judged is not None and (question.type in ("", "judge")):
            return replace(question, type="judge", stem=empty, answer=judged, key=key, options=(), labels=())
        if question.options:
            return replace(_chosen(question, marks.letters(key) or (), key), stem=empty, key=key)
    if question.type == "blank" and not BLANK.search(question.stem):
        found = list(_FILLED.finditer(question.stem))
        if found:
            answers = tuple(((m["words"] or m["line"]).strip(),) for m in found)
            return replace(question, stem=_FILLED.sub("____", question.stem), answers=answers)
    if not question.type:
        if question.options:
            kind = "judge" if _is_judge([o.text for o in question.options]) else "single"
        else:
            kind = "blank" if blanks(question.stem) else "short"
        question = replace(question, type=kind)
    return question


_RANGE = re.compile(
    r"(?P<a>\d{1,3})\s*[-~—–至]+\s*(?P<b>\d{1,3})\s*[.、．：:题]?\s*(?P<keys>(?:[A-H]{1,8}[\s、,，]*|[√×对错][\s、,，]*)+)"
)
_ONE = re.compile(
    r"(?<![\d.])(?P<n>\d{1,3})\s*(?P<mark>[.、．：:)）])?\s*(?P<key>[A-H](?:[\s、,，]?[A-H]){0,7}(?![A-Za-z])|[√×✓✗]|对|错|正确|错误"
    r"|(?:(?(mark)\d|(?!))|[^\s\d.、．：:)）])[^\n]{0,200}?(?=\s+\d{1,3}\s*[.、．：:)）]|\n|$))"
)


def apply_tail(questions: list[Question], numbers: list[int], tail: str, path: str) -> list[Question]:
    """Give questions the keys that stand at the end of the file, section by section."""
    kinds = [
        (m.start(), marks.KINDS[m["kind"]])
        for m in re.finditer(r"(?P<kind>单项选择|单选|多项选择|多选|不定项选择|判断|填空|简答|问答|论述|选择)题?", tail)
    ]
    keys: dict[tuple[str, int], str] = {}
    taken: list[tuple[int, int]] = []
    for match in _RANGE.finditer(tail):
        first, last = int(match["a"]), int(match["b"])
        found = re.findall(r"[A-H]+|[√×对错]", match["keys"])
        if len(found) != last - first + 1:
            found = re.findall(r"[A-H√×对错]", match["keys"])
        if len(found) == last - first + 1:
            taken.append(match.span())
            for i, key in enumerate(found):
                keys[_kind_at(kinds, match.start()), first + i] = key
    for match in _ONE.finditer(tail):
        if not any(a <= match.start() < b for a, b in taken):
            keys.setdefault((_kind_at(kinds, match.start()), int(match["n"])), match["key"].strip())
    out = []
    for question, number in zip(questions, numbers, strict=True):
        key = keys.get((question.type, number)) or keys.get(("", number))
        has = question.keyed or question.answer is not None or question.answers or question.text
        out.append(with_key(question, key) if key and not has else question)
    return out


def _kind_at(kinds: list[tuple[int, str]], at: int) -> str:
    return next((kind for start, kind in reversed(kinds) if start <= at), "")
