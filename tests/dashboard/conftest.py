"""One dashboard for all journeys, with Debian's Chromium, and nothing but this machine reachable."""

import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from pathlib import Path

import pytest

from sim.dashboard.settings import Settings
from tests.dashboard.scenes import end_players, scenario_folder

ROOT = Path(__file__).parents[2]
FLAGS = [
    "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--disable-background-networking",
    "--disable-component-update", "--disable-sync", "--disable-quic", "--no-first-run",
]  # fmt: skip


@pytest.fixture(autouse=True)
def _main():
    """Put back what the tests run from: a page that is tried takes its place, and new processes would begin with it."""
    before = sys.modules["__main__"]
    yield
    sys.modules["__main__"] = before


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


class Served:
    """A dashboard that runs.

    Attributes
    ----------
    address
        Where it listens.
    settings
        What it was started with.
    """

    def __init__(self, settings: Settings) -> None:
        self.settings = settings
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            port = free.getsockname()[1]
        self.address = f"http://127.0.0.1:{port}"
        self._process = subprocess.Popen(
            [sys.executable, "-m", "streamlit", "run", "dashboard.py", "--server.port", str(port)],
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


@pytest.fixture
def world(tmp_path, monkeypatch):
    """A store and scenarios for pages that are run in this process, where nobody plays."""
    settings = Settings(tmp_path / "store", scenario_folder(tmp_path / "scenarios"), read_only=False)
    for name, value in settings.environment().items():
        monkeypatch.setenv(name, value)
    monkeypatch.setattr("sim.dashboard.frame.ensure_players", lambda _: None)
    monkeypatch.setattr("sim.dashboard.following.ensure_players", lambda _: None)
    return settings
