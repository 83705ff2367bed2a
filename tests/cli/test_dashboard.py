import subprocess

import pytest
from typer.testing import CliRunner

from sim.cli import dashboard
from sim.cli.app import app
from sim.dashboard.settings import Settings, settings


@pytest.fixture
def started(monkeypatch):
    """What would have been started."""
    calls = []

    def run(command, **how):
        calls.append((command, how))
        return subprocess.CompletedProcess(command, 0)

    monkeypatch.setattr(dashboard.subprocess, "run", run)
    return calls


def test_it_starts_the_router_with_what_was_asked(started, tmp_path, monkeypatch):
    (tmp_path / "mine").mkdir()
    monkeypatch.chdir(tmp_path)
    asked = ["dashboard", "--store", "kept", "--scenarios", "mine", "--read-only", "--port", "8600"]
    result = CliRunner().invoke(app, asked)
    assert (result.exit_code, result.stdout) == (0, "http://127.0.0.1:8600\n")
    ((command, how),) = started
    assert command[1:] == ["-m", "streamlit", "run", "dashboard.py", "--server.port", "8600"]
    for name, value in how["env"].items():
        monkeypatch.setenv(name, value)
    assert settings() == Settings(tmp_path / "kept", tmp_path / "mine", read_only=True)


def test_a_folder_that_is_not_there_is_refused(started, tmp_path):
    result = CliRunner().invoke(app, ["dashboard", "--scenarios", str(tmp_path / "none")])
    assert result.exit_code == 2
    assert "--scenarios: is no folder; name one with scenario files" in result.output
    assert not started
