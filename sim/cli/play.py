"""Commands that simulate or route: run, compare, route.

Long because half of it are options and help, which a command carries itself.
"""

import json
import sys
from dataclasses import replace
from pathlib import Path
from typing import Annotated, Literal

import typer

from sim.cli.handing import Excel, Figures, Parquet, hand_on

ScenarioFile = Annotated[Path, typer.Argument(metavar="SCENARIO", help="Scenario file (YAML).", show_default=False)]
Replications = Annotated[
    int | None,
    typer.Option(
        "--replications",
        "-n",
        metavar="N",
        min=1,
        max=100_000,
        help="How many times the horizon is played with new patients.",
        show_default="the scenario's",
    ),
]
Seed = Annotated[
    int | None,
    typer.Option(metavar="N", min=0, max=2**63 - 1, help="Same seed, same patients.", show_default="the scenario's"),
]
Out = Annotated[
    Path | None,
    typer.Option(metavar="FOLDER", help="Write the tables here too; must not exist.", show_default=False),
]
RUNS = Path("runs")
INCOMPLETE = 2
INTERRUPTED = 130
StoreFolder = Annotated[
    Path,
    typer.Option("--store", metavar="FOLDER", envvar="DIREKTSIM_STORE", help="Where runs are kept and looked for."),
]
Processes = Annotated[
    int | None,
    typer.Option(
        "--jobs",
        "-j",
        metavar="N",
        min=1,
        max=1024,
        help="Processes; changes no number.",
        show_default="one per core; one where little is to be played",
    ),
]  # fmt: skip
Cluster = Annotated[
    str | None,
    typer.Option(
        "--cluster",
        metavar="ADDRESS",
        help="Play on the workers of a Dask scheduler, tls://HOST:8786; changes no number.",
        show_default=False,
    ),
]
Trace = Annotated[
    Path | None,
    typer.Option("--cases", metavar="FILE.csv", help="Recorded cases instead of drawn ones.", show_default=False),
]
Events = Annotated[bool, typer.Option("--events", help="Keep what happened too, second by second: events.parquet.")]
Engine = Annotated[
    Literal["compiled", "reference"],
    typer.Option(help="What plays: both give the same numbers; compiled is about a hundred times as fast."),
]
Precise = Annotated[
    float | None,
    typer.Option(
        "--precision",
        metavar="POINTS",
        min=0.1,
        max=50,
        help="Play until shares within target (priority 5: begun the same day) are known to ± so many points.",
        show_default=False,
    ),
]
Most = Annotated[
    int | None,
    typer.Option(
        "--most", metavar="N", min=1, max=100_000, help="Replications at most, with --precision.", show_default="200"
    ),
]
AsJson = Annotated[bool, typer.Option("--json", help="Print the summary as JSON instead of tables.")]


