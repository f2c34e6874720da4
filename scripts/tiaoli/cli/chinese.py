"""click in Chinese: help pages and the messages for wrong usage, so that no English sentence reaches a user."""

import inspect
import unicodedata
from collections.abc import Iterable, Sequence
from typing import Any

import click

WIDTH = 78
CLOSING = "，。；：、！？）》”’…"


def columns(text: str) -> int:
    """Width on a console.

    >>> columns("build 网站")
    10
    """
    return sum(2 if unicodedata.east_asian_width(char) in "WFA" else 1 for char in text)


def wrap(text: str, width: int) -> list[str]:
    """Break text into lines of at most `width` columns; Latin words stay whole, no line starts with a closing mark.

    >>> wrap("检查全部内容，然后生成网站。", 14)
    ['检查全部内容，', '然后生成网站。']
    >>> wrap("tiaoli build 生成", 9)
    ['tiaoli', 'build 生', '成']
    """
    lines, line, word = [], "", ""
    for char in [*text, ""]:
        if char and char not in " " and columns(char) == 1:
            word += char
            continue
        for piece in filter(None, (word, char)):
            fits = columns(line + piece) <= width or not line or piece in CLOSING
            line, done = (line + piece, None) if fits else (piece.lstrip(), line.rstrip())
            if done is not None:
                lines.append(done)
        word = ""
    return [*lines, line.rstrip()] if line.strip() else lines


def table(rows: Sequence[tuple[str, str]]) -> str:
    """Two columns, the second wrapped and aligned."""
    left = min(max((columns(first) for first, _ in rows), default=0), 26)
    out = []
    for first, second in rows:
        lines = wrap(second, WIDTH - left - 4) or [""]
        head = "  " + first + " " * (left - columns(first) + 2)
        if columns(first) > left:
            out.append("  " + first)
            head = " " * (left + 4)
        out.append((head + lines[0]).rstrip())
        out.extend(" " * (left + 4) + line for line in lines[1:])
    return "\n".join(out)


class UsageFault(click.UsageError):
    """Wrong usage, already said in Chinese."""


class Command(click.Command):
    """A verb whose help is in Chinese. Its docstring is the help text."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("context_settings", {}).update(allow_extra_args=True, help_option_names=["--help", "-h"])
        super().__init__(*args, **kwargs)

    def get_help_option(self, ctx: click.Context) -> click.Option | None:
        option = super().get_help_option(ctx)
        if option is not None:
            option.help = "显示这份帮助。"
        return option

    def get_help(self, ctx: click.Context) -> str:
        return help_page(self, ctx)

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        try:
            rest = super().parse_args(ctx, args)
        except click.UsageError as error:
            error.ctx = error.ctx or ctx  # click leaves it out for an option without its value
            raise
        if ctx.args and not isinstance(self, click.Group):
            raise UsageFault(f"多了参数：{' '.join(ctx.args)}。", ctx)
        return rest


class Group(Command, click.Group):
    """The command itself: verbs are listed in the order in which they are defined."""

    command_class = Command

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(self.commands)

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        if self.get_command(ctx, args[0]) is None and not args[0].startswith("-"):
            raise UsageFault(f"没有“{args[0]}”这个命令{meant(args[0], self.commands)}。", ctx)
        return super().resolve_command(ctx, args)


def meant(word: str, known: Iterable[str]) -> str:
    """，是不是想用…… — or nothing when no known word is near."""
    from difflib import get_close_matches

    near = get_close_matches(word, list(known), n=1)
    return f"，是不是想用 {near[0]}" if near else ""


def help_page(command: click.Command, ctx: click.Context) -> str:
    """The whole help of a command as text."""
    arguments = [param for param in command.get_params(ctx) if isinstance(param, click.Argument)]
    options = [param for param in command.get_params(ctx) if isinstance(param, click.Option) and not param.hidden]
    verbs = isinstance(command, click.Group)
    usage = " ".join(["[选项]", *(["命令 …"] if verbs else [argument_name(argument) for argument in arguments])])
    parts = [f"用法：{ctx.command_path} {usage}"]
    for paragraph in inspect.cleandoc(command.help or "").split("\n\n"):
        parts.append("\n".join(line for written in paragraph.split("\n") for line in wrap(written, WIDTH)))
    if isinstance(command, click.Group):
        rows = [(name, command.commands[name].short_help or first_sentence(command.commands[name].help or ""))
                for name in command.list_commands(ctx)]  # fmt: skip
        parts.append("命令：\n" + table(rows))
    parts.append("选项：\n" + table([(option_name(option), option.help or "") for option in options]))
    return "\n\n".join(parts)


def first_sentence(text: str) -> str:
    """The first line of a docstring."""
    return text.strip().split("\n")[0]


def argument_name(argument: click.Argument) -> str:
    """How an argument stands in the usage line: 文件… for many, [目录] for one that may be left out."""
    name = (argument.metavar or argument.name or "").rstrip("….")
    name += "…" if argument.nargs != 1 else ""
    return name if argument.required else f"[{name}]"


def option_name(option: click.Option) -> str:
    """-o, --out 目录."""
    names = ", ".join([*option.opts, *option.secondary_opts])
    return names if option.is_flag or option.count else f"{names} {option.metavar or ''}".rstrip()


def fault(error: click.ClickException) -> str:
    """What was wrong with the usage, as Chinese text of one sentence and a pointer to the help."""
    ctx = getattr(error, "ctx", None)
    command = ctx.command_path if ctx else "tiaoli"
    return f"{sentence(error)}运行 {command} --help 看用法。"


def sentence(error: click.ClickException) -> str:
    """The fault alone. Every class of click's exceptions that parsing can raise is covered."""
    if isinstance(error, UsageFault):
        return error.message
    if isinstance(error, click.NoSuchOption):
        near = f"，是不是想用 {error.possibilities[0]}" if error.possibilities else ""
        return f"没有“{error.option_name}”这个选项{near}。"
    if isinstance(error, click.BadOptionUsage):
        params = error.ctx.command.params if error.ctx else []
        flag = any(error.option_name in param.opts and getattr(param, "is_flag", False) for param in params)
        return f"选项 {error.option_name} 后面不带值。" if flag else f"选项 {error.option_name} 后面缺少值。"
    if isinstance(error, click.MissingParameter) and error.param is not None:
        return f"缺少{name_of(error.param)}。"
    if isinstance(error, click.BadParameter) and error.param is not None:
        return f"{name_of(error.param)}的值不对{wanted(error.param.type)}。"
    return "命令的写法不对。"


def name_of(param: click.Parameter) -> str:
    """选项 --kind / 参数 目录."""
    if isinstance(param, click.Argument):
        return f"参数“{(param.metavar or param.name or '').rstrip('….')}”"
    return f"选项 {max(param.opts, key=len)} "


def wanted(kind: click.ParamType) -> str:
    """，应为…… — what the parameter takes."""
    if isinstance(kind, click.Choice):
        return f"，应为 {'、'.join(map(str, kind.choices))} 之一"
    if isinstance(kind, click.IntRange):
        return f"，应为 {kind.min} 到 {kind.max} 的整数" if kind.max is not None else f"，应为不小于 {kind.min} 的整数"
    return ""
