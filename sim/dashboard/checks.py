"""What was checked before figures are shown: the guardrails of `sim.measures.guardrails`, in the reader's language."""

from collections.abc import Sequence

import streamlit as st

from sim.dashboard import scenarios
from sim.dashboard.language import forms, t
from sim.dashboard.telling import name_of
from sim.dashboard.work import Compared
from sim.measures import Summary
from sim.measures.guardrails import Guardrail

FEW_WEEKS = 4
"""Fewer measured weeks than this do not tell a list that grows without bound from one that grows for a while."""


def checks(compared: Compared, titles: Sequence[str] = ()) -> None:
    """Say what was checked: what stands in the way of the figures openly, the rest folded away.

    Parameters
    ----------
    compared
        Whose figures.
    titles
        What its scenarios are called; as elsewhere if left out.
    """
    said: dict[str, dict[str, list[str]]] = {"broken": {}, "short": {}, "look": {}}
    for name, summary in zip(titles or map(scenarios.title, compared.names), compared.summaries, strict=True):
        for one in summary.guardrails:
            if one.verdict != "ok":
                short = one.name == "capacity" and one.verdict == "broken" and summary.weeks < FEW_WEEKS
                what = _growing(summary, "units.check.short") if short else _check(one, summary)
                said["short" if short else one.verdict].setdefault(what, []).append(name)

    def where(verdict: str) -> list[str]:
        return [
            t("compare.check.where", scenario=", ".join(dict.fromkeys(names)), said=what)
            for what, names in said[verdict].items()
        ]

    for what in where("broken"):
        st.error(what, icon=":material/block:")
    for what in where("short"):
        st.warning(what, icon=":material/trending_up:")
    with st.expander(t("compare.checks")):
        for what in where("look"):
            st.write(what)
        if not any(said.values()):
            st.write(t("compare.checks.fine"))


def _check(one: Guardrail, summary: Summary) -> str:
    if one.name != "capacity":
        return t(f"compare.check.{one.name}")
    if one.verdict == "broken":
        return _growing(summary, "compare.check.capacity.broken")
    return t(f"compare.check.capacity.{one.verdict}")


def _growing(summary: Summary, key: str) -> str:
    """Return what is said of the lists that grow."""
    growing = [
        t("compare.list", role=t(f"words.role.{each.role}"), unit=name_of(each.unit))
        for each in summary.lists
        if each.grows
    ]
    return t(key, lists=forms.joined(growing))
