"""Which assumption matters, as a table and in sentences: how far each moves the answer, and where it would turn."""

from rich.console import Group, RenderableType
from rich.text import Text

from sim.experiment.sensitivity import Bar, End, Sensitivity, Worlds
from sim.measures.estimate import binomial_interval
from sim.report.console import bullet
from sim.report.forms import percent, plural
from sim.report.gauges import at_about, change_cell, gauge_name, signed_size, size, unit
from sim.report.wide import Wide

LINES = 15
"""Assumptions in the table; the rest stands in the files and in --json."""
FEWEST_WORLDS = 5
"""Worlds below which their spread is not told."""
ENOUGH_WORLDS = 20
"""Worlds from which on their ends are cut off: 9 of 10 of a few says nothing."""
IN_WORLD = "more replications in each (--in-world) would tell"
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
    parts += [Text(), tornado_table(found)]
    if rest := rest_sentence(found):
        parts.append(Text(rest, style="dim"))
    if found.left_out:
        parts.append(Text(f"Not varied, as the two scenarios differ in it: {', '.join(found.left_out)}.", style="dim"))
    return Group(*parts, Text(), Text(LEGEND, style="dim"))


def sensitivity_sentences(found: Sensitivity) -> list[str]:
    """Return the answer, what moves it most, in how many worlds it holds, and what would turn it."""
    said = [_answer(found), *most_sentence(found)]
    if found.worlds is not None:
        said.append(worlds_sentence(found, found.worlds))
        said += outside_sentence(found, found.worlds)
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
    if found.bars and not turning:
        none = f"None of the {len(found.bars)} assumptions that were varied turns it within its range."
        said.append(none if len(found.bars) > 1 else turn_sentence(found.bars[0]))
    return said


def most_sentence(found: Sensitivity) -> list[str]:
    """Return which assumption moves the figure most by itself, and how far; nothing of too few cases."""
    if all(one.change.verdict == "too few" for bar in found.bars for one in bar.ends):
        return []
    most = found.bars[0]
    if not most.shown:
        return ["No assumption is shown to move it by itself."]
    of = unit(found.gauge, change=True)
    each = [
        f"at {one.value:.4g} "
        + (f"by {change_cell(one.change, found.gauge)} {of}" if one.change.verdict in OPPOSITE else "not shown")
        for one in most.ends
    ]
    return [f"{most.knob.path}, assumed {most.knob.value:.4g}, moves it most: {', '.join(each)}."]


def what(found: Sensitivity) -> str:
    """Return what is followed: ``mean wait, B against A``."""
    name = gauge_name(found.gauge)
    return f"{name}, {found.names[1]} against {found.names[0]}" if len(found.names) > 1 else f"{name}, {found.names[0]}"


def followed_size(found: Sensitivity, value: float | None) -> str:
    """Return a figure with its unit, a difference with its sign too."""
    return signed_size(value, found.gauge) if len(found.names) > 1 else size(value, found.gauge)


def above_word(found: Sensitivity, *, above: bool) -> str:
    """Return what it means that the figure lies above the level (or below it)."""
    level = found.level or 0.0
    if len(found.names) > 1 and level == 0:
        good = found.gauge.good
        word = ("more" if above else "less") if good == 0 else "better" if (good > 0) == above else "worse"
        return f"{found.names[1]} is {word}"
    return f"{gauge_name(found.gauge)} is {'above' if above else 'below'} {size(level, found.gauge)}"


def rest_sentence(found: Sensitivity) -> str:
    """Return what can be said of the assumptions that the table leaves out; empty if it holds them all."""
    rest = found.bars[LINES:]
    less = sum(bar.shown for bar in rest)
    said = [f"{less} more that {'moves' if less == 1 else 'move'} it less"] if less else []
    if others := len(rest) - less:
        said.append(f"{others} more {'is' if others == 1 else 'are'} not shown to move it")
    return "; ".join(said)


def outside_sentence(found: Sensitivity, worlds: Worlds) -> list[str]:
    """Return that what is assumed lies outside all worlds, if it does."""
    if not found.outside:
        return []
    number = worlds.above + worlds.below + worlds.at
    two = len(found.names) > 1
    which = f"The {'difference' if two else 'figure'} as assumed, {followed_size(found, found.assumed)}"
    those = "that of the only one" if number == 1 else f"those of all {number}"
    luck = ", which may be luck with so few"
    if number >= ENOUGH_WORLDS:
        luck = f" (as 1 of {number + 1} such worlds would): what is assumed is not the middle of what is plausible"
    return [f"{which}, lies {found.outside} {those}{luck}."]


