"""A contest notice as offices publish it -> what it says, what it leaves open, what is in doubt. Nothing is invented.

A value that the notice does not say is None or empty and stands in `missing`; one that it says in two ways, or without a
year, is None too and stands in `uncertain` with what it might be.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from tiaoli.contest.notice import days, looks, numbers, opening, places
from tiaoli.contest.notice.outline import Row, field_of, is_office, rows
from tiaoli.model import Line

#: Keys of the JSON in their order; those that a notice should say.
EXPECTED = (
    "title",
    "theme",
    "organisers",
    "eligibility",
    "genres",
    "words",
    "opens",
    "closes",
    "submit_to",
    "format",
    "awards",
    "contacts",
)
_TITLE = re.compile(r"征文|征稿|征集|大赛|比赛")
_KIND = re.compile(
    r"(?:通知|启事|公告|方案|函|通告|公告|细则|办法|来啦|来了|开始啦?|邀请函|征稿|征文)(?:[（(].{1,20}[）)])?[！!]?$"
)
#: Before the title: 示例市委宣传部文件, 示发〔2025〕3号, dates and counters of a web page.
_NOT_TITLE = re.compile(
    r"〔\d{4}〕|\[\d{4}\]\d+号|文件$|^(?:来源|作者|发布|时间|日期|浏览|阅读|字号|打印|当前位置|首页)|：$|:$"
)
_TITLE_LENGTH = 60
_THEME_LENGTH = 60
_THEME = (
    re.compile(r"(?:征文|活动|大赛)?(?:的)?主题(?:是|为|：|:)\s*[“\"《]?(?P<theme>[^”\"》。；;\n]{2,60})"),
    re.compile(r"以\s*[“\"](?P<theme>[^”\"]{2,60})[”\"]\s*为(?:征文|活动)?(?:的)?主题"),
    re.compile(r"以(?P<theme>[^，。；“”\"]{3,40})为(?:征文|活动)?(?:的)?主题"),
    re.compile(r"[“\"](?P<theme>[^”\"]{2,60})[”\"]\s*(?:这一)?主题"),
)
_ORGANISER = re.compile(r"(?:主办|承办|协办|指导|联合主办|支持|举办)(?:单位|方|机构)|(?:主办|承办|协办)(?=[:：])")
_HOLDS = re.compile(
    r"由(?P<who>[^，,。；]{4,60}?)(?:联合)?(?:主办|举办|承办)|(?:^|[，,。])(?P<who2>[^，,。；]{6,60}?)(?:联合|共同)(?:举办|主办|开展|组织)"
)
_DECIDES = re.compile(
    r"(?:^|[，,。])(?:经研究[，,])?(?P<who>[^，,。；]{4,60}?(?:局|部|委|会|办公室|中心|院|社|团|处|联|馆|府))(?:联合)?(?:决定|定于|特|拟)(?:[^，,。；]{0,20})(?:举办|开展|组织)"
)
#: 由市信访局主办，市委改革办、示例日报社共同承办。
_VERB = re.compile(
    r"(?:^|[，,。；;]|由)(?P<who>[^，,。；;由]{3,60}?)(?:联合|共同)?(?:主办|承办|协办|举办)(?=[，,。；;]|$)"
)
#: 团区委三家单位; 县委、县政府信访工作联席会议办公室 is one name.
_TOGETHER = re.compile(r"(?:等?[两二三四五六七八九十\d]+[家个]?(?:单位|部门))$")
_AND = re.compile(r"(?<![省市县区州旗]委)[、，,；;\s]+|[、，,；;\s]+(?![省市县区州旗]?(?:人民)?政府)")
_QUOTED = re.compile(r"[“\"《][^”\"》]*[”\"》]")
_TOWARDS = re.compile(r"面向(?P<who>[^，。；]{2,24}?)(?:公开|广泛)?(?:征集|征稿|征文|开展|组织|举办)")
_GENRES = re.compile(
    r"理论文章|理论研究文章|学术论文|论文|调研报告|调查报告|报告文学|纪实文学|散文诗|散文|随笔|小小说|微小说|小说|现代诗歌?|古体诗词?|诗词|诗歌|组诗|工作案例|典型案例|案例分析|案例|心得体会|学习体会|读后感|观后感|经验材料|经验交流材料|工作总结|时评|评论文章|评论|杂文|通讯|记叙文|议论文|说明文|书信|演讲稿|征文演讲|故事|游记|回忆录|日记|小品|剧本|家书|感悟文章|体会文章|政论文|研究文章|访谈"
)
_ANY_GENRE = re.compile(
    r"(?:体裁|文体|形式|题材与体裁|题材体裁)(?:[^，。；]{0,6})不限(?:[（(，,]?(?P<but>[^，。；（()）]{0,10}除外)[）)]?)?|(?P<but2>除[^，。；]{1,10}外)[，,]?[^，。；]{0,8}(?:体裁|文体)不限|不限(?:体裁|文体)"
)


@dataclass(frozen=True)
class Doubt:
    """What a person has to decide: `field` of the JSON, the words of the notice, what they might mean, why."""

    field: str
    text: str
    alternatives: tuple[str, ...]
    reason: str


@dataclass(frozen=True)
class Read:
    """What a notice says; `missing` and `doubts` as told above. `topics`: subjects that it proposes.

    `to`: 主送; `purpose`: the first paragraph, which says what for.
    """

    values: dict[str, Any]
    missing: tuple[str, ...] = ()
    doubts: tuple[Doubt, ...] = ()
    topics: tuple[str, ...] = ()
    signed: tuple[str, ...] = ()
    dated: date | None = None
    to: tuple[str, ...] = ()
    purpose: str | None = None

    def to_json(self) -> dict[str, Any]:
        """The contest form of `convert --json`."""
        return {
            "kind": "contest", **self.values, "missing": list(self.missing),
            "uncertain": [{"field": one.field, "text": one.text, "alternatives": list(one.alternatives), "reason": one.reason}
                          for one in self.doubts],
        }  # fmt: skip


def read(lines: Iterable[Line]) -> Read:
    """The notice in these lines."""
    lines = [line for line in lines if line.text.strip()]
    title, after = _title(lines)
    found = rows(lines[after:])
    doubts: list[Doubt] = []
    signed = _signed(found)
    opens, closes = _days(found, doubts)
    values: dict[str, Any] = {
        "title": title,
        "theme": _theme(found, title),
        "organisers": _organisers(found) or list(signed),
        "eligibility": _under(found, "eligibility") or _addressed(found),
        "genres": _genres(found) or list(dict.fromkeys(_GENRES.findall(_QUOTED.sub("", title or "")))),
        "words": _words(found, doubts),
        "opens": opens,
        "closes": closes,
        "submit_to": places.submit_to(found),
        "format": looks.read(found),
        "awards": [{"name": one.name, "count": one.count, "prize": one.prize} for one in numbers.prizes(found)],
        "contacts": places.contacts(found),
    }
    _sending(found, values, doubts)
    _by_kind(found, doubts)
    in_doubt = {one.field for one in doubts}
    missing = tuple(key for key in EXPECTED if _empty(values[key]) and key not in in_doubt)
    topics = tuple(row.text for row in found if row.fields[-1:] == ("topics",))
    return Read(values, missing, tuple(doubts), topics, signed, days.dated(found), *opening.read(lines[after:]))


def _sending(found: Sequence[Row], values: dict[str, Any], doubts: list[Doubt]) -> None:
    """An address of e-mail that is written so that programs don't read it is for a person to copy."""
    if any(way["kind"] == "email" for way in values["submit_to"]):
        return
    for row in found:
        if match := places.veiled(row.text):
            doubts.append(Doubt("submit_to", match, (), "邮箱地址里的@换成了别的写法，请照原通知核对后填写"))
            return


