"""A sweep as tables and sentences: the figures by value, the differences, and where they cross."""

from collections.abc import Sequence
from textwrap import wrap

from rich.console import Group, RenderableType
from rich.text import Text

from sim.experiment.sweep import DIFFERENCE, Crossed, Curve, Sweep
from sim.measures.gauge import Gauge
from sim.report.console import bullet
from sim.report.forms import count, joined, plural
from sim.report.gauges import at_about, change_cell, figure_cell, gauge_name, size, unit
from sim.report.wide import Wide, place_head

EXAMPLE = "--level, such as --level within_target.3=90%"
HEAD = 15
"""Characters of a line of a head."""
MORE = "more replications (-n) might show it"
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
    if not sentences and sweep.axes[0].numbers:
        sentences = [bullet(f"At which value a figure crosses a limit is said with {EXAMPLE}.")]
    parts += [*sentences, Text()] if sentences else []
    for made in sweep_figures(sweep):
        parts += [made, Text()]
    return Group(*parts, Text(LEGEND, style="dim"))


def sweep_figures(sweep: Sweep) -> list[Wide]:
    """Return the tables of a sweep: the figures of each scenario by value, then their differences."""
    made = []
    for side, name in enumerate(sweep.names):
        cells = [[figure_cell(figure, curve.gauge) for figure in curve.figures[side]] for curve in sweep.curves]
        made.append(_table(name, sweep, cells))
    if any(change is not None for curve in sweep.curves for change in curve.changes):
        cells = [[change_cell(change, curve.gauge) for change in curve.changes] for curve in sweep.curves]
        if len(sweep.names) > 1:
            head = f"{sweep.names[1]} less {sweep.names[0]}"
        else:
            reference = sweep.points[sweep.reference] if sweep.reference < len(sweep.points) else ("",)
            head = f"change from {', '.join(reference)}"
        made.append(_table(head, sweep, cells, change=True))
    return made


def crossing_sentences(sweep: Sweep, curve: Curve) -> list[str]:
    """Return where a figure crosses its levels, in sentences."""
    return [_sentence(sweep, curve, one) for one in curve.crossings]


def _sentence(sweep: Sweep, curve: Curve, one: Crossed) -> str:
    axis, gauge = sweep.axes[0], curve.gauge
    along = f" with {sweep.axes[1].path} {one.second}" if one.second else ""
    what = f"{_what(sweep, gauge, one)}{along}"
    numbers = axis.numbers[: len(one.sides)]  # an interrupted sweep has not reached the last
    within = f"from {numbers[0]:g} to {numbers[-1]:g} of {axis.path}"
    found = one.crossing
    few = one.sides.count("too few")
    if few or found is None:
        return f"{what}: too few cases at {few} of {count(len(one.sides))} values to say where it crosses; {MORE}."
    if found.side == "flat":
        return f"{what}: the same at every value of {axis.path}{_shown(curve, one)}."
    if found.side == "turns":
        where = joined([f"{value:.3g}" for value in found.several]) or "none of them"
        turns = f"rises and falls with {axis.path}, so there is no single crossing (straight lines: {where})"
        return f"{what}: {turns}{_shown(curve, one)}."
    if found.side == "inside":
        where = f"{axis.path} of about {at_about(found, numbers[0], numbers[-1])}"
        return f"{what} {_way(curve, one)} at {where}{_shown(curve, one) or f'; neither side is shown: {MORE}'}."
    over = (found.side == "below") == found.rising
    shown = one.sides.count("above" if over else "below")
    said = _over(sweep, curve, one, over=over)
    if shown == len(one.sides):
        return f"{what}: {said} at every value measured {within}."
    that = said if one.of == DIFFERENCE and one.level == 0 else f"it is {said}"
    if shown:
        return f"{what}: no crossing is found {within}; that {that} is shown at {shown} of {len(one.sides)} values."
    return f"{what}: no crossing is found {within}, but neither is it shown at any value that {that}; {MORE}."


def _what(sweep: Sweep, gauge: Gauge, one: Crossed) -> str:
    name = gauge_name(gauge)
    if one.of == DIFFERENCE:
        return f"{name}, {sweep.names[1]} against {sweep.names[0]}"
    return f"{name}, {one.of}"


def _way(curve: Curve, one: Crossed) -> str:
    """Return what happens at a crossing as the value goes up; what is shown on one side only may happen."""
    rising = one.crossing is not None and one.crossing.rising
    sure = {"above", "below"} <= set(one.sides)
    if one.of == DIFFERENCE and one.level == 0 and curve.gauge.good:
        words = [_word(curve, one, over=over) for over in ((False, True) if rising else (True, False))]
        return f"{'turns' if sure else 'may turn'} from {words[0]} to {words[1]}"
    level = size(one.level, curve.gauge, change=one.of == DIFFERENCE)
    if rising:
        return f"{'rises' if sure else 'may rise'} above {level}"
    return f"{'falls' if sure else 'may fall'} below {level}"


def _over(sweep: Sweep, curve: Curve, one: Crossed, *, over: bool) -> str:
    """Return on which side of the level a figure lies: ``above 90 %``, ``B is better``."""
    word = _word(curve, one, over=over)
    if one.of == DIFFERENCE and one.level == 0:
        return f"{sweep.names[1]} {'is' if curve.gauge.good else 'has'} {word}"
    return f"{word} {size(one.level, curve.gauge, change=one.of == DIFFERENCE)}"


def _word(curve: Curve, one: Crossed, *, over: bool) -> str:
    """Return a side of the level in a word."""
    if one.of != DIFFERENCE or one.level:
        return "above" if over else "below"
    if curve.gauge.good:
        return "better" if (curve.gauge.good > 0) == over else "worse"
    return "more" if over else "less"


def _shown(curve: Curve, one: Crossed) -> str:
    """Say at how many of the values each side of the level is shown; nothing if neither is at any."""
    sides = [(_word(curve, one, over=over), one.sides.count("above" if over else "below")) for over in (True, False)]
    said = joined([f"{word} at {number}" for word, number in sides if number])
    return f"; shown {said} of {plural(len(one.sides), 'value')}" if said else ""


def _table(head: str, sweep: Sweep, cells: Sequence[Sequence[str]], *, change: bool = False) -> Wide:
    """Return a table with a line for each point and a column for each figure."""
    names = [(gauge_name(one.gauge), unit(one.gauge, change=change)) for one in sweep.curves]
    heads = [",\n".join(["\n".join(wrap(part, HEAD)) for part in [*name.split(", "), of]]) for name, of in names]
    about = [(place_head(axis.path), [values[n] for values in sweep.points]) for n, axis in enumerate(sweep.axes)]
    return Wide(head, about, [[column] for column in zip(heads, cells, strict=True)])


def about_line(names: Sequence[str], axes: Sequence[str], seed: int, replications: int, points: int) -> str:
    """Return inputs, seed and replications in a line."""
    return (
        f"{' against '.join(reversed(names))}, {' by '.join(axes)}: {plural(points, 'point')} of "
        f"{plural(replications, 'replication')}, seed {seed}, the same patients at every point"
    )
