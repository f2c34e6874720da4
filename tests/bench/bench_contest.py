"""Check 2,000 entries: seconds, most memory of the main process and of its children, and that a second run goes on.

python tests/bench/bench_contest.py [entries] [jobs]
"""

import io
import random
import resource
import sys
import tempfile
import time
import zipfile
from pathlib import Path

import docx

from tiaoli import contest
from tiaoli.check.pages import subject
from tiaoli.contest.entries import run
from tiaoli.contest.entries.examine import Setup
from tiaoli.load import load
from tiaoli.readers.batch import gathered

ROOT = Path(__file__).resolve().parent.parent.parent
#: Characters to make sentences of, by a seed: no two entries say the same, but for every fiftieth, which copies.
CHARACTERS = [chr(code) for code in range(0x4E00, 0x4E00 + 900)]


def sentence(chance: random.Random) -> str:
    """Some thirty characters with a comma and a full stop."""
    return "，".join("".join(chance.choices(CHARACTERS, k=chance.randint(9, 17))) for _ in range(2)) + "。"


def entry(number: int) -> bytes:
    """One entry of some 2,300 characters, a few sentences of it about the Regulation."""
    chance = random.Random(number)
    made = docx.Document()
    made.add_heading(f"第{number}号作品：一件小事", 0)
    made.add_paragraph(
        "《信访工作条例》第三十四条规定：“对本条例第三十一条第六项规定的信访事项应当自受理之日起60日内办结；情况复杂的，"
        "经本机关、单位负责人批准，可以适当延长办理期限，但延长期限不得超过30日，并告知信访人延期理由。”"
    )
    copied = random.Random(number - number % 50)
    for place in range(16):
        source = copied if number % 50 == 1 and place < 5 else chance
        made.add_paragraph("".join(sentence(source) for _ in range(5)))
    out = io.BytesIO()
    made.save(out)
    return out.getvalue()


def main() -> None:
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 2000
    jobs = int(sys.argv[2]) if len(sys.argv) > 2 else 2
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name) / "entries"
        folder.mkdir()
        for number in range(count):
            (folder / f"{number:04d}.docx").write_bytes(entry(number))
        (folder / "empty.docx").write_bytes(b"")
        (folder / "picture.docx").write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(100))
        with zipfile.ZipFile(folder / "bomb.docx", "w", zipfile.ZIP_DEFLATED) as bomb:
            bomb.writestr("[Content_Types].xml", "<Types/>")
            bomb.writestr("word/document.xml", bytes(300_000_000))
        campaign = load(ROOT)
        setup = Setup(subject(campaign), contest.of(campaign))
        state = Path(name) / "state.sqlite"
        for turn in ("first", "again"):
            begun = time.perf_counter()
            with gathered([folder]) as found:
                results = list(run.check(found.items, setup, jobs=jobs, state=state))
            took = time.perf_counter() - begun
            own, others = (
                resource.getrusage(who).ru_maxrss // 1024 for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)
            )
            similar = sum(bool(r.similar) for r in results)
            print(f"{turn}: {len(results)} entries, {took:.1f} s, {own} MB, {others} MB a process, "
                  f"{sum(r.unreadable for r in results)} unreadable, {similar} with similar ones")  # fmt: skip


if __name__ == "__main__":
    main()
