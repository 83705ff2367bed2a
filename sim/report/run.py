"""A run, read in ten seconds: the waits by priority, why, where, Monday morning, and what is assumed."""

from collections import Counter
from collections.abc import Iterable, Sequence

from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text

from sim.errors import Problem
from sim.experiment import Job
from sim.measures import Line, Summary
from sim.measures.list_figures import Inbox
from sim.report.console import table
from sim.report.figures import (
    CAUSE_NAMES,
    bare_share,
    priority_name,
    quantile_cell,
    share_cell,
    staffed_mean,
    target_name,
)
from sim.report.forms import clock, count, decimal, duration, percent, plural
from sim.report.guardrails import guardrails_lines
from sim.report.precision import precision_sentence
from sim.report.register import assumed
from sim.report.run_answer import about_run, out_of_reach, run_answer
from sim.scenario.assumptions import Assumption
from sim.tables import PlanTable
from sim.units import HOUR, MINUTE

FEW_UNITS = 8
"""Up to so many units stand in the table; of more, those with most waiting."""
FEW_PLACES = 3
"""Up to so many units are named one by one in sentences."""
FEW_WARNINGS = 4


RECORDED = (
    "every replication has the same arrivals; only what the file leaves open is drawn anew. The intervals say nothing "
    "of other weeks' patients."
)


def run_report(
    job: Job, summary: Summary, warnings: Sequence[Problem], assumptions: Sequence[Assumption]
) -> RenderableType:
    """Return the report on a run.

    Parameters
    ----------
    job
        What was played.
    summary
        Its figures.
    warnings
        What is odd in the scenario.
    assumptions
        Where its numbers come from.
    """
    by_priority = summary.tables["priority"]
    parts: list[RenderableType] = [Text(summary.question, style="bold"), Text(about_run(job.name, summary)), Text()]
    parts += [Text(precision_sentence(summary.precision))] if summary.precision else []
    parts += [Text(f"! {remark}", style="bold yellow") for remark in summary.remarks]
    parts += [Text()] * bool(summary.remarks)
    parts += [Text(said, style="bold") for said in run_answer(summary)] + [Text()]
    parts += [lines_table("priority", [(priority_name(int(one.key["priority"])), one) for one in by_priority], summary)]
    if len(job.plan.unit_names) > 1:
        parts += [Text(), *_units(summary)]
    parts += [Text(), _words(job, summary, warnings, assumptions), Text(), Text(_targets(job), style="dim")]
    return Group(*parts)


def lines_table(head: str, named: Iterable[tuple[str, Line]], summary: Summary) -> Table:
    """Return a table with a row for each group of cases."""
    heads = (
        "cases\na week",
        "within\ntarget",
        "begun\nsame day",
        "median\nwait",
        "90 % wait\nunder",
        "waiting\nat end",
    )
    made = table(head, *heads, right=heads)
    for name, one in named:
        waits = one.wait_elapsed
        a_week = one.cases_per_replication / summary.weeks
        made.add_row(
            name,
            decimal(a_week) if a_week < 100 else count(a_week),
            share_cell(one.within_target, too_few=one.too_few and one.within_target.value is not None),
            bare_share(one.begun_same_day, too_few=one.too_few),
            quantile_cell(waits.median),
            quantile_cell(waits.p90),
            _left(one.still_waiting, summary),
        )
    return made


def _left(cases: int, summary: Summary) -> str:
    """Return how many cases are left at the end of a replication: ``0``, ``0.1``, ``312``."""
    mean = cases / summary.replications
    return count(mean) if mean >= 100 or not cases else "<0.1" if mean < 0.05 else decimal(mean)


def _units(summary: Summary) -> list[RenderableType]:
    """Return a table with a line for each unit, or for those where most is waited in staffed hours."""
    lines = summary.tables["unit"]
    most = sorted(lines, key=_waited, reverse=True)[:FEW_UNITS]
    chosen = [(str(one.key["unit"]), one) for one in lines if one in most]
    said = f"{len(chosen)} of {len(lines)} units, those where most is waited in staffed hours; all in summary.json"
    return [lines_table("unit", chosen, summary), *([Text(said, style="dim")] if len(chosen) < len(lines) else [])]


