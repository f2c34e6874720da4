"""How fast references are found and claims are checked, in millions of characters a second on one core.

usage: python tests/bench/bench_claims.py [DIR]      DIR: a folder of Markdown texts; without it, the guides of this repository
"""

import sys
import time
from pathlib import Path

from tiaoli.check.pages import subject
from tiaoli.citations import find
from tiaoli.claims import check_markdown
from tiaoli.load import load

ROOT = Path(__file__).parents[2]


def best(work, runs: int = 3) -> float:
    """Seconds of the fastest of several runs."""
    times = []
    for _ in range(runs):
        start = time.perf_counter()
        work()
        times.append(time.perf_counter() - start)
    return min(times)


def main(folder: Path) -> None:
    """Print both figures."""
    against = subject(load(ROOT))
    texts = [path.read_text("utf-8") for path in sorted(folder.glob("*.md"))]
    characters = sum(map(len, texts)) / 1e6
    lines = [line for text in texts for line in text.split("\n")]
    found = best(lambda: [find(line, against.statute) for line in lines])
    print(f"{len(texts)} texts, {characters:.2f} million characters")
    print(f"find:           {characters / found:.2f} million characters a second")
    sample = texts[:40]
    size = sum(map(len, sample)) / 1e6
    checked = best(lambda: [check_markdown(text, against) for text in sample], 1)
    print(f"check_markdown: {size / checked:.2f} million characters a second")


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else ROOT / "docs/guides")
