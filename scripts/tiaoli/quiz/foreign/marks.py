"""How people mark questions, options, answers and sections in banks they pass around."""

import re

#: 一、单项选择题（每题2分） / 二.多选题 / 判断题： / 【填空题】
SECTION = re.compile(
    r"(?:(?<=\n)|^)[ \t\u3000#*]*(?:第?[一二三四五六七八九十]{1,3}(?:部分|大题)?\s*[、.．：:]?|[（(][一二三四五六七八九十]{1,3}[）)]|【)?\s*"
    r"(?P<kind>单项选择|单选|多项选择|多选|不定项选择?|选择|判断(?:正误|对错)?|是非|填空|简答|问答|论述|名词解释|排序|案例分析)(?:题)?"
    r"(?P<rest>(?:部分)?】?[ \t\u3000]*(?:[（(][^（）()\n]{0,40}[）)])?[ \t：:*]*)(?=\n|$|\d)"
)
#: The same in the middle of a line: web pages print a whole bank in one line. ……准确记忆。二、多选题1.……
SECTION_INLINE = re.compile(
    r"[一二三四五六七八九十]{1,2}\s*[、.．]\s*(?P<kind>单项选择|单选|多项选择|多选|不定项选择|判断|填空|简答|问答|论述|案例分析)题(?P<rest>[ ]*(?:[（(][^（）()\n]{0,40}[）)])?[：: ]*)(?=\d{1,3}\s*[.、．])"
)
KINDS = {
    "单项选择": "single", "单选": "single", "多项选择": "multi", "多选": "multi", "不定项选择": "multi", "不定项": "multi", "选择": "",
    "判断": "judge", "判断正误": "judge", "判断对错": "judge", "是非": "judge", "填空": "blank", "简答": "short",
    "问答": "short", "论述": "short", "名词解释": "short", "案例分析": "short", "排序": "order",
}  # fmt: skip
#: 1. / 1、 / (1) / 第1题 / 【1】 at the start of a line
NUMBER = re.compile(
    r"(?:(?<=\n)|^)[ \t\u3000*#]*(?:第\s*(?P<c>\d{1,4})\s*题[：:.、]?|[（(【\[]\s*(?P<b>\d{1,4})\s*[）)】\]][.、]?|(?P<a>\d{1,4})\s*(?:[.．、:：)）](?!\d)|(?=【)|[.．](?=20\d\d年)))[ \t\u3000]*"
)
#: the same inside a line, right after a sentence, an answer or white space
NUMBER_INLINE = re.compile(r"(?<=[。；！？）)”》\sA-H√×对错题分])(?P<a>\d{1,3})[.．、](?!\d(?!\d{3}年))[ \u3000]*")
#: 【单选题】 [多选题] （判断题）
TAG = re.compile(
    r"[【\[（(]\s*(?P<kind>单项选择|单选|多项选择|多选|不定项选择|不定项|判断|填空|简答|问答|论述|排序)(?:题)?\s*(?:[，,][^】\]）)]{0,12})?[】\]）)]"
)
ANSWER = re.compile(
    r"(?:【|\[|（)?\s*(?:参考|正确|标准|本题)?答\s*案\s*(?:】|\]|）)?\s*(?:[：:为是]\s*|(?=[A-H√×对错正]))|(?:(?<=\n)|^)[ \t\u3000]*答\s*[：:]\s*"
)
#: 【解析】 / 解析： / a line that begins with 解析. Not 分析 in 分析形势，部署任务: without its colon it is a word like others.
EXPLANATION = re.compile(
    r"[【\[（(]\s*(?:答案|试题|题目)?(?:解析|详解|分析)\s*[】\]）)]\s*[：:]?\s*|(?:答案|试题|题目)?(?:解析|详解|分析)\s*[：:]\s*"
    r"|(?:(?<=\n)|(?<=[ \t\u3000A-H√×。])|^)(?:答案|试题|题目)?(?:解析|详解)\s*"
    r"|(?:(?<=\n)|^)[ \t]*(?:【|\[)?(?:依据|出处|考点)(?:】|\])?\s*[：:]\s*"
)
#: A heading after which only answers stand.
ANSWERS_HEADING = re.compile(
    r"\n[ \t\u3000#*]*(?:附[件录]?[：:\d]?\s*)?[^\n。，？]{0,24}?(?:参考|标准|正确|试题)?答案(?:及?与?解析|部分|如下|汇总|页)?[：:]?[ \t*]*(?=\n)"
)
#: 单选题答案：1-5 ABCDA / 答案：1.B 2.C, in one line behind its questions.
KEY_LINE = re.compile(
    r"(?:(?<=\n)|^)(?P<head>[^\n：:]{0,14}答案[^\n：:\d]{0,6})[：:]?[ \t]*(?P<keys>(?:\d{1,3}[ ]*(?:[-~—至]+[ ]*\d{1,3}[ ]*)?[.、．：:)）]?[ ]*[A-H√×对错][A-H√×对错、，, \t]*)+)(?=\n|$)"
)
#: （√）1、…: the key stands before the number.
KEY_FIRST = re.compile(
    r"^(?P<space>\s*)(?P<key>[（(][\s\u3000]*(?:[√×✓✗]|对|错|正确|错误|[A-HＡ-Ｈ]{1,6})?[\s\u3000]*[）)])[\s\u3000]*(?P<number>\d{1,3}\s*[.．、])(?P<rest>.*)$"
)
OPTION_LETTERS = "ABCDEFGH"
_TRUE = ("√", "✓", "✔", "对", "正确", "是", "T", "TRUE", "True", "true", "Y", "v", "V")
_FALSE = (
    "×",
    "✗",
    "✘",
    "错",
    "错误",
    "不正确",
    "否",
    "F",
    "FALSE",
    "False",
    "false",
    "N",
    "X",
    "x",
    "╳",
    "不对",
    "Χ",
    "х",
)


def option_start(letter: str) -> re.Pattern[str]:
    """Where an option begins: A. A、 A) A： at a line's start, after white space, or in running text."""
    return re.compile(
        rf"(?:(?<=\n)|^)[ \t\u3000*]*[（(]?{letter}\s*(?:[.．、:：)）]|(?=[ \t\u3000\u4e00-\u9fff\d《“]))[ \t\u3000]*|(?<![A-Za-z0-9])[（(]?{letter}\s*[.．、:：)）][ \t\u3000]*|(?<=[ \t\u3000]){letter}(?=[ \t\u3000\u4e00-\u9fff])"
    )


def judgement(words: str) -> bool | None:
    """True or False for √, 对, 正确 / ×, 错; None for anything else.

    >>> judgement("√"), judgement("（错误）"), judgement("A")
    (True, False, None)
    """
    bare = words.strip(" \t\u3000\n。.；;（）()【】[]“”")
    return True if bare in _TRUE else False if bare in _FALSE else None


def letters(words: str) -> tuple[str, ...] | None:
    """Option letters of a key: ABD, A、B、D, "A B"; None when it is something else.

    >>> letters("A、B，D"), letters("abd"), letters("60日")
    (('A', 'B', 'D'), ('A', 'B', 'D'), None)
    """
    bare = re.sub(r"[\s、,，;；.。/／和与+&]+", "", words).upper()
    if not bare or not re.fullmatch("[A-H]+", bare) or len(bare) > 8:
        return None
    return tuple(dict.fromkeys(bare))
