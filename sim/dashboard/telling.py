"""A comparison told in the reader's language, from its verdicts and never from sentences that are finished.

Which changes are worth saying is settled where the console's report settles it; here is how they are said.
"""

from collections.abc import Iterable, Sequence

from sim.dashboard.language import forms, t
from sim.measures import Change, Comparison, Family, Summary
from sim.measures.guardrails import Guardrail
from sim.measures.moments import OUT_OF_HOURS, WEEKDAYS, weekday_grouping
from sim.report.changes import LONG, held_back, places, shown
from sim.report.sentences import (
    OUT_OF_REACH,
    SAME_DAY,
    WAITS,
    WITHIN,
    costs_alike,
    paying_moments,
    weekdays_apart,
)
from sim.units import HOUR, MINUTE

Target = tuple[float, str] | None


def details(comparison: Comparison, targets: dict[int, Target]) -> list[str]:
    """Return what changes and by how much, what is not shown and what would show it, hours and cost."""
    if comparison.replications == 1:
        return hours_and_cost(comparison)
    said = [t("compare.detail.verdict", verdict=t(f"compare.badge.{comparison.verdict}").lower())]
    said += [*_waits(comparison, "priority", ""), *_shares(comparison, "priority", targets, "")]
    for weekday in weekdays_apart(comparison):
        grouping, days = weekday_grouping(weekday), t("compare.detail.days", weekday=t(f"words.weekday.{weekday}"))
        apart = [*_waits(comparison, grouping, days), *_shares(comparison, grouping, targets, days)]
        said += apart or [t("compare.detail.weekday_none", days=days)]
    said += [t("compare.detail.moment", when=when(one), change=size(one)) for one in paying_moments(comparison)]
    for verdict in ("better", "worse"):
        each = [
            t("compare.detail.each", number=number_of(one), change=points(one))
            for one in shown(comparison.family(SAME_DAY, "priority").changes)
            if one.verdict == verdict
        ]
        said += [t(f"compare.detail.same_day.{verdict}", each=", ".join(each))] if each else []
    for measure in (WITHIN, SAME_DAY, WAITS):
        said += _not_shown(comparison.family(measure, "priority"), comparison.replications)
    return said + hours_and_cost(comparison)


def hours_and_cost(comparison: Comparison) -> list[str]:
    """Return the scheduled hours a week and what they cost, before and after."""
    roles = [one for one in comparison.family("scheduled_hours", "role").changes if abs(one.value or 0.0) >= 0.05]
    each = [
        t(
            "compare.hours.each",
            role=t(f"words.role.{one.key['role']}"),
            base=forms.decimal(one.base or 0.0),
            other=forms.decimal(one.other or 0.0),
        )
        for one in roles
    ]
    said = t("compare.hours.changed", each=", ".join(each)) if each else t("compare.hours.same")
    (cost,) = comparison.family("money", "all").changes
    base, other = (forms.decimal(one or 0.0, 0) for one in (cost.base, cost.other))
    if comparison.away:
        return [said, t("compare.cost.away")]
    if cost.value is None or costs_alike(cost):
        return [said, t("compare.cost.same", base=base)]
    if cost.verdict not in ("better", "worse", "one replication"):
        return [said, t("compare.cost.open")]
    way = "more" if cost.value > 0 else "less"
    return [said, t(f"compare.cost.{way}", change=forms.decimal(abs(cost.value), 0), base=base, other=other)]


def margin(family: Family) -> str:
    """Return the margin of a family: ``2 points``, ``1 min``."""
    value = family.margin / MINUTE if family.unit == "seconds" else 100 * family.margin
    return t(f"compare.margin.{family.unit}", value=forms.decimal(value, 0 if value == round(value) else 1))


def when(one: Change) -> str:
    """Return when the patients come that a change is about: ``on Monday afternoons``."""
    out = str(one.key["moment"]) == OUT_OF_HOURS
    return t("compare.when.out_of_hours") if out else t("compare.when", moment=moment(str(one.key["moment"])))


def moment(name: str) -> str:
    """Return the name of a part of the week."""
    if name == OUT_OF_HOURS:
        return t("words.moment.out_of_hours")
    weekday, part = name.split(" ")
    return t(f"words.moment.{part}", weekday=t(f"words.weekday.{WEEKDAYS.index(weekday)}"))


def target(of: Target) -> str:
    """Return a target: ``2 h``, ``24 h of weekdays``."""
    if of is None:
        return t("compare.no_target")
    return t(f"words.target.{of[1]}", length=forms.length(of[0] * MINUTE))


def change(one: Change, scale: float) -> str:
    """Return a change with its interval where it is shown; otherwise its interval alone, or why there is none."""
    if one.value is None or one.verdict in ("too few", "one replication"):
        return t("words.none") if one.value is None else t(f"words.verdict.{one.verdict}")
    if one.family_low is None or one.family_high is None:
        return t("words.none")
    if one.family_low == one.family_high == 0:
        return "= 0"
    low, high = one.family_low / scale, one.family_high / scale
    digits = places(low, high)
    ends = {"low": forms.signed(low, digits), "high": forms.signed(high, digits)}
    if one.verdict in ("better", "worse", "more", "less"):
        return t("words.interval", value=forms.signed(one.value / scale, digits), **ends)
    return ("≈ " if one.verdict == "no practical difference" else "") + t("words.bare_interval", **ends)


