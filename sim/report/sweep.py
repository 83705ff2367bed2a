"""A sweep as tables and sentences: the figures by value, the differences, and where they cross."""

from collections.abc import Sequence

from rich.console import Group, RenderableType
from rich.text import Text

from sim.experiment.sweep import DIFFERENCE, Crossed, Curve, Sweep
from sim.measures.gauge import Gauge
from sim.report.console import bullet, table
from sim.report.forms import count, joined, plural
from sim.report.gauges import SHOWN, at_about, change_cell, figure_cell, gauge_name, size, unit

LEGEND = (
    "In brackets: 95 % interval; of differences adjusted for all values together. A difference without a figure before "
    "its brackets is not shown. Waits: mean until first contact, in minutes. Crossings: points in the wrong order are "
    "pooled (isotonic regression), between points the line is straight, and the interval is the jackknife's over "
    "replications."
)


def sweep_report(sweep: Sweep, question: str, about: str) -> RenderableType:
    """Return the report on a sweep.

    Parameters
    ----------
    sweep
        Its figures.
    question
        Of the scenario.
    about
        Inputs, seed and replications in a line.
    """
    parts: list[RenderableType] = [Text(question, style="bold"), Text(about), Text()]
    sentences = [bullet(said) for curve in sweep.curves for said in crossing_sentences(sweep, curve)]
    parts += [*sentences, Text()] if sentences else []
    for side, name in enumerate(sweep.names):
        cells = [[figure_cell(figure, curve.gauge) for figure in curve.figures[side]] for curve in sweep.curves]
        parts += [_table(name, sweep, cells), Text()]
    if any(change is not None for curve in sweep.curves for change in curve.changes):
        cells = [[change_cell(change, curve.gauge) for change in curve.changes] for curve in sweep.curves]
        if len(sweep.names) > 1:
            head = f"{sweep.names[1]} less {sweep.names[0]}"
        else:
            reference = sweep.points[sweep.reference] if sweep.reference < len(sweep.points) else ("",)
            head = f"change from {', '.join(reference)}"
        parts += [_table(head, sweep, cells, change=True), Text()]
    return Group(*parts, Text(LEGEND, style="dim"))


def crossing_sentences(sweep: Sweep, curve: Curve) -> list[str]:
    """Return where a figure crosses its levels, in sentences."""
    return [_sentence(sweep, curve, one) for one in curve.crossings]


def _sentence(sweep: Sweep, curve: Curve, one: Crossed) -> str:
    axis, gauge = sweep.axes[0], curve.gauge
    along = f" with {sweep.axes[1].path} {one.second}" if one.second else ""
    what = f"{_what(sweep, gauge, one)}{along}"
    lowest, highest = axis.numbers[0], axis.numbers[-1]
    found = one.crossing
    if found is None:
        return f"{what}: too few cases to say where it crosses."
    if found.side == "flat":
        return f"{what}: the same at every value of {axis.path}."
    if found.side == "turns":
        where = joined([f"{value:.3g}" for value in found.several]) or "none of them"
        return f"{what}: rises and falls with {axis.path}, so there is no single crossing (straight lines: {where})."
    if found.side == "inside":
        where = f"{axis.path} of about {at_about(found, lowest, highest)}"
        return f"{what} {_way(curve, one)} at {where}{_how_shown(sweep, curve, one)}."
    over = (found.side == "below") == found.rising
    said = f"{_over(sweep, gauge, one, over=over)} from {lowest:g} to {highest:g} of {axis.path}"
    return f"{what}: {said}{_how_shown(sweep, curve, one)}."


def _what(sweep: Sweep, gauge: Gauge, one: Crossed) -> str:
    name = gauge_name(gauge)
    if one.of == DIFFERENCE:
        return f"{name}, {sweep.names[1]} against {sweep.names[0]}"
    return f"{name}, {one.of}"


def _way(curve: Curve, one: Crossed) -> str:
    """Return what happens at a crossing as the value goes up."""
    rising = one.crossing is not None and one.crossing.rising
    if one.of == DIFFERENCE and one.level == 0 and curve.gauge.good:
        better = curve.gauge.good > 0 if rising else curve.gauge.good < 0
        return f"turns from {'worse to better' if better else 'better to worse'}"
    level = size(one.level, curve.gauge, change=one.of == DIFFERENCE)
    return f"{'rises above' if rising else 'falls below'} {level}"


def _over(sweep: Sweep, gauge: Gauge, one: Crossed, *, over: bool) -> str:
    """Return on which side of the level a figure stays."""
    if one.of == DIFFERENCE and one.level == 0:
        if gauge.good:
            return f"{sweep.names[1]} is {'better' if (gauge.good > 0) == over else 'worse'} at every value measured"
        return f"{'more' if over else 'less'} at every value measured"
    return (
        f"{'above' if over else 'below'} {size(one.level, gauge, change=one.of == DIFFERENCE)} at every value measured"
    )


def _how_shown(sweep: Sweep, curve: Curve, one: Crossed) -> str:
    """Say at how many of the values a difference is shown."""
    if one.of != DIFFERENCE or one.level:
        return ""
    places = [place for place, values in enumerate(sweep.points) if not one.second or values[1] == one.second]
    changes = [curve.changes[place] for place in places]
    shown = sum(change is not None and change.verdict in SHOWN for change in changes)
    return f"; the difference is shown at {shown} of {count(len(changes))} values"


def _table(head: str, sweep: Sweep, cells: Sequence[Sequence[str]], *, change: bool = False) -> RenderableType:
    """Return a table with a line for each point and a column for each figure."""
    names = [(gauge_name(one.gauge), unit(one.gauge, change=change)) for one in sweep.curves]
    columns = [",\n".join([*name.split(", "), of]) for name, of in names]
    paths = [axis.path for axis in sweep.axes]
    made = table(*paths, *columns, right=tuple(columns))
    made.title, made.title_justify, made.title_style = head, "left", "bold"
    for place, values in enumerate(sweep.points):
        made.add_row(*values, *(column[place] for column in cells))
    return made


def about_line(names: Sequence[str], axes: Sequence[str], seed: int, replications: int, points: int) -> str:
    """Return inputs, seed and replications in a line."""
    return (
        f"{' against '.join(reversed(names))}, {' by '.join(axes)}: {plural(points, 'point')} of "
        f"{plural(replications, 'replication')}, seed {seed}, the same patients at every point"
    )
