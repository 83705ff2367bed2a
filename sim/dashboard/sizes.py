"""What a sweep over the size of a branch says: up to where it manages, and where the better way changes."""

from sim.dashboard.language import forms, t
from sim.dashboard.telling import name_of
from sim.dashboard.work.sweeping import Swept
from sim.experiment.sweep import DIFFERENCE, Crossed
from sim.report.sentences import WAITS


def sizes(swept: Swept, branch: str, clinic: str, minutes: int) -> list[str]:
    """Return what the sweep says, one sentence for each question.

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
    """Say where a unit's patients begin to gain or to lose; that neither is shown where that is so."""
    places, found = _range(swept), one.crossing
    longer, shorter, count = one.sides.count("above"), one.sides.count("below"), len(one.sides)
    if found is None or "too few" in one.sides:
        return t("branches.even.few", unit=unit, **places)
    if found.side == "turns":
        return t("branches.even.turns", unit=unit, **places)
    if count in (longer, shorter):
        return t(f"branches.even.always.{'longer' if longer else 'shorter'}", unit=unit, **places)
    shown = {"longer": longer, "shorter": shorter, "count": count}
    numbers = {name: forms.decimal(number, 0) for name, number in shown.items()}
    if not longer and not shorter:
        return t("branches.even.open", unit=unit, **places)
    if found.value is None:
        return t("branches.even.outside", unit=unit, **places, **numbers)
    sure = "sure" if longer and shorter else "perhaps"
    way = "rising" if found.rising else "falling"
    return t(f"branches.even.{sure}.{way}", unit=unit, at=_at(swept, one), **numbers)


def _manages(swept: Swept, one: Crossed, unit: str, minutes: int) -> str:
    """Say up to which size the mean wait of a branch that handles its own cases stays below a limit."""
    places, found = _range(swept), one.crossing
    limit = forms.decimal(minutes, 0)
    above, below, count = one.sides.count("above"), one.sides.count("below"), len(one.sides)
    if found is None or "too few" in one.sides:
        return t("branches.manages.few", unit=unit, limit=limit, **places)
    if count in (below, above):
        return t(f"branches.manages.{'always' if below else 'never'}", unit=unit, limit=limit, **places)
    if found.value is None or not found.rising:
        return t("branches.manages.open", unit=unit, limit=limit, **places)
    sure = "sure" if below and above else "perhaps"
    return t(f"branches.manages.{sure}", unit=unit, limit=limit, at=_at(swept, one))


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
