"""Judgement, blank, short-answer and ordering questions."""

import re

from tiaoli.model import Question
from tiaoli.numerals import parse_int
from tiaoli.quiz.audit import fills, lists
from tiaoli.quiz.audit.canon import plain
from tiaoli.quiz.audit.claims import in_cited, objection, statement
from tiaoli.quiz.audit.cuts import judge_cut
from tiaoli.quiz.audit.passages import Run, Text, find_runs, find_skips
from tiaoli.quiz.audit.slots import kind
from tiaoli.quiz.audit.verdict import OK, PROVED, UNSUPPORTED, WRONG, Verdict, evidence_of, place, said
from tiaoli.quiz.stems import Stem

_JUDGE_MARK = re.compile(r"[（(]\s*[√×✓✔✗✘对错TFtf是否]?\s*[）)]|[。.]\s*$")


def judge_statement(text: Text, question: Question, stem: Stem) -> Verdict:
    """A judgement item: its statement must be proved true or proved false."""
    claim = _JUDGE_MARK.sub("", "".join(stem.parts)).strip()
    truth = statement(text, claim, stem.cited)
    evidence = evidence_of(text, truth.run)
    if truth.value is None:
        if truth.kind == "article" and question.answer:
            message = f"{truth.why}；请改正条号"
            return Verdict(WRONG, message, False, evidence)
        why = f"（{truth.why}）" if truth.why else ""
        return Verdict(UNSUPPORTED, f"这句话不能由条文原话判断对错{why}；请人工核对", None, evidence)
    if question.answer is None:
        return Verdict(
            UNSUPPORTED, f"没有答案；按条文应为“{'对' if truth.value else '错'}”，请补上", truth.value, evidence
        )
    if question.answer is truth.value:
        return Verdict(OK, "", truth.value, evidence, PROVED)
    where = place(text, truth.run) if truth.run else ""
    if truth.value:
        return Verdict(WRONG, f"这句话与{where}一致，答案应为“对”；请改正答案", True, evidence)
    return Verdict(WRONG, f"这句话与{where}不符（{truth.why}），答案应为“错”；请改正答案", False, evidence)


def judge_blanks(text: Text, question: Question, stem: Stem) -> Verdict:
    """Every accepted alternative of every blank must be what the text has there."""
    if not question.answers or len(question.answers) != len(stem.parts) - 1:
        return Verdict(UNSUPPORTED, "空和答案的个数不一致，或没有答案；请核对")
    tried = [fills.complete(stem.parts, combination) for combination in _variants(question.answers)]
    proved: Run | None = None
    for sentence in tried:
        run, why = _proof(text, sentence, stem, question)
        if run is None:
            return _blank_fault(text, question, stem, why)
        proved = proved or run
    expected = tuple(words[0] for words in question.answers)
    return Verdict(OK, "", expected, evidence_of(text, proved), PROVED)


def _variants(answers: tuple[tuple[str, ...], ...]) -> list[tuple[str, ...]]:
    """The first alternatives together, then each other alternative in turn."""
    first = [words[0] for words in answers]
    out = [tuple(first)]
    for at, words in enumerate(answers):
        out += [(*first[:at], word, *first[at + 1 :]) for word in words[1:]]
    return out


def _proof(text: Text, sentence: str, stem: Stem, question: Question) -> tuple[Run | None, str]:
    why = ""
    words = plain(sentence, text.names)
    numbers = all(fills._NUMERIC.match(plain(w, text.names)) for blank in question.answers for w in blank)
    for run in find_runs(text, words) or find_skips(text, words):
        if not in_cited(text, run, stem.cited):
            why = why or f"这句话在{place(text, run)}，不在题干引的条款"
            continue
        why = objection(judge_cut(run), cited=bool(stem.cited), slot=True, number=numbers)
        if not why:
            return run, ""
    return None, why


