"""How long 5,000 result files take from disk to workbook and page, loading the content root left out.

usage: python tests/bench/bench_quiz_results.py [COUNT]
"""

import json
import random
import sys
import tempfile
import time
from pathlib import Path

from tiaoli import quiz
from tiaoli.load import load
from tiaoli.quiz import results

ROOT = Path(__file__).parent.parent.parent
WORTH = {"single": 2, "multi": 3, "judge": 1, "blank": 1, "order": 4}


def answer(question, rng: random.Random, skill: float) -> tuple[str, float]:
    """An answer as the page writes it, and its points."""
    right = rng.random() < skill
    if question.type == "judge":
        return ("T" if question.answer == right else "F"), float(right)
    if question.type == "order":
        places = [str(at) for at in range(1, len(question.options) + 1)]
        return ",".join(places if right else places[::-1]), float(right)
    if question.type == "blank":
        return "|".join(words[0] if right else "不记得" for words in question.answers), float(right)
    keyed = "".join("ABCDEFGH"[at] for at in question.keyed)
    wrong = next(letter for letter in "ABCDEFGH" if letter not in keyed)
    return (keyed if right else wrong), float(right)


def handed(campaign, questions, number: int) -> dict:
    """One mock exam of 55 questions."""
    rng = random.Random(number)
    skill = 0.4 + 0.5 * rng.random()
    rows = []
    for question in rng.sample(questions, min(55, len(questions))):
        given, share = answer(question, rng, skill)
        rows.append([question.id, question.rev, given, share * WORTH[question.type], rng.randint(5, 60)])
    full = sum(WORTH[q.type] for q in questions if any(row[0] == q.id for row in rows))
    return {
        "tiaoli": "quiz-result", "schema": 1, "site": results.site_id(campaign), "statute": results.digest(campaign),
        "mode": "mock", "title": "模拟考试", "unit": f"示例单位{number % 80:02d}", "code": f"C{number:05d}", "name": "",
        "started": 1_650_000_000, "finished": 1_650_003_000 + number, "score": sum(row[3] for row in rows), "full": full,
        "answers": rows,
    }  # fmt: skip


def main(arguments: list[str]) -> None:
    """Measure and print."""
    count = int(arguments[0]) if arguments else 5000
    campaign = load(ROOT)
    questions = [q for bank in campaign.quizzes for q in bank.questions if q.type in WORTH and q.use != "paper"]
    with tempfile.TemporaryDirectory() as folder:
        for number in range(count):
            text = json.dumps(handed(campaign, questions, number), ensure_ascii=False)
            (Path(folder) / f"{number:05d}.json").write_text(text, "utf-8")
        text = quiz.text_of(campaign)
        start = time.perf_counter()
        merged = results.merged([Path(folder)], campaign, text)
        read = time.perf_counter() - start
        report = results.report(merged, campaign.statute)
        sizes = len(results.xlsx(report, "示例")), len(results.html(report, "示例"))
        whole = time.perf_counter() - start
    print(f"{count} files: {len(merged.results)} counted, {len(merged.faults)} faults")
    print(
        f"read and marked {read:.2f} s, all {whole:.2f} s; workbook {sizes[0] // 1024} KB, page {sizes[1] // 1024} KB"
    )


if __name__ == "__main__":
    main(sys.argv[1:])
