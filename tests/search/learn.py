"""Write data/learnt.json from the labelled queries: after queries-tune.yml, queries-learn.yml, asked.yml or search.yml changed.

usage: python tests/search/learn.py     (about two minutes)
"""

import json
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / "scripts"))

from tiaoli import load, yamldata  # noqa: E402
from tiaoli.model import Statute  # noqa: E402
from tiaoli.search import learn  # noqa: E402

TARGET = ROOT / "scripts" / "tiaoli" / "data" / "learnt.json"
QUERIES = ("queries-tune", "queries-learn")


def examples(statute: Statute) -> list[learn.Example]:
    """Everything that is learnt from. `queries-hold` never is."""
    rows = [row for name in QUERIES for row in yamldata.read_file(ROOT / "tests" / "cases" / f"{name}.yml").data]
    return learn.examples(statute, [(str(row["query"]), [f"art-{own}" for own in row["articles"]]) for row in rows])


def main() -> None:
    """Learn and write."""
    statute = load.load(ROOT).statute
    learnt = learn.learn(examples(statute), [article.address for article in statute.articles])
    TARGET.write_text(json.dumps({statute.title: learnt}, ensure_ascii=False, indent=0) + "\n", "utf-8")
    print(f"{TARGET}: {len(str(learnt['classes']))} weights")


if __name__ == "__main__":
    main()
