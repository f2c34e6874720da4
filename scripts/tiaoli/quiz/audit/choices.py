"""Single and multiple choice: every option is judged, and the key must be exactly what the text bears out."""

import re

from tiaoli.model import Evidence, Question
from tiaoli.quiz.audit import fills, lists
from tiaoli.quiz.audit.canon import plain
from tiaoli.quiz.audit.claims import statement
from tiaoli.quiz.audit.cuts import judge_cut
from tiaoli.quiz.audit.passages import Text, find_runs
from tiaoli.quiz.audit.verdict import (
    AMBIGUOUS,
    OK,
    PROVED,
    UNKNOWN,
    UNSUPPORTED,
    WRONG,
    Truth,
    Verdict,
    evidence_of,
    place,
)
from tiaoli.quiz.stems import Stem

_ALL = re.compile(
    r"^(?:以上|上述|前述|前面)?[^，。]{0,6}?(?:都是|全是|均是|都对|全对|均正确|都正确|全部正确|全部|皆是|都包括|均包括|都属于|均属于|全都是)[。]?$"
)
_NONE = re.compile(r"^(?:以上|上述)(?:选项)?(?:都|均|全)(?:不是|不对|错误|不正确|不属于|不包括)[。]?$")


def judge(text: Text, question: Question, stem: Stem) -> Verdict:
    """The verdict on a single or multiple choice, the evidence of a bank of ours left aside."""
    options = [option.text for option in question.options]
    if stem.quoted:
        return _placed(text, question, stem)
    plain_options = [o for o in options if not _ALL.match(o.strip()) and not _NONE.match(o.strip())]
    best: Verdict | None = None
    for method in (_by_filling, _by_list, _by_statement):
        truths = method(text, question, stem, options)
        if truths is None:
            continue
        verdict = _verdict(text, question, stem, _with_summaries(options, truths, plain_options))
        if verdict.verdict != UNSUPPORTED:
            return verdict
        best = best or verdict
    if loose := _loosely(text, question, stem):
        return loose
    return best or Verdict(UNSUPPORTED, "条文里没有找到这道题的依据；请人工核对，或把题干改成条文原话")


def _with_summaries(options: list[str], truths: list[Truth], plain_options: list[str]) -> list[Truth]:
    """以上都是 is true when all others are; then the others are true as well, which the verdict knows by `kind`."""
    if len(plain_options) == len(options):
        return truths
    others = [t for o, t in zip(options, truths, strict=True) if o in plain_options]
    every, none = all(t.value for t in others), all(t.value is False for t in others)
    run = next((t.run for t in others if t.run), None)
    out = []
    for option, truth in zip(options, truths, strict=True):
        if _ALL.match(option.strip()):
            out.append(
                Truth(True if every else False if any(t.value is False for t in others) else None, run, "", "all")
            )
        elif _NONE.match(option.strip()):
            out.append(Truth(True if none else False if any(t.value for t in others) else None, run, "", "none"))
        else:
            out.append(Truth(truth.value, truth.run, truth.why, "covered") if every and truth.value else truth)
    return out


def _by_filling(text: Text, question: Question, stem: Stem, options: list[str]) -> list[Truth] | None:
    if len(stem.parts) < 2:
        return None
    direct = [fills.filled(text, stem, option) for option in options]
    slot = fills.locate(text, stem) if len(stem.parts) == 2 else None
    if slot is None:
        return direct if any(t.value for t in direct) else None
    exact = any(t.value for t in direct) and question.type == "single"
    out = []
    for option, truth in zip(options, direct, strict=True):
        if truth.value is None and not exact:
            one = fills.element(text, slot, option)
            truth = one if one.value else truth
        if truth.value is None:
            against = fills.against(text, slot, option)
            if against.value is False and not truth.run:
                truth = against
            elif question.type == "multi" and not truth.run and fills.unlike(plain(option, text.names), slot):
                truth = Truth(False, slot.runs[0], f"这个空处没有“{option}”", "absent")
        out.append(truth)
    return out


