"""Verbs about content: new, convert, check."""

from pathlib import Path

import click

from tiaoli.cli import report
from tiaoli.cli.chinese import Command
from tiaoli.cli.roots import content_root


@click.command(cls=Command)
@click.argument("target", metavar="目录")
@click.option("--title", metavar="名称", help="网站名称；不写时由条文的标题得出。")
@click.option("--statute", metavar="文件", help="换成另一部法规：每条以“第一条　”开头的文本或 Markdown 文件。")
def new(target: str, title: str | None, statute: str | None) -> int:
    """新建一个内容文件夹，马上可以生成网站。

    目录不存在时会新建；已经有文件的文件夹不会被改动。
    """
    from tiaoli import scaffold

    scaffold.new(Path(target), title, Path(statute) if statute else None)
    click.echo(
        f"已建好 {target}。接着运行：\n  cd {target}\n  tiaoli build\n要改成本单位的内容，请看 {target} 里的 README.md。"
    )
    return 0


@click.command(cls=Command)
@click.argument("root", metavar="目录", required=False)
@click.option("--json", "json_", is_flag=True, help="每个问题输出一行 JSON，供程序使用。")
def check(root: str | None, json_: bool) -> int:
    """核对全部内容：引文、引用、期限、人数、链接、日期和用语。

    不写目录时检查当前的内容文件夹。有错误时退出码为 1。
    """
    from tiaoli import check as checks
    from tiaoli.load import load

    found = checks.report(load(content_root(root)))
    if json_:
        for problem in found.problems:
            click.echo(report.as_json(problem))
    else:
        for line in report.lines(found.problems):
            click.echo(line)
        click.echo(report.summary(found.problems, found.citations, found.escapes))
    return 1 if found.errors else 0
