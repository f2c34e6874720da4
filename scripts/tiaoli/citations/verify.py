"""Compare a quotation with the text of the statute, and judge where it was cut.

Verbatim means: the same characters, white space and width of punctuation aside; …… stands for what was left out. A cut is
judged up to the full stop with the list's lead-in: an exception (但, 除外, 可以延长) or the scope must not be left out unless
the same paragraph says it in other words.
"""

import difflib
import re
from dataclasses import dataclass
from functools import lru_cache

from tiaoli.citations.normalise import squeeze
from tiaoli.citations.resolve import printed
from tiaoli.model import ERROR, WARNING, Item, Paragraph, Statute

_ELLIPSIS = re.compile(r"…+|\.{3,}|·{3,}|〔略〕|（略）|\(略\)")
_EDGE = "，。；：、“”‘’！？"
_OWN_LABEL = re.compile(r"^第[一二三四五六七八九十百零\d]+条(?:之[一二三四五六七八九十]+)?")
_EXCEPTION = re.compile(r"(?:^|[，；])但|除外|可以(?:适当)?延长|不适用|不受.{0,8}限制|另有规定")
#: A condition or object of a rule that stands before it: 对……的， / 对……事项 / ……的，
_SCOPE = re.compile(r"对[^，。；：]{4,}?(?=，|应当|可以|不得|必须)|[^，。；：]{2,}的(?=，)")
_NORM = re.compile(r"应当|不得|可以|必须|有权|不再|不予|予以|\d+(?:个工作)?日|超过")
_DURATION = re.compile(r"[\d一二三四五六七八九十]+(?:个工作日|个月|日|年|小时)")
_NEGATION = re.compile(r"不得|禁止|不准|严禁|不许|不能|不可|违反|违规|误")
#: Share of the two-character pieces of a left-out clause that its paragraph must hold for it to count as said.
SAID = 0.3


@dataclass(frozen=True, slots=True)
class Verdict:
    """`ok` with code "verbatim", or a finding: code misquote, wrong-article, cut-exception, cut-scope, cut-lead-in.

    `expected` is the nearest wording of the text, `where` its address.
    """

    ok: bool
    code: str
    message: str = ""
    severity: str = ERROR
    expected: str | None = None
    where: str | None = None


@lru_cache(maxsize=32)
def _units(statute: Statute) -> tuple[tuple[str, str, str], ...]:
    """(address, squeezed text, squeezed lead-in) of every paragraph and item."""
    out = []
    for unit in statute.walk():
        if unit.text and unit.kind in ("paragraph", "item", "subitem"):
            parent = statute.parents.get(unit.address)
            lead = parent.text if parent is not None and unit.kind != "paragraph" else ""
            out.append((unit.address, squeeze(unit.text), squeeze(lead)))
    return tuple(out)


@lru_cache(maxsize=4096)
def _flat(statute: Statute, address: str) -> tuple[str, ...]:
    """The unit's whole text squeezed, with and without labels of items."""
    unit = statute.index[address]
    bare = "".join(u.text for u in unit.walk())
    out = [squeeze(unit.full_text), squeeze(bare)] + [squeeze(unit.heading), squeeze(unit.label + unit.heading)] * bool(
        unit.heading
    )
    if isinstance(unit, Item):
        out.append(squeeze(unit.label + unit.text))
        lead = statute.parents.get(address)
        if isinstance(lead, Paragraph):
            out += [squeeze(lead.text + unit.label + unit.text), squeeze(lead.text + unit.text)]
    return tuple(out)


def pieces(quote: str) -> list[str]:
    """The quotation as squeezed runs between ellipses, outer punctuation and a leading 第…条 taken off."""
    runs = [squeeze(run).strip(_EDGE) for run in _ELLIPSIS.split(quote)]
    return [_OWN_LABEL.sub("", run) or run for run in runs if run]


def _in_order(runs: list[str], text: str) -> bool:
    at = 0
    for run in runs:
        at = text.find(run, at)
        if at < 0:
            return False
        at += len(run)
    return True


def locate(statute: Statute, quote: str, targets: tuple[str, ...] = ()) -> str | None:
    """Address of the first of `targets` (all articles when empty) whose text holds the quotation verbatim."""
    runs = pieces(quote)
    if not runs:
        return None
    for address in targets or [u.address for u in statute.body] + [u.address for u in statute.articles]:
        if address in statute.index and any(_in_order(runs, flat) for flat in _flat(statute, address)):
            return address
    return None


