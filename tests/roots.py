"""A small content root of our own writing, for tests that need one."""

from pathlib import Path

STATUTE = """\
# 示例县图书借阅规定

（2021年3月1日示例县人民政府发布）

## 第一章　总则

第一条　为了方便借书，制定本规定。

第二条　本规定适用于示例县各图书室。

## 第二章　借阅

第三条　图书室收到借书申请后，应当自收到之日起5日内答复；不能当场答复的，说明理由。

第四条　借书人应当爱护图书：

（一）按期归还；

（二）不得涂画。

遗失图书的，照价赔偿。
"""
SITE = """\
site: {id: jieyue, title: 借阅规定学习}
statute: {file: regulation.md, short_names: [规定, 本规定], kind: 政府规章, issuer: 示例县人民政府, published: 2021-03-01, effective: 2021-03-01}
office: {name: 示例县图书馆, example: true, channels: {web: 示例}}
correction: {name: 示例县图书馆, contact: 示例}
"""
GUIDE = """\
---
title: 怎样借书
audience: [群众]
---

按照第三条提出申请。
"""
SIGNED = """\
signoff:
  - {step: 初审, name: 示例甲, date: 2022-05-01}
  - {step: 复审, name: 示例乙, date: 2022-05-02}
  - {step: 终审, name: 示例丙, date: 2022-05-03}
"""


def small_root(folder: Path, files: dict[str, str | bytes | None] | None = None) -> Path:
    """A content root in `folder` with the texts above; `files` adds, replaces or (None) leaves out some of them."""
    texts: dict[str, str | bytes | None] = {
        "mkdocs.yml": "site_name: 借阅规定学习\n",
        "docs/_data/regulation.md": STATUTE,
        "docs/_data/site.yml": SITE,
        "docs/guides/borrow.md": GUIDE,
    }
    for path, text in (texts | (files or {})).items():
        if text is not None:
            (folder / path).parent.mkdir(parents=True, exist_ok=True)
            (folder / path).write_bytes(text if isinstance(text, bytes) else text.encode("utf-8"))
    return folder
