"""From what is written on the command line to the points of a study."""

import re
from collections.abc import Sequence
from itertools import accumulate
from pathlib import Path

from sim.cli.opening import read_all
from sim.errors import Collected, InputError, Problem
from sim.experiment import Engine
from sim.experiment.study import AXES, Study
from sim.measures.gauge import Gauge, gauge
from sim.scenario.axis import Axis, axis
from sim.scenario.knobs import Knob
from sim.scenario.messages import did_you_mean, quoted
from sim.units import MINUTE

USUAL = (
    "within_target.1", "within_target.2", "within_target.3", "within_target.4", "begun_same_day", "mean_wait_working",
)  # fmt: skip
"""What is followed unless something else is asked for."""
_AMOUNT = re.compile(r"([-+−]?(?:\d+\.?\d*|\.\d+))\s*(%?)")


def open_study(scenario: Path, against: Path | None, seed: int | None, replications: int, engine: Engine) -> Study:
    """Load the scenarios of a study.

    Raises
    ------
    InputError
        One of them cannot be used, or the two play different days.
    """
    loaded = read_all([scenario] if against is None else [scenario, against])
    names = [one.path.stem for one in loaded]
    if len(set(names)) < len(names):
        names[1] = f"{names[1]}-2"
    return Study.of(loaded, names, loaded[0].scenario.seed if seed is None else seed, replications, engine)


def read_axes(vary: Sequence[str]) -> tuple[list[Axis], Collected]:
    """Return what is varied, as far as it can be read, and what is wrong with the rest."""
    axes, problems = [], Collected()
    for text in vary:
        with problems.noted():
            axes.append(axis(text))
    if len(vary) > AXES:
        what = f"is given {len(vary)} times; two make a grid, more cannot be read"
        problems.problems.append(Problem(what, "--vary"))
    return axes, problems


def named_gauges(names: Sequence[str] | None, units: Sequence[str]) -> list[Gauge]:
    """Return the figures that ``--measure`` names.

    Raises
    ------
    InputError
        With every name that is no figure.
    """
    found, problems = [], Collected()
    for name in names or ():
        with problems.noted():
            found.append(gauge(name, units, "--measure"))
    problems.refuse()
    return found


def every_gauge(named: Sequence[Gauge], more: Sequence[Gauge]) -> list[Gauge]:
    """Return the figures that are followed, each once: those a level is asked of, those named, or else the usual."""
    usual = [gauge(name, ()) for name in USUAL] if not named and not more else []
    return list(dict.fromkeys([*more, *named, *usual]))


def check_levels(
    axes: Sequence[Axis], level: Sequence[str] | None, margin: Sequence[str] | None, against: Path | None
) -> None:
    """Refuse levels that nothing can cross.

    Raises
    ------
    InputError
        The first place has values that are no numbers, or a difference is meant and there is one scenario.
    """
    problems = []
    if margin and against is None:
        problems.append(Problem("is about a difference; name the other scenario with --against", "--margin"))
    words = axes[0].path if axes and not axes[0].numbers else ""
    for option, asked in (("--level", level), ("--margin", margin)):
        if asked and words:
            said = f"nothing is crossed along {words}, whose values are no numbers"
            what = f"{said}; leave it out, or put another --vary first"
            problems.append(Problem(what, option))
    if problems:
        raise InputError(problems)


def amounts(option: str, texts: Sequence[str] | None, units: Sequence[str]) -> dict[Gauge, float]:
    """Read ``within_target.3=90%`` and its like: a figure and an amount of it.

    Raises
    ------
    InputError
        With everything that cannot be read.
    """
    found: dict[Gauge, float] = {}
    problems = Collected()
    for text in texts or ():
        name, _, said = (part.strip() for part in text.partition("="))
        with problems.noted():
            followed = gauge(name, units, option)
            if followed in found:
                raise InputError([Problem("is given twice; write it once", f"{option} {name}")])
            found[followed] = amount(option, said, followed)
    problems.refuse()
    return found


def check_only(every: Sequence[Sequence[Knob]], only: Sequence[str]) -> None:
    """Refuse beginnings with which no assumption begins that all scenarios have.

    Raises
    ------
    InputError
        With each of them.
    """
    paths = [one.path for one in every[0]]
    places = dict.fromkeys(place for path in paths for place in accumulate(path.split("."), "{}.{}".format))
    problems = []
    for beginning in only:
        if not any(path.startswith(beginning) for path in paths):
            near = did_you_mean(beginning, places)
            instead = near if near.startswith("did you mean") else '"direktsim assumptions" lists them'
            problems.append(Problem(f"no assumption begins with {quoted(beginning)}; {instead}", "--only"))
    if problems:
        raise InputError(problems)


def amount(option: str, text: str, of: Gauge) -> float:
    """Read an amount of a figure: a share 0-1 or in percent, minutes of a wait (returned in seconds), SEK.

    Raises
    ------
    InputError
        It is none.
    """
    found = _AMOUNT.fullmatch(text.strip())
    wanted = "a share such as 0.9 or 90%" if of.is_share else "minutes" if "wait" in of.measure else "SEK"
    if found is None or (found.group(2) and not of.is_share):
        raise InputError([Problem(f'"{text}" is not accepted; write {wanted}', f"{option} {of.name}")])
    number = float(found.group(1).replace("−", "-")) / (100 if found.group(2) else 1)
    if of.is_share and abs(number) > 1:
        raise InputError([Problem(f"{text} is no share; write {wanted}", f"{option} {of.name}")])
    return number * MINUTE if "wait" in of.measure else number
