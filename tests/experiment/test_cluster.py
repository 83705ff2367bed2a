"""On a cluster: the same to the last digit whatever dies there, nothing from another version, and no hanging."""

import json
import os
import re
import shutil
import signal
import subprocess
import sys
import time
from concurrent.futures import CancelledError
from pathlib import Path

import dask
import pytest
from distributed import Client
from typer.testing import CliRunner

from sim.cli import app
from sim.errors import InputError
from sim.experiment import cluster as dask_cluster
from sim.experiment import gather, opened, processes
from sim.experiment.cluster import cluster
from sim.experiment.points import Point, opened_points, play_points
from sim.experiment.versions import differences, versions
from sim.measures.gauge import gauge
from sim.store import Store
from tests.experiment.scenes import CLINIC, ROOT, job, kept_in, played, same

REPLICATIONS = 160
"""In 10 blocks."""
WITHIN = 60
"""Seconds after which a process of a test is taken for lost."""


class Machines:
    """A scheduler and workers, each a process of its own, on this machine only."""

    def __init__(self, folder: Path, *options: str, protocol: str = "tcp", **environment: str) -> None:
        self.folder, self.protocol = folder, protocol
        self.environment = os.environ | {"PYTHONPATH": str(ROOT)} | environment
        self.options = ["--host", "127.0.0.1", "--protocol", protocol, "--no-dashboard", *options]
        self.running: list[subprocess.Popen[bytes]] = []
        told = folder / "scheduler.json"
        self.scheduler = self._start("dask_scheduler", "--port", "0", "--no-show", "--scheduler-file", str(told))
        deadline = time.monotonic() + WITHIN
        while not told.exists() or not told.read_text():
            assert time.monotonic() < deadline
            time.sleep(0.05)
        self.address = json.loads(told.read_text())["address"]

    def workers(self, number: int) -> None:
        """Start some, and wait until they are there."""
        before = self.count()
        for _ in range(number):
            self.worker()
        self.wait(before + number)

    def worker(self, **environment: str) -> "subprocess.Popen[bytes]":
        options = ["--nthreads", "1", "--no-nanny", "--local-directory", str(self.folder)]
        return self._start("dask_worker", self.address, *options, **environment)

    def wait(self, number: int) -> None:
        deadline = time.monotonic() + WITHIN
        while self.count() != number:
            assert time.monotonic() < deadline
            time.sleep(0.1)

    def count(self) -> int:
        with Client(self.address, set_as_default=False) as client:
            return len(client.nthreads())

    def tasks(self) -> int:
        with Client(self.address, set_as_default=False) as client:
            return client.run_on_scheduler(tasks_of)

    def end(self) -> None:
        for one in self.running:
            one.kill()
            one.wait()

    def _start(self, name: str, *words: str, **environment: str) -> "subprocess.Popen[bytes]":
        # Not in a folder that holds sim: it would go before PYTHONPATH.
        command = [sys.executable, "-m", f"distributed.cli.{name}", *words, *self.options]
        with (self.folder / "log").open("ab") as log:
            one = subprocess.Popen(command, env=self.environment | environment, cwd=self.folder, stdout=log, stderr=log)
        self.running.append(one)
        return one


def tasks_of(dask_scheduler) -> int:
    return len(dask_scheduler.tasks)


def kill(process: "subprocess.Popen[bytes]") -> None:
    process.kill()
    process.wait()


@pytest.fixture(scope="module")
def machines(tmp_path_factory):
    """Two workers."""
    there = Machines(tmp_path_factory.mktemp("machines"))
    there.workers(2)
    yield there
    there.end()


@pytest.fixture(scope="module")
def local(tmp_path_factory):
    store = tmp_path_factory.mktemp("local")
    (run,) = played([job()], REPLICATIONS, 1, store)
    return run


