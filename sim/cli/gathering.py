"""From jobs to replications in the store, and what is said of it: what was there, what was damaged, what is missing."""

import sys
from collections.abc import Callable, Sequence
from pathlib import Path

import typer
from rich.text import Text

from sim.cli.play import INCOMPLETE, INTERRUPTED
from sim.cli.players import players
from sim.cli.progress import counting
from sim.errors import InputError
from sim.experiment import Gathered, Run, gather, gather_until, missing
from sim.measures.precision import UntilPrecise
from sim.report.console import show, stderr
from sim.report.forms import count, joined, plural
from sim.store import Draft, Store, writing


def gathered(
    runs: Sequence[Run], replications: int, jobs: int | None, cluster: str | None, rule: UntilPrecise | None = None
) -> Gathered:
    """Play what is missing, with progress on the terminal; ends the command if nothing is finished.

    Parameters
    ----------
    runs
        From `opened`.
    replications
        How many of each, at most if a rule ends the run.
    jobs
        Processes; one for each core if None, and this one alone where little is to be played.
    cluster
        Address of a scheduler whose workers play instead.
    rule
        Says when there are enough.
    """
    for damage in dict.fromkeys(damage for run in runs for damage in run.folder.damages):
        print(f"{damage}; {damage.remedy}", file=sys.stderr)
    blocks = len(list(missing(runs, replications)))
    with (
        players(jobs, cluster, runs[0].job, blocks) as workers,
        counting(replications * len(runs)) as progress,
    ):
        if rule is None:
            ended = gather(runs, replications, workers, progress=progress)
        else:
            ended = gather_until(runs, replications, workers, rule.add, progress=progress)
    if not runs[0].numbers:
        if ended.problem:
            raise ended.problem
        kept = "what is finished of some is kept" if ended.finished else "nothing is kept"
        print(f"Interrupted before a replication was finished; {kept}.", file=sys.stderr)
        raise typer.Exit(INTERRUPTED)
    return ended


def say_where(store: Store, runs: Sequence[Run], ended: Gathered, *, aside: bool) -> None:
    """Say where the runs are kept and what was there already, aside if the screen holds JSON."""
    folders = {run.folder.path: run for run in runs}.values()
    names = [f"{store.short(run.folder)} ({run.job.name})" for run in folders]
    if ended.found == ended.asked:
        said = f"Nothing was played: all was there already, in {store.root} as {joined(names)}."
    else:
        before = f"; {ended.found} of {ended.asked} replications were there already" if ended.found else ""
        said = f"Kept in {store.root} as {joined(names)}{before}."
    if aside:
        stderr().print(said)
    else:
        show(Text(said))


def exported(out: Path, write: Callable[[Draft], None], *, aside: bool) -> InputError | None:
    """Write the tables to a folder and say so; returns what the place refuses, for `end`: the run itself is kept."""
    try:
        with writing(out) as draft:
            write(draft)
    except InputError as error:
        return error
    print(f"Tables in {out}", file=sys.stderr if aside else sys.stdout)
    return None


def end(runs: Sequence[Run], ended: Gathered, refused: InputError | None = None) -> None:
    """End the command as its gathering ended: quietly, or with what is missing and why."""
    finished = f"{count(len(runs[0].numbers))} of {plural(ended.replications, 'replication')} are finished and kept"
    for error in (ended.problem, refused):
        for problem in error.problems if error else ():
            print(problem, file=sys.stderr)
    if ended.problem or refused:
        print(f"{finished}.", file=sys.stderr)
        raise typer.Exit(INCOMPLETE)
    if not ended.whole:
        print(f"Interrupted: {finished}; the same command goes on from there.", file=sys.stderr)
        raise typer.Exit(INTERRUPTED)
