"""How many characters a second `parse` does on one core, file reading left out.

usage: python tests/bench/bench_statute.py [DIRECTORY of .md files]     (without one: the Regulation, many times)
Also prints the time for one text of 1, 2 and 4 times the length, which grows by 2 where parsing is linear.
"""

import sys
import time
from pathlib import Path

from tiaoli.statute import parse

ROOT = Path(__file__).parent.parent.parent
ROUNDS = 5


def seconds(texts: list[str]) -> float:
    """The best of a few rounds over all texts, in time of the processor."""
    best = float("inf")
    for _ in range(ROUNDS):
        start = time.process_time()
        for text in texts:
            parse(text)
        best = min(best, time.process_time() - start)
    return best


def main(arguments: list[str]) -> None:
    """Measure and print."""
    if arguments:
        texts = [path.read_text("utf-8") for path in sorted(Path(arguments[0]).glob("*.md"))]
    else:
        texts = [(ROOT / "docs" / "_data" / "regulation.md").read_text("utf-8")] * 20
    size = sum(map(len, texts))
    print(f"{len(texts)} texts, {size:,} characters: {size / seconds(texts) / 1e6:.2f} million characters a second")
    for times in (1, 2, 4):
        long = "示例\n" + "\n".join(text.partition("\n")[2] for text in texts[:10] * times)
        print(f"one text of {len(long):,} characters: {seconds([long]):.3f} s")


if __name__ == "__main__":
    main(sys.argv[1:])
