"""The one look: colours for both themes that the colour-blind tell apart, and what Streamlit leaves to CSS."""

from dataclasses import dataclass

import streamlit as st

STYLE = """
.block-container { max-width: 1280px; padding-top: 4rem; padding-bottom: 3rem; }
.st-key-above { margin-bottom: -.6rem; }
[class*=st-key-stale] { filter: grayscale(1); outline: 2px dashed rgba(128,140,152,.8); outline-offset: .5rem; }
.stApp button[kind=primary]:not(:disabled), .stApp [data-testid=stMultiSelect] [data-tag] {
  color: light-dark(#ffffff, #14191f); }
.answer { font-size: 1.65rem; line-height: 1.25; font-weight: 650; margin: .1rem 0 .35rem; text-wrap: balance; }
.badge { display: inline-block; font-size: .82rem; font-weight: 650; padding: .1rem .6rem; border-radius: 1rem;
  border: 1.5px solid currentColor; margin-bottom: .3rem; }
.quiet { opacity: .78; font-size: .88rem; }
.stApp [data-testid=stCaptionContainer] { opacity: .75; }
table.figures { border-collapse: collapse; width: 100%; font-size: .92rem; font-variant-numeric: tabular-nums; }
table.figures th { font-weight: 600; text-align: right; font-size: .8rem; opacity: .8; padding: .2rem .45rem;
  vertical-align: bottom; }
table.figures td { text-align: right; padding: .38rem .45rem; white-space: nowrap;
  border-top: 1px solid rgba(128,140,152,.35); }
table.figures th:first-child, table.figures td:first-child { text-align: left; padding-left: 0; white-space: normal; }
table.figures td.shown { font-weight: 700; }
table.figures td.open { opacity: .78; }
button.save { font: inherit; padding: .35rem .8rem; border-radius: .4rem; cursor: pointer; color: inherit;
  background: none; border: 1px solid rgba(128,140,152,.6); }
button.save:focus-visible { outline: 2px solid currentColor; outline-offset: 1px; }
[class*=st-key-stale] [data-testid=stElementToolbar],
[class*=st-key-figure] [data-testid=stElementToolbar] { display: none; }
.strip { display: grid; grid-template-columns: repeat(5, 1fr); gap: .5rem; margin: .2rem 0 .6rem; }
.strip > div { border: 1px solid rgba(128,140,152,.45); border-radius: .4rem; padding: .35rem .6rem;
  font-size: .88rem; }
.strip b { display: block; font-size: .8rem; opacity: .85; font-weight: 600; }
.strip .shown { border-width: 2px; border-color: currentColor; font-weight: 650; }
.scroll { overflow-x: auto; }
.st-key-whose-week [data-testid=stButtonGroup] > div { flex-wrap: wrap; }
[class*=st-key-story] table.figures :is(th, td) { text-align: left; vertical-align: top; white-space: normal; }
.st-key-story-events table.figures td:first-child { white-space: nowrap; }
h3 { font-size: 1.12rem !important; padding-bottom: .1rem !important; }
.number-row { line-height: 1.35; }
.number-row .where { opacity: .78; font-size: .84rem; }
.tag { display: inline-block; font-size: .74rem; border: 1px solid rgba(128,140,152,.6); border-radius: .3rem;
  padding: 0 .35rem; white-space: nowrap; }
.tag.assumption { border-style: dashed; }
table.rules td, table.rules th { text-align: left; white-space: normal; vertical-align: top; }
table.rules td:first-child { white-space: nowrap; font-weight: 600; }
@media (max-width: 640px) {
  .answer { font-size: 1.28rem; }
  .strip { grid-template-columns: 1fr; gap: .3rem; }
  .strip > div { display: flex; justify-content: space-between; gap: .6rem; }
  .st-key-choices { flex-direction: column !important; align-items: stretch !important; }
  .st-key-choices > * { width: 100% !important; flex: 0 0 auto !important; }
  .block-container { padding-left: .9rem; padding-right: .9rem; }
  table.figures { font-size: .84rem; }
  table.figures th, table.figures td { padding: .3rem .25rem; }
  table.figures td { white-space: normal; }
}
@media (max-width: 640px) {
  table.rules thead { display: none; }
  table.rules tr { display: block; padding: .5rem 0; border-top: 1px solid rgba(128,140,152,.35); }
  table.rules td { display: block; border: 0; padding: .05rem 0; }
  table.rules td:nth-child(n+3) { opacity: .78; font-size: .8rem; }
}
@media print { .st-key-above, header, [data-testid=stElementToolbar] { display: none !important; } }
"""
"""Sizes and widths; colours are the theme's and the charts' own."""


@dataclass(frozen=True, slots=True)
class Colours:
    """Colours of charts on one of the themes.

    Attributes
    ----------
    base, other
        Before and after; also who gains and who pays.
    ink, quiet, grid, ground
        Text, lines that stand back, grid, and the background.
    parts
        For the parts of a whole, in order: neighbours differ in lightness.
    """

    base: str
    other: str
    ink: str
    quiet: str
    grid: str
    ground: str
    parts: tuple[str, ...]


LIGHT = Colours(
    "#0072B2", "#C24E00", "#1b2430", "#505b66", "#dfe4e9", "#ffffff",
    ("#33475b", "#8C5A9E", "#C24E00", "#E6B84A", "#7A8794", "#0072B2", "#56B4E9", "#2E8B6F"),
)  # fmt: skip
DARK = Colours(
    "#6cb8ef", "#ff9d5c", "#e8edf2", "#a3b0bc", "#333e49", "#14191f",
    ("#7f93a6", "#c79bd8", "#ff9d5c", "#f2d27a", "#aab6c1", "#4c9fd8", "#a5d8fb", "#5cc7a4"),
)  # fmt: skip


def colours() -> Colours:
    """Return the colours for the theme that the reader has."""
    return DARK if st.context.theme.type == "dark" else LIGHT
