"""The lines of a notice with the headings that they stand under, whatever the layout: 一、…, 征文对象：…, 【投稿方式】, a table."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from tiaoli.model import Line

#: What headings and labels speak of; the first that is found in a heading wins. Order: the narrower before the wider.
FIELDS = {
    "submit": r"投稿(?:方式|邮箱|地址|渠道|途径|办法|须知|方法)|报送(?:方式|地址|邮箱|途径)|提交(?:方式|地址)|参与方式|参赛方式|报名方式|作品(?:提交|报送|投递)|来稿(?:方式|地址|邮箱)|征集方式|投递方式|征稿邮箱|电子(?:邮箱|信箱)|邮寄地址|邮箱|^地址$|通[信讯]地址|联系地址",
    "contacts": r"联系(?:人|方式|电话|单位)|咨询(?:电话|方式)|^电话$",
    "opens_closes": r"(?:征文|征稿|征集|投稿|来稿|收稿|报送|提交|活动|参赛|大赛|比赛|竞赛|起止)(?:的)?(?:起止)?(?:时间|日期|期限)|截稿|截止|^时间(?:安排)?$",
    "judging": r"评(?:审|选)(?!.*奖项)|评奖办法|公布|颁奖|揭晓|结果",
    "awards": r"奖项|奖励|评奖|获奖|表彰|稿酬|奖次",
    "eligibility": r"(?:参加|征文|参赛|参与|征稿|征集|投稿|活动|参评|作者)(?:的)?(?:对象|范围|人员|资格|者)|^对象$",
    "genres": r"体裁|文体|(?:征文|作品)(?:的)?(?:形式|类型|种类|类别)",
    "words": r"字数|篇幅",
    "organisers": r"(?:主办|承办|协办|指导|举办|联合主办|支持|组织)(?:单位|机构)|组织领导|活动组织|^(?:主办|承办|协办)方?$",
    "topics": r"选题|参考题目|征文(?:内容|方向|范畴)|作品内容|内容范围|写作范围|征稿内容",
    "theme": r"主题",
    "format": r"格式|排版|版式",
    "requirements": r"要求|须知|事项|说明|细则",
}
_FIELD = {name: re.compile(words) for name, words in FIELDS.items()}
#: 一、 / 第一部分 on the first level, （一） below it, 1. below that.
_LEVELS = (
    re.compile(
        r"^(?:[一二三四五六七八九十]{1,3}\s*[、.．]|第[一二三四五六七八九十]+[部章]分?\s*|0\d\s*[|｜丨]\s*|[★■◆●▲▶]\s*)"
    ),
    re.compile(r"^[（(][一二三四五六七八九十]{1,3}[）)]\s*、?"),
    re.compile(r"^(?:\d{1,2}\s*[、.．)）](?!\d)|[（(]\d{1,2}[）)]|[①-⑳]|[-·•]\s)\s*"),
)
_LABELLED = re.compile(r"^[【\[·•*]?\s*(?P<label>[\u4e00-\u9fff（）()“”/]{2,14})\s*[】\]]?\s*[:：]\s*(?P<text>.*)$")
#: Two or more blanks, a tab or a table's cell between a label and its text.
_SPACED = re.compile(r"^(?P<label>[\u4e00-\u9fff]{2,8})(?:[ 　]{2,}|\t+|　)(?P<text>\S.*)$")
#: 【征文主题】讲好信访故事; a heading where nothing follows.
_BRACKETED = re.compile(r"^[【\[〔](?P<label>[^】\]〕]{2,14})[】\]〕]\s*[:：]?\s*(?P<text>.*)$")
_SENTENCE = re.compile(r"[，。；！？,;]")
#: 三、评选及奖励 1、参赛对象：全体市民。: a heading with a blank and its first line behind it
_HEADED = re.compile(r"^([一二三四五六七八九十]{1,3}\s*[、.．]\s*([\u4e00-\u9fff]{2,8}))[ 　]+(\S.*)$")
_HEADING_LENGTH = 18


@dataclass(frozen=True, slots=True)
class Row:
    """A line of a notice: its text without numbering and label; `field` of FIELDS that it speaks of, "" for none.

    `label`: the heading or label as written; `above`: fields of the headings over it, the nearest last; `cells`: of a
    table's row that is more than a label with its text.
    """

    number: int
    text: str
    field: str = ""
    label: str = ""
    above: tuple[str, ...] = ()
    own_label: bool = False
    cells: tuple[str, ...] = ()

    @property
    def fields(self) -> tuple[str, ...]:
        """What the line is about, the nearest heading last."""
        return (*self.above, self.field) if self.field else self.above


def field_of(words: str) -> str:
    """What a heading speaks of.

    >>> [field_of(s) for s in ("征文主题", "截稿日期", "参加对象", "投稿方式", "评审办法", "前言")]
    ['theme', 'opens_closes', 'eligibility', 'submit', 'judging', '']
    """
    words = re.sub(r"\s", "", words)
    return next((name for name, pattern in _FIELD.items() if pattern.search(words)), "")


#: An office, as it signs a notice.
_OFFICE = re.compile(
    r"[^。；：:，@\d]{2,36}(?:局|部|委|会|室|中心|院|社|联|府|处|厅|校|学|馆|团|站|所|支部|公司|集团)(?:[（(].{1,10}[）)])?"
)


def is_office(text: str) -> bool:
    """Whether a line is nothing but the name of an office.

    >>> is_office("示例县信访局"), is_office("请报送至示例县信访局。")
    (True, False)
    """
    return bool(_OFFICE.fullmatch(text.strip()))


def rows(lines: Iterable[Line]) -> list[Row]:
    """Every line with what it speaks of; a heading without text gives no row but rules those below it."""
    found: list[Row] = []
    open_: dict[int, tuple[str, str]] = {}
    for line in lines:
        if cells := _grid(line):
            fields = tuple(name for name, _ in open_.values() if name)
            label = open_[max(open_)][1] if open_ else ""
            found.append(Row(line.number, "　".join(filter(None, cells)), "", label, fields, False, cells))
            continue
        for text in _cells(line):
            level, bare = _level(text)
            label, rest = _label(bare)
            if match := _BRACKETED.match(text):
                level, label, rest = 0, match["label"], match["text"].strip()
            if label is None and _is_heading(bare, level, line.style):
                label, rest = bare.strip("【】[] ：:"), ""
            name = field_of(label) if label else ""
            if label is not None and (name or level < 2 or not rest):
                if not rest or level < 3:
                    # a label in the middle of a section rules only itself, a heading all that follows on its level
                    for deeper in [at for at in open_ if at >= level]:
                        del open_[deeper]
                    open_[level] = (name, label)
                if rest:
                    found.append(Row(line.number, rest, name, label, _above(open_, level), True))
                continue
            holder = open_[max(open_)] if open_ else ("", "")
            whole = bare if level < 9 else text
            found.append(Row(line.number, whole, "", holder[1], tuple(name for name, _ in open_.values() if name)))
    return found


def _above(open_: dict[int, tuple[str, str]], level: int) -> tuple[str, ...]:
    return tuple(name for at, (name, _) in sorted(open_.items()) if name and at < level)


def _grid(line: Line) -> tuple[str, ...]:
    """The cells of a table's row that says several things of one: | 一等奖 | 2名 | 证书 |, | 集中报送 | 5月10日前 | … |."""
    cells = _in_table(line)
    labels = cells[::2] if len(cells) % 2 == 0 else ()
    if len([cell for cell in cells if cell]) < 3 or (labels and all(map(field_of, labels))):
        return ()
    return cells


