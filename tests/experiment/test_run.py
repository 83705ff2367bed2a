"""The same numbers from one process and from three, played or read; only what is missing is played."""

import os
import signal
from dataclasses import replace
from importlib import import_module
from pathlib import Path

import pyarrow as pa
import pytest

from sim.errors import InputError
from sim.experiment import Job, Played, Recorded, check_comparable, gather, gather_until, opened, play, processes
from sim.experiment.run import manifest_of
from sim.measures.columns import COLUMNS
from sim.store import CASES, EVENTS, Store, events_table
from tests.experiment.scenes import BUSIER, CLINIC, job, played, same
from tests.measures.test_kept import assert_equal


def test_three_processes_give_the_numbers_of_one(tmp_path):
    (alone,) = played([job()], 60, 1, tmp_path / "one")
    (three,) = played([job()], 60, 3, tmp_path / "three")
    assert len(set(alone.digests.values())) == 60
    assert same(alone, three)


def test_two_runs_with_one_seed_have_equal_digests_and_another_seed_has_not(tmp_path):
    first, again, other = (
        played([job(seed=seed)], 2, 1, tmp_path / name)[0] for seed, name in ((3, "a"), (3, "b"), (4, "a"))
    )
    assert same(first, again)
    assert not set(first.digests.values()) & set(other.digests.values())


def test_what_is_read_back_is_what_was_measured(tmp_path):
    (run,) = played([job(keep_events=True)], 3, 1, tmp_path)
    for number, kept in enumerate(run.read(range(3), columns=[column.name for column in COLUMNS])):
        fresh = play(run.job, number)
        assert fresh.digest == run.digests[number]
        assert_equal(kept, fresh.replication)
        assert_equal(next(iter(run.read([number]))), fresh.replication.slim())
    events = pa.concat_tables(run.tables(EVENTS))
    logs = [events_table(run.job.plan, play(run.job, number).events, number) for number in range(3)]
    assert events.to_pylist() == pa.concat_tables(logs).to_pylist()


def test_more_replications_are_added_and_the_first_are_not_played_again(tmp_path, monkeypatch):
    (few,) = played([job()], 20, 1, tmp_path)
    asked = watched(monkeypatch)
    (more,) = played([job()], 50, 1, tmp_path)
    assert asked == list(range(20, 50))
    assert few.digests.items() < more.digests.items()
    (fewer,) = played([job()], 7, 1, tmp_path)
    assert asked == list(range(20, 50))
    assert list(fewer.digests) == list(range(7))


def test_asked_again_in_one_sitting_only_what_is_new_is_played_and_read(tmp_path, monkeypatch):
    asked = watched(monkeypatch)
    with opened([job()], Store(tmp_path), 40) as (run,), processes(1) as workers:
        first = gather([run], 10, workers)
        before = run.several
        second = gather([run], 40, workers)
        assert (first.found, first.finished, second.found, second.finished) == (0, 10, 10, 40)
        assert before.numbers == tuple(range(10))
        assert run.several is run.several
        assert run.several.numbers == tuple(range(40))
    assert asked == list(range(40))


def test_a_run_is_found_whatever_it_is_called_and_whoever_plays_it(tmp_path, monkeypatch):
    played([job()], 3, 1, tmp_path)
    asked = watched(monkeypatch)
    played([job(name="else"), replace(job(), engine="reference")], 3, 1, tmp_path)
    assert asked == []
    (question,) = played([job(CLINIC.replace("the same?", "others?"))], 3, 1, tmp_path)
    assert asked == []
    assert question.several.setting.question == "Are the numbers others?"


def test_a_run_of_anything_else_is_another(tmp_path, monkeypatch):
    """The saboteur: were a part of the fingerprint forgotten, another run's numbers would be read."""
    csv = tmp_path / "cases.csv"
    csv.write_text("arrival,unit,reason,priority,age,requested_by\n2026-01-07T09:00,ekhult,skin,3,40,self\n")
    others = [job(seed=4), job(BUSIER), replace(job(), trace=Recorded.read(csv))]
    fingerprints = {manifest_of(one)["fingerprint"] for one in [job(), *others]}
    csv.write_text(csv.read_text().replace("skin", "knee"))
    fingerprints.add(manifest_of(replace(job(), trace=Recorded.read(csv)))["fingerprint"])
    monkeypatch.setattr("sim.experiment.run.code_version", lambda: "another")
    fingerprints.add(manifest_of(job())["fingerprint"])
    assert len(fingerprints) == 6


def test_events_asked_for_later_are_added(tmp_path, monkeypatch):
    played([job()], 3, 1, tmp_path)
    asked = watched(monkeypatch)
    (run,) = played([job(keep_events=True)], 3, 1, tmp_path)
    played([job(keep_events=True)], 3, 1, tmp_path)
    played([job()], 3, 1, tmp_path)
    assert asked == [0, 1, 2]
    assert sum(table.num_rows for table in run.tables(EVENTS)) == sum(
        len(play(run.job, number).events) for number in range(3)
    )
    assert sum(table.num_rows for table in run.tables(CASES)) == sum(
        len(one.cases["arrival"]) for one in run.read(run.numbers, columns=["arrival"])
    )


