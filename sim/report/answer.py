"""The sheet that a file for Excel opens on: the question, the answer, and the figures behind it with verdicts."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from sim.experiment import Run
from sim.measures import Change, Comparison, Line, Summary
from sim.measures.comparison import JUDGED
from sim.measures.estimate import Estimate
from sim.measures.waits import Quantile
from sim.report.changes import POINTS, margin_name
from sim.report.closed_days import UNIT, UNIT_PRIORITY
from sim.report.comparison import answer_lines
from sim.report.figures import priority_name
from sim.report.files import Percent, Row
from sim.report.run_answer import about_run, run_answer
from sim.report.sentences import MEASURE_NAMES, cost_line, verdicts_line
from sim.report.side_by_side import side_by_side_lines
from sim.units import MINUTE

GROUPINGS = {
    "priority": "all days", "unit": "all days", "moment": "by when they come", UNIT: "days of a closure",
    UNIT_PRIORITY: "days of a closure",
}  # fmt: skip
"""Tables whose every line stands on the sheet, and what they are about."""
INTERVALS = "Low and high: ends of the 95 % interval"


@dataclass(frozen=True, slots=True)
class Answer:
    """What the first sheet says.

    Attributes
    ----------
    said
        Lines of text: the question, the answer, how to read the table.
    rows
        The table under them; shares are percent, their changes points, waits minutes.
    """

    said: list[str]
    rows: list[Row] = field(default_factory=list)


def answer_of_run(name: str, summary: Summary) -> Answer:
    """Return the answer of a run: by priority.

    Parameters
    ----------
    name
        Of the scenario.
    summary
        Its figures.
    """
    how = f"{INTERVALS}. Cases a week are a mean; all other sheets say where cases are of all replications together."
    said = [summary.question, about_run(name, summary), *summary.remarks, *run_answer(summary), how]
    return Answer(said, [_line(one, summary) for one in summary.tables["priority"]])


def _line(one: Line, summary: Summary) -> Row:
    row: Row = {"priority": priority_name(int(one.key["priority"]))}
    row["cases a week"] = one.cases_per_replication / summary.weeks
    row |= _share("within target", one.within_target)
    row |= {"within target of what could be reached": _percent(one.within_target_reachable.value)}
    row |= _share("begun the same day", one.begun_same_day)
    row |= {f"{name}, nights and weekends counted, minutes": _minutes(quantile) for name, quantile in (
        ("median wait", one.wait_elapsed.median), ("90 % wait under", one.wait_elapsed.p90)
    )}  # fmt: skip
    mean = one.wait_working.mean
    for end, value in (("", mean.value), (" low", mean.low), (" high", mean.high)):
        row[f"mean wait in staffed hours{end}, minutes"] = None if value is None else value / MINUTE
    return row | {"fewer than 30 cases": "too few to judge by" if one.too_few else ""}


def _share(name: str, share: Estimate) -> Row:
    ends = (("", share.value), (" low", share.low), (" high", share.high))
    return {f"{name}{end}": _percent(value) for end, value in ends}


def _percent(value: float | None) -> Percent | None:
    return None if value is None else Percent(value)


def _minutes(quantile: Quantile) -> float | str | None:
    if quantile.value is not None:
        return quantile.value / MINUTE
    return None if quantile.over is None else f"longer than {quantile.over / MINUTE:.1f}"


def answer_of_comparison(runs: Sequence[Run], comparisons: Sequence[Comparison]) -> Answer:
    """Return the answer of a comparison: every line of the judged measures, with its interval and verdict.

    Parameters
    ----------
    runs, comparisons
        The base and the others; each other against the base.
    """
    said, rows = [], []
    for run, comparison in zip(runs[1:], comparisons, strict=True):
        said += [comparison.other_question, f"{run.job.name} against {runs[0].job.name}:", *comparison.remarks]
        said += [*answer_lines(runs[0], run, comparison), verdicts_line(comparison)]
        said.append(cost_line(comparison))
        for measure in JUDGED:
            for grouping, what in GROUPINGS.items():
                rows += _changes(run.job.name, comparison, measure, grouping, what)
    said += side_by_side_lines(runs, comparisons)
    together = f"{comparisons[0].replications} replications together"
    how = f"{INTERVALS}, adjusted for all lines of its table and all scenarios. Cases: of all {together}"
    return Answer([*said, f"{how}, on the side that has fewer."], rows)


def _changes(name: str, comparison: Comparison, measure: str, grouping: str, what: str) -> list[Row]:
    families = [one for one in comparison.families if (one.measure, one.grouping) == (measure, grouping)]
    return [
        {"scenario": name, "measure": MEASURE_NAMES[measure], "table": what, "whose": _whose(one)}
        | _figures(one, share=family.unit == "share")
        | {"does not matter": f"within ±{margin_name(family)}", "verdict": one.verdict, "cases": one.cases}
        for family in families
        for one in family.changes
    ]


def _whose(one: Change) -> str:
    named = [str(one.key[name]) for name in ("unit", "moment") if name in one.key]
    return ", ".join([*named, *([priority_name(int(one.key["priority"]))] if "priority" in one.key else [])])


def _figures(one: Change, *, share: bool) -> Row:
    """Return both sides and their difference: shares in percent, their difference in points; waits in minutes."""
    sides = {"before": one.base, "after": one.other}
    ends = {"change": one.value, "low": one.family_low, "high": one.family_high}
    if share:
        row: Row = {name: _percent(value) for name, value in sides.items()}
        row |= {name: None if value is None else POINTS * value for name, value in ends.items()}
    else:
        row = {name: None if value is None else value / MINUTE for name, value in (sides | ends).items()}
    return row | {"change in": "points" if share else "minutes"}
