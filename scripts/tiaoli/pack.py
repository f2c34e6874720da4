"""The copy for a USB stick: the whole site in one zip that any Windows unpacks, opened by a double click.

打开.html        the one name that isn't ASCII
readme.txt       what to do, in Chinese
manifest.json    every file with its size and SHA-256
site/            the site, as built for a copy without network
"""

import hashlib
import html
import json
import os
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from tiaoli import build, load
from tiaoli.handouts.handout import file_name
from tiaoli.model import Problem, ReadError
from tiaoli.publish import MARKER
from tiaoli.site.frame import version
from tiaoli.textfile import reason
from tiaoli.writers.zips import pack as zipped

OPEN = "打开.html"
#: Where the copy is built before it is packed, under the content root.
STAGE = f"{build.STATE}/usb"
#: What only a server or a search engine reads.
_NOT_OFFLINE = ("sitemap.xml", "sitemap.xml.gz", "404.html", MARKER)


@dataclass(frozen=True)
class Packed:
    """What was packed: the zip, its size, and how many files of what size together lie in it; None: content has errors."""

    path: Path | None
    problems: tuple[Problem, ...] = ()
    files: int = 0
    size: int = 0
    unpacked: int = 0
    withheld: tuple[str, ...] = ()


def pack(
    root: Path, out: Path | None = None, mode: str = "normal", report: Callable[[str], None] = lambda name: None
) -> Packed:
    """Build the site for a copy without network and write it as one zip into the folder `out` (usb/ of the root).

    The same content gives the same bytes. Raises ReadError when the root can't be read or the zip can't be written.
    """
    root = Path(root).resolve()
    stage = root / STAGE
    built = build.build(root, mode, stage, report=report, offline=True)
    if not built.ok:
        return Packed(None, built.problems)
    report("打包")
    campaign = load.load(root)
    title = campaign.settings.get("site.title") or campaign.statute.title
    files = {
        f"site/{path.relative_to(stage).as_posix()}": path.read_bytes()
        for path in sorted(stage.rglob("*"))
        if path.is_file() and path.relative_to(stage).as_posix() not in _NOT_OFFLINE
    }
    if odd := [name for name in files if not name.isascii()]:
        written = Path("docs", odd[0].removeprefix("site/"))
        page = written.with_suffix(".md")  # what the office can rename
        shown = page if (root / page).is_file() else written if (root / written).is_file() else odd[0]
        raise ReadError(
            f"{shown} 的文件名里有汉字，有的电脑解压后会变成乱码，网页打不开；"
            f"请改成英文字母和数字（如 article-1{shown.suffix if isinstance(shown, Path) else ''}），再运行同一条命令。"
        )
    files[OPEN] = _opening(title).encode()
    files["readme.txt"] = _readme(title, version(campaign)).encode("utf-8-sig")
    files["manifest.json"] = _manifest(title, version(campaign), files).encode()
    path = (out or root / "usb") / f"{file_name(title)}（离线版）.zip"
    content = zipped(files.items())
    _write(path, content)
    return Packed(path, built.problems, len(files), len(content), sum(map(len, files.values())), built.withheld)


def _opening(title: str) -> str:
    """The page that leads to the site; it says what to do when it was opened inside the zip."""
    shown = html.escape(title)
    return f"""<!doctype html>
<html lang="zh-CN">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width,initial-scale=1">
<meta http-equiv="refresh" content="0;url=site/index.html">
<title>{shown}</title>
<body style="max-width:34em;margin:12vh auto;padding:0 1.2em;background:#fbf8f2;color:#211d19;font:18px/1.85 'Microsoft YaHei','PingFang SC',sans-serif">
<h1 style="font-size:1.5em">{shown}</h1>
<p><a href="site/index.html" style="color:#8f1d21">打开网站</a></p>
<p>如果打不开，请先把整个压缩包解压到一个文件夹里（右键，“全部解压缩”），再双击解压出来的“{OPEN}”。</p>
</body>
</html>
"""


def _readme(title: str, text: str) -> str:
    lines = (
        title, "", "1. 把整个压缩包解压到 U 盘或电脑的一个文件夹里，文件夹里的东西不要单独移动。",
        f"2. 双击“{OPEN}”，用 Chrome、Edge、360 等浏览器打开，不需要联网。",
        "3. 学习记录只保存在这台电脑的浏览器里，不会发送出去。",
        "4. manifest.json 列出每个文件的大小和 SHA-256，可以用来核对文件有没有被改动。",
        "", f"条文版本：{text}", "本资料供学习宣传，不受理信访事项。", "",
    )  # fmt: skip
    return "\r\n".join(lines)


def _manifest(title: str, text: str, files: dict[str, bytes]) -> str:
    rows = [
        {"path": name, "bytes": len(content), "sha256": hashlib.sha256(content).hexdigest()}
        for name, content in sorted(files.items())
    ]
    return json.dumps({"schema": 1, "title": title, "text": text, "files": rows}, ensure_ascii=False, indent=1) + "\n"


def _write(path: Path, content: bytes) -> None:
    spare = path.with_name(f".{os.getpid()}.writing")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        spare.write_bytes(content)
        os.replace(spare, path)
    except OSError as error:
        spare.unlink(missing_ok=True)
        raise ReadError(f"无法写入 {path}（{reason(error)}）；如果它正开着，请先关闭再运行。") from None
