"""What an explanation adds to the provision itself: the neighbouring rule that people take it for, where there is one.

In this order: a confusion that the content root describes, another limit of the same kind, the rule of an earlier
instrument. Never a rule that only stands beside it: whoever reads it thinks that it belongs here. Where nothing is mixed
up, what the article means in plain words, if the content root says so.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from tiaoli.citations.resolve import printed
from tiaoli.model import Question
from tiaoli.quiz.audit.canon import overlap, plain
from tiaoli.quiz.audit.passages import Text
from tiaoli.quiz.drafting.common import inner

#: A neighbouring sentence is quoted whole, or not at all.
LONGEST = 110
#: Share of common pieces of two characters from which a confusion is about what the question asks.
ABOUT = 0.3
#: Shares from which a sentence in plain words is about the sentence asked after, and from which it only repeats it.
LIKE, SAME = 0.5, 0.9
#: Rules whose explanations have said already what a question is taken for, or that ask for a place only.
_COMPLETE = ("list", "absent", "several", "recite")


@dataclass(frozen=True)
class Neighbours:
    """A statute's text and the confusions described for it. `confusions`: rows of docs/_data/confusions.yml.

    `meanings`: article -> what it means in plain words."""

    text: Text
    confusions: Sequence[Mapping[str, Any]]
    meanings: Mapping[str, str]

    def added(self, question: Question) -> Question:
        """The question with the neighbouring rule behind its explanation."""
        rule = question.origin.split("@")[0]
        hint = self._confusion(question) if rule != "several" else ""
        if not hint and rule not in _COMPLETE:
            hint = self._limit(question) or self._superseded(question) or self._meaning(question)
        return replace(question, explanation=question.explanation + hint) if hint else question

    def _article(self, question: Question) -> str:
        article = self.text.statute.article_of(question.evidence[0].target)
        return article.address if article else ""

    def _confusion(self, question: Question) -> str:
        """The described confusion that is about the sentence asked after: the part of it that speaks of this provision
        shares words with the sentence, more than any other confusion's does."""
        ranked = []
        for at, row in enumerate(self.confusions):
            if self._article(question) in {target.split("-p")[0] for target in row["targets"]}:
                score = self._about(question, row)
                if score >= ABOUT:
                    ranked.append((score, -at, row))
        if not ranked:
            return ""
        *_, row = max(ranked, key=lambda r: r[:2])
        return f"容易混的地方（{row['title']}）：{row['text']}"

    def _about(self, question: Question, row: Mapping[str, Any]) -> float:
        target = question.evidence[0].target
        if question.origin.split("@")[0] in _COMPLETE:
            target = re.sub(r"-i\d+.*$", "", target)  # the whole list, not its first item
        at = row.get("at", ())
        if at and not any(target == one or target.startswith(one + "-") for one in at):
            return 0.0
        terms = row.get("about", ())
        if terms and not any(term in self._whole(question) for term in terms):
            return 0.0
        words, own = plain(str(row["text"]), self.text.names), plain(question.evidence[0].quote, self.text.names)
        score = max(overlap(plain(part, self.text.names), own) for part in re.split("[；。]", str(row["text"])) if part)
        score += 1 if at or terms else 0
        return score + (
            0.5 if any(len(key) > 1 and plain(key, self.text.names) in words for key in self._asked(question)) else 0
        )

    def _asked(self, question: Question) -> set[str]:
        keys = {o.text for o in question.options if o.correct} | {w for blank in question.answers for w in blank}
        unit = re.search("____(个工作日|日|人)", question.stem)
        return {key + unit[1] for key in keys} if unit else keys

    def _whole(self, question: Question) -> str:
        """What a question is about in words: its slot where it has one, else the whole of it."""
        changed = re.findall("把“([^”]*)”改成了“([^”]*)”", question.explanation)
        if changed:
            return "".join(changed[0])
        return "".join(self._asked(question)) or question.stem

    def _limit(self, question: Question) -> str:
        """Another limit: the same number, or an act of the same family."""
        if "期限" not in question.tags:
            return ""
        target, stem = question.evidence[0].target, question.evidence[0].quote
        own = [r for r in self.text.timelimits if r.target == target and r.days is not None and r.quote in stem]
        if not own:
            return ""
        others = [r for r in self.text.timelimits if r.days is not None and r.target != target]
        first = own[0]
        others.sort(key=lambda r: (r.act[:1] != first.act[:1], r.days != first.days, abs(r.days - first.days)))
        for row in others:
            near = self.text.statute.index[row.target].text
            whole = next((s for s in re.findall(r"[^。]+。", near) if row.quote in s), "")
            if whole and len(whole) <= LONGEST:
                return f"不要与{printed(self.text.statute, row.target)}混淆：“{inner(whole)}”"
        return ""

    def _meaning(self, question: Question) -> str:
        """The sentence of the article's plain meaning that is about the sentence asked after, the whole meaning for a
        question after the article's place or of an article of one sentence; "" where it only repeats the text."""
        meaning = self.meanings.get(self._article(question), "")
        quote = plain(question.evidence[0].quote, self.text.names)
        parts = [(overlap(plain(s, self.text.names), quote), s) for s in meaning.split("。") if s]
        score, words = max(parts, default=(0.0, ""), key=lambda part: part[0])
        repeats = score > SAME and question.type == "judge"
        return f"也就是说：{words}。" if score >= LIKE and not repeats else ""

    def _superseded(self, question: Question) -> str:
        """What an earlier instrument said of the same matter, for provisions that stand alone in their article."""
        article = self._article(question)
        row = next((r for r in self.text.superseded if (r.get("new") or {}).get("target") == article), None)
        return f"新旧对照（{row['matter']}）：{row['note']}" if row and row.get("note") else ""


def neighbours(
    text: Text, confusions: Sequence[Mapping[str, Any]] = (), meanings: Sequence[Mapping[str, Any]] = ()
) -> Neighbours:
    """Ready to explain the questions of one statute."""
    return Neighbours(text, tuple(confusions), {row["target"]: row["text"] for row in meanings})
