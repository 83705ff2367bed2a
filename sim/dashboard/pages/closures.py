"""Closures: when units are closed, who covers with which permission, what it costs in waits, and when it is over.

Long because a page is read from top to bottom, as it stands on screen.
"""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

import streamlit as st

from sim.dashboard import scenarios
from sim.dashboard.access import may_edit
from sim.dashboard.cells import bullets, headline, line_name, lines, patients_wait, share_on, table, wait_on
from sim.dashboard.charts import draw
from sim.dashboard.charts.recovery import openings
from sim.dashboard.checks import checks
from sim.dashboard.following import follow
from sim.dashboard.language import forms, t
from sim.dashboard.month import months
from sim.dashboard.persons import person_of
from sim.dashboard.planning import planning
from sim.dashboard.refusing import refuse
from sim.dashboard.state import choosing, chosen, number, switching
from sim.dashboard.telling import name_of
from sim.dashboard.work import Request, Written
from sim.dashboard.work.closing import Closed
from sim.errors import InputError
from sim.measures import Change, Comparison
from sim.measures.recovery import Recovery
from sim.report.changes import SHOWN
from sim.report.closed_days import UNIT, numbers_differ
from sim.report.sentences import WAITS, WITHIN
from sim.scenario.covering import Cover, RoleCover, covers_of
from sim.scenario.loaded import Loaded
from sim.scenario.plan import plan_of
from sim.scenario.variants import COVERED, OPEN, UNCOVERED, UNPERMITTED, closed_as, followed, who_may_cover

FIRST = "closure_covered"
"""What is shown when nothing is chosen."""
REPLICATIONS = 60
WAYS = (OPEN, COVERED, UNCOVERED, UNPERMITTED)


@dataclass(frozen=True, slots=True)
class Asked:
    """What is chosen on the page.

    Attributes
    ----------
    name, loaded
        The scenario as it is written.
    ways
        What may become of the cases, ``open`` first; without ``covered`` where nobody can cover.
    written
        The scenario so, with time for the lists to recover.
    covers
        The closures, covered where they can be.
    replications, seed
        As in a scenario.
    """

    name: str
    loaded: Loaded
    ways: tuple[str, ...]
    written: tuple[Written, ...]
    covers: list[Cover]
    replications: int
    seed: int

    @property
    def request(self) -> Request:
        """What is played."""
        return Request("closures", self.written, self.seed, self.replications)

    @property
    def is_first(self) -> bool:
        """It is what the page shows by itself: that is computed whoever looks."""
        return (self.name, self.seed, self.replications) == (FIRST, 1, REPLICATIONS)


def show() -> None:
    """Show the page."""
    asked = _asked()
    if asked is None:
        return
    found = follow(asked.request, "closures", at_once=asked.is_first)
    closed = found.read(Closed.from_json)
    if closed is not None:
        if found.stale:
            st.info(t("units.stale", replications=forms.decimal(closed.replications, 0)), icon=":material/history:")
        elif not closed.whole:
            done, wanted = (forms.decimal(one, 0) for one in (closed.replications, closed.asked))
            st.info(t("words.first_figures", replications=done, asked=wanted), icon=":material/hourglass_top:")
        if not found.stale or len(closed.compared.names) == len(asked.ways):
            with st.container(key="stale-answer" if found.stale else "fresh-answer"):
                _answer(asked, closed)
    left, right = st.columns([9, 12], gap="large")
    with left:
        _calendar(asked)
    with right:
        _who_covers(asked)
    if closed is not None and len(closed.compared.names) == len(asked.ways):
        with st.container(key="stale" if found.stale else "fresh"):
            _figures(asked, closed)
    st.caption(t("compare.assumed"))


