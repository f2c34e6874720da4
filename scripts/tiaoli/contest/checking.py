"""docs/_data/contest.yml against the statute and against itself: claims, addresses, days, points, names."""

import re
from collections.abc import Iterable, Iterator, Mapping
from itertools import pairwise
from typing import Any

from tiaoli.claims import Claims, Subject, check_text
from tiaoli.contest.model import PATH, UNFILLED, days, strings, unfilled
from tiaoli.model import ERROR, WARNING, Campaign, Problem
from tiaoli.yamldata import line_of

FULL = 100
#: How many keys that want filling in are named in one message.
_NAMED = 6


def check(campaign: Campaign, subject: Subject) -> Claims:
    """All problems of the contest's data with their lines; none where there is no contest."""
    claims = Claims()
    data, lines = campaign.contest, campaign.data_lines.get(PATH, {})
    if data is None:
        return claims
    for key, text in strings(data):
        found = check_text(text, subject, PATH, line_of(lines, key))
        claims.problems += found.problems
        claims.citations += found.citations
        for kind, count in found.escapes.items():
            claims.escapes[kind] = claims.escapes.get(kind, 0) + count
    for rule in (_unfilled, _unknown, _out_of_order, _words, _points, _ties, _joined, _twice, _heading_sizes):
        claims.problems += [
            Problem(PATH, line_of(lines, key), code, message, severity)
            for key, code, message, severity in rule(data, campaign)
        ]
    return claims


#: What a rule yields: dotted key, code, message, severity.
Found = Iterator[tuple[str, str, str, str]]


def _unfilled(data: Mapping[str, Any], _: Campaign) -> Found:
    keys = list(unfilled(data))
    if keys:
        named = "、".join(keys[:_NAMED]) + ("等" if len(keys) > _NAMED else "")
        message = f"还有 {len(keys)} 处待填：{named}；填完以前，不生成大征文的网页和文件。"
        yield keys[0], "contest-unfilled", message, WARNING


def _unknown(data: Mapping[str, Any], campaign: Campaign) -> Found:
    for at, topic in enumerate(data["topics"]):
        for i, address in enumerate(topic["provisions"]):
            if address not in campaign.statute.index and address != UNFILLED:
                message = f"选题“{topic['title']}”依据的“{address}”不是《{campaign.statute.title}》的条款：请写成 art-34、art-31-p1-i6 的样子。"
                yield f"topics.{at}.provisions.{i}", "unknown-address", message, ERROR


def _out_of_order(data: Mapping[str, Any], _: Campaign) -> Found:
    found = list(days(data))
    for key, what, day in found:
        if day is None:
            yield key, "contest-date", f"{what}不是有效的日期；请对照日历改正，写成 2027-03-01 的样子。", ERROR
    # the starts follow each other; an end only follows its own start, since stages may overlap
    starts = [one for one in found if one[2] and not one[0].endswith(".end")]
    for (_, before, first), (key, what, then) in pairwise(starts):
        if then < first:
            message = f"{what}（{then}）早于{before}（{first}）；请核对哪一个写错了。"
            yield key, "contest-order", message, ERROR
    known = {key: day for key, _, day in found}
    for key, what, day in found:
        start = known.get(key.removesuffix("end") + "start")
        if key.endswith(".end") and day and start and day < start:
            yield key, "contest-order", f"{what}（{day}）早于它的开始（{start}）；请核对哪一个写错了。", ERROR


def _words(data: Mapping[str, Any], _: Campaign) -> Found:
    low, high = data["words"].get("min"), data["words"].get("max")
    if isinstance(low, int) and isinstance(high, int) and low > high:
        message = f"字数的下限（{low}）大于上限（{high}）；请改正其中一个。"
        yield "words.min", "contest-words", message, ERROR
    if low is None and high is None:
        yield "words", "contest-words", "没有写字数；请写上 min（最少）或 max（最多），还没有定的写 待填。", ERROR


def _points(data: Mapping[str, Any], _: Campaign) -> Found:
    weights = [row["weight"] for row in data["judging"]["rubric"]]
    if UNFILLED not in weights and sum(weights) != FULL:
        message = f"评分标准的分值加起来是 {sum(weights)}（{'＋'.join(map(str, weights))}），应为 {FULL}；请改正。"
        yield "judging.rubric", "contest-points", message, ERROR


def _ties(data: Mapping[str, Any], _: Campaign) -> Found:
    titles = [row["title"] for row in data["judging"]["rubric"]]
    for at, title in enumerate(data["judging"]["tie"]["order"]):
        if title not in titles and title != UNFILLED:
            message = f"同分规则里的“{title}”不是评分项目；可以写的有：{'、'.join(titles)}。"
            yield f"judging.tie.order.{at}", "contest-tie", message, ERROR
    judges = data["judging"].get("judges", 3)
    if data["judging"].get("drop_extremes") and judges < 3:
        message = (
            f"每篇只有 {judges} 名评委，去掉最高分和最低分以后没有分数；请增加评委，或把 drop_extremes 改为 false。"
        )
        yield "judging.drop_extremes", "contest-judges", message, ERROR


def _joined(data: Mapping[str, Any], _: Campaign) -> Found:
    for at, name in enumerate(data["genres"]):
        if re.search("[、，]", name):
            message = f"“{name}”像是几项写成了一项；各项之间用英文逗号“,”隔开，如 [理论文章, 调研报告]。"
            yield f"genres.{at}", "contest-joined", message, ERROR


def _twice(data: Mapping[str, Any], _: Campaign) -> Found:
    groups: dict[str, Iterable[tuple[str, str]]] = {
        "选题": [(f"topics.{at}.title", row["title"]) for at, row in enumerate(data["topics"])],
        "体裁": [(f"genres.{at}", name) for at, name in enumerate(data["genres"])],
        "单位": [(f"quotas.units.{at}.unit", row["unit"]) for at, row in enumerate(data.get("quotas", {}).get("units", ()))],
        "评分项目": [(f"judging.rubric.{at}.title", row["title"]) for at, row in enumerate(data["judging"]["rubric"])],
        "奖项": [(f"awards.{at}.name", row["name"]) for at, row in enumerate(data["awards"])],
    }  # fmt: skip
    for what, rows in groups.items():
        seen = set()
        for key, name in rows:
            if name in seen and name != UNFILLED:
                yield key, "contest-twice", f"{what}“{name}”写了两次；请删去一处或改名。", ERROR
            seen.add(name)


def _heading_sizes(data: Mapping[str, Any], _: Campaign) -> Found:
    for part in data["format"]["sizes"]:
        if part not in data["format"]["fonts"]:
            message = f"写了 {part} 的字号，没有写字体；请在 fonts 里补上，或删去这个字号。"
            yield f"format.sizes.{part}", "contest-format", message, ERROR
