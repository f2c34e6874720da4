"""What site.yml says of the statute (dates, issuer, kind) against the statute's own words."""

import re
from collections.abc import Iterator

from tiaoli.citations.normalise import squeeze
from tiaoli.model import ERROR, WARNING, Campaign, Problem
from tiaoli.numerals import NUMERAL, parse_int
from tiaoli.statute import facts
from tiaoli.yamldata import line_of

_TOTAL = re.compile(rf"(?:共|共计|全文)([{NUMERAL}]{{1,4}})(条|章)")
#: Without these no reader knows whose site it is or whom to tell of a mistake.
_NEEDED = {
    "office.name": "单位名称",
    "office.channels": "信访渠道（第十八条要求公布的各项）",
    "correction.contact": "纠错联系方式",
    "statute.published": "条文的发布日期",
    "statute.effective": "条文的施行日期",
    "statute.kind": "条文的类别（如 地方性法规）",
    "statute.issuer": "条文的发布机关",
}


def check(campaign: Campaign) -> Iterator[Problem]:
    """Dates, issuer and kind that the text contradicts are errors; what is missing is a warning."""
    settings, statute = campaign.settings, campaign.statute
    head = squeeze("".join(statute.promulgation))
    said = facts.facts(statute)

    def problem(key: str, message: str, expected: str | None = None, severity: str = ERROR) -> Problem:
        return Problem(settings.path, line_of(settings.lines, key), "statute-fact", message, severity, None, expected)

    published = str(settings.get("statute.published") or "")
    if published and said.dates and published not in said.dates:
        yield problem(
            "statute.published", f"发布日期写作“{published}”，条文题注里的日期是{'、'.join(sorted(said.dates))}：请改正"
        )
    effective = str(settings.get("statute.effective") or "")
    if effective and said.in_force and effective not in said.in_force:
        yield problem(
            "statute.effective", f"施行日期写作“{effective}”，条文写的是{'、'.join(sorted(said.in_force))}：请改正"
        )
    issuer = str(settings.get("statute.issuer") or "")
    issuers = said.issuers
    if issuer and head and (issuers and squeeze(issuer) not in issuers or not issuers and squeeze(issuer) not in head):
        severity = ERROR if issuers else WARNING
        yield problem(
            "statute.issuer",
            f"发布机关写作“{issuer}”，条文题注是“{statute.promulgation[0]}”：请核对",
            severity=severity,
        )
    kind = str(settings.get("statute.kind") or "")
    if kind and said.party and kind != "党内法规":
        yield problem(
            "statute.kind", f"类别写作“{kind}”；《{statute.title}》由中共中央参与发布，是党内法规：请改正", "党内法规"
        )
    note = str(settings.get("statute.note") or "")
    for match in facts.DATE.finditer(note):
        if said.dates and facts.iso(match) not in said.dates | said.in_force:
            yield problem("statute.note", f"“{match[0]}”不在条文的题注和施行条里：请核对")
    totals = {"条": len(statute.articles), "章": len(statute.chapters)}
    for match in _TOTAL.finditer(note):
        if totals[match[2]] and parse_int(match[1]) != totals[match[2]]:
            yield problem(
                "statute.note", f"“{match[0]}”数目不对：《{statute.title}》共{totals[match[2]]}{match[2]}，请改正"
            )
    logo = settings.get("office.logo")
    if logo and not (campaign.root / "docs" / str(logo)).is_file():
        yield problem("office.logo", f"没有找到标识图片 docs/{logo}：请把图片放在那里，或删去这一行")
    for key, what in _NEEDED.items():
        if not settings.get(key):
            message = f"site.yml 里没有写{what}（{key}）：请补上"
            yield Problem(settings.path, line_of(settings.lines, key), "setting-missing", message, WARNING)