def _asked() -> Asked | None:
    """Draw what can be chosen; None where nothing can be."""
    named = chosen("scenario", FIRST)
    there = [name for name in scenarios.names() if _closes(name)]
    choices = there + [named] * (named not in there and bool(scenarios.OWN.fullmatch(named)) and _closes(named))
    if named not in choices:
        st.warning(t("compare.unknown", name=named[:60]))
    cover, name = None, None
    with st.container(horizontal=True, vertical_alignment="bottom", key="choices"):
        if choices:
            name = choosing(t("closures.scenario"), "scenario", choices, FIRST, scenarios.title)
            loaded, text = scenarios.opened(str(name)), scenarios.written(str(name)).text
            possible = _possible(text, loaded)
            if possible and any(one.covered_by is None for one in loaded.scenario.closures):
                cover = choosing(t("closures.cover"), "cover", possible, possible[0], name_of)
        with st.popover(t("compare.settings"), icon=":material/tune:"):
            replications = number(t("compare.replications"), "n", REPLICATIONS, 2, 1000, t("compare.replications.help"))
            seed = number(t("compare.seed"), "seed", 1, 0, 2**31 - 1, t("compare.seed.help"))
        if may_edit():
            with st.popover(t("closures.plan"), icon=":material/event_busy:"):
                planning()
    if name is None:
        st.info(t("closures.none"))
        return None
    covers = cover is not None or any(one.covered_by is not None for one in loaded.scenario.closures)
    ways = WAYS if covers else (OPEN, UNCOVERED)
    try:
        written, found = _variants(text, str(name), ways, cover, loaded)
    except InputError as error:
        refuse(error.problems)
        return None
    return Asked(name, loaded, ways, written, found, replications, seed)


@st.cache_resource(show_spinner=False, max_entries=32)
def _possible(text: str, _loaded: Loaded) -> list[str]:  # noqa: ARG001 - the text is a key of the cache
    return who_may_cover(_loaded)


@st.cache_resource(show_spinner=False, max_entries=32)
def _variants(
    text: str,  # noqa: ARG001 - a key of the cache
    name: str,
    ways: tuple[str, ...],
    cover: str | None,
    _loaded: Loaded,
) -> tuple[tuple[Written, ...], list[Cover]]:
    """Return the ways to handle the closures, written out, and who covers; worked out once."""
    longer = followed(_loaded)
    variants = [closed_as(longer, way, cover) for way in ways]
    best = variants[min(1, len(ways) - 1)].scenario
    written = tuple(Written.of(f"{name}-{way}", one) for way, one in zip(ways, variants, strict=True))
    return written, covers_of(best, plan_of(best))


def _closes(name: str) -> bool:
    try:
        return bool(scenarios.opened(name).scenario.closures)
    except (InputError, KeyError):
        return False


def _way(way: str, covers: Sequence[Cover]) -> str:
    """Return what a way is called: ``Rosengård covers``."""
    by = forms.joined(list(dict.fromkeys(name_of(one.covered_by) for one in covers if one.covered_by)))
    return t(f"closures.way.{way}", cover=by)


def _answer(asked: Asked, closed: Closed) -> None:
    covers = asked.covers
    units = list(dict.fromkeys(one.unit for one in covers))
    helpers = list(dict.fromkeys(one.covered_by for one in covers if one.covered_by))
    said = []
    for place, way in enumerate(asked.ways[1:]):
        comparison = closed.compared.comparisons[place]
        whose = units + helpers * (way == COVERED)
        each = [patients_wait(comparison, UNIT, unit, name_of(unit)) for unit in whose]
        if way == UNCOVERED:
            each += [one for unit in units for one in _all_missed(lines(comparison, WITHIN, UNIT, unit))]
        if way != UNPERMITTED:
            said.append((way, f"{_way(way, covers)}: {'; '.join(each)}."))
    said.sort(key=lambda one: one[0] != UNCOVERED)  # what the closure costs by itself comes first
    after = closed.compared.summaries[0]
    dates = forms.dates(dt.date.fromisoformat(after.measured_from), dt.date.fromisoformat(after.measured_until))
    numbers = {"replications": forms.decimal(closed.replications, 0), "seed": closed.compared.seed}
    about = t("closures.context", scenario=scenarios.title(asked.name), dates=dates, days=_days(closed), **numbers)
    costs = closed.compared.comparisons[list(asked.ways[1:]).index(UNCOVERED)]
    worst = {one.verdict for one in costs.family(WAITS, UNIT).changes if one.key["unit"] in units}
    badge = "worse" if "worse" in worst else "not shown"
    headline(t(f"closures.badge.{badge}"), " ".join(text for _, text in said), about)


def _all_missed(within: dict[int, Change]) -> list[str]:
    """Return the priorities of few cases that all miss the target while nobody is there."""
    return [
        t("closures.all_missed", number=which, after=share_on(one, 1), before=share_on(one, 0))
        for which, one in within.items()
        if which and numbers_differ(one) and one.counts is not None and one.counts[1][0] == 0
    ]


