"""How well `clean` undoes the chain of tests/damage.py on texts that nobody tuned it on, and that it leaves clean ones alone.

    .venv/bin/python tests/bench/bench_damage.py FOLDER [SEED] [FILES]

FOLDER holds .md or .txt files of clean text. For each file the seed chooses an excerpt, which traditional characters carry their
reading (a share of those that occur, always the same ones within a file) and whether marks were made half-width. Printed:
characters wrong (strict, and with the width of marks apart), wrong characters that no doubt covers per 10,000, and, over
the undamaged texts, how many Chinese characters were changed.
"""

import random
import re
import sys
import time
from difflib import SequenceMatcher
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))
from bench_convert import FOLD, distance

from damage import damage, naive
from tiaoli.clean import clean
from tiaoli.clean.script import simplify_char

EXCERPT = 2500


def excerpt(path: Path, chance: random.Random) -> list[str]:
    """Some successive lines, without marks of Markdown and comments, as text in GBK."""
    text = re.sub(r"<!--.*?-->|(?m:^#+ *)", "", path.read_text("utf-8"))
    lines = [line.strip() for line in text.split("\n") if line.strip()]
    lines = [line for line in lines if line == line.encode("gbk", "ignore").decode("gbk")]
    start, size, out = chance.randrange(max(1, len(lines) - 10)), 0, []
    while start < len(lines) and size < EXCERPT:
        out.append(lines[start])
        size += len(lines[start])
        start += 1
    return out


def unflagged(truth: str, line) -> int:
    """Wrong characters of a repaired line that lie in no doubt of it."""
    doubtful = {at for doubt in line.doubts for at in range(doubt.offset - 1, doubt.offset + len(doubt.text) + 1)}
    wrong = 0
    for tag, a, b, c, d in SequenceMatcher(None, truth, line.text.translate(FOLD), autojunk=False).get_opcodes():
        if tag != "equal" and not doubtful & set(range(c, max(d, c + 1))):
            wrong += max(b - a, d - c)
    return wrong


def main(folder: Path, seed: int, files: int) -> None:
    """Measure and print."""
    chance = random.Random(seed)
    paths = sorted([*folder.glob("*.md"), *folder.glob("*.txt")])
    chosen = chance.sample(paths, min(files, len(paths)))
    size = strict = folded = silent = flagged = 0
    start = time.process_time()
    for path in chosen:
        truth = excerpt(path, chance)
        old = sorted(
            {c for line in truth for c in naive(line) if simplify_char(c) != c and len(c.encode("gbk", "ignore")) == 2}
        )
        annotated = "".join(chance.sample(old, int(len(old) * chance.choice((0, 0.15, 0.3, 0.5)))))
        fold = chance.random() < 0.8
        found = clean([damage(line, annotated, fold) for line in truth])
        for right, line in zip(truth, found, strict=True):
            size += len(right)
            strict += distance(right, line.text)
            wrong = distance(right.translate(FOLD), line.text.translate(FOLD))
            folded += wrong
            flagged += len(line.doubts)
            quiet = unflagged(right.translate(FOLD), line) if wrong else 0
            silent += quiet
            if quiet:
                print(f"  {path.name[-30:]}: {line.raw[:120]!r}\n    {right[:90]}\n    {line.text[:90]}")
    seconds = time.process_time() - start
    print(f"{len(chosen)} texts, {size} characters: {100 * strict / size:.3f} % wrong, {100 * folded / size:.3f} % width apart, "
          f"{1e4 * silent / size:.2f} wrong and not flagged in 10,000, {flagged} doubts, {seconds:.0f} s")  # fmt: skip
    han = changed = touched = 0
    for path in paths:
        lines = path.read_text("utf-8").split("\n")
        for line in clean(lines):
            han += len(re.findall("[\u4e00-\u9fff]", line.raw))
            if line.text != line.raw:
                touched += 1
                changed += sum(
                    a != b
                    for a, b in zip(
                        re.findall("[\u4e00-\u9fff]", line.raw), re.findall("[\u4e00-\u9fff]", line.text), strict=False
                    )
                )
    print(f"undamaged: {han} Chinese characters, {changed} changed; {touched} lines differ in marks or blanks")


if __name__ == "__main__":
    main(Path(sys.argv[1]), *(int(n) for n in (sys.argv[2:] + ["1", "60"][len(sys.argv) - 2 :])))