def _waited(line: Line) -> float:
    """Seconds of staffed time that the cases of a group waited, all together."""
    return line.cases * (line.wait_working.mean.value or 0.0)


def _targets(job: Job) -> str:
    targets = job.scenario.targets.priorities
    names = [
        f"{priority}: {target_name((target.within, target.clock) if target else None)}"
        for priority, target in sorted(targets.items())
    ]
    return (
        f"Targets to first contact [PR-3]: {', '.join(names)}. Waits count nights and weekends. Same day: the day a "
        "case comes or, when that day's staffed hours are over, the next staffed day [PR-2]. Staffed hours: when the "
        "channel is staffed [ST-1]. In brackets: 95 % interval, where it is wider than a point. Waiting at end: mean "
        "number of these cases that nobody has begun when a replication ends; who came in the warm-up is not counted."
    )


def _words(
    job: Job, summary: Summary, warnings: Sequence[Problem], assumptions: Sequence[Assumption]
) -> RenderableType:
    """Return the lines under the table: each a heading and a sentence."""
    made = table("", "", wrap=("",))
    made.show_header, made.box = False, None
    everything = summary.tables["all"]
    if everything:
        made.add_row("Why they waited", why_waited(everything[0]))
    made.add_row("Where, mostly", where_waited(summary))
    opening = _monday_opening(job.plan)
    for number, one in enumerate(_mondays(summary.inbox)):
        said = (f"{one.unit}: " if one.unit else "") + _inbox(one, opening)
        made.add_row(f"Monday {clock(opening)}" if number == 0 else "", said)
    reach, undecided = out_of_reach(summary), sum(one.undecided for one in summary.tables["priority"])
    if reach:
        made.add_row("Out of reach", reach)
    if undecided:
        made.add_row(
            "Undecided",
            f"{_left(undecided, summary)} cases at the end still wait with time to their target: in no share",
        )
    made.add_row("How cases ended", _ended(summary))
    made.add_row("Staff", _staff(summary))
    if job.trace is not None:
        made.add_row("Recorded cases", RECORDED)
    made.add_row("Guardrails", guardrails_lines(summary.guardrails))
    made.add_row("Check", _check(warnings))
    made.add_row("Assumed, not known", assumed(assumptions))
    return made


def why_waited(line: Line) -> str:
    """Return the causes: first of the working time, which a roster can change; then how much of it all is night."""
    shares = {name: share.value or 0.0 for name, share in line.why_working.items()}
    whole = sum(seconds.value or 0.0 for seconds in line.why.values())
    night = (line.why["closed_hours"].value or 0.0) / whole if whole else 0.0
    ordered = sorted((item for item in shares.items() if item[1] >= 0.005), key=lambda item: -item[1])
    causes = " · ".join(f"{CAUSE_NAMES[name]} {percent(share)}" for name, share in ordered)
    return f"in staffed hours: {causes or 'nobody waited'}. Night and weekend: {percent(night)} of all waiting."


def where_waited(summary: Summary) -> str:
    """Return the lists, or where there are many the roles, in which most is waited in staffed hours."""
    few = len(summary.tables["handling_unit"]) <= FEW_PLACES
    lines = summary.tables["handling_unit_role" if few else "role"]
    total = sum(_waited(one) for one in lines)
    said = []
    for one in sorted(lines, key=_waited, reverse=True)[:3]:
        share = _waited(one) / total if total else 0.0
        if share >= 0.05:
            place = f"{one.key['role']} at {one.key['handling_unit']}" if few else one.key["role"]
            said.append(f"{place} {percent(share)} ({staffed_mean(one.wait_working)} a case)")
    return f"in staffed hours: {' · '.join(said)}" if said else "nobody waited in staffed hours"


