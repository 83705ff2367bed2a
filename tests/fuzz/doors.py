"""The doors through which people hand files in, and what happened behind them."""

import os
import re
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

from hypothesis import HealthCheck, settings
from typer.testing import CliRunner, Result

from sim.cli import app
from sim.errors import InputError
from sim.scenario.files import load, load_text
from sim.scenario.roster import rows_of, with_rows
from sim.scenario.roster_files import as_csv, as_xlsx, read_file
from sim.scenario.roster_table import hours_text, read_table
from sim.scenario.schema.times import WEEKDAYS
from sim.scenario.size import cases_at_most

FUZZED = settings(
    max_examples=int(os.environ.get("FUZZED_FILES", "20")),
    deadline=None,
    derandomize="FUZZED_FILES" not in os.environ,
    suppress_health_check=list(HealthCheck),
)
"""So many files for each test; without a number asked for, the same few every time."""
FOREIGN = re.compile(
    r"validation error|Input should|Field required|type=|pydantic|ruamel|openpyxl|<class|Traceback|object at 0x|Errno"
)
"""Words of the program's own language, which no planner should meet."""
MOST_CASES = 3_000
"""What a changed file may bring and is still played here; more is checked only."""


class Outcome(NamedTuple):
    """What became of a file.

    Attributes
    ----------
    kind
        ``played``, ``checked`` (right, and too much to be played here) or ``refused``.
    problems
        Lines of the refusal.
    """

    kind: str
    problems: tuple[str, ...] = ()


def command(*words: str) -> Result:
    """The command line in this process."""
    return CliRunner(env={"COLUMNS": "100"}).invoke(app, words)


def refused(done: Result, file: Path, least_located: Callable[[str], bool]) -> Outcome:
    """Check the form of a refusal: a line for each problem, each with its file, then how many there are."""
    lines = done.stderr.splitlines()
    number = len(lines) - 1
    assert done.exit_code == 2, (done.exit_code, done.output[-2000:], done.exception)
    assert isinstance(done.exception, SystemExit), done.exception
    assert number >= 1, lines
    assert lines[-1] == f"{number} problem{'' if number == 1 else 's'}; nothing was run."
    for line in lines[:-1]:
        assert line.startswith(str(file)), line
        assert least_located(line.removeprefix(str(file))), line
        assert not FOREIGN.search(line), line
        assert line.isprintable() or "\u00a0" in line, line
        assert len(line) < 1000, line
    return Outcome("refused", tuple(lines[:-1]))


def on_a_line(where: str) -> bool:
    """A place in a scenario file: a line, or a key that stands in no line because it is missing."""
    return bool(re.match(r":\d+  ", where)) or any(whole in where for whole in WITHOUT_LINE)


WITHOUT_LINE = ("is missing; write", "the file is empty", "holds a character that is not text", "is larger than")
"""What is wrong with a file and stands in none of its lines."""


def scenario(data: bytes, folder: Path, *, play: bool = True) -> Outcome:
    """Hand in a scenario: check it, and where it is right, run it.

    Parameters
    ----------
    data
        What stands in the file.
    folder
        Where to work.
    play
        Play what is right and small enough.
    """
    file = folder / "s.yaml"
    file.write_bytes(data)
    done = command("check", str(file))
    if done.exit_code:
        assert done.stdout == ""
        return refused(done, file, on_a_line)
    loaded = load(file)
    if not play or cases_at_most(loaded.scenario) > MOST_CASES:
        return Outcome("checked")
    done = command("run", str(file), "-n", "1", "--jobs", "1", "--store", str(folder / "runs"))
    if done.exit_code == 2:
        return refused(done, file, lambda _: True)
    assert done.exit_code == 0, (done.output[-2000:], done.exception)
    return Outcome("played")


def recorded(data: bytes, clinic: Path, folder: Path) -> Outcome:
    """Hand in recorded cases of a clinic: route them, and where they are right, run them."""
    file = folder / "cases.csv"
    file.write_bytes(data)
    done = command("route", str(file), "--scenario", str(clinic))
    store = str(folder / "runs")
    again = command("run", str(clinic), "--cases", str(file), "-n", "1", "--jobs", "1", "--store", store)
    if done.exit_code:
        outcome = refused(done, file, lambda where: where.startswith((":", "  ")))
        assert refused(again, file, lambda _: True).problems == outcome.problems
        return outcome
    if again.exit_code == 2:  # what only the drawn course of a case can tell
        return refused(again, file, lambda where: where.startswith(":"))
    assert again.exit_code == 0, (again.output[-2000:], again.exception)
    return Outcome("played")


def told(read: Callable[[], object]) -> list[str]:
    """Problems of what is read in this process, none if it is right; anything else raised is what is looked for."""
    try:
        read()
    except InputError as error:
        found = [str(problem) for problem in error.problems]
        if not found:
            raise AssertionError("refused without a word") from error
        assert not any(FOREIGN.search(one) for one in found), found
        return found
    return []


def roster(data: bytes) -> Outcome:
    """Hand in a roster as the page does: read it, lay it over the clinic's, and write it out again."""
    before = rows_of(load_text(WARD).scenario)
    units = ["here", "there"]
    found = told(lambda: read_table(read_file(data), before, units, {}))
    if found:
        return Outcome("refused", tuple(found))
    rows = read_table(read_file(data), before, units, {})
    found = told(lambda: with_rows(load_text(WARD), rows))
    if found:
        return Outcome("refused", tuple(found))
    after = rows_of(with_rows(load_text(WARD), rows).loaded.scenario)
    assert {row.key: row.week for row in after} == {row.key: row.week for row in (*before, *rows)}
    written = [
        ["person", "unit", "role", *WEEKDAYS],
        *([*row.key, row.role, *map(hours_text, row.week)] for row in rows),
    ]
    for again in (as_xlsx(written, "Schema"), as_csv(written, ";")):
        assert read_table(read_file(again), before, units, {}) == rows
    return Outcome("played")


WARD = """\
question: Who is there when?
horizon: { from: 2026-01-05, weeks: 1, warm_up_weeks: 0 }
units:
  here: { listed: 900 }
  there: { listed: 600 }
people:
  nurse: { count: 2, unit: here, role: nurse, week: { mon-fri: [08:00-12:00, 12:45-17:00] },
           visit_slots: { mon: [09:00-10:00] } }
  both:
    posts:
      - { unit: here, role: counsellor, week: { mon: [08:00-10:00] } }
      - { unit: there, role: counsellor, week: { tue: [08:00-10:00] } }
"""
"""The clinic that rosters are handed in for."""
