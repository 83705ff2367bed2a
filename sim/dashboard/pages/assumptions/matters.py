"""Which assumption matters: how far each moves the answer, where it would turn, in how many worlds it holds."""

import html
from collections.abc import Mapping
from dataclasses import dataclass

import streamlit as st

from sim.dashboard import mattering, naming, scenarios
from sim.dashboard.charts import draw
from sim.dashboard.charts.tornado import tornado
from sim.dashboard.following import follow
from sim.dashboard.language import forms, t
from sim.dashboard.pages.assumptions.adjusting import adjusted
from sim.dashboard.refusing import refuse
from sim.dashboard.state import choosing, number
from sim.dashboard.work import Assumed, Request, Written
from sim.errors import InputError
from sim.report.register import GUESSES
from sim.scenario.knobs import Knob
from sim.scenario.loaded import Loaded
from sim.scenario.resolved import resolved_yaml

NONE = "-"
"""No second scenario."""
FIRST = "moved_nurse"
MEASURES = ("mean_wait_working", "begun_same_day", "within_target.1", "within_target.2", "within_target.3",
            "within_target.4", "staff_cost")  # fmt: skip
UNKNOWN, ALL = "unknown", "all"
WHICH = (UNKNOWN, "demand", "patients", "work", "conversation", "flow", "staffing", "costs", ALL)


@dataclass(frozen=True, slots=True)
class Asked:
    """What is chosen.

    Attributes
    ----------
    against
        Name of the second scenario; empty for none.
    measure
        What is followed.
    which
        Which assumptions are turned: a part of the scenario, all, or those that nobody has measured.
    replications, worlds
        Of each end of each range; plausible worlds in which all are turned at once.
    seed
        Of the draws.
    """

    against: str
    measure: str
    which: str
    replications: int
    worlds: int
    seed: int

    @property
    def only(self) -> list[str]:
        """Beginnings of the places that are turned."""
        if self.which == ALL:
            return []
        return list(GUESSES) if self.which == UNKNOWN else [f"{self.which}."]


def choices(name: str) -> Asked | None:
    """Draw what can be chosen beside the scenario."""
    others = [NONE, *(one for one in scenarios.names() if one != name)]
    against = choosing(t("assumptions.against"), "against", others, FIRST, _title)
    measure = choosing(t("assumptions.measure"), "measure", MEASURES, MEASURES[0], mattering.measure)
    which = choosing(t("assumptions.which"), "which", WHICH, UNKNOWN, _which)
    with st.popover(t("compare.settings"), icon=":material/tune:"):
        replications = number(t("assumptions.each"), "n", 10, 2, 200, t("assumptions.each.help"))
        worlds = number(t("assumptions.worlds"), "worlds", 20, 0, 1000, t("assumptions.worlds.help"))
        seed = number(t("compare.seed"), "seed", 1, 0, 2**31 - 1, t("compare.seed.help"))
    if against is None or measure is None or which is None:
        return None
    return Asked(against, measure, which, replications, worlds, seed)


def show(name: str, loaded: Loaded, asked: Asked, values: Mapping[Knob, float]) -> None:
    """Show what the assumptions do, once it is known."""
    try:
        written = [_written(name, loaded, values)]
        if asked.against != NONE:
            written.append(_written(asked.against, scenarios.opened(asked.against), values))
    except InputError as error:
        refuse(error.problems)
        return
    more = {
        "measure": asked.measure, "level": 0.0 if len(written) > 1 else None, "only": asked.only,
        "worlds": asked.worlds, "in_world": 4,
    }  # fmt: skip
    st.caption(t("assumptions.matters.help"))
    found = follow(Request("assumptions", tuple(written), asked.seed, asked.replications, more), "assumptions")
    read = found.read(Assumed.from_json)
    if read is None:
        return
    if found.stale:
        st.info(t("assumptions.stale"), icon=":material/history:")
    elif not read.whole:
        numbers = {"replications": read.replications, "asked": read.asked}
        st.info(
            t("words.first_figures", **{key: forms.decimal(one, 0) for key, one in numbers.items()}),
            icon=":material/hourglass_top:",
        )
    with st.container(key="stale" if found.stale else "fresh"):
        _figures(read)


def _figures(read: Assumed) -> None:
    titles = [scenarios.title(one) for one in read.found.names]
    first, *rest = mattering.told(read.found, titles)
    st.html(
        f"<p class='answer' role='heading' aria-level='1'>{html.escape(first)}</p>"
        f"<ul>{''.join(f'<li>{html.escape(one)}</li>' for one in rest)}</ul>"
    )
    if not read.found.bars:
        return
    st.subheader(t("assumptions.tornado"))
    made = [
        mattering.measure(read.found.gauge.name),
        mattering.names_of(titles),
        t("assumptions.made_of", replications=forms.decimal(read.each, 0), seed=read.seed),
        t("words.made_of.interval"),
    ]
    draw(tornado(read.found, made, "tornado"))
    if read.found.left_out:
        left_out = ", ".join(map(naming.place, read.found.left_out))
        st.caption(t("assumptions.left_out", places=left_out))


def _written(name: str, loaded: Loaded, values: Mapping[Knob, float]) -> Written:
    """Return a scenario with the adjusted numbers."""
    return Written(name, resolved_yaml(adjusted(loaded, values).scenario)) if values else scenarios.written(name)


def _title(name: str) -> str:
    return t("assumptions.against.none") if name == NONE else scenarios.title(name)


def _which(one: str) -> str:
    return t(f"assumptions.which.{one}") if one in (UNKNOWN, ALL) else naming.group(one)
