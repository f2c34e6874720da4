"""Find references to provisions in running text.

One pass of a regex cuts the text into atoms (instrument names, 第…条, 第…款, 前款, 本条 …); neighbouring atoms are joined
into references; each is given an instrument by the rules below and resolved. Rules, in this order:

1. a name directly before the reference (《条例》第三十四条, 本条例第三十四条, 刑法第二百条) is its instrument;
2. a list goes on with the instrument of its head (《刑法》第一条、第二条);
3. otherwise the last name in the same clause (《民法典》在第十条中);
4. otherwise the default statute. Nothing is bound across a sentence.
"""

import re
from collections.abc import Mapping
from dataclasses import replace

from tiaoli.citations.atoms import ATOM, ORDER, part
from tiaoli.citations.names import bare_name, is_ours, short_names
from tiaoli.citations.resolve import resolve
from tiaoli.model import Article, Citation, Item, Paragraph, Statute
from tiaoli.numerals import NUMERAL, parse_int, parse_number

#: Between a name and its reference: 《信访条例》（2005年）第二十一条.
_AFTER_NAME = re.compile(r"[（(](?!以下)[^（）()《》\n]{1,16}[）)]")
#: A name further off than this many characters binds nothing; keeps the pass linear.
NEAR = 120
_LIST = re.compile(r"^\s*(?:[、和与及或]|以及|或者|并|，(?=第))\s*$")
_RANGE = re.compile(r"^\s*(?:至|到|[-—–～~]{1,2})\s*$")
_CLAUSE_END = re.compile(r"[，。；：！？\n（(]")
#: 《旧条例》已废止，其中第五十一条: goes on about the same instrument.
_CONTINUED = re.compile(r"，(?=其中?|该)")
_SENTENCE_END = re.compile(r"[。！？\n]")


def find(
    text: str,
    statute: Statute,
    here: str | None = None,
    *,
    own_names: tuple[str, ...] = ("条例",),
    names: Mapping[str, str] | None = None,
) -> list[Citation]:
    """All references to provisions in `text`, in order, resolved against `statute`.

    `here`: address of the unit that the text is, for 前款, 本条, bare 第二款; without it these are left out.
    `own_names`: short names of the statute; `names`: short names defined elsewhere in the same document (those that
    `text` defines are added). A reference to another instrument has `instrument` set and `target` None; one of ours that
    does not exist has `target` None and a `reason`. Linear in the length of the text.
    """
    if not any(term in text for term in ORDER):
        return []
    defined = {**(names or {}), **short_names(text)}
    reader = _Reader(text, statute, here, own_names, defined)
    return reader.read()


def _numbers(atom: re.Match) -> list[re.Match]:
    """The numbers of a list, each with its brackets, by their place in the text."""
    start, end = atom.span("several" if atom["several"] else "items")
    pattern = _BRACKETED if atom["items"] else _NUMBER
    return list(pattern.finditer(atom.string, start, end))


def _canonical(number: re.Match) -> str:
    digits = number[0].strip("（()）")
    value = parse_int(digits)
    return digits if value is None else str(value)


_NUMBER, _BRACKETED = re.compile(rf"[{NUMERAL}]+"), re.compile(rf"[（(][{NUMERAL}]+[）)]")


