"""Seconds that 500 questions take in every format: python tests/bench/bench_quiz_export.py [COUNT]."""

import sys
import time
from dataclasses import replace
from pathlib import Path

from tiaoli.load import load
from tiaoli.quiz import text_of
from tiaoli.quiz.exports import FORMATS, select

ROOT = Path(__file__).resolve().parent.parent.parent


def main(count: int) -> None:
    """Print a row a file: seconds, kilobytes, questions in it."""
    campaign = load(ROOT)
    text = text_of(campaign)
    start = time.perf_counter()
    questions = select(campaign, text, uses=("practice", "mock", "paper"))
    print(f"{'audit and selection':22} {time.perf_counter() - start:6.2f} s  {len(questions.items)} questions")
    own = questions.items
    many = tuple(replace(own[at % len(own)], id=f"{own[at % len(own)].id}-{at}") for at in range(count))
    total = 0.0
    for name, forms in FORMATS.items():
        for form in forms:
            start = time.perf_counter()
            made = form.make(replace(questions, items=many))
            seconds = time.perf_counter() - start
            total += seconds
            print(f"{name + ' ' + form.suffix:22} {seconds:6.2f} s  {len(made.content) / 1000:7.0f} kB  {made.count}")
    print(f"{'all':22} {total:6.2f} s  {count} questions")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 500)
