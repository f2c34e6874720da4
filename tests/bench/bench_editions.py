"""How long an edition takes against a full build, its kit, and how memory goes, in one run.

usage: python tests/bench/bench_editions.py [NUMBER OF UNITS] [--urls] [--jobs N]
A full build is `build --no-downloads` of the same content into an empty folder, three of them, each in a process of its
own. Editions are timed without and with their kit, the base and the check of the content left out of the figure for one
and in the figure for all. Memory is the largest of any process, at a tenth of the units and at all of them.
"""

import csv
import multiprocessing
import resource
import sys
import tempfile
import time
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

ROOT = Path(__file__).parent.parent.parent
HEADS = (
    "单位名称", "文件夹", "网址", "副标题", "网络信访渠道", "通信地址", "咨询投诉电话", "接待时间和地点", "查询进展和结果的方式", "纠错联系方式"
)  # fmt: skip


def main(arguments: list[str]) -> None:
    """Measure and print."""
    urls, numbers = "--urls" in arguments, [int(one) for one in arguments if one.isdigit()]
    count, jobs = numbers[0] if numbers else 200, numbers[1] if "--jobs" in arguments else 2
    with tempfile.TemporaryDirectory(prefix="tiaoli-bench-") as name:
        folder = Path(name)
        full = [alone(_full, folder / f"full-{at}")[0] for at in range(3)]
        each = sorted(full)[1]
        print(f"full build: {', '.join(f'{seconds:.2f}' for seconds in full)} s")
        for number in (count // 10, count):
            for with_kit in (False, True):
                where = folder / f"{number}-{with_kit}"
                seconds, (base, done, memory, busy) = alone(_editions, where, number, urls, with_kit, jobs)
                one = (seconds - base) / number
                print(
                    f"{number} editions{' with kit' if with_kit else ''}, {jobs} processes: {seconds:.1f} s, of which {base:.1f} s"
                    f" check and base; one {one * 1000:.0f} ms (processor {busy / number * 1000:.0f} ms), 1/{each / one:.0f} of a full build"
                    f" (all of it counted: 1/{each / (seconds / number):.0f}); largest process {memory:.0f} MB; {done} made"
                )


def alone(work, *arguments) -> tuple[float, object]:
    """(seconds, what it gives) of work in a process of its own."""
    with ProcessPoolExecutor(1, mp_context=multiprocessing.get_context("spawn")) as pool:
        return pool.submit(_timed, work, arguments).result()


def _timed(work, arguments) -> tuple[float, object]:
    begun = time.perf_counter()
    found = work(*arguments)
    return time.perf_counter() - begun, found


def _full(out: Path) -> None:
    from tiaoli.build import build

    assert build(ROOT, out=out, with_downloads=False).ok


def _editions(folder: Path, count: int, urls: bool, with_kit: bool, jobs: int) -> tuple[float, int, float, float]:
    """(seconds until the first unit is begun, editions made, megabytes of the largest process, seconds of processor after)."""
    from tiaoli.editions import editions

    folder.mkdir()
    with (folder / "units.csv").open("w", encoding="utf-8", newline="") as stream:
        writer = csv.writer(stream)
        writer.writerow(HEADS)
        for at in range(count):
            address = f"http://www.example.com/u{at}/" if urls else ""
            said = (
                f"示例县第{at}镇信访办",
                f"u{at}",
                address,
                f"示例第{at}镇学习园地",
                "示例平台",
                f"示例县第{at}路",
                *["示例"] * 4,
            )
            writer.writerow(said)
    begun, steps = time.perf_counter(), []

    def spent() -> float:
        used = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
        return sum(one.ru_utime + one.ru_stime for one in used)

    done = editions(
        ROOT, folder / "units.csv", folder / "out", with_kit=with_kit, jobs=jobs,
        report=lambda step: steps.append((step, time.perf_counter(), spent())),
    )  # fmt: skip
    assert done.ok
    base, before = next((at - begun, used) for step, at, used in steps if step.startswith("做各单位"))
    largest = max(resource.getrusage(who).ru_maxrss for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    return base, done.made, largest / 1024, spent() - before


if __name__ == "__main__":
    main(sys.argv[1:])
