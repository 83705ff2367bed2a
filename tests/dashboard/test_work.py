import json
import os
import time

import pytest

from sim.dashboard.work import Assignment, Compared, Request, State, Written, ensure_players, player, players
from sim.dashboard.work.assignment import MOST_TRIES
from sim.dashboard.work.kinds import KINDS
from sim.dashboard.work.playing import steps
from sim.store.holding import held_alone
from tests.dashboard.scenes import asked, end_players, scenario_folder, wait_for_end


@pytest.fixture
def folder(tmp_path):
    return scenario_folder(tmp_path / "scenarios")


@pytest.fixture
def store(tmp_path):
    return tmp_path / "store"


def given(store, request):
    assignment = Assignment.of(store, request)
    assignment.give(request)
    return assignment


def test_the_same_asked_twice_is_one_assignment_and_another_seed_another(store, folder):
    assert Assignment.of(store, asked(folder)).id == Assignment.of(store, asked(folder)).id
    assert Assignment.of(store, asked(folder)).id != Assignment.of(store, asked(folder, seed=2)).id


def test_a_request_comes_back_from_the_disk_as_it_was(store, folder):
    request = asked(folder)
    assert given(store, request).request() == request


def test_an_assignment_is_played_and_its_figures_come_back(store, folder):
    assignment = given(store, asked(folder))
    assert assignment.state is State.waiting
    assert player.play_next(store)
    assert (assignment.state, assignment.outcome()["problems"]) == (State.finished, [])
    compared = Compared.from_json(assignment.result())
    assert (compared.names, compared.replications, compared.whole) == (["busy_clinic", "moved_nurse"], 5, True)
    assert compared.comparisons[0].family("mean_wait_working", "priority").changes
    assert (assignment.progress().finished, assignment.progress().share) == (10, 1.0)
    assert not player.play_next(store)


def test_first_figures_come_before_the_last(store, folder, monkeypatch):
    shown = []
    monkeypatch.setattr(Assignment, "show", lambda _, result: shown.append((result["replications"], result["asked"])))
    given(store, asked(folder, replications=6))
    player.play_next(store)
    assert shown == [(4, 6), (6, 6)]
    assert list(steps(30)) == [4, 30]
    assert list(steps(3)) == [3]


def test_what_is_finished_when_somebody_cancels_is_kept_and_goes_on_from_there(store, folder, monkeypatch):
    request = asked(folder, replications=6)
    assignment = given(store, request)
    show = Assignment.show
    monkeypatch.setattr(Assignment, "show", lambda self, result: (show(self, result), (self.folder / "cancel").touch()))
    player.play_next(store)
    assert assignment.state is State.cancelled
    assert assignment.result()["replications"] >= 4
    monkeypatch.undo()
    assignment.give(request)
    assert not assignment.cancelled
    player.play_next(store)
    assert (assignment.state, assignment.result()["replications"]) == (State.finished, 6)


def test_one_that_nobody_has_begun_is_cancelled_at_once(store, folder):
    assignment = given(store, asked(folder))
    assignment.cancel()
    assert assignment.state is State.cancelled
    assert not player.play_next(store)


def test_the_oldest_is_played_first_and_each_knows_its_place(store, folder):
    every = [given(store, asked(folder, seed=seed)) for seed in (3, 1, 2)]
    assert [one.id for one in Assignment.queued(store)] == [one.id for one in every]
    assert [one.place for one in every] == [0, 1, 2]


def test_nobody_plays_what_another_plays(store, folder):
    assignment = given(store, asked(folder))
    with held_alone(assignment.folder):
        assert assignment.state is State.running
        assert not player.play_next(store)


def test_a_process_of_another_version_leaves_it_alone(store, folder, monkeypatch):
    given(store, asked(folder))
    monkeypatch.setattr(player, "code_version", lambda: "another")
    assert not player.play_next(store)


