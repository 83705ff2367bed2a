"""Random scenario files that are right: most keys of the format, few cases, everything allowed together somewhere.

`tests.random_worlds` draws what engines read; this draws what people write, from which the same is made.
"""

import datetime as dt
from typing import Any

from hypothesis import strategies as st
from pydantic import TypeAdapter

from sim.scenario.chances import of_ages
from sim.scenario.schema.distributions import Distribution
from tests.random_worlds import HALVES, PATTERNS

Keys = dict[str, Any]

ROLES = ("nurse", "physiotherapist", "counsellor", "physician", "medical_admin")
CLINICS = ("ekhult", "Åby norra", "v_3")
FIRST = dt.date(2000, 1, 1)
SHARE = st.sampled_from((0.0, 0.05, 0.3, 0.9, 1.0))
ROLE = st.sampled_from(("nurse", "nurse", "nurse", *ROLES))
STAFFED: tuple[Keys, ...] = (
    {"mon-fri": "08:00-17:00"},
    {"mon-fri": "08:00-17:00", "sat": "09:00-12:00"},
    {"mon-thu": "07:30-18:00", "fri": "08:00-15:00"},
    {"mon-sun": "00:00-24:00"},
    {"wed": "10:00-10:30"},
    {},
)
POLICY: dict[str, st.SearchStrategy[Any]] = {
    "intake": st.sampled_from(("always", "staffed_hours")),
    "out_of_hours": st.dictionaries(st.integers(1, 5), st.sampled_from(("wait", "divert")), min_size=1, max_size=5),
    "priority_5": st.sampled_from(("unit", "telephone_line")),
    "admin_flow": st.sampled_from(("medical_admin", "nurse")),
    "nurse_takes": st.lists(st.sampled_from(("physiotherapist", "counsellor")), unique=True),
    "carry_over": st.sampled_from(("async", "live")),
    "service_telephones": st.booleans(),
    "close_locked": st.booleans(),
    "branch_staff": st.sampled_from(("join", "stay")),
}


def some(choices: dict[str, st.SearchStrategy[Any]]) -> st.SearchStrategy[Keys]:
    """Any of the keys, each with a value of its own."""
    return st.fixed_dictionaries({}, optional=choices)


@st.composite
def shares(draw: st.DrawFn, count: int) -> list[float]:
    """So many shares that add up to 1, some of them 0."""
    weights = draw(st.lists(st.integers(0, 5), min_size=count, max_size=count).filter(any))
    return [weight / sum(weights) for weight in weights]


def reachable(age: Any) -> bool:
    """Tell whether somebody between 1 and 100 years old may be drawn."""
    return bool(of_ages(TypeAdapter(Distribution).validate_python(age)).any())


def mix(keys: tuple[Any, ...]) -> st.SearchStrategy[Keys]:
    """A share for each key."""
    return shares(len(keys)).map(lambda parts: dict(zip(keys, parts, strict=True)))


def simple(high: float) -> st.SearchStrategy[Any]:
    """A distribution of any kind but a mixture, or a bare number."""
    size = st.sampled_from((0.001, 0.5, high / 4, high))
    return st.one_of(
        st.sampled_from((0, high)),
        st.fixed_dictionaries({"distribution": st.just("constant"), "value": size}),
        st.fixed_dictionaries(
            {"distribution": st.just("lognormal"), "mean": size, "cv": st.sampled_from((0, 0.6, 10))}
        ),
        st.fixed_dictionaries(
            {"distribution": st.just("lognormal"), "median": size, "sigma": st.sampled_from((0, 1, 3))}
        ),
        st.fixed_dictionaries({"distribution": st.just("gamma"), "mean": size, "cv": st.sampled_from((0.01, 1, 10))}),
        st.fixed_dictionaries({"distribution": st.just("exponential"), "mean": size}),
        size.map(lambda most: {"distribution": "uniform", "low": most / 2, "high": most}),
        st.fixed_dictionaries({"distribution": st.just("empirical"), "values": st.lists(size, min_size=1, max_size=3)}),
    )


def minutes(high: float) -> st.SearchStrategy[Any]:
    """Any distribution of minutes, up to about ``high``; a spread of 10 or 3 goes far beyond."""
    half = st.fixed_dictionaries({"share": st.just(0.5), "of": simple(high)})
    mixture = st.fixed_dictionaries(
        {"distribution": st.just("mixture"), "parts": st.lists(half, min_size=2, max_size=2)}
    )
    return st.one_of(simple(high), mixture)


