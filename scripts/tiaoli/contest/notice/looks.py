"""The format that a notice prescribes: fonts, sizes, line distance, margins, kinds of file, anonymity."""

import re
from collections.abc import Sequence
from typing import Any

from tiaoli.contest.notice.outline import Row

_SIZE = r"(初号|小初|[一二三四五1-5]号|小[一二三四五1-5]号?|\d{1,2}(?:\.5)?磅)"
_FONT = r"(方正小标宋(?:_GBK|简体)?|小标宋体?|仿宋(?:_GB2312|体)?|楷体(?:_GB2312)?|黑体|宋体|华文中宋|微软雅黑|方正仿宋(?:_GBK)?)"
_PARTS = (
    ("heading1", r"一级(?:小)?标题|第一层(?:次)?(?:小)?标题|小标题"),
    ("heading2", r"二级(?:小)?标题|第二层(?:次)?(?:小)?标题"),
    ("title", r"大标题|主标题|文章标题|论文标题|(?<!小)(?<!级)标题|题目"),
    ("body", r"正文|内文|全文|文章内容|内容"),
)
_STYLE = re.compile(rf"{_SIZE}\s*(?:字)?\s*{_FONT}|{_FONT}\s*(?:字体)?\s*[，,]?\s*{_SIZE}")
_PITCH = re.compile(r"(?:固定值|固定行距|行(?:间)?距)[^，。；;\d]{0,8}(\d{2}(?:\.\d+)?)\s*磅")
_SPACING = re.compile(r"(\d(?:\.\d+)?|单)倍(?:行距|行间距)|行(?:间)?距[^，。；;\d]{0,4}(\d(?:\.\d+)?)\s*倍?")
_MARGIN = re.compile(r"(上|下|左|右)(?:边距|空)?[^，。；;\d上下左右]{0,6}(\d{1,2}(?:\.\d+)?)\s*(mm|毫米|cm|厘米)")
_TYPES = (("docx", r"(?i:word|docx?)"), ("pdf", r"(?i:pdf)"), ("wps", r"(?i:wps)"), ("txt", r"(?i:txt)|文本文档"))
_SENT = re.compile(r"格式|文档|文件|电子版|电子稿|命名|版本|形式")
_ANONYMOUS = re.compile(
    r"(?:正文|文中|作品|稿件|文章)[^。；;，,]{0,14}(?:不得|不要|不能|勿|不)(?:出现|署|标注|注明|透露|体现|写|留)[^。；;]{0,14}(?:姓名|单位|作者|个人信息|署名)|(?:请勿|不得|不要|不能)在(?:正?文|作品|稿件|文章)中[^。；;]{0,6}(?:姓名|单位|作者|个人信息)|匿名"
)
_DIGITS = str.maketrans("12345", "一二三四五")


def read(rows: Sequence[Row]) -> dict[str, Any]:
    """{"title": {"font", "size"}, "body": …, "heading1", "heading2", "pitch", "spacing", "margins" in mm, "paper", "types",
    "anonymous"}: only what is said."""
    found: dict[str, Any] = {}
    for row in rows:
        _faces(row, found)
        if match := _PITCH.search(row.text):
            found.setdefault("pitch", float(match[1]))
        elif match := _SPACING.search(row.text):
            said = match[1] or match[2]
            found.setdefault("spacing", 1.0 if said == "单" else float(said))
        if "边距" in row.text or "页边" in row.label:
            for side, number, unit in _MARGIN.findall(row.text):
                mm = float(number) * (10 if unit in ("cm", "厘米") else 1)
                key = {"上": "top", "下": "bottom", "左": "left", "右": "right"}[side]
                found.setdefault("margins", {}).setdefault(key, round(mm, 2))
        if re.search(r"(?i)A4", row.text):
            found["paper"] = "A4"
        if _SENT.search(row.text + row.label):
            for name, pattern in _TYPES:
                if re.search(pattern, row.text) and name not in found.setdefault("types", []):
                    found["types"].append(name)
        if _ANONYMOUS.search(row.text):
            found["anonymous"] = True
    if not found.get("types", True):
        del found["types"]
    return found


def _faces(row: Row, found: dict[str, Any]) -> None:
    """A font belongs to the part of the text that was named last before it."""
    text = f"{row.label}：{row.text}" if row.own_label else row.text
    text = re.sub(r"_?GB2312", "_GB2312", text)
    for match in _STYLE.finditer(text):
        before = text[: match.start()]
        named = [(m.start(), m.end(), part) for part, pattern in _PARTS for m in re.finditer(pattern, before)]
        if not named:
            continue
        # 一级标题 ends where 标题 does: of those that end last, the one that begins first is the longer name
        last = max(end for _, end, _ in named)
        part = min((start, part) for start, end, part in named if end == last)[1]
        size, font = (match[1], match[2]) if match[1] else (match[4], match[3])
        found.setdefault(part, {"font": font, "size": _size(size)})


def _size(said: str) -> str:
    """3号 is 三号, 小4号 is 小四.

    >>> _size("3号"), _size("小4号"), _size("16磅")
    ('三号', '小四', '16磅')
    """
    if said.endswith("磅"):
        return said
    said = said.translate(_DIGITS)
    return said.removesuffix("号") if said.startswith("小") else said
