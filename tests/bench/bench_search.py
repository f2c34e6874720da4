"""How often the search puts the right article first, and how fast: the default site, then the same with 800 laws more.

usage: python tests/bench/bench_search.py [--site BUILT_SITE] [--folds] [DIRECTORY of .md statutes]     (without one: the default site only)
Times are Node's, each from a cold start: ready (data read and indexed), then every labelled query typed once.
With --folds every query that is learnt from is asked of an engine that learnt from the queries of the other folds.
With --site (what `tiaoli build` made) the box of that site is typed into in Chromium, over http and from disk.
"""

import functools
import gzip
import http.server
import json
import random
import subprocess
import sys
import tempfile
import threading
import time
from dataclasses import replace
from pathlib import Path

from tiaoli import load, search, site, yamldata
from tiaoli.model import Campaign, Page, Statute
from tiaoli.search import learn
from tiaoli.site.places import Places
from tiaoli.statute import parse

ROOT = Path(__file__).resolve().parent.parent.parent
CASES = ROOT / "tests" / "cases"
MORE = 800
FOLDS = 4


def with_laws(campaign: Campaign, folder: Path, count: int) -> Campaign:
    """The campaign with the statutes of a folder as local rules, over and over until there are `count`."""
    texts = [path.read_text("utf-8") for path in sorted(folder.glob("*.md"))]
    rules = tuple(replace(parse(texts[i % len(texts)], slug=f"law-{i}"), slug=f"law-{i}") for i in range(count))
    return replace(campaign, local=rules)


def data_of(campaign: Campaign, pages: list[Page]) -> bytes:
    """The data of the campaign with these pages and a page for each of its local rules."""
    places = Places(campaign)
    pages = pages + [Page(f"local/{rule.slug}.md", rule.title, "") for rule in campaign.local]
    return search.script(campaign, pages, lambda address: places.link("index.md", address))


def measure(data: bytes, queries: list[str]) -> dict:
    """Answers and times of tests/search/measure.js."""
    with tempfile.TemporaryDirectory() as folder:
        (Path(folder) / "data.js").write_bytes(data)
        (Path(folder) / "queries.json").write_text(json.dumps(queries), "utf-8")
        command = ["node", ROOT / "tests" / "search" / "measure.js", "data.js", "queries.json"]
        return json.loads(subprocess.run(command, cwd=folder, capture_output=True, check=True).stdout)


def score(rows: list[dict], answers: list[dict]) -> tuple[float, float]:
    """Share of the queries with a right article first, and in the first five; an empty label wants no result."""
    first = five = 0
    for row, answer in zip(rows, answers, strict=True):
        wanted, got = set(map(str, row["articles"])), answer["articles"]
        first += got[0] in wanted if got and wanted else not got and not wanted
        five += bool(wanted & set(got[:5])) if wanted else not got
    return first / len(rows), five / len(rows)


def folds(data: bytes, statute: Statute) -> None:
    """Print how well queries are answered by what was learnt from others (asked.yml has always been written with queries-tune in view)."""
    rows = {part: yamldata.read_file(CASES / f"queries-{part}.yml").data for part in ("tune", "learn")}
    every = [(part, {**row, "query": str(row["query"])}) for part, own in rows.items() for row in own]
    random.Random(0).shuffle(every)
    values = json.loads(data.decode().partition("=")[2].rstrip().removesuffix(";"))
    answered: dict[str, list[tuple[dict, dict]]] = {part: [] for part in rows}
    for fold in range(FOLDS):
        taught = [row for n, (_, row) in enumerate(every) if n % FOLDS != fold]
        known = learn.examples(statute, [(row["query"], [f"art-{own}" for own in row["articles"]]) for row in taught])
        values["learnt"] = learn.learn(known, [article.address for article in statute.articles])
        asked = every[fold::FOLDS]
        script = f"window.tiaoliSearchData={json.dumps(values, ensure_ascii=False)};".encode()
        done = measure(script, [row["query"] for _, row in asked])
        for (part, row), answer in zip(asked, done["answers"], strict=True):
            answered[part].append((row, answer))
    for part, pairs in answered.items():
        for name, own in (
            ("", pairs),
            (", those that have an answer", [pair for pair in pairs if pair[0]["articles"]]),
        ):
            first, five = score([row for row, _ in own], [answer for _, answer in own])
            print(
                f"  {part}{name}, learnt from the other folds: {len(own)} queries, first {first:.1%}, in five {five:.1%}"
            )


def report(name: str, data: bytes, covered: int, took: float) -> None:
    """Print one data's figures."""
    print(
        f"{name}: data {len(data):,} bytes, {len(gzip.compress(data)):,} gzipped, of {covered:,} bytes of text; made in {took:.2f} s"
    )
    for part in ("tune", "learn", "hold"):
        rows = yamldata.read_file(CASES / f"queries-{part}.yml").data
        rows = [{**row, "query": str(row["query"])} for row in rows]
        done = measure(data, [row["query"] for row in rows])
        first, five = score(rows, done["answers"])
        times = sorted(answer["took"] for answer in done["answers"])
        print(f"  {part}: {len(rows)} queries, first {first:.1%}, in five {five:.1%}; ready {done['ready']:.0f} ms, "
              f"a query {times[len(times) // 2]:.1f} ms (middle), {times[-1]:.1f} ms (slowest)")  # fmt: skip


