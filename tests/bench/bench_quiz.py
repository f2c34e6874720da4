"""How many questions a second the audit judges on one core, reading left out; and how long drafting takes.

usage: python tests/bench/bench_quiz.py [BANK …]     (without one: the drafted bank, and the same reworded past proving)
"""

import sys
import time
from dataclasses import replace
from pathlib import Path

from tiaoli import quiz
from tiaoli.cli.quiz import read_bank
from tiaoli.load import load
from tiaoli.quiz import audit, drafting

ROOT = Path(__file__).parent.parent.parent
ROUNDS = 3


def rate(questions, text) -> float:
    """Questions a second, the best of a few rounds."""
    best = float("inf")
    for _ in range(ROUNDS):
        start = time.perf_counter()
        for question in questions:
            audit.judge(question, text, foreign=True)
        best = min(best, time.perf_counter() - start)
    return len(questions) / best


def main(arguments: list[str]) -> None:
    """Measure and print."""
    text = quiz.text_of(load(ROOT))
    banks = {name: read_bank(Path(name)).questions for name in arguments}
    if not banks:
        drafted = quiz.read_file(ROOT / "quizzes" / "drafted.yml").questions
        reworded = tuple(replace(q, stem=q.stem.replace("信访", "群众信访").replace("应当", "要")) for q in drafted)
        banks = {"drafted.yml": drafted, "drafted.yml, reworded": reworded}
    for name, questions in banks.items():
        print(f"{name}: {len(questions)} questions, {rate(questions, text):,.0f} a second")
    start = time.perf_counter()
    made = drafting.draft(text)
    print(f"drafting {len(made.bank.questions)} questions: {time.perf_counter() - start:.2f} s")


if __name__ == "__main__":
    main(sys.argv[1:])