def run(
    scenario: ScenarioFile,
    replications: Replications = None,
    precision: Precise = None,
    most: Most = None,
    seed: Seed = None,
    cases: Trace = None,
    out: Out = None,
    store: StoreFolder = RUNS,
    events: Events = False,
    as_json: AsJson = False,
    figures: Figures = None,
    parquet: Parquet = None,
    excel: Excel = None,
    jobs: Processes = None,
    cluster: Cluster = None,
    engine: Engine = "compiled",
) -> None:
    """Simulate a scenario and say what its patients wait for.

    Prints, by priority, how many cases were begun within the target and on the same day, how long they waited and why,
    and what waits on Monday morning.

    Every finished replication is kept at once ("direktsim runs" lists what is kept): asked for again it is read and
    not played, by either engine, and after Ctrl-C or a crash the same command goes on where it was. More replications
    are added to those that are there.

    With --out the tables are written to a folder of their own: manifest.json (what was run), cases.parquet (one row a
    case), summary.json and, with --events, events.parquet. "direktsim columns" explains every column. --excel and
    --parquet write the figures with their intervals, --figures draws them; what they were made from stands with them.

    Recorded cases (--cases) are a CSV file with the columns arrival, unit, reason, priority, age and requested_by, and
    with whatever else is known; "direktsim columns" explains each. The rest is drawn anew in every replication. Only
    arrivals after the warm-up are measured: let the horizon fit the file, with warm_up_weeks: 0 if nothing waits when
    it begins.

    With --precision it plays until each share is known to so many points, and says how many replications it would
    take for those that would need more than --most. Afterwards it says what was checked ("guardrails"): whether lists
    grow, whether the warm-up was long enough, whether every case is accounted for.

    With --cluster the same is played on the workers of a Dask cluster and kept here; docs/many-machines.md says how
    one is started and what it must be protected by.

    Ctrl-C keeps the replications that are finished.

    Examples:
      direktsim run scenarios/busy_clinic.yaml
      direktsim run scenarios/mean_clinic.yaml --precision 2 --most 300
      direktsim run scenarios/mean_clinic.yaml --replications 200 --seed 7 --out mean-200
      direktsim run scenarios/busy_clinic.yaml --cases october.csv --json
      direktsim run scenarios/busy_clinic.yaml --figures pictures --excel busy.xlsx
    """
    from sim.cli.gathering import end, exported, gathered, say_where
    from sim.cli.opening import read_jobs
    from sim.cli.options import wrong_options
    from sim.cli.until import until_precise
    from sim.experiment import opened
    from sim.experiment.export import export_run
    from sim.measures.summary import summary_of
    from sim.report.answer import answer_of_run
    from sim.report.console import show
    from sim.report.made import made_from
    from sim.report.rows import about_rows, line_rows, run_tables
    from sim.report.run import run_report
    from sim.scenario.assumptions import assumptions
    from sim.scenario.check import warnings
    from sim.store import Store

    places = parquet, excel, figures
    problems = wrong_options((precision, most, replications), places, (jobs, cluster), cases, out)
    with problems.noted():
        ((loaded, job),) = read_jobs([scenario], seed, cases, keep_events=events, engine=engine)
    problems.refuse()
    rule = until_precise(precision, most)
    asked = rule.most if rule else replications or job.scenario.replications
    kept = Store(store)
    with opened([job], kept, 1 if rule else asked) as runs:
        ended = gathered(runs, asked, jobs, cluster, rule)
        summary = summary_of(runs[0].several, rule.reached() if rule else None)
        if not ended.whole:
            said = f"interrupted: {summary.replications} of {ended.replications} replications"
            summary = replace(summary, remarks=[said, *summary.remarks])
        assumed = assumptions(loaded)
        if as_json:
            print(json.dumps(summary.as_json(), indent=2, ensure_ascii=False))
        else:
            show(run_report(job, summary, warnings(job.scenario, job.plan), assumed))
        say_where(kept, runs, ended, aside=as_json)
        refused = None
        if out is not None:
            refused = exported(
                out,
                lambda draft: export_run(draft, loaded, runs[0], summary.as_json(), ended.replications),
                aside=as_json,
            )
        made = made_from("run", [loaded], runs)

        def draw(folder: Path) -> list[Path]:
            from sim.report.pictures.run import run_pictures

            return run_pictures(summary, made, folder)

        about = about_rows({job.name: summary.guardrails}, {job.name: assumed})
        answer = answer_of_run(job.name, summary)
        tables, rows = run_tables(summary), line_rows(summary)
        hand_on(tables, rows, about, made, places, draw, aside=as_json, said=answer.said, answer=answer.rows)
        end(runs, ended, refused)


