"""What the browser searches in, of a campaign and its pages: one script that sets one variable.

Rows are arrays, since their keys would weigh more than their numbers; assets/search-engine.js names them. Text is kept
as it is printed: the browser makes the compared form, so that the data stays smaller than the text and its index.
"""

import json
import re
from collections.abc import Callable, Iterable, Iterator, Sequence, Set
from typing import Any

from tiaoli.model import Article, Campaign, Chapter, Page, Paragraph, Statute, TimeLimit, Unit
from tiaoli.search import tables
from tiaoli.search.sections import sections
from tiaoli.search.words import core, words
from tiaoli.timelimits import ACTS

DATA = "assets/search-data.js"
#: Kinds in the order in which they are shown; the first is the statute's own text.
KINDS = (
    ("provision", "条文"),
    ("commentary", "解读"),
    ("guide", "指南"),
    ("term", "名词"),
    ("local", "本地规定"),
    ("page", "其他"),
)
#: Pages that only list others, and questions with their keys, which a search must not give away.
_LEFT_OUT = ("index.md", "guides/index.md", "commentary/index.md", "local/index.md", "about.md")
_LEFT_OUT_UNDER = ("regulation/", "local/", "quiz/", "quizzes/", "practice/")
#: "（五）" before what it numbers
_LABEL = re.compile(r"^（[一二三四五六七八九十]+）")
#: "□ 不知道", "第五条第一项、第七条", "参考："
_EMPTY = re.compile(r"□|(?:条文)?（?(?:第[一二三四五六七八九十]+[条款项章][、和]?)+）?$|参考：$")
#: Characters from which a line that stands in the statute is a quotation and no chance.
_QUOTE = 16
_ACTS = {"复查申请": "请求复查", "复核申请": "请求复核"}
_NAMED = frozenset(name for name, _ in ACTS)
#: Characters of an act in the text's own words in a label.
_LONGEST = 24

Link = Callable[[str], str | None]


def script(campaign: Campaign, pages: Sequence[Page], link: Link) -> bytes:
    """The data as a classic script. `pages`: those that are published; `link`: address -> link from the site's root."""
    values, others = _values(campaign, pages, link)
    rows = bytearray()  # row by row: those of a thousand texts would weigh three times as much as their JSON
    for row in others:
        rows += (b"," if rows else b"") + _json(row)
    return b'window.tiaoliSearchData=%b,"others":[%b]};\n' % (_json(values)[:-1], rows)


def build(campaign: Campaign, pages: Sequence[Page], link: Link) -> dict[str, Any]:
    """The data as plain values."""
    values, others = _values(campaign, pages, link)
    return values | {"others": list(others)}


def _json(value: Any) -> bytes:
    """JSON that can stand in a script."""
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    return text.replace("</", "<\\/").replace("\u2028", "\\u2028").replace("\u2029", "\\u2029").encode()


def _values(campaign: Campaign, pages: Sequence[Page], link: Link) -> tuple[dict[str, Any], Iterator[list[Any]]]:
    """All but the rows of `others`, and those one by one; `pages` of the values is whole when the last has come."""
    published = {_html(page.path) for page in pages}
    places = _Places(link, published)
    statute, known = campaign.statute, words()
    provisions = [row for unit in _tops(statute) if (row := _provision(unit, campaign, places))]
    chars = _characters(campaign)
    values = {
        "v": 1,
        "title": statute.title,
        "names": [statute.title, *(campaign.settings.get("statute.short_names") or ())],
        "count": len(statute.articles),
        "kinds": [list(kind) for kind in KINDS],
        "pages": places.rows,
        "provisions": provisions,
        "chapters": _chapters(statute, places),
        "terms": [
            [str(term["term"]), str(term["target"])] for term in campaign.glossary if places.has(term.get("target"))
        ],
        "limits": [
            [t.days, t.unit, _amount(t), t.target]
            for t in campaign.timelimits
            if t.days is not None and places.has(t.target)
        ],
        "heads": [
            [h.amount, f"{h.what}{h.direction}{h.amount}人", h.target]
            for h in campaign.headcounts
            if places.has(h.target)
        ],
        "asking": {kind: list(said) for kind, said in known.asking.items()},
        "soft": list(known.soft),
        "idle": list(known.idle),
        "words": [["|".join(said), "|".join(law)] for said, law in known.words],
        "notes": [
            [note["said"], note["text"], list(note.get("try", ())), int(bool(note.get("outside")))]
            for note in known.notes.get(statute.title, ())
        ],
        "learnt": known.learnt.get(statute.title),
        "traditional": tables.traditional(chars),
        "pinyin": tables.pinyin(c for c in chars if "\u4e00" <= c <= "\u9fff"),
    }
    return values, _others(campaign, pages, places)


