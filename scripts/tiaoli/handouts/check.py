"""docs/_data/handouts.yml against the statute: claims of its prose, addresses, and what the public must be told."""

from collections.abc import Iterator, Mapping
from typing import Any

from tiaoli.citations.normalise import squeeze
from tiaoli.claims import Claims, Subject, check_text
from tiaoli.handouts.guides import PATH
from tiaoli.model import Campaign, Problem
from tiaoli.yamldata import line_of

#: The statute that the rule below is about.
REGULATION = "信访工作条例"
#: Articles that say what isn't allowed, and what must stand beside them: 不得打击报复, 检举材料保密, 回避.
FORBIDS = ("art-26", "art-47")
PROTECTS = {"art-18-p4": "不得打击报复", "art-30-p3": "检举材料保密", "art-28-p3": "回避"}
#: Somebody who waits for an answer here may miss a court's limit.
ELSEWHERE = "诉讼、复议、仲裁的期限另有规定，请尽早问清"


def check(campaign: Campaign, subject: Subject) -> Claims:
    """All claims of the prose with their lines, and one problem for each address or limit that isn't in the text."""
    claims = Claims()
    lines = campaign.data_lines.get(PATH, {})
    for at, row in enumerate(campaign.handouts):
        for dotted, text in prose(row, str(at)):
            found = check_text(text, subject, PATH, line_of(lines, dotted))
            claims.problems += found.problems
            claims.citations += found.citations
            for kind, count in found.escapes.items():
                claims.escapes[kind] = claims.escapes.get(kind, 0) + count
        claims.problems += _unknown(row, at, campaign, lines)
        claims.problems += _untold(row, at, campaign, lines)
    claims.problems += _twice(campaign, lines)
    return claims


def _parts(row: Mapping[str, Any]) -> Iterator[tuple[str, Mapping[str, Any]]]:
    for i, section in enumerate(row["sections"]):
        for j, part in enumerate(section["body"]):
            yield f"sections.{i}.body.{j}", part


def prose(row: Mapping[str, Any], at: str) -> Iterator[tuple[str, str]]:
    """(dotted key, text) of everything that somebody typed."""
    for key in ("title", "subtitle", "name"):
        if row.get(key):
            yield f"{at}.{key}", row[key]
    for i, text in enumerate(row.get("lead") or ()):
        yield f"{at}.lead.{i}", text
    for i, section in enumerate(row["sections"]):
        yield f"{at}.sections.{i}.heading", section["heading"]
    for dotted, part in _parts(row):
        if "text" in part:
            yield f"{at}.{dotted}.text", part["text"]


def _unknown(row: Mapping[str, Any], at: int, campaign: Campaign, lines: Mapping[str, int]) -> Iterator[Problem]:
    known = {(limit.target, limit.act) for limit in campaign.timelimits if limit.days is not None}
    for dotted, part in _parts(row):
        for i, address in enumerate(part.get("quote") or ()):
            if address not in campaign.statute.index:
                message = f"引用的条文 {address} 不存在；请写成 art-34-p1、art-31-p1-i6 的样子。"
                yield Problem(PATH, line_of(lines, f"{at}.{dotted}.quote.{i}"), "handout-target", message)
        for i, ref in enumerate(part.get("limits") or ()):
            if (ref["target"], ref["act"]) not in known:
                message = f"引用的期限 {ref['target']} 的“{ref['act']}”在条文里没有；请核对，天数不要自己填写。"
                yield Problem(PATH, line_of(lines, f"{at}.{dotted}.limits.{i}"), "handout-limit", message)


def _untold(row: Mapping[str, Any], at: int, campaign: Campaign, lines: Mapping[str, int]) -> Iterator[Problem]:
    """What a handout for the public must say beside what isn't allowed."""
    if campaign.statute.title != REGULATION or "群众" not in (row.get("audience") or ("群众",)):
        return
    quoted = [address for _, part in _parts(row) for address in part.get("quote") or ()]
    line = line_of(lines, f"{at}.name")
    if any(address == article or address.startswith(f"{article}-") for address in quoted for article in FORBIDS):
        told = {one for address in quoted for one in _covered(address)}
        missing = [f"{words}（{address}）" for address, words in PROTECTS.items() if address not in told]
        if missing:
            message = f"写了哪些行为不允许，却没有写{'、'.join(missing)}；请在同一份资料里引上这些条文。"
            yield Problem(PATH, line, "handout-protection", message)
    if not any(squeeze(ELSEWHERE) in squeeze(text) for _, text in prose(row, "")):
        yield Problem(PATH, line, "handout-elsewhere", f"给群众的资料里没有写“{ELSEWHERE}”；请补上。")


def _covered(address: str) -> Iterator[str]:
    """The addresses that a quotation of this one prints: a whole article prints its paragraphs."""
    yield address
    yield from (one for one in PROTECTS if one.startswith(f"{address}-"))


def _twice(campaign: Campaign, lines: Mapping[str, int]) -> Iterator[Problem]:
    seen = {"regulation", "timelimits", "procedure", *(chapter.address for chapter in campaign.statute.chapters)}
    for at, row in enumerate(campaign.handouts):
        if row["slug"] in seen:
            message = f"代号 {row['slug']} 已经用过了；请换一个英文代号。"
            yield Problem(PATH, line_of(lines, f"{at}.slug"), "handout-slug", message)
        seen.add(row["slug"])
