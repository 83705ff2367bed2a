"""The roster that is being edited: a scenario of its own from the first change on, named in the link.

So the way back in the browser takes a change back, and whoever opens the link sees the same roster.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import streamlit as st

from sim.dashboard import scenarios
from sim.dashboard.state import chosen
from sim.errors import InputError
from sim.scenario.loaded import Loaded
from sim.scenario.plan import plan_of
from sim.scenario.roster import Edited, Row, changed_rows, rows_of, with_rows
from sim.tables import PlanTable

LINK = "roster"
"""Name in the link."""


@dataclass(frozen=True, slots=True)
class Draft:
    """A roster beside the one before.

    Attributes
    ----------
    base
        Name of the scenario with the roster before.
    loaded
        That scenario.
    before, after
        The two rosters, all units.
    """

    base: str
    loaded: Loaded
    before: list[Row]
    after: list[Row]

    @property
    def changed(self) -> list[Row]:
        """The rows that are new or have other hours."""
        return changed_rows(self.before, self.after)

    def edited(self) -> Edited:
        """Return the scenario with the roster after; raises InputError where it does not fit together."""
        return _edited(scenarios.written(self.base).text, repr(self.after), self.loaded, self.after)

    def plans(self) -> tuple[PlanTable, PlanTable]:
        """Return the plans before and after."""
        edited = self.edited()
        return _plan(scenarios.written(self.base).text, self.loaded), _plan(edited.text, edited.loaded)


def opened(base: str) -> Draft:
    """Return the roster that the link names, over a scenario; raises what `scenarios.opened` raises for the scenario.

    A roster that is not there, or no longer fits, is as if none were named.
    """
    loaded = scenarios.opened(base)
    before = rows_of(loaded.scenario)
    after = before
    named = chosen(LINK, "")
    if scenarios.OWN.fullmatch(named):
        try:
            there = [row for row in rows_of(scenarios.opened(named).scenario) if row.unit in loaded.scenario.units]
            after = merged(before, there)
            Draft(base, loaded, before, after).edited()
        except (InputError, KeyError):
            after = before
    return Draft(base, loaded, before, after)


def merged(rows: Sequence[Row], over: Sequence[Row]) -> list[Row]:
    """Return a roster with other rows in the place of its own, and new ones at its end."""
    return list(({row.key: row for row in rows} | {row.key: row for row in over}).values())


def keep(draft: Draft, rows: Sequence[Row]) -> str:
    """Keep a roster and name it in the link; returns its name, empty where it is the one before.

    Raises
    ------
    InputError
        It does not fit together.
    OSError
        The store cannot be written to.
    """
    if not changed_rows(draft.before, rows):
        st.query_params.pop(LINK, None)
        return ""
    name = scenarios.keep(Draft(draft.base, draft.loaded, draft.before, list(rows)).edited().text)
    st.query_params[LINK] = name
    return name


@st.cache_resource(show_spinner=False, max_entries=64)
def _edited(base: str, rows: str, _loaded: Loaded, _rows: Sequence[Row]) -> Edited:  # noqa: ARG001 - keys of the cache
    return with_rows(_loaded, _rows)


@st.cache_resource(show_spinner=False, max_entries=64)
def _plan(text: str, _loaded: Loaded) -> PlanTable:  # noqa: ARG001 - a key of the cache
    return plan_of(_loaded.scenario)
