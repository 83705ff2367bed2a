"""What is said of a run until precision, and of its guardrails."""

from sim.measures.guardrails import Guardrail
from sim.measures.precision import Followed, Precision
from sim.report.guardrails import guardrails_lines
from sim.report.precision import points_name, precision_sentence


def followed(priority: int, known: str = "met", needed: int | None = None, scenario: str = "") -> Followed:
    measure = "begun_same_day" if priority == 5 else "within_target"
    return Followed(measure, priority, scenario, 0.9, 0.02, known, 40 if known == "met" else None, needed)


def said(*shares: Followed, outcome: str = "enough", half: float = 0.02) -> str:
    return precision_sentence(Precision(half, 200, 60, outcome, 55, list(shares)))


def test_what_is_known_and_what_the_rest_would_take():
    rest = [followed(priority) for priority in (2, 3, 4, 5)]
    assert said(followed(1, "not met", 310), *rest) == (
        "60 replications: enough for ±2 points within target on priorities 2, 3 and 4 and begun the same day on "
        "priority 5; priority 1 (within target) would take hundreds more."
    )
    assert said(followed(1, "too few", 310), followed(2), half=0.005) == (
        "60 replications: enough for ±0.5 points within target on priority 2; priority 1 (within target) has too "
        "few cases and would take hundreds more."
    )
    assert said(followed(1, "too few"), followed(2), half=0.01) == (
        "60 replications: enough for ±1 point within target on priority 2; priority 1 (within target) has no case "
        "to judge by."
    )


def test_the_most_allowed_is_said_and_that_nothing_is_known():
    assert said(followed(1, "not met", 1310), outcome="the most allowed") == (
        "60 replications, the most allowed: not enough for ±2 points on any priority; "
        "priority 1 (within target) would take more than a thousand more."
    )


def test_of_several_scenarios_a_priority_is_known_where_it_is_in_each():
    shares = [followed(1, scenario="a"), followed(2, scenario="a"), followed(2, "not met", 90, scenario="b")]
    assert said(*shares, followed(1, scenario="b")) == (
        "60 replications: enough for ±2 points within target on priority 1; priority 2 (within target) would take "
        "dozens more."
    )


def test_points_by_name():
    assert [points_name(share) for share in (0.02, 0.01, 0.005)] == ["2 points", "1 point", "0.5 points"]


def test_guardrails_that_want_a_look_come_first_and_the_others_in_a_line():
    rails = [
        Guardrail("nobody idle", "how", 0.0, "cases", "ok", "every second has its cause"),
        Guardrail("warm-up", "how", None, "pieces", "look", "not tested"),
        Guardrail("capacity", "how", 1.0, "lists", "broken", "a list grows"),
        Guardrail("open at the end", "how", 0.0, "share", "ok", "none"),
    ]
    assert guardrails_lines(rails).plain.splitlines() == [
        "broken: capacity, a list grows.",
        "look: warm-up, not tested.",
        "ok: nobody idle · open at the end",
    ]
    assert guardrails_lines(rails[1:2]).plain == "look: warm-up, not tested.\n"
