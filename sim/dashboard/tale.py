"""A case told in the reader's language, event by event, from what was read of it and never from finished sentences."""

import datetime as dt
from dataclasses import dataclass

from sim.dashboard.language import forms, language, t
from sim.dashboard.persons import person_of
from sim.dashboard.telling import name_of, target
from sim.domain.rules import RULES
from sim.measures.day import Day
from sim.measures.tale import Case, Event
from sim.measures.why import Cause
from sim.units import DAY, HOUR, MINUTE

HEADING = {rule.id: rule.heading for rule in RULES}
SAYS = {rule.id: rule.says for rule in RULES}


@dataclass(frozen=True, slots=True)
class Told:
    """One event, as it is read.

    Attributes
    ----------
    when
        Day and time.
    what
        A clause.
    rules
        By which rules, each with the heading that it stands under.
    """

    when: str
    what: str
    rules: str


def moment(day: Day, tick: int) -> str:
    """Return a tick as weekday, date and time: ``mån 5 jan. 07:40``."""
    date = dt.date.fromisoformat(day.first_day) + dt.timedelta(days=tick // DAY)
    time = f"{tick % DAY // HOUR:02}:{tick % HOUR // MINUTE:02}"
    return f"{t(f'week.day.{date.weekday()}')} {forms.date(date, year=False)} {time}"


def called(case: Case) -> str:
    """Return what a case is called among others."""
    if not case.role:
        return t("day.case.none", case=case.number, priority=case.priority)
    return t("day.case.one", case=case.number, priority=case.priority, role=t(f"words.role.{case.role}"))


def summary(day: Day, case: Case, targets: dict[int, tuple[float, str] | None]) -> list[str]:
    """Return who comes with what, how long the wait was, and how it ended."""
    about = {"reason": t(f"day.reason.{case.reason}"), "age": case.age, "unit": name_of(case.unit)}
    said = [t(f"day.came.{case.stream}", when=moment(day, case.arrival), **about)]
    if case.waited is None:
        return [*said, t(f"day.outcome.{case.outcome}")]
    waited = forms.length(case.waited)
    if case.first_contact is None:
        said.append(t("day.still", waited=waited))
    else:
        said.append(t("day.contact", when=moment(day, case.first_contact), waited=waited))
    if case.within_target is not None:
        met = "met" if case.within_target else "missed"
        said.append(t(f"day.target.{met}", target=target(targets.get(case.priority))))
    return [*said, t(f"day.outcome.{case.outcome}")]


def why(case: Case) -> list[tuple[str, int]]:
    """Return the parts of the wait for the first contact and their seconds, the longest first."""
    parts = sorted(case.why.items(), key=lambda one: -one[1])
    return [(t(f"words.cause.{Cause[name].name}"), seconds) for name, seconds in parts]


def events(day: Day, case: Case) -> list[Told]:
    """Return what happened, in order."""
    return [Told(moment(day, one.tick), _what(one), ", ".join(map(rule, one.rules))) for one in case.events]


def rule(identity: str) -> str:
    """Return a rule with the heading that it stands under in the recommendation."""
    return f"{identity} {HEADING[identity]}"


def explained(case: Case) -> list[str]:
    """Return the rules that a story names, each once; in English with what they say in our words."""
    used = list(dict.fromkeys(identity for one in case.events for identity in one.rules))
    return [rule(one) if language() == "sv" else f"{rule(one)}: {SAYS[one]}" for one in used]


def _what(one: Event) -> str:
    values: dict[str, object] = {"who": person_of(one.person) or t("day.nobody"), "number": one.number, "what": ""}
    if one.what and one.kind != "closed":
        values["what"] = t(f"day.piece.{one.what}")
    if one.role:
        values["list"] = t("day.list", role=t(f"words.role.{one.role}"), unit=name_of(one.unit))
    if one.kind == "closed":
        return t(f"day.outcome.{one.what}")
    if one.kind in ("arrived", "handed_over") and not one.role:
        return t(f"day.event.{one.kind}.nowhere", **values)
    return t(f"day.event.{one.kind}", **values)
