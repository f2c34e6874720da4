"""Whatever happens while publishing, a whole site is there afterwards."""

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from tiaoli import publish
from tiaoli.model import ReadError

#: Publishes a second site and dies by SIGKILL just before its nth rename, or (0) while still writing.
KILLED = """
import os, signal, sys
from pathlib import Path
from tiaoli import publish
site, nth = Path(sys.argv[1]), int(sys.argv[2])
rename, calls = Path.rename, 0
def counted(self, target):
    global calls
    calls += 1
    if calls == nth:
        os.kill(os.getpid(), signal.SIGKILL)
    return rename(self, target)
Path.rename = counted
with publish.publishing(site, site.parent / "lock") as folder:
    (folder / "index.html").write_text("new")
    if nth == 0:
        os.kill(os.getpid(), signal.SIGKILL)
"""


def put(site: Path, text: str) -> None:
    with publish.publishing(site, site.parent / "lock") as folder:
        (folder / "index.html").write_text(text)


def beside(site: Path) -> list[str]:
    return sorted(path.name for path in site.parent.iterdir() if path.name != "lock")


def test_a_published_site_replaces_the_old_one_and_leaves_nothing_beside_it(tmp_path):
    site = tmp_path / "site"
    put(site, "old")
    put(site, "new")
    assert (site / "index.html").read_text() == "new"
    assert beside(site) == ["site"]


@pytest.mark.skipif(os.name == "nt", reason="Windows 没有 SIGKILL")
@pytest.mark.parametrize(
    ("nth", "left", "after"),
    [
        (0, ["site", "site.building"], "old"),  # while building
        (1, ["site", "site.building"], "old"),  # before the first rename
        (2, ["site.building", "site.old"], "old"),  # between the two
        (3, ["site", "site.old"], "new"),  # before tidying up
    ],
)
def test_a_kill_at_any_step_leaves_a_whole_site_after_the_next_start(tmp_path, nth, left, after):
    site = tmp_path / "site"
    put(site, "old")
    run = subprocess.run([sys.executable, "-c", KILLED, site, str(nth)], check=False)
    assert run.returncode == -signal.SIGKILL
    assert [name.partition("-")[0] for name in beside(site)] == left
    publish.recover(site, tmp_path / "lock")
    assert (site / "index.html").read_text() == after
    assert publish.is_ours(site)
    assert beside(site) == ["site"]


def test_a_kill_while_tidying_up_leaves_no_stuck_folder(tmp_path):
    site = tmp_path / "site"
    put(site, "new")
    half_deleted = tmp_path / "site.building-0123abcd"
    half_deleted.mkdir()
    (half_deleted / "rest.html").write_text("")
    put(site, "newer")
    assert beside(site) == ["site"]


def test_an_error_while_building_leaves_the_old_site(tmp_path):
    site = tmp_path / "site"
    put(site, "old")
    with pytest.raises(ZeroDivisionError), publish.publishing(site, tmp_path / "lock"):
        1 / 0  # noqa: B018
    assert (site / "index.html").read_text() == "old"
    assert beside(site) == ["site"]


@pytest.mark.parametrize("name", ["site", "site.old"])
def test_a_folder_that_is_not_ours_is_never_replaced(tmp_path, name):
    put(tmp_path / "site", "ours")
    foreign = tmp_path / name
    if name == "site":
        (foreign / publish.MARKER).unlink()
    else:
        foreign.mkdir()
    (foreign / "photo.jpg").write_text("mine")
    with pytest.raises(ReadError, match="不是本程序生成的"):
        put(tmp_path / "site", "new")
    assert (foreign / "photo.jpg").read_text() == "mine"
    assert (tmp_path / "site" / "index.html").read_text() == "ours"


def test_a_file_or_link_named_site_is_refused(tmp_path):
    (tmp_path / "elsewhere").mkdir()
    (tmp_path / "site").symlink_to("elsewhere")
    (tmp_path / "page").write_text("")
    for name in ("site", "page"):
        with pytest.raises(ReadError, match="不是普通文件夹"):
            put(tmp_path / name, "new")


def test_an_empty_folder_is_taken_over(tmp_path):
    (tmp_path / "site").mkdir()
    put(tmp_path / "site", "new")
    assert (tmp_path / "site" / "index.html").read_text() == "new"


def test_two_builds_at_once_do_not_disturb_each_other(tmp_path):
    site = tmp_path / "site"
    with publish.publishing(site, tmp_path / "lock") as folder:
        with pytest.raises(ReadError, match="正在生成"):
            put(site, "second")
        (folder / "index.html").write_text("first")
    assert (site / "index.html").read_text() == "first"


def test_a_published_folder_can_be_read_by_the_web_server(tmp_path):
    put(tmp_path / "site", "new")
    plain = tmp_path / "plain"
    plain.mkdir()
    assert (tmp_path / "site").stat().st_mode == plain.stat().st_mode
