"""From what the processes send back to a run folder."""

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import asdict
from typing import Any

from sim.experiment.play import Played
from sim.experiment.run import Run
from sim.scenario.assumptions import assumptions
from sim.scenario.fingerprint import fingerprint
from sim.scenario.loaded import Loaded
from sim.scenario.resolved import resolved_json
from sim.store import CASES, EVENTS, MANIFEST, SUMMARY, Draft, events_table, manifest


def keep_replication(draft: Draft, run: Run, played: Played, folder: str = "") -> None:
    """Append the cases of a replication, and its events where they were asked for.

    Parameters
    ----------
    draft
        The run folder being written.
    run
        Which run the replication belongs to.
    played
        What it sent back.
    folder
        Folder within the run folder, for a run that is one of several.
    """
    draft.append(_in(folder, CASES), played.replication.table())
    if played.events is not None:
        draft.append(_in(folder, EVENTS), events_table(run.job.plan, played.events, played.number))


def keep_run(draft: Draft, loaded: Loaded, run: Run, summary: Mapping[str, Any], asked: int, folder: str = "") -> None:
    """Write the manifest and the summary of a run.

    Parameters
    ----------
    draft
        The run folder being written.
    loaded
        The scenario with where its values come from.
    run
        Its replications.
    summary
        Their summary as JSON.
    asked
        Replications that were asked for.
    folder
        Folder within the run folder, for a run that is one of several.
    """
    job = run.job
    trace = None
    if job.trace is not None:
        trace = {"file": str(job.trace), "sha256": hashlib.sha256(job.trace.read_bytes()).hexdigest()}
    content = manifest(
        name=job.name,
        scenario=resolved_json(job.scenario),
        fingerprint=fingerprint(job.scenario),
        seed=job.seed,
        asked=asked,
        digests=run.digests,
        engine=job.engine,
        assumptions=[asdict(row) for row in assumptions(loaded)],
        trace=trace,
    )
    draft.write(_in(folder, MANIFEST), content)
    draft.write(_in(folder, SUMMARY), summary)


def keep_comparison(draft: Draft, runs: Sequence[Run], comparisons: Sequence[Mapping[str, Any]]) -> None:
    """Write what the runs of a comparison are and how each differs from the first; the runs lie in their folders."""
    names = [run.job.name for run in runs]
    about = {"base": names[0], "others": names[1:], "seed": runs[0].job.seed, "replications": sorted(runs[0].digests)}
    draft.write(MANIFEST, about)
    draft.write(SUMMARY, {"comparisons": dict(zip(names[1:], comparisons, strict=True))})


def _in(folder: str, name: str) -> str:
    return f"{folder}/{name}" if folder else name
