"""One dashboard and one window of Debian's Chromium for all journeys; only this machine is asked for anything."""

import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from sim.dashboard.settings import Settings
from tests.dashboard.scenes import end_players, scenario_folder

ROOT = Path(__file__).parents[2]
LONG = 120_000
"""Milliseconds: the first journey waits for a process that warms up."""
HERE = ("http://127.0.0.1", "ws://127.0.0.1", "data:", "blob:", "about:")
expect.set_options(timeout=60_000)
FLAGS = [
    "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--disable-background-networking",
    "--disable-component-update", "--disable-sync", "--disable-quic", "--no-first-run",
]  # fmt: skip


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args):
    chromium = shutil.which("chromium")
    assert chromium, "Chromium is missing; scripts/setup.sh dev installs it"
    return {**browser_type_launch_args, "executable_path": chromium, "args": FLAGS}


@pytest.fixture(scope="session")
def browser_context_args(browser_context_args):
    return {**browser_context_args, "locale": "sv-SE", "timezone_id": "Europe/Stockholm"}


@pytest.fixture(scope="session")
def base_url():
    """No address by default; the plugin's own fixture is written in a way that pytest 9 warns of."""
    return


@pytest.fixture(scope="session")
def window(browser, browser_context_args):
    """One window for all: what it has read of Streamlit once it need not read again."""
    context = browser.new_context(**browser_context_args)
    context.set_default_timeout(LONG)
    yield context.new_page()
    context.close()


@pytest.fixture
def journey(window):
    """The window, for a session of its own; who else was asked for something, or what went wrong, fails it."""
    elsewhere: list[str] = []
    wrong: list[str] = []

    def note(asked):
        if not asked.url.startswith(HERE):
            elsewhere.append(asked.url)

    def went_wrong(error):
        wrong.append(str(error))

    window.on("request", note)
    window.on("pageerror", went_wrong)
    yield window
    window.remove_listener("request", note)
    window.remove_listener("pageerror", went_wrong)
    window.goto("about:blank")
    assert (elsewhere, wrong) == ([], [])


def settle(page: Page) -> None:
    """Wait until nothing more is drawn."""
    page.wait_for_selector("[data-testid=stApp][data-test-script-state=notRunning]")


def opened(page: Page, served: "Served", link: str = "") -> Page:
    """Open a page and wait until its answer is whole."""
    page.goto(f"{served.address}/{link}")
    page.wait_for_selector(".answer")
    settle(page)
    page.wait_for_function("() => !document.querySelector('[data-testid=stProgress], [data-testid^=stSkeleton]')")
    settle(page)
    return page


class Served:
    """A dashboard that runs.

    Attributes
    ----------
    address
        Where it listens.
    settings
        What it was started with.

    Parameters
    ----------
    secrets
        Writes the file of secrets for the address and returns it.
    """

    def __init__(self, settings: Settings, secrets: Callable[[str], Path] | None = None) -> None:
        self.settings = settings
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            port = free.getsockname()[1]
        self.address = f"http://127.0.0.1:{port}"
        more = [f"--secrets.files={secrets(self.address)}"] if secrets else []
        self._process = subprocess.Popen(
            [sys.executable, "-m", "streamlit", "run", "dashboard.py", "--server.port", str(port), *more],
            cwd=ROOT,
            env={**os.environ, **settings.environment()},
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        for _ in range(600):
            try:
                with urllib.request.urlopen(f"{self.address}/_stcore/health", timeout=1):
                    return
            except OSError:
                time.sleep(0.1)
        raise TimeoutError("the dashboard did not start")

    def end(self) -> None:
        """End the dashboard; who plays goes on."""
        self._process.terminate()
        self._process.wait(10)


@pytest.fixture(scope="session")
def served(tmp_path_factory):
    folder = tmp_path_factory.mktemp("dashboard")
    one = Served(Settings(folder / "store", scenario_folder(folder / "scenarios"), read_only=False))
    yield one
    one.end()
    end_players(one.settings.store)