def by_role(values: st.SearchStrategy[Any]) -> st.SearchStrategy[Keys]:
    """A value for some of the roles; for none would be a table without any, and the defaults not below it."""
    return st.dictionaries(st.sampled_from(ROLES), values, min_size=1, max_size=3)


def turns() -> st.SearchStrategy[list[float]]:
    """Shares of conversations with one turn, two, and so on."""
    return st.integers(1, 6).flatmap(shares)


NUMBERS: dict[str, st.SearchStrategy[Keys]] = {
    "staffing": some(
        {
            "absence_share": SHARE,
            "coordinating_share": st.sampled_from((0, 0.15, 0.99)),
            "keep_over_break": st.sampled_from((0, 60, 525_600)),
        }
    ),
    "demand": some(
        {
            "factor": st.sampled_from((0, 0.5, 1, 2)),
            "cases_per_1000_and_month": st.sampled_from((0, 2, 10)),
            "weekdays": mix(("mon", "tue", "wed", "thu", "fri")),
            "outside_share": st.sampled_from((0, 0.16, 0.99)),
            "outside_on_weekends": SHARE,
            "hours": st.lists(st.sampled_from((0, 0.1, 1)), min_size=24, max_size=24).filter(any),
            "weekend_hours": st.lists(st.sampled_from((0, 0.1, 1)), min_size=24, max_size=24).filter(any),
            "months": st.lists(st.sampled_from((0, 1, 2)), min_size=12, max_size=12),
            "day_after_holiday": st.sampled_from((0, 1, 3)),
            "day_spread": st.sampled_from((0, 0.001, 0.15, 2)),
            "under_one_share": st.sampled_from((0, 0.5)),
            "wrong_requester_share": st.sampled_from((0, 0.5)),
            "pictures_per_day_and_8250": st.sampled_from((0, 0.3, 5)),
        }
    ),
    "patients": some(
        {
            "age": simple(99).filter(reachable),
            "reasons": st.sampled_from((0, 0.04, 0.18)).map(lambda back: {"back": back, "other": 0.18 - back}),
            "priorities": mix((1, 2, 3, 4, 5)),
            "administrative_priority": st.integers(1, 5),
            "correction": some({str(row): mix((1, 2, 3, 4, 5)) for row in range(1, 6)}).filter(bool).map(
                lambda rows: {int(row): parts for row, parts in rows.items()}
            ),
            "protected_identity": SHARE,
            "protected_identity_needs_voice": SHARE,
        }
    ),
    "work": some(
        {
            "conversation": by_role(minutes(30)),
            "turns": by_role(turns()),
            "first_turn_weight": st.sampled_from((0.01, 2, 100)),
            "documentation": minutes(10),
            "registration": minutes(10),
            "booking": minutes(10),
            "visit": st.sampled_from((1, 20, 480)),
            "handover_same_provider": minutes(10),
            "handover_other_provider": minutes(10),
            "reminder": minutes(5),
            "call": minutes(5),
        }
    ),
    "conversation": some(
        {
            "reply_delay": minutes(120),
            "silent": SHARE,
            "reminder_returns": SHARE,
            "call_reached": SHARE,
            "answer_wait": st.sampled_from((0, 0.001, 120, 525_600)),
            "second_attempt_after": st.sampled_from((0.001, 60, 525_600)),
            "call_after": st.dictionaries(st.integers(1, 2), st.sampled_from((0, 15, 525_600)), min_size=1),
            "max_open": st.sampled_from((1, 3, 1000)),
            "max_open_urgent": st.sampled_from((1, 6, 1000)),
            "waking_hours": st.sampled_from(("07:00-22:00", "00:00-24:00", "03:00-03:01")),
            "async_reply_delay": minutes(3000),
            "async_reminder_after": st.sampled_from((0.001, 1.5, 365)),
            "async_closing_after": st.sampled_from((0.001, 3, 365)),
            "min_after_second_attempt": st.sampled_from((0, 30, 525_600)),
            "notice": minutes(60),
            "notice_with_telephone": minutes(5),
            "visit_lead": st.sampled_from((0, 60, 525_600)),
        }
    ),
    "flow": some(
        {
            "referral": st.dictionaries(
                st.sampled_from(ROLES), st.dictionaries(st.sampled_from(ROLES), st.just(0.19)), max_size=3
            ),
            "referral_of_taken": st.dictionaries(st.sampled_from(("physiotherapist", "counsellor")), SHARE),
            "visit": SHARE,
            "physical_visit": SHARE,
            "late_for_visit": SHARE,
            "handover": SHARE,
            "writes_before_acceptance": SHARE,
            "qualified": by_role(SHARE),
        }
    ),
    "targets": some(
        {
            "priorities": st.dictionaries(
                st.integers(1, 5),
                st.none() | st.fixed_dictionaries(
                    {"within": st.sampled_from((0.01, 15, 525_600)),
                     "clock": st.sampled_from(("elapsed", "weekday", "working"))}
                ),
                min_size=1,
                max_size=5,
            ),
            "any": st.just({"within": 15, "clock": "working"}),
            "care_guarantee": st.booleans(),
        }
    ),
    "costs": some({"hourly": by_role(st.sampled_from((0, 446, 1e6))), "sms": st.just(0), "fee_from_age": st.just(150)}),
}  # fmt: skip
"""What has nothing to do with who works where."""