def starred(one: Change, scale: float, margin: float) -> str:
    """Return a change as `change` does, with a star where its interval would say more than its verdict does.

    What the star means is said by `starred_why`.
    """
    return change(one, scale) + "*" * held_back(one, margin)


def starred_why(family: Family) -> str:
    """Return what the star of `starred` means among some priorities; empty where none has one."""
    each = [
        t(
            "words.held_back.each",
            number=number_of(one),
            before=forms.decimal(one.unfinished_base, 0),
            after=forms.decimal(one.unfinished_other, 0),
        )
        for one in family.changes
        if held_back(one, family.margin)
    ]
    return t("words.held_back", each="; ".join(each)) if each else ""


def points(one: Change) -> str:
    """Return the size of a change of a share, in points."""
    return t("words.points", value=forms.decimal(100 * abs(one.value or 0.0)))


def size(one: Change, long: float = LONG) -> str:
    """Return the size of a change of a wait with its interval, in hours from `long` seconds on: ``62 min (42–81)``."""
    scale, name = (HOUR, "h") if abs(one.value or 0.0) >= long else (MINUTE, "min")
    low, high = sorted(abs(end) / scale for end in (one.family_low or 0.0, one.family_high or 0.0))
    digits = places(low, high)
    value = forms.decimal(abs(one.value or 0.0) / scale, digits)
    return f"{value}{forms.THIN}{name} ({forms.decimal(low, digits)}–{forms.decimal(high, digits)})"


def counted(one: Change, said: str) -> str:
    """Return what is said of a change of a wait; of waits that often have no end, with what was counted."""
    return t("compare.counted_to_the_end", change=said) if one.often_unended else said


def check(one: Guardrail, summary: Summary) -> str:
    """Return what a guardrail that does not hold says; of lists that grow, whose they are."""
    if one.name != "capacity":
        return t(f"compare.check.{one.name}")
    growing = [
        t("compare.list", role=t(f"words.role.{each.role}"), unit=name_of(each.unit))
        for each in summary.lists
        if each.grows
    ]
    return t(f"compare.check.capacity.{one.verdict}", **({"lists": forms.joined(growing)} if growing else {}))


def number_of(one: Change) -> int:
    """Return the priority that a change is about."""
    return int(one.key["priority"])


def priority(number: int) -> str:
    """Return a priority with its name: ``2 Promptly``."""
    return t("words.priority_short", number=number, name=t(f"words.priority.{number}"))


def unit(one: Change) -> str:
    """Return the name of the unit that a change is about, as a name is written."""
    return name_of(str(one.key["unit"]))


def name_of(unit: str) -> str:
    """Return the name of a unit as a name is written: ``tallgarden`` is ``Tallgarden``."""
    return f"{unit[:1].upper()}{unit[1:]}".replace("_", " ")


def numbers(changes: Iterable[Change]) -> str:
    """Return ``1, 2 and 4``."""
    return forms.joined([str(number_of(one)) for one in changes])


def _waits(comparison: Comparison, grouping: str, days: str) -> list[str]:
    said = []
    for verdict in ("better", "worse"):
        changes = [one for one in shown(comparison.family(WAITS, grouping).changes) if one.verdict == verdict]
        each = [t("compare.detail.each", number=number_of(one), change=size(one)) for one in changes]
        said += [t(f"compare.detail.waits.{verdict}", days=days, each=", ".join(each))] if each else []
    return said


def _shares(comparison: Comparison, grouping: str, targets: dict[int, Target], days: str) -> list[str]:
    family = comparison.family(WITHIN, grouping)
    members = sum(one.value is not None and one.p_family is not None for one in family.changes)
    said = []
    for one in shown(family.changes):
        low, high = sorted(100 * abs(end) for end in (one.family_low or 0.0, one.family_high or 0.0))
        interval = f"{forms.decimal(low, places(low, high))}–{forms.decimal(high, places(low, high))}"
        said.append(
            t(
                f"compare.detail.share.{one.verdict}",
                number=number_of(one), change=points(one), target=target(targets.get(number_of(one))), days=days,
                interval=interval, members=members,
            )
        )  # fmt: skip
    return said


def _not_shown(family: Family, replications: int) -> list[str]:
    """Return what the replications do not show, and what would."""
    with_names = {"measure": t(f"compare.detail.measure.{family.measure}"), "margin": margin(family)}

    def say(key: str, changes: Sequence[Change]) -> list[str]:
        return [t(f"compare.detail.{key}", numbers=numbers(changes), **with_names)] if changes else []

    held = [one for one in family.changes if held_back(one, family.margin)]
    silent = [
        one
        for one in family.changes
        if one.verdict == "not shown" and one not in held and one.replications_needed is not None
    ]
    seen = [one for one in silent if (one.replications_needed or 0) <= replications]
    said = say("alike", [one for one in family.changes if one.verdict == "no practical difference"])
    said += [t("compare.detail.held", number=number_of(one), **with_names) for one in held]
    said += say("seen", seen)
    for one in silent:
        if one not in seen:
            needed = (one.replications_needed or 0) - replications
            key = "never" if needed > OUT_OF_REACH else "needed"
            said.append(
                t(
                    f"compare.detail.{key}",
                    number=number_of(one),
                    **with_names,
                    **({} if key == "never" else {"needed": forms.decimal(needed, 0)}),
                )
            )
    return said + say("few", [one for one in family.changes if one.verdict == "too few" and one.value is not None])
