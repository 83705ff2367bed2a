"""A comparison in sentences: what changes, by how much, how surely, who pays, and what is not shown."""

from collections.abc import Mapping, Sequence

from sim.experiment import Run
from sim.measures import Change, Comparison, Family
from sim.measures.comparison import JUDGED
from sim.measures.moments import OUT_OF_HOURS, WEEKDAYS, weekday_grouping
from sim.report.changes import SHOWN, held_back, interval_of_wait, length, margin_name, missed, points, shown
from sim.report.figures import target_name
from sim.report.forms import count, decimal, joined, many_more, plural, signed

WAITS, WITHIN, SAME_DAY = "mean_wait_working", "within_target", "begun_same_day"
OUT_OF_REACH = 10_000
"""More replications than this are not advised: nobody plays them."""
TOO_FEW = "too few cases to tell how sure"
LOSERS = 3
"""So many groups that lose are named by measure."""
VAST = 1000
"""A variance ratio beyond this is one of rounding as much as of patients."""
ALIKE_COST = 0.001
"""Share of the cost of a week below which a change is none."""
MEASURE_NAMES = {WITHIN: "within target", SAME_DAY: "begun the same day", WAITS: "mean wait in staffed hours"}


def sentences(run: Run, comparison: Comparison) -> list[str]:
    """Return what changes and by how much, the most important first, and what is not shown.

    Parameters
    ----------
    run, comparison
        Of the other scenario; against the base.
    """
    cost = cost_line(comparison)
    if comparison.replications == 1:
        return [cost]
    targets = {
        priority: target_name((target.within, target.clock) if target else None)
        for priority, target in run.job.scenario.targets.priorities.items()
    }
    within = comparison.family(WITHIN, "priority")
    same_day, waits = comparison.family(SAME_DAY, "priority"), comparison.family(WAITS, "priority")
    said = [
        *_shares(comparison, "priority", targets, ""),
        *_waits(comparison, "priority", ""),
    ]
    for weekday in weekdays_apart(comparison):
        grouping, days = weekday_grouping(weekday), f" on {WEEKDAYS[weekday]}s"
        apart = _waits(comparison, grouping, days)
        apart += _shares(comparison, grouping, targets, days)
        said += apart or [f"No change that matters is shown{days}, where the roster differs."]
    said += [
        f"Who comes {when(one)} waits longer in staffed hours: by {length(one)}." for one in paying_moments(comparison)
    ]
    said += _same_day(same_day)
    for family in (within, same_day, waits):
        endless = comparison.endless and family.measure == WAITS
        said += _not_shown(family, comparison.replications, endless=endless)
    return [*said, *_hours(comparison), cost]


def verdicts_line(comparison: Comparison) -> str:
    """Return the verdict over all and by measure, the priorities of each taken together, and which groups lose."""
    if comparison.identical:
        return "Verdict: no practical difference, since every case goes the same way."
    each = [f"{name} {comparison.family(measure, 'priority').verdict}" for measure, name in MEASURE_NAMES.items()]
    said = f"Verdict: {comparison.verdict} (priorities taken together: {'; '.join(each)})."
    losers = _losers(comparison)
    return f"{said} Who loses: {'; '.join(losers)}." if losers else said


def _losers(comparison: Comparison) -> list[str]:
    """Return, by measure, units and times of the week that lose; of a unit that does not as a whole, its priorities."""
    out = []
    for measure, name in MEASURE_NAMES.items():
        lost = [one for family, one in comparison.paying if family.measure == measure]
        units = {one.key["unit"] for one in lost if set(one.key) == {"unit"}}
        whose = [
            f"who comes {when(one)}" if "moment" in one.key else
            f"{one.key['unit']} with priority {priority_of(one)}" if "priority" in one.key else str(one.key["unit"])
            for one in lost
            if "priority" not in one.key or one.key["unit"] not in units
        ]  # fmt: skip
        rest = len(whose) - LOSERS
        told = whose[:LOSERS] + ([f"{count(rest)} more"] if rest > 0 else [])
        out += [f"{name}, {joined(told)}"] if told else []
    return out


def pairing_line(comparison: Comparison) -> str:
    """Return what meeting the same patients saved: so many times as many replications others would take."""
    each = []
    for measure in JUDGED:
        family = comparison.family(measure, "priority")
        ratios = [one.variance_ratio for one in family.changes if one.variance_ratio is not None]
        if ratios:
            low, high = (_times(ratio) for ratio in (min(ratios), max(ratios)))
            each.append(f"{MEASURE_NAMES[measure]} {low if low == high else f'{low}–{high}'}")
    if not each:
        return ""
    return f"With patients of their own the variance of a change would be so many times as large: {', '.join(each)}."


