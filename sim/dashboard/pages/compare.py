"""Compare: a scenario against today on the same patients, who waits less, who pays, and how sure that is."""

import datetime as dt
import html
from collections.abc import Sequence
from typing import Any

import streamlit as st

from sim.dashboard import scenarios
from sim.dashboard.answering import answer
from sim.dashboard.cells import table
from sim.dashboard.charts import draw
from sim.dashboard.charts.gains import gains
from sim.dashboard.charts.shares import POINTS, shares
from sim.dashboard.charts.why import Bar, why
from sim.dashboard.checks import checks
from sim.dashboard.following import follow
from sim.dashboard.language import forms, t
from sim.dashboard.refusing import refuse
from sim.dashboard.state import choosing, chosen, number, switching
from sim.dashboard.taking import take_away
from sim.dashboard.telling import (
    change,
    details,
    hours_and_cost,
    moment,
    number_of,
    priority,
    starred,
    starred_why,
    unit,
)
from sim.dashboard.watching import answered
from sim.dashboard.work import Assignment, Compared, Request
from sim.errors import InputError
from sim.measures import Change, Comparison, Summary
from sim.measures.lines import Line
from sim.report.changes import SHOWN
from sim.report.sentences import SAME_DAY, WAITS, paying_moments
from sim.units import MINUTE

FIRST = ("busy_clinic", "moved_nurse")
"""What is compared when nothing is chosen."""
REPLICATIONS = 30
PICTURES = 400
"""Pixels that are kept for them while the answer is drawn."""
CLOCKS = {"working": WAITS, "elapsed": "mean_wait_elapsed"}
BY = ("moment", "unit_priority", "unit")


def show() -> None:
    """Show the page."""
    request = _asked()
    if request is None:
        return
    found = follow(request, "compare", at_once=_is_first(request))
    compared = found.read(Compared.from_json)
    if compared is None:
        if found.assignment is not None:
            st.warning(t("words.state.unreadable"))
        return
    if found.stale:
        names = t("words.against", other=scenarios.title(compared.names[-1]), base=scenarios.title(compared.names[0]))
        st.info(t("words.stale", names=names, replications=compared.replications), icon=":material/history:")
    elif not compared.whole:
        numbers = {"replications": compared.replications, "asked": compared.asked}
        st.info(
            t("words.first_figures", **{name: forms.decimal(one, 0) for name, one in numbers.items()}),
            icon=":material/hourglass_top:",
        )
    with st.container(key="stale" if found.stale else "fresh"):
        figures(compared, found.assignment)


def _asked() -> Request | None:
    """Draw what can be chosen and return what is asked for; None where nothing can be."""
    named = [chosen("base", FIRST[0]), chosen("other", FIRST[1])]
    there = scenarios.names()
    choices = there + [one for one in dict.fromkeys(named) if one not in there and scenarios.OWN.fullmatch(one)]
    with st.container(horizontal=True, vertical_alignment="bottom", key="choices"):
        base = choosing(t("compare.base"), "base", choices, FIRST[0], scenarios.title)
        other = choosing(t("compare.other"), "other", choices, FIRST[1], scenarios.title)
        replications, seed, more = how()
    for name in named:
        if name not in choices:
            st.warning(t("compare.unknown", name=name[:60]))
    if base is None or other is None:
        return None
    if base == other:
        st.info(t("compare.same"))
        return None
    written = []
    for name in (base, other):
        try:
            written.append(scenarios.written(name))
        except InputError as error:
            refuse(error.problems)
        except KeyError:
            st.error(t("compare.unknown", name=name))
    if len(written) < 2:
        return None
    return Request("compare", tuple(written), seed, replications, more)


def how() -> tuple[int, int, dict[str, Any]]:
    """Draw what is seldom changed and return replications, seed, and the margins as a request takes them."""
    with st.popover(t("compare.settings"), icon=":material/tune:"):
        replications = number(t("compare.replications"), "n", REPLICATIONS, 2, 1000, t("compare.replications.help"))
        seed = number(t("compare.seed"), "seed", 1, 0, 2**31 - 1, t("compare.seed.help"))
        points = number(t("compare.margin_points"), "margin", 2, 1, 50)
        minutes = number(t("compare.margin_minutes"), "margin_min", 1, 1, 600)
    return replications, seed, {"margins": {"share": points / 100, "seconds": minutes * MINUTE}}


def _is_first(request: Request) -> bool:
    """Tell whether it is what the page shows by itself: that is computed whoever looks."""
    plain = request.seed == 1 and request.replications == REPLICATIONS
    return plain and tuple(one.name for one in request.scenarios) == FIRST


def figures(compared: Compared, assignment: Assignment | None = None) -> None:
    """Draw the answer and everything it stands on.

    Parameters
    ----------
    compared
        A base and one other.
    assignment
        Whose figures: with it they can be taken away as a report.
    """
    headline(compared)
    take_away(assignment, compared)
    if answered():
        pictures(compared)
    else:
        st.skeleton(PICTURES)


def pictures(compared: Compared) -> None:
    """Draw everything that the answer stands on; also below an answer that another page gives.

    Parameters
    ----------
    compared
        A base and one other.
    """
    comparison, before, after = compared.comparisons[0], compared.summaries[0], compared.summaries[1]
    names = t("words.against", other=scenarios.title(compared.names[1]), base=scenarios.title(compared.names[0]))
    made = [
        names,
        t("words.made_of", names=_dates(after), replications=compared.replications, seed=compared.seed),
        t("words.made_of.interval"),
    ]
    left, right = st.columns([10, 11], gap="large")
    with left:
        st.subheader(t("compare.within"))
        st.caption(t("compare.within.help"))
        within = comparison.family("within_target", "priority").changes
        draw(
            shares(
                [one for one in within if compared.targets[1].get(number_of(one))],
                compared.targets[1],
                made,
                "within",
            )
        )
    with right:
        _waits(comparison, after)
    left, right = st.columns([10, 11], gap="large")
    with left:
        _gains(comparison, after, made)
    with right:
        _why(before, after, made)
        st.subheader(t("compare.hours"))
        st.write("  \n".join(hours_and_cost(comparison)))
    checks(compared)
    st.caption(t("compare.assumed"))


