"""What the roster means before anything is played: people against expected work, and what the rules say of it."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import streamlit as st

from sim.cases.expected import expected_work
from sim.dashboard import scenarios
from sim.dashboard.charts import draw
from sim.dashboard.charts.cover import Cell, cover, when
from sim.dashboard.language import forms, t
from sim.dashboard.pages.roster import names
from sim.dashboard.pages.roster.draft import Draft
from sim.dashboard.persons import people
from sim.dashboard.state import choosing
from sim.dashboard.telling import name_of
from sim.scenario.coverage import HALF_HOUR, Coverage, coverage
from sim.scenario.posts import posts_of
from sim.scenario.roster import Trimmed
from sim.scenario.roster_table import hours_text
from sim.scenario.schema import Scenario
from sim.scenario.warn_people import hours_outside, never_on_duty
from sim.scenario.warn_staffing import attended
from sim.tables import PlanTable
from sim.units import HOUR, MINUTE

Told = dict[tuple[str, str], str]
"""What the rules say, by rule and whom it is about."""


def told(scenario: Scenario, plan: PlanTable, units: tuple[str, ...], said: Mapping[str, str]) -> Told:
    """Return what ST-1, ST-2 and ST-5 say of the people and lists of some units."""
    found: Told = {}
    posts = [placed for placed in posts_of(scenario) if placed.post.unit in units]
    for asked, uncovered in attended(scenario, plan):
        if asked.unit not in units:
            continue
        words = {"role": t(f"words.role.{asked.role.name}"), "unit": name_of(asked.unit)}
        nobody = (uncovered.open > 0) & (uncovered.nobody == uncovered.open)
        there = (uncovered.open > 0) & ~nobody
        if not there.any():
            cases = forms.decimal(asked.new + asked.referred, 0)
            found["ST-2", f"{asked.name} never"] = t("roster.told.never", cases=cases, **words)
            continue
        if nobody.any():
            days, of = int(nobody.sum()), int((uncovered.open > 0).sum())
            found["ST-2", f"{asked.name} days"] = t("roster.told.days", days=days, of=of, **words)
        if uncovered.half_hours[there].any():
            without, staffed = (_hours(float(one[there].mean())) for one in (uncovered.nobody, uncovered.open))
            found["ST-2", f"{asked.name} gaps"] = t("roster.told.gaps", without=without, of=staffed, **words)
    for placed, outside in hours_outside(scenario, posts):
        found["ST-1", placed.path] = t("roster.told.outside", who=said[placed.name], hours=_hours(outside))
    for person in never_on_duty(scenario, plan):
        if any(placed.name == person for placed in posts):
            found["ST-5", person] = t("roster.told.idle", who=said[person])
    return found


def warnings(draft: Draft, units: tuple[str, ...]) -> None:
    """Draw what the rules say: what is new first, what held before folded away."""
    edited = draft.edited()
    said = people(row.person for row in draft.after)
    plans = draft.plans()
    before = told(draft.loaded.scenario, plans[0], units, said)
    after = told(edited.loaded.scenario, plans[1], units, said)
    lines = [_trimmed(one, said) for one in edited.trimmed]
    lines += [f"{t('roster.told.new')} {what} [{key[0]}]" for key, what in after.items() if before.get(key) != what]
    gone = [f"{t('roster.told.gone')} {what} [{key[0]}]" for key, what in before.items() if key not in after]
    if lines:
        st.warning("  \n".join(lines), icon=":material/warning:")
    if gone:
        st.success("  \n".join(gone), icon=":material/check:")
    old = [f"- {what} [{key[0]}]" for key, what in after.items() if before.get(key) == what]
    if old:
        with st.expander(t("roster.told.old" if draft.changed else "roster.told.all", number=len(old))):
            st.markdown("\n".join(old))


def _trimmed(one: Trimmed, said: Mapping[str, str]) -> str:
    words = {"who": said[one.person], "hours": hours_text(one.spans), "day": names.weekday(one.weekday)}
    return f"{t('roster.told.trimmed', **words)} [AF-1]"


def _hours(seconds: float) -> str:
    """Return hours to the half-hour, or minutes where it is less than one."""
    if seconds < HOUR:
        return f"{forms.decimal(max(seconds / MINUTE, 1), 0)}{forms.THIN}min"
    halves = round(seconds / HOUR * 2) / 2
    return f"{forms.decimal(halves, 0 if halves == round(halves) else 1)}{forms.THIN}h"


@dataclass(frozen=True, slots=True)
class _List:
    """A list with what it needs and who is there."""

    unit: str
    role: str
    minutes: float
    cells: list[Cell]


def need(draft: Draft, units: tuple[str, ...]) -> None:
    """Draw the work that is expected in each half-hour against the people who are scheduled for it."""
    edited, plans = draft.edited(), draft.plans()
    covers = [coverage(one.scenario, plan) for one, plan in zip((draft.loaded, edited.loaded), plans, strict=True)]
    lists = _lists(edited.loaded.scenario, covers[0], covers[1], units)
    if not lists:
        return
    st.subheader(t("roster.need"))
    named = {f"{one.role}.{one.unit}": one for one in lists}

    def label(key: str) -> str:
        one = named[key]
        role = t(f"words.role.{one.role}")
        return f"{role[:1].upper()}{role[1:]}" + (f", {name_of(one.unit)}" if len(units) > 1 else "")

    which = choosing(t("roster.need.list"), "list", list(named), next(iter(named)), label)
    one = named[which or next(iter(named))]
    st.write(_summary(one, label(f"{one.role}.{one.unit}")))
    made = [
        t(
            "roster.need.made",
            scenario=scenarios.title(draft.base),
            list=label(f"{one.role}.{one.unit}"),
            unit=name_of(one.unit),
        ),
        t("roster.need.expectation"),
    ]
    draw(cover(one.cells, made, "need", _summary(one, label(f"{one.role}.{one.unit}"))))


def _lists(scenario: Scenario, before: Coverage, after: Coverage, units: tuple[str, ...]) -> list[_List]:
    then = {(row.unit, row.role, row.weekday): row.people for row in before.rows}
    now = {(row.unit, row.role, row.weekday): row.people for row in after.rows}
    lists = []
    for work in expected_work(scenario):
        if work.unit not in units:
            continue
        cells = [
            Cell(
                day, start, float(work.comes[day, start // HALF_HOUR]), float(work.waits[day, start // HALF_HOUR]),
                float(then.get((work.unit, work.role, day), np.zeros(99))[n]), float(people[n]),
            )
            for (unit, role, day), people in now.items() if (unit, role) == (work.unit, work.role)
            for n, start in enumerate(after.starts)
        ]  # fmt: skip
        lists.append(_List(work.unit, work.role, work.minutes, sorted(cells, key=lambda one: (one.day, one.start))))
    return sorted(lists, key=lambda one: -one.minutes)


def _summary(one: _List, label: str) -> str:
    """Return the need against the hours in a sentence or two."""
    scheduled = sum(cell.after for cell in one.cells) * HALF_HOUR / HOUR
    said = t("roster.need.said", list=label, need=forms.decimal(one.minutes / 60), scheduled=forms.decimal(scheduled))
    short = [cell for cell in one.cells if cell.short]
    if not short:
        return f"{said} {t('roster.need.enough')}"
    worst = max(short, key=lambda cell: cell.needed - cell.after)
    numbers = {
        "number": len(short),
        "of": len(one.cells),
        "when": when(worst),
        "missing": forms.decimal(worst.needed - worst.after),
    }
    return f"{said} {t('roster.need.short', **numbers)}"
