"""What an explanation adds to the provision itself: the neighbouring rule that people take it for.

In this order: a confusion that the content root describes, another limit of the same kind, the rule of an earlier
instrument, the nearest sentence of the same article, the nearest one anywhere.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from tiaoli.citations.resolve import printed
from tiaoli.model import Item, Question
from tiaoli.quiz.audit.canon import overlap, plain
from tiaoli.quiz.audit.passages import Text
from tiaoli.quiz.drafting.common import Sentence, sentences

#: A neighbouring sentence is quoted whole, or not at all.
LONGEST = 110
#: A shorter text shares its few pieces with everything.
SHORTEST = 18
#: Shares of common pieces of two characters from which two texts are about the same thing.
ABOUT, NEAR = 0.2, 0.4


@dataclass(frozen=True)
class Neighbours:
    """A statute's sentences and the confusions described for it. `confusions`: rows of docs/_data/confusions.yml."""

    text: Text
    confusions: Sequence[Mapping[str, Any]]
    sentences: tuple[Sentence, ...]

    def added(self, question: Question) -> Question:
        """The question with the neighbouring rule behind its explanation."""
        hint = self._confusion(question)
        if not hint and "不要与" not in question.explanation:
            hint = self._limit(question) or self._superseded(question) or self._near(question)
        return replace(question, explanation=question.explanation + hint) if hint else question

    def _article(self, question: Question) -> str:
        article = self.text.statute.article_of(question.evidence[0].target)
        return article.address if article else ""

    def _confusion(self, question: Question) -> str:
        target = question.evidence[0].target
        here = printed(self.text.statute, re.sub(r"-i\d+.*$", "", target) if "-p" in target else target)
        exact, article = printed(self.text.statute, target), self._article(question)
        own = plain(question.evidence[0].quote, self.text.names)
        label = printed(self.text.statute, article) if article else ""
        keys = {o.text for o in question.options if o.correct} | {w for blank in question.answers for w in blank}
        ranked = []
        for row in self.confusions:
            if article not in row["targets"]:
                continue
            words = str(row["text"])
            named = exact in words or here in words
            elsewhere = re.findall(re.escape(label) + "第[一二三四五六七八九十]+[款项]", words) and not (
                exact in words or (here != label and here in words)
            )
            about = overlap(plain(words, self.text.names), own)
            if "期限" in question.tags and any(key in words for key in keys):
                named, about = True, about + 1
            if not elsewhere and (about >= ABOUT or named):
                ranked.append((about + named, row["title"], words))
        if not ranked:
            return ""
        _, title, words = max(ranked)
        return f"容易混的地方（{title}）：{words}"

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
                return f"不要与{printed(self.text.statute, row.target)}混淆：“{whole}”"
        return ""

    def _superseded(self, question: Question) -> str:
        """What an earlier instrument said of the same matter, for provisions that stand alone in their article."""
        article = self._article(question)
        row = next((r for r in self.text.superseded if (r.get("new") or {}).get("target") == article), None)
        return f"新旧对照（{row['matter']}）：{row['note']}" if row and row.get("note") else ""

    def _near(self, question: Question) -> str:
        shown = question.explanation + question.stem + "".join(option.text for option in question.options)
        article, own = self._article(question), plain(question.evidence[0].quote, self.text.names)
        ranked = []
        for sentence in self.sentences:
            if isinstance(sentence.unit, Item):
                continue  # an item alone may say the opposite of what its list says
            if len(sentence.text) > LONGEST or sentence.text.endswith("：") or sentence.text in shown:
                continue
            words = plain(sentence.text, self.text.names)
            like = overlap(words, own) if min(len(words), len(own)) >= SHORTEST else 0.0
            same = sentence.article == article
            if same or like >= NEAR:
                ranked.append((same, like, -len(ranked), sentence))
        if not ranked:
            return self._beside(article)
        same, _, _, sentence = max(ranked, key=lambda row: row[:3])
        where = printed(self.text.statute, sentence.address)
        if sentence.address == question.evidence[0].target:
            return f"同一款里还有：“{sentence.text}。”"
        return f"{'同一条里还有' if same else '相近的是'}{where}：“{sentence.text}。”"

    def _beside(self, article: str) -> str:
        """The article before or behind, where one sentence says it all: what a quotation's place is mixed up with."""
        articles = [a.address for a in self.text.statute.articles]
        at = articles.index(article) if article in articles else -1
        for near in [*articles[at + 1 : at + 2], *articles[max(0, at - 1) : max(0, at)]] if at >= 0 else ():
            first = next((s for s in self.sentences if s.article == near), None)
            if first and len(first.text) <= LONGEST and not first.text.endswith("："):
                return f"与它相邻的是{printed(self.text.statute, first.address)}：“{first.text}。”"
        return ""


def neighbours(text: Text, confusions: Sequence[Mapping[str, Any]] = ()) -> Neighbours:
    """Ready to explain the questions of one statute."""
    return Neighbours(text, tuple(confusions), tuple(sentences(text)))