def worlds_sentence(found: Sensitivity, worlds: Worlds) -> str:
    """Return in how many plausible worlds the answer holds, and how those count in which nothing is shown."""
    number = worlds.above + worlds.below + worlds.at
    if not number:
        return "No plausible world has a case to count."
    if worlds.few == number:
        return f"In none of {plural(number, 'plausible world')} are there cases enough to say; {IN_WORLD}."
    few = ""
    if worlds.few:
        few = f" In {worlds.few} of them cases are too few, and what was measured is mostly luck; {IN_WORLD}."
    if found.level is None:
        ordered = sorted(one for one in worlds.figures if one is not None)
        if number < FEWEST_WORLDS:
            return f"{plural(number, 'plausible world')}: too few to say how far they spread.{few}"
        enough = number >= ENOUGH_WORLDS
        cut = int(0.05 * (number - 1)) if enough else 0
        ends = ordered[cut], ordered[number // 2], ordered[number - 1 - cut]
        least, middle, most = (followed_size(found, one) for one in ends)
        where = "in 9 of 10" if enough else "in all; they are too few for more"
        worlds_there = plural(number, "plausible world")
        return f"In {worlds_there} it is {middle} in the middle one, and from {least} to {most} {where}.{few}"
    above = worlds.above >= worlds.below
    held = worlds.above if above else worlds.below
    low, high = binomial_interval(held, number)
    ours, theirs = ("above", "below") if above else ("below", "above")
    counts = {name: sum(one == name for one in worlds.verdicts) for name in ("above", "below", "not shown")}
    open_ones = f"; the {counts['not shown']} in which nothing is shown count by what was measured"
    equal = f", {worlds.at} exactly at the limit count against it" if worlds.at else ""
    return (
        f"{above_word(found, above=above)} in {percent(held / number)} of {plural(number, 'plausible world')} "
        f"(95 % interval by worlds {percent(low)} to {percent(high)}): shown in {counts[ours]}, the opposite shown in "
        f"{counts[theirs]}{open_ones if counts['not shown'] else ''}{equal}.{few}"
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
    base, two = found.base, len(found.names) > 1
    if base.value is not None and base.verdict == "too few":
        return f"As assumed, {what(found)}: too few cases to say; more replications (-n) would tell."
    said = f"As assumed, {what(found)}: {followed_size(found, found.assumed)}{_interval(found)}"
    if found.level is None or base.value is None:
        return f"{said}."
    if base.verdict in OPPOSITE:
        side = above_word(found, above=base.verdict == "more")
        return f"{said}; {side}." if two else f"{said}."
    unknown = "no difference is shown" if two and not found.level else "on which side of the limit is not shown"
    return f"{said}; {unknown}."


def _interval(found: Sensitivity) -> str:
    base, level, two = found.base, found.level or 0.0, len(found.names) > 1
    if base.low is None or base.high is None:
        return ""
    ends = [base.low + level, base.high + level]
    if found.gauge.is_share and not two:
        ends = [min(max(end, 0.0), 1.0) for end in ends]
    low, high = (followed_size(found, end) for end in ends)
    return f" (95 % interval {low} to {high})"


def tornado_table(found: Sensitivity) -> Wide:
    """Return the assumptions that move the figure most, with how far at each end and where it turns."""
    of = unit(found.gauge, change=True)
    bars = found.bars[:LINES]
    about = [("assumption", [bar.knob.path for bar in bars]), ("assumed", [f"{bar.knob.value:.4g}" for bar in bars])]
    groups = []
    for name, sign in (("low", -1), ("high", 1)):
        ends = [next((one for one in bar.ends if sign * (one.value - bar.knob.value) > 0), None) for bar in bars]
        values = ["–" if one is None else f"{one.value:.4g}" for one in ends]
        changes = ["" if one is None else change_cell(one.change, found.gauge) for one in ends]
        groups.append([(name, values), (f"change, {of}", changes)])
    if found.level is not None:
        groups.append([("turns at", [turns_at(bar) for bar in bars])])
    return Wide(what(found), about, groups)


def turns_at(bar: Bar) -> str:
    """Return where in its range an assumption turns the decision, short."""
    if bar.turn is None or bar.turn.value is None:
        return ""
    return at_about(bar.turn, bar.knob.low, bar.knob.high).partition(" (not")[0]