def test_with_a_worker_killed_everything_is_there_once_and_the_same(tmp_path, machines, local):
    victim = machines.running[-1]
    finished = []

    def told(number: int) -> None:
        finished.append(number)
        if len(finished) == 3:
            victim.send_signal(signal.SIGKILL)

    with opened([job()], Store(tmp_path), REPLICATIONS) as (run,), cluster(machines.address) as workers:
        assert workers.ahead == 4
        assert gather([run], REPLICATIONS, workers, progress=told).whole
        assert same(run, local)
    machines.wait(1)
    found = kept_in(tmp_path)
    assert found.damages == []
    assert sorted(number for part in found.parts.values() for number in part.digests) == list(range(REPLICATIONS))
    assert sorted(found.parts) == sorted(local.folder.parts), "their names are digests of their files"


@pytest.mark.nightly
def test_points_of_a_study_are_the_same(tmp_path, machines):
    points = [Point((job(seed=seed),), first=0, replications=20) for seed in (1, 2)]
    gauges = [gauge("mean_wait_working", ["ekhult"])]
    players = {"here": processes(1), "there": cluster(machines.address)}
    played = {}
    for name, who in players.items():
        with opened_points(points[0], points, gauges, Store(tmp_path / name)) as kept, who as workers:
            played[name] = play_points(kept, workers, lambda _: None)
    assert (played["there"].interrupted, played["there"].problem, played["there"].there) == (False, None, 40)
    assert all((one == other).all() for one, other in zip(played["here"].sums, played["there"].sums, strict=True))


def test_ctrl_c_keeps_what_is_finished_and_takes_back_the_rest(tmp_path, machines):
    def press(finished: int) -> None:
        if finished >= 32:
            signal.raise_signal(signal.SIGINT)

    with opened([job()], Store(tmp_path), 2000) as (run,), cluster(machines.address) as workers:
        ended = gather([run], 2000, workers, progress=press)
    assert ended.interrupted
    assert ended.problem is None
    assert 32 <= len(kept_in(tmp_path).finished()) < 200
    deadline = time.monotonic() + WITHIN
    while machines.tasks():
        assert time.monotonic() < deadline
        time.sleep(0.1)


def refuse(number: int) -> int:
    raise InputError([]) if number else CancelledError


def test_what_a_task_refuses_arrives_whole(machines):
    with cluster(machines.address) as workers:
        with pytest.raises(InputError):
            workers.executor.submit(refuse, 1).result(WITHIN)
        assert workers.executor.submit(abs, -3).result(WITHIN) == 3


@pytest.mark.nightly
def test_workers_of_another_version_and_without_one_are_refused(tmp_path, machines):
    """Both are real: one has a source that was changed, the other another package called sim."""
    shutil.copytree(ROOT / "sim", tmp_path / "other" / "sim", ignore=shutil.ignore_patterns("__pycache__"))
    units = tmp_path / "other" / "sim" / "units.py"
    units.write_text(units.read_text() + "# another\n")
    (tmp_path / "none").mkdir()
    (tmp_path / "none" / "sim.py").write_text("")
    strangers = [machines.worker(PYTHONPATH=str(tmp_path / name)) for name in ("other", "none")]
    machines.wait(3)
    with pytest.raises(InputError) as refusal, cluster(machines.address):
        pass
    for one in strangers:
        kill(one)
    machines.wait(1)
    said = sorted(re.sub(r"^worker tcp://127.0.0.1:\d+ ", "", one.what) for one in refusal.value.problems)
    assert {one.place for one in refusal.value.problems} == {f"--cluster {machines.address}"}
    assert said[0].startswith("cannot be asked for its version: ")
    assert said[0].endswith("; install the same direktsim there")
    wanted = f"instead of {versions()['direktsim'][:12]}; install the same versions on every machine"
    assert re.fullmatch(f"has direktsim [0-9a-f]{{12}} {wanted}", said[1])
    assert len(said) == 2