def _blank_fault(text: Text, question: Question, stem: Stem, why: str) -> Verdict:
    """What the text has in the blanks where the answers are something else."""
    parts = [plain(part, text.names) for part in stem.parts]
    if sum(map(len, parts)) >= fills.SHORTEST:
        slots = [re.escape(part) for part in parts]
        pattern = re.compile("(.{1,40}?)".join(slots[:-1]) + ("(.{1,40}?)" if slots[-1] else "(.{1,40})") + slots[-1])
        for passage in text.passages:
            match = pattern.search(passage.flat.text)
            run = match and Run(passage, match.start(), match.end())
            if not run or not in_cited(text, run, stem.cited):
                continue
            golds = match.groups()
            for words, gold in zip(question.answers, golds, strict=True):
                bad = next((w for w in words if _differs(plain(w, text.names), gold)), None)
                if bad is not None:
                    message = f"答案“{bad}”与{place(text, run)}不符，条文是“{said(text, run)}”；请改正答案"
                    return Verdict(WRONG, message, tuple(golds), evidence_of(text, run))
    return Verdict(UNSUPPORTED, f"填上答案后不是条文原话{('（' + why + '）') if why else ''}；请人工核对")


def _differs(answer: str, gold: str) -> bool:
    if kind(answer, gold):
        return True
    one, other = (parse_int(re.sub(r"(?:个?工作日|日|天|人|名|年|个?月)$", "", w)) for w in (answer, gold))
    if one is not None and other is not None:
        return one != other
    return len(gold) <= 8 and not set(answer) & set(gold)


_NUMBERED = re.compile(
    r"(?:[（(]\s*[一二三四五六七八九十\d]{1,2}\s*[）)]|[①-⑳]|(?<!\d)\d{1,2}[.．、](?!\d)|[一二三四五六七八九十]、|[一二三四五六七八九十]是)"
)


def judge_short(text: Text, question: Question, stem: Stem) -> Verdict:
    """A question after a whole list: the answer must be all its items, word for word."""
    answer = question.text or "\n".join(question.points)
    if not answer:
        return Verdict(UNSUPPORTED, "没有参考答案；请补上")
    pieces = [p.strip(" \n；;。") for p in _NUMBERED.split(answer) if p.strip(" \n；;。")]
    for run in find_runs(text, lists.asked(text, stem) + plain("".join(pieces), text.names)):
        marks = run.passage.flat.marks[run.end]
        if (
            in_cited(text, run, stem.cited)
            and any(c in marks for c in "。；：")
            and not objection(judge_cut(run), cited=True, slot=False)
        ):
            return Verdict(OK, "", None, evidence_of(text, run), PROVED)
    for listing in lists.candidates(text, stem):
        if listing in text.enumerations:
            continue
        items = {target for target, _ in listing.items}
        truths = [lists.member(text, listing, piece) for piece in pieces]
        lead_in = [
            not t.value and plain(p, text.names) in listing.lead.text for t, p in zip(truths, pieces, strict=True)
        ]
        if all(t.value or led for t, led in zip(truths, lead_in, strict=True)):
            given = {t.kind for t in truths if t.value}
            if given == items:
                run = find_runs(text, listing.items[0][1].text)
                return Verdict(OK, "", None, evidence_of(text, *run[:1]), PROVED)
            missing = len(items - given)
            return Verdict(UNSUPPORTED, f"参考答案比条文少 {missing} 项；请补全或人工核对")
    return Verdict(UNSUPPORTED, "简答题不能由条文原话逐项证明；请人工核对")


def judge_order(text: Text, question: Question, stem: Stem) -> Verdict:
    """Options in the order in which one unit of the text has them, word for word, in a cited provision."""
    words = [plain(option.text, text.names) for option in question.options]
    if stem.cited and all(len(word) >= 2 for word in words):
        for passage in text.passages:
            body = passage.flat.text
            places = [body.find(word) for word in words]
            if -1 in places or any(body.count(word) > 1 for word in words):
                continue
            run = Run(passage, min(places), max(p + len(w) for p, w in zip(places, words, strict=True)))
            if not in_cited(text, run, stem.cited):
                continue
            if places == sorted(places):
                return Verdict(OK, "", tuple(range(len(words))), evidence_of(text, run), PROVED)
            order = tuple(sorted(range(len(words)), key=lambda at: places[at]))
            return Verdict(WRONG, f"顺序与{place(text, run)}不符；请改正", order, evidence_of(text, run))
    return Verdict(UNSUPPORTED, "顺序不能由条文原话证明；请人工核对")
