"""What kind of document a text is, by what only that kind has."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from tiaoli.commentary import Row
from tiaoli.commentary.repeats import REASON as REPEATED

KINDS = ("statute", "commentary", "quiz", "contest", "ledger")
_ARTICLE = re.compile(r"\s*第\s*([一二三四五六七八九十百千零〇\d][一二三四五六七八九十百千零〇\d\s]{0,10})条")
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
#: 1．…（ A ）…, 3、…____…, A. …, 答案：B, 二、多选题（每题2分）, （√）
_QUESTION = re.compile(
    r"\s*\d+\s*[.．、].*(?:[（(]\s*(?:[A-H]{0,8}|[√×对错])\s*[）)]|____)|\s*[（(]?[A-H]\s*[.．、:：)）]\s*\S|\s*[【\[]?(?:正确|参考)?答案\s*[】\]]?\s*[：:]?"
    r"|.{0,6}(?:单选|多选|单项选择|多项选择|判断|填空|简答)题\s*(?:[（(].{0,30}[）)])?[：:]?\s*$|\s*[（(]\s*[√×]\s*[）)]"
)
#: The head of a table of questions: | 序号 | 题干 | 选项A | 答案 |
_TABLE = re.compile(r"\|.*(?:题干|题目|试题).*\|.*答案")
#: A key wherever it stands: web pages print a whole bank in one line.
_KEY = re.compile(r"答案\s*[】\]]?\s*[：:]\s*(?:[A-H√×对错]|正确)|[（(]\s*[A-H]{1,6}\s*[）)]")
#: 一、单选题（每题2分）, 填空题, alone on a line; and lines below it: 1. …, （√）2、…, A. …, 答：…
_SECTION = re.compile(
    r"\s*(?:[一二三四五六七八九十]{1,3}[、.．]|[（(][一二三四五六七八九十][)）])?\s*(?:单项?选择?|多项?选择?|不定项选择|选择|判断|填空|简答|问答|论述|案例分析|排序)题\s*(?:[（(].{0,40}[）)])?[:：。]?\s*"
)
_NUMBERED = re.compile(r"\s*(?:[（(]\s*[√×对错A-H]?\s*[)）]\s*)?\d{1,3}\s*[.．、]|\s*答\s*[:：]")


def _of_bank(text: str) -> bool:
    return bool(_SECTION.fullmatch(text) or _NUMBERED.match(text) or _QUESTION.match(text))


#: 关于开展……征文活动的通知, 征稿启事; and what such a notice speaks of under headings or labels of their own.
_CONTEST = re.compile(r"征文|征稿|征集.{0,20}(?:论文|作品|文章|案例|故事|心得)|(?:故事|论文|案例|作品).{0,8}征集")
_CONTEST_NOTICE = re.compile(
    r"(?:征文|征稿|征集.{0,20}(?:论文|作品|文章|案例|故事|心得)|(?:故事|论文|案例|作品).{0,8}征集).{0,12}(?:通知|启事|公告|方案|函)\s*$"
)
#: 征　文　通　知: a notice that says little, whatever its parts
_BARE_NOTICE = re.compile(r"[#\s]*(?:[“”\u4e00-\u9fff]{0,12})?征文(?:活动|比赛|大赛)?的?(?:通知|启事)")
_CONTEST_PARTS = tuple(
    re.compile(rf"[\s#|【\[（(一二三四五六七八九十\d、.．）)·◆●■★▲]*(?:[\u4e00-\u9fff]{{0,8}}(?:{words})(?:安排|设置|办法)?)[】\]]?\s*(?:[:：|　。◆●■★▲]|\s|$)")
    for words in ("主题|选题", "对象|范围|人员", "截稿日期|截止时间|截稿时间|截止日期|时间|日期", "体裁|文体|字数|篇幅|要求|格式", "方式|邮箱|地址", "奖项设置|奖项|奖励|评奖|奖励办法", "主办单位|组织机构")
)  # fmt: skip

#: A notice in running paragraphs (a forum, a message): what it says in its own words, and what only a report on one says.
_CONTEST_SAYS = tuple(
    re.compile(words)
    for words in ("征文时间|截稿|截止", "字数|文体|体裁|\\d字", "一等奖", "投稿|邮箱|信箱|报送", "决定|定于|现将|诚邀|欢迎")
)  # fmt: skip
_REPORTS = re.compile("收到(?:作品|稿件|来稿|征文)|揭晓|颁奖仪式|落下帷幕|圆满|本报讯")


#: 示例办法（2020年1月1日…通过）第一章 总则 before 第一条, in a text that is all one line.
_ONE_LINE_TOP = re.compile(
    r"[^，。；]{0,60}(?:条例|法|办法|规定|规则|细则|章程|准则|决定|规程|制度)\s*(?:[（(][^（）()]{1,80}[)）])?\s*(?:目\s*录.{0,300}?)?(?:第[一二三四五六七八九十]+[编章节][^。；，：]{1,30}){0,40}第一条"
    r"|(?:第[一二三四五六七八九十]+[编章节][^。；，：]{1,30}){1,40}第一条|第一条"
)


def _is_one_line(text: str) -> bool:
    """第一条, 第二条 and 第三条 follow each other in one line, each behind the end of a sentence or a chapter's heading."""
    at = _ONE_LINE_TOP.match(text)
    place = at.end() if at else -1
    for label in ("第二条", "第三条"):
        place = text.find(label, place) if place > 0 else -1
        before = re.sub(
            r"第[一二三四五六七八九十]+[编章节][^。；，：]{1,30}$", "", text[max(0, place - 40) : place]
        ).rstrip()
        if place < 0 or before[-1:] not in "。；”）":
            return False
    return True


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
    keys = sum(len(_KEY.findall(text)) for text in texts)
    if (
        (questions >= 6 and questions >= len(texts) * 0.4)
        or any(_TABLE.search(text) for text in texts[:12])
        or (keys >= 5 and keys * 250 > sum(map(len, texts)))
        or (keys >= 2 and keys * 80 > sum(map(len, texts)))
        or (keys and questions >= 3 and questions >= len(texts) * 0.8)
        or (any(map(_SECTION.fullmatch, texts)) and sum(map(_of_bank, texts)) >= max(2, len(texts) * 0.6))
    ):
        return Guess("quiz")
    if any(_CONTEST.search(text) for text in texts[:10]):
        parts = sum(any(pattern.match(text) for text in texts) for pattern in _CONTEST_PARTS)
        whole = "\n".join(texts)
        says = sum(bool(pattern.search(whole)) for pattern in _CONTEST_SAYS)
        needed = 3 if any(_CONTEST_NOTICE.search(text) for text in texts[:10]) else len(_CONTEST_SAYS)
        if says >= needed and not _REPORTS.search(whole):
            return Guess("contest")
        if any(_BARE_NOTICE.fullmatch("".join(text.split())) for text in texts[:3]) or parts >= (
            2 if any(_CONTEST_NOTICE.search(text) for text in texts[:10]) else 3
        ):
            return Guess("contest")
    articles = sum(bool(_ARTICLE.match(text)) for text in shown)
    chapters = sum(bool(_CHAPTER.match(text)) for text in shown)
    head = shown[:6]
    if articles < 3 and any(map(_is_one_line, head)):
        return Guess("statute")
    named = any(_STATUTE_TITLE.fullmatch(text) for text in head[:3])
    noted = any(_NOTE.match(text) for text in head)
    page = sum(
        (row.role == "removed" and not row.reason.startswith(REPEATED))
        or row.role == "meta"
        and dict(row.fields).keys() != {"published"}
        for row in found
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