def _by_kind(found: Sequence[Row], doubts: list[Doubt]) -> None:
    """文学类、理论类各设一等奖1名: how many that is in all, the notice leaves to the reader."""
    for row in found:
        if match := re.search(
            r"[^，。；]{2,20}[类组](?:作品)?(?:分别|各)(?:设|取|评|选|奖)[^，。；]{0,6}等奖[^，。；、（(]{0,8}",
            row.text,
        ):
            doubts.append(Doubt("awards", match[0], (), "按类别分别设奖，名额是每类的，请核对合计"))
            return


def _empty(value: Any) -> bool:
    return not (any(v is not None for v in value.values()) if isinstance(value, dict) else value)


def _title(lines: Sequence[Line]) -> tuple[str | None, int]:
    """The title, joined where it runs over lines, and the number of the line behind it."""
    head = lines[:12]
    for at, line in enumerate(head):
        text = re.sub(r"\s+", "", line.text.strip().lstrip("#"))
        if line.style == "title" and _TITLE.search(text):
            return text, at + 1
    for at in range(len(head)):
        joined = ""
        for end in range(at, min(at + 4, len(head))):
            text = re.sub(r"\s+", "", head[end].text.strip().lstrip("#"))
            if _NOT_TITLE.search(text) or "。" in text or len(joined + text) > _TITLE_LENGTH or _labels(text):
                break
            joined += text
            if _TITLE.search(joined) and _KIND.search(joined):
                return joined, end + 1
    for at, line in enumerate(head):
        text = re.sub(r"\s+", "", line.text.strip())
        if _TITLE.search(text) and len(text) <= _TITLE_LENGTH and not re.search(r"[。；]", text) and not _labels(text):
            return text, at + 1
    return None, 0


