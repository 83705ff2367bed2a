"""From the points of a study to their sums in the store, and what is said of it: what was there, what is missing."""

import sys
from collections.abc import Sequence

import typer
from rich.text import Text

from sim.cli.play import INCOMPLETE, INTERRUPTED
from sim.cli.players import players
from sim.cli.progress import counting
from sim.experiment.points import PlayedPoints, Point, opened_points, play_points
from sim.measures.gauge import Gauge
from sim.report.console import show, stderr
from sim.report.forms import count
from sim.store import Store


def played(
    study: Point,
    points: Sequence[Point],
    gauges: Sequence[Gauge],
    store: Store,
    jobs: int | None,
    cluster: str | None,
    what: str,
) -> tuple[PlayedPoints, str]:
    """Play what is missing, with progress on the terminal; ends the command if no point is finished.

    Parameters
    ----------
    study
        The point at which everything is as written.
    points, gauges
        What is played, and what is followed.
    store
        Where it is kept.
    jobs
        Processes; one for each core if None, and this one alone where little is to be played.
    cluster
        Address of a scheduler whose workers play instead.
    what
        A point in the words of the command.

    Returns
    -------
    PlayedPoints
        How it ended.
    str
        Where it is kept and what was there already, in a sentence.
    """
    with opened_points(study, points, gauges, store) as kept:
        for damage in kept.folder.damages:
            print(f"{damage}; {damage.remedy}", file=sys.stderr)
        tasks = kept.asked - kept.there
        with players(jobs, cluster, points[0].jobs[0], tasks) as workers, counting(kept.asked) as progress:
            ended = play_points(kept, workers, progress)
        if not ended.sums:
            if ended.problem:
                raise ended.problem
            some = "the replications that are finished are kept" if ended.there else "nothing is kept"
            print(f"Interrupted before a {what} was finished; {some}.", file=sys.stderr)
            raise typer.Exit(INTERRUPTED)
        return ended, _where(store, store.short(kept.folder), ended)


def say(said: str, *, aside: bool) -> None:
    """Print a sentence, aside if the screen holds JSON."""
    if aside:
        stderr().print(said)
    else:
        show(Text(said))


def end(ended: PlayedPoints, asked: int, what: str) -> None:
    """End the command as playing ended: quietly, or with what is missing and why."""
    finished = f"{count(len(ended.sums))} of {count(asked)} {what} are finished and kept"
    if ended.problem:
        for one in ended.problem.problems:
            print(one, file=sys.stderr)
        print(f"{finished}.", file=sys.stderr)
        raise typer.Exit(INCOMPLETE)
    if ended.interrupted:
        print(f"Interrupted: {finished}; the same command goes on from there.", file=sys.stderr)
        raise typer.Exit(INTERRUPTED)


def _where(store: Store, short: str, ended: PlayedPoints) -> str:
    if ended.before == ended.asked:
        return f"Nothing was played: all was there already, in {store.root} as {short}."
    before = f"; {count(ended.before)} of {count(ended.asked)} replications were there already" if ended.before else ""
    return f"Kept in {store.root} as {short}{before}."
