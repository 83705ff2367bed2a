"""The command that checks the program itself."""

import json
import sys
from typing import Annotated, Literal

import typer

FAILED = 1
INTERRUPTED = 130


def verify(
    engine: Annotated[
        Literal["compiled", "reference"] | None,
        typer.Option(help="Check one engine only.", show_default="both"),
    ] = None,
    seed: Annotated[int, typer.Option(metavar="N", min=0, max=2**63 - 1, help="Another seed, another draw.")] = 1,
    jobs: Annotated[
        int | None,
        typer.Option("--jobs", "-j", metavar="N", min=1, max=1024, help="Processes.", show_default="one per core"),
    ] = None,
    world: Annotated[
        bool, typer.Option("--world", help="Set what sources print beside what the model gives, instead.")
    ] = False,
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON instead of a table.")] = False,
    markdown: Annotated[bool, typer.Option("--markdown", help="As the page docs/verification.md.")] = False,
) -> None:
    """Check the program against what is known without it: theory, identities, another program.

    Lists whose waits mathematics knows are played with both engines and set beside theory, with intervals and a
    verdict each; sums that must be equal are compared to the second. Ends with exit status 1 if anything fails. A
    right program fails the table in at most 0.1 % of draws. Takes a minute or two.

    Examples:
      direktsim verify
      direktsim verify --engine compiled --seed 2
      direktsim verify --world
    """
    from sim.cli.progress import compiling, counting
    from sim.experiment import Engine, Job, cores
    from sim.report.console import show
    from sim.report.verification import verified, verified_json, world_json
    from sim.report.verification import world as world_table
    from sim.report.verification_page import verification_page
    from sim.scenario.plan import plan_of
    from sim.verify import against_the_world
    from sim.verify import verify as verify_program
    from sim.verify.run import tasks_of
    from sim.verify.whole import shipped

    scenario = shipped("clinics.yaml")
    compiling(Job("clinics", scenario, plan_of(scenario), seed))
    if world:
        figures = against_the_world(seed)
        if as_json:
            print(json.dumps(world_json(figures), indent=2, ensure_ascii=False))
        else:
            show(world_table(figures))
        return
    engines: tuple[Engine, ...] = ("compiled", "reference") if engine is None else (engine,)
    with counting(len(tasks_of(engines, seed)), "experiments") as finished:
        found = verify_program(engines, seed, jobs=jobs or cores(), tell=finished)
    if as_json:
        print(json.dumps(verified_json(found), indent=2, ensure_ascii=False))
    elif markdown:
        sys.stdout.write(verification_page(found, against_the_world(seed)))
    else:
        show(verified(found))
    if not found.finished:
        raise typer.Exit(INTERRUPTED)
    if found.failed:
        raise typer.Exit(FAILED)
