"""What the assumptions do, told in the reader's language; what is worth saying `sim.report.sensitivity` settles."""

from collections.abc import Sequence

from sim.dashboard import naming
from sim.dashboard.language import forms, t
from sim.experiment.sensitivity import Bar, Sensitivity, Worlds
from sim.measures import Change
from sim.measures.estimate import binomial_interval
from sim.measures.gauge import UNITS, Gauge
from sim.report.changes import places
from sim.report.gauges import scale
from sim.report.sensitivity import ENOUGH_WORLDS, OPPOSITE

SURE = ("more", "less")


def told(found: Sensitivity, titles: Sequence[str]) -> list[str]:
    """Return the answer, in how many worlds it holds, and what would turn it.

    Parameters
    ----------
    found
        The figures.
    titles
        What its scenarios are called.
    """
    two = found.level is not None
    said = [_as_assumed(found, titles)]
    if found.worlds is not None:
        said += _worlds(found, found.worlds, titles)
    if not two or found.base.value is None or found.base.verdict == "too few":
        return said
    if found.base.verdict not in SURE:
        return [t("assumptions.told.open"), *said, t("assumptions.told.nothing")]
    turning = [bar for bar in found.bars if bar.turn is not None and bar.turn.value is not None]
    side = _side(found, titles, above=found.base.verdict == "more").rstrip(".")
    numbers = {"turning": len(turning), "number": forms.decimal(len(found.bars), 0)}
    said.insert(0, t(f"assumptions.told.{'turns' if turning else 'holds'}", side=side, **numbers))
    sure = [bar for bar in turning if _far_verdict(bar) == OPPOSITE[found.base.verdict]]
    said += [_turn(bar) for bar in sure]
    unsure = [naming.place(bar.knob.path) for bar in turning if bar not in sure]
    if unsure:
        said.append(t("assumptions.told.unsure", places="; ".join(unsure)))
    return said


def what(found: Sensitivity, titles: Sequence[str]) -> str:
    """Return what is followed: ``mean wait, B against A``."""
    return f"{measure(found.gauge.name)}, {names_of(titles)}"


def names_of(titles: Sequence[str]) -> str:
    """Return what a scenario is called, or the one against the other."""
    return titles[0] if len(titles) == 1 else t("words.against", other=titles[1], base=titles[0])


def measure(name: str) -> str:
    """Return what a figure is called."""
    return t(f"assumptions.measure.{name}")


def unit(gauge: Gauge, *, change: bool) -> str:
    """Return the unit of a figure, or of a change of it."""
    return t(f"assumptions.unit.{UNITS[gauge.measure]}{'.change' if change else ''}")


def size(value: float | None, gauge: Gauge, *, change: bool) -> str:
    """Return a figure or a change with its unit."""
    if value is None:
        return t("words.none")
    return f"{_number(value, gauge, change=change)}{forms.THIN}{unit(gauge, change=change)}"


def _number(value: float, gauge: Gauge, *, change: bool) -> str:
    number = value * scale(gauge)
    digits = 0 if abs(number) >= 100 else 1
    return forms.signed(number, digits) if change else forms.decimal(number, digits)


def change_cell(one: Change, gauge: Gauge) -> str:
    """Return a change with its interval where it is shown, otherwise its interval alone, or why there is none."""
    if one.value is None or one.family_low is None or one.family_high is None:
        return t("words.none")
    if one.verdict in ("too few", "one replication"):
        return t(f"words.verdict.{one.verdict}")
    low, high = one.family_low * scale(gauge), one.family_high * scale(gauge)
    digits = places(low, high)
    both = {"low": forms.signed(low, digits), "high": forms.signed(high, digits)}
    if one.verdict in SURE:
        return t("words.interval", value=forms.signed(one.value * scale(gauge), digits), **both)
    return t("words.bare_interval", **both)


def turns_at(bar: Bar) -> str:
    """Return where in its range an assumption turns the decision, with the interval; empty if it does not."""
    if bar.turn is None or bar.turn.value is None:
        return ""
    low, high = (t("words.none") if one is None else naming.number(one) for one in (bar.turn.low, bar.turn.high))
    return t("assumptions.turns_at", value=naming.number(bar.turn.value), low=low, high=high)


def _as_assumed(found: Sensitivity, titles: Sequence[str]) -> str:
    base, two = found.base, len(titles) > 1
    if base.value is None or base.verdict == "too few":
        return t("assumptions.told.few", what=what(found, titles))
    level = found.level or 0.0
    ends = {
        name: t("words.none") if end is None else _number(end + level, found.gauge, change=two)
        for name, end in (("low", base.low), ("high", base.high))
    }
    value = size(found.assumed, found.gauge, change=two)
    return t("assumptions.told.assumed", what=what(found, titles), value=value, **ends)


def _side(found: Sensitivity, titles: Sequence[str], *, above: bool) -> str:
    """Return what it means that a difference lies above nothing, or below it."""
    good = found.gauge.good
    word = ("more" if above else "less") if good == 0 else "better" if (good > 0) == above else "worse"
    return t(f"assumptions.side.{word}", other=titles[-1], measure=measure(found.gauge.name))


def _worlds(found: Sensitivity, worlds: Worlds, titles: Sequence[str]) -> list[str]:
    number = worlds.above + worlds.below + worlds.at
    if not number or worlds.few == number:
        return [t("assumptions.worlds.few")]
    said, two = [], len(titles) > 1
    if found.level is None or not two:
        ordered = sorted(one for one in worlds.figures if one is not None)
        cut = int(0.05 * (number - 1)) if number >= ENOUGH_WORLDS else 0
        least, middle, most = (
            size(one, found.gauge, change=two) for one in (ordered[cut], ordered[number // 2], ordered[-1 - cut])
        )
        key = "assumptions.worlds.spread" if number >= ENOUGH_WORLDS else "assumptions.worlds.spread_all"
        said.append(t(key, number=forms.decimal(number, 0), least=least, middle=middle, most=most))
    else:
        said.append(_held(found, worlds, titles, number))
    if found.outside:
        said.append(t(f"assumptions.outside.{found.outside}", number=forms.decimal(number, 0)))
    if worlds.few:
        said.append(t("assumptions.worlds.some_few", number=forms.decimal(worlds.few, 0)))
    return said


def _held(found: Sensitivity, worlds: Worlds, titles: Sequence[str], number: int) -> str:
    above = worlds.above >= worlds.below
    held = worlds.above if above else worlds.below
    low, high = binomial_interval(held, number)
    counts = {name: sum(one == name for one in worlds.verdicts) for name in ("above", "below", "not shown")}
    ours, theirs = ("above", "below") if above else ("below", "above")
    return t(
        "assumptions.worlds.held",
        side=_side(found, titles, above=above).rstrip("."), share=forms.percent(held / number),
        number=forms.decimal(number, 0), low=forms.percent(low), high=forms.percent(high),
        shown=counts[ours], opposite=counts[theirs], open=counts["not shown"],
    )  # fmt: skip


def _turn(bar: Bar) -> str:
    above = bar.turn is not None and (bar.turn.value or 0.0) > bar.knob.value
    return t(
        f"assumptions.told.turn.{'above' if above else 'below'}",
        place=naming.place(bar.knob.path), where=turns_at(bar), assumed=naming.number(bar.knob.value),
    )  # fmt: skip


def _far_verdict(bar: Bar) -> str:
    """Return the verdict at the end of the range that lies beyond the crossing."""
    above = bar.turn is not None and (bar.turn.value or 0.0) > bar.knob.value
    return (max if above else min)(bar.ends, key=lambda end: end.value).verdict
