"""Which scenario, and whose: what the pages about one scenario ask for before anything else."""

from dataclasses import dataclass

import streamlit as st

from sim.dashboard import scenarios
from sim.dashboard.language import t
from sim.dashboard.refusing import refuse
from sim.dashboard.state import choosing, chosen
from sim.dashboard.telling import name_of
from sim.dashboard.work import Written
from sim.errors import InputError
from sim.scenario.schema.scenario import Scenario

FIRST = "busy_clinic"
"""What is shown when nothing is chosen."""


@dataclass(frozen=True, slots=True)
class Chosen:
    """A scenario and one of its units.

    Attributes
    ----------
    scenario, written
        The scenario, and as a request takes it.
    unit
        Whose; empty for all together.
    """

    scenario: Scenario
    written: Written
    unit: str


def one_scenario(*, together: bool) -> Chosen | None:
    """Draw the choice of a scenario and a unit; None where there is none, and then it has been said why.

    Parameters
    ----------
    together
        All units together can be chosen too.
    """
    named = chosen("scenario", FIRST)
    there = scenarios.names()
    if scenarios.OWN.fullmatch(named) and named not in there:
        there = [*there, named]
    if named not in there:
        st.warning(t("words.unknown", name=named[:60]))
    name = choosing(t("words.scenario"), "scenario", there, FIRST, scenarios.title)
    if name is None:
        return None
    try:
        scenario, written = scenarios.opened(name).scenario, scenarios.written(name)
    except InputError as error:
        refuse(error.problems)
        return None
    except KeyError:
        st.error(t("words.unknown", name=name[:60]))
        return None
    units = list(scenario.units)
    options = [*units, ""] if together and len(units) > 1 else units
    unit = choosing(t("words.unit"), "unit", options, units[0], lambda one: name_of(one) or t("words.all_units"))
    return Chosen(scenario, written, unit or "")
