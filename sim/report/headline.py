"""A comparison's answer in a sentence: the largest gain and the largest loss, whose they are, and the targets."""

from collections.abc import Sequence

from sim.measures import Change, Comparison
from sim.report.changes import could_show, length, margin_name, points, shown
from sim.report.forms import joined
from sim.report.sentences import LOSERS, SAME_DAY, WAITS, WITHIN, named, priority_of, sentence, when

LESS = {WITHIN: "fewer within target", SAME_DAY: "fewer begun the same day", WAITS: "longer waits in staffed hours"}
LONGER_OR_LESS = {"better": "less", "worse": "longer"}


def headline(comparison: Comparison) -> str:
    """Return the answer in a sentence: who waits less, who waits longer, and what that does to the targets.

    What changes waits by more stands first.
    """
    if comparison.replications == 1:
        return "One replication shows nothing: it may be luck. Compare with more (-n 30)."
    within = comparison.family(WITHIN, "priority")
    clauses = {verdict: _waits(comparison, verdict) for verdict in LONGER_OR_LESS}
    parts = [said for _, said in sorted((one for one in clauses.values() if one), key=lambda one: -one[0])]
    for verdict, how in (("better", "more"), ("worse", "less")):
        changes = [one for one in shown(within.changes) if one.verdict == verdict]
        if changes:
            parts.append(f"{named(changes)} {_verb('meet', changes)} the target {how} often")
    units = _units_within(comparison)
    parts += units
    if not parts:
        return _nothing(comparison)
    if clauses["worse"] is None:
        parts.append("nobody is shown to wait longer")
    if not shown(within.changes) and not units:
        ruled_out = within.verdict == "no practical difference"
        small = f"no share within target changes by {margin_name(within)}"
        parts.append(small if ruled_out else "no change of a share within target is shown")
    return sentence("; ".join(parts))


def _waits(comparison: Comparison, verdict: str) -> tuple[float, str] | None:
    """Return the largest change of a wait with such a verdict, in seconds, and who has it in words; None without any.

    By priority and by when they come the same cases are cut twice: of the other cut its largest is named too.
    """
    found = {
        grouping: [one for one in shown(comparison.family(WAITS, grouping).changes) if one.verdict == verdict]
        for grouping in ("priority", "moment", "unit", "unit_priority")
    }
    priorities, way = found["priority"], LONGER_OR_LESS[verdict]
    groups = [] if priorities or found["unit"] else found["unit_priority"]
    largest = [_largest(cut) for cut in (priorities, found["moment"], found["unit"] or groups) if cut]
    if not largest:
        return None
    largest.sort(key=lambda one: -_size(one))
    moments = [one for one in largest[1:] if "moment" in one.key]
    most = [largest[0], *moments]
    ends = ", counted to the last day played" if any(one.often_unended for one in most) else ""
    if not priorities or most[:1] == priorities:
        first, *others = most
        more = "".join(f", {_who(one)} by {length(one)}" for one in others)
        said = f"{_who(first)} {_verb('wait', [first])} {way} in staffed hours by {length(first)}{more}{ends}"
    else:
        each = joined([f"{_who(one)} by {length(one)}" for one in most])
        said = f"{named(priorities)} {_verb('wait', priorities)} {way} in staffed hours, most of all {each}{ends}"
    return _size(largest[0]), said


def _largest(changes: Sequence[Change]) -> Change:
    return max(changes, key=_size)


def _size(one: Change) -> float:
    return abs(one.value or 0.0)


def _who(one: Change) -> str:
    """Return whose a change is: ``priority 2``, ``who comes on Monday mornings``, ``patients of rosengard``."""
    if "moment" in one.key:
        return f"who comes {when(one)}"
    if "unit" not in one.key:
        return f"priority {priority_of(one)}"
    return f"patients of {one.key['unit']}" + (f" with priority {priority_of(one)}" if "priority" in one.key else "")


def _verb(verb: str, changes: Sequence[Change]) -> str:
    return verb if len(changes) > 1 or _who(changes[0]).startswith("patients") else f"{verb}s"


def _units_within(comparison: Comparison) -> list[str]:
    """Say of each unit whose patients meet the target more or less often, where no priority by itself shows it so."""
    by_priority = {one.verdict for one in shown(comparison.family(WITHIN, "priority").changes)}
    told = [
        one
        for one in shown(comparison.family(WITHIN, "unit").changes)
        if not by_priority or (one.verdict == "worse" and "worse" not in by_priority)
    ]
    return [
        f"patients of {one.key['unit']} meet the target {'more' if one.verdict == 'better' else 'less'} often, "
        f"by {points(one)}"
        for one in told
    ]


def _nothing(comparison: Comparison) -> str:
    """Say that nothing important changes only where an important change is ruled out."""
    if comparison.identical:
        return "Nothing changes: every case goes the same way in both, to the second."
    within, waits = comparison.family(WITHIN, "priority"), comparison.family(WAITS, "priority")
    if comparison.verdict == "no practical difference":
        return (
            f"No practical difference: no share within target or begun the same day changes by {margin_name(within)}, "
            f"and no mean wait by {margin_name(waits)}."
        )
    if comparison.paying:
        each = [
            f"{_who(one)}: {LESS[family.measure]}, by {_size_of(one)}" for family, one in comparison.paying[:LOSERS]
        ]
        return f"{sentence('; '.join(each))[:-1]}; no other change that matters is shown."
    return f"No change that matters is shown, which is not to say that there is none{would_have(comparison, 'all')}."


def _size_of(one: Change) -> str:
    return points(one) if one.counts is not None else length(one)


def would_have(comparison: Comparison, grouping: str, key: object = None) -> str:
    """Return what a run that shows nothing would have shown of a line: ``: it would have shown 12 min ...``.

    Parameters
    ----------
    comparison
        The comparison.
    grouping, key
        Table and line; the first of the table without key.
    """
    each = []
    for measure, of in ((WAITS, "of the mean wait in staffed hours"), (WITHIN, "within target")):
        lines = [one for one in comparison.family(measure, grouping).changes if key is None or one.key == key]
        size = could_show(lines[0]) if lines and lines[0].verdict == "not shown" else ""
        each += [f"{size} {of}"] if size else []
    whose = " all together" if grouping == "all" else ""
    return f": a change{whose} of {' or of '.join(each)} would have been, four times of five" if each else ""
