"""Why they waited: the parts of a mean wait, one on another, before and after; they add up to the wait."""

from collections.abc import Sequence
from dataclasses import dataclass

import altair as alt
import pandas as pd

from sim.dashboard.charts.draw import Chart, Drawn
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
"""A cause with less than this share of the longest wait is not drawn; the table has it all the same."""


@dataclass(frozen=True, slots=True)
class Bar:
    """One bar.

    Attributes
    ----------
    side
        Before or after, in the reader's language.
    line
        Its figures.
    """

    side: str
    line: Line

    def minutes(self, cause: Cause) -> float:
        """Return the mean minutes a case waited for a cause."""
        return (self.line.why[cause.name].value or 0.0) / MINUTE


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
    causes = [one for one in ORDER if clock == "elapsed" or one is not Cause.closed_hours]
    whole = {bar.side: sum(bar.minutes(one) for one in causes) for bar in bars}
    longest = max(whole.values(), default=0.0)
    seen = [one for one in causes if any(bar.minutes(one) > SMALL * longest for bar in bars)]
    parts = pd.DataFrame(
        [
            {"side": bar.side, "cause": _name(one), "order": place, "minutes": bar.minutes(one)}
            for bar in bars
            for place, one in enumerate(seen)
        ],
        columns=["side", "cause", "order", "minutes"],
    )
    said = {side: f"{forms.decimal(one, 0 if one >= 9.95 else 1)}{forms.THIN}min" for side, one in whole.items()}
    wholes = pd.DataFrame({"side": list(whole), "minutes": list(whole.values()), "said": list(said.values())})
    table = {
        t("compare.column.cause"): [*map(_name, causes), t("compare.why_waited.whole")],
        **{
            f"{bar.side}, min": [forms.decimal(one) for one in (*map(bar.minutes, causes), whole[bar.side])]
            for bar in bars
        },
    }
    says = f"{t('compare.why_waited')}. " + "; ".join(
        f"{bar.side} {said[bar.side]}: " + ", ".join(f"{_name(one)} {forms.decimal(bar.minutes(one))}" for one in seen)
        for bar in bars
    )
    return Chart(name, _drawn(parts, wholes, seen, longest), pd.DataFrame(table), says, made_of)


def _drawn(parts: pd.DataFrame, wholes: pd.DataFrame, seen: Sequence[Cause], longest: float) -> Drawn:
    look = colours()
    scale = alt.Scale(domain=[0, 1.22 * longest or 1.0], nice=False)
    colour = alt.Scale(domain=list(map(_name, seen)), range=[look.parts[ORDER.index(one)] for one in seen])
    down = alt.Y("side:N", sort=[t("words.before"), t("words.after")], title=None, axis=alt.Axis(ticks=False))
    across = alt.X(
        "minutes:Q", title=t("compare.why_waited.axis"), scale=scale, axis=alt.Axis(tickCount=5), stack="zero"
    )
    tip = [alt.Tooltip("cause:N", title=" "), alt.Tooltip("minutes:Q", title=t("words.minutes"), format=",.1f")]
    stacked = alt.Chart(parts).encode(
        x=across,
        y=down,
        color=alt.Color("cause:N", scale=colour, sort=None, title=None, legend=alt.Legend(columns=2)),
        order=alt.Order("order:Q"),
        tooltip=tip,
    )
    beside = alt.Chart(wholes).encode(x=across.stack(None), y=down, text="said:N")
    return alt.layer(
        stacked.mark_bar(height=16, stroke=look.ground, strokeWidth=1), beside.mark_text(align="left", dx=5)
    ).properties(height=alt.Step(30))


def _name(cause: Cause) -> str:
    return t(f"words.cause.{cause.name}")
