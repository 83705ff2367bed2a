"""Tasks over processes: in order, whole, and kept when somebody interrupts."""

import contextlib
import os
import signal
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from sim.errors import EngineError, InputError, Problem
from sim.experiment import Workers, cores, processes
from sim.experiment.spread import spread as spread_over
from tests.experiment.scenes import ROOT


def spread(work, tasks, number, receive) -> bool:
    """Spread over so many processes, and go on whatever `receive` returns."""
    with processes(number) as workers:
        return spread_over(work, tasks, workers, lambda result: (receive(result), True)[1])


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


@pytest.mark.parametrize("number", [1, 3])
def test_results_come_in_the_order_of_the_tasks(number):
    got: list[int] = []
    assert spread(square, range(12), number, got.append)
    assert got == [number * number for number in range(12)]


def test_several_processes_are_really_several():
    got: set[int] = set()
    spread(process, range(4), 2, got.add)
    assert len(got) == 2
    assert os.getpid() not in got


@pytest.mark.parametrize("number", [1, 2])
def test_ctrl_c_keeps_what_is_finished(number):
    got: list[int] = []

    def take(one: int) -> None:
        got.append(one)
        if one == 1:
            raise KeyboardInterrupt

    began = time.monotonic()
    assert not spread(slow_after_two, range(6), number, take)
    assert got == [0, 1]
    assert time.monotonic() - began < 30


@pytest.mark.parametrize("number", [1, 2])
def test_ctrl_c_while_a_result_is_taken_waits_until_it_is_whole(number):
    whole: list[int] = []

    def take(one: int) -> None:
        if one == 1:
            os.kill(os.getpid(), signal.SIGINT)
        whole.append(one)

    assert not spread(square, range(40), number, take)
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


@pytest.mark.parametrize("number", [1, 2])
def test_what_a_worker_refuses_arrives_whole(number):
    with pytest.raises(InputError) as refusal:
        spread(fail_at_three, range(6), number, lambda _: None)
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


def test_any_executor_will_do():
    """Threads here, a cluster elsewhere."""
    got: list[int] = []
    with ThreadPoolExecutor(3) as threads:
        assert spread_over(square, range(12), Workers(threads, ahead=5), lambda one: not got.append(one))
    assert got == [one * one for one in range(12)]


@pytest.mark.parametrize("number", [1, 2])
def test_who_receives_can_end_it(number):
    got: list[int] = []

    def enough(one: int) -> bool:
        got.append(one)
        return len(got) < 3

    began = time.monotonic()
    with processes(number) as workers:
        assert not spread_over(slow_after_two, [0, 1, 0, 7, 7, 7], workers, enough)
    assert got == [0, 1, 0]
    assert time.monotonic() - began < 30


@pytest.mark.parametrize("number", [1, 2])
def test_what_is_finished_is_received_before_a_refusal_is_told(number):
    got: list[int] = []
    with pytest.raises(InputError):
        spread(fail_at_three, [0, 1, 2, 3], number, got.append)
    assert got == [0, 1, 2]


def test_processes_end_with_a_parent_that_is_killed(tmp_path):
    """Otherwise they would wait for work for ever: they hold both ends of their queue."""
    code = f"""
import os, pathlib, time
from sim.experiment import processes
from tests.experiment.test_spread import process
if __name__ == "__main__":
    with processes(2) as workers:
        children = {{workers.executor.submit(process, n).result() for n in range(2)}}
        pathlib.Path({str(tmp_path / "children")!r}).write_text(" ".join(map(str, children)))
        time.sleep(60)
"""
    (tmp_path / "parent.py").write_text(code)
    environment = os.environ | {"PYTHONPATH": str(Path(__file__).parents[2])}
    with subprocess.Popen([sys.executable, tmp_path / "parent.py"], env=environment) as parent:
        deadline = time.monotonic() + 60
        while time.monotonic() < deadline and not (tmp_path / "children").exists():
            time.sleep(0.05)
        time.sleep(0.1)
        parent.kill()
    children = [int(one) for one in (tmp_path / "children").read_text().split()]
    assert children
    while time.monotonic() < deadline and any(Path(f"/proc/{child}").exists() for child in children):
        time.sleep(0.05)
    assert not [child for child in children if Path(f"/proc/{child}").exists()]


LEFT_ALONE = """\
from sim.experiment import processes

if __name__ == "__main__":
    for _ in range(4):
        with processes(2) as workers:
            futures = [workers.executor.submit(bytes, 30 << 20) for _ in range(6)]
            futures[0].result()
    print("ended")
"""


def test_processes_that_are_ended_while_they_send_a_result_keep_nobody_waiting():
    """The saboteur: ended at once, a process leaves half a result in the pipe, and the program never ends."""
    with subprocess.Popen([sys.executable, "-c", LEFT_ALONE], stdout=subprocess.PIPE, text=True, cwd=ROOT) as running:
        try:
            said, _ = running.communicate(timeout=60)
        finally:
            running.kill()
    assert said == "ended\n"
    assert running.returncode == 0