def compare(
    base: Annotated[Path, typer.Argument(metavar="BASE", help="The scenario that stands for today.")],
    others: Annotated[list[Path], typer.Argument(metavar="OTHER...", help="What is compared with it, one or several.")],
    replications: Replications = None,
    precision: Precise = None,
    most: Most = None,
    margin: Annotated[
        float, typer.Option(metavar="POINTS", min=0.1, max=50, help="Changes of a share that do not matter.")
    ] = 2.0,
    margin_minutes: Annotated[
        float, typer.Option(metavar="MINUTES", min=0.1, max=10_000, help="Changes of a mean wait that do not matter.")
    ] = 1.0,
    seed: Seed = None,
    cases: Trace = None,
    out: Out = None,
    store: StoreFolder = RUNS,
    events: Events = False,
    as_json: AsJson = False,
    figures: Figures = None,
    parquet: Parquet = None,
    excel: Excel = None,
    jobs: Processes = None,
    cluster: Cluster = None,
    engine: Engine = "compiled",
) -> None:
    """Compare scenarios on the same patients and say who gains and who pays.

    The same patients, with the same minutes and the same delays, meet every scenario, so that a difference comes from
    the scenario and not from luck. Each difference is said with its 95 % interval, adjusted for the number of
    priorities and of scenarios that are shown; what the replications cannot show is said too, and how many could.
    A difference is called none in practice where its whole interval lies within the margins (--margin,
    --margin-minutes). With --precision the shares of every scenario are played until they are known; the difference
    itself is not looked at. Seed and replications are the base's unless given.

    The run of each scenario is kept by itself, as "direktsim run" keeps it: what is there already is read and not
    played, in any comparison. With --out a folder is written with the tables of each and the comparison. --excel and
    --parquet write every difference with its interval and verdict, --figures draws them.

    Examples:
      direktsim compare scenarios/busy_clinic.yaml scenarios/moved_nurse.yaml
      direktsim compare scenarios/busy_clinic.yaml scenarios/more_demand.yaml scenarios/service_telephones.yaml -n 60
      direktsim compare scenarios/busy_clinic.yaml scenarios/moved_nurse.yaml --precision 1 --margin 1
      direktsim compare scenarios/busy_clinic.yaml scenarios/moved_nurse.yaml --figures pictures --excel moved.xlsx
    """
    from sim.cli.gathering import end, exported, gathered, say_where
    from sim.cli.opening import check_different, read_jobs
    from sim.cli.options import wrong_options
    from sim.cli.until import until_precise
    from sim.experiment import check_comparable, opened
    from sim.experiment.differences import differences
    from sim.experiment.export import export_comparison, export_run
    from sim.measures import Margins
    from sim.measures.summary import summary_of
    from sim.report.answer import answer_of_comparison
    from sim.report.comparison import comparison_report
    from sim.report.console import show
    from sim.report.made import made_from
    from sim.report.register import assumed
    from sim.report.rows import about_rows, change_rows, comparison_tables
    from sim.scenario.assumptions import assumptions
    from sim.store import Draft, Store
    from sim.units import MINUTE

    places = parquet, excel, figures
    problems = wrong_options((precision, most, replications), places, (jobs, cluster), cases, out)
    with problems.noted():
        check_different(others)
    with problems.noted():
        scenarios = read_jobs([base, *others], seed, cases, keep_events=events, engine=engine)
        compared = [job for _, job in scenarios]
        check_comparable(compared)
    problems.refuse()
    rule = until_precise(precision, most, [job.name for job in compared])
    asked = rule.most if rule else replications or compared[0].scenario.replications
    kept = Store(store)
    with opened(compared, kept, 1 if rule else asked) as runs:
        ended = gathered(runs, asked, jobs, cluster, rule)
        reached = rule.reached() if rule else None
        summaries = [summary_of(played.several, reached) for played in runs]
        comparisons = differences(runs, Margins(margin / 100, margin_minutes * MINUTE))
        as_plain = [one.as_json() for one in comparisons]
        if as_json:
            print(json.dumps(as_plain, indent=2, ensure_ascii=False))
        else:
            show(comparison_report(runs, summaries, comparisons, assumed(assumptions(scenarios[0][0]))))
        say_where(kept, runs, ended, aside=as_json)
        refused = None
        if out is not None:

            def write(draft: Draft) -> None:
                for (loaded, job), played, summary in zip(scenarios, runs, summaries, strict=True):
                    export_run(draft, loaded, played, summary.as_json(), ended.replications, folder=job.name)
                export_comparison(draft, runs, as_plain)

            refused = exported(out, write, aside=as_json)
        names = [job.name for job in compared]
        made = made_from("compare", [loaded for loaded, _ in scenarios], runs)
        found = dict(zip(names[1:], comparisons, strict=True))

        def draw(folder: Path) -> list[Path]:
            from sim.report.pictures.comparison import comparison_pictures

            return comparison_pictures(names[0], found, summaries[1:], made, folder)

        about = about_rows(
            {name: one.guardrails for name, one in zip(names, summaries, strict=True)},
            {name: assumptions(loaded) for name, (loaded, _) in zip(names, scenarios, strict=True)},
        )
        answer = answer_of_comparison(runs, comparisons)
        tables, rows = comparison_tables(found), change_rows(found)
        hand_on(tables, rows, about, made, places, draw, aside=as_json, said=answer.said, answer=answer.rows)
        end(runs, ended, refused)


def route(
    cases: Annotated[Path, typer.Argument(metavar="FILE.csv", help="Recorded cases.", show_default=False)],
    scenario: Annotated[
        Path, typer.Option("--scenario", "-s", metavar="SCENARIO", help="Scenario file (YAML).", show_default=False)
    ],
    out: Annotated[
        Path | None, typer.Option(metavar="FILE.csv", help="Write here; must not exist.", show_default="the screen")
    ] = None,
) -> None:
    """Say of each recorded case which role and unit takes it, and by which rule.

    Nothing is simulated. Reads the recorded cases that "direktsim run --help" describes. Writes CSV with the columns
    case_id, intake (accepted, turned_away or diverted), role, unit, handling_unit and rule: the rule that settled
    intake if the case was not accepted, otherwise the role.

    Examples:
      direktsim route october.csv --scenario scenarios/branch_redirected.yaml
      direktsim route october.csv -s scenarios/branch_redirected.yaml --out routed.csv
    """
    from sim.cases.route import route as routed
    from sim.scenario.files import load
    from sim.scenario.plan import plan_of
    from sim.store import write_file

    loaded = load(scenario)
    text = routed(cases, loaded.scenario, plan_of(loaded.scenario)).to_csv(index=False)
    if out is None:
        sys.stdout.write(text)
    else:
        write_file(out, text)