#: In the page: how long the engine takes to be made, the middle of five, and each query typed into the box.
_READY = """() => { const times = []; for (let i = 0; i < 5; i++) { const t = performance.now();
  tiaoliEngine.create(tiaoliSearchData); times.push(performance.now() - t); } return times.sort((a, b) => a - b)[2]; }"""
_TYPED = """queries => queries.map(query => { const box = document.querySelector('input[data-tiaoli-search]');
  box.value = query; const t = performance.now(); box.dispatchEvent(new Event('input', {bubbles: true}));
  return {took: performance.now() - t, articles: [...document.querySelectorAll('a[data-tiaoli-result]')]
    .map(a => a.getAttribute('data-tiaoli-result').replace('art-', ''))}; })"""


_KEY = """query => { const box = document.querySelector('input[data-tiaoli-search]');
  box.value = query; box.dispatchEvent(new Event('input', {bubbles: true})); return 1; }"""
_MAKE = "() => { tiaoliEngine.create(tiaoliSearchData); return 1; }"


def processor(page, queries: list[str]) -> str:
    """What making the engine and each key take of the page's own processor time, whatever else the machine does."""
    session = page.context.new_cdp_session(page)
    session.send("Performance.enable", {"timeDomain": "threadTicks"})

    def spent(script: str, *given: str) -> float:
        def so_far() -> float:
            rows = session.send("Performance.getMetrics")["metrics"]
            return next(row["value"] for row in rows if row["name"] == "TaskDuration") * 1000

        before = so_far()
        page.evaluate(script, *given)
        return so_far() - before

    made = sorted(spent(_MAKE) for _ in range(5))[2]
    keys = sorted(spent(_KEY, query) for query in queries)
    return (
        f"processor: made in {made:.0f} ms, a key {keys[len(keys) // 2]:.1f} ms (middle), {keys[-1]:.1f} ms (slowest)"
    )


class _Quiet(http.server.SimpleHTTPRequestHandler):
    """A folder, without a log."""

    def log_message(self, *_: object) -> None:
        pass


def in_browser(folder: Path) -> None:
    """Print what the box of a built site finds in Chromium, and how fast, over http and from disk."""
    from playwright.sync_api import sync_playwright

    sys.path.insert(0, str(ROOT / "tests"))
    from conftest import CHROMIUM_FLAGS, find_chromium

    rows = [{**row, "query": str(row["query"])} for row in yamldata.read_file(CASES / "queries-hold.yml").data]
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(_Quiet, directory=str(folder)))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    with sync_playwright() as tool:
        browser = tool.chromium.launch(executable_path=find_chromium(), args=CHROMIUM_FLAGS)
        for base in (f"http://127.0.0.1:{server.server_port}", folder.resolve().as_uri()):
            page = browser.new_page(viewport={"width": 360, "height": 740})
            page.goto(base + "/index.html")
            start = time.perf_counter()
            page.focus("input[data-tiaoli-search]")
            page.wait_for_function("() => window.tiaoliSearchData && window.tiaoliEngine", polling=10)
            loaded = (time.perf_counter() - start) * 1000
            page.wait_for_timeout(500)
            done = page.evaluate(_TYPED, [row["query"] for row in rows])
            first, five = score(rows, done)
            times = sorted(answer["took"] for answer in done)
            print(f"  {base.partition(':')[0]}: first {first:.1%}, in five {five:.1%}; loaded {loaded:.0f} ms after the first touch, engine made in "
                  f"{page.evaluate(_READY):.0f} ms, a keystroke {times[len(times) // 2]:.1f} ms (middle), {times[-1]:.1f} ms (slowest)")  # fmt: skip
            print("   ", processor(page, [row["query"] for row in rows]))
        browser.close()
    server.shutdown()


def main(arguments: list[str]) -> None:
    """Measure and print."""
    if arguments[:1] == ["--site"]:
        in_browser(Path(arguments[1]))
        arguments = arguments[2:]
    campaign = load.load(ROOT)
    by_folds = arguments[:1] == ["--folds"]
    arguments = arguments[by_folds:]
    pages = [page for page in site.pages(campaign) if isinstance(page, Page)]
    for name, own in (
        ("default site", campaign),
        *((f"with {MORE} laws", with_laws(campaign, Path(a), MORE)) for a in arguments),
    ):
        covered = sum(len(u.text.encode()) for statute in (own.statute, *own.local) for u in statute.walk())
        covered += sum(len(entry.body.encode()) for entry in own.entries) + sum(
            len(str(t).encode()) for t in own.glossary
        )
        start = time.perf_counter()
        data = data_of(own, pages)
        report(name, data, covered, time.perf_counter() - start)
        if by_folds and own is campaign:
            folds(data, campaign.statute)


if __name__ == "__main__":
    main(sys.argv[1:])
