"""Which lines of a saved page are no part of the article."""

import re
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from tiaoli import yamldata

#: A footer or a list of other articles begins only in the page's last part.
LAST_PART = 0.5
_CRUMB = re.compile(r"位置\s*[:：].*?([^>＞»/|\s]+)\s*$")


@dataclass(frozen=True)
class Furniture:
    """The data file data/page_furniture.yml, compiled."""

    line: tuple[tuple[re.Pattern[str], str], ...]
    footer: tuple[tuple[re.Pattern[str], str], ...]
    related: tuple[tuple[re.Pattern[str], str], ...]
    labels: dict[str, str]
    surnames: frozenset[str]


@cache
def furniture() -> Furniture:
    """The data, read once."""
    name = "data/page_furniture.yml"
    data = yamldata.read((files("tiaoli") / name).read_text("utf-8"), name).data

    def compiled(key: str) -> tuple[tuple[re.Pattern[str], str], ...]:
        return tuple((re.compile(entry["pattern"], re.I), entry["reason"]) for entry in data[key])

    labels = {key: value or "" for key, value in data["labels"].items()}
    return Furniture(compiled("line"), compiled("footer"), compiled("related"), labels, frozenset(data["surnames"]))


def reasons(texts: list[str]) -> list[str]:
    """For each line why it goes, or "" when it stays.

    >>> reasons(["打开APP", "最新公告", "当前位置:首页 > 最新公告", "示例县召开会议", "来源:示例日报", "版权所有:示例局", "注:请用书面形式"])
    ['客户端下载横幅', '页面导航', '页面导航', '', '', '页脚', '页脚']
    """
    data = furniture()
    found = [_match(text, data.line) for text in texts]
    crumbs = {match[1] for text in texts if (match := _CRUMB.search(text))}
    for i, text in enumerate(texts):
        if not found[i] and text in crumbs:
            found[i] = "页面导航"
    weight = sum(map(len, texts)) or 1
    before = 0
    for i, text in enumerate(texts):
        late = before / weight >= LAST_PART
        before += len(text)
        if not late or found[i]:
            continue
        if reason := _match(text, data.footer):
            for j in range(i, len(texts)):
                found[j] = found[j] or reason
            break
        if reason := _match(text, data.related):
            found[i] = reason
            for j in range(i + 1, len(texts)):
                if len(texts[j]) > 60 or texts[j].endswith("。"):
                    break
                found[j] = found[j] or reason
    return found


def is_button(text: str) -> bool:
    """Whether a line is nothing but what a page adds: buttons, counters, links to other articles.

    >>> is_button("【打印本页】【关闭窗口】"), is_button("第一条　示例。")
    (True, False)
    """
    return bool(re.search("[\u4e00-\u9fff]", text) and _match(text, furniture().line))


def _match(text: str, patterns: tuple[tuple[re.Pattern[str], str], ...]) -> str:
    return next((reason for pattern, reason in patterns if pattern.fullmatch(text)), "")