def _days(closed: Closed) -> str:
    days = [forms.date(dt.date.fromordinal(closed.first_day + day), year=False) for day in closed.days]
    return forms.joined(days) if len(days) < 4 else t("closures.days", days=forms.decimal(len(days), 0))


def _calendar(asked: Asked) -> None:
    """Draw the closures on a calendar."""
    st.subheader(t("closures.calendar"))
    horizon = followed(asked.loaded).scenario.horizon
    when: dict[dt.date, str] = {}
    for one in asked.loaded.scenario.closures:
        day = one.from_.date()
        while dt.datetime.combine(day, dt.time()) < one.until:
            when[day] = f"{when.get(day, t('closures.closed'))} {name_of(one.unit)}"
            day += dt.timedelta(days=1)
    last = horizon.from_ + dt.timedelta(weeks=horizon.weeks) - dt.timedelta(days=1)
    months(when, horizon.from_, last)


def _who_covers(asked: Asked) -> None:
    """Say of each closure who covers it, with which permission, and role by role for how much of it."""
    st.subheader(t("closures.covers"))
    for one in asked.covers:
        hours = {"start": f"{one.start:%H:%M}", "stop": f"{one.stop:%H:%M}"}
        span = t("closures.span", day=forms.date(one.start.date()), **hours)
        if one.start.date() != one.stop.date():
            span = t("closures.long_span", start=f"{forms.date(one.start.date(), year=False)} {one.start:%H:%M}",
                     stop=f"{forms.date(one.stop.date())} {one.stop:%H:%M}")  # fmt: skip
        by = t("closures.by", cover=name_of(one.covered_by)) if one.covered_by else t("closures.by_nobody")
        permission = t(f"closures.permission.{one.permission}") if one.covered_by else ""
        st.write(f"**{name_of(one.unit)}**, {span}. {by} {permission}")
        table(
            (t("branches.column.role"), t("closures.column.who"), t("closures.column.hours")),
            [[(t(f"words.role.{role.role}"), ""), (_people(role), ""), (_hours(role), "")] for role in one.roles],
        )
    st.caption(t("closures.covers.help"))


def _people(role: RoleCover) -> str:
    return forms.joined(list(map(person_of, role.people))) if role.people else t(f"closures.reason.{role.reason}")


def _hours(role: RoleCover) -> str:
    return t("branches.hours_of", hours=forms.decimal(role.hours_covered), of=forms.decimal(role.hours))


def _figures(asked: Asked, closed: Closed) -> None:
    """Draw what the closed days cost, when the lists have recovered, and what cover and permission are worth."""
    covers, names = asked.covers, closed.compared.names
    called = {name: _way(way, covers) for name, way in zip(names, asked.ways, strict=True)}
    st.subheader(t("closures.cost", days=_days(closed)))
    measure = switching(t("closures.cost.by"), "cost", [WAITS, WITHIN], lambda one: t(f"closures.cost.by.{one}"))
    _cost(closed, list(called.values()), measure)
    st.caption(t("closures.cost.help"))
    left, right = st.columns([12, 9], gap="large")
    made = [
        t("closures.made", scenario=scenarios.title(asked.name), replications=closed.replications,
          seed=closed.compared.seed),
        t("closures.made.interval"),
    ]  # fmt: skip
    with left:
        st.subheader(t("closures.recovery"))
        for unit in dict.fromkeys(one.unit for one in closed.recoveries):
            mine = [one for one in closed.recoveries if one.unit == unit]
            ways = {"": called[names[0]], **called}
            draw(openings(mine, ways, closed.first_day, closed.days, made, f"openings-{unit}"))
    with right:
        st.subheader(t("closures.recovered"))
        bullets([_recovered(one, closed.first_day, called[one.scenario]) for one in closed.recoveries])
        if closed.between:
            st.subheader(t("closures.without"))
            bullets(_between(asked, closed, called))
    checks(closed.compared, list(called.values()))


