"""Runs as folders of tables for others: whole, by themselves, at a place that the user chooses."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict
from typing import Any

from sim.experiment.run import Run
from sim.scenario.assumptions import assumptions
from sim.scenario.loaded import Loaded
from sim.store import CASES, EVENTS, MANIFEST, SUMMARY, Draft


def export_run(
    draft: Draft, loaded: Loaded, run: Run, summary: Mapping[str, Any], asked: int, folder: str = ""
) -> None:
    """Write the cases of a run, its events where the job asks for them, its manifest and its summary.

    Parameters
    ----------
    draft
        The folder being written.
    loaded
        The scenario with where its values come from.
    run
        Its replications.
    summary
        Their summary as JSON.
    asked
        Replications that were asked for.
    folder
        Folder within the folder, for a run that is one of several.
    """
    for name in (CASES, EVENTS) if run.job.keep_events else (CASES,):
        for table in run.tables(name):
            draft.append(_in(folder, name), table)
    about = {
        **run.about,
        "name": run.job.name,
        "replications_asked": asked,
        "replications_finished": len(run.numbers),
        "digests": {str(number): digest for number, digest in run.digests.items()},
        "assumptions": [asdict(row) for row in assumptions(loaded)],
    }
    draft.write(_in(folder, MANIFEST), about)
    draft.write(_in(folder, SUMMARY), summary)


def export_comparison(draft: Draft, runs: Sequence[Run], comparisons: Sequence[Mapping[str, Any]]) -> None:
    """Write what the runs of a comparison are and how each differs from the first; the runs lie in their folders."""
    names = [run.job.name for run in runs]
    about = {"base": names[0], "others": names[1:], "seed": runs[0].job.seed, "replications": runs[0].numbers}
    draft.write(MANIFEST, about)
    draft.write(SUMMARY, {"comparisons": dict(zip(names[1:], comparisons, strict=True))})


def _in(folder: str, name: str) -> str:
    return f"{folder}/{name}" if folder else name