def spans(hours: str) -> list[str]:
    return hours.split()


class Written:
    """A scenario file while it is drawn."""

    def __init__(self, draw: st.DrawFn) -> None:
        self.draw = draw
        self.first = FIRST + dt.timedelta(days=draw(st.integers(0, 36_000)))
        self.weeks = draw(st.integers(1, 2))
        self.clinics = list(CLINICS[: draw(st.sampled_from((1, 2, 2, 3)))])
        self.own_roles: dict[str, set[str]] = {clinic: set(ROLES) for clinic in self.clinics}
        self.clinic_of = {clinic: clinic for clinic in self.clinics}
        self.units: Keys = {}
        self.people: Keys = {}
        self.keys: Keys = {
            "question": draw(st.sampled_from(("Who waits?", "Vad kostar 5 $ eller 6 $, [b] och <i>?", "%s {} \\ 🙂"))),
            "horizon": {"from": self.first.isoformat(), "weeks": self.weeks},
        }

    def rarely(self) -> bool:
        return self.draw(st.sampled_from((False, False, False, True)))

    def date(self) -> str:
        before = 1 if self.first > FIRST else 0  # no date of a scenario lies before 2000
        day = self.draw(st.integers(-before, self.weeks * 7))
        return (self.first + dt.timedelta(days=day)).isoformat()

    def whole(self) -> Keys:
        self.add_units()
        for number in range(self.draw(st.integers(0, 5))):
            self.add_person(f"P{number}")
        self.add_closures()
        self.add_calendar()
        names = self.draw(st.lists(st.sampled_from(sorted(NUMBERS)), unique=True, max_size=3))
        self.keys |= {name: self.draw(NUMBERS[name]) for name in names}
        if self.rarely():
            self.keys["policy"] = self.draw(some(POLICY))
        if self.draw(st.booleans()):
            self.keys["backlog"] = {self.draw(st.sampled_from(list(self.units))): self.draw(st.integers(1, 20))}
        else:
            self.keys["horizon"]["warm_up_weeks"] = self.draw(st.integers(0, self.weeks - 1))
        return {**self.keys, "units": self.units, "people": self.people}

    def add_units(self) -> None:
        for clinic in self.clinics:
            unit = self.draw(some(POLICY)) if self.rarely() else {}
            unit |= self.volume()
            if self.draw(st.booleans()):
                unit["provider"] = self.draw(st.sampled_from(("region", "Vård & Co")))
            others = [other for other in self.clinics if other != clinic]
            if others and self.rarely():
                unit["handover_to"] = {self.draw(st.sampled_from(others)): self.draw(st.sampled_from((0.001, 1, 1e6)))}
            self.units[clinic] = unit
        if self.draw(st.booleans()):
            own = self.draw(st.sampled_from((False, True, ["nurse"], ["nurse", "physician"], ["counsellor"])))
            self.own_roles["filial"] = set(ROLES) if own is True else set(own or ())
            self.clinic_of["filial"] = self.clinics[0]
            self.units["filial"] = {"branch_of": self.clinics[0], "handles_own_cases": own, **self.volume()}

    def volume(self) -> Keys:
        if self.draw(st.booleans()):
            return {"cases_per_day": self.draw(st.sampled_from((0, 0.2, 2)))}
        return {"listed": self.draw(st.sampled_from((0, 300, 1500)))}

    def add_person(self, name: str) -> None:
        unit = self.draw(st.sampled_from(list(self.units)))
        elsewhere = [other for other in self.units if self.clinic_of[other] != self.clinic_of[unit]]
        person: Keys
        if elsewhere and self.rarely():
            one, other = self.draw(st.sampled_from(HALVES))
            second = self.draw(st.sampled_from(elsewhere))
            person = {"posts": [self.post(unit, self.draw(ROLE), one), self.post(second, self.draw(ROLE), other)]}
            roles = [post["role"] for post in person["posts"]]
        else:
            person = self.post(unit, self.draw(ROLE), self.draw(st.sampled_from(PATTERNS)))
            roles = [person["role"]]
            if self.rarely():
                person["dates"] = {self.date(): spans(self.draw(st.sampled_from(("", *PATTERNS))))}
        if "nurse" in roles and self.rarely():
            person["coordinator"] = True
        if self.rarely():
            person["count"] = 2
        if self.rarely():
            person["breaks"] = spans(
                self.draw(st.sampled_from(("12:00-12:45", "09:00-09:15 15:00-15:15", "00:00-24:00")))
            )
        if self.rarely():
            first, last = sorted((self.date(), self.date()))
            person |= {"from": first, "until": last}
        if self.rarely():
            first, last = sorted((self.date(), self.date()))
            person["leave"] = [{"from": first, "until": last}]
        if self.rarely():
            person["permissions"] = [self.draw(st.sampled_from(list(self.units)))]
        if self.draw(st.booleans()):
            unit = self.draw(st.sampled_from(list(self.units)))
            person["help"] = [
                {"unit": unit, "role": self.draw(ROLE), "when": self.draw(st.sampled_from(("idle", "always")))}
            ]
        self.people[name] = person

    def post(self, unit: str, role: str, hours: str) -> Keys:
        """One post, at times as an administrator, at times with visit slots within its hours."""
        days = self.draw(st.sampled_from(("mon-fri", "mon-sun", "tue")))
        post: Keys = {"unit": unit, "role": role, "week": {days: spans(hours)}}
        if self.rarely():
            post["visit_slots"] = {days: [self.draw(st.sampled_from(spans(hours)))]}
        return post

    def add_closures(self) -> None:
        """Close a unit on one day and, at times, another for days after it."""
        closing = [unit for unit, roles in self.own_roles.items() if roles]
        closures = []
        for day in range(self.draw(st.sampled_from((0, 1, 2)))):
            unit = self.draw(st.sampled_from(closing))
            start = f"{self.first + dt.timedelta(days=2 * day)} {self.draw(st.sampled_from(('00:00', '10:00')))}"
            stop = f"{self.first + dt.timedelta(days=2 * day + 1)} {self.draw(st.sampled_from(('00:00', '09:59')))}"
            closure: Keys = {"unit": unit, "from": start, "until": stop}
            roles = self.draw(st.none() | st.lists(st.sampled_from(ROLES), min_size=1, unique=True))
            if roles is not None:
                closure["roles"] = roles
            able = [one for one in closing if one != unit and self.own_roles[one] >= set(roles or ROLES)]
            if able and self.draw(st.booleans()):
                closure["covered_by"] = self.draw(st.sampled_from(able))
            closure["permission"] = self.draw(st.booleans())
            closures.append(closure)
        if closures:
            self.keys["closures"] = closures

    def add_calendar(self) -> None:
        calendar: Keys = self.draw(
            some(
                {
                    "staffed_hours": st.sampled_from(STAFFED),
                    "public_holidays": st.booleans(),
                    "closed_eves": st.lists(st.sampled_from(("midsummer", "christmas", "new_year")), unique=True),
                }
            )
        )
        # Whatever else is closed, this day is staffed.
        day = self.draw(st.integers(0, self.weeks * 7 - 1))
        calendar["extra_open"] = {(self.first + dt.timedelta(days=day)).isoformat(): "09:00-15:00"}
        if self.rarely():
            closed = self.first + dt.timedelta(days=(day + 1) % (self.weeks * 7))
            calendar["extra_closed"] = [closed.isoformat()]
        self.keys["calendar"] = calendar


@st.composite
def scenarios(draw: st.DrawFn) -> Keys:
    """A scenario as plain keys and values, as a file has them: it loads, and is played in a moment."""
    return Written(draw).whole()
