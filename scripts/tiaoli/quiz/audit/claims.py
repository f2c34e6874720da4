"""Whether the text bears a whole sentence out."""

import re

from tiaoli.quiz.audit.canon import plain
from tiaoli.quiz.audit.cuts import Cut, judge_cut
from tiaoli.quiz.audit.passages import Run, Text, find_gaps, find_runs, find_skips
from tiaoli.quiz.audit.slots import OPPOSED_WORDS, kind
from tiaoli.quiz.audit.verdict import UNKNOWN, Truth, place

#: A shorter claim fits too many places.
SHORTEST = 6
#: How far the borders of a slot are moved to find whole words: 15|16, 各级|党委.
_REACH = 12
_UNIT = re.compile(r"(?:工作日|日|人|月|年|小时)?")


def inside(run: Run, cited: tuple[str, ...]) -> bool:
    """Whether a run lies in one of the provisions that a stem cites; true when it cites none."""
    target = run.address
    return not cited or any(target == c or target.startswith(c + "-") or c.startswith(target + "-") for c in cited)


def in_cited(text: Text, run: Run, cited: tuple[str, ...]) -> bool:
    """`inside`, chapters included."""
    return inside(run, cited) or any(unit.address in cited for unit in text.statute.ancestors(run.address))


def objection(cut: Cut, *, cited: bool, slot: bool, number: bool = False) -> str:
    """Why a run, though word for word, doesn't prove the claim; "" when it does.

    `slot`: the question asks for one word of a rule, so that an extension of it in the next clause may be left out.
    `number`: it asks for the number of a rule, which stays the same whatever is excepted from the rule.
    """
    if cut.edge:
        return cut.edge
    if cut.subject and not slot:
        return f"没有写明由谁做（“{cut.subject}”）"
    if number and not cut.lead:
        return ""
    if cut.exception:
        return f"漏了“{cut.exception}”"
    if cut.lead:
        return "没有写明所列事项前面的话"
    if cut.extension and not slot:
        return f"漏了“{cut.extension}”"
    if cut.scope and not (cited and slot):
        return f"漏了适用范围“{cut.scope}”"
    return ""


def statement(text: Text, claim: str, cited: tuple[str, ...] = (), *, slot: bool = False) -> Truth:
    """True when the claim stands in the text word for word and nothing that limits it is left out; False when exactly
    one word of it contradicts the text; None otherwise."""
    words = plain(claim, text.names)
    if len(words) < SHORTEST:
        return UNKNOWN
    runs = find_runs(text, words) or find_skips(text, words)
    here = [run for run in runs if in_cited(text, run, cited)]
    why = ""
    for run in here:
        why = objection(judge_cut(run), cited=bool(cited), slot=slot)
        if not why:
            return Truth(True, run)
    if here:
        return Truth(None, here[0], why)
    if runs:
        return Truth(None, runs[0], f"这句话在{place(text, runs[0])}，不在题干引的条款", "article")
    false = contradiction(text, words, cited)
    return false if false.value is False else _opposite(text, words, cited) or false


def contradiction(text: Text, words: str, cited: tuple[str, ...] = ()) -> Truth:
    """False where the claim is the text's own sentence but for one opposed word."""
    everything = text.everything
    head = _longest(lambda n: words[:n] in everything, len(words))
    tail = _longest(lambda n: words[len(words) - n :] in everything, len(words))
    if head + tail + 24 < len(words):
        return UNKNOWN
    best = UNKNOWN
    for i in range(head, max(-1, head - _REACH), -1):
        for j in range(max(i, len(words) - tail), min(len(words), len(words) - tail + _REACH) + 1):
            if len(words) - (j - i) < SHORTEST or j - i > 24 or (i == 0 and j == len(words)):
                continue
            for run in find_gaps(text, words[:i], words[j:], 24):
                found = words[i:j]
                if not in_cited(text, run, cited) or not (what := kind(found, run.filler)):
                    continue
                if judge_cut(run).edge:
                    continue
                unit = _UNIT.match(words[j:])[0] if found.isdigit() and run.filler.isdigit() else ""
                return Truth(False, run, f"“{found}{unit}”应为“{run.filler}{unit}”", what)
    return best


def _opposite(text: Text, words: str, cited: tuple[str, ...]) -> Truth | None:
    """False where another word of an opposed pair makes the claim the text's own, one harmless clause left out.

    每半年对信访工作情况进行考核 against 以…为导向，每年对信访工作情况进行考核.
    """
    if len(words) < 14 or words[:6] not in text.everything or words[-6:] not in text.everything:
        return None
    for one in OPPOSED_WORDS:
        at = words.find(one)
        if at < 0 or words.count(one) > 1:
            continue
        for other in OPPOSED_WORDS[one]:
            for run in find_skips(text, words[:at] + other + words[at + len(one) :]):
                if in_cited(text, run, cited) and not judge_cut(run).edge:
                    return Truth(False, run, f"“{one}”应为“{other}”", "word")
    return None


def _longest(holds, most: int) -> int:
    """The largest n for which `holds`, given that it holds for all smaller ones."""
    low, high = 0, most
    while low < high:
        middle = (low + high + 1) // 2
        if holds(middle):
            low = middle
        else:
            high = middle - 1
    return low
