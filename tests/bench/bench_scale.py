"""The default site plus many other texts: our build against MkDocs alone on the exported Markdown, both in one run.

MkDocs alone gets the same theme, the same navigation, no search. Prints time, peak memory, page sizes, and how long a
build takes when nothing changed. Usage: bench_scale.py [texts]
"""

import json
import os
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
WORDS = [
    "图书",
    "读者",
    "管理",
    "登记",
    "保管",
    "借阅",
    "归还",
    "清点",
    "报告",
    "检查",
    "公布",
    "指导",
    "培训",
    "经费",
    "开放",
    "服务",
    "维护",
    "更新",
    "安全",
    "秩序",
]


def text(number: int) -> str:
    """A rule of our own making: three chapters of eight articles."""
    rows = [f"---\nslug: rule-{number}\ntitle: 示例第{number}号规定\n---\n# 示例第{number}号规定\n"]
    count = 0
    for chapter in "一二三":
        rows.append(f"## 第{chapter}章　示例\n")
        for _ in range(8):
            count += 1
            said = "、".join(WORDS[(number * 7 + count * 3 + at) % len(WORDS)] for at in range(6))
            rows.append(
                f"第{_chinese(count)}条　图书室负责{said}。读者对{said}有意见的，可以向图书室提出，图书室应当登记。\n"
            )
    return "\n".join(rows)


def _chinese(n: int) -> str:
    digits = "零一二三四五六七八九"
    tens = ("" if n < 20 else digits[n // 10]) + ("十" if n >= 10 else "")
    return tens + (digits[n % 10] if n % 10 else "")


def timed(*command: str, cwd: Path) -> tuple[float, float, float]:
    """Seconds, seconds of the processor, and peak MB of a command."""
    begun = time.monotonic()
    child = subprocess.Popen(command, cwd=cwd, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
    said = child.stderr.read()
    _, status, usage = os.wait4(child.pid, 0)
    if status:
        sys.exit(said.decode())
    unit = 1024 * 1024 if sys.platform == "darwin" else 1024
    return time.monotonic() - begun, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / unit


def plain_settings(exported: Path, work: Path) -> None:
    """mkdocs.yml of MkDocs alone: the theme and extensions of ours, sections as the folders give them."""
    lines = (ROOT / "mkdocs.yml").read_text("utf-8").replace("  - tiaoli\n", "").replace("plugins:\n", "plugins: []\n")
    (work / "mkdocs.yml").write_text(lines.replace("docs_dir: docs", f"docs_dir: {json.dumps(str(exported))}"), "utf-8")


def main() -> None:
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 1000
    with tempfile.TemporaryDirectory() as folder:
        work = Path(folder)
        root = work / "root"
        for name in ("docs", "quizzes"):
            shutil.copytree(ROOT / name, root / name)
        shutil.copy(ROOT / "mkdocs.yml", root)
        (root / "docs/_data/local").mkdir(exist_ok=True)
        for number in range(count):
            (root / f"docs/_data/local/rule-{number}.md").write_text(text(number), "utf-8")
        tiaoli = (sys.executable, "-m", "tiaoli")
        ours = timed(*tiaoli, "build", "--no-downloads", "--out", str(work / "site"), cwd=root)
        again = timed(*tiaoli, "build", "--no-downloads", "--out", str(work / "site"), cwd=root)
        timed(*tiaoli, "export", str(work / "exported"), cwd=root)
        plain_settings(work / "exported", work)
        alone = timed(sys.executable, "-m", "mkdocs", "build", "-q", "-d", str(work / "plain"), cwd=work)
        sizes = {
            name: (work / "site" / name).stat().st_size / 1024
            for name in ("index.html", "regulation/ch-4.html", "timelimits.html")
        }
        local = work / "site/local/rule-1.html"
        print(f"{count} texts")
        print(f"  tiaoli build      {ours[0]:7.1f} s  {ours[1]:7.1f} s processor  {ours[2]:7.0f} MB")
        print(f"  MkDocs alone      {alone[0]:7.1f} s  {alone[1]:7.1f} s processor  {alone[2]:7.0f} MB")
        print(
            f"  ratio             {ours[0] / alone[0]:7.2f}    {ours[1] / alone[1]:7.2f}              {ours[2] / alone[2]:7.2f}"
        )
        print(f"  nothing changed   {again[0]:7.1f} s  {again[1]:7.1f} s processor")
        print(
            "  KB a page         "
            + ", ".join(f"{name} {size:.0f}" for name, size in sizes.items())
            + (f", a text {local.stat().st_size / 1024:.0f}" if local.exists() else "")
        )
        print(
            f"  site              {sum(p.stat().st_size for p in (work / 'site').rglob('*') if p.is_file()) / 1e6:.0f} MB"
        )


if __name__ == "__main__":
    main()