def headline(compared: Compared) -> None:
    """Draw the answer in a sentence or two, and what it is about."""
    comparison, after = compared.comparisons[0], compared.summaries[1]
    about = t(
        "compare.context", other=scenarios.title(compared.names[1]), base=scenarios.title(compared.names[0]),
        dates=_dates(after), replications=compared.replications, seed=compared.seed,
    )  # fmt: skip
    st.html(
        f"<span class='badge'>{html.escape(t(f'compare.badge.{comparison.verdict}'))}</span>"
        f"<p class='answer' role='heading' aria-level='1'>{html.escape(' '.join(answer(comparison)))}</p>"
        f"<p class='quiet'>{html.escape(about)}</p>"
    )
    with st.expander(t("compare.why")):
        st.html(
            "<ul>"
            + "".join(f"<li>{html.escape(one)}</li>" for one in details(comparison, compared.targets[1]))
            + "</ul>"
        )


def _dates(summary: Summary) -> str:
    return forms.dates(dt.date.fromisoformat(summary.measured_from), dt.date.fromisoformat(summary.measured_until))


def _waits(comparison: Comparison, after: Summary) -> None:
    """Draw mean waits on one of the clocks, and the share begun the same day, priority by priority."""
    with st.container(horizontal=True, vertical_alignment="center", horizontal_alignment="distribute"):
        st.subheader(t("compare.waits"), width="content")
        clock = switching(t("compare.clock"), "clock", list(CLOCKS), lambda one: t(f"words.clock.{one}"))
    st.caption(t(f"words.clock.{clock}_long"))
    same_day = {number_of(one): one for one in comparison.family(SAME_DAY, "priority").changes}
    lines = {int(line.key["priority"]): line for line in after.tables["priority"]}
    head = (
        t("compare.column.priority"), f"{t('compare.column.before_after')}, min", f"{t('compare.column.change')}, min",
        t("compare.column.p90"), t("compare.column.same_day"),
    )  # fmt: skip
    rows = []
    family = comparison.family(CLOCKS[clock], "priority")
    for one in family.changes:
        which = number_of(one)
        cells = [(priority(which), ""), (_both(one), ""), (starred(one, MINUTE, family.margin), _class(one))]
        rows.append([*cells, (_p90(lines.get(which), clock), ""), _same_day(same_day.get(which))])
    table(head, rows)
    st.caption(t("compare.same_day.help"))
    if star := starred_why(family):
        st.caption(star.replace("*", "\\*", 1))


def _both(one: Change) -> str:
    if one.base is None or one.other is None:
        return t("words.none")
    digits = 1 if max(one.base, one.other) < 9.95 * MINUTE else 0
    return forms.pair(forms.minutes(one.base, digits), forms.minutes(one.other, digits))


def _p90(line: Line | None, clock: str) -> str:
    if line is None or line.too_few:
        return t("words.none")
    quantile = (line.wait_working if clock == "working" else line.wait_elapsed).p90
    if quantile.value is None:
        return t("words.none") if quantile.over is None else f">{forms.length(quantile.over)}"
    return forms.length(quantile.value)


def _same_day(one: Change | None) -> tuple[str, str]:
    if one is None or one.base is None or one.other is None:
        return t("words.none"), ""
    both = forms.pair(forms.percent(one.base).removesuffix("%").strip(), forms.percent(one.other))
    return (f"{both}, {change(one, POINTS)}", "shown") if one.verdict in SHOWN else (both, "open")


def _class(one: Change) -> str:
    return "shown" if one.verdict in SHOWN else "open"


def _gains(comparison: Comparison, after: Summary, made: Sequence[str]) -> None:
    st.subheader(t("compare.gains"))
    spoken = BY[0] if paying_moments(comparison) else BY[1]  # what the answer speaks of
    by = switching(t("compare.gains.by"), "by", BY, lambda one: t(f"compare.gains.by.{one}"), spoken)
    changes = comparison.family(WAITS, by).changes

    def named(one: Change) -> str:
        if by == "moment":
            said = moment(str(one.key["moment"]))
            return said[:1].upper() + said[1:]
        if by == "unit":
            return unit(one)
        return t("compare.gains.label", unit=unit(one), number=number_of(one))

    if not any(one.verdict in SHOWN for one in changes):
        st.caption(t("compare.gains.nothing"))
    draw(gains(changes, named, comparison.replications * after.weeks, made, f"gains-{by}"))


def _why(before: Summary, after: Summary, made: Sequence[str]) -> None:
    st.subheader(t("compare.why_waited"))
    clock = st.session_state.get("clock", "working")
    options = ["all", *(str(line.key["priority"]) for line in after.tables["priority"])]
    whose = switching(t("compare.why_waited"), "whose", options, _whose)
    st.caption(f"{t('compare.why_waited.help')} {t(f'words.clock.{clock}')}: {t(f'words.clock.{clock}_long')}.")
    bars = [
        Bar(t(f"words.{side}"), line)
        for side, summary in (("before", before), ("after", after))
        for line in summary.tables["all" if whose == "all" else "priority"]
        if whose in ("all", str(line.key.get("priority")))
    ]
    if bars:
        draw(why(bars, clock, made[:2], "why"))


def _whose(option: str) -> str:
    return t("compare.why_waited.all") if option == "all" else option
