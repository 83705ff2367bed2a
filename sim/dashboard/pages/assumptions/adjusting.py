"""Numbers that a reader has adjusted: they stand in the link, and make a scenario that is compared with this one."""

import html
import math
from collections.abc import Mapping
from urllib.parse import urlencode

import streamlit as st

from sim.dashboard import naming, scenarios
from sim.dashboard.access import may_edit
from sim.dashboard.answering import answer
from sim.dashboard.following import follow
from sim.dashboard.language import QUERY, language, t
from sim.dashboard.refusing import refuse
from sim.dashboard.taking import take_away
from sim.dashboard.work import Compared, Request, Written
from sim.errors import InputError
from sim.scenario.knobs import Knob, knobs, turned
from sim.scenario.loaded import Loaded
from sim.scenario.resolved import resolved_yaml
from sim.scenario.schema import Scenario
from sim.scenario.vary import varied
from sim.units import MINUTE

LINK = "set"
"""Name of the adjusted numbers in the link: ``work.documentation:6,demand.factor:1.1``."""
LONGEST = 4000
"""Characters of it that are read."""
REPLICATIONS = 30
MARGINS = {"share": 0.02, "seconds": MINUTE}


def linked(scenario: Scenario) -> dict[Knob, float]:
    """Return the numbers that the link adjusts; what is no number in its range, or stands nowhere, is left out."""
    by_path = {knob.path: knob for knob in knobs(scenario)}
    values = {}
    for one in str(st.query_params.get(LINK, ""))[:LONGEST].split(","):
        path, _, said = one.partition(":")
        knob = by_path.get(path)
        try:
            value = float(said)
        except ValueError:
            continue
        if knob is not None and math.isfinite(value) and value != knob.value:
            low, high = ends(knob)
            values[knob] = min(max(value, low), high)
    return values


def ends(knob: Knob) -> tuple[float, float]:
    """Return between which values a number can be set: its range, and what the scenario assumes."""
    return float(min(knob.low, knob.value)), float(max(knob.high, knob.value))


def link(values: Mapping[Knob, float]) -> None:
    """Put the adjusted numbers into the link."""
    said = ",".join(f"{knob.path}:{value:.10g}" for knob, value in values.items() if value != knob.value)
    if said:
        st.query_params[LINK] = said
    else:
        st.query_params.pop(LINK, None)


def adjusted(loaded: Loaded, values: Mapping[Knob, float]) -> Loaded:
    """Return a scenario with the adjusted numbers; raises InputError where they do not go together."""
    return varied(loaded, turned(loaded.scenario, list(values.items()))) if values else loaded


def say(values: Mapping[Knob, float]) -> None:
    """Say which numbers are adjusted, and offer to take that back."""
    if not values:
        return
    each = "; ".join(
        f"{naming.place(knob.path)}: {naming.number(knob.value)} → {naming.number(value)}"
        for knob, value in values.items()
    )
    with st.container(horizontal=True, vertical_alignment="center", key="adjusted"):
        st.info(t("assumptions.adjusted", each=each), icon=":material/tune:")
        st.button(t("assumptions.reset"), key="assumptions.reset", on_click=link, args=({},), disabled=not may_edit())


def show(name: str, loaded: Loaded, values: Mapping[Knob, float]) -> None:
    """Show what the adjusted numbers change: the answer in a sentence, against the scenario as it stands."""
    say(values)
    last = "assumptions.adjusted.shown"
    if not values and last not in st.session_state:
        return
    if not values:
        del st.session_state[last]
        return
    try:
        text = resolved_yaml(adjusted(loaded, values).scenario)
    except InputError as error:
        refuse(error.problems)
        return
    other = Written(scenarios.called(text), text)
    request = Request("compare", (scenarios.written(name), other), 1, REPLICATIONS, {"margins": MARGINS})
    found = follow(request, "assumptions.adjusted")
    compared = found.read(Compared.from_json)
    if compared is None:
        return
    if found.stale:
        st.info(t("assumptions.stale"), icon=":material/history:")
    with st.container(key="stale-adjusted" if found.stale else "fresh-adjusted"):
        said = " ".join(answer(compared.comparisons[0]))
        numbers = {"replications": compared.replications, "seed": compared.seed}
        about = t("assumptions.context", name=scenarios.title(name), **numbers)
        st.html(f"<p class='answer'>{html.escape(said)}</p><p class='quiet'>{html.escape(about)}</p>")
        take_away(found.assignment, compared)
    if not found.stale:
        _compare(name, other)


def _keep(text: str) -> None:
    if may_edit():
        scenarios.keep(text)


def _compare(name: str, other: Written) -> None:
    """Offer the whole comparison, on its own page: for that the scenario is kept."""
    if other.name not in scenarios.kept():
        if may_edit():
            st.button(t("assumptions.keep"), key="assumptions.keep", on_click=_keep, args=(other.text,))
        return
    query = urlencode({"base": name, "other": other.name, QUERY: language()})
    st.html(f"<a href='./?{html.escape(query)}' target='_self'>{html.escape(t('assumptions.open'))}</a>")
