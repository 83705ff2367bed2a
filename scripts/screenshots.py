"""Photograph pages of the dashboard: light and dark, Swedish and English, wide and narrow.

``python scripts/screenshots.py [PAGE ...]`` starts a dashboard over ``runs`` (or DIREKTSIM_STORE) and writes
``docs/screenshots/PAGE-sv-light-1440.png`` and its like.
"""

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
from playwright.sync_api import Browser, sync_playwright

from sim.dashboard.pages import PAGES

ROOT = Path(__file__).parents[1]
FOLDER = ROOT / "docs" / "screenshots"
LANGUAGES = {"sv": "sv-SE", "en": "en-GB"}
WIDTHS = (1440, 390)
TALLEST = 6000
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-dev-shm-usage",
    "--no-first-run",
    "--disable-background-networking",
]


def main(pages: list[str]) -> None:
    """Photograph pages, all of them if none is named."""
    FOLDER.mkdir(exist_ok=True)
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [sys.executable, "-m", "streamlit", "run", "dashboard.py", "--server.port", str(port)]
    served = subprocess.Popen(command, cwd=ROOT, env=dict(os.environ))
    try:
        wait_for(f"http://127.0.0.1:{port}/_stcore/health")
        with sync_playwright() as playwright:
            browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=FLAGS)
            for page, language, theme, width in product(pages or PAGES, LANGUAGES, ("light", "dark"), WIDTHS):
                photograph(browser, f"http://127.0.0.1:{port}", page, language, theme, width)
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


def photograph(browser: Browser, server: str, page: str, language: str, theme: str, width: int) -> None:
    """Photograph one page, as long as it is."""
    context = browser.new_context(
        locale=LANGUAGES[language], timezone_id="Europe/Stockholm", color_scheme=theme,
        viewport={"width": width, "height": 900},
    )  # fmt: skip
    shown = context.new_page()
    shown.set_default_timeout(120_000)
    shown.goto(f"{server}/" if page == PAGES[0] else f"{server}/{page}")
    shown.wait_for_selector("[data-testid=stMain] h3, [data-testid=stMain] h2, .answer")
    shown.wait_for_function("() => !document.querySelector('[data-testid=stProgress]')")
    shown.wait_for_timeout(1500)
    shown.wait_for_selector("[data-testid=stApp][data-test-script-state=notRunning]")
    height = shown.evaluate("document.querySelector('[data-testid=stMain]').scrollHeight")
    shown.set_viewport_size({"width": width, "height": min(height + 20, TALLEST)})
    shown.wait_for_timeout(1000)
    path = FOLDER / f"{page}-{language}-{theme}-{width}.png"
    shown.screenshot(path=path)
    context.close()
    with Image.open(path) as picture:  # a quarter of the size, and nobody sees the difference
        picture.convert("RGB").quantize(200, method=Image.Quantize.MAXCOVERAGE, dither=Image.Dither.NONE).save(
            path, optimize=True
        )


if __name__ == "__main__":
    main(sys.argv[1:])
