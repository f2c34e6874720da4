"""`run.py bundle`: program, content and every library in one zip, for a computer without Internet, git or admin rights.

    生成.bat, build.sh, 说明.txt       what the office sees
    program/                          this repository, with wheels/: run.py installs from there and asks nobody
    content/                          an office's own content root, where one was given

Run by .venv's Python, since it asks the installed libraries what they need on another platform.
"""

import argparse
import os
import re
import subprocess
import sys
import tempfile
import tomllib
from importlib import metadata
from pathlib import Path

from packaging.markers import default_environment
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from tiaoli.writers.zips import pack

ROOT = Path(__file__).resolve().parent.parent
#: Platforms as wheels name them, the most demanding first, and how Python names itself there.
PLATFORMS = {
    "win_amd64": (["win_amd64"], {"sys_platform": "win32", "platform_system": "Windows", "os_name": "nt", "platform_machine": "AMD64"}),
    "linux_x86_64": ([f"manylinux_2_{n}_x86_64" for n in range(36, 4, -1)] + ["manylinux2014_x86_64"],
                     {"sys_platform": "linux", "platform_system": "Linux", "os_name": "posix", "platform_machine": "x86_64"}),
    "linux_aarch64": ([f"manylinux_2_{n}_aarch64" for n in range(36, 16, -1)] + ["manylinux2014_aarch64"],
                      {"sys_platform": "linux", "platform_system": "Linux", "os_name": "posix", "platform_machine": "aarch64"}),
}  # fmt: skip
PYTHONS = ("3.11", "3.12", "3.13")
#: What of the repository goes along.
_PARTS = (
    "scripts", "docs", "quizzes", "mkdocs.yml", "pyproject.toml", "setup.py", "MANIFEST.in", "constraints.txt", "LICENSE",
    "README.md", "CHANGELOG.md",
)  # fmt: skip
_NOT_TAKEN = re.compile(r"(?:^|/)(?:__pycache__|[^/]*\.egg-info)(?:/|$)")
#: What the program writes into a content root.
_MADE = ("site", "handouts", "outreach", "editions", "papers", "live", "results", "usb", ".tiaoli")
#: Needed to install at all, besides the libraries.
_TOOLS = ("pip", "setuptools")
#: ERROR: No matching distribution found for jieba==0.42.1
_NO_WHEEL = re.compile(r"No matching distribution found for ([\w.-]+)")


class Stop(Exception):
    """Nothing more can be done; the message tells the user what to do."""


def main(args: list[str]) -> int:
    """Make the zip and say how large it is."""
    chosen = _arguments(args)
    pythons = chosen.python or list(PYTHONS)
    with tempfile.TemporaryDirectory(prefix="tiaoli-bundle-") as folder:
        for python in pythons:
            print(f"下载 {chosen.platform}、Python {python} 要用的软件包……", flush=True)
            collect(Path(folder), chosen.platform, python)
        wheels = {f"program/wheels/{path.name}": path.read_bytes() for path in sorted(Path(folder).glob("*.whl"))}
    print("打包……", flush=True)
    own = Path(chosen.content).resolve() if chosen.content else None
    files = (
        wheels | _program() | (_content(own) if own else {}) | _instructions(chosen.platform, pythons, own is not None)
    )
    path = Path(chosen.out or ROOT / "usb") / f"tiaoli-{chosen.platform}.zip"
    path.parent.mkdir(parents=True, exist_ok=True)
    spare = path.with_name(f".{path.name}.writing")
    spare.write_bytes(pack(files.items()))
    os.replace(spare, path)
    print(
        f"已打好：{path}，{path.stat().st_size / 1024 / 1024:.0f} MB，内有 {len(wheels)} 个软件包，适用于 Python {'、'.join(pythons)}。"
    )
    return 0