def _cost(closed: Closed, heads: Sequence[str], measure: str) -> None:
    """Draw the figures of the closed days, a column for each way; what differs from the open clinic is marked."""
    comparisons = closed.compared.comparisons
    units = dict.fromkeys(str(one.key["unit"]) for one in comparisons[0].family(WAITS, UNIT).changes)
    on = wait_on if measure == WAITS else share_on
    rows = []
    for unit in units:
        found = [lines(comparison, measure, UNIT, unit) for comparison in comparisons]
        for which in sorted({key for one in found for key in one}):
            first = next(one[which] for one in found if which in one)
            name = f"{name_of(unit)}: {line_name(which)}" if which else name_of(unit)
            if all(one.get(which) is None or one[which].cases == 0 for one in found):
                continue  # such as a target that this priority has not
            missed = [_missed_too(one, unit, which) if measure == WAITS else "" for one in comparisons]
            cells = [
                _marked(one.get(which), on(one.get(which), 1) + more) for one, more in zip(found, missed, strict=True)
            ]
            rows.append([(name, "shown" if not which else ""), (on(first, 0), ""), *cells])
    table((t("closures.column.whose"), *heads), rows)


def _missed_too(comparison: Comparison, unit: str, which: int) -> str:
    """Return beside a wait of too few cases how many missed the target, where that is not as in the open clinic."""
    one = lines(comparison, WITHIN, UNIT, unit).get(which)
    return f", {share_on(one, 1)}" if one is not None and numbers_differ(one) else ""


def _marked(one: Change | None, said: str) -> tuple[str, str]:
    """Return a figure with its mark: a triangle where a change is shown; one that is not stands back."""
    if one is not None and one.verdict == "too few":
        return said, ""
    if one is None or one.verdict not in SHOWN:
        return said, "open"
    return f"{'▲' if (one.value or 0.0) > 0 else '▼'} {said}", "shown"


def _recovered(one: Recovery, first_day: int, way: str) -> str:
    """Say what waited when the unit opened again, when that was cleared, and when the list was as without closure."""
    unit = name_of(one.unit)
    if one.after is None or one.opening is None or one.opening_without is None:
        return t("closures.recovered.beyond", way=way, unit=unit)
    said = [
        t(
            "closures.recovered.opening",
            way=way, unit=unit, day=_day(first_day + one.after), pieces=forms.decimal(one.opening.pieces.value or 0.0),
            without=forms.decimal(one.opening_without.pieces.value or 0.0),
        )
    ]  # fmt: skip
    cleared = one.opening.cleared
    if not cleared.too_few and cleared.median.value is not None:
        late = cleared.p90.value
        said.append(
            t("closures.recovered.cleared", half=forms.length(cleared.median.value), most=forms.length(late))
            if late is not None
            else t("closures.recovered.cleared_late", half=forms.length(cleared.median.value))
        )
    if one.recovered is None:
        said.append(t("closures.recovered.not_shown", last=_day(first_day + int(one.changes[-1].key["day"]))))
    elif one.recovered == one.after:
        said.append(t("closures.recovered.at_once"))
    else:
        said.append(t("closures.recovered.on", day=_day(first_day + one.recovered)))
    return " ".join(said)


def _day(ordinal: int) -> str:
    day = dt.date.fromordinal(ordinal)
    return f"{t(f'words.weekday.{day.weekday()}')} {forms.date(day, year=False)}"


def _between(asked: Asked, closed: Closed, called: dict[str, str]) -> list[str]:
    """Say how the ways differ among themselves for the patients of the closed units."""
    names, units = closed.compared.names, list(dict.fromkeys(one.unit for one in asked.covers))
    said = []
    for one in closed.between:
        first, second = called[names[one.base]], called[names[one.other]]
        for unit in units:
            wait = patients_wait(one.comparison, UNIT, unit, name_of(unit))
            said.append(t("closures.against", other=second, base=first, said=wait))
            said += _missed(lines(one.comparison, WITHIN, UNIT, unit), first, second)
    return said


def _missed(within: dict[int, Change], first: str, second: str) -> list[str]:
    """Return in numbers the priorities of which there are too few cases, where they differ."""
    return [
        t("closures.few", priority=line_name(which), other=second, base=first, after=share_on(one, 1),
          before=share_on(one, 0))
        for which, one in within.items()
        if which and one.verdict == "too few" and one.counts is not None and one.counts[0] != one.counts[1]
        and all(of for _, of in one.counts)
    ]  # fmt: skip
