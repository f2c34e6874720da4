"""What kind of document a text is, by what only that kind has."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from tiaoli.commentary import Row

KINDS = ("statute", "commentary", "quiz", "contest")
_ARTICLE = re.compile(r"\s*第([一二三四五六七八九十百千零〇\d]+)条")
_CHAPTER = re.compile(r"[\s#]*第[一二三四五六七八九十百]+[编章]")
#: 示例市信访工作条例, with or without a bracket behind it.
_STATUTE_TITLE = re.compile(
    r"[#\s]*[^，。；]{2,60}(?:条例|法|法典|办法|规定|规则|细则|章程|准则|决定|决议|解释|规程|制度|通则|修正案|批复)(?:\s*[（(][^（）()]{1,20}[)）])?\s*"
)
#: （2022年1月24日…通过）, 自2022年5月1日起施行
_NOTE = re.compile(r"\s*[（(〔]?\d{4}年\d{1,2}月\d{1,2}日.{0,80}(?:通过|发布|公布|施行|印发|修正|修订)")
#: 一、…, the numbering of decisions, amendments and old rules.
_POINT = re.compile(r"\s*[一二三四五六七八九十]{1,3}、")
#: A headline about a statute, as 示例县学习宣传条例.
_ABOUT = re.compile("学习|宣传|贯彻|解读|座谈|培训|宣讲|落实")
_QUESTION = re.compile(r"\s*\d+\s*[.．、].*(?:[（(]\s*[A-D]{0,4}\s*[）)]|____)|\s*[A-D]\s*[.．、]\s*\S")


@dataclass(frozen=True)
class Guess:
    """The kind found, and why one should look twice (a Chinese sentence), or ""."""

    kind: str
    unsure: str = ""


def guess(found: Sequence[Row]) -> Guess:
    """The kind of a document by its rows.

    A statute has its name on top or numbers its provisions throughout; an article has a source, an editor or the
    furniture of a web page around it. Both at once, or neither, is said.
    """
    texts = [row.text for row in found]
    shown = [row.text for row in found if row.role != "removed"]
    questions = sum(bool(_QUESTION.match(text)) for text in texts)
    if questions >= 6 and questions >= len(texts) * 0.4:
        return Guess("quiz")
    articles = sum(bool(_ARTICLE.match(text)) for text in shown)
    chapters = sum(bool(_CHAPTER.match(text)) for text in shown)
    head = shown[:6]
    named = any(_STATUTE_TITLE.fullmatch(text) for text in head[:3])
    noted = any(_NOTE.match(text) for text in head)
    page = sum(
        row.role == "removed" or row.role == "meta" and dict(row.fields).keys() != {"published"} for row in found
    )
    numbered = articles >= 3 or chapters >= 1 and articles >= 1
    if (named or noted or chapters) and numbered:
        return Guess("statute", _BOTH if page >= 3 and not noted else "")
    if numbered and not page:
        return Guess(
            "statute", "文中没有法规名称，只是按各条的编号判断为法规；如果是文章，请加 --kind commentary 重新转换。"
        )
    if numbered:
        return Guess("commentary", _BOTH)
    points = sum(bool(_POINT.match(text)) for text in shown)
    plain = named and not page and not any(_ABOUT.search(text) for text in head[:3] if _STATUTE_TITLE.fullmatch(text))
    if (named and noted) or (noted and not page) or (plain and points >= 2):
        return Guess(
            "statute", "文中没有“第几条”，只是按名称和题注判断为法规；如果是文章，请加 --kind commentary 重新转换。"
        )
    return Guess("commentary")


_BOTH = "文中既有法规的条文，又有网页或报刊的来源、编辑等信息，类别没有把握；如果判断错了，请用 --kind statute 或 --kind commentary 指定。"
