"""A day, a case: one simulated day of a unit, who did what when, what waited, and each case told event by event."""

import datetime as dt
import html
from collections.abc import Sequence

import pandas as pd
import streamlit as st

from sim.dashboard import scenarios, tale
from sim.dashboard.access import may_edit
from sim.dashboard.charts import draw
from sim.dashboard.charts.draw import as_html
from sim.dashboard.charts.gantt import PICK, clock, gantt, hours
from sim.dashboard.charts.lengths import lengths
from sim.dashboard.choices import FIRST, one_scenario
from sim.dashboard.following import follow
from sim.dashboard.language import forms, language, t
from sim.dashboard.persons import person_of
from sim.dashboard.state import choosing, chosen, number
from sim.dashboard.telling import name_of
from sim.dashboard.work import Request
from sim.dashboard.work.day import DaySeen
from sim.measures.day import Day
from sim.measures.tale import Case
from sim.scenario.days import days_of_horizon, named_holidays
from sim.scenario.schema.scenario import Scenario
from sim.units import DAY, HOUR, MINUTE

STEP = 5
"""Minutes of the slider."""
Targets = dict[int, tuple[float, str] | None]


def show() -> None:
    """Show the page."""
    with st.container(horizontal=True, vertical_alignment="bottom", key="choices"):
        picked = one_scenario(together=False)
        if picked is None:
            return
        days = open_days(picked.scenario)
        date = choosing(t("day.date"), "date", list(days), _usual(days), lambda one: days[one])
        with st.popover(t("compare.settings"), icon=":material/tune:"):
            which = number(t("day.replication"), "rep", 1, 1, 1000, t("day.replication.help"))
            seed = number(t("compare.seed"), "seed", 1, 0, 2**31 - 1, t("compare.seed.help"))
    if date is None:
        return
    day = (dt.date.fromisoformat(date) - picked.scenario.horizon.from_).days
    request = Request("day", (picked.written,), seed, 1, {"unit": picked.unit, "day": day, "number": which - 1})
    plain = (picked.written.name, seed, which, date) == (FIRST, 1, 1, _usual(days))
    found = follow(request, "day", at_once=plain or may_edit())  # a replication takes a fraction of a second
    seen = found.read(DaySeen.from_json)
    if seen is None:
        if found.assignment is not None:
            st.warning(t("words.state.unreadable"))
        return
    if found.stale:
        st.info(t("words.stale", names=_names(seen), replications=1), icon=":material/history:")
    targets: Targets = {
        priority: (one.within, one.clock) if one else None
        for priority, one in picked.scenario.targets.priorities.items()
    }
    with st.container(key="stale" if found.stale else "fresh"):
        figures(seen, targets)


def open_days(scenario: Scenario) -> dict[str, str]:
    """Return the days that can be looked at, and what each is called: staffed ones and weekdays, after the warm-up."""
    days = days_of_horizon(scenario)
    named = named_holidays(days.first, days.date(len(days) - 1), "sv" if language() == "sv" else "en_US")
    out = {}
    for day in range(7 * scenario.horizon.warm_up_weeks, len(days)):
        date, staffed = days.date(day), bool(days.open[day] < days.close[day])
        if staffed or date.weekday() < 5:
            said = [_date(date), *([named[date]] if date in named else []), *([] if staffed else [t("day.unstaffed")])]
            out[date.isoformat()] = " · ".join(said)
    return out


def _usual(days: dict[str, str]) -> str:
    """Return the day that is shown when none is chosen: the first Monday without a remark."""
    plain = [one for one, said in days.items() if dt.date.fromisoformat(one).weekday() == 0 and " · " not in said]
    return next(iter(plain), next(iter(days), ""))


def _date(date: dt.date) -> str:
    said = f"{t(f'words.weekday.{date.weekday()}')} {forms.date(date)}"
    return said[:1].upper() + said[1:]


def _names(seen: DaySeen) -> str:
    return f"{scenarios.title(seen.name)}, {name_of(seen.told.unit)}, {_date(dt.date.fromisoformat(seen.told.date))}"


def figures(seen: DaySeen, targets: Targets) -> None:
    """Draw a day and the story of one of its cases.

    Parameters
    ----------
    seen
        The day.
    targets
        By priority: minutes and clock.
    """
    day = seen.told
    made = [_names(seen), t("day.made_of", number=seen.number + 1, seed=seen.seed)]
    _answer(day, made)
    case = _pick(day)
    at = _moment(day)
    left, right = st.columns([3, 2], gap="large")
    with left:
        st.subheader(t("day.gantt"))
        st.caption(t("day.gantt.help"))
        draw(gantt(day, at, case.number if case else -1, made, "gantt"), on_select=_clicked, selection_mode=PICK)
        st.subheader(t("day.lengths"))
        draw(lengths(day.lengths(), at, hours(day), made, "lengths"))
    with right:
        _list(day, at)
    if case is not None:
        _story(day, case, targets)
    st.caption(t("day.one_day"))
    st.caption(t("compare.assumed"))


