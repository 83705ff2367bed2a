"""Branches: redirected to the clinic or handling its own cases, who gains and who pays, and up to which size.

Long because a page is read from top to bottom, as it stands on screen.
"""

import datetime as dt
import math
from dataclasses import dataclass

import streamlit as st

from sim.dashboard import scenarios
from sim.dashboard.cells import both, headline, line_name, lines, patients_wait, share_change, table, wait_change
from sim.dashboard.charts import draw
from sim.dashboard.charts.gains import gains
from sim.dashboard.charts.volume import volume
from sim.dashboard.checks import checks
from sim.dashboard.following import follow
from sim.dashboard.language import forms, t
from sim.dashboard.refusing import refuse
from sim.dashboard.sizes import sizes
from sim.dashboard.state import choosing, chosen, number, several, switching
from sim.dashboard.telling import name_of, number_of, points
from sim.dashboard.work import Compared, Request, Written
from sim.dashboard.work.sweeping import Swept
from sim.domain.words import Role
from sim.errors import InputError
from sim.measures import Change, Comparison
from sim.report.changes import SHOWN
from sim.report.sentences import WAITS, WITHIN
from sim.scenario.continuity import Continuity, continuity
from sim.scenario.loaded import Loaded
from sim.scenario.plan import plan_of
from sim.scenario.settings import LIST_ROLES, own_roles, settings_of
from sim.scenario.variants import branch_handles, branches, placed_roles, proposed_roles
from sim.units import MINUTE

FIRST = "branch_redirected"
"""What is shown when nothing is chosen."""
REPLICATIONS, AT_EACH, MINUTES = 30, 20, 60
VALUES = 7
LEAST = 25
"""Cases a day up to which a small branch is followed."""


@dataclass(frozen=True, slots=True)
class Asked:
    """What is chosen on the page.

    Attributes
    ----------
    name, loaded
        The scenario as it is written.
    branch
        Name of the branch.
    roles
        Whose cases it would handle.
    written
        The scenario with the branch redirected, and handling its own.
    kept_up
        Who is there, role by role, where it handles its own.
    replications, at_each, seed
        Of the comparison; at each size; of both.
    minutes, most
        Mean wait that should not be exceeded; cases a day up to which the branch is followed.
    """

    name: str
    loaded: Loaded
    branch: str
    roles: tuple[Role, ...]
    written: tuple[Written, Written]
    kept_up: list[Continuity]
    replications: int
    at_each: int
    seed: int
    minutes: int
    most: int

    @property
    def units(self) -> tuple[str, str]:
        """Names of the branch and of the clinic that it belongs to."""
        return self.branch, settings_of(self.loaded.scenario)[self.branch].clinic

    @property
    def now(self) -> float:
        """Cases a day that the branch has."""
        return settings_of(self.loaded.scenario)[self.branch].cases_per_day

    @property
    def is_first(self) -> bool:
        """It is what the page shows by itself: that is computed whoever looks."""
        plain = self.name == FIRST and self.roles == proposed_roles(self.loaded, self.branch)
        numbers = (self.replications, self.at_each, self.seed, self.minutes, self.most)
        return plain and numbers == (REPLICATIONS, AT_EACH, 1, MINUTES, LEAST)


def show() -> None:
    """Show the page."""
    asked = _asked()
    if asked is None:
        return
    request = Request("compare", asked.written, asked.seed, asked.replications)
    found = follow(request, "branches", at_once=asked.is_first)
    compared = found.read(Compared.from_json)
    if compared is not None:
        _label(stale=found.stale, replications=compared.replications, asked=compared.asked)
        with st.container(key="stale" if found.stale else "fresh"):
            _figures(asked, compared)
    left, right = st.columns([10, 11], gap="large")
    with left:
        _kept_up(asked)
    with right:
        _every(asked.loaded)
    _volume(asked, at_once=asked.is_first and compared is not None and compared.whole)
    if compared is not None:
        checks(compared, [t("branches.redirected"), t("branches.own")])
    st.caption(t("compare.assumed"))


