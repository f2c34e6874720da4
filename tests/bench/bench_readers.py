"""How fast the readers are: characters a second on files made here. Run: python tests/bench/bench_readers.py"""

import sys
import tempfile
import time
import tracemalloc
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
from tiaoli.readers import choose
from word_files import Level, WordFile

SENTENCE = "图书室收到借书申请后，应当自收到之日起5日内答复；不能当场答复的，说明理由。"


def word(path: Path, articles: int) -> Path:
    """A statute in Word with automatic numbers."""
    file = WordFile()
    file.define(1, Level("chineseCountingThousand", "第%1条"), Level("chineseCountingThousand", "（%2）"))
    file.number(1, 1)
    for _ in range(articles):
        file.add(SENTENCE * 3, 1, 0)
        file.add(SENTENCE, 1, 1)
    return file.save(path)


def page(path: Path, paragraphs: int) -> Path:
    """A page with a menu and paragraphs."""
    menu = "".join(f"<li><a href='/{i}'>栏目{i}</a></li>" for i in range(60))
    body = "".join(f"<p>{SENTENCE * 3}</p>" for _ in range(paragraphs))
    path.write_text(f"<html><body><ul>{menu}</ul><div>{body}</div></body></html>", "utf-8")
    return path


def main() -> None:
    """Print one line a file."""
    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder)
        made = [word(place / f"{n}.docx", n) for n in (100, 1000, 4000)] + [
            page(place / f"{n}.html", n) for n in (100, 1000, 4000)
        ]
        for path in made:
            began = time.perf_counter()
            source = choose.read(path)
            took = time.perf_counter() - began
            tracemalloc.start()
            choose.read(path)
            peak = tracemalloc.get_traced_memory()[1] / 1e6
            tracemalloc.stop()
            print(
                f"{path.name:>10}  {len(source.text):>8} 字  {took:6.2f} s  {len(source.text) / took / 1e6:5.2f} 百万字/秒  {peak:6.1f} MB"
            )


if __name__ == "__main__":
    main()