def test_a_player_that_is_ended_again_and_again_is_no_endless_loop(store, folder, monkeypatch):
    class EndedError(BaseException):
        """As if the process had gone."""

    def gone(*_):
        raise EndedError

    monkeypatch.setitem(KINDS, "compare", gone)
    assignment = given(store, asked(folder))
    for _ in range(MOST_TRIES):
        with pytest.raises(EndedError):
            player.play_next(store)
        assert assignment.state is State.waiting
    player.play_next(store)
    assert (assignment.state, assignment.outcome()["problems"]) == (State.refused, ["ended from outside"])


def test_what_cannot_be_played_is_refused_with_what_is_wrong(store, folder):
    good = asked(folder)
    broken = Written("broken", "question: nothing else\n")
    assignment = given(store, Request("compare", (good.scenarios[0], broken), 1, 5))
    player.play_next(store)
    assert assignment.state is State.refused
    assert "horizon" in " ".join(assignment.outcome()["problems"])


def test_an_error_of_ours_is_refused_and_the_player_lives_on(store, folder, monkeypatch, capsys):
    def fault(*_):
        raise RuntimeError("a fault")

    monkeypatch.setitem(KINDS, "compare", fault)
    assignment = given(store, asked(folder))
    assert player.play_next(store)
    assert assignment.outcome() == {"state": "refused", "problems": ["RuntimeError: a fault"]}
    assert "a fault" in capsys.readouterr().err


@pytest.mark.parametrize("name", ["../../etc/passwd", "", "0123456789abcde", "0123456789ABCDEF", "0123456789abcdef/.."])
def test_a_name_that_is_no_fingerprint_leads_nowhere(store, name):
    with pytest.raises(ValueError, match="names no assignment"):
        Assignment(store, name)


@pytest.mark.parametrize("content", [b"", b"{", b"[]", b'{"state": 1', b"\xff\xfe"])
def test_damaged_files_are_as_if_they_were_not_there(store, folder, content):
    assignment = given(store, asked(folder))
    for name in ("outcome.json", "progress.json", "result.json"):
        (assignment.folder / name).write_bytes(content)
    assert (assignment.outcome(), assignment.progress(), assignment.result()) == (None, None, None)
    assert assignment.state is State.waiting


def test_a_damaged_request_is_refused_and_blocks_nobody(store, folder):
    first, second = given(store, asked(folder)), given(store, asked(folder, seed=2))
    (first.folder / "request.json").write_text(json.dumps({"kind": "compare"}))
    assert player.play_next(store)
    assert player.play_next(store)
    assert (first.state, second.state) == (State.refused, State.finished)


def test_one_that_is_removed_leaves_the_queue_and_the_runs(store, folder):
    assignment = given(store, asked(folder))
    assignment.remove()
    assert (assignment.state, Assignment.queued(store), Assignment.every(store)) == (State.unknown, [], [])


def test_a_detached_process_plays_what_is_given_and_outlives_who_started_it(store, folder, monkeypatch):
    monkeypatch.setattr(players, "cores", lambda: 1)
    try:
        ensure_players(store)
        ensure_players(store)
        assignment = given(store, asked(folder))
        assert wait_for_end(assignment) == "finished"
        assert players.ready(store)
        (pid,) = [int(file.read_text()) for file in (store / "work" / "players").glob("*/pid")]
        assert os.getsid(pid) != os.getsid(0)
    finally:
        end_players(store)


def test_a_player_goes_when_nobody_has_needed_it(store):
    begun = time.monotonic()
    player.main(store, 0, idle=0.1)
    assert time.monotonic() > begun
    with held_alone(player.place_of(store, 0)) as alone:
        assert alone


def test_who_finds_the_place_taken_goes_away(store, monkeypatch):
    place = player.place_of(store, 0)
    place.mkdir(parents=True)
    (place / "in_use").touch()
    monkeypatch.setattr(player, "warm", lambda: pytest.fail("it has no place"))
    with held_alone(place):
        player.main(store, 0, idle=0)
