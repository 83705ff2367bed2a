"""Tables of the reports as data frames, and sentences that show themselves: for notebooks."""

import re

import pandas as pd
from rich.table import Table

from sim.measures import Line, Summary
from sim.measures.gauge import gauge
from sim.measures.waits import Quantile
from sim.report.figures import priority_name, quantile_cell
from sim.report.forms import decimal
from sim.report.gauges import figure_cell
from sim.report.wide import Wide
from sim.units import HOUR, MINUTE

MARKS = re.compile(r"([\\`*<>\[\]|~]|(?<!\w)_|_(?!\w))")
"""Signs that Markdown would take for its own; a low line within a word is none."""


class Said(tuple[str, ...]):
    """Sentences: a notebook shows one as a paragraph and several as a list, everything else shows them line by line."""

    __slots__ = ()

    def __repr__(self) -> str:
        return "\n".join(self)

    __str__ = __repr__

    def _repr_markdown_(self) -> str:
        """Return the sentences as Markdown (IPython asks for it)."""
        plain = [MARKS.sub(r"\\\1", one) for one in self]
        return plain[0] if len(plain) == 1 else "\n".join(f"- {one}" for one in plain)


def frame(made: Table | Wide) -> pd.DataFrame:
    """Return a table of a report as a data frame of its cells, whose index is the first column."""
    if isinstance(made, Wide):
        columns = [*made.about, *(column for group in made.numbers for column in group)]
    else:
        columns = [(str(column.header), [str(cell) for cell in column.cells]) for column in made.columns]
    about, *heads = (" ".join(head.replace(".\n", ".").split()) for head, _ in columns)
    first, *cells = (list(mine) for _, mine in columns)
    return pd.DataFrame(list(zip(*cells, strict=True)), index=first, columns=pd.Index(heads, name=about))


def lines_frame(head: str, lines: list[Line], summary: Summary) -> pd.DataFrame:
    """Return the figures of groups of cases, each with its 95 % interval.

    Parameters
    ----------
    head
        What the groups are, such as ``priority``.
    lines
        The groups.
    summary
        Of the run, for its weeks.
    """
    within, same_day, wait = (gauge(name, ()) for name in ("within_target", "begun_same_day", "mean_wait_working"))
    rows = {
        _named(one): {
            "cases a week": decimal(one.cases_per_replication / summary.weeks),
            "within target, %": figure_cell(one.within_target, within),
            "begun the same day, %": figure_cell(one.begun_same_day, same_day),
            "mean wait, staffed min": figure_cell(one.wait_working.mean, wait),
            "median wait": _interval(one.wait_elapsed.median),
            "9 of 10 wait under": _interval(one.wait_elapsed.p90),
        }
        for one in lines
    }
    return pd.DataFrame.from_dict(rows, orient="index").rename_axis(columns=head)


def _named(line: Line) -> str:
    """Return what the cases of a group have in common: ``tallgarden, 2 promptly``."""
    said = [priority_name(int(value)) if name.endswith("priority") else str(value) for name, value in line.key.items()]
    return ", ".join(said) or "all"


def _interval(quantile: Quantile) -> str:
    """Return ``31 min (28–35)``, from two hours on ``19 h (16–21)``; an end that is not known is a question mark."""
    if quantile.value is None or quantile.low is None:
        return quantile_cell(quantile)
    by, name = (MINUTE, "min") if quantile.value < 2 * HOUR else (HOUR, "h")
    digits = 1 if name == "h" and quantile.value < 10 * HOUR else 0
    high = "?" if quantile.high is None else decimal(quantile.high / by, digits)
    return f"{decimal(quantile.value / by, digits)} {name} ({decimal(quantile.low / by, digits)}–{high})"
