"""The same numbers from one process and from ten, twice, and from pairs that an interruption leaves."""

import os
import signal
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from sim.errors import InputError
from sim.experiment import Job, Played, Run, check_comparable, gather
from sim.scenario.files import load_text
from sim.scenario.plan import plan_of

CLINIC = """\
question: Are the numbers the same?
horizon: { from: 2026-01-05, weeks: 2, warm_up_weeks: 0 }
units:
  ekhult: { provider: region, cases_per_day: 10 }
people:
  nurse: { unit: ekhult, role: nurse, week: { mon-fri: [08:00-12:00, 12:45-17:00] } }
  physician: { unit: ekhult, role: physician, week: { mon-fri: [11:00-11:30, 15:00-15:30] } }
"""
BUSIER = CLINIC + "demand: { factor: 1.5 }\n"


def job(text: str = CLINIC, name: str = "clinic", seed: int = 3, *, keep_events: bool = False) -> Job:
    scenario = load_text(text).scenario
    return Job(name, scenario, plan_of(scenario), seed, keep_events=keep_events)


def ignore(run: Run, played: Played) -> None:
    """Take nothing down."""


def same(one: Run, other: Run) -> bool:
    return one.digests == other.digests and all(
        left.number == right.number and all(np.array_equal(left.cases[name], right.cases[name]) for name in left.cases)
        for left, right in zip(one.replications, other.replications, strict=True)
    )


def test_ten_processes_give_the_numbers_of_one():
    (alone,), _ = gather([job()], 10, 1, ignore)
    (ten,), _ = gather([job()], 10, 10, ignore)
    assert len(set(alone.digests.values())) == 10
    assert same(alone, ten)


def test_two_runs_with_one_seed_have_equal_digests_and_another_seed_has_not():
    first, again, other = (gather([job(seed=seed)], 2, 1, ignore)[0][0] for seed in (3, 3, 4))
    assert same(first, again)
    assert not set(first.digests.values()) & set(other.digests.values())


def test_the_number_of_replications_changes_none_of_them():
    (few,), _ = gather([job()], 2, 1, ignore)
    (more,), _ = gather([job()], 4, 1, ignore)
    assert few.digests.items() < more.digests.items()


def test_a_job_has_the_numbers_it_has_alone_when_it_is_played_beside_another():
    (alone,), _ = gather([job()], 2, 1, ignore)
    (beside, busier), _ = gather([job(), job(BUSIER, "busier")], 2, 2, ignore)
    assert same(alone, beside)
    assert len(busier.replications[0].cases["arrival"]) > len(beside.replications[0].cases["arrival"])


@pytest.mark.parametrize("processes", [1, 2])
def test_an_interruption_leaves_whole_pairs(processes):
    taken: list[tuple[str, int]] = []

    def take(run: Run, played: Played) -> None:
        taken.append((run.job.name, played.number))
        if taken[-1] == ("clinic", 1):
            os.kill(os.getpid(), signal.SIGINT)  # Ctrl-C

    runs, whole = gather([job(), job(BUSIER, "busier")], 50, processes, take)
    assert not whole
    assert taken[:4] == [("clinic", 0), ("busier", 0), ("clinic", 1), ("busier", 1)]
    assert 2 <= len(runs[0].digests) < 50
    assert [(run.job.name, number) for number in runs[0].digests for run in runs] == taken
    assert list(runs[0].digests) == list(runs[1].digests) == [one.number for one in runs[1].replications]


@pytest.mark.parametrize("processes", [1, 2])
def test_a_run_ends_after_the_same_replication_whatever_the_processes(processes):
    """What others had begun by then is not kept: ten would be played, and four are enough."""
    seen: list[list[int]] = []
    taken: list[int] = []

    def enough(replications):
        seen.append([one.number for one in replications])
        return len(seen) == 4

    runs, whole = gather(
        [job(), job(BUSIER, "busier")], 10, processes, lambda _, played: taken.append(played.number), enough
    )
    assert whole
    assert seen == [[number, number] for number in range(4)]
    assert [list(run.digests) for run in runs] == [[0, 1, 2, 3]] * 2
    assert taken == [0, 0, 1, 1, 2, 2, 3, 3]


def test_logs_come_back_only_where_asked():
    logs: list[object] = []
    gather([job(keep_events=True)], 1, 1, lambda _, played: logs.append(played.events))
    gather([job()], 1, 1, lambda _, played: logs.append(played.events))
    assert logs[0] is not None
    assert logs[1] is None


def test_recorded_cases_that_cannot_be_read_end_the_run():
    with pytest.raises(InputError):
        gather([replace(job(), trace=Path("none.csv"))], 2, 1, ignore)


def test_only_scenarios_on_the_same_days_are_compared():
    longer = job(CLINIC.replace("weeks: 2", "weeks: 3"), "longer")
    check_comparable([job(), job(BUSIER)])
    with pytest.raises(InputError, match="longer: horizon: 2026-01-05, 3 weeks with 0 of warm-up, but clinic has"):
        check_comparable([job(), longer])
