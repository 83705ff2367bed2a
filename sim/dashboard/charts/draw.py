"""Every chart is drawn here: theme, language of numbers, caption, saving, and the same figures as a table."""

import html
from collections.abc import Sequence
from dataclasses import dataclass

import altair as alt
import pandas as pd
import streamlit as st

from sim.dashboard.language import language, t
from sim.dashboard.look import Colours, colours

Drawn = alt.LayerChart | alt.FacetChart
"""Layers, as Altair gives them."""
NUMBERS = {
    "sv": {"decimal": ",", "thousands": "\u00a0", "grouping": [3], "currency": ["", "\u00a0kr"], "minus": "−"},
    "en": {"decimal": ".", "thousands": ",", "grouping": [3], "currency": ["SEK\u00a0", ""], "minus": "−"},
}


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


def draw(chart: Chart) -> None:
    """Draw a chart with its caption, its table and what saves it."""
    look = colours()
    drawn = chart.drawn.properties(
        title=alt.TitleParams(
            text=list(chart.made_of), orient="bottom", anchor="start", frame="bounds", offset=12,
            color=look.quiet, fontSize=10.5, fontWeight="normal",
        ),
        background=look.ground,
        padding={"left": 2, "right": 2, "top": 4, "bottom": 2},
        usermeta={"embedOptions": _embedding(chart.name)},
    )  # fmt: skip
    st.altair_chart(styled(drawn, look), width="stretch", theme=None, key=f"chart.{chart.name}", alt=chart.says)
    with st.expander(t("words.as_table")):
        st.html(as_html(chart.table))
        st.download_button(
            t("words.download"),
            chart.table.to_csv(index=False, sep=";", decimal="," if language() == "sv" else ".").encode("utf-8-sig"),
            f"{chart.name}.csv",
            "text/csv",
            key=f"csv.{chart.name}",
            on_click="ignore",
        )


def styled(drawn: Drawn, look: Colours) -> Drawn:
    """Return a chart with the fonts, colours and numbers of the page."""
    words = {
        "labelColor": look.ink,
        "titleColor": look.quiet,
        "labelFontSize": 12,
        "titleFontSize": 11,
        "titleFontWeight": "normal",
    }
    whole: Drawn = (
        drawn.configure(font='"Source Sans", sans-serif', locale=alt.Locale(number=NUMBERS[language()]))
        .configure_axis(
            **words, gridColor=look.grid, domainColor=look.quiet, tickColor=look.quiet, labelLimit=260, domain=False
        )
        .configure_legend(**words, orient="top", symbolSize=110, labelLimit=260, direction="horizontal")
        .configure_text(fontSize=11.5, color=look.ink)
        .configure_view(stroke=None)
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


def _embedding(name: str) -> dict[str, object]:
    """Return how the picture is embedded: drawn sharp, saved as PNG or SVG, nothing sent to an editor elsewhere."""
    return {
        "renderer": "svg",
        "scaleFactor": 2,
        "downloadFileName": name,
        "actions": {"export": True, "source": False, "compiled": False, "editor": False},
        "i18n": {
            "PNG_ACTION": t("words.save.png"),
            "SVG_ACTION": t("words.save.svg"),
            "CLICK_TO_VIEW_ACTIONS": t("words.save.menu"),
        },
    }
