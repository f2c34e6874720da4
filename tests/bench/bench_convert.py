"""Character error rates of `convert` on the seeds with gold and on the damaged texts, printed.

    .venv/bin/python tests/bench/bench_convert.py [FOLDER]

FOLDER holds seeds/, gold/ and damaged/ (default: ../shared beside the repository). "strict" counts every differing
character of the body; "width apart" folds full-width marks and brackets to ASCII on both sides first, since the damage
folds them and the file does not say which of the original's were full-width.
"""

import json
import sys
import time
from pathlib import Path

from tiaoli.convert import load, to_json

FIELDS = ("title", "subtitle", "column", "author", "author_office", "publisher", "published", "editor", "place")
FOLD = str.maketrans("，；：（）！？", ",;:()!?")


def distance(a: str, b: str) -> int:
    """Levenshtein distance, quick for texts that are nearly alike."""
    while a and b and a[0] == b[0]:
        skip = next((i for i, (x, y) in enumerate(zip(a, b, strict=False)) if x != y), min(len(a), len(b)))
        a, b = a[skip:], b[skip:]
    while a and b and a[-1] == b[-1]:
        a, b = a[:-1], b[:-1]
    row = list(range(len(b) + 1))
    for i, x in enumerate(a, 1):
        last, row[0] = row[0], i
        for j, y in enumerate(b, 1):
            last, row[j] = row[j], min(row[j] + 1, row[j - 1] + 1, last + (x != y))
    return row[-1]


def errors(truth: list[str], found: list[str]) -> int:
    """Wrong characters over paragraphs; texts cut differently are compared as a whole."""
    if len(truth) == len(found):
        return sum(distance(a, b) for a, b in zip(truth, found, strict=True))
    return distance("\n".join(truth), "\n".join(found))


def measure(folder: Path) -> None:
    """Print a line for each file that has its truth beside it, and totals."""
    pairs = [
        ("gold", p, folder / "seeds" / p.name.removesuffix(".json")) for p in sorted((folder / "gold").glob("*.json"))
    ]
    pairs += [("damaged", p, p.with_suffix(".txt")) for p in sorted((folder / "damaged").glob("*.json"))]
    totals: dict[str, list[float]] = {}
    for group, truth_path, source in pairs:
        truth = json.loads(truth_path.read_text("utf-8"))
        start = time.perf_counter()
        found = to_json(load(source, "commentary"))
        seconds = time.perf_counter() - start
        size = sum(map(len, truth["paragraphs"]))
        strict = errors(truth["paragraphs"], found["paragraphs"])
        folded = errors(
            [p.translate(FOLD) for p in truth["paragraphs"]], [p.translate(FOLD) for p in found["paragraphs"]]
        )
        wrong = [f"{f}: {found[f]!r} != {truth[f]!r}" for f in FIELDS if f in truth and truth[f] != found[f]]
        total = totals.setdefault(group, [0, 0, 0, 0])
        total[0] += size
        total[1] += strict
        total[2] += folded
        total[3] += seconds
        if strict or wrong:
            print(f"{group}/{source.name}: {strict} wrong ({folded} width apart) of {size}  {'; '.join(wrong)}")
    for group, (size, strict, folded, seconds) in totals.items():
        print(f"{group}: {100 * strict / size:.3f} % strict, {100 * folded / size:.3f} % width apart, "
              f"{size} characters, {seconds:.1f} s")  # fmt: skip


if __name__ == "__main__":
    measure(Path(sys.argv[1]) if len(sys.argv) > 1 else Path(__file__).parents[3] / "shared")
