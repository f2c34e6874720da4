"""Set-up from a bare machine: what can be tried without the network."""

import ast
import importlib.util
import os
import re
import shutil
import subprocess
import sys
import time
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
#: Nothing listens there, and nothing else is asked.
OFFLINE = {
    "PIP_INDEX_URL": "http://127.0.0.1:9/simple", "PIP_EXTRA_INDEX_URL": "", "PIP_FIND_LINKS": "",
    "PIP_CONFIG_FILE": os.devnull, "PIP_NO_CACHE_DIR": "1", "PIP_RETRIES": "0",
}  # fmt: skip


@pytest.fixture
def clone(tmp_path) -> Path:
    """The files that set-up reads, alone in a folder whose name needs care."""
    folder = tmp_path / "条理 副本"
    (folder / "scripts").mkdir(parents=True)
    for name in ("scripts/run.py", "pyproject.toml", "constraints.txt"):
        shutil.copy(ROOT / name, folder / name)
    return folder


def run(folder: Path, *args: str, **env: str) -> subprocess.CompletedProcess:
    command = [sys.executable, str(folder / "scripts" / "run.py"), *args]
    return subprocess.run(command, env=os.environ | env, capture_output=True, check=False)


def ready(folder: Path, *extras: str) -> None:
    """Give the folder a .venv that counts as finished; its Python borrows the libraries of this one."""
    spec = importlib.util.spec_from_file_location("run_in_clone", folder / "scripts" / "run.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    subprocess.run([sys.executable, "-m", "venv", "--without-pip", module.VENV], check=True)
    packages = next(module.VENV.glob("[Ll]ib/**/site-packages"))
    (packages / "borrowed.pth").write_text("\n".join(path for path in sys.path if path), encoding="utf-8")
    module.STAMP.write_text("\n".join([*module.wanted(), *extras]), encoding="utf-8")


def test_it_is_readable_by_the_old_pythons_that_it_turns_away():
    ast.parse((ROOT / "scripts" / "run.py").read_text("utf-8"), feature_version=(3, 7))


def test_nothing_changed_means_no_set_up_and_under_two_seconds(clone):
    ready(clone)
    begun = time.monotonic()
    done = run(clone, "--version", **OFFLINE)
    assert time.monotonic() - begun < 2
    assert (done.returncode, done.stdout.decode().count("\n")) == (0, 1)
    assert done.stdout.decode().startswith("条理 ")


def test_output_is_utf8_even_where_the_console_is_not(clone):
    ready(clone)
    done = run(clone, "biuld", PYTHONIOENCODING="ascii", LC_ALL="C", PYTHONUTF8="0", **OFFLINE)
    assert done.returncode == 2
    assert "没有“biuld”这个命令，是不是想用 build" in done.stderr.decode("utf-8")


def offline_failure(folder: Path) -> str:
    """Run where set-up is needed and can't be had; what stands in the stamp afterwards."""
    done = run(folder, "--version", **OFFLINE)
    said = done.stderr.decode("utf-8")
    assert done.returncode == 2
    assert said.count("\n") == 1 and "请检查网络" in said
    return (folder / ".venv" / "tiaoli-stamp").read_text("utf-8")


def test_a_changed_constraint_asks_for_an_update_and_offline_the_old_set_is_kept(clone):
    ready(clone, "test")
    before = (clone / ".venv" / "tiaoli-stamp").read_text("utf-8")
    (clone / "constraints.txt").write_text("# changed\n", encoding="utf-8")
    assert offline_failure(clone) == before
    assert list(clone.glob(".venv/**/borrowed.pth"))


def test_an_interrupted_set_up_is_begun_anew(clone):
    ready(clone)
    (clone / ".venv" / "tiaoli-stamp").write_text("unfinished", encoding="utf-8")
    assert offline_failure(clone) == "unfinished"
    assert not list(clone.glob(".venv/**/borrowed.pth"))


def test_a_place_that_cannot_be_written_gets_one_sentence(clone):
    (clone / ".tiaoli").write_text("in the way", encoding="utf-8")
    done = run(clone, "--version", **OFFLINE)
    assert done.returncode == 2
    assert re.fullmatch(r"无法读写 .*；请检查磁盘空间和这个文件夹的权限。\n", done.stderr.decode("utf-8"))


def test_pins_are_exact_and_name_no_address():
    lines = [line for line in (ROOT / "constraints.txt").read_text("utf-8").splitlines() if not line.startswith("#")]
    assert lines and all(re.fullmatch(r"[A-Za-z0-9._-]+==[0-9][A-Za-z0-9.+!]*", line) for line in lines)
    assert {"pip", "setuptools", "mkdocs", "pytest"} <= {line.split("==")[0].lower() for line in lines}
    assert "tiaoli" not in {line.split("==")[0].lower() for line in lines}