def _others(campaign: Campaign, pages: Sequence[Page], places: "_Places") -> Iterator[list[Any]]:
    """Articles of the local rules, then the pieces of all other pages."""
    for rule in campaign.local:
        yield from _local(rule, campaign, places)
    quoted = frozenset(unit.text for unit in campaign.statute.walk() if unit.text)
    for page in pages:
        yield from _page(page, places, quoted)


class _Places:
    """Pages named once in `rows`, then by their number."""

    def __init__(self, link: Link, published: set[str]) -> None:
        self.link, self.published = link, published
        self.rows: list[list[str]] = []
        self._known: dict[tuple[str, str], int] = {}

    def page(self, path: str, title: str) -> int:
        if (path, title) not in self._known:
            self._known[path, title] = len(self.rows)
            self.rows.append([path, title])
        return self._known[path, title]

    def has(self, address: str | None) -> bool:
        """Whether an address stands on a page that is published."""
        return bool(address) and (self.link(address) or "").partition("#")[0] in self.published

    def of(self, address: str, title: str) -> int | None:
        """Number of the page that an address stands on, None where that isn't published."""
        return self.page((self.link(address) or "").partition("#")[0], title) if self.has(address) else None


def _html(path: str) -> str:
    return path.removesuffix(".md") + ".html" if path.endswith(".md") else path


def _tops(statute: Statute) -> list[Unit]:
    """Articles, and paragraphs outside any article, in order."""
    return [
        u
        for u in statute.walk()
        if isinstance(u, Article) or isinstance(u, Paragraph) and statute.article_of(u.address) is None
    ]


def _chapter_name(statute: Statute, unit: Unit) -> str:
    above = next((u for u in statute.ancestors(unit.address) if isinstance(u, Chapter)), None)
    return f"{above.label}　{above.heading}".strip("　") if above else ""


def _units(unit: Unit) -> list[list[str]]:
    """[address's tail, label, text] of everything with text in an article, in order."""
    base = len(unit.address)
    return [
        [u.address[base:], u.label if u is not unit and u.kind in ("item", "subitem") else "", u.text]
        for u in unit.walk()
        if u.text
    ]


def _provision(unit: Unit, campaign: Campaign, places: _Places) -> list[Any] | None:
    """[page, address, label, heading, units, other ways to ask, limits in words, whole questions, what is said of it]."""
    page = places.of(unit.address, _chapter_name(campaign.statute, unit))
    if page is None:
        return None
    own = {u.address for u in unit.walk()}
    limits = [limit for limit in campaign.timelimits if limit.target in own and limit.days is not None]
    title, known = campaign.statute.title, words()
    asked = [known.topics.get(title, {}).get(unit.address, "")]
    for limit in limits:
        asked.append(f"{_own_act(limit)}期限 {_ACTS.get(limit.act, _own_act(limit))}时限")
    asked += [f"{head.what}人数" for head in campaign.headcounts if head.target in own]
    said = " ".join(dict.fromkeys(" ".join(asked).split()))
    chips = "，".join(dict.fromkeys(map(_phrase, limits)))
    questions = _questions(known.asked.get(title, {}).get(unit.address, ""), said, "".join(u.text for u in unit.walk()))
    about = "" if questions else _about(unit, campaign)
    return [page, unit.address, unit.label, unit.heading, _units(unit), said, chips, questions, about]