def _answer(day: Day, made: Sequence[str]) -> None:
    """Say how the day went, in a few numbers."""
    today = range(day.day * DAY, (day.day + 1) * DAY)
    came = [one for one in day.cases if one.arrival in today and one.unit == day.unit]
    begun = [one for one in day.cases if one.first_contact in today and one.handling_unit == day.unit]
    low, high = (day.open, day.close) if day.open < day.close else (0, DAY)
    most = day.most(low, high)
    said = [
        t("day.answer.came", came=len(came), begun=len(begun)),
        t("day.answer.most", number=sum(most.waiting), clock=clock(most.second)),
    ]
    waited = [one for one in begun if one.waited is not None]
    if waited:
        longest = max(waited, key=lambda one: one.waited or 0)
        said.append(t("day.answer.longest", case=longest.number, waited=forms.length(longest.waited or 0)))
    st.html(
        f"<p class='answer' role='heading' aria-level='1'>{html.escape(' '.join(said))}</p>"
        f"<p class='quiet'>{html.escape(' · '.join(made))}</p>"
    )


def _pick(day: Day) -> Case | None:
    """Draw the choice of a case; at first the one begun that day that had waited longest."""
    today = range(day.day * DAY, (day.day + 1) * DAY)
    begun = [one for one in day.cases if one.first_contact in today] or day.cases
    if not begun:
        return None
    first = str(max(begun, key=lambda one: one.waited or 0).number)
    named = {str(one.number): f"{tale.called(one)} · {tale.moment(day, one.arrival)}" for one in day.cases}
    value = choosing(t("day.case"), "case", list(named), first, named.__getitem__)
    return None if value is None else day.case(int(value))


def _clicked() -> None:
    """Take the case of the piece of work that was clicked."""
    picked = st.session_state["chart.gantt"]["selection"].get(PICK) or []
    if picked and "case" in picked[0]:
        st.query_params["case"] = str(int(picked[0]["case"]))


def _moment(day: Day) -> int:
    """Draw the way through the day and return the second that is chosen; it stands in the link."""
    low, high = (minute * MINUTE for minute in hours(day))
    usual = day.open if day.open < day.close else low
    said = chosen("at", clock(usual))
    if "at" not in st.session_state or st.session_state.get("at.linked") != said:
        st.session_state["at"] = _time(_second(said, usual))
    if not low <= _seconds(st.session_state["at"]) <= min(high, DAY - STEP * MINUTE):
        st.session_state["at"] = _time(usual)
    st.session_state["at"] = st.session_state["at"]  # as in `state`
    value = st.slider(
        t("day.at"), _time(low), _time(min(high, DAY - STEP * MINUTE)), step=dt.timedelta(minutes=STEP),
        format="HH:mm", key="at", on_change=_link, args=(clock(usual),),
    )  # fmt: skip
    st.session_state["at.linked"] = chosen("at", clock(usual))
    return _seconds(value)


def _link(usual: str) -> None:
    said = clock(_seconds(st.session_state["at"]))
    if said == usual:
        st.query_params.pop("at", None)
    else:
        st.query_params["at"] = said


def _second(said: str, usual: int) -> int:
    """Return a time from a link as a second of the day; what is none is as if nothing stood there."""
    try:
        time = dt.datetime.strptime(said[:5], "%H:%M").time()
    except ValueError:
        return usual
    return _seconds(time)


def _time(second: int) -> dt.time:
    return dt.time(second // HOUR, second % HOUR // MINUTE)


def _seconds(time: dt.time) -> int:
    return time.hour * HOUR + time.minute * MINUTE


def _list(day: Day, at: int) -> None:
    """Show what waits at the chosen moment, the next to be taken first."""
    waiting = day.at(at)
    st.subheader(t("day.list_at", clock=clock(at)))
    if not waiting:
        st.caption(t("day.list.empty"))
        return
    st.caption(t("day.list.help", number=len(waiting)))
    table = {
        t("day.column.priority"): [str(one.priority) for one in waiting],
        t("day.column.case"): [str(one.case) for one in waiting],
        t("day.column.what"): [_piece(one.kind, one.owner) for one in waiting],
        t("day.column.role"): [t(f"words.role.{one.role}") for one in waiting],
        t("day.column.since"): [forms.length(day.day * DAY + at - one.since) for one in waiting],
    }
    with st.container(key="story-list"):
        st.html(as_html(pd.DataFrame(table)))


def _piece(kind: str, owner: str) -> str:
    return t(f"day.piece.{kind}") if not owner else t("day.with", what=t(f"day.piece.{kind}"), who=person_of(owner))


def _story(day: Day, case: Case, targets: Targets) -> None:
    """Tell one case: what it was, why it waited, what happened."""
    st.subheader(tale.called(case))
    st.write(" ".join(tale.summary(day, case, targets)))
    parts = tale.why(case)
    left, right = st.columns([3, 5], gap="large")
    with left:
        st.markdown(f"**{t('day.why')}**")
        if parts:
            whole = sum(seconds for _, seconds in parts)
            rows = [(name, forms.length(seconds), forms.percent(seconds / whole)) for name, seconds in parts]
            rows.append((t("compare.why_waited.whole"), forms.length(whole), forms.percent(1.0)))
            heads = t("compare.column.cause"), t("day.column.length"), t("words.share")
            st.html(as_html(pd.DataFrame(rows, columns=heads)))
        else:
            st.caption(t("day.why.none"))
        with st.expander(t("day.rules")):
            st.html("<ul>" + "".join(f"<li>{html.escape(one)}</li>" for one in tale.explained(case)) + "</ul>")
    with right:
        st.markdown(f"**{t('day.events')}**")
        told = tale.events(day, case)
        table = {
            t("day.column.when"): [one.when for one in told],
            t("day.column.happened"): [one.what for one in told],
            t("day.column.rule"): [one.rules for one in told],
        }
        with st.container(key="story-events"):
            st.html(as_html(pd.DataFrame(table)))
