"""What tests share: the repository, the built site, and programs that may be missing.

A missing program skips the test with one line that says why; named in TIAOLI_REQUIRE (chromium, node, soffice, anki),
it fails instead.
"""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

#: Run by the clients' own Python or Node, never here.
collect_ignore = ["clients"]
ROOT = Path(__file__).resolve().parent.parent
REQUIRED = set(os.environ.get("TIAOLI_REQUIRE", "").replace(",", " ").split())
#: Keep Chromium from talking to anybody; no sandbox, since tests may run as root.
CHROMIUM_FLAGS = [
    "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
    "--disable-background-networking", "--disable-component-update", "--disable-sync",
]  # fmt: skip


def pytest_report_header() -> str:
    """Which outside programs the tests will find."""
    found = {"chromium": find_chromium(), "node": find_node(), "soffice": find_soffice()}
    return "programs: " + ", ".join(f"{name} {path or '-'}" for name, path in found.items())


def missing(program: str, why: str) -> None:
    """Skip the running test, or fail it where the program is required."""
    if program in REQUIRED:
        pytest.fail(f"TIAOLI_REQUIRE names {program}: {why}", pytrace=False)
    pytest.skip(why)


def find_chromium() -> str | None:
    """A Chromium on PATH, else the one that Playwright installed, else None."""
    for name in ("chromium", "chromium-browser", "google-chrome", "chrome"):
        if path := shutil.which(name):
            return path
    caches = (
        os.environ.get("PLAYWRIGHT_BROWSERS_PATH", ""), "~/.cache/ms-playwright", "~/Library/Caches/ms-playwright",
        "~/AppData/Local/ms-playwright",
    )  # fmt: skip
    shapes = ("chrome-linux*/chrome", "chrome-mac*/*.app/Contents/MacOS/*", "chrome-win*/chrome.exe")
    for cache in filter(None, caches):
        for shape in shapes:
            if found := sorted(Path(cache).expanduser().glob(f"chromium-*/{shape}")):
                return str(found[-1])
    return None


def find_node() -> str | None:
    """Node.js on PATH."""
    return shutil.which("node")


def find_soffice() -> str | None:
    """LibreOffice on PATH."""
    return shutil.which("soffice") or shutil.which("libreoffice")


@pytest.fixture(scope="session")
def repo_root() -> Path:
    """The root of this repository, which is a content root too."""
    return ROOT


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder with test input that isn't part of the repository."""
    folder = ROOT.parent / "shared"
    if not folder.is_dir():
        pytest.skip("没有 ../shared，跳过用它的测试")
    return folder


@pytest.fixture(scope="session")
def node() -> str:
    """Path of Node.js."""
    return find_node() or missing("node", "没有找到 node，跳过用它的测试")


@pytest.fixture(scope="session")
def soffice() -> str:
    """Path of LibreOffice's soffice."""
    return find_soffice() or missing("soffice", "没有找到 soffice（LibreOffice），跳过用它的测试")


@pytest.fixture(scope="session")
def chromium():
    """A running Chromium, as Playwright's Browser; make a context of your own in each test."""
    path = find_chromium()
    if path is None:
        missing("chromium", "PATH 上没有 Chromium，Playwright 也没有装过，跳过浏览器测试")
    from playwright.sync_api import sync_playwright

    with sync_playwright() as play:
        browser = play.chromium.launch(executable_path=path, args=CHROMIUM_FLAGS)
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def tiaoli():
    """Run the command line as a user does: tiaoli("check", cwd=…) -> CompletedProcess with text output."""

    def run(*args: object, cwd: Path = ROOT, **env: str) -> subprocess.CompletedProcess:
        clean = {key: value for key, value in os.environ.items() if not key.startswith("TIAOLI_")}
        command = [sys.executable, "-m", "tiaoli", *map(str, args)]
        return subprocess.run(command, cwd=cwd, env=clean | env, capture_output=True, encoding="utf-8", check=False)

    return run


@pytest.fixture(scope="session")
def built_site(tiaoli, tmp_path_factory) -> Path:
    """The default site, built once by the real command line; read only."""
    out = tmp_path_factory.mktemp("built") / "site"
    done = tiaoli("build", "--no-downloads", "--root", ROOT, "--out", out)
    assert done.returncode == 0, done.stdout + done.stderr
    return out