def test_a_job_has_the_numbers_it_has_alone_when_it_is_played_beside_another(tmp_path):
    (alone,) = played([job()], 2, 1, tmp_path / "alone")
    beside, busier = played([job(), job(BUSIER, "busier")], 2, 2, tmp_path / "both")
    assert same(alone, beside)
    assert busier.several.counted > beside.several.counted


def test_what_is_compared_with_itself_is_played_once(tmp_path, monkeypatch):
    asked = watched(monkeypatch)
    played([job(), job(name="again")], 3, 1, tmp_path)
    assert asked == [0, 1, 2]
    assert len(list(tmp_path.iterdir())) == 1


@pytest.mark.parametrize("number", [1, 2])
def test_an_interruption_leaves_whole_pairs_and_all_that_is_finished(tmp_path, number):
    told: list[int] = []

    def press(finished: int) -> None:
        told.append(finished)
        if finished >= 96:
            os.kill(os.getpid(), signal.SIGINT)  # Ctrl-C

    with opened([job(), job(BUSIER, "busier")], Store(tmp_path), 5000) as runs, processes(number) as workers:
        ended = gather(runs, 5000, workers, progress=press)
        assert (ended.interrupted, ended.whole, ended.problem) == (True, False, None)
        assert 96 <= ended.finished == told[-1] < 10_000
        assert runs[0].numbers == runs[1].numbers
        assert len(runs[0].numbers) >= 48
        assert len(runs[0].several) == len(runs[1].several) == len(runs[0].numbers)
    with opened([job(), job(BUSIER, "busier")], Store(tmp_path), 5000) as runs, processes(1) as workers:
        assert gather(runs, 1, workers).found == 2


def test_whoever_has_enough_cancels(tmp_path):
    with opened([job()], Store(tmp_path), 5000) as (run,), processes(1) as workers:
        ended = gather([run], 5000, workers, cancelled=lambda: len(run.there) >= 30)
        assert ended.interrupted
        assert len(run.numbers) == ended.finished == 32


@pytest.mark.parametrize("number", [1, 2])
def test_a_run_ends_after_the_same_replication_whatever_the_processes(tmp_path, number):
    """What others had begun by then is kept and does not count: forty might be played, and four are enough."""
    seen: list[list[int]] = []

    def enough(replications):
        seen.append([one.number for one in replications])
        return len(seen) == 4

    with opened([job(), job(BUSIER, "busier")], Store(tmp_path), 40) as runs, processes(number) as workers:
        ended = gather_until(runs, 40, workers, enough)
        assert [run.numbers for run in runs] == [[0, 1, 2, 3]] * 2
        assert runs[1].several.numbers == (0, 1, 2, 3)
    assert (ended.whole, ended.replications, ended.finished, ended.found) == (True, 4, 8, 0)
    assert seen == [[number, number] for number in range(4)]


def test_a_run_that_never_has_enough_ends_with_the_most_allowed(tmp_path):
    with opened([job()], Store(tmp_path), 20) as (run,), processes(1) as workers:
        ended = gather_until([run], 20, workers, lambda _: False)
        assert (ended.whole, ended.replications, run.numbers) == (True, 20, list(range(20)))
        again = gather_until([run], 20, workers, lambda replications: replications[0].number == 6)
        assert (again.replications, again.found, run.numbers) == (7, 7, list(range(7)))


def test_a_store_in_which_nothing_was_finished_is_taken_away(tmp_path):
    with opened([job()], Store(tmp_path / "runs"), 5):
        assert (tmp_path / "runs").is_dir()
    assert list(tmp_path.iterdir()) == []


def test_recorded_cases_that_cannot_be_read_are_a_problem():
    with pytest.raises(InputError, match=r"none\.csv  cannot be read: No such file or directory"):
        Recorded.read(Path("none.csv"))


def test_recorded_cases_are_played_as_they_stood_when_they_were_read(tmp_path):
    csv = tmp_path / "cases.csv"
    csv.write_text("arrival,unit,reason,priority,age,requested_by\n2026-01-07T09:00,ekhult,skin,3,40,self\n")
    asking = replace(job(), trace=Recorded.read(csv))
    (before,) = played([asking], 3, 1, tmp_path / "runs")
    csv.write_text(csv.read_text().replace(",3,", ",1,"))
    (after,) = played([asking], 3, 2, tmp_path / "others")
    assert same(before, after)
    (changed,) = played([replace(job(), trace=Recorded.read(csv))], 3, 1, tmp_path / "runs")
    assert not same(before, changed)


def test_only_scenarios_on_the_same_days_are_compared():
    longer = job(CLINIC.replace("weeks: 1", "weeks: 3"), "longer")
    check_comparable([job(), job(BUSIER)])
    with pytest.raises(InputError, match="longer: horizon: 2026-01-05, 3 weeks with 0 of warm-up, but clinic has"):
        check_comparable([job(), longer])


def watched(monkeypatch) -> list[int]:
    """Return a list that fills with the replications that are played in this process."""
    asked: list[int] = []

    def watching(one: Job, number: int) -> Played:
        asked.append(number)
        return play(one, number)

    monkeypatch.setattr(import_module("sim.experiment.play"), "play", watching)
    return asked
