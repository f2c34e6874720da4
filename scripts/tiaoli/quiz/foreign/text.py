"""A bank as running text -> questions.

Numbers, options, answers, explanations and sections are found by how people mark them (`marks`); a whole bank in one line
is cut the same way, guarded by the order of numbers and letters. Nothing is guessed into a key: a question without an
answer keeps none and says so.
"""

import re
from bisect import bisect_right
from dataclasses import dataclass, replace

from tiaoli.citations.normalise import fold
from tiaoli.model import Option, Problem, Question, QuizBank
from tiaoli.quiz.bank import NAMES
from tiaoli.quiz.foreign import marks
from tiaoli.quiz.foreign.answers import BRACKETED, apply_tail, filled_in, with_key
from tiaoli.quiz.foreign.damage import simplified
from tiaoli.quiz.stems import BLANK

_PICTURE = re.compile(r"\[?(?:图片|image\d*|IMG)\]?|!\[")


@dataclass(frozen=True, slots=True)
class Piece:
    """The span of one question. `start`: behind its number; `number` as printed; `kind`: the section's type or ""."""

    start: int
    end: int
    at: int
    number: int
    kind: str


def read(lines: list[tuple[int, str]], path: str) -> QuizBank:
    """The questions of a text. `lines`: (number in the file, text)."""
    lines, repaired = simplified(lines, path)
    lines = [(number, marks.KEY_FIRST.sub(r"\g<space>\g<number>\g<rest>\g<key>", text)) for number, text in lines]
    body = "\n".join(text for _, text in lines)
    offsets, total = [], 0
    for _, text in lines:
        offsets.append(total)
        total += len(text) + 1
    numbers = [number for number, _ in lines]

    def line(at: int) -> int:
        return numbers[max(0, bisect_right(offsets, at) - 1)] if numbers else 0

    folded = fold(body).replace("〔", "【").replace("〕", "】")
    stop = _answers_from(folded)
    tail = "" if stop is None else folded[stop:]
    head, body, more = _without_key_lines(folded if stop is None else folded[:stop], body)
    folded = head
    tail += more
    pieces = _pieces(head)
    read_ = [(_question(body, folded, piece, path, line(piece.at)), piece) for piece in pieces]
    questions = [q for q, _ in read_ if q is not None]
    dropped = [
        Problem(path, line(p.at), "dropped", f"第 {p.number} 题只有题号，没有文字（可能是图片）；请改成文字。")
        for q, p in read_ if q is None
    ]  # fmt: skip
    if tail:
        questions = apply_tail(questions, [piece.number for q, piece in read_ if q is not None], tail, path)
    questions = [_checked(q, path) for q in _renamed(questions)]
    problems = [*repaired, *dropped, *(p for q in questions for p in q.problems)]
    return QuizBank(path, questions=tuple(questions), problems=tuple(problems), foreign=True, found=len(pieces))


def _answers_from(folded: str) -> int | None:
    """Where the part begins that has answers only; None when answers stand with their questions."""
    for match in marks.ANSWERS_HEADING.finditer(folded):
        rest = folded[match.end() :]
        options = len(re.findall(r"(?:(?<=\n)|(?<=\s))A[.、．]\s*[^\nA-H\s]{2,}", rest))
        keys = len(re.findall(r"\d{1,3}\s*(?:[-~—至]\s*\d{1,3})?\s*[.、．：:)）]?\s*(?:[A-H]{1,8}\b|[√×对错])", rest))
        if keys >= 1 and options * 3 < keys or not options and _words_only(folded[: match.start()], rest):
            return match.end()
    return None


def _words_only(before: str, rest: str) -> bool:
    """Whether a part answers blanks alone, in words: its first section was a section of questions already, and it has
    numbers but no blanks. Numbered points of a short answer (参考答案：1.… 2.…) are no such part."""
    section = marks.SECTION.search(rest)
    if not section or marks.KINDS[section["kind"]] != "blank" or BLANK.search(rest):
        return False
    asked = any(marks.KINDS[m["kind"]] == "blank" for m in marks.SECTION.finditer(before))
    return asked and bool(re.search(r"(?m)^\s*\d{1,3}\s*[.、．：:)）]\s*\S", rest))


