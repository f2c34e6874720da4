"""docs/_data/outreach.yml against the statute: claims of every sentence, slots, addresses, lengths, and what may not be
left unsaid: the scope of a limit, its extension, and the protection beside what isn't allowed.
"""

from collections.abc import Iterator, Mapping
from typing import Any

from tiaoli.citations import find
from tiaoli.citations.normalise import squeeze
from tiaoli.citations.resolve import printed
from tiaoli.claims import Claims, Subject, check_text
from tiaoli.handouts.check import FORBIDS, PROTECTS, REGULATION
from tiaoli.model import WARNING, Campaign, Problem, TimeLimit
from tiaoli.outreach import speaking
from tiaoli.outreach.slots import Filled, fill, limit_of
from tiaoli.outreach.texts import LENGTHS, NEEDS, PATH, prose, size_of, standing
from tiaoli.site.limits import amount
from tiaoli.yamldata import line_of

#: Words by which a text says what a protection is about.
_SAID = {"art-18-p4": "打击报复", "art-30-p3": "检举", "art-28-p3": "回避"}
#: Words of what the public is always told: limits of other ways, and that nobody receives petitions here.
_ALWAYS = (("诉讼", "复议", "仲裁", "期限"), ("不受理信访事项",))
#: How far a script may be from the time it is meant for.
_TOLERANCE = 0.15


def check(campaign: Campaign, subject: Subject) -> Claims:
    """All claims of the texts with their lines, and one problem for each rule that a text breaks."""
    claims = Claims()
    lines = campaign.data_lines.get(PATH, {})
    slugs: set[tuple[str, str]] = set()
    for at, row in enumerate(campaign.outreach):
        cited: list[str] = []
        filled = []
        for dotted, text in prose(row):
            line = line_of(lines, f"{at}.{dotted}")
            one = fill(text, campaign)
            filled.append((line, one))
            claims.problems += [Problem(PATH, line, "outreach-slot", f"{why}。") for why in one.unknown]
            claims.problems += [
                Problem(PATH, line, "outreach-absent", f"{why}。", WARNING) for why in one.absent if why
            ]
            found = check_text(one.text, subject, PATH, line)
            claims.problems += found.problems
            claims.citations += found.citations
            cited += [citation.target for _, citation in found.citations if citation.target]
            for kind, count in found.escapes.items():
                claims.escapes[kind] = claims.escapes.get(kind, 0) + count
            if "！" in text or "!" in text:
                message = "文案里不用感叹号；请改成句号或者去掉。"
                claims.problems.append(Problem(PATH, line, "outreach-exclamation", message))
        line = line_of(lines, str(at))
        claims.problems += _shape(row, line, slugs)
        claims.problems += _addresses(row, at, campaign, lines)
        claims.problems += _scopes(row, at, filled, campaign, subject, lines)
        claims.problems += _protection(row, line, filled, cited, campaign)
    claims.problems += _rotation(campaign, lines)
    claims.problems += _times(campaign, lines)
    return claims


def _rotation(campaign: Campaign, lines: Mapping[str, int]) -> Iterator[Problem]:
    """A screen shows the texts of one length in turn: each length for the public must hold what it is always told."""
    if campaign.statute.title != REGULATION:
        return
    for size in LENGTHS:
        found = {
            at: said
            for at, row in enumerate(campaign.outreach)
            if row["channel"] == "电子屏" and "群众" in row["audience"]
            if size_of(said := fill(row.get("text") or "", campaign).text) == size
        }
        for needed in _ALWAYS if found else ():
            if not any(all(word in said for word in needed) for said in found.values()):
                message = f"给群众的{size}字以内的电子屏文字里，没有一条写到{'、'.join(needed)}；请补上一条，同屏轮播。"
                yield Problem(PATH, line_of(lines, f"{min(found)}.text"), "outreach-rotation", message)


def _times(campaign: Campaign, lines: Mapping[str, int]) -> Iterator[Problem]:
    """Scripts that take much longer or shorter than they are meant to."""
    for at, row in enumerate(campaign.outreach):
        if any(key not in row for key in NEEDS[row["channel"]]) or row["channel"] not in ("广播", "短视频"):
            continue
        spoken = [
            fill(text, campaign).text for text in row.get("paragraphs") or [shot["voice"] for shot in row["shots"]]
        ]
        aired = row["channel"] == "广播"
        meant = row["minutes"] * 60 if aired else row["seconds"]
        pace = speaking.LOUDSPEAKER if aired else speaking.NARRATOR
        took = sum(speaking.seconds(one, pace) for one in (*spoken, *standing(campaign, tuple(row["audience"]))))
        if abs(took - meant) > meant * _TOLERANCE:
            message = (
                f"这一篇播出来约{speaking.clock(took)}（每分钟{pace}字，连同结尾的提示），"
                f"写的是{speaking.clock(meant)}；请增删文字，或改写时长。"
            )
            line = line_of(lines, f"{at}.{'minutes' if aired else 'seconds'}")
            yield Problem(PATH, line, "outreach-time", message, WARNING)


def _shape(row: Mapping[str, Any], line: int, slugs: set[tuple[str, str]]) -> Iterator[Problem]:
    channel = row["channel"]
    if missing := [key for key in NEEDS[channel] if key not in row]:
        message = f"“{channel}”的文案还要写{'、'.join(missing)}；请补上。"
        yield Problem(PATH, line, "outreach-needs", message)
        return
    if "slug" in row:
        if (channel, row["slug"]) in slugs:
            yield Problem(
                PATH, line, "outreach-slug", f"“{channel}”里代号 {row['slug']} 已经用过了；请换一个英文代号。"
            )
        slugs.add((channel, row["slug"]))