class _Reader:
    """State of one pass: where the last reference ended, what it was, what the clause named."""

    def __init__(self, text: str, statute: Statute, here: str | None, own: tuple[str, ...], names: Mapping[str, str]):
        self.text, self.statute, self.here, self.own, self.names = text, statute, here, own, names
        self.found: list[Citation] = []
        self.parts: tuple[tuple[str, str], ...] = ()  # of the last reference, for lists: 第一款、第三款
        self.instrument: str | None = None  # None: ours
        self.named_at = -1  # end of the last instrument name
        self.named: str | None = None
        self.last_end = -1

    def read(self) -> list[Citation]:
        atoms = list(ATOM.finditer(self.text))
        i = 0
        while i < len(atoms):
            atom = atoms[i]
            if atom["title"] or atom["self"]:
                self._name(atom)
                i += 1
            elif atom["several"] or atom["items"]:
                self._listed(atom, _numbers(atom))
                i += 1
            elif atom["again"]:
                if atom.start() - 1 == self.last_end:  # 三条 that counts something stands behind no reference
                    self._emit(atom.start(), atom.end(), (("条", parse_number(atom["again"]) or atom["again"]),))
                i += 1
            elif (atom["loose"] or atom["kind"]) or atom["short"] and not self._has_name(atom.start()):
                i += 1  # a bracketed number or 三条 on its own
            elif atom["previous"] or (atom["this"] and not self._follows(atom)):
                i = self._relative(atoms, i)
            else:
                i = self._reference(atoms, i)
        return self.found

    def _has_name(self, start: int) -> bool:
        near = self.named_at >= 0 and start - self.named_at <= NEAR
        return (
            near
            and self.text[self.named_at : start].strip() == ""
            or bare_name(self.text, start, self.statute, self.own, self.names)[0]
        )

    def _listed(self, atom: re.Match, numbers: list[re.Match], attached: bool = False) -> None:
        """第三十四、三十五条, 第一至三项, 第（一）、（三）项: one reference a number, the first with 第."""
        level = atom["slevel"] or "项"
        for number in numbers:
            last = number.end() == atom.end("several" if atom["several"] else "items")
            start = atom.start() if number is numbers[0] and not attached else number.start()
            end = atom.end() if last else number.end()
            self._emit(start, end, ((level, _canonical(number)),), attached or number is not numbers[0])

    def _follows(self, atom: re.Match) -> bool:
        return self.named_at == atom.start()

    def _name(self, atom: re.Match) -> None:
        if atom["self"]:
            # 本条例: in the statute's own text and in prose about it; 本法 in prose about a 条例 is another's.
            kind = atom["self"][1:]
            ours = self.statute.title.endswith(kind) or atom["self"][0] == "该" and kind in self.own
            self.named = None if ours else atom["self"]
        else:
            inner = atom["title"][1:-1]
            self.named = None if is_ours(inner, self.statute, self.names, self.own) else self.names.get(inner, inner)
        self.named_at = atom.end()
        if year := _AFTER_NAME.match(self.text, atom.end()):
            self.named_at = year.end()

    def _reference(self, atoms: list[re.Match], i: int) -> int:
        first = atoms[i]
        parts, j, end = [part(first)], i + 1, first.end()
        while j < len(atoms):  # 第三十一条 第六项, 第三十一条的第六项
            gap = self.text[end : atoms[j].start()]
            level = part(atoms[j])
            if (
                level is None
                or gap not in ("", "的", " ")
                or atoms[j]["several"]
                or atoms[j]["items"]
                or atoms[j]["short"]
                or ORDER[level[0]] <= ORDER[parts[-1][0]]
            ):
                break
            parts.append(level)
            end = atoms[j].end()
            j += 1
        start = first.start()
        follows = atoms[j] if j < len(atoms) and self.text[end : atoms[j].start()] in ("", "的", " ") else None
        if follows is not None and (follows["several"] or follows["items"]):  # 第三十一条第（一）、（三）项
            level = follows["slevel"] or "项"
            if ORDER[level] > ORDER[parts[-1][0]]:
                one, *others = _numbers(follows)
                self._emit(start, one.end(), (*parts, (level, _canonical(one))))
                self._listed(follows, others, attached=True)
                return j + 1
        self._emit(start, end, tuple(parts))
        return j

    def _emit(self, start: int, end: int, parts: tuple[tuple[str, str], ...], attached: bool = False) -> None:
        text = self.text
        gap = text[self.last_end : start] if self.last_end >= 0 else ""
        listed = attached or self.last_end >= 0 and bool(_LIST.match(gap)) and self.named_at <= self.last_end
        ranged = self.last_end >= 0 and bool(_RANGE.match(gap))
        level = parts[0][0]
        direct, instrument = False, None
        near = self.named_at >= 0 and start - self.named_at <= NEAR
        if near and text[self.named_at : start].strip() in ("", "的"):
            direct, instrument = True, self.named
        if not direct and not (listed or ranged):
            direct, instrument = bare_name(self.text, start, self.statute, self.own, self.names)
        if direct:
            pass
        elif listed or ranged:
            instrument = self.instrument
        elif near and not _CLAUSE_END.search(_CONTINUED.sub("", text[self.named_at : start])):
            instrument = self.named
        else:
            instrument = None
        whole = self._inherit(parts, start, listed or ranged, direct)
        if whole is None:
            return
        head = start
        if direct and near and text[self.named_at : start].strip() == "":
            head = self._name_start()
        shown = text[head:end]
        self.last_end, self.parts, self.instrument = end, whole, instrument
        if instrument is not None:
            self.found.append(Citation(shown, head, end, None, instrument=instrument))
            return
        target, reason = resolve(self.statute, whole)
        bare = len(whole) == len(parts) and level != "条"
        if target is None and bare and not direct and self.here is None:
            return  # 第三节课, 第七章 of somebody's own plan
        self.found.append(Citation(shown, head, end, target, reason=reason))
        if ranged and len(self.found) > 1:
            self._close_range()

    def _name_start(self) -> int:
        name_end = self.named_at
        if self.text[name_end - 1] in "》）)":
            return self.text.rfind("《", 0, name_end)
        return max(self.text.rfind("本", 0, name_end), self.text.rfind("该", 0, name_end))

    def _inherit(
        self, parts: tuple[tuple[str, str], ...], start: int, joined: bool, direct: bool
    ) -> tuple[tuple[str, str], ...] | None:
        """The full chain of a bare 第三款 or 第六项; None when it is no reference."""
        level = parts[0][0]
        if level in ("条", "编", "章") or direct and level in ("分编", "节"):
            return parts
        if joined and self.parts:
            above = tuple(p for p in self.parts if ORDER[p[0]] < ORDER[level])
            if above:
                return above + parts
        if self.here is not None and level in ("款", "项", "目"):
            return self._from_here(level) + parts
        same_sentence = self.last_end >= 0 and not _SENTENCE_END.search(self.text[self.last_end : start])
        if level == "款" and same_sentence and self.parts and self.parts[0][0] == "条" and self.instrument is None:
            return (self.parts[0], *parts)
        return None

    def _from_here(self, level: str) -> tuple[tuple[str, str], ...]:
        chain = (
            [self.statute.index[self.here], *self.statute.ancestors(self.here)]
            if self.here in self.statute.index
            else []
        )
        article = next((u for u in chain if isinstance(u, Article)), None)
        if article is None:
            return ()
        out = [("条", article.number)]
        paragraph = next((u for u in chain if isinstance(u, Paragraph)), None)
        if level != "款" and paragraph is not None and (level == "目" or paragraph.children):
            out.append(("款", str(article.children.index(paragraph) + 1)))
        item = next((u for u in chain if isinstance(u, Item)), None)
        if level == "目" and item is not None:
            out.append(("项", item.number))
        return tuple(out)

    def _close_range(self) -> None:
        first, last = self.found[-2], self.found[-1]
        if first.target is None or last.target is None:
            return
        order = [u.address for u in self.statute.walk() if u.kind == self.statute.index[last.target].kind]
        if first.target in order and last.target in order:
            a, b = order.index(first.target), order.index(last.target)
            if a <= b:
                self.found[-2] = replace(first, targets=tuple(order[a : b + 1]))
            else:
                self.found[-1] = replace(last, target=None, reason="范围的起止写反了")

    def _relative(self, atoms: list[re.Match], i: int) -> int:
        """前款, 前两款, 前条, 本条第二款: only where `here` says what stands before."""
        atom = atoms[i]
        if self.here is None or self.here not in self.statute.index:
            return i + 1
        chain = [self.statute.index[self.here], *self.statute.ancestors(self.here)]
        level = atom["plevel"] or atom["tlevel"]
        unit = next((u for u in chain if u.term == level), None)
        if atom["this"]:
            if unit is None:
                return i + 1
            j, end = i + 1, atom.end()
            if level == "条" and j < len(atoms) and atoms[j].start() == end and part(atoms[j]):
                parts = [("条", unit.number), part(atoms[j])]
                end, j = atoms[j].end(), j + 1
                if j < len(atoms) and atoms[j].start() == end and (more := part(atoms[j])):
                    parts.append(more)
                    end, j = atoms[j].end(), j + 1
                target, reason = resolve(self.statute, tuple(parts))
                self.parts, self.last_end, self.instrument = tuple(parts), end, None
            else:
                target, reason = unit.address, None
                self.parts, self.last_end, self.instrument = (("条", unit.number),) if level == "条" else (), end, None
            self.found.append(Citation(self.text[atom.start() : end], atom.start(), end, target, reason=reason))
            return j
        count = parse_int(atom["count"]) if atom["count"] else 1
        targets = self._before(unit, level, count or 1)
        target = targets[0] if targets else None
        reason = None if targets else f"{atom[0]}之前没有{level}"
        self.found.append(
            Citation(
                atom[0], atom.start(), atom.end(), target, reason=reason, targets=targets if len(targets) > 1 else ()
            )
        )
        self.last_end, self.parts, self.instrument = atom.end(), (), None
        return i + 1

    def _before(self, unit, level: str, count: int) -> tuple[str, ...]:
        if unit is None:
            return ()
        if level == "条":
            peers = list(self.statute.articles)
        else:
            parent = self.statute.parents.get(unit.address)
            peers = [u for u in parent.children if u.kind == unit.kind] if parent else []
        at = peers.index(unit) if unit in peers else 0
        return tuple(u.address for u in peers[at - count : at]) if at >= count else ()
