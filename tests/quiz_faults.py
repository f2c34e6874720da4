"""Plant one fault in a right question: what the audit must never let pass as ok.

Each function yields (name of the fault, faulty question). Deterministic; nothing is random.
"""

import re
from collections.abc import Iterator
from dataclasses import replace

from tiaoli.model import Option, Question
from tiaoli.numerals import NUMERAL, parse_int

_AMOUNT = re.compile(rf"(?<![第{NUMERAL}年月])(?P<n>[{NUMERAL}]{{1,5}})(?P<unit>个工作日|日|人|名|个月|年)(?!\d)")
_CITED = re.compile(r"(?<=》)第(?P<n>[一二三四五六七八九十]+)条")
_SWAPS = (
    ("modal", "应当", "可以"), ("modal", "可以", "应当"), ("modal", "不得", "可以"), ("modal", "不予", "应予"), ("modal", "应当", "不得"),
    ("direction", "不得超过", "不得少于"), ("direction", "日内", "日后"), ("direction", "以上", "以下"), ("direction", "以下", "以上"),
    ("unit", "日内", "个工作日内"), ("unit", "个工作日", "日"),
    ("body", "上一级", "下一级"), ("body", "国家信访局", "中央办公厅"), ("body", "信访人", "有关部门"), ("body", "各级党委和政府", "各级人民法院"),
    ("body", "信访部门", "组织部门"), ("body", "地方党委", "地方人大"), ("body", "各级机关、单位", "各级人民政府"), ("body", "联席会议", "委员会"),
    ("body", "公安机关", "信访部门"), ("body", "纪检监察机关", "信访部门"), ("body", "中央", "地方"), ("body", "本级", "上级"), ("body", "负责人", "工作人员"),
    ("word", "书面", "口头"), ("word", "复查", "复核"), ("word", "复核", "复查"), ("word", "每年", "每月"), ("word", "受理", "登记"), ("word", "或者", "并且"),
)  # fmt: skip


def faults(question: Question) -> Iterator[tuple[str, Question]]:
    """Every fault that can be planted in a question whose key is right."""
    yield from key_moved(question)
    if question.type == "judge" and question.answer is False:
        return
    if "不属于" in question.stem:
        return
    for name, stem in changed(question.stem):
        yield name, replace(question, stem=stem)
    for at in question.keyed:
        for name, words in changed(question.options[at].text):
            texts = [o.text for o in question.options]
            if words not in texts:
                options = [*question.options[:at], Option(words, True), *question.options[at + 1 :]]
                yield f"{name} in the key", replace(question, options=tuple(options))
    for at, words in enumerate(question.answers):
        for name, new in changed(words[0]):
            answers = (*question.answers[:at], (new,), *question.answers[at + 1 :])
            yield f"{name} in the answer", replace(question, answers=answers)


def key_moved(question: Question) -> Iterator[tuple[str, Question]]:
    """Another option, one too few, one too many, the other judgement."""
    options = question.options
    if question.type == "judge":
        yield "key moved", replace(question, answer=not question.answer)
    if question.type == "single":
        for at in range(len(options)):
            if at not in question.keyed:
                yield (
                    "key moved",
                    replace(question, options=tuple(replace(o, correct=i == at) for i, o in enumerate(options))),
                )
    if question.type == "multi":
        for at in range(len(options)):
            flipped = tuple(replace(o, correct=o.correct != (i == at)) for i, o in enumerate(options))
            if any(o.correct for o in flipped):
                yield "key moved", replace(question, options=flipped)


def changed(text: str) -> Iterator[tuple[str, str]]:
    """The text with one thing changed."""
    for match in _AMOUNT.finditer(text):
        value = parse_int(match["n"]) or 0
        yield "number changed", text[: match.start("n")] + str(value * 2 + 1) + text[match.end("n") :]
    for name, before, after in _SWAPS:
        at = text.find(before)
        while at >= 0:
            yield f"{name}: {before} -> {after}", text[:at] + after + text[at + len(before) :]
            at = text.find(before, at + len(before))
    if text.isdigit() or parse_int(text):
        yield "number changed", str((parse_int(text) or 0) + 5)
    if match := re.search(r"[，；]?(?:但[^。；]*|[^，。；]*除外)(?=[。；]|$)", text):
        yield "exception dropped", text[: match.start()] + text[match.end() :]
    if match := _CITED.search(text):
        other = "第三条" if match[0] != "第三条" else "第四条"
        yield (
            "item from another article",
            text[: match.start()] + other + re.sub(r"^第.款(?:第.项)?", "", text[match.end() :]),
        )
