"""The slides: one HTML file that opens by double click, asks nothing of any network, and is driven by keys."""

import hashlib
import json
from html import escape
from importlib import resources
from typing import Any

from tiaoli.model import Campaign
from tiaoli.quiz.live import Contest, Posed
from tiaoli.quiz.papers import provisions
from tiaoli.quiz.papers.page import stem
from tiaoli.quiz.papers.versions import LETTERS

_POLICY = "default-src 'none'; style-src 'unsafe-inline'; script-src 'unsafe-inline'"
_TYPES = {
    "single": "单选题", "multi": "多选题", "judge": "判断题", "blank": "填空题", "short": "简答题", "order": "排序题",
}  # fmt: skip


def html(contest: Contest, campaign: Campaign, site: str) -> bytes:
    """The file's bytes; the same contest gives the same bytes. `site`: keeps its scores apart from other sites'."""
    data = _data(contest, campaign)
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":"))
    data["key"] = f"tiaoli:{site}:live:{hashlib.sha256(text.encode()).hexdigest()[:12]}"
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":"))
    safe = text.replace("<", "\\u003c").replace("\u2028", "\\u2028").replace("\u2029", "\\u2029")
    folder = resources.files("tiaoli") / "data" / "live"
    style, script = ((folder / name).read_text("utf-8") for name in ("deck.css", "deck.js"))
    page = f"""<!DOCTYPE html>
<html lang="zh-CN">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="{_POLICY}">
<meta name="viewport" content="width=device-width,initial-scale=1">
<meta name="robots" content="noindex">
<title>{escape(contest.plan.title)}</title>
<style>
{style}</style>
</head>
<body>
<div id="deck"></div>
<noscript><p class="plain">这份幻灯片要用脚本；请换一个浏览器打开，或用主持人的题目和答案。</p></noscript>
<script>
var TIAOLI_LIVE = {safe};
{script}</script>
</body>
</html>
"""
    return page.encode("utf-8")


def _data(contest: Contest, campaign: Campaign) -> dict[str, Any]:
    plan = contest.plan
    return {
        "title": plan.title, "organiser": plan.organiser, "teams": list(plan.teams), "start": plan.start,
        "rounds": [
            {
                "kind": one.kind, "name": one.name, "rule": one.rule,
                "questions": [_question(each, campaign) for each in posed],
            }
            for one, posed in contest.rounds
        ],
    }  # fmt: skip


def _question(each: Posed, campaign: Campaign) -> dict[str, Any]:
    one = each.asked
    kind = one.question.type
    options = [[LETTERS[at], option.text, option.correct and kind != "order"] for at, option in enumerate(one.options)]
    where = provisions(one.question, campaign)
    return {
        "number": one.number, "type": _TYPES[kind], "stem": stem(one), "options": options, "key": {"√": "对（√）", "×": "错（×）"}.get(one.key, one.key) if kind == "judge" else one.key,
        "why": one.question.explanation, "where": "、".join(dict.fromkeys(place for place, _ in where)),
        "points": each.level.points, "minus": each.level.minus, "seconds": each.level.seconds, "team": each.team,
    }  # fmt: skip
