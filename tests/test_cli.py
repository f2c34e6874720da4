"""The command line as a user meets it: Chinese sentences, exit codes, no traceback."""

import json
import re
import signal
import subprocess
import sys

import click
import pytest

from roots import GUIDE, small_root
from tiaoli import cli
from tiaoli.cli.chinese import help_page

#: Three English words in a row: a sentence of somebody else's that slipped through.
ENGLISH = re.compile(r"[A-Za-z]{2,} [a-z]{2,} [a-z]{2,}")
VERBS = list(cli.tiaoli.commands)
MKDOCS = """\
site_name: 借阅规定学习
theme: {name: material, language: zh, font: false}
plugins: [search, tiaoli]
exclude_docs: |
  _data/
use_directory_urls: false
"""

#: Arguments, and what the one sentence on stderr must say.
WRONG_USAGE = [
    (["biuld"], "没有“biuld”这个命令，是不是想用 build"),
    (["xyz"], "没有“xyz”这个命令。"),
    (["--nope"], "没有“--nope”这个选项"),
    (["build", "--relaese"], "没有“--relaese”这个选项，是不是想用 --release"),
    (["build", "--out"], "选项 --out 后面缺少值"),
    (["build", "--draft=1"], "选项 --draft 后面不带值"),
    (["new"], "缺少参数“目录”"),
    (["convert"], "缺少参数“文件”"),
    (["new", "a", "b", "c"], "多了参数：b c"),
    (["serve", "--port", "many"], "选项 --port 的值不对，应为 1 到 65535 的整数"),
    (["convert", "x.md", "--kind", "poem"], "选项 --kind 的值不对，应为 "),
    (["check", "no-such-folder"], "没有找到文件夹 no-such-folder"),
    (["build", "--root", "."], "没有 mkdocs.yml"),
    (["convert", "no-such-file.docx"], "no-such-file.docx"),
]


@pytest.mark.parametrize(
    ("args", "said"), WRONG_USAGE, ids=lambda value: " ".join(value) if isinstance(value, list) else ""
)
def test_wrong_usage_is_one_chinese_sentence_and_exit_code_2(tiaoli, tmp_path, args, said):
    done = tiaoli(*args, cwd=tmp_path)
    assert done.returncode == 2, done
    assert done.stdout == ""
    assert said in done.stderr
    assert done.stderr.count("\n") == 1
    assert not ENGLISH.search(done.stderr)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("verb", ["", *VERBS])
def test_help_is_chinese_throughout(tiaoli, tmp_path, verb):
    done = tiaoli(*filter(None, [verb]), "--help", cwd=tmp_path)
    assert done.returncode == 0
    assert done.stdout.startswith("用法：tiaoli")
    assert "显示这份帮助" in done.stdout
    assert not ENGLISH.search(done.stdout)
    assert not re.search("Usage|Options|Commands|default|required", done.stdout)


def test_every_option_of_every_verb_is_explained():
    for command in cli.tiaoli.commands.values():
        assert command.help, command.name
        for param in command.params:
            assert isinstance(param, click.Argument) or getattr(param, "help", None), (command.name, param.name)
            assert getattr(param, "is_flag", False) or param.metavar, (command.name, param.name)


def test_every_verb_is_in_the_readme(repo_root):
    readme = (repo_root / "README.md").read_text("utf-8")
    assert not [verb for verb in VERBS if f"tiaoli {verb}" not in readme]


def test_no_line_of_help_is_wider_than_a_console():
    from tiaoli.cli.chinese import columns

    for name, command in cli.tiaoli.commands.items():
        page = help_page(command, click.Context(command, info_name=name))
        assert not [line for line in page.splitlines() if columns(line) > 80], name


def test_help_starts_without_the_heavy_libraries():
    code = "import sys, tiaoli.cli; print(*{name.split('.')[0] for name in sys.modules})"
    loaded = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, encoding="utf-8", check=True
    ).stdout.split()
    assert "click" in loaded
    assert not {"mkdocs", "yaml", "jieba", "lxml", "docx", "jsonschema", "markdown_it", "opencc"} & set(loaded)


@pytest.fixture
def wrong_root(tmp_path):
    """A content root with one citation of an article that there isn't, on line 6 of its guide."""
    text = GUIDE.replace("按照第三条提出申请。", "按照第九条提出申请。")
    return small_root(tmp_path / "root", {"mkdocs.yml": MKDOCS, "docs/guides/borrow.md": text})


