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

from tiaoli.citations.normalise import squeeze
from tiaoli.citations.resolve import resolve
from tiaoli.model import Article, Citation, Item, Paragraph, Statute
from tiaoli.numerals import NUMERAL, parse_int, parse_number

_N = rf"[{NUMERAL}]{{1,8}}"
_KINDS = "法典|法|条例|办法|规定|决定|规则|细则|准则|章程|党章|解释|意见|通知|规范"

ATOM = re.compile(
    rf"""
      (?P<title>《(?:[^《》\n]|《[^《》\n]*》|〈[^〈〉\n]*〉){{1,80}}》)          # 《信访工作条例》
    | (?P<self>[本该](?:条例|法典|法|办法|规定|决定|规则|细则|准则|章程|解释|意见|通知|规范))   # 本条例
    | 第\s?(?P<number>{_N})\s?(?P<level>条|款|项|目|章|节|分编|编)(?P<sub>(?:之[一二三四五六七八九十]{{1,3}})*)   # 第十二条之一
    | 第\s?(?P<several>{_N}(?:[、至到—-]{_N})+)\s?条                        # 第三十四、三十五条, 第五十至五十二条
    | (?<=条)第\s?(?P<kind>{_N})\s?(?:种|类)(?=情形|情况|事项)             # 第三十一条第六种情形
    | (?<=[条款])[（(]\s?(?P<loose>{_N})\s?[）)]项?                         # 第三十一条（六）项
    | (?<=[》例法定则])\s?(?P<short>{_N})\s?条(?![款例件约幅])              # 条例34条
    | 第\s?[（(]\s?(?P<bracket>{_N})\s?[）)]\s?项                          # 第（六）项
    | (?P<previous>前)(?P<count>[一二两三四五六七八九十])?(?P<plevel>款|条|项)(?!件|目|的?规模)   # 前款, 前两款
    | (?P<this>本)(?P<tlevel>条|款|项|章|节)(?![例约目次])                      # 本条
    """,
    re.VERBOSE,
)
#: A bare law name that ends right before the reference: 依照治安管理处罚法第二十三条.
BARE_NAME = re.compile(rf"(?:[\u4e00-\u9fff]{{0,24}}?)(?:{_KINDS}|宪法|刑法)$")
#: Words after which a bare 条例/法 starts a name of its own: 根据|条例第三十四条.
_BEFORE_NAME = re.compile(
    r"(?:根据|按照|依照|依据|遵照|违反|执行|落实|学习|宣传|贯彻|符合|对照|适用|参照|引用|结合|以及|[和与及或对在的该本将把由从按照见看据如由用至是有])$"
)
#: Ends that look like a name but are verbs or plain words: 《条例》规定第…, 违法第….
_NOT_A_NAME = re.compile(
    r"(?:^|[》，。；：、])(?:[的在中]|明确|作出)?(?:规定|决定|解释|意见|通知|规范)$|(?:违|依|合|守|普|执|司|立|方|做|看|想|说|用|无|设)法$"
)
#: Between a name and its reference: 《信访条例》（2005年）第二十一条.
_AFTER_NAME = re.compile(r"[（(](?!以下)[^（）()《》\n]{1,16}[）)]")
_LIST = re.compile(r"^\s*(?:[、和与及或]|以及|或者|并|，(?=第))\s*$")
_RANGE = re.compile(r"^\s*(?:至|到|[-—–～~]{1,2})\s*$")
_CLAUSE_END = re.compile(r"[，。；：！？\n（(]")
#: 《旧条例》已废止，其中第五十一条: goes on about the same instrument.
_CONTINUED = re.compile(r"，(?=其中?|该)")
_SENTENCE_END = re.compile(r"[。！？\n]")
_ORDER = {"编": 0, "分编": 1, "章": 2, "节": 3, "条": 4, "款": 5, "项": 6, "目": 7}
_DEFINED = re.compile(
    r"《([^《》\n]{2,60})》\s?[（(]以下(?:统一)?(?:简)?称(?:为)?[：:]?\s?[《“]([^《》”\n]{1,30})[》”]\s?[）)]"
)


#: 《中华人民共和国X法》 and 《X条例（2022年）》 are X; a title that begins so itself is compared as it is by `squeeze`.
_PLAIN_TITLE = re.compile(r"^中华人民共和国(?=.{2,})|[（(](?:\d{4}年?(?:修订|修正|版|本)?|试行|修订|修正)[）)]$")


def short_names(text: str) -> dict[str, str]:
    """Names that the text itself defines: 《甲条例》（以下简称《条例》） -> {"条例": "甲条例"}.

    >>> short_names("《示例条例》（以下简称《条例》）规定")
    {'条例': '示例条例'}
    """
    return {match[2]: match[1] for match in _DEFINED.finditer(text)}


