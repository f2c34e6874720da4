"""The zip for a computer without Internet: built with the network cut here, and whole for Windows."""

import importlib.util
import os
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest
from packaging.tags import compatible_tags, cpython_tags
from packaging.utils import canonicalize_name, parse_wheel_filename

from conftest import missing

ROOT = Path(__file__).resolve().parent.parent
RUNNING = f"{sys.version_info[0]}.{sys.version_info[1]}"


def module():
    """scripts/bundle.py, which lies beside the package."""
    spec = importlib.util.spec_from_file_location("bundle", ROOT / "scripts" / "bundle.py")
    found = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(found)
    return found


def bundle(out: Path, *args: str) -> Path:
    """Make a bundle as a user does; skip where packages can't be had at all."""
    command = [sys.executable, str(ROOT / "scripts" / "bundle.py"), "--out", str(out), *args]
    done = subprocess.run(command, capture_output=True, encoding="utf-8", check=False)
    if "取不到软件包" in done.stderr:
        missing("node", "取不到软件包（可能没有网络），跳过离线安装包的检查")
    assert done.returncode == 0, done.stdout + done.stderr
    (path,) = out.iterdir()
    return path


def test_windows_needs_what_only_windows_needs():
    found = module()
    windows, linux = found.needed("win_amd64", "3.12"), found.needed("linux_x86_64", "3.12")
    assert {"mkdocs", "typst", "pip", "setuptools"} <= set(windows)
    assert "colorama" in windows  # click asks for it there
    assert set(linux) <= set(windows)
    assert all(windows.values()), "a library without an exact version"


def test_a_windows_wheel_exists_for_every_dependency(tmp_path):
    path = bundle(tmp_path / "out", "--platform", "win_amd64", "--python", "3.12")
    with zipfile.ZipFile(path) as archive:
        names = archive.namelist()
        assert archive.read("生成.bat").isascii()  # a GBK console reads it as it is
        assert b"\r\n" in archive.read("生成.bat")
        assert b"for %%v in (3.12) do" in archive.read("生成.bat")  # not whatever Python is the newest there
        assert "说明.txt" in names
    wheels = [parse_wheel_filename(name.rpartition("/")[2]) for name in names if name.endswith(".whl")]
    wanted = module().needed("win_amd64", "3.12")
    assert {canonicalize_name(name): str(version) for name, version, _, _ in wheels} == wanted
    runs = set(cpython_tags((3, 12), platforms=["win_amd64"])) | set(compatible_tags((3, 12), "cp312", ["win_amd64"]))
    assert not [name for name, _, _, tags in wheels if not tags & runs]
    kept = [name for name in names if name.startswith("program/") and not name.endswith(".whl")]
    assert "program/scripts/tiaoli/__init__.py" in kept
    assert "program/docs/_data/regulation.md" in kept
    assert not [name for name in kept if "__pycache__" in name or "egg-info" in name or "/.venv" in name]


@pytest.mark.skipif(sys.platform != "linux", reason="只在 Linux 上能切断网络试装")
def test_it_builds_with_the_network_cut_from_a_path_with_chinese_and_blanks(tmp_path):
    path = bundle(tmp_path / "out", "--platform", "linux_x86_64", "--python", RUNNING)
    folder = tmp_path / "U 盘" / "条理 副本"
    folder.mkdir(parents=True)
    with zipfile.ZipFile(path) as archive:
        archive.extractall(folder)
    cut = ["unshare", "-n"] if os.geteuid() == 0 and shutil.which("unshare") else []
    env = {"PATH": os.environ["PATH"], "HOME": str(tmp_path), "PYTHONIOENCODING": "gbk", "PIP_CONFIG_FILE": os.devnull}
    env |= {"http_proxy": "http://127.0.0.1:9", "https_proxy": "http://127.0.0.1:9"}
    command = [*cut, "sh", str(folder / "build.sh"), "--no-downloads"]
    done = subprocess.run(command, env=env, capture_output=True, encoding="utf-8", check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    (wheel,) = (folder / "program/wheels").glob("rapidfuzz-*")  # as in a bundle for another Python
    wheel.rename(wheel.with_name(wheel.name.replace(f"cp3{sys.version_info[1]}", "cp399")))
    shutil.rmtree(folder / "program/.venv")
    for other in (folder / "program/wheels").glob(f"*-cp3{sys.version_info[1]}-cp3*"):
        other.unlink()
    again = subprocess.run(command, env=env, capture_output=True, encoding="utf-8", check=False)
    assert (
        again.returncode == 2 and f"这个安装包适用于 Python 3.99，现在用的是 {RUNNING}" in again.stderr + again.stdout
    )
    assert "第三十五条" in (folder / "program/site/regulation/ch-4.html").read_text("utf-8")


def test_a_wrong_option_is_said_in_one_chinese_sentence(tmp_path):
    command = [sys.executable, str(ROOT / "scripts" / "bundle.py"), "--python", "2.7", "--out", str(tmp_path)]
    done = subprocess.run(command, capture_output=True, encoding="utf-8", check=False)
    assert (done.returncode, done.stderr.strip()) == (2, "--python 2.7 不对：请写 3.11、3.12 这样的版本，不低于 3.11。")
