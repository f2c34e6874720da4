"""The command line: the only place that prints to the user and exits.

Exit codes: 0 fine, 1 the content has errors, 2 wrong usage or unreadable input, 130 interrupted. Verbs return theirs.
"""

import contextlib
import os
import sys
import tempfile
import traceback
from pathlib import Path

import click

from tiaoli import __version__
from tiaoli.cli import (
    campaign,
    content,
    contest,
    contest_entries,
    converting,
    handout,
    outreach,
    publishing,
    quiz,
    quiz_paper,
    quiz_results,
)
from tiaoli.cli import compare as comparing
from tiaoli.cli import editions as offices
from tiaoli.cli import pack as packing
from tiaoli.cli.chinese import Group, fault
from tiaoli.model import ReadError

UNUSABLE = 2
INTERRUPTED = 130


@click.group(cls=Group, invoke_without_command=True)
@click.option("--version", is_flag=True, help="显示版本。")
@click.pass_context
def tiaoli(ctx: click.Context, version: bool) -> int | None:
    """条理：把一部条例变成可检索的学习宣传网站，每一句都与条文核对。

    第一次使用，在一个空的文件夹里运行 tiaoli new，再运行 tiaoli build。
    每个命令的用法：tiaoli 命令 --help。
    """
    if version:
        click.echo(f"条理 {__version__}")
    elif ctx.invoked_subcommand is None:
        click.echo(ctx.get_help())
        return UNUSABLE
    return None


for command in (content.new, converting.convert, content.check, publishing.build, publishing.serve, publishing.export):
    tiaoli.add_command(command)
tiaoli.add_command(comparing.compare)
tiaoli.add_command(handout.handout)
tiaoli.add_command(outreach.outreach)
tiaoli.add_command(packing.pack)
tiaoli.add_command(offices.editions)
tiaoli.add_command(quiz.quiz)
for command in (quiz_paper.paper, quiz_paper.live, quiz_results.results):
    quiz.quiz.add_command(command)
tiaoli.add_command(contest.contest)
for command in contest_entries.commands:
    contest.contest.add_command(command)
tiaoli.add_command(campaign.campaign)


def main(args: list[str] | None = None) -> None:
    """Run the command line and exit. `args` default to the process's own."""
    speak_utf8()
    try:
        code = tiaoli.main(args=args, prog_name="tiaoli", standalone_mode=False)
        sys.stdout.flush()
    except click.ClickException as error:
        code = complain(fault(error))
    except ReadError as error:
        code = complain(str(error))
    except (click.Abort, KeyboardInterrupt):
        complain("已中断。")
        code = INTERRUPTED
    except BrokenPipeError:
        hush()
        code = UNUSABLE
    except OSError as error:
        if os.environ.get("TIAOLI_DEBUG"):
            raise
        code = complain(system_fault(error))
    except Exception as error:
        if os.environ.get("TIAOLI_DEBUG"):
            raise
        code = complain(unexpected(error))
    sys.exit(code or 0)


def speak_utf8() -> None:
    """UTF-8 on any console and in any pipe; what cannot be shown is replaced, never raised."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="replace")


def complain(message: str) -> int:
    """Say on stderr why nothing can be done."""
    with contextlib.suppress(OSError):
        click.echo(message, err=True)
    return UNUSABLE


def hush() -> None:
    """The reader of our output has gone: keep the interpreter from complaining when it closes stdout."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def system_fault(error: OSError) -> str:
    """What the system refused, as one Chinese sentence."""
    import errno

    where = error.filename or "文件"
    said = {
        errno.ENOENT: f"没有找到 {where}；请检查名称和所在的文件夹。",
        errno.EACCES: f"没有权限读写 {where}；请检查权限，或关闭正在占用它的程序。",
        errno.EPERM: f"没有权限读写 {where}；请检查权限，或关闭正在占用它的程序。",
        errno.EROFS: f"{where} 所在的磁盘是只读的；请换一个可以写入的位置。",
        errno.ENOSPC: "磁盘空间不够；请腾出空间后再运行同一条命令。",
        errno.EEXIST: f"{where} 已经存在；请换一个名称或先把它移走。",
        errno.ENOTDIR: f"{where} 不是文件夹；请换一个位置。",
        errno.EISDIR: f"{where} 是一个文件夹，这里需要一个文件。",
        errno.EADDRINUSE: "这个端口已被别的程序占用；请用 --port 换一个。",
    }
    return said.get(error.errno or 0, f"读写 {where} 时出错（{error.strerror or error}）；请检查磁盘和权限后再试。")


def unexpected(error: Exception) -> str:
    """A fault of the program: keep the details in a file for its maintainers."""
    log = Path(tempfile.gettempdir()) / "tiaoli-error.log"
    try:
        log.write_text(f"tiaoli {__version__}, Python {sys.version}\n{traceback.format_exc()}", encoding="utf-8")
    except OSError:
        return f"程序内部出错（{type(error).__name__}），没有完成；请把所用的命令和内容发给维护者。"
    return f"程序内部出错（{type(error).__name__}），没有完成；请把 {log} 和所用的命令发给维护者。"
