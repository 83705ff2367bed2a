"""What people, days and columns are called on the page, and what is wrong with a table, in the reader's language."""

from collections.abc import Sequence

from sim.dashboard import refusing
from sim.dashboard.language import t
from sim.dashboard.telling import name_of
from sim.errors import Problem
from sim.scenario.roster_files import FileProblem
from sim.scenario.roster_table import TableProblem
from sim.scenario.schema.times import WEEKDAYS


def heading(column: str) -> str:
    """Return what a column is called."""
    return t(f"roster.column.{column}")


def weekday(day: int) -> str:
    """Return the name of a weekday."""
    return t(f"words.weekday.{day}")


def wrong(problem: Problem, whose: Sequence[str] = ()) -> str:
    """Return what is wrong in the reader's language.

    Parameters
    ----------
    problem
        From reading a table; any other is said as it is.
    whose
        By row of a table that has no row numbers on screen: who stands there.
    """
    if isinstance(problem, FileProblem):
        return t(f"roster.file.{problem.kind}")
    if not isinstance(problem, TableProblem):
        return refusing.wrong(problem)
    row = ""
    if problem.row:
        seen = problem.row - 2 < len(whose) and problem.row > 1
        row = whose[problem.row - 2] if whose and seen else t("roster.row", number=problem.row)
    day = weekday(WEEKDAYS.index(problem.column)) if problem.column in WEEKDAYS else ""
    place = ", ".join(filter(None, [row, day]))
    what = t(f"roster.wrong.{problem.kind}", value=problem.value, better=_better(problem))
    rule = f" [{problem.rule}]" if problem.rule else ""
    return f"{place}: {what}{rule}" if place else f"{what}{rule}"


def _better(problem: TableProblem) -> str:
    words = problem.better.split(", ")
    if problem.kind in ("role", "no_role", "other_role"):
        return ", ".join(t(f"words.role.{one}") for one in words)
    if problem.kind in ("unit", "no_unit", "other_unit"):
        return ", ".join(name_of(one) for one in words)
    return heading(problem.better.lower()) if problem.kind == "heading" else problem.better
