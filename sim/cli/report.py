"""The command that writes a report."""

from pathlib import Path
from typing import Annotated, Literal

import typer

from sim.cli.play import RUNS, Cluster, Processes, Replications, Seed, StoreFolder


def report(
    base: Annotated[Path, typer.Argument(metavar="SCENARIO", help="What stands for today.", show_default=False)],
    others: Annotated[
        list[Path] | None, typer.Argument(metavar="[OTHER...]", help="What is compared with it.", show_default=False)
    ] = None,
    out: Annotated[
        Path | None,
        typer.Option(metavar="FILE.html", help="Write here; must not exist.", show_default="report-SCENARIO.html"),
    ] = None,
    language: Annotated[Literal["sv", "en"], typer.Option("--lang", help="Language of the report.")] = "sv",
    replications: Replications = None,
    margin: Annotated[
        float, typer.Option(metavar="POINTS", min=0.1, max=50, help="Changes of a share that do not matter.")
    ] = 2.0,
    margin_minutes: Annotated[
        float, typer.Option(metavar="MINUTES", min=0.1, max=10_000, help="Changes of a mean wait that do not matter.")
    ] = 1.0,
    seed: Seed = None,
    store: StoreFolder = RUNS,
    jobs: Processes = None,
    cluster: Cluster = None,
) -> None:
    """Write a report to print or to send: the answer, its figures, and everything that they rest on.

    One HTML file that holds all of it, pictures too, and asks nobody for anything: question, verdict, figures with
    intervals, inputs that differ, checks, every assumption with its origin, the rules, seed and versions. In Swedish
    unless --lang says otherwise. Of one scenario it tells what patients wait for; of several who gains and who pays.

    What is kept in the store is read and not played, as by "direktsim compare".

    Examples:
      direktsim report scenarios/busy_clinic.yaml scenarios/moved_nurse.yaml
      direktsim report scenarios/mean_clinic.yaml --lang en --out mean.html
    """
    from sim.cli.gathering import end, gathered, say_where
    from sim.cli.opening import read_jobs
    from sim.cli.options import wrong_options
    from sim.dashboard.work import Request, Written
    from sim.dashboard.work.kinds import figures
    from sim.dashboard.written import written_report
    from sim.experiment import check_comparable, opened
    from sim.measures import Margins
    from sim.store import Store, check_free, write_file
    from sim.units import MINUTE

    place = out or Path(f"report-{'-against-'.join(one.stem for one in reversed([base, *(others or [])]))}.html")
    problems = wrong_options((None, None, replications), (None, None, None), (jobs, cluster), None, None)
    with problems.noted():
        check_free(place)
    with problems.noted():
        scenarios = read_jobs([base, *(others or [])], seed, None, keep_events=False, engine="compiled")
        compared = [job for _, job in scenarios]
        check_comparable(compared)
    problems.refuse()
    kept = Store(store)
    asked = replications or compared[0].scenario.replications
    with opened(compared, kept, asked) as runs:
        ended = gathered(runs, asked, jobs, cluster)
        request = Request(
            "compare",
            tuple(Written.of(job.name, loaded) for loaded, job in scenarios),
            compared[0].seed,
            asked,
        )
        found = figures(runs, request, Margins(margin / 100, margin_minutes * MINUTE))
        write_file(place, written_report(request, found, language))
        say_where(kept, runs, ended, aside=False)
        print(f"Written: {place}")
        end(runs, ended)