def _without_key_lines(folded: str, body: str) -> tuple[str, str, str]:
    """Both texts with lines of several keys blanked out, and those lines, each behind its section's name."""
    names = {"single": "单选", "multi": "多选", "judge": "判断", "blank": "填空", "short": "简答"}
    tail = ""
    for match in list(marks.KEY_LINE.finditer(folded)):
        if len(re.findall(r"\d{1,3}", match["keys"])) < 2:
            continue
        sections = list(marks.SECTION.finditer(folded, 0, match.start()))
        kind = names.get(marks.KINDS[sections[-1]["kind"]], "") if sections else ""
        tail += f"\n{kind}\n{match['keys']}"
        blank = " " * len(match[0])
        folded, body = (t[: match.start()] + blank + t[match.end() :] for t in (folded, body))
    return folded, body, tail


def _pieces(text: str) -> list[Piece]:
    sections = sorted(
        [(m.start(), m.end(), marks.KINDS[m["kind"]]) for m in marks.SECTION.finditer(text)]
        + [(m.start(), m.end(), marks.KINDS[m["kind"]]) for m in marks.SECTION_INLINE.finditer(text)]
    )
    found = [(m.start(), m.end(), int(m["a"] or m["b"] or m["c"]), True) for m in marks.NUMBER.finditer(text)]
    starts = {end for _, end, _, _ in found}
    inline = [(m.start("a"), m.end(), int(m["a"]), False) for m in marks.NUMBER_INLINE.finditer(text)]
    found += [m for m in inline if m[1] not in starts]
    found += [(end, end + len(m[0]), int(m[1]), True) for _, end, _ in sections
              if (m := re.compile(r"\s*(\d{1,3})[.、．]\s*").match(text, end)) and end + len(m[0]) not in starts]  # fmt: skip
    found = sorted(set(found))
    accepted: list[tuple[int, int, int, str]] = []
    previous, at_section = 0, -1
    for index, (start, end, number, at_line) in enumerate(found):
        section = max((i for i, s in enumerate(sections) if s[0] <= start), default=-1)
        kind = sections[section][2] if section >= 0 else ""
        fresh = section != at_section
        following = next((s for s, _, n, line in found[index + 1 :] if line and n > 0), len(text))
        if kind == "short" and not fresh and not re.search(r"答", text[end:following]):
            continue
        follows = number == previous + 1 or (number == 1 and (fresh or not accepted)) or (fresh and at_line)
        later = at_line and previous < number <= previous + 5 and kind != "short"
        restart = (
            number == 1 and at_line and kind != "short" and _complete(text[accepted[-1][1] : start] if accepted else "")
        )
        if follows or later or restart:
            accepted.append((start, end, number, kind))
            previous, at_section = number, section
    pieces = []
    for i, (start, end, number, kind) in enumerate(accepted):
        stop = accepted[i + 1][0] if i + 1 < len(accepted) else len(text)
        stop = next((s[0] for s in sections if end <= s[0] < stop), stop)
        pieces.append(Piece(end, stop, start, number, kind))
    return pieces or _unnumbered(text)


def _complete(words: str) -> bool:
    """Whether the question before has options or an answer, so that a new 1 may begin another section."""
    return bool(marks.ANSWER.search(words) or re.search(r"\bB\s*[.、．]", words))


def _unnumbered(text: str) -> list[Piece]:
    """Banks without numbers: a question begins with the line before option A."""
    out: list[Piece] = []
    starts = []
    for match in re.finditer(r"\n[ \t]*[（(]?A\s*[.．、:：)）]", text):
        start = text.rfind("\n", 0, match.start()) + 1
        if text[start : match.start()].strip():
            starts.append(start)
    for i, start in enumerate(starts):
        out.append(Piece(start, starts[i + 1] if i + 1 < len(starts) else len(text), start, i + 1, ""))
    return out


