"""What a sentence says that a provision rules, without quotation marks: 第二十九条规定，……应当回避。

Nobody has to repeat the text to tell what it says, so a paraphrase is left alone; but words that are the provision's own but
for a character or two are most likely a slip, which an author wants to hear of.
"""

import re
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher

from tiaoli.citations.normalise import squeeze
from tiaoli.citations.quotations import cited_together
from tiaoli.citations.resolve import printed
from tiaoli.citations.verify import differences, nearest
from tiaoli.claims.finding import Finding
from tiaoli.model import WARNING, Citation, Statute

#: 第二十九条（也）规定，| 第三十五条第一款明确：; not 第六项规定的信访事项.
_STATES = re.compile(
    r"[）)]?(?:中|里)?(?:也|还|就|又|同时|明确|专门)?(?:规定|明确|写明|载明|要求|指出)(?:了|得很清楚)?[，,：:]\s*"
)
_STATED = re.compile(r"[^。！？；\n“”]+")
#: Fewer characters say nothing of their own.
LEAST = 14
#: Likeness from which words are the text's own but for a slip.
SLIP = 0.93


def find(text: str, citations: Sequence[Citation], statute: Statute) -> Iterator[Finding]:
    """A warning for words that are the provision's own but for a character or two."""
    for start, words, targets in _stated(text, citations, statute):
        said = squeeze(words).strip("，；：")
        if len(said) < LEAST or any(said in squeeze(statute.index[t].full_text) for t in targets):
            continue
        near, where = nearest(statute, said, targets)
        # words that begin or end otherwise were put together by the author
        if not near or not where or near == said or (near[:2], near[-2:]) != (said[:2], said[-2:]):
            continue
        if SequenceMatcher(None, said, near, autojunk=False).ratio() >= SLIP:
            message = (
                f"与{printed(statute, where)}差几个字（{differences(said, near)}），条文是“{near}”；是引用的请照条文改"
            )
            yield Finding(start, start + len(words), "misquote", message, WARNING, words, near, where)


def _stated(text: str, citations: Sequence[Citation], statute: Statute) -> Iterator[tuple[int, str, tuple[str, ...]]]:
    for at, citation in enumerate(citations):
        if citation.instrument is not None or citation.target is None:
            continue
        states = _STATES.match(text, citation.end)
        match = _STATED.match(text, states.end()) if states else None
        if match is None:
            continue
        together = cited_together(text, list(citations[: at + 1]))
        if any(one.instrument is not None or one.target is None for one in together):
            continue
        targets = tuple(t for one in together for t in (one.targets or (one.target,)) if t in statute.index)
        yield match.start(), match[0], targets