def _loosely(text: Text, question: Question, stem: Stem) -> Verdict | None:
    """`wrong` where the words next to the blank are the text's, and the text has something else there."""
    if len(stem.parts) != 2 or question.type != "single" or len(question.keyed) != 1 or stem.negative:
        return None
    slot = fills.locate_loosely(text, stem)
    truth = fills.against(text, slot, question.options[question.keyed[0]].text) if slot else UNKNOWN
    if truth.value is not False or not slot:
        return None
    right = tuple(at for at, o in enumerate(question.options) if plain(o.text, text.names) in slot.fillers)
    run = slot.runs[0]
    names = f"，应为{_names(question, set(right))}" if right else ""
    message = f"答案{_names(question, set(question.keyed))}与{place(text, run)}不符：{truth.why}{names}；请改正"
    return Verdict(WRONG, message, right if len(right) == 1 else None, evidence_of(text, run))


def _by_list(text: Text, question: Question, stem: Stem, options: list[str]) -> list[Truth] | None:
    found = lists.candidates(text, stem)
    if not found:
        return None
    scored = [[lists.member(text, listing, option) for option in options] for listing in found]
    hit = [at for at, truths in enumerate(scored) if any(t.value for t in truths)]
    if not hit:
        return None
    best = max(hit, key=lambda at: sum(bool(t.value) for t in scored[at]))
    out = []
    for at, option in enumerate(options):
        truth = scored[best][at]
        if truth.value is None:
            elsewhere = [k for k in hit if k != best and scored[k][at].value]
            if elsewhere:
                truth = Truth(True, None, "也在另一处列举里", scored[elsewhere[0]][at].kind)
            elif lists.unlike(text, found[best], option):
                truth = Truth(False, None, f"{found[best].target}没有这一项", "absent")
        out.append(truth)
    return out


def _by_statement(text: Text, question: Question, stem: Stem, options: list[str]) -> list[Truth] | None:
    if len(stem.parts) == 2 and (len(plain(stem.parts[0], text.names)) > 14 and not stem.statements):
        return None
    if not stem.statements and not (stem.cited and not lists.asked(text, stem)):
        return None
    return [statement(text, option, stem.cited) for option in options]


def _verdict(text: Text, question: Question, stem: Stem, truths: list[Truth]) -> Verdict:
    keyed = set(question.keyed)
    true = {at for at, t in enumerate(truths) if t.value}
    false = {at for at, t in enumerate(truths) if t.value is False}
    summary = next((at for at, t in enumerate(truths) if t.kind == "all" and t.value), None)
    if summary is not None and question.type == "single" and not stem.negative:
        true, false = {summary}, set(range(len(truths))) - {summary}
    elif summary is not None and keyed in ({summary}, true):
        true = keyed  # 以上都是 alone, or ticked together with all it sums up
    if stem.negative:
        true, false = false, true
    evidence = _evidence(text, truths, keyed)
    open_ = set(range(len(truths))) - true - false
    expected = tuple(sorted(true)) or None
    where = _where(text, truths)
    if stem.negative:
        if keyed == true and not open_ and len(keyed) == (1 if question.type == "single" else len(keyed)):
            return Verdict(OK, "", expected, evidence, PROVED)
        if keyed & false and not open_:
            names = _names(question, keyed & false)
            return Verdict(WRONG, f"题目问哪一项不对，答案{names}却是条文里有的{where}；请改正答案", expected, evidence)
        return Verdict(UNSUPPORTED, f"不能由条文逐项判断{where}；请人工核对", None, evidence)
    if not keyed:
        return Verdict(
            UNSUPPORTED,
            "没有答案；请补上" + (f"，条文支持{_names(question, true)}" if true else ""),
            expected,
            evidence,
        )
    if question.type == "single" and len(keyed) > 1:
        return Verdict(WRONG if len(true) == 1 else UNSUPPORTED, "单选题写了几个答案；请改正", expected, evidence)
    if keyed == true:
        return Verdict(OK, "", expected, evidence, PROVED)
    if keyed < true:
        extra = _names(question, true - keyed)
        if question.type == "multi":
            return Verdict(WRONG, f"答案漏选：{extra}也是条文写明的{where}；请改正答案", expected, evidence)
        return Verdict(AMBIGUOUS, f"不止一个选项对：{extra}也合条文{where}；请改选项或题干", expected, evidence)
    bad = keyed - true
    summed = any(truths[at].kind in ("all", "none") and truths[at].value is None for at in keyed)
    if true and not true & keyed and question.type == "single" and not summed:  # 以上都是 may be right as well
        return Verdict(WRONG, f"答案应为{_names(question, true)}{where}；请改正答案", expected, evidence)
    if bad & false:
        why = next((truths[at].why for at in sorted(bad & false) if truths[at].why), "")
        told = expected if true and not bad - false and not open_ else None
        return Verdict(
            WRONG,
            f"答案{_names(question, bad & false)}与条文不符{where}{'：' + why if why else ''}；请改正答案",
            told,
            evidence,
        )
    elsewhere = [at for at in bad if _elsewhere(text, truths[at], question.options[at].text)]
    if true and elsewhere:
        return Verdict(
            WRONG,
            f"答案{_names(question, set(elsewhere))}不在这一处{where}，是别的条款的话；请改正答案",
            None,
            evidence,
        )
    why = next((truths[at].why for at in sorted(bad) if truths[at].why), "")
    return Verdict(
        UNSUPPORTED,
        f"答案{_names(question, bad)}没有条文原话支持{('（' + why + '）') if why else ''}{where}；请人工核对",
        None,
        evidence,
    )