def _questions(asked: str, said: str, text: str) -> str:
    """The questions asked of an article in the order in which they pack best, without what is said or stated in the same words."""
    known, stated = set(said.split()), re.sub(r"[^\w]+", "", text)
    return " ".join(sorted(one for one in {core(one) for one in asked.split()} - known if one not in stated))


def _about(unit: Unit, campaign: Campaign) -> str:
    """What the campaign says of an article in words of its own: everyday words that lead to it where no questions do."""
    texts = [str(row.get("text", "")) for row in campaign.meanings if row.get("target") == unit.address]
    texts += [str(row.get("title", "")) for row in campaign.confusions if unit.address in row.get("targets", ())]
    return " ".join(texts)


def _amount(limit: TimeLimit) -> str:
    return f"{limit.days}{'个' if limit.unit in ('工作日', '月', '小时') else ''}{limit.unit or '日'}"


def _own_act(limit: TimeLimit) -> str:
    """The name of an act, or the text's own words, of which `act` holds only the first twelve characters."""
    return limit.act if limit.act in _NAMED else limit.what or limit.act


def _phrase(limit: TimeLimit) -> str:
    act = _ACTS.get(limit.act, _own_act(limit))
    act = act if len(act) <= _LONGEST else f"{act[: _LONGEST - 1]}…"
    return f"延长不超过{_amount(limit)}" if limit.act == "延长" else f"{_amount(limit)}内{act}"


def _chapters(statute: Statute, places: _Places) -> list[list[Any]]:
    """[number, name, page, address, first article, last article] of every chapter."""
    rows = []
    for chapter in statute.chapters:
        articles = [u.address for u in chapter.walk() if isinstance(u, Article)]
        page = places.of(chapter.address, f"{chapter.label}　{chapter.heading}".strip("　"))
        if page is not None and articles:
            rows.append([chapter.number, chapter.heading, page, chapter.address, articles[0], articles[-1]])
    return rows


def _local(rule: Statute, campaign: Campaign, places: _Places) -> Iterable[list[Any]]:
    """Articles of a local rule: [kind, page, anchor, title, text]."""
    title = str(campaign.local_meta.get(rule.slug, {}).get("title") or rule.title)
    for unit in _tops(rule):
        page = places.of(f"{rule.slug}#{unit.address}", f"《{title}》")
        if page is not None:
            yield [4, page, unit.address, f"{unit.label}　{unit.heading}".strip("　"), unit.full_text]


def _page(page: Page, places: _Places, quoted: Set[str]) -> Iterable[list[Any]]:
    """Pieces of any other page: [kind, page, anchor, title, text], without lines that only quote the statute: those are found there."""
    if (
        page.path in _LEFT_OUT
        or page.path.startswith(_LEFT_OUT_UNDER)
        or (page.meta.get("search") or {}).get("exclude")
    ):
        return
    top = page.path.partition("/")[0]
    kind = {"commentary": 1, "guides": 2, "glossary.md": 3}.get(top, 5)
    number = places.page(_html(page.path), page.title)
    for each in sections(page):
        yield [kind, number, each.anchor, each.title, _own(each.text, quoted) or each.text]


def _own(text: str, quoted: Set[str]) -> str:
    """A text without boxes to tick, lines that only name provisions, and those that stand in the statute word for word."""
    lines = [line for line in text.split("\n") if not _EMPTY.match(line) and not _quotes(line, quoted)]
    return "\n".join(lines)


def _quotes(line: str, quoted: Set[str]) -> bool:
    bare = _LABEL.sub("", line.strip(" 　“”"))
    return len(bare) >= _QUOTE and any(bare in own for own in quoted)


def _characters(campaign: Campaign) -> set[str]:
    """Characters of the default statute and of the words people use: those worth a row in the tables."""
    known = words()
    said = [text for row in known.words for side in row for text in side]
    said += [text for rows in (known.topics, known.asked) for text in rows.get(campaign.statute.title, {}).values()]
    said += [text for texts in known.asking.values() for text in texts]
    said += [text for rows in known.notes.values() for note in rows for text in note["said"]] + [
        str(term["term"]) for term in campaign.glossary
    ]
    said += [u.text + u.heading for u in campaign.statute.walk()] + [campaign.statute.title]
    return {c for text in said for c in text}
