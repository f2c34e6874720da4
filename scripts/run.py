#!/usr/bin/env python3
"""Set up and run 条理 from a bare machine. Standard library only; syntax of Python 3.6, to be able to say what is missing.

    python3 scripts/run.py build          Windows:  py -3 scripts\\run.py build
    python3 scripts/run.py test
    python3 scripts/run.py bundle         all of it in one zip for a computer without Internet
    python3 scripts/run.py VERB …         any verb of tiaoli: check, serve, convert, new …

Makes .venv with exactly what constraints.txt names, then hands over to .venv's Python. `.venv/tiaoli-stamp` is written
last and says what is installed; "unfinished" stands in it meanwhile, so that an interrupted set-up is begun anew.
"""

import contextlib
import hashlib
import importlib.util
import os
import pathlib
import re
import shutil
import subprocess
import sys
import time

ROOT = pathlib.Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
PYTHON = VENV / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
STAMP = VENV / "tiaoli-stamp"
WHEELS = ROOT / "wheels"  # a bundle's libraries: with them nothing is asked of the network
LOG = ROOT / ".tiaoli" / "setup.log"
UNFINISHED = "unfinished"
# What TIAOLI_REQUIRE may name, and the Debian packages that bring it.
PACKAGES = {
    "chromium": ["chromium", "fonts-noto-cjk"],
    "node": ["nodejs", "npm"],
    "soffice": ["libreoffice-writer-nogui", "libreoffice-calc-nogui", "libreoffice-impress-nogui",
                "poppler-utils", "fonts-noto-cjk"],
}  # fmt: skip


class Stop(Exception):
    """Nothing more can be done; the message tells the user what to do."""


def main(args):
    if sys.version_info < (3, 11):  # noqa: UP036  read by the very Pythons that it turns away
        raise Stop(
            f"需要 Python 3.11 或更新的版本，现在运行的是 {sys.version.split()[0]}；请安装新版后再运行同一条命令。"
        )
    verb = args[0] if args else ""
    set_up({"test", "dev"} if verb == "test" else set())
    env = dict(os.environ, PYTHONUTF8="1", TIAOLI_ROOT=str(ROOT))
    if verb == "test":
        provide(os.environ.get("TIAOLI_REQUIRE", "").replace(",", " ").split())
        return run_instead(["-m", "pytest"] + args[1:], env, ROOT)
    if verb == "bundle":
        return run_instead([str(ROOT / "scripts" / "bundle.py")] + args[1:], env)
    return run_instead(["-m", "tiaoli"] + args, env)


def set_up(extras):
    """Bring .venv to what pyproject.toml and constraints.txt say; at once if it is there already."""
    place, digest = wanted()
    if installed(place, digest, extras):
        return
    with only_one():
        if installed(place, digest, extras):
            return
        check_wheels()
        before = read_stamp()
        if before != UNFINISHED:
            extras = extras | set(before.split("\n")[2:])
        if before == UNFINISHED or (before and before.split("\n")[0] != place) or not works():
            shutil.rmtree(str(VENV), ignore_errors=True)
            before = ""
        with contextlib.suppress(FileNotFoundError):
            LOG.unlink()
        VENV.mkdir(exist_ok=True)
        STAMP.write_text(UNFINISHED, encoding="utf-8")
        began = time.monotonic()
        if not before and not works():
            say("正在准备运行环境 .venv（只有第一次需要，通常一两分钟）……")
            make_venv()
        else:
            say("依赖有变化，正在更新 .venv……")
        try:
            pip("安装 pip", "pip")
            project = f".[{','.join(sorted(extras))}]" if extras else "."
            pip("安装依赖", "--build-constraint", "constraints.txt", "-e", project)
        except Stop:
            if before:  # pip put back what it had begun: the old set is whole, and must not be thrown away offline
                STAMP.write_text(before, encoding="utf-8")
            raise
        STAMP.write_text("\n".join([place, digest] + sorted(extras)), encoding="utf-8")
        say(f"运行环境已就绪，用时 {time.monotonic() - began:.0f} 秒。")


def wanted():
    """What .venv must have been made by and for: first two lines of the stamp."""
    asked = b"".join((ROOT / name).read_bytes() for name in ("pyproject.toml", "constraints.txt"))
    version = f"{sys.version_info[0]}.{sys.version_info[1]}"
    place = hashlib.sha256(os.fsencode(str(ROOT))).hexdigest()  # a .venv that was moved or copied doesn't work
    return f"{version} {place}", hashlib.sha256(asked).hexdigest()


def installed(place, digest, extras):
    lines = read_stamp().split("\n")
    return lines[:2] == [place, digest] and extras <= set(lines[2:]) and PYTHON.exists()


def read_stamp():
    try:
        return STAMP.read_text(encoding="utf-8")
    except (FileNotFoundError, NotADirectoryError):
        return ""


def works():
    """Does .venv's interpreter start, and is its pip whole?"""
    if not PYTHON.exists():
        return False
    quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
    return subprocess.call([str(PYTHON), "-m", "pip", "--version"], **quiet) == 0


def check_wheels():
    """A bundle's libraries are for some Pythons only: say so before pip says it in English."""
    names = os.listdir(str(WHEELS)) if WHEELS.is_dir() else []
    minors = sorted({int(found[0]) for found in (re.findall(r"-cp3(\d+)-cp3", name) for name in names) if found})
    if minors and sys.version_info[1] not in minors:
        there = "、".join(f"3.{minor}" for minor in minors)
        raise Stop(
            f"这个安装包适用于 Python {there}，现在用的是 {sys.version_info[0]}.{sys.version_info[1]}；"
            "请安装其中一种再运行，或者用 run.py bundle --python 重做安装包。"
        )