def _label(*, stale: bool, replications: int, asked: int) -> None:
    """Say that figures are those of what was chosen before, or first ones."""
    if stale:
        st.info(t("units.stale", replications=forms.decimal(replications, 0)), icon=":material/history:")
    elif replications < asked:
        numbers = {"replications": forms.decimal(replications, 0), "asked": forms.decimal(asked, 0)}
        st.info(t("words.first_figures", **numbers), icon=":material/hourglass_top:")


def _asked() -> Asked | None:
    """Draw what can be chosen; None where nothing can be."""
    named = chosen("scenario", FIRST)
    there = [name for name in scenarios.names() if _has_branches(name)]
    choices = there + [named] * (named not in there and bool(scenarios.OWN.fullmatch(named)) and _has_branches(named))
    if named not in choices:
        st.warning(t("compare.unknown", name=named[:60]))
    if not choices:
        st.info(t("branches.none"))
        return None
    with st.container(horizontal=True, vertical_alignment="bottom", key="choices"):
        name = choosing(t("branches.scenario"), "scenario", choices, FIRST, scenarios.title)
        if name is None:
            return None
        loaded = scenarios.opened(name)
        every = branches(loaded)
        branch = choosing(t("branches.branch"), "branch", every, every[0], name_of) or every[0]
        default = [role.name for role in proposed_roles(loaded, branch)]
        roles = [role.name for role in LIST_ROLES]
        wanted = several(t("branches.roles"), "roles", roles, default, lambda one: t(f"words.role.{one}"))
        with st.popover(t("compare.settings"), icon=":material/tune:"):
            largest = max(LEAST, 5 * math.ceil(settings_of(loaded.scenario)[branch].cases_per_day))
            replications = number(t("compare.replications"), "n", REPLICATIONS, 2, 1000, t("compare.replications.help"))
            at_each = number(t("branches.at_each"), "at_each", AT_EACH, 2, 200)
            seed = number(t("compare.seed"), "seed", 1, 0, 2**31 - 1, t("compare.seed.help"))
            minutes = number(t("branches.minutes"), "minutes", MINUTES, 1, 10_000)
            most = number(t("branches.most"), "most", largest, 2, 1000)
    if not wanted:
        st.info(t("branches.no_roles"))
        return None
    meant = tuple(Role[one] for one in wanted)
    try:
        found = _variants(scenarios.written(name).text, name, branch, meant, loaded)
    except InputError as error:
        refuse(error.problems)
        return None
    return Asked(name, loaded, branch, meant, *found, replications, at_each, seed, minutes, most)


@st.cache_resource(show_spinner=False, max_entries=32)
def _variants(
    text: str,  # noqa: ARG001 - a key of the cache
    name: str,
    branch: str,
    roles: tuple[Role, ...],
    _loaded: Loaded,
) -> tuple[tuple[Written, Written], list[Continuity]]:
    """Return both variants, written out, and whether the branch can keep it up; worked out once."""
    redirected, own = branch_handles(_loaded, branch, ()), branch_handles(_loaded, branch, roles)
    written = (Written.of(f"{name}-{branch}-redirected", redirected), Written.of(f"{name}-{branch}-own", own))
    return written, continuity(own.scenario, plan_of(own.scenario), branch)


def _has_branches(name: str) -> bool:
    try:
        return bool(branches(scenarios.opened(name)))
    except (InputError, KeyError):
        return False