def _mondays(inboxes: Sequence[Inbox]) -> list[Inbox]:
    """Return Monday's inbox by unit, or of all together where there are many."""
    mondays = [one for one in inboxes if one.weekday == "mon"]
    of_units = [one for one in mondays if one.unit]
    return of_units if len(of_units) <= FEW_PLACES else [one for one in mondays if not one.unit]


def _monday_opening(plan: PlanTable) -> int:
    """Second of the day at which ordinary Mondays open: the earliest of the horizon."""
    first = -(plan.first_day - 1) % 7
    days = [day for day in range(first, len(plan.day_open), 7) if plan.day_open[day] < plan.day_close[day]]
    return min((int(plan.day_open[day]) % (24 * HOUR) for day in days), default=0)


def _inbox(one: Inbox, opening: int) -> str:
    pieces, minutes = one.pieces.value or 0.0, one.work_minutes.value or 0.0
    if not pieces:
        return "no work waits"
    said = f"{decimal(pieces)} pieces of work wait, {duration(minutes * MINUTE)} of work"
    stuck = one.not_that_day.value or 0.0
    days = [
        f"by {clock(opening + quantile.value)} on {percent(quantile.share)}"
        for quantile in (one.cleared.median, one.cleared.p90)
        if quantile.value is not None
    ]
    days = ["cleared " + ", ".join(days)] if days else []
    days += [f"not that day on {percent(stuck)}"] if stuck >= 0.05 else []
    return f"{said}; {', '.join(days)} of Mondays" if days else said


def _ended(summary: Summary) -> str:
    channel = next((one for one in summary.account if one.stream == "channel"), None)
    if channel is None or not channel.arrived:
        return "no case came"
    became = channel.became
    listed = channel.arrived - became["turned_away"] - became["diverted"]
    unanswered = became["closed_unanswered"] + became["closed_unanswered_async"]
    still = sum(number for name, number in became.items() if name.startswith("open_"))
    parts = {
        "settled": became["settled"], "closed unanswered": unanswered,
        "diverted at closing": became["diverted_at_close"], "handed over out of the model": became["handed_over_out"],
        "visit never booked": became["visit_unbooked"], "open at the end": still,
    }  # fmt: skip
    said = [f"{name} {percent(number / listed, 1)}" for name, number in parts.items() if number and listed]
    line = summary.tables["all"][0].became_async if summary.tables["all"] else None
    said += [f"{percent(line.value, 1)} became asynchronous on the way"] if line is not None and line.value else []
    diverted, away = (percent(became[name] / channel.arrived, 1) for name in ("diverted", "turned_away"))
    return f"{' · '.join(said)}. Before that {diverted} diverted to 1177 by telephone on arrival, {away} turned away."


def _staff(summary: Summary) -> str:
    busiest = sorted(summary.people, key=lambda one: one.utilisation.value or 0.0, reverse=True)[:3]
    if not busiest:
        return "nobody is on duty"
    named = " · ".join(f"{one.person} {percent(one.utilisation.value or 0.0)}" for one in busiest)
    cost = summary.money[0]
    overrun = sum(one.overrun_minutes.value or 0.0 for one in summary.people)
    return (
        f"busiest: {named} of the time on duty. A week: {decimal(cost.scheduled_hours)} hours on duty, "
        f"{count(cost.staff_cost.value or 0.0)} SEK, {duration(overrun * MINUTE)} of overrun after the shift."
    )


def _check(warnings: Sequence[Problem]) -> str:
    """Return the first warning of each rule, and how many there are of it."""
    first: dict[str, str] = {}
    for one in warnings:
        first.setdefault(one.rule, str(one))
    number = Counter(one.rule for one in warnings)
    said = [text + (f" and {number[rule] - 1} more" if number[rule] > 1 else "") for rule, text in first.items()]
    rest = len(said) - FEW_WARNINGS
    said = said[:FEW_WARNINGS] + ([f"{plural(rest, 'rule')} more (direktsim check)"] if rest > 0 else [])
    return " · ".join(said) or "no warnings"