def _times(ratio: float) -> str:
    return ">1 000" if ratio > VAST else decimal(ratio, 1 if ratio < 9.95 else 0)


def priority_of(one: Change) -> int:
    """Return the priority that a change is about."""
    return int(one.key["priority"])


def named(changes: Sequence[Change]) -> str:
    """Return ``priorities 1, 2 and 4``."""
    numbers = [str(priority_of(one)) for one in changes]
    return f"priority {numbers[0]}" if len(numbers) == 1 else f"priorities {joined(numbers)}"


def sentence(said: str) -> str:
    """Return words with a capital and a full stop."""
    return f"{said[0].upper()}{said[1:]}."


def weekdays_apart(comparison: Comparison) -> list[int]:
    """Return the weekdays worth lines of their own: those whose roster differs, and Mondays that change far more."""
    return sorted({*comparison.weekdays, *([0] if mondays_differ(comparison) else [])})


def mondays_differ(comparison: Comparison) -> bool:
    """Tell whether Mondays change so much more than all days that they are worth lines of their own."""
    week = {priority_of(one): abs(one.value or 0.0) for one in comparison.family(WAITS, "priority").changes}
    mondays = shown(comparison.family(WAITS, "monday_priority").changes)
    return any(abs(one.value or 0.0) > 2 * week.get(priority_of(one), 0.0) for one in mondays)


def paying_moments(comparison: Comparison) -> list[Change]:
    """Return the mornings and afternoons that wait longer where others wait less."""
    changes = shown(comparison.family(WAITS, "moment").changes)
    return [one for one in changes if one.verdict == "worse"] if any(one.verdict == "better" for one in changes) else []


def when(one: Change) -> str:
    """Return when the patients come that a change is about: ``on Monday afternoons``."""
    moment = str(one.key["moment"])
    return "in the evening, at night or on a weekend" if moment == OUT_OF_HOURS else f"on {moment}s"


def _shares(comparison: Comparison, grouping: str, targets: Mapping[int, str], days: str) -> list[str]:
    """Return a sentence for each share that changes by enough."""
    family = comparison.family(WITHIN, grouping)
    members = len([one for one in family.changes if one.value is not None and one.p_family is not None])
    adjusted = f"adjusted for {plural(members, 'priority', 'priorities')}"
    adjusted += f" in {plural(comparison.scenarios, 'scenario')}" * (comparison.scenarios > 1)
    said = []
    for one in shown(family.changes):
        number, _, interval = points(one).partition(" (")
        way = "more" if (one.value or 0.0) > 0 else "less"
        about = f"{number} {way} within {targets[priority_of(one)]}{days}"
        said.append(f"Priority {priority_of(one)}: {about} (95 % interval {interval[:-1]}, {adjusted}).")
    return said


def _waits(comparison: Comparison, grouping: str, when: str) -> list[str]:
    """Return a sentence for those who wait shorter and one for those who wait longer."""
    said = []
    for verdict, way in (("better", "shorter"), ("worse", "longer")):
        changes = [one for one in shown(comparison.family(WAITS, grouping).changes) if one.verdict == verdict]
        each = [f"priority {priority_of(one)} by {length(one)}" for one in changes]
        if each:
            said.append(f"Waits are {way} in staffed hours{when}: {', '.join(each)}.")
    return said


def _same_day(family: Family) -> list[str]:
    """Return a sentence for the shares begun the same day that rise and one for those that fall."""
    said = []
    for verdict, way in (("better", "More"), ("worse", "Fewer")):
        each = [
            f"priority {priority_of(one)} by {points(one)}" for one in shown(family.changes) if one.verdict == verdict
        ]
        if each:
            said.append(f"{way} are begun the same day: {', '.join(each)}.")
    return said