def _figures(asked: Asked, compared: Compared) -> None:
    """Draw the answer, then gains and losses of branch and clinic side by side."""
    comparison, after = compared.comparisons[0], compared.summaries[1]
    dates = forms.dates(dt.date.fromisoformat(after.measured_from), dt.date.fromisoformat(after.measured_until))
    numbers = {"replications": forms.decimal(compared.replications, 0), "seed": compared.seed}
    about = t("branches.context", scenario=scenarios.title(asked.name), dates=dates, **numbers)
    said = [patients_wait(comparison, "unit", unit, name_of(unit)) for unit in asked.units]
    badge = t(f"compare.badge.{comparison.verdict}")
    answer = [t("branches.if_own", branch=name_of(asked.branch), said="; ".join(said)), *_within(comparison, asked)]
    headline(badge, " ".join(answer), about)
    for place, unit in zip(st.columns(2, gap="large"), asked.units, strict=True):
        with place:
            which = t("branches.the_branch" if unit == asked.branch else "branches.the_clinic")
            st.subheader(f"{which}: {name_of(unit)}")
            _by_priority(comparison, unit)
    st.caption(t("branches.side.help"))
    _who(comparison, asked, compared, [about, t("words.made_of.interval")])


def _within(comparison: Comparison, asked: Asked) -> list[str]:
    """Return whose share within target is shown to change."""
    every = {str(one.key["unit"]): one for one in comparison.family(WITHIN, "unit").changes}
    mine = [every[unit] for unit in asked.units if unit in every]
    return [
        t(
            f"compare.unit_within.{one.verdict}",
            unit=name_of(str(one.key["unit"])),
            change=points(one) + _hardest_hit(comparison, one),
        )
        for one in mine
        if one.verdict in SHOWN
    ]


def _hardest_hit(comparison: Comparison, of_unit: Change) -> str:
    """Return the priority of a unit whose share within target falls most, where it falls by more than all together."""
    within = lines(comparison, WITHIN, "unit", str(of_unit.key["unit"]))
    worse = {which: one for which, one in within.items() if which and one.verdict == of_unit.verdict == "worse"}
    if not worse:
        return ""
    which = min(worse, key=lambda one: worse[one].value or 0.0)
    if (worse[which].value or 0.0) >= (of_unit.value or 0.0):
        return ""
    return t("branches.hardest", number=which, sides=both(worse[which], wait=False))


def _by_priority(comparison: Comparison, unit: str) -> None:
    waits, within = (lines(comparison, measure, "unit", unit) for measure in (WAITS, WITHIN))
    heads = (
        t("compare.column.priority"), t("units.column.wait"), t("compare.column.change"),
        t("compare.column.within"), t("units.column.points"),
    )  # fmt: skip
    rows = [
        [
            (line_name(which), ""), (both(waits[which], wait=True), ""), wait_change(waits[which]),
            (both(within.get(which), wait=False), ""), share_change(within.get(which)),
        ]
        for which in sorted(waits)
    ]  # fmt: skip
    table(heads, rows)


def _who(comparison: Comparison, asked: Asked, compared: Compared, made: list[str]) -> None:
    st.subheader(t("compare.gains"))
    units = asked.units
    changes = [one for one in comparison.family(WAITS, "unit_priority").changes if one.key["unit"] in units]

    def named(one: Change) -> str:
        return t("compare.gains.label", unit=name_of(str(one.key["unit"])), number=number_of(one))

    if not any(one.verdict in SHOWN for one in changes):
        st.caption(t("compare.gains.nothing"))
    weeks = comparison.replications * compared.summaries[1].weeks
    draw(gains(changes, named, weeks, made, "branches-gains"))


def _kept_up(asked: Asked) -> None:
    """Say whether the branch can keep up handling its own cases: the proviso of UN-2, role by role."""
    st.subheader(t("branches.proviso"))
    alone = [one for one in asked.kept_up if not one.kept_up]
    roles = forms.joined([t(f"words.role.{one.role}") for one in alone])
    branch = name_of(asked.branch)
    if alone:
        st.warning(t("branches.proviso.no", branch=branch, roles=roles), icon=":material/warning:")
    else:
        st.success(t("branches.proviso.yes", branch=branch), icon=":material/check:")
    heads = (t("branches.column.role"), t("branches.column.cases"), t("branches.column.alone"),
             t("branches.column.days"), t("branches.column.held"))  # fmt: skip
    table(heads, [_role(one) for one in asked.kept_up])
    st.caption(t("branches.proviso.help"))