def _elsewhere(text: Text, truth: Truth, option: str) -> bool:
    words = plain(option, text.names)
    return len(words) >= 6 and bool(find_runs(text, words))


def _names(question: Question, positions: set[int]) -> str:
    labels = question.labels or tuple("ABCDEFGHIJKLMNOPQRSTUVWXYZ")
    return "、".join(labels[at] if at < len(labels) else str(at + 1) for at in sorted(positions))


def _where(text: Text, truths: list[Truth]) -> str:
    run = next((t.run for t in truths if t.run and t.value), None) or next((t.run for t in truths if t.run), None)
    return f"（{place(text, run)}）" if run else ""


def _evidence(text: Text, truths: list[Truth], keyed: set[int]) -> tuple[Evidence, ...]:
    order = [t for t in truths if t.value] + [truths[at] for at in sorted(keyed) if at < len(truths)] + truths
    out = {e.target: e for e in evidence_of(text, *(t.run for t in order if t.run))}
    for truth in truths:
        unit = text.statute.index.get(truth.kind) if truth.value and truth.kind else None
        if unit is not None:
            out.setdefault(unit.address, Evidence(unit.address, unit.text))
    return tuple(out.values())


def _placed(text: Text, question: Question, stem: Stem) -> Verdict:
    """Which article a quotation stands in."""
    from tiaoli.citations import find

    runs = find_runs(text, plain(stem.quoted, text.names))
    if not runs:
        return Verdict(UNSUPPORTED, "题干引号里的话不是条文原话；请人工核对")
    cut = judge_cut(runs[0])
    if left := cut.edge or cut.exception or cut.extension:
        return Verdict(UNSUPPORTED, f"题干引号里的话没有引完整（{left}）；请引完整", None, evidence_of(text, runs[0]))
    addresses = {run.address for run in runs}
    truths = []
    for option in question.options:
        cited = find(option.text, text.statute, own_names=(*text.short, text.statute.title))
        targets = [c.target for c in cited if c.target]
        if not targets:
            truths.append(Truth(False, runs[0], "没有这一条") if cited else UNKNOWN)
            continue
        chain = {u.address for a in addresses for u in (text.statute.index[a], *text.statute.ancestors(a))}
        truths.append(Truth(targets[0] in chain, runs[0]))
    return _verdict(text, question, stem, truths)
