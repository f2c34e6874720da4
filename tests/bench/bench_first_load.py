"""How long until the text of a page can be read on a slow phone line: 1.6 Mbit/s, 150 ms, nothing in the cache.

Usage: bench_first_load.py [SITE]; prints the first paint of text and the whole load of each kind of page, in seconds.
"""

import sys
from pathlib import Path

from playwright.sync_api import sync_playwright

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))
from conftest import CHROMIUM_FLAGS, ROOT, find_chromium
from served import served

LINE = {"offline": False, "latency": 150, "downloadThroughput": 1.6e6 / 8, "uploadThroughput": 0.75e6 / 8}
PAGES = (
    "index.html",
    "regulation/ch-4.html",
    "timelimits.html",
    "calculator.html",
    "procedure.html",
    "quiz/practice.html",
)
TIMES = """() => [performance.getEntriesByName("first-contentful-paint")[0].startTime, performance.timing.loadEventEnd - performance.timing.navigationStart]"""


def main() -> None:
    site = Path(sys.argv[1]) if len(sys.argv) > 1 else ROOT / "site"
    with served(site) as address, sync_playwright() as play:
        browser = play.chromium.launch(executable_path=find_chromium(), args=CHROMIUM_FLAGS)
        for name in PAGES:
            context = browser.new_context(viewport={"width": 360, "height": 740}, service_workers="block")
            page = context.new_page()
            context.new_cdp_session(page).send("Network.emulateNetworkConditions", LINE)
            page.goto(address + name)
            page.wait_for_timeout(200)
            paint, load = page.evaluate(TIMES)
            print(f"{name:24} text {paint / 1000:.2f} s, all {load / 1000:.2f} s")
            context.close()
        browser.close()


if __name__ == "__main__":
    main()