def test_check_names_file_and_line_and_exits_with_1(tiaoli, wrong_root):
    done = tiaoli("check", cwd=wrong_root / "docs" / "guides")
    assert done.returncode == 1
    assert "docs/guides/borrow.md:6  错误：" in done.stdout
    assert "1 个错误" in done.stdout.splitlines()[-1]


def test_check_json_is_one_object_a_line(tiaoli, wrong_root):
    done = tiaoli("check", "--json", wrong_root)
    rows = [json.loads(line) for line in done.stdout.splitlines()]
    wrong = [row for row in rows if row["severity"] == "error"]
    assert done.returncode == 1
    assert [(row["schema"], row["path"], row["line"]) for row in wrong] == [(1, "docs/guides/borrow.md", 6)]
    assert set(wrong[0]) == {"schema", "path", "line", "severity", "code", "message", "found", "expected"}


def test_errors_stop_build_and_export_before_anything_is_written(tiaoli, wrong_root):
    built = tiaoli("build", "--no-downloads", cwd=wrong_root)
    exported = tiaoli("export", wrong_root / "out", "--root", wrong_root)
    assert (built.returncode, exported.returncode) == (1, 1)
    assert "docs/guides/borrow.md:6  错误：" in built.stdout
    assert "没有生成网站" in built.stdout
    assert not (wrong_root / "site").exists()
    assert not (wrong_root / "out").exists()


def test_a_new_folder_checks_without_errors_and_builds_as_it_is(tiaoli, tmp_path):
    assert tiaoli("new", "office", cwd=tmp_path).returncode == 0
    done = tiaoli("build", "--no-downloads", cwd=tmp_path / "office")
    assert done.returncode == 0, done.stdout + done.stderr
    assert (tmp_path / "office" / "site" / "index.html").is_file()
    assert re.search(r"用时 [0-9.]+ 秒：读取内容 ", done.stdout)
    again = tiaoli("new", "office", cwd=tmp_path)
    assert again.returncode == 2 and "不会改动" in again.stderr


def test_the_folder_of_the_set_up_script_is_used_where_no_other_is_near(tiaoli, wrong_root, tmp_path):
    done = tiaoli("check", cwd=tmp_path, TIAOLI_ROOT=str(wrong_root))
    assert "docs/guides/borrow.md:6" in done.stdout


@pytest.mark.skipif(sys.platform == "win32", reason="Windows 的中断信号只能发给整个控制台")
def test_an_interrupt_ends_with_130_and_a_word(wrong_root):
    (wrong_root / "docs/guides/borrow.md").write_text(GUIDE, "utf-8")
    command = [sys.executable, "-m", "tiaoli", "build", "--root", str(wrong_root)]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, encoding="utf-8")
    process.stdout.readline()
    process.send_signal(signal.SIGINT)
    _, said = process.communicate(timeout=60)
    assert process.returncode == 130
    assert said.strip() == "已中断。"
    assert not (wrong_root / "site").exists()


def test_a_reader_that_goes_away_gets_no_complaint(wrong_root):
    command = [sys.executable, "-m", "tiaoli", "check", "--json", str(wrong_root)]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, encoding="utf-8")
    process.stdout.close()
    assert process.stderr.read() == ""
    process.wait(timeout=60)


def test_output_is_utf8_whatever_the_console_says(wrong_root):
    command = [sys.executable, "-X", "utf8=0", "-m", "tiaoli", "check", str(wrong_root)]
    done = subprocess.run(command, capture_output=True, env={"PYTHONIOENCODING": "ascii", "LC_ALL": "C"}, check=False)
    assert "错误：" in done.stdout.decode("utf-8")


def test_a_fault_of_the_program_is_one_sentence_and_its_details_go_to_a_file(monkeypatch, tmp_path, capsys):
    @click.command()
    def broken() -> None:
        raise ZeroDivisionError("a detail")

    monkeypatch.setitem(cli.tiaoli.commands, "broken", broken)
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    monkeypatch.delenv("TIAOLI_DEBUG", raising=False)
    with pytest.raises(SystemExit) as stop:
        cli.main(["broken"])
    assert stop.value.code == 2
    said = capsys.readouterr().err
    assert said.startswith("程序内部出错（ZeroDivisionError）") and said.count("\n") == 1
    assert "a detail" in (tmp_path / "tiaoli-error.log").read_text("utf-8")
    monkeypatch.setenv("TIAOLI_DEBUG", "1")
    with pytest.raises(ZeroDivisionError):
        cli.main(["broken"])
