"""Which assumption matters, as a table and in sentences: how far each moves the answer, and where it would turn."""

from rich.console import Group, RenderableType
from rich.text import Text

from sim.experiment.sensitivity import Bar, End, Sensitivity, Worlds
from sim.measures.estimate import binomial_interval
from sim.report.console import bullet, table
from sim.report.forms import percent
from sim.report.gauges import at_about, change_cell, gauge_name, size, unit

LINES = 15
"""Assumptions in the table; the rest stands in the files and in --json."""
ENOUGH_WORLDS = 20
"""Worlds from which on their ends are cut off: 9 of 10 of a few says nothing."""
OPPOSITE = {"more": "less", "less": "more"}
LEGEND = (
    "Each assumption by itself, all others as assumed, the same patients. In brackets: 95 % interval, adjusted for all "
    "ends together; a change without a figure before its brackets is within the noise. Where it turns: straight lines "
    "between low, assumed and high; in brackets 95 % by the jackknife over replications. Ranges: direktsim assumptions."
)


def sensitivity_report(found: Sensitivity, question: str, about: str) -> RenderableType:
    """Return the report on what the assumptions do.

    Parameters
    ----------
    found
        The figures.
    question
        Of the scenario.
    about
        Inputs, seed and replications in a line.
    """
    parts: list[RenderableType] = [Text(question, style="bold"), Text(about), Text()]
    parts += [bullet(said) for said in sensitivity_sentences(found)]
    parts += [Text(), _tornado(found)]
    rest = len(found.bars) - LINES
    if rest > 0:
        parts.append(Text(f"and {rest} more that move it less", style="dim"))
    if found.left_out:
        parts.append(Text(f"Not turned, as the two scenarios differ in it: {', '.join(found.left_out)}.", style="dim"))
    return Group(*parts, Text(), Text(LEGEND, style="dim"))


def sensitivity_sentences(found: Sensitivity) -> list[str]:
    """Return the answer, in how many worlds it holds, and what would turn it."""
    said = [_answer(found)]
    if found.worlds is not None:
        said.append(worlds_sentence(found, found.worlds))
    if found.level is None:
        return said
    if found.base.verdict not in ("more", "less"):
        return [*said, "Nothing is shown that an assumption could turn; more replications (-n) might show it."]
    turning = [bar for bar in found.bars if _crosses(bar)]
    sure = [bar for bar in turning if _far_end(bar).verdict == OPPOSITE[found.base.verdict]]
    unsure = [bar.knob.path for bar in turning if bar not in sure]
    said += [turn_sentence(bar) for bar in sure]
    if unsure:
        said.append(f"Might turn within its range, but the other side is not shown: {', '.join(unsure)}.")
    if not turning:
        said.append(f"No assumption turns it within its range; {len(found.bars)} were turned.")
    return said


def what(found: Sensitivity) -> str:
    """Return what is followed: ``mean wait, B against A``."""
    name = gauge_name(found.gauge)
    return f"{name}, {found.names[1]} against {found.names[0]}" if len(found.names) > 1 else f"{name}, {found.names[0]}"


def above_word(found: Sensitivity, *, above: bool) -> str:
    """Return what it means that the figure lies above the level (or below it)."""
    level = found.level or 0.0
    if len(found.names) > 1 and level == 0:
        good = found.gauge.good
        word = ("more" if above else "less") if good == 0 else "better" if (good > 0) == above else "worse"
        return f"{found.names[1]} is {word}"
    return f"{gauge_name(found.gauge)} is {'above' if above else 'below'} {size(level, found.gauge)}"


