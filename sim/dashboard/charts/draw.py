"""Every chart is drawn here: theme, language of numbers, caption, saving, and the same figures as a table."""

import html
import textwrap
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import altair as alt
import pandas as pd
import streamlit as st
from altair.utils import schemapi

from sim.dashboard.language import language, t
from sim.dashboard.look import Colours, colours

Drawn = alt.LayerChart | alt.FacetChart
"""Layers, as Altair gives them."""
SAVE = Path(__file__).with_name("save.js").read_text(encoding="utf-8")
LINE = 62
"""Characters of a line under a chart that a telephone shows whole."""
NUMBERS = {
    "sv": {"decimal": ",", "thousands": "\u00a0", "grouping": [3], "currency": ["", "\u00a0kr"], "minus": "−"},
    "en": {"decimal": ".", "thousands": ",", "grouping": [3], "currency": ["SEK\u00a0", ""], "minus": "−"},
}

schemapi.disable_debug_mode()  # a chart is checked whole when it is drawn, not each part of it again as it is made


@dataclass(frozen=True, slots=True)
class Chart:
    """A chart with what belongs to it.

    Attributes
    ----------
    name
        Of its files; unique on the page.
    drawn
        The chart.
    table
        The figures that it shows, as people read them; also what is saved as CSV.
    says
        What it shows, in a sentence, for who does not see it.
    made_of
        Scenarios, replications, seed, interval: lines under it, and in the saved picture too.
    """

    name: str
    drawn: Drawn
    table: pd.DataFrame
    says: str
    made_of: Sequence[str]


def draw(chart: Chart, **picking: Any) -> None:  # noqa: ANN401 - as Streamlit takes it
    """Draw a chart with its caption, its table and what saves it; ``picking`` says what a click on it does."""
    look = colours()
    below = [line for said in chart.made_of for line in textwrap.wrap(said, LINE)]
    drawn = chart.drawn.properties(
        title=alt.TitleParams(
            text=below, orient="bottom", anchor="start", frame="bounds", offset=12,
            color=look.quiet, fontSize=10.5, fontWeight="normal",
        ),
        background=look.ground,
        padding={"left": 2, "right": 2, "top": 4, "bottom": 2},
        usermeta={"embedOptions": {"renderer": "svg"}},
    )  # fmt: skip
    with st.container(key=f"figure-{chart.name}"):
        st.altair_chart(
            styled(drawn, look), width="stretch", theme=None, key=f"chart.{chart.name}", alt=chart.says, **picking
        )
        with st.expander(t("words.as_table")):
            st.html(as_html(chart.table))
            with st.container(horizontal=True, vertical_alignment="center"):
                st.download_button(
                    "CSV", _csv(chart.table), f"{chart.name}.csv", "text/csv", key=f"csv.{chart.name}",
                    help=t("words.download"), on_click="ignore",
                )  # fmt: skip
                for kind in ("svg", "png"):
                    said = f"data-save='{kind}' data-name='{chart.name}' title='{t(f'words.save.{kind}')}'"
                    st.html(f"<button type='button' class='save' {said}>{kind.upper()}</button>", width="content")


def saving() -> None:
    """Put on the page what saves charts as pictures; once, however many there are."""
    st.html(f"<script>{SAVE}</script>", unsafe_allow_javascript=True)


def _csv(table: pd.DataFrame) -> bytes:
    """Return a table as Swedish or English Excel opens it; a name that begins like a formula stays a name."""

    def tame(cell: object) -> object:
        formula = isinstance(cell, str) and cell[:1] in "=@\t" and cell
        return f"'{cell}" if formula else cell

    apart = ";" if language() == "sv" else ","
    return table.map(tame).to_csv(index=False, sep=apart).encode("utf-8-sig")


def styled(drawn: Drawn, look: Colours) -> Drawn:
    """Return a chart with the fonts, colours and numbers of the page."""
    words: dict[str, Any] = {
        "labelColor": look.ink,
        "titleColor": look.quiet,
        "labelFontSize": 12,
        "titleFontSize": 11,
        "titleFontWeight": "normal",
    }
    lines: dict[str, Any] = {
        "gridColor": look.grid,
        "domainColor": look.quiet,
        "tickColor": look.quiet,
        "domain": False,
    }
    whole: Drawn = drawn.configure(
        font='"Source Sans", sans-serif',
        locale=alt.Locale(number=NUMBERS[language()]),
        axis=alt.AxisConfig(**words, **lines, labelLimit=260),
        legend=alt.LegendConfig(**words, orient="top", symbolSize=110, labelLimit=260, direction="horizontal"),
        text=alt.MarkConfig(fontSize=11.5, color=look.ink),
        view=alt.ViewConfig(stroke=None),
    )
    return whole


def as_html(table: pd.DataFrame) -> str:
    """Return a table of figures; what stands in it is text, whatever it looks like."""
    head = "".join(f"<th scope='col'>{html.escape(str(one))}</th>" for one in table.columns)
    rows = "".join(
        "<tr>" + "".join(f"<td>{html.escape(str(one))}</td>" for one in row) + "</tr>"
        for row in table.itertuples(index=False)
    )
    return (
        f"<div class='scroll'><table class='figures'><thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table></div>"
    )
