"""The one YAML loader: settings, data files, front matter, banks.

YAML 1.1 turns `no` into False, `1:30` into 90, `0012` into 10 and a date into an object. Here a plain scalar becomes a
number only where that number prints back as the very same characters, booleans are spelt `true` or `false`, and all
else stays the text that somebody typed. Every key's line is kept, so that a problem can name it.

Parsing is libyaml's where PyYAML was built with it; the pure Python parser gives the same, only slower (and refuses
a tab within a line, which libyaml lets pass).
Nothing else of ours imports yaml.
"""

import re
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml
from yaml.composer import Composer
from yaml.parser import Parser
from yaml.reader import Reader
from yaml.scanner import Scanner

from tiaoli.model import Problem, ReadError
from tiaoli.textfile import read_text

_STR = "tag:yaml.org,2002:str"
_PLAIN = "plain"
_WORDS: dict[str, Any] = {
    "": None, "~": None, "null": None, "Null": None, "NULL": None,
    "true": True, "True": True, "TRUE": True, "false": False, "False": False, "FALSE": False,
}  # fmt: skip
_INTEGER = re.compile(r"-?(?:0|[1-9][0-9]{0,17})\Z")
_DECIMAL = re.compile(r"-?(?:0|[1-9][0-9]{0,8})\.[0-9]{1,8}\Z")
#: Deeper data than this is no settings file; guards the recursion below.
MAX_DEPTH = 60


@dataclass(frozen=True)
class Marked:
    """Data with the line of every key and list entry, and what was wrong with it.

    `lines` maps a dotted path to a line from 1: "office.name", and for lists "nodes.0.id" (from 0); "" is the whole.
    """

    data: Any
    lines: dict[str, int] = field(default_factory=dict)
    problems: tuple[Problem, ...] = ()


class _Tags:
    """Give plain scalars their own tag, so that the schema below decides about them and an explicit tag is seen."""

    def resolve(self, kind: type, value: Any, implicit: Any) -> str:
        if kind is yaml.ScalarNode:
            return _PLAIN if implicit[0] else _STR
        return ""

    def descend_resolver(self, *_: Any) -> None:
        pass

    def ascend_resolver(self) -> None:
        pass

    def check_resolver_prefix(self, *_: Any) -> None:
        pass


class PureLoader(Reader, Scanner, Parser, Composer, _Tags):
    """PyYAML's own parser."""

    def __init__(self, stream: str) -> None:
        Reader.__init__(self, stream)
        Scanner.__init__(self)
        Parser.__init__(self)
        Composer.__init__(self)


try:
    from yaml.cyaml import CParser

    class FastLoader(_Tags, CParser):
        """libyaml's parser."""

        def __init__(self, stream: str) -> None:
            CParser.__init__(self, stream)

except ImportError:  # PyYAML built without libyaml
    FastLoader = PureLoader  # type: ignore[assignment,misc]


def read(text: str, path: str, first_line: int = 1, loader: type = FastLoader) -> Marked:
    """The data of a YAML text; an empty text is None.

    `path` is for messages, `first_line` the file's line on which `text` starts. Keys are always strings. A doubled
    key, an alias or an explicit tag becomes a problem and the first value stands; a text that is not YAML raises
    ReadError with file, line and what to do.
    """
    try:
        node = loader(text).get_single_node()
    except yaml.YAMLError as error:
        line, reason = _explain(error, text)
        line += first_line
        raise ReadError(f"{path} 第 {line} 行{reason}", line, reason) from None
    except RecursionError:
        raise ReadError(f"{path} 的层级太深，无法读取；请检查括号和缩进。") from None
    if node is None:
        return Marked(None, {"": first_line})
    build = _Build(path, first_line)
    data = build.value(node, "", 0)
    return Marked(data, build.lines, tuple(build.problems))


def read_file(path: Path, shown: str | None = None) -> Marked:
    """`read` for a file in UTF-8; ReadError when it can't be read."""
    name = shown if shown is not None else str(path)
    return read(read_text(path, name), name)


def line_of(lines: dict[str, int], dotted: str) -> int:
    """Line of a key, or of the nearest key above it that has one.

    >>> line_of({"": 1, "office": 4}, "office.name"), line_of({}, "x")
    (4, 0)
    """
    while dotted not in lines and dotted:
        dotted = dotted.rpartition(".")[0]
    return lines.get(dotted, 0)


