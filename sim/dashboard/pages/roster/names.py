"""What people, days and columns are called on the page, and what is wrong with a table, in the reader's language."""

import re
from collections.abc import Sequence

from sim.dashboard import refusing
from sim.dashboard.language import t
from sim.dashboard.telling import name_of
from sim.errors import Problem
from sim.scenario.roster import Row
from sim.scenario.roster_files import FileProblem
from sim.scenario.roster_table import TableProblem
from sim.scenario.schema.times import WEEKDAYS

ROLES = {
    "medical_admin": "medical_admin", "administrator": "administrator", "physiotherapist": "physiotherapist",
    "counsellor": "counsellor", "physician": "physician", "nurse": "nurse", "admin": "medical_admin",
}  # fmt: skip
"""Words for roles in people's names, as scenarios write them; those that hold others come first."""
_ROLE = re.compile(rf"(?<![^\W_])(?:{'|'.join(ROLES)})(?![^\W_])")


def people(rows: Sequence[Row]) -> dict[str, str]:
    """Return what each person is called on screen: ``nurse-3`` is ``Sjuksköterska 3``; alike are none."""
    said = {row.person: _person(row.person) for row in rows}
    counted = [one.casefold() for one in (*said.values(), *said)]
    return {
        name: shown if counted.count(shown.casefold()) == 1 + (shown.casefold() == name.casefold()) else name
        for name, shown in said.items()
    }


def _person(name: str) -> str:
    said = _ROLE.sub(lambda found: t(f"words.role.{ROLES[found[0]]}"), name)
    said = re.sub(r"[-_ ]+", " ", said).strip()
    return f"{said[:1].upper()}{said[1:]}"


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
