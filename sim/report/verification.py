"""What ``direktsim verify`` says: every check with theory, what was played, interval and verdict."""

from collections.abc import Iterator, Sequence
from itertools import groupby
from math import isnan
from typing import Any

from rich.console import Group, RenderableType
from rich.text import Text

from sim.experiment import Engine
from sim.report.console import bullet, table
from sim.report.forms import count, decimal, joined, plural, signed
from sim.verify import FALSE_ALARM, NOT_CHECKED, Check, Figure, Verified
from sim.verify.findings import Finding

CLAIM, THEORY, FOUND, VERDICT = 42, 12, 24, 9
"""Widths of the columns beside each other, so that all groups stand alike, however wide the terminal is."""
HOLDS, FAILS = "ok", "FAILS"
CONFIDENCE = 0.05
"""Of the intervals beside printed figures, which are no verdicts: they hold the model's own mean in 95 %."""

Row = tuple[str, str, list[str], bool]
"""Claim, theory, what each engine gave, whether all of them hold."""


def verified(found: Verified) -> RenderableType:
    """Return the table of checks, and what may be concluded from it."""
    names = engines(found)
    parts: list[RenderableType] = []
    for title, says, rows in groups(found, names):
        parts += [Text(title, style="bold"), Text(says, style="dim")]
        made = table("", "theory", *names, "", wrap=("", "theory", *names))
        made.expand = True
        for column, ratio in zip(made.columns, [CLAIM, THEORY, *(FOUND for _ in names), VERDICT], strict=True):
            column.ratio = ratio
        for claim, expected, cells, holds in rows:
            made.add_row(claim, expected, *cells, Text(HOLDS if holds else FAILS, style="" if holds else "bold red"))
        parts += [made, Text()]
    parts += [bullet(said, "!") for said in _failures(found)]
    parts += [Text(said) for said in conclusions(found, names)]
    return Group(*parts)


def engines(found: Verified) -> list[Engine]:
    """Return the engines that were checked."""
    return sorted({one.engine for one in found.checks})


def groups(found: Verified, names: Sequence[Engine]) -> Iterator[tuple[str, str, list[Row]]]:
    """Yield title, theory and rows of each experiment."""
    for experiment, checks in groupby(found.checks, key=lambda one: one.experiment):
        by_claim: dict[str, list[Check]] = {}
        for check in checks:
            by_claim.setdefault(check.finding.claim, []).append(check)
        yield experiment.title, experiment.says, [_row(found, claim, of, names) for claim, of in by_claim.items()]


def _row(found: Verified, claim: str, checks: Sequence[Check], names: Sequence[Engine]) -> Row:
    cells = {one.engine: _cell(one.finding, found.level) for one in checks}
    holds = all(found.holds(one) for one in checks)
    return claim, _theory(checks[0].finding), [cells.get(engine, "") for engine in names], holds


def _theory(finding: Finding) -> str:
    if finding.by_chance:
        return f"{_number(finding.theory)} {finding.unit}"
    return "every one" if finding.theory else "none"


def _cell(finding: Finding, level: float) -> str:
    if not finding.by_chance:
        if not finding.theory:
            return count(finding.mean)
        return f"{count(finding.mean)} of {count(finding.theory)} {finding.unit}"
    low, high = finding.interval(level)
    most = 100.0 if finding.unit == "%" else high
    return f"{_number(finding.mean)} ({_number(max(low, 0.0))}–{_number(min(high, most))})"


def _number(value: float) -> str:
    """Return a number with about three digits."""
    size = abs(value)
    return decimal(value, 0 if size >= 100 else 1 if size >= 10 else 2 if size >= 1 else 3)


def _failures(found: Verified) -> Iterator[str]:
    for one in found.failed:
        what = one.finding
        yield (
            f"{one.experiment.title}, {one.engine} engine: {what.claim}: {_cell(what, found.level)}, "
            f"not {_number(what.theory)} {what.unit}."
        )


