"""Tasks over processes: in order, whole, and kept when somebody interrupts."""

import contextlib
import os
import signal
import time

import pytest

from sim.errors import EngineError, InputError, Problem
from sim.experiment.spread import cores, spread


def square(number: int) -> int:
    time.sleep(0.02 * (number % 3))  # the later may finish first
    return number * number


def fail_at_three(number: int) -> int:
    if number == 3:
        raise InputError([Problem("no such case", place="row 3"), Problem("nor this one", place="row 4")])
    return number


def fault(number: int) -> int:
    raise EngineError("a case in two places", tick=number, case=7)


def process(_: int) -> int:
    time.sleep(0.1)
    return os.getpid()


def slow_after_two(number: int) -> int:
    if number >= 2:
        time.sleep(60)
    return number


@pytest.mark.parametrize("processes", [1, 3])
def test_results_come_in_the_order_of_the_tasks(processes):
    got: list[int] = []
    assert spread(square, range(12), processes, got.append)
    assert got == [number * number for number in range(12)]


def test_several_processes_are_really_several():
    got: set[int] = set()
    spread(process, range(4), 2, got.add)
    assert len(got) == 2
    assert os.getpid() not in got


@pytest.mark.parametrize("processes", [1, 2])
def test_ctrl_c_keeps_what_is_finished(processes):
    got: list[int] = []

    def take(number: int) -> None:
        got.append(number)
        if number == 1:
            raise KeyboardInterrupt

    began = time.monotonic()
    assert not spread(slow_after_two, range(6), processes, take)
    assert got == [0, 1]
    assert time.monotonic() - began < 30


@pytest.mark.parametrize("processes", [1, 2])
def test_ctrl_c_while_a_result_is_taken_waits_until_it_is_whole(processes):
    whole: list[int] = []

    def take(number: int) -> None:
        if number == 1:
            os.kill(os.getpid(), signal.SIGINT)
        whole.append(number)

    assert not spread(square, range(40), processes, take)
    assert whole[:2] == [0, 1]
    assert len(whole) < 40


def swallow(number: int) -> int:
    """Press Ctrl-C where other people's code catches whatever is raised."""
    with contextlib.suppress(BaseException):
        if number == 2:
            os.kill(os.getpid(), signal.SIGINT)
            time.sleep(1)
    return number


def test_ctrl_c_that_other_code_swallows_is_remembered():
    got: list[int] = []
    assert not spread(swallow, range(40), 1, got.append)
    assert got == [0, 1]


def test_afterwards_ctrl_c_is_as_it_was():
    before = signal.getsignal(signal.SIGINT)
    spread(square, range(2), 1, lambda _: None)
    assert signal.getsignal(signal.SIGINT) is before


@pytest.mark.parametrize("processes", [1, 2])
def test_what_a_worker_refuses_arrives_whole(processes):
    with pytest.raises(InputError) as refusal:
        spread(fail_at_three, range(6), processes, lambda _: None)
    assert [str(problem) for problem in refusal.value.problems] == ["row 3: no such case", "row 4: nor this one"]


def test_a_fault_of_the_engine_arrives_whole():
    with pytest.raises(EngineError) as error:
        spread(fault, range(2), 2, lambda _: None)
    assert (error.value.what, error.value.case) == ("a case in two places", 7)


def test_a_process_that_is_ended_from_outside_is_a_problem_not_a_traceback():
    with pytest.raises(InputError, match="ended from outside, perhaps for want of memory; try fewer processes"):
        spread(os._exit, [1, 1], 2, lambda _: None)


def test_there_is_at_least_one_core():
    assert cores() >= 1
