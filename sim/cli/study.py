"""Commands that play a scenario many times over: sweep, sensitivity."""

import json
from pathlib import Path
from typing import Annotated, Any

import typer

from sim.cli.handing import Excel, Figures, Parquet, hand_on
from sim.cli.play import RUNS, Cluster, Engine, Processes, ScenarioFile, Seed, StoreFolder
from sim.errors import Collected, InputError, Problem

Against = Annotated[
    Path | None,
    typer.Option(
        metavar="OTHER", help="A second scenario: its difference to the first is followed.", show_default=False
    ),
]
Replications = Annotated[
    int, typer.Option("--replications", "-n", metavar="N", min=2, max=100_000, help="At each point.")
]
NOTHING_TURNED = (
    "nothing is left to turn: what the two scenarios differ in is the question, and costs are turned with "
    "--measure staff_cost only; name other assumptions"
)
AsJson = Annotated[bool, typer.Option("--json", help="Print everything as JSON instead of tables.")]


def sweep(
    scenario: ScenarioFile,
    vary: Annotated[
        list[str],
        typer.Option(
            metavar="PLACE=VALUES",
            help="Place in the scenario and its values: a range 0.8..1.4:7, or a,b,c. Twice makes a grid.",
            show_default=False,
        ),
    ],
    against: Against = None,
    measure: Annotated[
        list[str] | None,
        typer.Option(
            metavar="MEASURE",
            help="What is followed, such as within_target.2 or mean_wait_working.UNIT; several times.",
            show_default="targets 1 to 4, same day, mean wait",
        ),
    ] = None,
    level: Annotated[
        list[str] | None,
        typer.Option(
            metavar="MEASURE=LEVEL", help="Find where it crosses this: within_target.3=90%.", show_default=False
        ),
    ] = None,
    margin: Annotated[
        list[str] | None,
        typer.Option(
            metavar="MEASURE=MARGIN", help="With --against: find where the difference crosses this.", show_default="0"
        ),
    ] = None,
    replications: Replications = 20,
    seed: Seed = None,
    store: StoreFolder = RUNS,
    as_json: AsJson = False,
    figures: Figures = None,
    parquet: Parquet = None,
    excel: Excel = None,
    jobs: Processes = None,
    cluster: Cluster = None,
    engine: Engine = "compiled",
) -> None:
    """Follow the waits over values of anything in the scenario, and say where they cross a limit.

    The place is written as messages and "direktsim assumptions" print it: demand.factor, work.conversation.nurse.mean,
    units.UNIT.cases_per_day, people.NAME.week.mon[0]. A share of a mix takes the others along. The same patients come
    at every value. Measures are within_target, begun_same_day, became_async, closed_unanswered, mean_wait_working,
    mean_wait_elapsed and staff_cost, each also of a unit, role or priority. Levels of shares are 0-1 or percent, of
    waits minutes.

    With --against, both scenarios are played at each value, and the value is found at which the better one changes.

    Every replication at every value is kept at once ("direktsim runs" lists the study): asked for again, or at other
    values too, it is read and not played, and after Ctrl-C or a crash the same command goes on where it was.

    Examples:
      direktsim sweep scenarios/busy_clinic.yaml --vary demand.factor=0.8..1.4:7 --level within_target.3=90%
      direktsim sweep scenarios/busy_clinic.yaml --against scenarios/moved_nurse.yaml --vary demand.factor=1,1.5,2
      direktsim sweep scenarios/mean_clinic.yaml --vary policy.service_telephones=false,true --vary demand.factor=1,4
    """
    from sim.cli.following import (
        amounts,
        check_levels,
        every_gauge,
        named_gauges,
        open_study,
        read_axes,
    )
    from sim.cli.players import check_players
    from sim.cli.studied import end, played, say
    from sim.experiment.sweep import read_sweep
    from sim.report.files import ROWS, check_targets
    from sim.report.made import made_of
    from sim.report.rows import about_rows
    from sim.report.study import sweep_json, sweep_tables
    from sim.report.sweep import about_line, sweep_report
    from sim.scenario.assumptions import assumptions
    from sim.store import Store

    axes, problems = read_axes(vary)
    with problems.noted():
        check_targets([parquet, excel], figures)
    with problems.noted():
        check_players(jobs, cluster)
    with problems.noted():
        check_levels(axes if len(axes) == len(vary) else [], level, margin, against)
    with problems.noted():
        study = open_study(scenario, against, seed, replications, engine)
        with problems.noted():
            variants, reference = study.grid(axes)
        with problems.noted():
            levels = amounts("--level", level, study.units)
        with problems.noted():
            margins = amounts("--margin", margin, study.units)
        with problems.noted():
            named = named_gauges(measure, study.units)
    problems.refuse()
    gauges = every_gauge(named, [*levels, *margins])
    points = [study.point(one) for one in variants]
    ended, where = played(study.as_assumed(), points, gauges, Store(store), jobs, cluster, "value")
    found = ended.sums
    read = read_sweep(study.names, axes, found, gauges, reference=reference, levels=levels, margins=margins)
    made = made_of(study, "sweep", vary, len(found), len(points))
    if as_json:
        _print_json(sweep_json(read, made))
    else:
        from sim.report.console import show

        heading = about_line(study.names, [one.path for one in axes], study.seed, replications, len(found))
        show(sweep_report(read, study.question, heading))

    say(where, aside=as_json)

    def draw(folder: Path) -> list[Path]:
        from sim.report.pictures.sweep import sweep_pictures

        return sweep_pictures(read, made, folder)

    tables = sweep_tables(read)
    about = about_rows({}, {study.names[-1]: assumptions(study.loaded[-1])})
    hand_on(tables, tables[ROWS], about, made, (parquet, excel, figures), draw, aside=as_json)
    end(ended, len(points), "values")