@pytest.mark.parametrize("name", ["direktsim", "Python", "numpy", "rounding"])
def test_a_worker_that_joins_later_is_asked_too(machines, monkeypatch, name):
    """As if all others had changed since they were asked."""
    with cluster(machines.address) as workers:
        monkeypatch.setattr(workers.executor, "_here", versions() | {name: "0"})
        with pytest.raises(InputError, match=f"--cluster: a worker that joined has {name} .* instead of 0; end it"):
            workers.executor.submit(abs, 1).result(WITHIN)


def test_what_differs_is_named():
    here = {"Python": "3.11.7", "numpy": "2.4.6", "rounding": "a" * 64}
    assert differences(here, here) == ""
    assert differences({"Python": "3.12.1", "rounding": "b" * 64}, here) == (
        "Python 3.12.1 instead of 3.11.7, numpy none instead of 2.4.6, rounding bbbbbbbbbbbb instead of aaaaaaaaaaaa"
    )


@pytest.mark.parametrize("address", ["host:8786", "http://host:8786", "tcp://host", "tcp://:8786", "tls://a b:1", ""])
def test_what_is_no_address_is_refused(address):
    with (
        pytest.raises(InputError, match="is no address of a scheduler; write tcp://HOST:8786 or tls"),
        cluster(address),
    ):
        pass


@pytest.mark.nightly
def test_a_scheduler_that_goes_away_loses_nothing_finished_and_is_no_hang(tmp_path, machines, monkeypatch):
    monkeypatch.setattr(dask_cluster, "CONNECT_WITHIN", 1)

    def told(finished: int) -> None:
        if finished >= 48:
            machines.scheduler.kill()

    with opened([job()], Store(tmp_path), 2000) as (run,), cluster(machines.address) as workers:
        ended = gather([run], 2000, workers, progress=told)
        with pytest.raises(InputError, match="the scheduler is gone"):  # not even what is asked for afterwards
            workers.executor.submit(abs, 1).result(WITHIN)
    assert str(ended.problem) == (
        f"--cluster {machines.address}: the scheduler is gone; what is finished is kept, start it and run again"
    )
    assert not ended.interrupted
    assert 48 <= len(kept_in(tmp_path).finished()) < 200
    gone = pytest.raises(InputError, match=r'no scheduler answers; start one with "dask scheduler"')
    with gone, cluster(machines.address):
        pass


CASES = "arrival,unit,reason,priority,age,requested_by\n2026-01-07T09:00,ekhult,skin,3,40,self\n"


@pytest.fixture
def desk(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "clinic.yaml").write_text(CLINIC)
    (tmp_path / "cases.csv").write_text(CASES)
    return tmp_path


def direktsim(*words: str):
    return CliRunner().invoke(app, words)


def certificate(folder: Path) -> dict[str, str]:
    """Make a certificate that is its own authority, with the openssl command, and return Dask's settings."""
    key, cert = str(folder / "key.pem"), str(folder / "cert.pem")
    subject = ["-x509", "-days", "2", "-subj", "/CN=direktsim in a test"]
    new_key = ["-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes"]
    command = ["openssl", "req", *subject, *new_key, "-keyout", key, "-out", cert]
    subprocess.run(command, check=True, capture_output=True)
    sides = {f"{side}.{what}": {"cert": cert, "key": key}[what]
             for side in ("scheduler", "worker", "client") for what in ("cert", "key")}  # fmt: skip
    return {"ca-file": cert} | sides


def trusting(settings: dict[str, str]) -> "dask.config.set":
    return dask.config.set({f"distributed.comm.tls.{name}": value for name, value in settings.items()})


@pytest.fixture(scope="module")
def guarded(tmp_path_factory):
    """Certificates are asked for; no workers; and a task is given up at the first worker that it ends."""
    settings = certificate(tmp_path_factory.mktemp("certificate"))
    names = {f"DASK_DISTRIBUTED__COMM__TLS__{name.replace('.', '__').replace('-', '_').upper()}": value
             for name, value in settings.items()}  # fmt: skip
    folder = tmp_path_factory.mktemp("guarded")
    with trusting(settings):
        there = Machines(folder, protocol="tls", DASK_DISTRIBUTED__SCHEDULER__ALLOWED_FAILURES="0", **names)
        yield there
        there.end()