def _labels(text: str) -> bool:
    """一、征文主题, 征文主题：…: a part of the notice, not its title."""
    return bool(re.match(r"^(?:[一二三四五六七八九十]、|[（(][一二三四五六七八九十][）)])", text)) or bool(
        re.match(r"^[\u4e00-\u9fff]{2,8}[:：]", text) and field_of(text.partition("：")[0])
    )


def _theme(found: Sequence[Row], title: str | None) -> str | None:
    for row in found:
        if row.fields[-1:] == ("theme",):
            match = next(filter(None, (pattern.search(row.text) for pattern in _THEME)), None)
            several = re.match(r"[（(]1[）)]", row.text)
            text = match["theme"] if match else re.split(r"。" if several else r"[。；;]", row.text)[0]
            if not match and (len(text) > _THEME_LENGTH or re.match("以.*为(?:主要)?内容", text)):
                continue  # what to write about, in a sentence
            if not match and (quoted := re.match(r"^[“\"《]([^”\"》]+)[”\"》]", row.text)):
                text = quoted[1]
            if theme := _bare(text):
                return theme
    for row in found:
        for pattern in _THEME:
            if (match := pattern.search(row.text)) and (theme := _bare(match["theme"])):
                return theme
    match = _THEME[-1].search(title or "")
    return _bare(match["theme"]) if match else None


def _bare(text: str) -> str | None:
    text = text.strip().strip("：:，,").strip()
    if re.search(r"[+＋]|姓名|邮件", text):
        return None  # what to write over the e-mail: 主题：征文+姓名
    if len(text) > 1 and text[0] in '“"《' and text[-1] in '”"》' and text.count(text[0]) == 1:
        text = text[1:-1]
    return text or None


def _organisers(found: Sequence[Row]) -> list[str]:
    named: list[str] = []
    for row in found:
        if "organisers" in row.fields[-1:]:
            if row.text.endswith("。") and (said := list(_VERB.finditer(row.text))):
                named += [name for match in said for name in _AND.split(match["who"]) if len(name) >= 3]
                continue
            parts = re.split(_ORGANISER.pattern + r"\s*[:：]?", row.text)
            for part in parts:
                names = _AND.split(part.strip("。 ：:"))
                sentence = part.endswith("。") and re.search("[，,]", part) and not _ORGANISER.search(row.label)
                if not sentence and not re.search(r"[。\d]", part.strip("。")):  # who does what names no organiser
                    named += [name for name in names if 3 <= len(name) <= 30]
    if not named:
        for row in found:
            for match in (*_HOLDS.finditer(row.text), *_DECIDES.finditer(row.text)):
                who = match["who"] or match.groupdict().get("who2") or ""
                named += [name for part in _AND.split(who) for name in re.split("和|与", part) if len(name) >= 3]
            if named:
                break
    return list(dict.fromkeys(_TOGETHER.sub("", name.strip("“”")) for name in named))


def _signed(found: Sequence[Row]) -> tuple[str, ...]:
    """The offices over the date at the end."""
    at = days.signed_at(found)
    if at is None:
        return ()
    offices: list[str] = []
    for row in reversed(found[max(0, at - 4) : at]):
        text = row.text.strip()
        if row.own_label or not is_office(text):
            break
        offices = [part for part in re.split(r"[\s　]+", text) if part] + offices
    return tuple(offices)


def _under(found: Sequence[Row], name: str) -> str | None:
    """All that stands under a heading, as one text."""
    texts = [row.text for row in found if row.fields[-1:] == (name,)]
    return " ".join(texts).rstrip("。；;") or None


def _addressed(found: Sequence[Row]) -> str | None:
    """面向全市干部职工征集……"""
    match = next(filter(None, (_TOWARDS.search(row.text) for row in found)), None)
    return match["who"] if match else None


