"""What figures were made from, of runs and of studies; stands under every picture and in every file."""

from collections.abc import Sequence
from importlib.metadata import version

from sim.experiment import Run
from sim.experiment.study import Study
from sim.report.files import Made
from sim.scenario.fingerprint import fingerprint
from sim.scenario.loaded import Loaded


def made_from(command: str, scenarios: Sequence[Loaded], runs: Sequence[Run]) -> Made:
    """Return what the figures of some runs were made from."""
    names = {run.job.name: str(run.about["scenario_fingerprint"]) for run in runs}
    job = runs[0].job
    return Made(
        command=command,
        scenarios=names,
        seed=job.seed,
        replications=len(runs[0].numbers),
        points=0,
        asked=0,
        inputs=(f"recorded cases {job.trace.file.name}",) if job.trace else (),
        version=version("direktsim"),
        question=scenarios[-1].scenario.question,
        versions=dict(runs[0].about["versions"]),
    )


def made_of(study: Study, command: str, inputs: Sequence[str], points: int, asked: int) -> Made:
    """Return what a study is made from."""
    scenarios = {name: fingerprint(one.scenario) for name, one in zip(study.names, study.loaded, strict=True)}
    return Made(
        command,
        scenarios,
        study.seed,
        study.replications,
        points,
        asked,
        tuple(inputs),
        version("direktsim"),
        study.question,
    )