def make_venv():
    if not importlib.util.find_spec("venv") or not importlib.util.find_spec("ensurepip"):
        shutil.rmtree(str(VENV), ignore_errors=True)
        raise Stop(
            "这个 Python 缺少 venv 组件；在 Debian、Ubuntu、统信、麒麟上请先运行 apt install python3-venv，再运行同一条命令。"
        )
    base = getattr(sys, "_base_executable", sys.executable)  # not the Python of a .venv that was just removed
    logged("建立 .venv", [base, "-m", "venv", str(VENV)])


def pip(step, *args):
    command = [str(PYTHON), "-m", "pip", "install", "--no-input", "--disable-pip-version-check", "--retries", "2"]
    if WHEELS.is_dir():
        command += ["--no-index", "--find-links", str(WHEELS)]
    logged(step, command + ["-c", "constraints.txt"] + list(args))


def logged(step, command):
    """Run a step of the set-up with its output in the log; on failure say in Chinese what the log means."""
    say(f"  {step}……")
    with open(str(LOG), "ab") as log:
        start = log.tell()
        code = subprocess.call(command, cwd=str(ROOT), stdin=subprocess.DEVNULL, stdout=log, stderr=subprocess.STDOUT,
                               env=dict(os.environ, PYTHONUTF8="1"), close_fds=False)  # fmt: skip
    if code == 0:
        return
    output = LOG.read_bytes()[start:].decode("utf-8", "replace")
    if any(sign in output for sign in ("No space left", "Disk quota", "磁盘空间不足")):
        raise Stop("磁盘空间不够，无法安装依赖；请腾出约 500 MB 后再运行同一条命令。")
    if any(sign in output for sign in ("Permission denied", "Read-only file system", "拒绝访问")):
        raise Stop(f"没有权限写入 {VENV}；请换一个可以写入的文件夹，或检查它的权限。")
    if any(sign in output for sign in ("connection", "Connection", "Max retries", "Temporary failure", "timed out", "SSLError",
                                       "No matching distribution", "ProxyError", "getaddrinfo")):  # fmt: skip
        raise Stop(f"{step} 时取不到软件包；请检查网络（或本单位的 pip 镜像设置）后再运行同一条命令，详情见 {LOG}。")
    raise Stop(f"{step}没有成功；请再运行一次，若仍失败，请把 {LOG} 发给维护者。")


@contextlib.contextmanager
def only_one():
    """Hold the set-up lock; the system lets go of it when the process dies."""
    LOG.parent.mkdir(exist_ok=True)
    with open(str(LOG.parent / "setup.lock"), "a+") as handle:
        os.set_inheritable(handle.fileno(), True)  # a pip that outlives us keeps the lock
        waiting = False
        while not try_lock(handle):
            if not waiting:
                say("另一个窗口正在准备运行环境，等它完成……")
            waiting = True
            time.sleep(0.5)
        yield


def try_lock(handle):
    try:
        if os.name == "nt":
            import msvcrt

            handle.seek(0)
            msvcrt.locking(handle.fileno(), msvcrt.LK_NBLCK, 1)
        else:
            import fcntl

            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        return False
    return True


def provide(required):
    """Install what TIAOLI_REQUIRE names and is missing, where that is ours to do: as root on Debian."""
    missing = [name for name in required if name in PACKAGES and not shutil.which(name)]
    if not missing or os.name == "nt" or os.geteuid() != 0 or not shutil.which("apt-get"):
        return
    packages = sorted({package for name in missing for package in PACKAGES[name]})
    say(f"测试需要 {'、'.join(missing)}，正在用 apt-get 安装 {' '.join(packages)}……")
    env = dict(os.environ, DEBIAN_FRONTEND="noninteractive")
    for command in (["update", "-qq"], ["install", "-y", "-qq", "--no-install-recommends"] + packages):
        with open(str(LOG), "ab") as log:
            streams = {"stdin": subprocess.DEVNULL, "stdout": log, "stderr": subprocess.STDOUT}
            if subprocess.call(["apt-get"] + command, env=env, **streams):
                raise Stop(f"apt-get {command[0]} 没有成功，请检查网络和软件源；详情见 {LOG}。")


def run_instead(args, env, cwd=None):
    """Hand over to .venv's Python: in our place where the system can, so that signals reach it alone."""
    command = [str(PYTHON)] + args
    sys.stdout.flush()
    if os.name != "nt":
        if cwd:
            os.chdir(str(cwd))
        os.execve(command[0], command, env)
    child = subprocess.Popen(command, env=env, cwd=cwd and str(cwd))
    while True:
        try:
            return child.wait()
        except KeyboardInterrupt:  # the child got it too, and tidies up
            continue


def say(text):
    print(text, flush=True)


if __name__ == "__main__":
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="replace")
    try:
        sys.exit(main(sys.argv[1:]))
    except KeyboardInterrupt:
        print("\n已中断。再运行同一条命令就会重新准备。", file=sys.stderr)
        sys.exit(130)
    except Stop as stop:
        print(stop, file=sys.stderr)
        sys.exit(2)
    except OSError as error:
        print(
            f"无法读写 {error.filename or ROOT}（{error.strerror}）；请检查磁盘空间和这个文件夹的权限。",
            file=sys.stderr,
        )
        sys.exit(2)
