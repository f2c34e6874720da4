"""Find the content root that a verb is about."""

import os
from pathlib import Path

from tiaoli.model import ReadError


def content_root(given: str | None) -> Path:
    """The content root: as given; else the nearest folder upwards with mkdocs.yml; else the one of scripts/run.py.

    Raises ReadError where there is none.
    """
    if given is not None:
        root = Path(given)
        if not root.is_dir():
            raise ReadError(f"没有找到文件夹 {given}；请检查名称。")
        if not (root / "mkdocs.yml").is_file():
            raise ReadError(f"{given} 里没有 mkdocs.yml，不是内容文件夹；请检查位置，或用 tiaoli new 新建一个。")
        return root
    here = Path.cwd()
    for folder in (here, *here.parents):
        if (folder / "mkdocs.yml").is_file():
            return folder
    started_from = os.environ.get("TIAOLI_ROOT")
    if started_from and (Path(started_from) / "mkdocs.yml").is_file():
        return Path(started_from)
    raise ReadError("这里没有 mkdocs.yml；请先进入内容文件夹，或用 tiaoli new 新建一个。")
