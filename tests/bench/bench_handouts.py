"""How long all handouts of a content root take, and where the time goes; and how many of one small kind a second.

usage: python tests/bench/bench_handouts.py [CONTENT ROOT]
Each figure is of one run in this process: the first set is cold (imports, fonts), the second warm. The last line sets one
sheet for many offices in one warm worker and prints how much memory that added.
"""

import resource
import sys
import time
from dataclasses import replace
from pathlib import Path

ROOT = Path(__file__).parent.parent.parent
OFFICES = 200


def main(arguments: list[str]) -> None:
    """Measure and print."""
    begun = time.perf_counter()
    from tiaoli import handouts
    from tiaoli.handouts import files
    from tiaoli.load import load

    campaign = load(Path(arguments[0]) if arguments else ROOT)
    made = handouts.handouts(campaign)
    print(f"imports, loading and documents: {time.perf_counter() - begun:.2f} s")
    for name, formats in (("cold", files.FORMATS), ("warm", files.FORMATS), ("docx", ("docx",)), ("pdf", ("pdf",))):
        begun = time.perf_counter()
        done = list(files.files(made, files.faces(campaign), formats))
        size = sum(len(file.content) for file in done) / 1024
        print(f"{name}: {len(done)} files, {size:,.0f} KB, {time.perf_counter() - begun:.2f} s")
    sheet = next(one for one in made if one.document.form == "sheet")
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    begun = time.perf_counter()
    for number in range(OFFICES):
        office = replace(sheet, document=replace(sheet.document, foot=(f"示例单位{number}",)))
        list(files.files([office], files.faces(campaign)))
    each = (time.perf_counter() - begun) / OFFICES
    grown = (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) / 1024
    print(f"one sheet for {OFFICES} offices: {each * 1000:.0f} ms each for docx and PDF, {grown:.0f} MB more memory")


if __name__ == "__main__":
    main(sys.argv[1:])
