"""Pages that are run in the process of the tests, where nobody plays."""

import sys

import pytest

from sim.dashboard.settings import Settings
from tests.dashboard.scenes import scenario_folder


@pytest.fixture(autouse=True)
def _main():
    """Put back what the tests run from: a page that is tried takes its place, and new processes would begin with it."""
    before = sys.modules["__main__"]
    yield
    sys.modules["__main__"] = before


@pytest.fixture(scope="module")
def kept(tmp_path_factory):
    """A folder for answers that the next test need not play again."""
    return tmp_path_factory.mktemp("kept")


@pytest.fixture
def world(tmp_path, monkeypatch):
    """A store and scenarios."""
    settings = Settings(tmp_path / "store", scenario_folder(tmp_path / "scenarios"), read_only=False)
    for name, value in settings.environment().items():
        monkeypatch.setenv(name, value)
    monkeypatch.setattr("sim.dashboard.frame.ensure_players", lambda _: None)
    monkeypatch.setattr("sim.dashboard.following.ensure_players", lambda _: None)
    return settings