RECORDED = ["run", "clinic.yaml", "--cases", "cases.csv", "-n", "20", "--json"]


@pytest.mark.nightly
@pytest.mark.usefixtures("desk")
def test_nothing_is_done_for_strangers(guarded, tmp_path_factory, monkeypatch):
    monkeypatch.setattr(dask_cluster, "CONNECT_WITHIN", 1)

    def said(**settings: str) -> str:
        with trusting({"ca-file": None, "client.cert": None, "client.key": None} | settings):
            result = direktsim(*RECORDED, "--cluster", guarded.address)
        assert result.exit_code == 2
        return result.stderr

    missing = "needs certificates; write distributed.comm.tls.ca-file and distributed.comm.tls.client.cert in Dask's"
    assert missing in said()
    assert "the certificates of Dask's configuration cannot be used: " in said(**unreadable())
    assert "no scheduler answers" in said(**certificate(tmp_path_factory.mktemp("stranger")))


def unreadable() -> dict[str, str]:
    return {"ca-file": "none.pem", "client.cert": "none.pem"}


@pytest.mark.nightly
def test_recorded_cases_travel_over_tls(desk, guarded):
    without = direktsim(*RECORDED, "--cluster", guarded.address)
    assert without.exit_code == 2
    assert f'has no workers; start some with "dask worker {guarded.address} --nthreads 1"' in without.stderr
    guarded.workers(1)
    there = direktsim(*RECORDED, "--cluster", guarded.address, "--store", "there")
    here = direktsim(*RECORDED, "--jobs", "1", "--store", "here")
    assert (there.exit_code, here.exit_code) == (0, 0)
    assert there.stdout == here.stdout
    parts = [sorted(part.name for part in (desk / store).glob("*/parts/*")) for store in ("there", "here")]
    assert parts[0] == parts[1] != []


@pytest.mark.nightly
def test_a_task_that_ends_its_workers_is_a_problem_and_nobody_waits_for_ever(guarded):
    if not guarded.count():
        guarded.workers(1)
    with cluster(guarded.address, patience=1) as workers:
        task = workers.executor.submit(os._exit, 1)
        with pytest.raises(InputError, match=r"workers ended again and again .* start fewer of them on each machine"):
            task.result(WITHIN)
        task = workers.executor.submit(abs, 1)
        with pytest.raises(InputError, match=r"no worker is there any longer, for 1 seconds; what is finished is kept"):
            task.result(WITHIN)


@pytest.mark.usefixtures("desk")
def test_recorded_cases_are_not_sent_where_others_can_read_them():
    result = direktsim("run", "clinic.yaml", "--cases", "cases.csv", "--cluster", "tcp://host:8786", "--jobs", "2")
    assert result.exit_code == 2
    assert result.stderr.splitlines() == [
        "--jobs: with --cluster its workers play; leave out one of the two",
        "--cases: recorded cases are sent to a cluster over tls:// only, where nobody else reads them; play them here",
        "2 problems; nothing was run.",
    ]


@pytest.mark.parametrize(
    "words",
    [["run"], ["compare", "clinic.yaml"], ["sweep", "--vary", "demand.factor=1,2"], ["sensitivity", "--worlds", "0"]],
    ids=lambda words: words[0],
)
@pytest.mark.usefixtures("desk")
def test_without_dask_it_is_said_what_to_install(words, monkeypatch):
    monkeypatch.delitem(sys.modules, "sim.experiment.cluster")
    monkeypatch.setitem(sys.modules, "distributed", None)
    result = direktsim(words[0], "clinic.yaml", *words[1:], "--cluster", "tcp://host:8786")
    assert result.exit_code == 2
    assert result.stderr.splitlines()[0] == (
        '--cluster: needs Dask, which is not installed here; pip install "direktsim[cluster]"'
    )
