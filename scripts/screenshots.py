"""Photograph pages of the dashboard: light and dark, Swedish and English, wide and narrow.

``python scripts/screenshots.py [PAGE ...]`` starts a dashboard over ``runs`` (or DIREKTSIM_STORE), asks each page what
it does not compute by itself, and writes ``docs/screenshots/PAGE-sv-light-1440.png`` and its like.
"""

import argparse
import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from itertools import product
from pathlib import Path

from PIL import Image
from playwright.sync_api import Browser, Page, sync_playwright

from sim.dashboard.pages import PAGES

ROOT = Path(__file__).parents[1]
FOLDER = ROOT / "docs" / "screenshots"
LANGUAGES = {"sv": "sv-SE", "en": "en-GB"}
THEMES = ("light", "dark")
WIDTHS = (1440, 390)
VIEWS = {page: page for page in PAGES} | {"matters": "assumptions?part=matters", "rules": "assumptions?part=rules"}
"""What is photographed, and where it stands: a page of three parts is three pictures."""
TALLEST = 6000
ROW = 36
"""Height of a row of the roster."""
LONG = 600_000
"""Milliseconds: what is computed anew takes minutes."""
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-dev-shm-usage",
    "--no-first-run",
    "--disable-background-networking",
]


def main() -> None:
    """Photograph the pages that are named, all of them if none is."""
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("pages", nargs="*", metavar="PAGE", default=list(VIEWS))
    asked.add_argument("--languages", nargs="+", choices=LANGUAGES, default=list(LANGUAGES))
    asked.add_argument("--themes", nargs="+", choices=THEMES, default=list(THEMES))
    asked.add_argument("--widths", nargs="+", type=int, default=list(WIDTHS))
    asked.add_argument("--into", type=Path, default=FOLDER)
    wanted = asked.parse_args()
    if unknown := set(wanted.pages) - set(VIEWS):
        asked.error(f"no such page: {', '.join(sorted(unknown))}; there are {', '.join(VIEWS)}")
    wanted.into.mkdir(exist_ok=True)
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [sys.executable, "-m", "streamlit", "run", "dashboard.py", "--server.port", str(port)]
    served = subprocess.Popen(command, cwd=ROOT, env=dict(os.environ))
    server = f"http://127.0.0.1:{port}"
    try:
        wait_for(f"{server}/_stcore/health")
        with sync_playwright() as playwright:
            browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=FLAGS)
            for page in wanted.pages:
                address = server + answered(browser, server, page)
                for language, theme, width in product(wanted.languages, wanted.themes, wanted.widths):
                    path = wanted.into / f"{page}-{language}-{theme}-{width}.png"
                    photograph(browser, address, path, language, theme, width)
    finally:
        served.terminate()


def wait_for(address: str) -> None:
    """Wait until a server answers."""
    for _ in range(300):
        try:
            with urllib.request.urlopen(address, timeout=1):
                return
        except OSError:
            time.sleep(0.1)
    raise TimeoutError(address)


def opened(browser: Browser, address: str, language: str, theme: str, width: int) -> Page:
    """Open a page in a window of its own."""
    context = browser.new_context(
        locale=LANGUAGES[language], timezone_id="Europe/Stockholm", color_scheme=theme,
        viewport={"width": width, "height": 900},
    )  # fmt: skip
    shown = context.new_page()
    shown.set_default_timeout(LONG)
    shown.goto(address)
    settle(shown)
    return shown


def settle(shown: Page) -> None:
    """Wait until everything is there and nothing is computed any longer."""
    shown.wait_for_selector("[data-testid=stMain] button")
    for _ in range(2):  # an answer may ask for another
        shown.wait_for_function("() => !document.querySelector('[data-testid=stProgress], [data-testid^=stSkeleton]')")
        shown.wait_for_timeout(1500)
        shown.wait_for_selector("[data-testid=stApp][data-test-script-state=notRunning]")


def answered(browser: Browser, server: str, page: str) -> str:
    """Ask a page what it does not compute by itself; return the link to what it shows then."""
    shown = opened(browser, f"{server}/" if page == PAGES[0] else f"{server}/{VIEWS[page]}", "en", "light", 1440)
    if page == "roster":
        move_the_nurse(shown)
    while (button := shown.get_by_role("button", name="Compute", exact=True)).count():
        button.first.click()
        shown.wait_for_timeout(1000)
        settle(shown)
    link = shown.url.removeprefix(server)
    shown.context.close()
    return link


def move_the_nurse(shown: Page) -> None:
    """Write Monday morning where the third nurse has Monday afternoon."""
    box = shown.locator("[data-testid=stDataFrame] canvas").first.bounding_box()
    assert box is not None
    shown.mouse.click(box["x"] + 30, box["y"] + 1.5 * ROW)
    for key in ("ArrowRight", "ArrowDown", "ArrowDown", "Enter"):
        shown.wait_for_timeout(200)  # a canvas says nothing of what is chosen
        shown.keyboard.press(key)
    shown.locator("#portal textarea, #portal input").first.fill("08:00-12:00")
    shown.keyboard.press("Enter")
    shown.wait_for_timeout(1000)
    settle(shown)


def photograph(browser: Browser, address: str, path: Path, language: str, theme: str, width: int) -> None:
    """Photograph one page, as long as it is."""
    shown = opened(browser, address, language, theme, width)
    height = shown.evaluate("document.querySelector('[data-testid=stMain]').scrollHeight")
    shown.set_viewport_size({"width": width, "height": min(height + 20, TALLEST)})
    shown.wait_for_timeout(1000)
    shown.screenshot(path=path)
    shown.context.close()
    with Image.open(path) as picture:  # a quarter of the size, and nobody sees the difference
        picture.convert("RGB").quantize(200, method=Image.Quantize.MAXCOVERAGE, dither=Image.Dither.NONE).save(
            path, optimize=True
        )


if __name__ == "__main__":
    main()