def is_ours(name: str, statute: Statute, names: Mapping[str, str], own: tuple[str, ...]) -> bool:
    """Whether a name written in 《》 or bare means the default statute; what the text defines goes first."""
    return squeeze(_PLAIN_TITLE.sub("", names.get(name, name))) in {
        squeeze(_PLAIN_TITLE.sub("", n)) for n in (statute.title, *own)
    }


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
    if (
        "条" not in text
        and "款" not in text
        and "项" not in text
        and "章" not in text
        and "节" not in text
        and "编" not in text
    ):
        return []
    defined = {**(names or {}), **short_names(text)}
    reader = _Reader(text, statute, here, own_names, defined)
    return reader.read()


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
        self.in_range = False

    def read(self) -> list[Citation]:
        atoms = list(ATOM.finditer(self.text))
        i = 0
        while i < len(atoms):
            atom = atoms[i]
            if atom["title"] or atom["self"]:
                self._name(atom)
                i += 1
            elif atom["several"]:
                self._several(atom)
                i += 1
            elif (atom["loose"] or atom["kind"]) or atom["short"] and not self._has_name(atom.start()):
                i += 1  # a bracketed number or 三条 on its own
            elif atom["previous"] or (atom["this"] and not self._follows(atom)):
                i = self._relative(atoms, i)
            else:
                i = self._reference(atoms, i)
        return self.found

    def _has_name(self, start: int) -> bool:
        return self.text[self.named_at : start].strip() == "" and self.named_at >= 0 or self._bare_name(start)[0]

    def _several(self, atom: re.Match) -> None:
        """第三十四、三十五条 and 第五十至五十二条: one reference a number, the first with 第."""
        first = True
        for number in re.finditer(rf"[{NUMERAL}]+", atom["several"]):
            start = atom.start("several") + number.start()
            end = atom.end() if number.end() == len(atom["several"]) else start + len(number[0])
            parsed = parse_number(number[0])
            self._emit(atom.start() if first else start, end, (("条", parsed or number[0]),))
            first = False

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

    def _bare_name(self, start: int) -> tuple[bool, str | None]:
        """(there is a bare name right before `start`, its instrument or None for ours)."""
        before = self.text[max(0, start - 30) : start].rstrip("的 ")
        if not before or before[-1] not in "法典例定则程章释见知范":
            return False, None
        for name in {self.statute.title, *self.own}:  # 条例规定第二十三条
            before = re.sub(rf"{name}(?:规定|明确|解释|意见)$", name, before)
        match = BARE_NAME.search(before)
        if not match or _NOT_A_NAME.search(before):
            return False, None
        for name in sorted({self.statute.title, *self.own}, key=len, reverse=True):
            if before.endswith(name):
                rest = before[: -len(name)]
                if not rest or not "\u4e00" <= rest[-1] <= "\u9fff" or _BEFORE_NAME.search(rest):
                    return True, None if is_ours(name, self.statute, self.names, self.own) else self.names[name]
        name = re.split(r"[^\u4e00-\u9fff]", before)[-1]
        name = re.sub(r"^.*(?:根据|按照|依照|依据|遵照|违反|执行|落实|符合|适用|参照|以及|[和与及或])", "", name)
        if name in self.own:
            return True, None
        if len(name) < 2 or name in _PLAIN:
            return False, None
        return True, name

    def _reference(self, atoms: list[re.Match], i: int) -> int:
        first = atoms[i]
        parts, j, end = [_part(first)], i + 1, first.end()
        while j < len(atoms):  # 第三十一条 第六项, 第三十一条的第六项
            gap = self.text[end : atoms[j].start()]
            part = _part(atoms[j])
            if (
                part is None
                or gap not in ("", "的", " ")
                or atoms[j]["several"]
                or atoms[j]["short"]
                or _ORDER[part[0]] <= _ORDER[parts[-1][0]]
            ):
                break
            parts.append(part)
            end = atoms[j].end()
            j += 1
        start = first.start()
        self._emit(start, end, tuple(parts))
        return j

    def _emit(self, start: int, end: int, parts: tuple[tuple[str, str], ...]) -> None:
        text = self.text
        gap = text[self.last_end : start] if self.last_end >= 0 else ""
        listed = self.last_end >= 0 and bool(_LIST.match(gap)) and self.named_at <= self.last_end
        ranged = self.last_end >= 0 and bool(_RANGE.match(gap))
        level = parts[0][0]
        direct, instrument = False, None
        if self.named_at >= 0 and text[self.named_at : start].strip() in ("", "的"):
            direct, instrument = True, self.named
        if not direct and not (listed or ranged):
            direct, instrument = self._bare_name(start)
        if direct:
            pass
        elif listed or ranged:
            instrument = self.instrument
        elif self.named_at >= 0 and not _CLAUSE_END.search(_CONTINUED.sub("", text[self.named_at : start])):
            instrument = self.named
        else:
            instrument = None
        whole = self._inherit(parts, start, listed or ranged, direct)
        if whole is None:
            return
        head = start
        if direct and self.named_at >= 0 and text[self.named_at : start].strip() == "":
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
            above = tuple(p for p in self.parts if _ORDER[p[0]] < _ORDER[level])
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
            if level == "条" and j < len(atoms) and atoms[j].start() == end and _part(atoms[j]):
                parts = [("条", unit.number), _part(atoms[j])]
                end, j = atoms[j].end(), j + 1
                if j < len(atoms) and atoms[j].start() == end and (part := _part(atoms[j])):
                    parts.append(part)
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


#: Plain words that end like an instrument's name.
_PLAIN = frozenset(
    {
        "办法",
        "规定",
        "决定",
        "解释",
        "意见",
        "通知",
        "规范",
        "规则",
        "方法",
        "做法",
        "看法",
        "执法",
        "司法",
        "立法",
        "普法",
        "违法",
        "依法",
        "合法",
        "守法",
        "用法",
        "说法",
        "想法",
        "无法",
        "设法",
        "非法",
        "法",
        "条例",
    }
)


def _part(atom: re.Match) -> tuple[str, str] | None:
    """(level, canonical number) of an atom, None for names and relative atoms."""
    if item := atom["bracket"] or atom["loose"] or atom["kind"]:
        value = parse_int(item)
        return None if value is None else ("项", str(value))
    if atom["short"]:
        value = parse_int(atom["short"])
        return None if value is None else ("条", str(value))
    if not atom["level"]:
        return None
    number = parse_number(atom["number"] + atom["sub"])
    return (atom["level"], number) if number else (atom["level"], atom["number"])
