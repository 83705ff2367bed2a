"""What a sweep over the size of a branch says: up to where it manages, and where the better way changes."""

from collections.abc import Sequence
from itertools import groupby

from sim.dashboard.language import forms, t
from sim.dashboard.telling import name_of
from sim.dashboard.work.sweeping import Swept
from sim.experiment.sweep import DIFFERENCE, Crossed
from sim.report.sentences import WAITS


def sizes(swept: Swept, branch: str, clinic: str, minutes: int) -> list[str]:
    """Return what the sweep says, a short paragraph for each question.

    Parameters
    ----------
    swept
        A branch redirected, and handling its own cases, over its cases a day.
    branch, clinic
        Names of the two units.
    minutes
        Mean wait that should not be exceeded.
    """
    curves = {one.gauge.name: one for one in swept.curves}
    said = []
    for unit in (branch, clinic):
        curve = curves.get(f"{WAITS}.{unit}")
        for one in curve.crossings if curve else ():
            if one.of == DIFFERENCE:
                said.append(break_even(swept, one, name_of(unit)))
            elif one.of == swept.names[1]:
                said.append(_manages(swept, one, name_of(unit), minutes))
    return said


def break_even(swept: Swept, one: Crossed, unit: str) -> str:
    """Say at which sizes a unit's patients are shown to gain or to lose, and where that turns if it is shown."""
    places, found = _range(swept), one.crossing
    longer, shorter, count = one.sides.count("above"), one.sides.count("below"), len(one.sides)
    if found is None or "too few" in one.sides:
        return t("branches.even.few", unit=unit, **places)
    if count in (longer, shorter):
        return t(f"branches.even.always.{'longer' if longer else 'shorter'}", unit=unit, **places)
    if not longer and not shorter:
        return t("branches.even.open", unit=unit, **places)
    if longer and shorter and found.side != "turns" and found.value is not None:
        way = "rising" if found.rising else "falling"
        return t(f"branches.even.sure.{way}", unit=unit, at=_at(swept, one))
    if longer and shorter:
        both = {"longer": _tried(swept, one, "above"), "shorter": _tried(swept, one, "below")}
        return t("branches.even.turns", unit=unit, **both)
    way, side = ("longer", "above") if longer else ("shorter", "below")
    said = t(f"branches.even.only.{way}", unit=unit, sizes=_tried(swept, one, side))
    return said if found.value is None else f"{said} {t('branches.even.perhaps', at=_at(swept, one))}"


def _manages(swept: Swept, one: Crossed, unit: str, minutes: int) -> str:
    """Say at which sizes the mean wait of a branch that handles its own cases is shown to be below a limit."""
    places, found = _range(swept), one.crossing
    limit = forms.decimal(minutes, 0)
    above, below, count = one.sides.count("above"), one.sides.count("below"), len(one.sides)
    if found is None or "too few" in one.sides:
        return t("branches.manages.few", unit=unit, limit=limit, **places)
    if count in (below, above):
        return t(f"branches.manages.{'always' if below else 'never'}", unit=unit, limit=limit, **places)
    inside = found.value is not None and found.rising
    if inside and below and above:
        return t("branches.manages.sure", unit=unit, limit=limit, at=_at(swept, one))
    if below and above:
        both = {"below": _tried(swept, one, "below"), "above": _tried(swept, one, "above")}
        return t("branches.manages.turns", unit=unit, limit=limit, **both)
    if below or above:
        way = "below" if below else "above"
        said = t(f"branches.manages.only.{way}", unit=unit, limit=limit, sizes=_tried(swept, one, way))
    else:
        said = t("branches.manages.open", unit=unit, limit=limit, **places)
    return f"{said} {t('branches.manages.perhaps', limit=limit, at=_at(swept, one))}" if inside else said


def _tried(swept: Swept, one: Crossed, side: str) -> str:
    """Return the sizes at which something is shown: ``1, 5 and 13 to 25``; neighbours are told as a stretch."""
    values = list(zip(swept.values, one.sides, strict=True))
    runs = [[size for size, _ in run] for same, run in groupby(values, lambda pair: pair[1] == side) if same]
    return forms.joined([part for run in runs for part in _run(run)])


def _run(sizes: Sequence[float]) -> list[str]:
    if len(sizes) < 3:
        return [_plain(one) for one in sizes]
    return [t("branches.sizes", first=_plain(sizes[0]), last=_plain(sizes[-1]))]


def _at(swept: Swept, one: Crossed) -> str:
    """Return a crossing with its interval: ``16 (13–19)``; an end outside of what was tried says so."""
    found, first, last = one.crossing, swept.values[0], swept.values[-1]
    if found is None or found.value is None:
        return t("words.none")
    digits = 0 if last >= 10 else 1
    low = t("branches.at.below", end=_plain(first)) if found.low is None else forms.decimal(found.low, digits)
    high = t("branches.at.above", end=_plain(last)) if found.high is None else forms.decimal(found.high, digits)
    return t("branches.at", value=forms.decimal(found.value, digits), low=low, high=high)


def _plain(value: float) -> str:
    """Return a size without decimals that it does not need."""
    return forms.decimal(value, 0 if value == round(value) else 1)


def _range(swept: Swept) -> dict[str, str]:
    return {"first": _plain(swept.values[0]), "last": _plain(swept.values[-1])}