def _role(one: Continuity) -> list[tuple[str, str]]:
    whole = one.days_without == one.days
    alone = t("words.none") if whole else t(
        "branches.hours_of", hours=forms.decimal(one.hours_without), of=forms.decimal(one.hours)
    )  # fmt: skip
    days = t("branches.days_of", days=forms.decimal(one.days_without, 0), of=forms.decimal(one.days, 0))
    held = t("branches.held.yes" if one.kept_up else "branches.held.never" if whole else "branches.held.no")
    cases = forms.decimal(one.cases_a_week)
    return [(t(f"words.role.{one.role}"), ""), (cases, ""), (alone, ""), (days, ""), (held, "shown")]


def _every(loaded: Loaded) -> None:
    """Say of each branch of the scenario how it is now."""
    st.subheader(t("branches.every"))
    settings = settings_of(loaded.scenario)
    rows = []
    for name in branches(loaded):
        own = own_roles(loaded.scenario.units[name])
        handled = forms.joined([t(f"words.role.{role.name}") for role in LIST_ROLES if role in own])
        now = t("branches.handles", roles=handled) if own else t("branches.redirects")
        placed = forms.joined([t(f"words.role.{role.name}") for role in placed_roles(loaded, name)])
        each = settings[name]
        rows.append(
            [
                (name_of(name), ""), (name_of(each.clinic), ""), (forms.decimal(each.cases_per_day), ""), (now, ""),
                (placed or t("branches.nobody"), ""),
            ]
        )  # fmt: skip
    heads = (t("branches.branch"), t("branches.the_clinic"), t("branches.column.a_day"), t("branches.column.now"),
             t("branches.column.placed"))  # fmt: skip
    table(heads, rows)
    st.caption(t("branches.every.help"))


def _volume(asked: Asked, *, at_once: bool) -> None:
    """Follow the branch over its size, and say where the answer turns."""
    st.subheader(t("branches.size"))
    st.caption(t("branches.size.help", now=forms.decimal(asked.now)))
    measures = [f"{measure}.{unit}" for unit in asked.units for measure in (WAITS, WITHIN)]
    more = {
        "vary": f"units.{asked.branch}.cases_per_day={','.join(values(asked.now, asked.most))}",
        "measures": measures,
        "levels": {measures[0]: asked.minutes * MINUTE},
    }
    request = Request("sweep", asked.written, asked.seed, asked.at_each, more)
    found = follow(request, "branches.sweep", at_once=at_once)
    swept = found.read(Swept.from_json)
    if swept is None:
        return
    _label(stale=found.stale, replications=swept.each, asked=swept.each_asked)
    with st.container(key="stale-sweep" if found.stale else "fresh-sweep"):
        for said in sizes(swept, *asked.units, asked.minutes):
            st.write(said)
        names = {one.gauge.name: one for one in swept.curves}
        if not set(measures) <= set(names):  # figures of another branch, shown until there are those of this one
            return
        which = switching(
            t("branches.size"), "follow", measures,
            lambda one: t(f"branches.follow.{one.partition('.')[0]}", unit=name_of(one.partition(".")[2])),
        )  # fmt: skip
        made = [
            t("branches.size.made", scenario=scenarios.title(asked.name), replications=swept.each, seed=swept.seed),
            t("branches.size.made.interval"),
        ]
        draw(volume(swept, names[which], asked.now, made, f"branches-size-{which}"))


def values(now: float, most: float) -> list[str]:
    """Return the sizes that a branch is followed over: from below today's, over today's, to the largest."""
    low = min(1.0, now / 2) or 1.0
    evenly = [low + (most - low) * n / (VALUES - 1) for n in range(VALUES)]
    return [f"{one:g}" for one in sorted({round(one, 1) for one in (*evenly, now) if one > 0})]