def verify(statute: Statute, quote: str, targets: tuple[str, ...] = (), context: str = "") -> Verdict:
    """Judge a quotation against the provisions it is given for (anywhere in the statute when `targets` is empty).

    `context`: the paragraph or explanation around it, where what was cut may be said in other words.
    """
    runs = pieces(quote)
    if not runs:
        return Verdict(True, "verbatim")
    inside = targets or tuple(a.address for a in statute.articles) or tuple(u.address for u in statute.body)
    where = locate(statute, quote, inside)
    if where is None:
        other = locate(statute, quote, tuple(a.address for a in statute.articles)) if targets else None
        if other is not None:
            named = printed(statute, _exact(statute, runs[0], other) or other)
            said = "、".join(printed(statute, t) for t in targets)
            return Verdict(False, "wrong-article", f"引文在{named}，不在{said}：请改正条号", ERROR, named, other)
        return _misquote(statute, quote, inside, targets)
    return _judge_cut(statute, runs, where, _without(squeeze(context), runs))


def _without(context: str, runs: list[str]) -> str:
    for run in runs:
        context = context.replace(run, "　")
    return context


def _exact(statute: Statute, run: str, within: str) -> str | None:
    prefix = within + "-"
    return next((a for a, text, _ in _units(statute) if run in text and (a == within or a.startswith(prefix))), None)


def _misquote(statute: Statute, quote: str, inside: tuple[str, ...], targets: tuple[str, ...]) -> Verdict:
    squeezed = "".join(pieces(quote))
    near, where = nearest(statute, squeezed, inside)
    name = printed(statute, where) if where else f"《{statute.title}》"
    if near is None:
        return Verdict(False, "misquote", f"引文不是{name}的原文：请照条文改正，或去掉引号", ERROR, None, where)
    if not targets and difflib.SequenceMatcher(None, squeezed, near, autojunk=False).ratio() < 0.5:
        message = f"《{statute.title}》里没有这句话：请照条文改正，或写明出处并去掉引号"
        return Verdict(False, "misquote", message, ERROR, near, where)
    return Verdict(
        False, "misquote", f"引文与{name}不符（{differences(squeezed, near)}），条文是“{near}”", ERROR, near, where
    )


def nearest(statute: Statute, squeezed: str, inside: tuple[str, ...]) -> tuple[str | None, str | None]:
    """The run of clauses in the given units that is most like the quotation, and its address."""
    best: tuple[float, str | None, str | None] = (0.0, None, None)
    wanted = set(_bigrams(squeezed))
    for address, text, _ in _units(statute):
        if not any(address == t or address.startswith(t + "-") or t.startswith(address + "-") for t in inside):
            continue
        if wanted and len(wanted & set(_bigrams(text))) / len(wanted) < 0.3:
            continue
        clauses = [c for c in re.split(r"(?<=[，。；：])", text) if c]
        for i in range(len(clauses)):
            for j in range(i + 1, min(len(clauses), i + 12) + 1):
                window = "".join(clauses[i:j]).strip(_EDGE)
                if len(window) > 2 * len(squeezed) + 20:
                    break
                ratio = difflib.SequenceMatcher(None, squeezed, window, autojunk=False).ratio()
                if ratio > best[0]:
                    best = (ratio, window, address)
    return best[1], best[2]


def _joined(opcodes: list[tuple[str, int, int, int, int]]) -> list[tuple[str, int, int, int, int]]:
    """Differences only, those with two equal characters or fewer between them made one."""
    out: list[tuple[str, int, int, int, int]] = []
    for op, a, b, c, d in opcodes:
        if op == "equal":
            continue
        if out and a - out[-1][2] <= 2 and c - out[-1][4] <= 2:
            _, a, _, c, _ = out.pop()
            op = "replace"
        out.append((op, a, b, c, d))
    return out


