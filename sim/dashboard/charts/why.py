"""Why they waited: the parts of a mean wait, one on another, before and after; they add up to the wait."""

from collections.abc import Sequence
from dataclasses import dataclass

import altair as alt
import pandas as pd

from sim.dashboard.charts.draw import Chart
from sim.dashboard.language import forms, t
from sim.dashboard.look import colours
from sim.measures.lines import Line
from sim.measures.why import Cause
from sim.units import MINUTE

ORDER = (
    Cause.closed_hours, Cause.closure, Cause.nobody_on_duty, Cause.not_noticed,
    Cause.at_cap, Cause.behind_more_urgent, Cause.behind_equal, Cause.first_in_line,
)  # fmt: skip
SMALL = 0.005
"""A cause with less than this share of the longest wait is no part that could be seen."""


@dataclass(frozen=True, slots=True)
class Bar:
    """One bar: which side, ``before`` or ``after`` in the reader's language, and its figures."""

    side: str
    line: Line


def why(bars: Sequence[Bar], clock: str, made_of: Sequence[str], name: str) -> Chart:
    """Draw mean waits by cause.

    Parameters
    ----------
    bars
        Before and after.
    clock
        ``working``: within staffed hours; ``elapsed``: with nights and weekends.
    made_of, name
        As in `Chart`.
    """
    look = colours()
    causes = [one for one in ORDER if clock == "elapsed" or one is not Cause.closed_hours]
    seconds = {(bar.side, cause): bar.line.why[cause.name].value or 0.0 for bar in bars for cause in causes}
    longest = max((sum(seconds[bar.side, cause] for cause in causes) for bar in bars), default=0.0)
    seen = [one for one in causes if any(seconds[bar.side, one] > SMALL * longest for bar in bars)]
    names = {one: t(f"words.cause.{one.name}") for one in causes}
    rows = pd.DataFrame(
        [
            {
                "side": bar.side, "cause": names[cause], "order": place,
                "minutes": seconds[bar.side, cause] / MINUTE,
            }
            for bar in bars
            for place, cause in enumerate(causes)
        ]
    )  # fmt: skip
    colour = alt.Scale(domain=[names[one] for one in seen], range=[look.parts[ORDER.index(one)] for one in seen])
    down = alt.Y("side:N", sort=[t("words.before"), t("words.after")], title=None, axis=alt.Axis(ticks=False))
    shown_rows = rows[rows["cause"].isin([names[one] for one in seen])]
    whole = rows.groupby("side", sort=False, as_index=False)["minutes"].sum()
    whole["said"] = [f"{forms.decimal(one, 0 if one >= 9.95 else 1)} min" for one in whole["minutes"]]
    scale = alt.Scale(domain=[0, 1.22 * longest / MINUTE or 1], nice=False)
    stacked = (
        alt.Chart(shown_rows)
        .mark_bar(height=16, stroke=look.ground, strokeWidth=1)
        .encode(
            x=alt.X(
                "minutes:Q", stack="zero", title=t("compare.why_waited.axis"), scale=scale, axis=alt.Axis(tickCount=5)
            ),
            y=down,
            color=alt.Color("cause:N", scale=colour, sort=None, title=None, legend=alt.Legend(columns=2)),
            order=alt.Order("order:Q"),
            tooltip=[
                alt.Tooltip("cause:N", title=" "),
                alt.Tooltip("minutes:Q", title=t("words.minutes"), format=",.1f"),
            ],
        )
    )
    text = (
        alt.Chart(whole)
        .mark_text(align="left", dx=5, fontSize=11.5, color=look.ink)
        .encode(x=alt.X("minutes:Q", scale=scale), y=down, text="said:N")
    )
    drawn = alt.layer(stacked, text).properties(height=alt.Step(30))
    wide = rows.pivot_table(index="side", columns="cause", values="minutes", sort=False).reset_index()
    table = pd.DataFrame({"": wide["side"]})
    for one in seen:
        table[f"{names[one]}, min"] = [forms.decimal(value) for value in wide[names[one]]]
    return Chart(name, drawn, table, t("compare.why_waited"), made_of)
