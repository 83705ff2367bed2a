"""A run's answer: how long, how many in time, where it falls short of what could be reached, and how surely."""

import datetime as dt

from sim.measures import Line, Summary
from sim.report.figures import bare_share, quantile_cell, share_cell
from sim.report.forms import dates, many_more, percent, plural

POINTS = "±2 points within target"


def about_run(name: str, summary: Summary) -> str:
    """Return scenario, dates and replications, and whether these are enough.

    Parameters
    ----------
    name
        Of the scenario.
    summary
        Its figures.
    """
    first, last = (dt.date.fromisoformat(day) for day in (summary.measured_from, summary.measured_until))
    weeks = plural(summary.weeks, "week")
    return f"{name}, {dates(first, last)} ({weeks}), {plural(summary.replications, 'replication')}{_enough(summary)}"


def _enough(summary: Summary) -> str:
    needed = {int(one.key["priority"]): one.replications_needed for one in summary.tables["priority"]}
    known = {priority: number for priority, number in needed.items() if number is not None}
    if not known or summary.precision is not None:
        return ""
    worst = max(known, key=lambda priority: known[priority])
    if known[worst] <= summary.replications:
        return f" (enough for {POINTS} on every priority that has a target)"
    return f" (priority {worst} needs {many_more(known[worst] - summary.replications)} for {POINTS})"


def run_answer(summary: Summary) -> list[str]:
    """Return the run in a sentence: the median wait, the same day, and the priority that is lowest within its reach."""
    if not summary.tables["all"]:
        return []
    everything = summary.tables["all"][0]
    half, same_day = quantile_cell(everything.wait_elapsed.median), bare_share(everything.begun_same_day)
    clock = "nights and weekends counted"
    said = f"Half of the cases are begun within {half}, {clock}; {same_day} on the same day."
    if half.startswith(">"):
        said = f"Not even half of the cases are begun within {half[1:]}, {clock}; {same_day} on the same day."
    return [said + _within_target(summary)]


def _within_target(summary: Summary) -> str:
    """Say which priority is lowest, and which is where that one's misses could mostly not have been helped [PR-3]."""
    judged = [one for one in summary.tables["priority"] if one.within_target.value is not None and not one.too_few]
    if not judged:
        return ""
    lowest = min(judged, key=lambda one: one.within_target.value or 0.0)
    said = f" Within target: {bare_share(summary.tables['all'][0].within_target)} of all, lowest for {_share(lowest)}"
    missing, out = _points_missing(lowest)
    if not out:
        return f"{said}."
    said += f", but {out} of its {missing} missing points were out of reach: no staffed hours before they were due"
    reached = [one for one in judged if one.within_target_reachable.value is not None]
    below = min(reached, key=lambda one: one.within_target_reachable.value or 0.0, default=lowest)
    share = share_cell(below.within_target_reachable)
    return f"{said}. Of the cases that could be reached, lowest for priority {below.key['priority']}: {share}."


def _share(line: Line) -> str:
    return f"priority {line.key['priority']}: {share_cell(line.within_target)}"


def _points_missing(line: Line) -> tuple[int, int]:
    """Return how many points are missing to all within target, and how many of them nobody could have reached."""
    if line.within_target.value is None or not line.decided:
        return 0, 0
    missing = round(100 * (1 - line.within_target.value))
    return missing, min(round(100 * line.unreachable / line.decided), missing)


def out_of_reach(summary: Summary) -> str:
    """Return the shares of the cases that anybody could have reached in time, where they differ by a point or more."""
    said = []
    for one in summary.tables["priority"]:
        whole, reachable = one.within_target.value, one.within_target_reachable.value
        if whole is not None and reachable is not None and not one.too_few and reachable - whole >= 0.01:
            share = percent(one.unreachable / one.cases)
            said.append(f"{share} of priority {one.key['priority']} (of the others {percent(reachable)} within target)")
    return f"no staffed hours before they were due: {'; '.join(said)}" if said else ""
