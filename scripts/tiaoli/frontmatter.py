"""Split a Markdown file into front matter and body."""

import re
from dataclasses import dataclass, field
from typing import Any

from tiaoli import yamldata
from tiaoli.model import Problem, ReadError

_OPEN = re.compile(r"---[ \t]*\n")
_CLOSE = re.compile(r"^(?:---|\.\.\.)[ \t]*(?:\n|\Z)", re.M)
#: "title: …": what follows an opening line when it opens front matter and isn't just a ruler.
_KEY = re.compile(r"\s*[\w\"'][^\n:：]*(?:：|:(?:\s|\Z))")


@dataclass(frozen=True)
class FrontMatter:
    """`meta` of a file, its `body` and the file's line on which the body starts; `lines`: dotted key -> file line."""

    meta: dict[str, Any]
    body: str
    body_line: int = 1
    lines: dict[str, int] = field(default_factory=dict)
    problems: tuple[Problem, ...] = ()

    @property
    def padded_body(self) -> str:
        """The body below as many empty lines as the front matter took, so that its lines are the file's."""
        return "\n" * (self.body_line - 1) + self.body


def split(text: str, path: str) -> FrontMatter:
    """Front matter (YAML between two lines of ---) and body; never raises.

    Front matter that isn't closed, isn't YAML or isn't key: value becomes a problem, and the body is still given.
    """
    opening = _OPEN.match(text)
    if not opening or not _KEY.match(text[opening.end() :]) and not _CLOSE.match(text, opening.end()):
        return FrontMatter({}, text)
    closing = _CLOSE.search(text, opening.end())
    if not closing:
        message = "文件头以 --- 开始却没有结束；请在文件头之后另起一行写 ---。"
        return FrontMatter({}, text[opening.end() :], 2, problems=(Problem(path, 1, "front-matter", message),))
    header, body = text[opening.end() : closing.start()], text[closing.end() :]
    body_line = text.count("\n", 0, closing.end()) + 1
    try:
        marked = yamldata.read(header, path, first_line=2)
    except ReadError as error:
        found = Problem(path, error.line or 1, "front-matter", "文件头" + error.reason)
        return FrontMatter({}, body, body_line, problems=(found,))
    if marked.data is not None and not isinstance(marked.data, dict):
        found = Problem(path, 2, "front-matter", "文件头里每行都应写成“名称: 值”（英文冒号加一个空格）。")
        return FrontMatter({}, body, body_line, problems=(*marked.problems, found))
    return FrontMatter(marked.data or {}, body, body_line, marked.lines, marked.problems)