def differences(found: str, expected: str, most: int = 4) -> str:
    """What differs, in words: “15个工作日”应为“15日”.

    >>> differences("应当在16日内告知", "应当在15日内告知")
    '“16”应为“15”'
    """
    out = []
    for op, a, b, c, d in _joined(difflib.SequenceMatcher(None, found, expected, autojunk=False).get_opcodes()):
        # widen to whole numbers, so that 6 for 5 reads 16 for 15
        while a and c and found[a - 1 : a].isdigit() and expected[c - 1 : c].isdigit():
            a, c = a - 1, c - 1
        while found[b : b + 1].isdigit() and found[b : b + 1] == expected[d : d + 1]:
            b, d = b + 1, d + 1
        if op == "insert" and d - c > 1:
            out.append(f"少了“{expected[c:d]}”")
        elif op == "delete" and b - a > 1:
            out.append(f"多了“{found[a:b]}”")
        else:  # a character on each side, so that the difference can be read
            if not (found[a:b].isdigit() and expected[c:d].isdigit()):
                b, d = min(b + 1, len(found)), min(d + 1, len(expected))
                a, c = (a - 1, c - 1) if a and c else (a, c)
            out.append(f"“{found[a:b]}”应为“{expected[c:d]}”")
    shown = "，".join(out[:most])
    return shown + ("……" if len(out) > most else "")


def _bigrams(text: str) -> list[str]:
    han = re.sub(r"[^\u4e00-\u9fff\d]", "", text)
    return [han[i : i + 2] for i in range(len(han) - 1)]


def is_said(clause: str, context: str) -> bool:
    """Whether the context holds enough of a left-out clause to count as saying it."""
    if ("延长" in clause or "延期" in clause) and re.search(r"延长|延期", context):
        return True
    if "除外" in clause and re.search(r"除外|例外|除了", context):
        return True
    grams = set(_bigrams(clause))
    return bool(grams) and len(grams & set(_bigrams(context))) / len(grams) >= SAID


def _judge_cut(statute: Statute, runs: list[str], where: str, context: str) -> Verdict:
    prefix = where + "-"
    for address, text, lead in _units(statute):
        if not (address == where or address.startswith(prefix) or where.startswith(address)):
            continue
        for run in runs:
            at = text.find(run)
            if at < 0:
                continue
            start = text.rfind("。", 0, at) + 1
            stop = text.find("。", at + len(run) - 1)
            after = text[at + len(run) : stop if stop >= 0 else len(text)]
            before = text[start:at]
            elsewhere = "".join(r for r in runs if r != run) + context
            if finding := _left_out(statute, address, run, before, after, lead, elsewhere):
                return finding
    return Verdict(True, "verbatim", where=where)


def _left_out(
    statute: Statute, address: str, run: str, before: str, after: str, lead: str, context: str
) -> Verdict | None:
    name = printed(statute, address)
    if match := _EXCEPTION.search(after):
        clause = next(
            c for c in re.split(r"(?<=[，；])", after[max(0, match.start()) :].lstrip("，；") + "，") if c
        ).strip(_EDGE)
        whole = after[match.start() :].strip(_EDGE)
        if not is_said(clause, context) and not is_said(whole, context):
            return Verdict(
                False,
                "cut-exception",
                f"引文漏了{name}紧接着的“{whole}”：请引完整，或在同一段说明",
                ERROR,
                whole,
                address,
            )
    segment = before[before.rfind("；") + 1 :]
    # a scope that begins before the quotation is left out, also when its end is quoted: ……的|信访事项应当
    scopes = [m[0].strip("，") for m in _SCOPE.finditer(segment + run) if m.start() < len(segment)]
    if scopes and _NORM.search(run):
        scope = max(scopes, key=lambda s: ("第" in s and ("项" in s or "条" in s), len(s)))
        if not is_said(scope, context) and not _cited(scope, context):
            strict = (
                bool(_DURATION.search(run))
                or bool(re.search(r"不再受理|不予受理|不予支持", run))
                or bool(re.search(r"第.+[条款项]", scope))
            )
            message = f"引文略去了{name}的适用范围“{scope}”：请引完整，或在同一段写明"
            return Verdict(False, "cut-scope", message, ERROR if strict else WARNING, scope, address)
    if lead and _NEGATION.search(lead) and not _NEGATION.search(context + run):
        message = f"引文只引了{name}，没有引出前面的“{lead}”，意思会反过来：请写明"
        return Verdict(False, "cut-lead-in", message, ERROR, lead, address)
    return None


def _cited(scope: str, context: str) -> bool:
    """第三十一条第六项 in the scope counts as said when the context cites it, in Chinese or Arabic numerals."""
    return any(
        ref in context for ref in re.findall(r"第[一二三四五六七八九十百]+条第[一二三四五六七八九十]+[款项]", scope)
    )