def conclusions(found: Verified, names: Sequence[Engine]) -> Iterator[str]:
    """Yield what may be concluded: how many hold, how often a right program fails, what was left out."""
    checks, failed = len(found.checks), len(found.failed)
    each = joined([f"{sum(one.engine == name for one in found.checks)} with the {name} engine" for name in names])
    yield f"{checks - failed} of {checks} checks hold, {each}."
    yield _multiplicity(found)
    yield from found.left_out
    if not found.finished:
        yield "Interrupted: nothing is known of the checks that are missing."


def _multiplicity(found: Verified) -> str:
    """Say how often a right program fails the table."""
    if not found.by_chance:
        return "None of them hangs on the draw."
    hang = f"{plural(found.by_chance, 'check')} {'hangs' if found.by_chance == 1 else 'hang'}"
    return (
        f"A right program fails this table in at most {100 * FALSE_ALARM:g} % of draws. {hang} on the draw, and each "
        f"is judged at 1 in {count(1 / found.level)}: so wide is its interval, in brackets. The others admit no "
        f"tolerance. Seed {found.seed}; --seed draws anew."
    )


def verified_json(found: Verified) -> dict[str, Any]:
    """Return the same as JSON."""
    return {
        "holds": found.finished and not found.failed,
        "finished": found.finished,
        "seed": found.seed,
        "false_alarm_in_all": FALSE_ALARM,
        "false_alarm_each": found.level,
        "left_out": list(found.left_out),
        "checks": [_check_json(one, found) for one in found.checks],
    }


def _check_json(check: Check, found: Verified) -> dict[str, Any]:
    low, high = check.finding.interval(found.level)
    return {
        "group": check.experiment.title,
        "claim": check.finding.claim,
        "engine": check.engine,
        "kind": check.finding.kind.value,
        "theory": check.finding.theory,
        "found": check.finding.mean,
        "low": low,
        "high": high,
        "unit": check.finding.unit,
        "margin": check.finding.margin,
        "holds": found.holds(check),
    }


def world(figures: Sequence[Figure]) -> RenderableType:
    """Return what the sources print beside what the model gives."""
    made = table("", "printed", "model (95 %)", "off by", "printed is", "where", wrap=("", "printed", "where"))
    for one in figures:
        made.add_row(*figure_row(one))
    return Group(Text(WORLD, style="dim"), Text(), made, Text(), Text(UNKNOWN), *(bullet(said) for said in NOT_CHECKED))


WORLD = (
    "A clinic with its branch and a neighbour, with the default numbers, over a year. Given: the figure was put in, "
    "and only comes out again. Set to it: numbers without a source were chosen so that it does. Not given: the model "
    "makes it of other numbers."
)
UNKNOWN = "Not checked, for want of data:"


def figure_row(one: Figure) -> list[str]:
    """Return claim, what is printed, model with interval, difference, standing and source."""
    finding = one.finding
    low, high = finding.interval(CONFIDENCE)
    off = "" if isnan(finding.theory) else signed(finding.mean - finding.theory, 1)
    model = f"{_number(finding.mean)} ({_number(low)}–{_number(high)})"
    return [finding.claim, one.printed, model, off, one.standing.value, one.source]


def world_json(figures: Sequence[Figure]) -> dict[str, Any]:
    """Return the same as JSON; null where what is printed is no single number."""
    rows = []
    for one in figures:
        low, high = one.finding.interval(CONFIDENCE)
        printed = None if isnan(one.finding.theory) else one.finding.theory
        rows.append(
            {
                "claim": one.finding.claim,
                "printed": printed,
                "as_printed": one.printed,
                "unit": one.finding.unit,
                "model": one.finding.mean,
                "low": low,
                "high": high,
                "standing": one.standing.value,
                "source": one.source,
            }
        )
    return {"figures": rows, "not_checked": list(NOT_CHECKED)}
