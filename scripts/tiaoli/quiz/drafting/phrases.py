"""Fixed phrases: one member of a parallel row is the blank; and which article a sentence stands in."""

import re
from collections.abc import Iterator

from tiaoli.citations.resolve import printed
from tiaoli.model import Article, Item, Option, Question
from tiaoli.quiz.audit.canon import overlap, plain
from tiaoli.quiz.audit.passages import Text
from tiaoli.quiz.drafting.common import (
    DELICATE,
    SHORTEST,
    Sentence,
    choose,
    distinct,
    has_subject,
    inner,
    make,
    opening,
    quoted,
    seed,
    sentences,
    shuffled,
    stands_alone,
)

_ROW = re.compile(r"(?:[^，。；：、和]{2,14}、){2,}[^，。；：、和的等]{2,14}(?=[，。；：的等]|$)")
#: Rows that only look parallel: 机关、单位 is one term, and members that begin or end in half a word.
_NO_ROW = re.compile(r"机关、单位|的规定|交办而|请求的公民|被检举|本机关|、单位|政府、|党委、|法律、法规、规章")
#: Words that decide a rule and that people put others for.
_KEYWORDS = (
    "书面",
    "上一级",
    "每年",
    "同级",
    "就地",
    "自愿",
    "当场",
    "如实",
    "属地",
    "参照",
    "本级预算",
    "严重后果",
    "回避",
    "一站式",
)
#: What is said of a blank in a row of parallel phrases.
_BESIDE = "填的是并列的一项，前后次序照条文。"
#: A sentence quoted in a question after its article.
LONGEST_QUOTE = 120


def draft(text: Text) -> Iterator[Question]:
    """For each row of three or more parallel phrases a blank and a multiple choice, for each quoted name a blank."""
    rows = {
        s: m
        for s in _fit(text)
        if (m := _ROW.search(s.text))
        and not _NO_ROW.search(m[0])
        and "等" not in m[0]
        and m[0].count("（") == m[0].count("）")
    }
    pool = [(s, member) for s, m in rows.items() for member in m[0].split("、")[1:-1]]
    for sentence in _fit(text):
        if row := rows.get(sentence):
            members = row[0].split("、")
            # the first member may have its verb before it, the last what follows: only those between are surely whole
            at = 1 + seed(f"{sentence.address}-{sentence.at}-phrase") % (len(members) - 2)
            start = row.start() + sum(len(m) + 1 for m in members[:at])
            yield _blank(text, sentence, start, start + len(members[at]), beside=_BESIDE)
            if len(members) > 3:
                at = 1 + at % (len(members) - 2)
                start = row.start() + sum(len(m) + 1 for m in members[:at])
                yield _blank(text, sentence, start, start + len(members[at]), "phrase-more", _BESIDE, use="paper")
            if question := _multi(text, sentence, row, pool):
                yield question
        for match in re.finditer(r"(?<=“)[^”]{3,14}(?=”)", sentence.text):
            yield _blank(text, sentence, match.start(), match.end())
            break
        if question := _word(text, sentence):
            yield question


def _word(text: Text, sentence: Sentence) -> Question | None:
    """The one word of a sentence that people get wrong (书面, 上一级, 每年) is the blank; for papers."""
    words = [w for w in _KEYWORDS if sentence.text.count(w) == 1]
    if not words or not stands_alone(text, sentence):
        return None
    word = words[seed(f"{sentence.address}-{sentence.at}-word") % len(words)]
    start = sentence.text.index(word)
    return _blank(text, sentence, start, start + len(word), "word", use="paper", tags=("用语",))


def _fit(text: Text) -> Iterator[Sentence]:
    for sentence in sentences(text):
        if (
            not DELICATE.search(sentence.text)
            and SHORTEST <= len(sentence.text) <= 260
            and not sentence.text.endswith("：")
            and "前款" not in sentence.text
            and has_subject(sentence)
        ):
            yield sentence