def _genres(found: Sequence[Row]) -> list[str]:
    own = [row for row in found if "genres" in row.fields[-1:]]
    for row in own or found:
        if match := _ANY_GENRE.search(row.text) or (own and re.search(r"不限", row.text)):
            groups = match.groupdict() if match.re is _ANY_GENRE else {}
            but = groups.get("but") or groups.get("but2")
            return [f"不限（{but}）" if but else "不限"]
    texts = [row.text for row in own] or [
        row.text for row in found
        if len(set(_GENRES.findall(row.text))) >= (2 if re.search(r"体裁|文体|形式|可以是|类型|包括|[两三四几]类|均可", row.text) else 3)
        or re.search(r"(?:体裁|文体)(?:为|是|以)", row.text)
        and not {"awards", "judging"} & set(row.fields)
    ]  # fmt: skip
    return list(
        dict.fromkeys(
            name
            for text in texts
            for name in _GENRES.findall(text)
            if not re.search(f"(?:除|不收|不含|谢绝){name}", text)
        )
    )


def _words(found: Sequence[Row], doubts: list[Doubt]) -> dict[str, int | None]:
    said = numbers.lengths(found)
    exact = [one for one in said if not one.rough]
    pairs = {(one.low, one.high) for one in exact}
    nothing: dict[str, int | None] = {"min": None, "max": None}
    if len(pairs) == 2 and all(None in pair for pair in pairs):  # 不少于1500字 … 不超过3000字: the two halves of one
        lows = [low for low, _ in pairs if low]
        highs = [high for _, high in pairs if high]
        if len(lows) == len(highs) == 1 and lows[0] < highs[0]:
            return {"min": lows[0], "max": highs[0]}
    if len(pairs) > 1:
        kinds = any(one.of for one in exact)
        why = "不同体裁的字数不同" if kinds else "通知里有几种不同的字数"
        shown = tuple(f"{one.of}{one.text}" for one in exact)
        doubts.append(Doubt("words", "；".join(shown), shown, f"{why}，请确定统一的字数，或在说明里分别写明"))
        return nothing
    kinds = {one.of for one in said if one.rough and one.number in {other.number for other in exact}}
    if pairs and kinds and any(one.of for one in exact):
        shown = tuple(f"{one.of}{one.text}" for one in said)
        doubts.append(
            Doubt("words", "；".join(shown), shown, "不同体裁的字数不同，请确定统一的字数，或在说明里分别写明")
        )
        return nothing
    if pairs:
        low, high = pairs.pop()
        return {"min": low, "max": high}
    if said:
        doubts.append(Doubt("words", said[0].text, (), "只说了大约多少字，没有说上限和下限"))
    return nothing


def _days(found: Sequence[Row], doubts: list[Doubt]) -> tuple[str | None, str | None]:
    said = days.find(found)
    return tuple(_one_day(name, [one for one in said if one.what == name], doubts) for name in ("opens", "closes"))


def _one_day(name: str, said: list[days.Found], doubts: list[Doubt]) -> str | None:
    what = {"opens": "开始日期", "closes": "截稿日期"}[name]
    strong = [one for one in said if one.strong] or said
    known = dict.fromkeys(one.day for one in strong if one.day)
    weak = dict.fromkeys(one.day for one in said if one.day and one.day not in known)
    if len(known) > 1:
        options = tuple(day.isoformat() for day in known)
        doubts.append(
            Doubt(
                name,
                "；".join(dict.fromkeys(one.text for one in strong)),
                options,
                f"通知里有 {len(known)} 个不同的{what}",
            )
        )
        return None
    if known:
        day = next(iter(known)).isoformat()
        if weak:
            options = (day, *(other.isoformat() for other in weak))
            doubts.append(
                Doubt(
                    name,
                    "；".join(dict.fromkeys(one.text for one in said)),
                    options,
                    f"活动时间与{what}不同，按写明{what}的取",
                )
            )
        return day
    if strong:
        first = strong[0]
        guesses = tuple(dict.fromkeys(one.guess.isoformat() for one in strong if one.guess))
        if re.search(r"即日|发文|之日", first.text):
            why = "没有写明是哪一天，可能是发文日期"
        elif re.search(r"\d\s*[日号]|[一二三四五六七八九十][日号]", first.text):
            why = "没有写年份" if len(guesses) < 2 else f"通知里有 {len(guesses)} 个不同的{what}，都没有写年份"
        else:
            why = "没有写明是哪一天"
        text = "；".join(dict.fromkeys(one.text for one in strong)) if len(guesses) > 1 else first.text
        doubts.append(Doubt(name, text, guesses, why))
    return None
