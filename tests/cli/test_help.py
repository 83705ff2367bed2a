"""Help that teaches, and comes at once."""

import subprocess
import sys

import pytest
from typer.main import get_command

from sim.cli import app

COMMANDS = [
    "check", "run", "compare", "report", "dashboard", "sweep", "sensitivity", "runs", "show", "assumptions", "rules",
    "route", "columns", "schema", "verify",
]  # fmt: skip
ABOUT_RUNS = ["runs list", "runs show", "runs rename", "runs prune"]


def test_the_commands_stand_in_the_order_in_which_a_planner_meets_them(direktsim):
    assert set(get_command(app).commands) == set(COMMANDS)
    printed = direktsim("--help").output
    places = [printed.index(f"\n  {command} ") for command in COMMANDS]
    assert places == sorted(places)


@pytest.mark.parametrize("command", ["", *COMMANDS, *ABOUT_RUNS])
def test_every_help_has_examples_that_can_be_copied(direktsim, command):
    result = direktsim(*command.split(), "--help")
    assert result.exit_code == 0
    examples = [line.strip() for line in result.output.splitlines() if line.startswith("    direktsim")]
    assert examples
    assert all(example.startswith(f"direktsim {command}".strip()) for example in examples)


def test_without_a_command_the_help_is_printed(direktsim):
    assert "Commands:" in direktsim().output


def test_help_imports_nothing_heavy():
    """Under half a second is held by what is imported: a clock would test the machine."""
    heavy = {"numpy", "pandas", "pyarrow", "scipy", "simpy", "pydantic", "ruamel.yaml", "rich"}
    code = f"import sys, sim.cli; print(sorted({heavy!r} & set(sys.modules)))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_a_check_does_not_import_what_compiles(desk):
    code = "import sys; sys.argv[1:] = ['check', 'clinic.yaml']; from sim.cli import app; app(standalone_mode=False); "
    code += "print('numba' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=desk)
    assert done.stdout.splitlines()[-1] == "False"


def test_a_run_imports_neither_scipy_stats_nor_what_draws(desk):
    """Each takes half a second or more, and the first figure waits for it."""
    code = "import sys; sys.argv[1:] = ['run', 'clinic.yaml', '-j', '1']; from sim.cli import app; "
    slow = "{'scipy.stats', 'scipy.optimize', 'matplotlib', 'openpyxl'}"
    code += f"app(standalone_mode=False); print({slow} & set(sys.modules) or 'none')"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=desk)
    assert done.stdout.splitlines()[-1] == "none"


def test_python_m_sim_is_the_same_as_the_command(process):
    done = process("rules", "ST-2")
    assert done.returncode == 0
    assert "ST-2" in done.stdout
    assert process("--help").stdout.startswith("Usage: direktsim")
