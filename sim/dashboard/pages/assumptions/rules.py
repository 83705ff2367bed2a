"""The rules that the model keeps, with the heading under which each stands in the recommendation."""

import html
from itertools import groupby

import streamlit as st

from sim.dashboard.language import forms, t
from sim.dashboard.written.basis import basis_of
from sim.domain.rules import RULES, Rule


def show() -> None:
    """Draw the table, section by section."""
    said = t("assumptions.rules.answer", number=forms.decimal(len(RULES), 0), read=_with("I"), assumed=_with("A"))
    st.html(f"<p class='answer' role='heading' aria-level='1'>{html.escape(said)}</p>")
    st.caption(t("report.rules.help"))
    for section, rules in groupby(RULES, key=lambda one: one.id.partition("-")[0]):
        st.subheader(t(f"rules.section.{section}"))
        st.html(_table(list(rules)))


def _with(letter: str) -> str:
    return forms.decimal(sum(letter in rule.basis for rule in RULES), 0)


def _table(rules: list[Rule]) -> str:
    heads = [t(f"report.column.{one}") for one in ("rule", "says", "heading", "basis")]
    head = "".join(f"<th scope='col'>{html.escape(one)}</th>" for one in heads)
    rows = "".join(
        f"<tr><td>{one.id}</td><td>{html.escape(t(f'rules.{one.id}'))}</td>"
        f"<td lang='sv'>{html.escape(one.heading)}</td><td>{html.escape(basis_of(one))}</td></tr>"
        for one in rules
    )
    table = f"<thead><tr>{head}</tr></thead><tbody>{rows}</tbody>"
    return f"<div class='scroll'><table class='figures rules'>{table}</table></div>"