def sensitivity(
    scenario: ScenarioFile,
    against: Against = None,
    measure: Annotated[
        str, typer.Option(metavar="MEASURE", help='What is followed, as in "direktsim sweep --help".')
    ] = "mean_wait_working",
    level: Annotated[
        str | None,
        typer.Option(
            metavar="LEVEL",
            help="Where the decision turns: a share 0-1 or percent, minutes; of a difference, with --against.",
            show_default="0 with --against, else none",
        ),
    ] = None,
    only: Annotated[
        list[str] | None,
        typer.Option(metavar="PLACE", help="Only assumptions that begin so, such as work.", show_default="all"),
    ] = None,
    replications: Replications = 10,
    worlds: Annotated[
        int, typer.Option(metavar="N", min=0, max=10_000, help="Plausible worlds with everything turned at once.")
    ] = 100,
    in_world: Annotated[int, typer.Option(metavar="N", min=2, max=1_000, help="Replications in each world.")] = 4,
    seed: Seed = None,
    store: StoreFolder = RUNS,
    as_json: AsJson = False,
    figures: Figures = None,
    parquet: Parquet = None,
    excel: Excel = None,
    jobs: Processes = None,
    cluster: Cluster = None,
    engine: Engine = "compiled",
) -> None:
    """Say which assumptions matter: how far each moves the answer, where it would turn, in how many worlds it holds.

    Every assumption has a plausible range ("direktsim assumptions"). First each is turned by itself to both ends, on
    the same patients; then all are turned at once, in worlds drawn so that each range is covered evenly (Latin
    hypercube), each world with patients of its own. With --against it is the difference between two scenarios that is
    followed: does the better one stay better?

    What is finished is kept at once, as by "direktsim sweep": after Ctrl-C or a crash the same command goes on where it
    was.

    Examples:
      direktsim sensitivity scenarios/mean_clinic.yaml --measure within_target.2
      direktsim sensitivity scenarios/busy_clinic.yaml --against scenarios/moved_nurse.yaml --measure begun_same_day
      direktsim sensitivity scenarios/mean_clinic.yaml --only work --only conversation --worlds 0 -n 5
    """
    from sim.cli.following import amount, check_only, open_study
    from sim.cli.players import check_players
    from sim.cli.studied import end, played, say
    from sim.experiment.turning import Turning
    from sim.measures.gauge import gauge
    from sim.report.files import ROWS, check_targets
    from sim.report.forms import plural
    from sim.report.made import made_of
    from sim.report.rows import about_rows
    from sim.report.sensitivity import sensitivity_report
    from sim.report.study import sensitivity_json, sensitivity_tables
    from sim.scenario.assumptions import assumptions
    from sim.scenario.knobs import knobs
    from sim.store import Store

    problems = Collected()
    with problems.noted():
        check_targets([parquet, excel], figures)
    with problems.noted():
        check_players(jobs, cluster)
    with problems.noted():
        study = open_study(scenario, against, seed, replications, engine)
        every = [knobs(one.scenario) for one in study.loaded]
        with problems.noted():
            followed = gauge(measure, study.units, "--measure")
            limit = amount("--level", level, followed) if level is not None else 0.0 if against else None
        with problems.noted():
            check_only(every, only or [])
    problems.refuse()
    turning = Turning.of(study, followed, limit, only or [], worlds, in_world)
    if not turning.turned:
        raise InputError([Problem(NOTHING_TURNED, "--only")])
    points = turning.points
    ended, where = played(points[0], points, [followed], Store(store), jobs, cluster, "assumption")
    read = turning.read(ended.sums)
    turned = f"{followed.name}, {plural(len(read.bars), 'assumption')}"
    made = made_of(study, "sensitivity", [turned], len(ended.sums), len(points))
    if as_json:
        _print_json(sensitivity_json(read, made))
    else:
        from sim.report.console import show

        show(sensitivity_report(read, study.question, made.line()))

    say(where, aside=as_json)

    def draw(folder: Path) -> list[Path]:
        from sim.report.pictures.sensitivity import sensitivity_pictures

        return sensitivity_pictures(read, made, folder)

    tables = sensitivity_tables(read)
    about = about_rows({}, {study.names[-1]: assumptions(study.loaded[-1])})
    hand_on(tables, tables[ROWS], about, made, (parquet, excel, figures), draw, aside=as_json)
    end(ended, len(points), "points")


def _print_json(content: dict[str, Any]) -> None:
    print(json.dumps(content, indent=2, ensure_ascii=False, allow_nan=False))
