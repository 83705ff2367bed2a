"""Names, sizes and moments of runs, as people say them."""

import datetime as dt
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import streamlit as st

from sim.dashboard import scenarios
from sim.dashboard.language import forms, t
from sim.store import Kept

STUDY, AGAINST = "studies-of-", "-against-"
UNITS = (("GB", 10**9), ("MB", 10**6), ("kB", 10**3))


def size(length: int) -> str:
    """Return a number of bytes: ``12 kB``, ``3,4 MB``."""
    for unit, one in UNITS:
        if length >= one:
            return f"{forms.decimal(length / one, 1 if length < 10 * one else 0)}{forms.THIN}{unit}"
    return f"{forms.decimal(length, 0)}{forms.THIN}B"


def titles(names: list[str]) -> str:
    """Return scenarios, the base first, as a comparison is called."""
    if len(names) == 1:
        return scenarios.title(names[0])
    return t("words.against", other=forms.joined([scenarios.title(one) for one in names[1:]]),
             base=scenarios.title(names[0]))  # fmt: skip


def title(run: Kept) -> str:
    """Return what a run is called."""
    return titles(_studied(run)) if run.kind == "points" else scenarios.title(run.name)


def _studied(run: Kept) -> list[str]:
    """Return the scenarios of a study, the base first; its new name where it was renamed."""
    return run.name.removeprefix(STUDY).split(AGAINST)[::-1] if run.name.startswith(STUDY) else [run.name]


def question(run: Kept) -> str:
    """Return the question of a run; of scenarios that come with direktsim in the reader's language."""
    name = _studied(run)[-1] if run.kind == "points" else run.name
    return scenarios.in_words(name, run.question)


def moment(made: str) -> str:
    """Return when a run was begun, by the reader's clock; empty if that cannot be read."""
    try:
        begun = dt.datetime.fromisoformat(made).astimezone(ZoneInfo(st.context.timezone or "Europe/Stockholm"))
    except (ValueError, ZoneInfoNotFoundError):
        return ""
    return t("runs.made", date=forms.date(begun.date()), time=f"{begun:%H:%M}")


def about(run: Kept) -> str:
    """Return in a line how many replications there are, with which seed, from when, how large, in which state."""
    number = {"finished": forms.decimal(run.finished, 0), "asked": forms.decimal(run.asked, 0)}
    key = "runs.replications" if run.finished == run.asked else "runs.replications.of"
    said = [t("runs.points")] if run.kind == "points" else []
    said.append(t(key, **(number if key.endswith("of") else {"finished": number["finished"]})))
    if run.seed is not None:
        said.append(t("runs.seed", seed=run.seed))
    return " · ".join([*said, *filter(None, [moment(run.made)]), size(run.size), run.id, *state(run)])


def state(run: Kept) -> list[str]:
    """Return what can be said of a run beside its numbers; nothing if all is well."""
    said = [] if run.current else [t("runs.state.other")]
    if run.damages:
        said.append(t("runs.state.damaged", number=len(run.damages)))
    if run.in_use:
        said.append(t("runs.state.in_use"))
    elif run.unfinished:
        said.append(t("runs.state.unfinished"))
    return said
