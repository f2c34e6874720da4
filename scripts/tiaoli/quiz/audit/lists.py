"""Questions after the members of a list that the text draws up."""

import re

from tiaoli.quiz.audit.canon import Flat, overlap, plain
from tiaoli.quiz.audit.passages import Listing, Text
from tiaoli.quiz.audit.verdict import UNKNOWN, Truth
from tiaoli.quiz.stems import Stem

#: Words of a question that aren't words of the text.
_ASKING = re.compile(
    r"不是|该条|该款|本款|所?列举?|各项|以下|下列|下面|下述|哪些|哪几[项种个类]|哪[一]?[项种个类]|什么|包括|包含|主要|属于|不属于|不包括|不包含|有\s*[：:]?$|是\s*[：:]?$|的是|是哪|分别|内容|情况|情形之一|事项|选项|说法|正确|错误|不正确|方面|[？?]|所列|规定的?|之一|范围|条例|以上|多选|单选|的有|有：|其中|中\s*$|应当?具?有|一项|具体|以及"
)
_NOT = re.compile(r"不得|禁止|不应|不能|不准|严禁|不可")
_EDGE = "，。；：、"


def asked(text: Text, stem: Stem) -> str:
    """What a stem asks after, as flat text, question words left out."""
    return plain(_ASKING.sub("，", stem.body), text.names).replace("§", "")


def candidates(text: Text, stem: Stem) -> list[Listing]:
    """Lists that the stem asks after: every word of the question stands in the lead-in, and both forbid or neither."""
    words = asked(text, stem)
    out = []
    for listing in (*text.listings, *text.enumerations):
        if stem.cited and not any(_related(listing, c) for c in stem.cited):
            continue
        lead = listing.lead.text
        if words and bool(_NOT.search(lead)) != bool(_NOT.search(stem.body)):
            continue
        if not listing.items or (listing in text.enumerations and len(words) < 6):
            continue
        if len(words) >= 2 and covered(words, lead) or (stem.cited and covered(words, lead)):
            out.append(listing)
    return out


def _related(listing: Listing, cited: str) -> bool:
    return listing.article == cited or listing.target == cited or listing.target.startswith(cited + "-")


def covered(words: str, lead: str) -> bool:
    """Whether `words` are made of pieces of `lead`, two characters or more each, in the lead's order.

    >>> covered("信访工作原则", "信访工作应遵循下列原则"), covered("地方联席会议职责", "中央信访工作联席会议履行下列职责")
    (True, False)
    >>> covered("不得遵守法律", "应遵守法律，不得有下列行为")
    False
    """
    at = place = 0
    while at < len(words):
        length = next((n for n in range(len(words) - at, 1, -1) if lead.find(words[at : at + n], place) >= 0), 0)
        if length:
            place = lead.find(words[at : at + length], place) + length
            at += length
        elif words[at] in "应在有是时中和对因":
            at += 1
        else:
            return False
    return True


def member(text: Text, listing: Listing, option: str) -> Truth:
    """True when an option is an item of the list, its head, or clauses of it in a row."""
    words = plain(re.sub(r"^\s*[（(]?[一二三四五六七八九十\d]{1,2}[）)、.．]\s*", "", option), text.names)
    if len(words) < 2:
        return UNKNOWN
    for target, item in listing.items:
        if _stands(item, words):
            return Truth(True, None, "", target)
    return UNKNOWN


def _stands(item: Flat, words: str) -> bool:
    at = item.text.find(words)
    while at >= 0:
        end = at + len(words)
        opens = at == 0 or any(c in item.marks[at] for c in _EDGE)
        closes = end == len(item.text) or any(c in item.marks[end] for c in _EDGE)
        rest = "".join(item.marks[i] + item.text[i : i + 1] for i in range(end, len(item.text)))
        if opens and closes and not re.search("但|除外", rest) and (len(words) >= 4 or end - at == len(item.text)):
            return True
        at = item.text.find(words, at + 1)
    return False


def unlike(text: Text, listing: Listing, option: str) -> bool:
    """Whether no item of the list comes near the option."""
    words = plain(option, text.names)
    return all(overlap(words, item.text) < 0.6 for _, item in listing.items)
