"""A calendar of months: days on which a unit is closed, public holidays, and the days that are played."""

import calendar
import datetime as dt
import html
from collections.abc import Iterable, Mapping

import streamlit as st

from sim.dashboard.language import forms, language, t
from sim.scenario.days import named_holidays

NAMES = {"sv": "sv", "en": "en_US"}
"""Language of the names of holidays."""
Names = Mapping[dt.date, str]
"""Words by day."""
MOST = 6
"""Months drawn."""
STYLE = """
.months { display: flex; flex-wrap: wrap; gap: 1.1rem; }
.months table { border-collapse: collapse; font-size: .84rem; font-variant-numeric: tabular-nums; }
.months caption { font-weight: 650; text-align: left; padding-bottom: .15rem; }
.months th { font-weight: 600; opacity: .75; font-size: .74rem; padding: .1rem .3rem; }
.months td { text-align: center; width: 2.1rem; height: 1.9rem; padding: 0; }
.months td.outside { opacity: .68; font-size: .72rem; }
.months td.holiday { text-decoration: underline dotted; font-style: italic; }
.months td.closed { font-weight: 750; outline: 2px solid currentColor; outline-offset: -3px; border-radius: .4rem; }
"""


def months(closed: Names, first: dt.date, last: dt.date) -> None:
    """Draw the months in which a unit is closed, with holidays in the reader's language.

    Parameters
    ----------
    closed
        By day, what is closed then, in words.
    first, last
        First and last day that is played.
    """
    seen = sorted({(day.year, day.month) for day in closed})
    begin, end = dt.date(*seen[0], 1), dt.date(*seen[-1], calendar.monthrange(*seen[-1])[1])
    holidays = named_holidays(begin, end, NAMES[language()])
    drawn = "".join(_month(year, month, closed, holidays, (first, last)) for year, month in seen[:MOST])
    st.html(f"<style>{STYLE}</style><div class='months'>{drawn}</div>")
    named = [f"{forms.date(day, year=False)} {name}" for day, name in holidays.items() if (day.year, day.month) in seen]
    said = [t("closures.calendar.legend")]
    said += [t("closures.calendar.holidays", days=", ".join(named))] if named else []
    st.caption(" ".join(said))


def _month(year: int, month: int, closed: Names, holidays: Names, played: tuple[dt.date, dt.date]) -> str:
    heads = "".join(f"<th scope='col'>{t(f'words.weekday.{day}')[:2]}</th>" for day in range(7))
    weeks = calendar.Calendar().monthdatescalendar(year, month)
    rows = ["".join(_day(day, month, closed, holidays, played) for day in week) for week in weeks]
    body = "".join(f"<tr>{row}</tr>" for row in rows)
    name = html.escape(f"{t('words.months').split()[month - 1]} {year}")
    return f"<table><caption>{name}</caption><thead><tr>{heads}</tr></thead><tbody>{body}</tbody></table>"


def _day(day: dt.date, month: int, closed: Names, holidays: Names, played: tuple[dt.date, dt.date]) -> str:
    if day.month != month:
        return "<td></td>"
    said = [text for text in (closed.get(day), holidays.get(day)) if text]
    kinds = ["closed"] * (day in closed) + ["holiday"] * (day in holidays) + ["outside"] * (not _within(day, played))
    label = html.escape(", ".join([forms.date(day), *said]), quote=True)
    return f"<td class='{' '.join(kinds)}' title='{label}' aria-label='{label}'>{day.day}</td>"


def _within(day: dt.date, played: Iterable[dt.date]) -> bool:
    first, last = played
    return first <= day <= last