def worlds_sentence(found: Sensitivity, worlds: Worlds) -> str:
    """Return in how many plausible worlds the answer holds, and how those count in which nothing is shown."""
    number = worlds.above + worlds.below + worlds.at
    if not number:
        return "No plausible world has a case to count."
    if found.level is None:
        ordered = sorted(one for one in worlds.figures if one is not None)
        enough = number >= ENOUGH_WORLDS
        cut = int(0.05 * (number - 1)) if enough else 0
        ends = ordered[cut], ordered[number // 2], ordered[number - 1 - cut]
        least, middle, most = (size(one, found.gauge) for one in ends)
        where = "in 9 of 10" if enough else "in all; they are too few for more"
        return f"In {number} plausible worlds it is {middle} in the middle one, and from {least} to {most} {where}."
    above = worlds.above >= worlds.below
    held = worlds.above if above else worlds.below
    low, high = binomial_interval(held, number)
    ours, theirs = ("above", "below") if above else ("below", "above")
    counts = {name: sum(one == name for one in worlds.verdicts) for name in ("above", "below", "not shown")}
    equal = f", {worlds.at} exactly at the limit count against it" if worlds.at else ""
    return (
        f"{above_word(found, above=above)} in {percent(held / number)} of {number} plausible worlds "
        f"(95 % interval by worlds {percent(low)} to {percent(high)}): shown in {counts[ours]}, the opposite shown in "
        f"{counts[theirs]}; the {counts['not shown']} in which nothing is shown count by what was measured{equal}."
    )


def turn_sentence(bar: Bar) -> str:
    """Return in a sentence at which value of an assumption the decision would turn."""
    knob = bar.knob
    if bar.turn is None or bar.turn.value is None:
        return f"{knob.path} does not turn it within its range."
    side = "above" if bar.turn.value > knob.value else "below"
    where = at_about(bar.turn, knob.low, knob.high)
    return f"Would turn if {knob.path} were {side} {where}; assumed {knob.value:.4g}."


def _crosses(bar: Bar) -> bool:
    return bar.turn is not None and bar.turn.value is not None


def _far_end(bar: Bar) -> End:
    """Return the end of the range that lies beyond the crossing."""
    above = bar.turn is not None and (bar.turn.value or 0.0) > bar.knob.value
    return (max if above else min)(bar.ends, key=lambda end: end.value)


def _answer(found: Sensitivity) -> str:
    base = found.base
    if len(found.names) > 1:
        value = None if base.value is None else base.value + (found.level or 0.0)
        shown = {"more": above_word(found, above=True), "less": above_word(found, above=False)}
        verdict = shown.get(base.verdict, "no difference is shown" if base.verdict == "not shown" else base.verdict)
        number = _interval(found)
        return f"As assumed, {what(found)}: {size(value, found.gauge, change=True)}{number}; {verdict}."
    value = None if base.value is None else base.value + (found.level or 0.0)
    return f"As assumed, {what(found)}: {size(value, found.gauge)}{_interval(found)}."


def _interval(found: Sensitivity) -> str:
    base, level = found.base, found.level or 0.0
    if base.low is None or base.high is None:
        return ""
    change = len(found.names) > 1
    return f" (95 % interval {size(base.low + level, found.gauge, change=change)} to " + (
        f"{size(base.high + level, found.gauge, change=change)})"
    )


def _tornado(found: Sensitivity) -> RenderableType:
    of = unit(found.gauge, change=True)
    columns = ("assumed", "low", f"change, {of}", "high", f"change,  {of}", "turns at")
    made = table("assumption", *columns, right=columns)
    made.title, made.title_justify, made.title_style = what(found), "left", "bold"
    for bar in found.bars[:LINES]:
        low = next((one for one in bar.ends if one.value < bar.knob.value), None)
        high = next((one for one in bar.ends if one.value > bar.knob.value), None)
        cells = []
        for end in (low, high):
            cells += ["–", ""] if end is None else [f"{end.value:.4g}", change_cell(end.change, found.gauge)]
        made.add_row(bar.knob.path, f"{bar.knob.value:.4g}", *cells, turns_at(bar))
    return made


def turns_at(bar: Bar) -> str:
    """Return where in its range an assumption turns the decision, short."""
    if bar.turn is None or bar.turn.value is None:
        return ""
    return at_about(bar.turn, bar.knob.low, bar.knob.high).partition(" (not")[0]
