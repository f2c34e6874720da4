"""Limits said in prose against the limits of the text: amount, unit, direction, start, actor, scope."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from tiaoli.citations.resolve import printed
from tiaoli.claims import extensions, headcounts, remedies
from tiaoli.claims.binding import Context, bind, cited, in_limit_column, own_matter, within
from tiaoli.claims.blocks import CELL
from tiaoli.claims.durations import WITHIN, Duration, durations
from tiaoli.claims.finding import Finding
from tiaoli.claims.judging import badness, clip, exceptions, judge
from tiaoli.claims.vocabulary import Vocabulary, vocabulary
from tiaoli.model import ERROR, WARNING, Citation, HeadCount, Statute, TimeLimit

#: The ways out for what is meant to differ from the text.
MARKS = '（故意举错的加 {.misconception}，推算的加 {.derived}，本地承诺加 {.local source="《文件名》"}）'


@dataclass(frozen=True, slots=True)
class Limits:
    """What the text states: the rows of `timelimits` and the head-counts."""

    statute: Statute
    rows: tuple[TimeLimit, ...]
    heads: tuple[HeadCount, ...]


def check(text: str, citations: list[Citation], limits: Limits, context: Context) -> Iterator[Finding]:
    """Findings for every limit in `text`; `citations` are those of the same text, ours resolved."""
    words = vocabulary()
    numbered = tuple(row for row in limits.rows if row.days is not None)
    for duration in durations(text, words):
        yield from _check_one(text, duration, citations, numbered, limits.statute, words, context)
    yield from extensions.check(text, citations, numbered, limits.statute)
    yield from remedies.check(text, citations, numbered, limits.statute)
    yield from headcounts.check(text, citations, limits.heads, limits.statute, context)


def _check_one(
    text: str,
    d: Duration,
    citations: list[Citation],
    rows: tuple[TimeLimit, ...],
    statute: Statute,
    words: Vocabulary,
    context: Context,
) -> Iterator[Finding]:
    shown = text[d.start : d.end]
    sentence = text[d.sentence[0] : d.sentence[1]]
    clause_after = text[d.end : d.clause[1]]
    for entry in words.unnumbered:
        if (
            rows
            and entry.pattern.search(clause_after)
            and entry.needs.search(sentence)
            and not _row_for(entry.name, rows)
        ):
            if any(d.clause[0] <= c.start < d.clause[1] and c.instrument for c in citations):
                return
            yield Finding(
                d.start,
                d.end,
                "unsupported-limit",
                f"“{shown}”没有条文依据：{entry.message}",
                found=text[d.clause[0] : d.clause[1]],
            )
            return
    if not in_limit_column(text, d, context.columns):
        return
    acts, own_clause = bind(text, d, context)
    hangs, governs = cited(text, d, citations)
    candidates = [r for r in rows if r.act in acts] or _by_own_words(rows, sentence, text[d.clause[0] : d.clause[1]])
    if hangs:
        stated = [r for r in rows if any(_hangs_on(statute, r, c) for c in hangs)]
        here = [r for r in stated if r in candidates]
        if here and not own_clause:
            candidates = stated  # 第三十四条的期限由两部分组成，一是60日，二是不超过30日的延长
        elif here or stated and not candidates:
            candidates = here or stated
        elif candidates and governs:
            yield from _wrong_article(text, d, hangs[0], candidates, statute, words)
            return
        elif not candidates and governs:
            yield from _not_in_cited(text, d, hangs[0], statute)
            return
    if not candidates and own_matter(sentence):
        candidates = [r for r in rows if (r.days, r.unit) == (d.amount, d.unit)]
        candidates = (
            candidates if len(candidates) == 1 else []
        )  # 60日的期限适用于一切信访事项: only one limit is so long
    if not candidates:
        return
    d = _started(text, d, context.columns, words)
    judged = sorted((judge(text, d, row, words) for row in candidates), key=badness)
    best_row, wrong, doubts = judged[0]
    if not wrong and "转送" not in sentence and "交办" not in sentence:
        # 无论什么情况，15日内告知: a sibling rule of the same length has the exception that this one lacks
        same = [r for r in _alike(rows, best_row) if r.exception and r.exception != best_row.exception]
        wrong = [what for row in same for what in exceptions(text, d, row, sentence)]
    if not wrong and (other := _bracketed(text, d, citations)):
        same = [r for r in rows if (r.days, r.unit) == (best_row.days, best_row.unit)]
        if not any(_hangs_on(statute, r, other) for r in same):
            yield from _wrong_article(text, d, other, [best_row], statute, words)
            return
    if wrong:
        where = printed(statute, best_row.target)
        what = "；".join(wrong)
        message = f"“{shown}”与条文不符：{what}。{where}写的是“{clip(best_row)}”，请改正{MARKS}"
        yield Finding(
            d.start,
            d.end,
            "wrong-time-limit",
            message,
            ERROR,
            text[d.clause[0] : d.clause[1]],
            clip(best_row),
            best_row.target,
        )
    elif doubts:
        where = printed(statute, best_row.target)
        message = f"“{shown}”：{'；'.join(doubts)}（{where}）"
        yield Finding(
            d.start,
            d.end,
            "time-limit-doubt",
            message,
            WARNING,
            text[d.clause[0] : d.clause[1]],
            clip(best_row),
            best_row.target,
        )


def _bracketed(text: str, d: Duration, citations: list[Citation]) -> Citation | None:
    """The one citation in brackets that closes the clause of a duration: ……60日内办结（第三十四条）。"""
    inside = [c for c in citations if d.end <= c.start < d.sentence[1] and "，" not in text[d.end : c.start]]
    last = inside[-1] if inside else None
    if last is None or last.target is None or text[last.start - 1 : last.start] not in ("（", "("):
        return None
    return last if text[last.end : last.end + 1] in ("）", ")") else None


def _alike(rows: tuple[TimeLimit, ...], row: TimeLimit) -> list[TimeLimit]:
    """Other rows of the same act and length."""
    return [r for r in rows if r is not row and (r.act, r.days, r.unit) == (row.act, row.days, row.unit)]


_START_COLUMN = re.compile(r"起算|起点|从(?:何时|哪天|哪一天|什么时候)|自何时|开始")


def _started(text: str, d: Duration, columns: tuple[str, ...], words: Vocabulary) -> Duration:
    """A duration of a table whose start stands in a column of its own (起算)."""
    if d.event_text is not None or not columns:
        return d
    cells = text[d.sentence[0] : d.sentence[1]].split(CELL)
    for header, cell in zip(columns, cells, strict=False):
        written = re.sub(r"^\s*[自从]|(?:之日|那天|当天)?起?(?:算起|计算)?\s*$", "", cell)
        if _START_COLUMN.search(header) and written and (event := words.start(written)):
            return replace(d, event=event, event_text=written)
    return d


def _hangs_on(statute: Statute, row: TimeLimit, cited: Citation) -> bool:
    """Whether a row stands in a cited provision, or is said to reach it (第三十一条第六项规定的信访事项)."""
    targets = cited.targets or (cited.target or "",)
    if any(within(row.target, target) for target in targets):
        return True
    return bool(row.applies_to) and printed(statute, targets[0]) in row.applies_to


def _by_own_words(rows: tuple[TimeLimit, ...], sentence: str, clause: str) -> list[TimeLimit]:
    """Rows of acts that the vocabulary does not know (another statute's), named in the claim by the text's own verb."""
    known = {name for act in vocabulary().acts for name in act.acts}
    foreign = [r for r in rows if r.act not in known and len(r.act) > 1]
    return [r for r in foreign if r.act[:4] in clause] or [r for r in foreign if r.act in sentence]


def _row_for(name: str, rows: tuple[TimeLimit, ...]) -> bool:
    return any(r.act in name for r in rows if r.act in ("受理", "反馈"))


def _wrong_article(
    text: str, d: Duration, cited: Citation, candidates: list[TimeLimit], statute: Statute, words: Vocabulary
) -> Iterator[Finding]:
    best_row, wrong, _ = min((judge(text, d, row, words) for row in candidates), key=badness)
    where, shown = printed(statute, best_row.target), text[d.start : d.end]
    extra = f"，而且{'；'.join(wrong)}" if wrong else ""
    message = f"“{shown}”的规定在{where}，不在{printed(statute, cited.target)}{extra}：请改正条号"
    yield Finding(
        d.start,
        d.end,
        "wrong-article",
        message,
        ERROR,
        text[d.clause[0] : d.clause[1]],
        clip(best_row),
        best_row.target,
    )


def _not_in_cited(text: str, d: Duration, cited: Citation, statute: Statute) -> Iterator[Finding]:
    unit = statute.index.get(cited.target or "")
    if unit is None or unit.kind not in ("article", "paragraph", "item"):
        return
    article = statute.article_of(unit.address) or unit
    shown = text[d.start : d.end]
    stated = {(x.amount, x.unit) for x in durations(article.full_text, vocabulary())}
    if (d.amount, d.unit) not in stated and d.direction == WITHIN:
        name = printed(statute, cited.target)
        yield Finding(
            d.start,
            d.end,
            "unsupported-limit",
            f"{name}没有“{shown}”的规定：请核对条文",
            found=text[d.clause[0] : d.clause[1]],
        )