def _in_table(line: Line) -> tuple[str, ...]:
    text = line.text.strip()
    if not (line.style == "table" or text.startswith("|") and text.endswith("|")):
        return ()
    cells = tuple(cell.strip() for cell in text.strip("|").split("|"))
    return () if all(set(cell) <= set("-: ") for cell in cells) else cells


def _cells(line: Line) -> list[str]:
    """A table's row is labels, each with its text; a line without a table may hold a heading and what stands below it."""
    text = line.text.strip()
    if line.style == "table" or text.startswith("|") and text.endswith("|"):
        cells = [cell for cell in _in_table(line) if cell]
        paired = len(cells) % 2 == 0 and (len(cells) == 2 or all(map(field_of, cells[::2])))
        return ["：".join(pair) for pair in zip(cells[::2], cells[1::2], strict=True)] if paired else cells
    found: list[str] = []
    for part in text.split("\n"):
        match = _HEADED.match(part.strip())
        found += [match[1], match[3]] if match and field_of(match[2]) else [part.strip()]
    return list(filter(None, found))


def _level(text: str) -> tuple[int, str]:
    """Depth of the numbering (3 for none) and the text behind it."""
    for level, pattern in enumerate(_LEVELS):
        match = pattern.match(text)
        if match:
            return level, text[match.end() :].strip()
    return 3, text


def _label(text: str) -> tuple[str | None, str]:
    match = _LABELLED.match(text)
    if match and (field_of(match["label"]) or not match["text"]):
        return match["label"], match["text"].strip()
    match = _SPACED.match(text)
    if match and field_of(match["label"]):
        return match["label"], match["text"].strip()
    # 一、征文主题。本次征文的主题是……: a heading with its text on the same line
    head, stop, rest = text.partition("。")
    if stop and rest and len(head) <= 8 and field_of(head):
        return head, rest.strip()
    return None, text


def _is_heading(text: str, level: int, style: str) -> bool:
    if not text or len(text) > _HEADING_LENGTH or _SENTENCE.search(text.rstrip("：:。")) or re.search(r"\d", text):
        return False
    if text.endswith("。") and not (field_of(text) and len(text) <= 8):
        return False  # （一）体裁为散文、诗歌。
    return level < 2 or style.startswith("heading") or (bool(field_of(text)) and len(text) <= 8)