def _multi(text: Text, sentence: Sentence, row: re.Match, pool: list[tuple[Sentence, str]]) -> Question | None:
    """The row but for its first member is the blank; members of other articles' rows are the distractors."""
    first, *members = row[0].split("、")
    usual = sorted(map(len, members[:-1]))[len(members) // 2 - 1]
    if len(members) < 2 or len(members[-1]) > usual + 1 or any("或者" in m or "而" in m for m in members):
        return None
    cut = sentence.text[row.end() : row.end() + 1] == "的"  # 信访接待|的时间: the last member may go on behind 的
    if cut and len(set(map(len, row[0].split("、")))) > 1 and min(usual, len(members[-1])) < 5:
        return None
    here = plain(text.statute.index[sentence.article].full_text, text.names) if sentence.article else ""
    mean = sum(map(len, members)) / len(members)
    other = {
        m: s for s, m in sorted(pool, key=lambda p: abs(len(p[1]) - mean))
        if s.article != sentence.article and len(m) > 2 and overlap(plain(m, text.names), here) < 0.5 and _near(m, members)
    }  # fmt: skip
    if len(other) < 2 or len(members) > 9:
        return None
    name = f"{sentence.address}-{sentence.at}-row"
    right = choose(name, members, min(3, len(members)))
    wrong = choose(name, list(other)[:6], 2 if len(right) > 2 else 1)
    options = [Option(m, True) for m in right]
    options += [Option(w, False, f"“{w}”在{printed(text.statute, other[w].address)}。") for w in wrong]
    if not distinct(text, [o.text for o in options]):
        return None
    start = row.start() + len(first) + 1
    stem = f"{opening(text, sentence)}{sentence.text[:start]}（　）{sentence.text[row.end() :]}。"
    return make(
        "row",
        sentence,
        "multi",
        stem,
        options=shuffled(name, options),
        explanation=quoted(text, sentence),
        partial="half",
        tags=("固定表述",),
        difficulty=3,
    )


def _near(other: str, members: list[str]) -> bool:
    """Whether a phrase looks as if it could belong to the row: half its characters shared, as long, none within another."""
    alike = any(len(set(other) & set(m)) * 2 >= len(m) and abs(len(other) - len(m)) <= 1 for m in members)
    return alike and not any(other in m or m in other for m in members)


def _blank(
    text: Text, sentence: Sentence, start: int, end: int, rule: str = "phrase", beside: str = "", **fields
) -> Question:
    stem = f"{opening(text, sentence)}{sentence.text[:start]}____{sentence.text[end:]}。"
    fields.setdefault("tags", ("固定表述",))
    answers = ((sentence.text[start:end],),)
    explanation = quoted(text, sentence) + beside
    return make(rule, sentence, "blank", stem, answers=answers, explanation=explanation, difficulty=3, **fields)


def places(text: Text) -> Iterator[Question]:
    """For each article one sentence that stands nowhere else: where is it?"""
    seen: set[str] = set()
    articles = text.statute.articles
    order = {article.address: at for at, article in enumerate(articles)}
    for sentence in sentences(text):
        if not sentence.article or sentence.article in seen or "“" in sentence.text or len(articles) < 5:
            continue
        if not 14 <= len(sentence.text) <= LONGEST_QUOTE or sentence.text.endswith("："):
            continue
        if isinstance(sentence.unit, Item) or sentence.text.startswith(("其", "前款")):
            continue
        if text.everything.count(plain(sentence.text, text.names)) != 1:
            continue
        seen.add(sentence.article)
        at = order[sentence.article]
        lows = min(at, max(2 - (len(articles) - 1 - at), seed(sentence.article, "place") % 3))
        below, above = articles[max(0, at - 4) : at], articles[at + 1 : at + 5]
        wrong = choose(sentence.article, below, lows) + choose(sentence.article, above, 2 - lows)
        options = [Option(printed(text.statute, sentence.article), True)]
        options += [
            Option(printed(text.statute, a.address), False, f"{printed(text.statute, a.address)}{_first(a)}")
            for a in wrong
        ]
        stem = f"“{sentence.text}。”是《{text.statute.title}》（　）的规定。"
        numbered = sorted(options, key=lambda o: order[_address(text, o.text)])
        yield make(
            "place",
            sentence,
            "single",
            stem,
            options=tuple(numbered),
            explanation=_where(text, sentence),
            tags=("条号",),
            audience=("干部",),
            difficulty=4,
        )


def _where(text: Text, sentence: Sentence) -> str:
    """Where a sentence stands: article, chapter and what else the chapter is about."""
    above = text.statute.ancestors(sentence.address)
    chapter = next((u for u in above if u.kind == "chapter"), None)
    where = printed(text.statute, sentence.address)
    return f"这句话写在{where}，" + (f"属于{chapter.label}“{chapter.heading}”。" if chapter else "请对照条文。")


def _address(text: Text, label: str) -> str:
    return next(a.address for a in text.statute.articles if printed(text.statute, a.address) == label)


def _first(article: Article) -> str:
    """How an article begins: ：“…。”, or what its list is of."""
    first = article.children[0].text.split("。")[0]
    return f"是一处列举：“{inner(first.rstrip('：'))}”。" if first.endswith("：") else f"：“{inner(first)}。”"