class _Build:
    """Values from nodes; collects lines and problems on the way."""

    def __init__(self, path: str, first_line: int) -> None:
        self.path = path
        self.first_line = first_line
        self.lines: dict[str, int] = {}
        self.problems: list[Problem] = []
        self.seen: set[int] = set()

    def value(self, node: yaml.Node, dotted: str, depth: int) -> Any:
        self.lines.setdefault(dotted, self.line(node))
        if id(node) in self.seen or depth > MAX_DEPTH:
            self.problem(node, "yaml-alias", "用了 YAML 的锚点（& 和 *）或层级太深，本程序不支持；请把内容直接写出来。")
            return None
        self.seen.add(id(node))
        if isinstance(node, yaml.MappingNode):
            self.tag(node, "tag:yaml.org,2002:map")
            return self.mapping(node, dotted, depth)
        if isinstance(node, yaml.SequenceNode):
            self.tag(node, "tag:yaml.org,2002:seq")
            return [self.value(child, join(dotted, i), depth + 1) for i, child in enumerate(node.value)]
        if node.tag == _PLAIN:
            return plain(node.value)
        self.tag(node, _STR)
        return node.value

    def mapping(self, node: yaml.MappingNode, dotted: str, depth: int) -> dict[str, Any]:
        data: dict[str, Any] = {}
        for key_node, value_node in node.value:
            if not isinstance(key_node, yaml.ScalarNode):
                self.problem(key_node, "yaml-key", "冒号前应是一个简单的名称；以 { 或 [ 开头的文字请加英文引号。")
                continue
            key = key_node.value
            where = join(dotted, key)
            if key in data:
                first = self.lines[where]
                self.problem(key_node, "yaml-duplicate", f"“{key}”写了两次（第一次在第 {first} 行）；请删去一处。")
                continue
            self.lines[where] = self.line(key_node)
            data[key] = self.value(value_node, where, depth + 1)
        return data

    def line(self, node: yaml.Node) -> int:
        return node.start_mark.line + self.first_line

    def tag(self, node: yaml.Node, allowed: str) -> None:
        if node.tag and node.tag != allowed:
            self.problem(node, "yaml-tag", "以 ! 开头的写法在 YAML 里有特殊含义；若是文字，请用英文引号括起来。")

    def problem(self, node: yaml.Node, code: str, message: str) -> None:
        self.problems.append(Problem(self.path, self.line(node), code, message))


def join(dotted: str, key: str | int) -> str:
    """A dotted path one step longer."""
    return f"{dotted}.{key}" if dotted else str(key)


def plain(text: str) -> Any:
    """Value of an unquoted scalar.

    >>> [plain(s) for s in ("no", "1:30", "0012", "2022-05-01", "1.10", "1_000", "0x1f", "1e3", "是")]
    ['no', '1:30', '0012', '2022-05-01', '1.10', '1_000', '0x1f', '1e3', '是']
    >>> [plain(s) for s in ("12", "-3", "0.5", "true", "", "~")]
    [12, -3, 0.5, True, None, None]
    """
    if text in _WORDS:
        return _WORDS[text]
    if _INTEGER.match(text) and text != "-0":
        return int(text)
    if _DECIMAL.match(text) and repr(float(text)) == text:
        return float(text)
    return text


_TAB_INDENT = re.compile(r" *\t+\S")
#: "office：县信访局": a key with a full-width colon and no other colon that YAML would see.
_WIDE_COLON = re.compile(r"\s*(?:- )?[\w\"']{1,20}：(?!.*: )")
#: What the parsers say -> what a person should do. First match wins; both parsers' words are covered.
_HINTS = (
    ("control characters|special characters|unacceptable character", "有看不见的控制字符，请删去这一处重新输入"),
    (r"alias|anchor|'[&*]'|alphabetic or numeric", "值不能以 * 或 & 开头；若是文字，请用英文引号括起来"),
    (r"'[@`%|>]'|start any token", "有不能放在开头的符号（如 @ ` %）；若是文字，请用英文引号括起来"),
    ("escape", "双引号里有反斜杠 \\，请改用单引号"),
    ("mapping values", "一行里有两个英文冒号，或缩进不对；值里含英文冒号时，请用英文引号括起来"),
    ("expected ':'", "缺少英文冒号（是不是写成了中文冒号“：”？），冒号后还要有一个空格"),
    ("quoted scalar|end of stream", "引号没有成对；请补上另一个英文引号"),
    ("flow|',' or", "方括号 [ ] 或花括号 { } 没有成对，或缺少英文逗号"),
    (
        "block|expected key|document start|single document|indentation",
        "缩进没有对齐，或上一行的引号没有成对；同一层的各行前面的空格数要相同",
    ),
)


def _explain(error: yaml.YAMLError, text: str) -> tuple[int, str]:
    """Line (from 0) of a syntax error, and what a person should do about it."""
    if isinstance(error, yaml.reader.ReaderError):
        before = Reader.NON_PRINTABLE.search(text)
        line = text.count("\n", 0, before.start()) if before else 0
        return line, "无法读取：有看不见的控制字符，请删去这一处重新输入。"
    mark, context = getattr(error, "problem_mark", None), getattr(error, "context_mark", None)
    said = f"{getattr(error, 'problem', '')} {getattr(error, 'context', '')}"
    hint = next((hint for words, hint in _HINTS if re.search(words, said)), "格式不对，请对照相邻的行检查")
    if context is not None and ("成对" in hint and "缩进" not in hint or hint.startswith("缺少英文冒号")):
        mark = context  # where the bracket, the quotation mark or the key began, not where the text ran out
    line = mark.line if mark is not None else 0
    rows = text.rstrip().split("\n")
    line = min(line, len(rows) - 1)
    tab = next((n for n in range(line + 1) if _TAB_INDENT.match(rows[n])), None)
    colon = next((n for n in (line, line - 1) if n >= 0 and _WIDE_COLON.match(rows[n])), None)
    if tab is not None:
        line, hint = tab, "行首用了制表符（Tab）缩进，请改成空格"
    elif colon is not None:
        line, hint = colon, "用了中文冒号“：”，请改成英文冒号加一个空格“: ”"
    return line, f"无法读取：{hint}。"
