"""Numbers of provisions -> addresses of one statute."""

import re
from collections.abc import Iterable

from tiaoli.model import Article, Item, Paragraph, Statute, Unit
from tiaoli.numerals import label, to_chinese

#: Levels as written -> prefix in addresses.
PREFIX = {"编": "part", "分编": "subpart", "章": "ch", "节": "sec", "条": "art", "款": "p", "项": "i", "目": "s"}


def resolve(statute: Statute, parts: tuple[tuple[str, str], ...]) -> tuple[str | None, str | None]:
    """Address of (("条","31"), ("项","6")), or None with a Chinese reason why there is no such provision.

    项 without 款 is looked for in the article's one list; an article with two lists needs its 款.
    """
    if not parts:
        return None, "没有写明条款"
    (level, number), rest = parts[0], parts[1:]
    if level == "条":
        article = statute.index.get(f"art-{number}")
        if article is None:
            return None, _no_article(statute, number)
        return _below(article, rest)
    address = f"{PREFIX[level]}-{number}"
    unit = statute.index.get(address) or next((u for u in statute.walk() if _is(u, level, number)), None)
    if unit is None:
        return None, f"《{statute.title}》没有{label(number, level)}"
    if rest and rest[0][0] == "节":
        section = f"{unit.address}-sec-{rest[0][1]}"
        if section in statute.index:
            return section, None
        return None, f"{label(number, level)}没有{label(rest[0][1], '节')}"
    return unit.address, None


def _is(unit: Unit, level: str, number: str) -> bool:
    return unit.term == level and unit.number == number


def _no_article(statute: Statute, number: str) -> str:
    articles = statute.articles
    if not articles:
        return f"《{statute.title}》没有第{number}条"
    last = articles[-1]
    return f"《{statute.title}》没有{label(number, '条')}，最后一条是{last.label.strip() or label(last.number, '条')}"


def _below(article: Unit, parts: tuple[tuple[str, str], ...]) -> tuple[str | None, str | None]:
    paragraphs = [u for u in article.children if isinstance(u, Paragraph)]
    name = article.label.strip()
    unit = article
    for level, number in parts:
        if level == "款":
            if not number.isdigit() or not 1 <= int(number) <= len(paragraphs):
                return None, f"{name}共{_count(len(paragraphs))}款，没有{label(number, '款')}"
            unit = paragraphs[int(number) - 1]
        elif level == "项":
            pools = [unit] if isinstance(unit, Paragraph) else [p for p in paragraphs if p.children]
            found = [i for p in pools for i in p.children if isinstance(i, Item) and i.number == number]
            if len(found) != 1:
                why = "有几处列举，要写明第几款" if found else f"没有{label(number, '项')}"
                return None, f"{name}{why}"
            unit = found[0]
        elif level == "目":
            found = [s for s in unit.children if s.number == number]
            if len(found) != 1:
                return None, f"{name}没有{label(number, '目')}"
            unit = found[0]
    return unit.address, None


def _count(number: int) -> str:
    return "两" if number == 2 else to_chinese(number)


#: 第二十三条第三款 -> 第二十三条, 第三款
_IN_ARTICLE = re.compile(r"(?P<article>第[^条]+条(?:之[一二三四五六七八九十]+)?)(?P<inside>.*)")


def printed_together(statute: Statute, addresses: Iterable[str]) -> str:
    """Several addresses in prose; 款 of one article, or its 项, go without its number after the first.

    art-23-p2, art-23-p3, art-34-p1 -> 第二十三条第二款、第三款、第三十四条
    """
    out: list[str] = []
    before = ("", "")
    for address in dict.fromkeys(addresses):
        name = printed(statute, address)
        found = _IN_ARTICLE.fullmatch(name)
        article, inside = (found["article"], found["inside"]) if found else (name, "")
        alike = (
            inside and before[1] and before[1][-1] == inside[-1] and before[1].count("第") == inside.count("第") == 1
        )
        out.append(inside if alike and before[0] == article else name)
        before = (article, inside)
    return "、".join(out)


def printed(statute: Statute, address: str) -> str:
    """How an address is written in prose: art-31-p1-i6 -> 第三十一条第六项, art-34-p1 -> 第三十四条.

    款 is named when the article has several, before its 项 too: 第二十二条第一款第三项.
    """
    unit = statute.index.get(address)
    if unit is None:
        return address
    chain = [unit, *statute.ancestors(address)]
    article = next((u for u in chain if isinstance(u, Article)), None)
    if article is None:
        return "".join(label(u.number, u.term) for u in reversed(chain) if u.number) or unit.label or address
    paragraphs = [u for u in article.children if isinstance(u, Paragraph)]
    out = label(article.number, "条")
    inside = chain[: chain.index(article)][::-1]
    for u in inside:
        if isinstance(u, Paragraph):
            out += label(u.number or str(paragraphs.index(u) + 1), "款") if len(paragraphs) > 1 else ""
        elif u.number:
            out += label(u.number, u.term)
    return out
