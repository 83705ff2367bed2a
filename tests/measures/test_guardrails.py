"""Guardrails: each is passed by a sound run, and each has a saboteur that it must catch."""

from dataclasses import replace

import numpy as np
import pytest

from sim.measures import Replication, summarise
from sim.measures.columns import OUTCOMES
from sim.measures.estimate import Estimate
from sim.measures.guardrails import (
    FALSE_ALARM,
    accounted,
    capacity,
    explained,
    guardrails,
    little,
    open_at_end,
    warm_up,
)
from sim.measures.list_figures import ListFigures, list_figures
from sim.measures.replication import narrow
from sim.measures.several import several
from sim.measures.tally import tally
from sim.tables import Stream
from tests.measures.scenes import busy_clinic

COUNT = 5


def sound() -> list[Replication]:
    return [busy_clinic(number, nurses=2) for number in range(COUNT)]


def list_of_nurses(offered: float, scheduled: float, *, grows: bool = False) -> ListFigures:
    growth = Estimate(3.0, 2.0, 4.0, 15.0, 5.0)
    return ListFigures("Clinic", "nurse", 60.0, offered, scheduled, [], [], grows, growth)


def closings(random: np.random.Generator, first: float = 10.0, weeks: int = 12, replications: int = 20) -> np.ndarray:
    """Ten pieces at each weekly closing, in the first quarter of the weeks another number."""
    mean = np.where(np.arange(weeks) < weeks // 4, first, 10.0)
    return random.poisson(mean, (replications, weeks)).astype(float)


def test_a_sound_run_passes_them_all_but_a_warm_up_of_two_weeks_that_nobody_can_test() -> None:
    found = guardrails(several(sound()), list_figures(several(sound())))
    verdicts = {one.name: one.verdict for one in found}
    assert verdicts == {
        "waits and lists agree": "ok", "cases accounted for": "ok", "nobody idle": "ok", "open at the end": "ok",
        "capacity": "ok", "warm-up": "look",
    }  # fmt: skip
    assert summarise(sound()).guardrails == found
    assert all(one.checked and one.sentence for one in found)


def test_saboteur_a_second_too_many_in_one_list() -> None:
    good, bad = sound()[0], sound()[1]
    wrong = bad.ledger.waited.copy()
    wrong[0] += 1
    found = little(several([good, replace(bad, ledger=replace(bad.ledger, waited=wrong))]))
    assert (found.verdict, found.value) == ("broken", 1)
    assert found.sentence.startswith("the list of the nurse at Clinic and the waits in it do not agree")


def test_saboteur_errors_that_cancel_out_over_replications() -> None:
    wrong = []
    for one, by in zip(sound()[:2], (1, -1), strict=True):
        waited = one.ledger.waited.copy()
        waited[0] += by
        wrong.append(replace(one, ledger=replace(one.ledger, waited=waited)))
    assert little(several(wrong)).value == 2


def test_saboteur_a_case_that_is_lost() -> None:
    one = sound()[0]
    account = one.account.copy()
    account[Stream.channel, 0, OUTCOMES.index("settled")] -= 1
    found = accounted(several([replace(one, account=account)]))
    assert (found.verdict, found.value) == ("broken", 1)
    assert found.sentence.startswith("1 cases are lost or counted twice")


def test_saboteur_a_second_without_a_cause() -> None:
    one = sound()[0]
    name = "waited_first_in_line_s"
    seconds = one.cases[name].copy()
    seconds[int(np.flatnonzero(one.cases["in_measures"])[0])] += 1
    wrong = narrow(tally({**one.cases, name: seconds}, 1, one.setting.end))
    found = explained(several([replace(one, tally=wrong)]))
    assert (found.verdict, found.value) == ("broken", 1)


def test_saboteur_many_cases_left_open() -> None:
    one = sound()[0]
    account = one.account.copy()
    settled, still = OUTCOMES.index("settled"), OUTCOMES.index("open_async")
    moved = account[Stream.channel, 0, settled] // 10
    account[Stream.channel, 0, [settled, still]] += np.array([-moved, moved])
    found = open_at_end(several([replace(one, account=account)]))
    assert found.verdict == "look"
    assert found.value == pytest.approx(0.1, abs=0.01)
    assert "more weeks would tell" in found.sentence
    assert open_at_end(several([replace(one, account=account * 0)])).sentence == "no case entered a list"


def test_saboteur_more_work_than_people() -> None:
    assert capacity([list_of_nurses(500, 600)]).sentence == (
        "no list grows; tightest is nurse at Clinic, 83 % of the scheduled time"
    )
    assert capacity([]).verdict == "ok"
    short = capacity([list_of_nurses(700, 600)])
    assert (short.verdict, short.value) == ("look", 1)
    assert short.sentence.endswith("no list is seen to grow: nurse at Clinic (11.7 of 10.0 hours)")
    grows = capacity([list_of_nurses(700, 600, grows=True), list_of_nurses(500, 600)])
    assert (grows.verdict, grows.value) == ("broken", 1)
    assert "capacity is below demand, and mean waits there depend on the number of weeks" in grows.sentence
    not_reached = capacity([list_of_nurses(500, 600, grows=True)])
    assert "the work is not reached in time" in not_reached.sentence


def test_saboteur_a_run_that_begins_with_empty_lists() -> None:
    found = warm_up(closings(np.random.default_rng(1), first=4.0))
    assert found.verdict == "look"
    assert found.value == pytest.approx(-6, abs=1)
    assert found.sentence.endswith("pieces in the first 3 measured weeks: add warm_up_weeks")
    longer = warm_up(closings(np.random.default_rng(1), first=20.0))
    assert "lists are longer by" in longer.sentence


def test_a_warm_up_that_cannot_be_tested_is_not_called_sufficient() -> None:
    for weeks, replications in ((3, 20), (12, 4)):
        found = warm_up(closings(np.random.default_rng(1), weeks=weeks, replications=replications))
        assert (found.verdict, found.value) == ("look", None)
    assert warm_up(np.zeros((5, 4))).verdict == "ok"
    assert warm_up(closings(np.random.default_rng(1)), growing=True).sentence.startswith("a list grows")


def test_how_often_a_sufficient_warm_up_is_not_believed() -> None:
    """At most 1 %: 1 000 runs; bound five standard deviations out, about one in a million."""
    random = np.random.default_rng(2)
    alarms = sum(warm_up(closings(random)).verdict == "look" for _ in range(1000))
    assert alarms / 1000 <= FALSE_ALARM + 5 * np.sqrt(FALSE_ALARM * (1 - FALSE_ALARM) / 1000)


def test_what_is_too_small_to_be_seen_is_no_alarm() -> None:
    """Lists shorter by a twentieth in every replication: shown, but less than a tenth."""
    closing = np.full((6, 8), 40.0)
    closing[:, :2] = 38.0
    assert warm_up(closing).verdict == "ok"
    closing[:, :2] = 34.0
    assert warm_up(closing).verdict == "look"
