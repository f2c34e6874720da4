"""Text as the search compares it; assets/search-text.js does the same in the browser (cases: tests/cases/normalise.yml)."""

import re
import unicodedata

from tiaoli.clean.script import simplify_char
from tiaoli.numerals import parse_int

#: Units after a number, longest first, and what they are compared as: 天 is 日, but 工作日 never is.
UNITS = {
    "个工作日": "工作日", "个工作天": "工作日", "工作日": "工作日", "工作天": "工作日", "个自然日": "日", "自然日": "日",
    "个小时": "小时", "小时": "小时", "钟头": "小时", "个月": "个月", "个星期": "周", "个礼拜": "周", "星期": "周", "礼拜": "周",
    "个人": "人", "天": "日", "日": "日", "名": "人", "位": "人", "人": "人", "周": "周", "月": "月", "年": "年", "条": "条",
    "款": "款", "项": "项", "目": "目", "章": "章", "节": "节", "编": "编", "个": "个", "次": "次",
}  # fmt: skip
#: "第三十四条", "60 个工作日", "5日以内"
_NUMBER = re.compile(
    rf"(?P<before>[第之]?)(?P<number>[0-9]+|[零〇○一二两三四五六七八九十百千万]+)(?: {{0,2}}(?P<unit>{'|'.join(UNITS)})(?P<within>[之以](?=内))?)?"
)
_DROPPED = re.compile("[“”‘’\"'《》〈〉「」『』、，,·（）()〔〕\\[\\]【】…—～~`*_#|<>\u200b\ufeff\ufe4f]")
_GAP = re.compile(r"[ \u3000\t\r\n。；：！？!?;:./\\\-+=&%$@^{}]+")


def normalise(text: str) -> str:
    """The compared form: simplified, half-width, numbers in digits, no punctuation inside a sentence.

    >>> normalise("第三十四條　六十天內"), normalise("上一级机关、单位")
    ('第34条 60日内', '上一级机关单位')
    """
    text = "".join(simplify_char(_half(c)) for c in text)
    text = _NUMBER.sub(_number, re.sub(r"第\s+(?=[0-9零〇一二三四五六七八九十百千])", "第", text))
    return _GAP.sub(" ", _DROPPED.sub("", text)).strip()


def _half(char: str) -> str:
    return unicodedata.normalize("NFKC", char).lower() if "！" <= char <= "～" else char.lower()


def _number(match: re.Match) -> str:
    number = match["number"]
    sure = number.isascii() or match["unit"] or match["before"] or len(number) > 1 and re.search("[十百千]", number)
    amount = parse_int(number) if sure else None
    if amount is None:
        return match[0]
    return f"{match['before']}{amount}{UNITS.get(match['unit'] or '', '')}"