def _question(body: str, folded: str, piece: Piece, path: str, line: int) -> Question | None:
    words, shown = folded[piece.start : piece.end], body[piece.start : piece.end]
    kind = piece.kind
    tag = marks.TAG.search(words)
    if tag and (tag.start() < 6 or tag.end() >= len(words.split("\n")[0].rstrip())):
        kind = marks.KINDS[tag["kind"]] or kind
        blank = " " * len(tag[0])
        words = words[: tag.start()] + blank + words[tag.end() :]
        shown = shown[: tag.start()] + blank + shown[tag.end() :]
    explained = marks.EXPLANATION.search(words)
    answered = marks.ANSWER.search(words)
    if answered and explained and explained.start() < answered.start() and explained.end() <= answered.start() + 1:
        explained = None  # 【答案解析】 is one mark
    ends = [m.start() for m in (answered, explained) if m]
    front = min(ends, default=len(words))
    options = _options(BRACKETED.sub(lambda m: " " * len(m[0]), words[:front]))
    first = options[0][0] if options else front
    stem = shown[:first].strip()
    texts = [shown[a:b].strip(" \t\n\u3000;；") for _, a, b in options]
    key = explanation = ""
    if answered:
        stop = explained.start() if explained and explained.start() > answered.start() else len(words)
        key = shown[answered.end() : stop].strip()
    if explained:
        stop = answered.start() if answered and answered.start() > explained.start() else len(words)
        explanation = " ".join(shown[explained.end() : stop].split())
    if not stem and not texts:
        return None
    labels = tuple(marks.OPTION_LETTERS[: len(texts)])
    stem = re.sub(r"\s*\n\s*", "", stem)
    question = Question(
        str(piece.number), kind, stem, options=tuple(Option(t) for t in texts), explanation=explanation, line=line,
        origin="foreign", labels=labels,
    )  # fmt: skip
    return with_key(question, key) if key else filled_in(question)


def _options(words: str) -> list[tuple[int, int, int]]:
    """(start with its letter, start of its text, end) of options A, B, C … in order."""
    found: list[tuple[int, int]] = []
    at = 0
    for letter in marks.OPTION_LETTERS:
        match = marks.option_start(letter).search(words, at)
        if not match:
            break
        found.append((match.start(), match.end()))
        at = match.end()
    if len(found) < 2:
        return []
    ends = [start for start, _ in found[1:]] + [len(words)]
    return [(start, begin, end) for (start, begin), end in zip(found, ends, strict=True)]


def _renamed(questions: list[Question]) -> list[Question]:
    """Ids unique in the bank: single-3, judge-3."""
    seen: dict[str, int] = {}
    out = []
    for question in questions:
        name = f"{question.type or 'q'}-{question.id}"
        seen[name] = seen.get(name, 0) + 1
        out.append(replace(question, id=name if seen[name] == 1 else f"{name}-{seen[name]}"))
    return out


def _checked(question: Question, path: str) -> Question:
    """The question with what is wrong with it as problems."""
    out = list(question.problems)
    title = NAMES.get(question.type, "题")

    def problem(code: str, message: str) -> None:
        out.append(Problem(path, question.line, code, f"{title}（{question.id}）：{message}"))

    keyed = len(question.keyed)
    choice = question.type in ("single", "multi")
    has_key = keyed or question.answer is not None or question.answers or question.text or question.type == "order"
    if _PICTURE.search(question.stem) and len(BLANK.sub("", question.stem)) < 12 or not question.stem:
        problem("picture", "题干是图片或空的；请改成文字。")
    if choice and len(question.options) < 2:
        problem("options", "没有找到选项；请把选项写成“A. …”的样子。")
    if not has_key and not any(p.code == "key" for p in out):
        problem("key", "没有答案；请补上。")
    if question.type == "single" and keyed > 1:
        problem("key", f"单选题写了 {keyed} 个答案；请改正。")
    texts = [o.text for o in question.options]
    if len(set(texts)) < len(texts) or any(not t for t in texts):
        problem("options", "有选项是空的或重复；请改正。")
    return replace(question, problems=tuple(out))