def _arguments(args: list[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="run.py bundle", add_help=False, description="做一个不联网也能用的安装包。")
    parser.add_argument("--help", action="help", help="显示这段说明")
    parser.add_argument(
        "--platform", choices=list(PLATFORMS), default="win_amd64", help="给哪种电脑用，不写时是 win_amd64"
    )
    parser.add_argument(
        "--python", action="append", metavar="3.x", help="那台电脑上的 Python 版本，可以写几次；不写时三种都带上"
    )
    parser.add_argument("--content", metavar="目录", help="本单位自己的内容文件夹（tiaoli new 建的）")
    parser.add_argument("--out", metavar="目录", help="压缩包放到哪里，不写时是 usb")
    chosen = parser.parse_args(args)
    for python in chosen.python or ():
        if not re.fullmatch(r"3\.\d+", python) or tuple(map(int, python.split("."))) < (3, 11):
            raise Stop(f"--python {python} 不对：请写 3.11、3.12 这样的版本，不低于 3.11。")
    if chosen.content and not (Path(chosen.content) / "mkdocs.yml").is_file():
        raise Stop(f"{chosen.content} 里没有 mkdocs.yml，不是内容文件夹；请检查 --content。")
    return chosen


def needed(platform: str, python: str) -> dict[str, str]:
    """Name and exact version of every library that the program needs on that platform, itself left out.

    From pyproject.toml and the requirements of what is installed here, read as that platform would; versions from constraints.txt.
    """
    environment = default_environment() | PLATFORMS[platform][1]
    environment |= {"python_version": python, "python_full_version": f"{python}.0"}
    rows = (line.partition("==") for line in (ROOT / "constraints.txt").read_text("utf-8").split())
    pinned = {canonicalize_name(name): version for name, _, version in rows}
    found: dict[str, str] = {}
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    waiting = [Requirement(line) for line in project["dependencies"]]
    while waiting:
        requirement = waiting.pop()
        name = canonicalize_name(requirement.name)
        extras = requirement.extras or {""}
        if name in found and not requirement.extras:
            continue
        found[name] = pinned.get(name, "")
        try:
            said = metadata.requires(requirement.name) or []
        except metadata.PackageNotFoundError:
            continue  # needed on that platform only; it has no needs that aren't ours already
        for below in map(Requirement, said):
            if below.marker is None or any(below.marker.evaluate(environment | {"extra": extra}) for extra in extras):
                waiting.append(below)
    return found | {name: pinned[name] for name in _TOOLS}


def collect(folder: Path, platform: str, python: str) -> None:
    """Put a wheel of everything that is needed into the folder. Raises Stop where one can't be had."""
    wanted = needed(platform, python)
    pure: list[str] = []
    while True:
        tags = [part for tag in PLATFORMS[platform][0] for part in ("--platform", tag)]
        names = [f"{name}=={version}" if version else name for name, version in wanted.items() if name not in pure]
        said = _pip("download", "--no-deps", "--only-binary=:all:", "--python-version", python, "--implementation", "cp",
                    *tags, "-d", str(folder), *names)  # fmt: skip
        if said is None:
            break
        missing = _NO_WHEEL.search(said)
        name = canonicalize_name(missing[1]) if missing else ""
        if name not in wanted or name in pure:
            raise Stop(f"取不到软件包；请检查网络（或本单位的 pip 镜像设置）后再运行同一条命令。\n{said[-400:]}")
        pure.append(name)  # only its source is published: make the wheel here, if it runs anywhere
    for name in pure:
        said = _pip("wheel", "--no-deps", "-w", str(folder), f"{name}=={wanted[name]}")
        if said is not None or not list(folder.glob(f"{name.replace('-', '_')}-*-none-any.whl")):
            raise Stop(f"软件包 {name} 没有适用于 {platform}、Python {python} 的版本；请换一个 --python 再试。")


def _pip(verb: str, *args: str) -> str | None:
    """None, or what pip said when it failed."""
    command = [sys.executable, "-m", "pip", verb, "--no-input", "--disable-pip-version-check", "--quiet", *args]
    done = subprocess.run(command, capture_output=True, encoding="utf-8", errors="replace", check=False)
    return None if done.returncode == 0 else done.stdout + done.stderr


def _program() -> dict[str, bytes]:
    out = {}
    for part in _PARTS:
        top = ROOT / part
        for path in [top] if top.is_file() else sorted(top.rglob("*")):
            name = path.relative_to(ROOT).as_posix()
            if path.is_file() and not _NOT_TAKEN.search(name):
                out[f"program/{name}"] = path.read_bytes()
    return out


def _content(own: Path) -> dict[str, bytes]:
    paths = ((path, path.relative_to(own).as_posix()) for path in sorted(own.rglob("*")) if path.is_file())
    return {f"content/{name}": path.read_bytes() for path, name in paths if name.partition("/")[0] not in _MADE}


def _instructions(platform: str, pythons: list[str], own: bool) -> dict[str, bytes]:
    """The scripts to click, and one page of instructions."""
    root, site = (" --root content", "content") if own else ("", "program")
    windows = f"""@echo off
cd /d "%~dp0"
set RUN=
for %%v in ({" ".join(reversed(pythons))}) do (
  py -%%v -c "" >nul 2>nul
  if not errorlevel 1 if not defined RUN set RUN=py -%%v
)
if not defined RUN set RUN=python
%RUN% program\\scripts\\run.py build{root} %*
if errorlevel 1 goto failed
start "" "{site}\\site\\index.html"
:failed
pause
"""
    unix = f"""#!/bin/sh
cd "$(dirname "$0")" && exec python3 program/scripts/run.py build{root} "$@"
"""
    windows_too = platform.startswith("win")
    run = "py -3 program\\scripts\\run.py" if windows_too else "python3 program/scripts/run.py"
    folder = "D:\\条理" if windows_too else "主目录下的“条理”"
    start = "双击“生成.bat”" if windows_too else "在终端里运行：sh build.sh"
    text = f"""条理：不联网也能生成学习宣传网站

1. 电脑上要先有 Python {"、".join(pythons)}{" 中的一种" if len(pythons) > 1 else ""}（从 python.org 下载安装程序，用 U 盘带来；安装时选“只为我安装”，不需要管理员权限）。
2. 把整个压缩包解压到一个文件夹里，例如 {folder}。
3. {start}。第一次要准备一两分钟，以后几秒钟。全程不联网。
4. 生成的网站在 {site}/site 文件夹里，打开其中的 index.html 就能看；整个文件夹复制到服务器就能发布。
5. 改内容：用记事本打开 {site}/docs 里的文件，改完保存（编码选 UTF-8），再做一次第 3 步。写错的地方会指出是哪个文件、哪一行。

其他命令见 program/README.md，写法是：{run} 命令
"""
    return {
        "生成.bat": windows.replace("\n", "\r\n").encode("ascii"),
        "build.sh": unix.encode("ascii"),
        "说明.txt": text.replace("\n", "\r\n").encode("utf-8-sig"),
    }


if __name__ == "__main__":
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="replace")
    try:
        sys.exit(main(sys.argv[1:]))
    except Stop as stop:
        print(stop, file=sys.stderr)
        sys.exit(2)