def _addresses(row: Mapping[str, Any], at: int, campaign: Campaign, lines: Mapping[str, int]) -> Iterator[Problem]:
    def unknown(addresses: list[str], dotted: str) -> Iterator[Problem]:
        for i, address in enumerate(addresses):
            if address not in campaign.statute.index:
                message = f"条文 {address} 不存在；请写成 art-34-p1、art-31-p1-i6 的样子。"
                yield Problem(PATH, line_of(lines, f"{at}.{dotted}.{i}"), "outreach-target", message)

    yield from unknown(row["provisions"], "provisions")
    for i, shot in enumerate(row.get("shots") or ()):
        yield from unknown(shot["provisions"], f"shots.{i}.provisions")
    for dotted, part in parts(row):
        yield from unknown(part.get("quote") or [], f"{dotted}.quote")
        for i, ref in enumerate(part.get("limits") or ()):
            if limit_of(campaign, ref["target"], ref["act"]) is None:
                message = f"引用的期限 {ref['target']} 的“{ref['act']}”在条文里没有；请核对，天数不要自己填写。"
                yield Problem(PATH, line_of(lines, f"{at}.{dotted}.limits.{i}"), "outreach-limit", message)


def parts(row: Mapping[str, Any]) -> Iterator[tuple[str, Mapping[str, Any]]]:
    """(dotted key, part) of everything in the sections of an article."""
    for i, section in enumerate(row.get("sections") or ()):
        for j, part in enumerate(section["body"]):
            yield f"sections.{i}.body.{j}", part


def _scopes(
    row: Mapping[str, Any], at: int, filled: list[tuple[int, Filled]], campaign: Campaign, subject: Subject,
    lines: Mapping[str, int],
) -> Iterator[Problem]:  # fmt: skip
    """A limit for some matters only must be said with them, and one that can be extended with its extension."""
    if row["channel"] in ("电子屏", "标语"):
        line = line_of(lines, f"{at}.text")
        size = len(fill(row.get("text") or "", campaign).text)
        if row["channel"] == "电子屏" and not size_of("字" * size):
            yield Problem(PATH, line, "outreach-long", f"电子屏文字有{size}字，不能超过{LENGTHS[-1]}字；请改短。")
    whole = "\n".join(one.text for _, one in filled)
    named = {c.target for c in find(whole, campaign.statute, own_names=subject.own_names) if c.target}
    named |= {address for _, part in parts(row) for address in part.get("quote") or ()}
    for line, one in filled:
        for limit in dict.fromkeys((*one.limits, *_typed(one.text, campaign))):
            for scope in find(limit.applies_to or "", campaign.statute, own_names=subject.own_names):
                if scope.target and not any(_within(scope.target, each) for each in named):
                    message = (
                        f"“{amount(limit)}{limit.act}”只适用于{printed(campaign.statute, scope.target)}规定的信访事项，"
                        "这条文案里没有写；请写上。"
                    )
                    yield Problem(PATH, line, "outreach-scope", message)
            longer = limit_of(campaign, limit.target, "延长")
            if longer is not None and limit.act != "延长" and not (
                "延长" in whole and amount(longer) in whole or any(_within(limit.target, each) for each in named & _quoted(row))
            ):  # fmt: skip
                message = f"写了“{amount(limit)}{limit.act}”，没有写可以延长以及延长不超过{amount(longer)}；请写上。"
                yield Problem(PATH, line, "outreach-extension", message)


def _quoted(row: Mapping[str, Any]) -> set[str]:
    return {address for _, part in parts(row) for address in part.get("quote") or ()}


def _typed(text: str, campaign: Campaign) -> Iterator[TimeLimit]:
    """Limits of limited scope that stand in a text as plain words: 60日内办结."""
    for limit in campaign.timelimits:
        said = limit.days is not None and amount(limit) in text and limit.act in text
        if said and limit.act != "延长" and limit_of(campaign, limit.target, "延长") is not None:
            yield limit


def _within(target: str, named: str) -> bool:
    return target == named or target.startswith(f"{named}-")


def _protection(
    row: Mapping[str, Any], line: int, filled: list[tuple[int, Filled]], cited: list[str], campaign: Campaign
) -> Iterator[Problem]:
    """What the public must be told beside what isn't allowed."""
    if campaign.statute.title != REGULATION or "群众" not in row["audience"]:
        return
    slots = [address for _, one in filled for address in one.quoted]
    shots = [address for shot in row.get("shots") or () for address in shot["provisions"]]
    named = [*row["provisions"], *_quoted(row), *cited, *slots, *shots]
    if not any(address == article or address.startswith(f"{article}-") for address in named for article in FORBIDS):
        return
    whole = squeeze("".join(one.text for _, one in filled))
    quoted = {*_quoted(row), *slots}
    missing = [
        f"{words}（{printed(campaign.statute, address)}）"
        for address, words in PROTECTS.items()
        if _SAID[address] not in whole and not any(_within(address, one) for one in quoted)
    ]
    if missing:
        message = f"写了哪些行为不允许，却没有写{'、'.join(missing)}；请在同一条文案里写上。"
        yield Problem(PATH, line, "outreach-protection", message)