def _not_shown(family: Family, replications: int, *, endless: bool) -> list[str]:
    """Return what the replications do not show, and what would."""
    name, size = f"{MEASURE_NAMES[family.measure]}, ".capitalize(), margin_name(family)
    alike = [one for one in family.changes if one.verdict == "no practical difference"]
    said = [f"{name}{named(alike)}: no practical difference, within ±{size}."] if alike else []
    held = [one for one in family.changes if held_back(one, family.margin)]
    said += [f"{name}priority {priority_of(one)}: {_held(one)}." for one in held]
    open_ = [one for one in family.changes if one.verdict == "not shown" and one not in held]
    silent = [one for one in open_ if one.replications_needed is not None]
    seen = [one for one in silent if (one.replications_needed or 0) <= replications]
    if seen:
        would = f"a difference of {size} would have been, four times of five"
        said.append(f"{name}{named(seen)}: not shown; {would}, a smaller one not.")
    for one in silent:
        if one not in seen:
            needed = (one.replications_needed or 0) - replications
            more = (
                f"{many_more(needed).capitalize()} replications would show a difference of {size}, four times of five"
            )
            if needed > OUT_OF_REACH:
                more = f"No number of replications that can be played would show a difference of {size}"
            said.append(f"{name}priority {priority_of(one)}: not shown. {more}.")
    if endless and open_:
        said.append(
            f"{name}{named(open_)}: not shown. A list grows without bound, so that such a wait hangs on the weeks "
            "that are played; more replications do not help."
        )
    few = [one for one in family.changes if one.verdict == "too few" and one.value is not None]
    return said + [f"{name}priority {priority_of(one)}: {_too_few(one, family.measure)}." for one in few]


def _too_few(one: Change, measure: str) -> str:
    """Return the numbers themselves where there are too few for a share: ``4 of 4 missed, 0 of 4 before; ...``."""
    numbers = missed(one)
    if numbers is None:
        return "too few cases to say"
    before, after = numbers
    what = "missed" if measure == WITHIN else "not begun then"
    return f"{after} {what}, {before} before; {TOO_FEW}"


def _held(one: Change) -> str:
    """Say why nothing is said of a wait whose interval alone would say something."""
    further = one.unfinished_other - one.unfinished_base
    side = "after" if further > 0 else "before"
    waits = plural(abs(further), "more wait has", "more waits have")
    return (
        f"not shown, though the interval is {interval_of_wait(one)}: {side} the change {waits} no end "
        "and may be of any length (each is counted as a week)"
    )


def _hours(comparison: Comparison) -> list[str]:
    """Return the scheduled hours a week of both sides, by role, where they differ."""
    roles = [one for one in comparison.family("scheduled_hours", "role").changes if abs(one.value or 0.0) >= 0.05]
    each = [f"{one.key['role']} {decimal(one.base or 0.0)} → {decimal(one.other or 0.0)}" for one in roles]
    return [f"Scheduled hours a week: {', '.join(each)}; of the other roles the same."] if each else []


def cost_line(comparison: Comparison) -> str:
    """Return what the staff of a week costs; see `sentences`."""
    return _away(comparison) if comparison.away else _money(comparison)


def _away(comparison: Comparison) -> str:
    """Return the hours that a closure takes from a clinic: they are paid all the same, and no saving."""
    hours = sum(one.value or 0.0 for one in comparison.family("scheduled_hours", "role").changes)
    said = "Staff cost: not compared, since people of a closed unit are away and still paid"
    if abs(hours) < 0.05:
        return f"{said}."
    fewer, what = ("fewer", "no saving") if hours < 0 else ("more", "no cost")
    return f"{said}: {decimal(abs(hours))} {fewer} hours a week are worked at the units, which is {what}."


def costs_alike(cost: Change) -> bool:
    """Tell whether a week costs the same on both sides: the whole interval lies within a thousandth, or 1 SEK."""
    least = max(1.0, ALIKE_COST * (cost.base or 0.0))
    return max(abs(one) for one in (cost.value or 0.0, cost.family_low or 0.0, cost.family_high or 0.0)) < least


def _money(comparison: Comparison) -> str:
    """Return what it costs a week."""
    (cost,) = comparison.family("money", "all").changes
    if cost.base is None or cost.other is None or cost.value is None or costs_alike(cost):
        return "Staff cost: the same."
    if cost.verdict not in (*SHOWN, "one replication"):
        ends = " to ".join(signed(one or 0.0, 0) for one in (cost.family_low, cost.family_high))
        return f"Staff cost: no change shown (95 % interval {ends} SEK a week)."
    low, high = sorted(abs(end) for end in (cost.family_low or 0.0, cost.family_high or 0.0))
    interval = f" (95 % interval {count(low)}–{count(high)})" if round(low) < round(high) else ""
    more = "more" if cost.value > 0 else "less"
    about = f"{count(abs(cost.value))} SEK a week {more}{interval}"
    return f"Staff cost: {about}, {count(cost.base)} → {count(cost.other)}."
