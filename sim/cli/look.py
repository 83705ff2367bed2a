"""Commands that read and explain: check, show, assumptions, rules, columns, schema. Nothing is simulated."""

import json
import sys
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

ScenarioFile = Annotated[Path, typer.Argument(metavar="SCENARIO", help="Scenario file (YAML).", show_default=False)]
AsJson = Annotated[bool, typer.Option("--json", help="Print JSON instead of a table.")]


class BasisName(StrEnum):
    """Where a number comes from."""

    document = "document"
    source = "source"
    assumption = "assumption"
    scenario = "scenario"


def check(
    scenario: ScenarioFile,
    as_json: AsJson = False,
) -> None:
    """Read a scenario and say what is wrong, what is odd, and who is there when.

    Errors (with file, line and what is accepted) end with exit status 2. Warnings name the rule of the recommendation
    that is at stake, such as [ST-2]; a scenario with warnings can be run. The table shows, by unit, role and
    weekday, how many people are on duty in each half-hour.

    Examples:
      direktsim check scenarios/busy_clinic.yaml
      direktsim check scenarios/county.yaml --json
    """
    from sim.report.checked import checked, checked_json
    from sim.report.console import show
    from sim.scenario.check import warnings
    from sim.scenario.coverage import coverage
    from sim.scenario.files import load
    from sim.scenario.plan import plan_of

    loaded = load(scenario)
    plan = plan_of(loaded.scenario)
    found = [*loaded.days_taken, *warnings(loaded.scenario, plan)]
    covered = coverage(loaded.scenario, plan)
    if as_json:
        print(json.dumps(checked_json(loaded.scenario, found, covered), indent=2, ensure_ascii=False))
    else:
        show(checked(loaded.scenario, found, covered))


def show(
    scenario: ScenarioFile,
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON instead of YAML.")] = False,
) -> None:
    """Print the resolved scenario: the file, what it extends, and every default, as one YAML file.

    What is printed is a scenario too: saved to a file it can be run, and gives the same numbers.

    Examples:
      direktsim show scenarios/moved_nurse.yaml
      direktsim show scenarios/moved_nurse.yaml > whole.yaml
    """
    from sim.scenario.files import load
    from sim.scenario.resolved import resolved_json, resolved_yaml

    loaded = load(scenario)
    if as_json:
        print(json.dumps(resolved_json(loaded.scenario), indent=2, ensure_ascii=False))
    else:
        sys.stdout.write(resolved_yaml(loaded.scenario))


def assumptions(
    scenario: ScenarioFile,
    basis: Annotated[
        list[BasisName] | None,
        typer.Option(help="Only numbers with this basis; can be given several times.", show_default=False),
    ] = None,
    as_json: AsJson = False,
) -> None:
    """List every number that a scenario rests on, and where it comes from.

    The basis is one of: document (the recommendation says it), source (published elsewhere), assumption (nobody has
    published it: measure your own and write it into the scenario), scenario (your file says it).

    Examples:
      direktsim assumptions scenarios/busy_clinic.yaml
      direktsim assumptions scenarios/busy_clinic.yaml --basis assumption
    """
    from sim.report.console import show
    from sim.report.register import assumptions_json, assumptions_table
    from sim.scenario.assumptions import assumptions as assumptions_of
    from sim.scenario.files import load

    wanted = {name.value for name in basis or BasisName}
    rows = [row for row in assumptions_of(load(scenario)) if row.basis in wanted]
    if as_json:
        print(json.dumps(assumptions_json(rows), indent=2, ensure_ascii=False))
    else:
        show(assumptions_table(rows))


def rules(
    rule: Annotated[
        list[str] | None,
        typer.Argument(metavar="[ID]...", help="Ids such as ST-2, or their beginning such as ST.", show_default=False),
    ] = None,
    as_json: AsJson = False,
) -> None:
    """Print the rules of the recommendation as they are built: id, basis, what it says, where in the code.

    Warnings, errors and results name these ids.

    Examples:
      direktsim rules
      direktsim rules ST-2 UN
    """
    from sim.domain.rules import RULES
    from sim.errors import InputError, Problem
    from sim.report.console import show
    from sim.report.register import rules_json, rules_table

    wanted = [name.upper() for name in rule or []]
    unknown = [
        Problem(f'"{name}" is no rule; "direktsim rules" prints them all')
        for name in wanted
        if not any(one.id == name or one.id.startswith(f"{name}-") for one in RULES)
    ]
    if unknown:
        raise InputError(unknown)
    chosen = [one for one in RULES if not wanted or one.id in wanted or one.id.split("-")[0] in wanted]
    if as_json:
        print(json.dumps(rules_json(chosen), indent=2, ensure_ascii=False))
    else:
        show(rules_table(chosen))


def columns(
    markdown: Annotated[bool, typer.Option("--markdown", help="As the page docs/data-dictionary.md.")] = False,
) -> None:
    """Explain every column of the files that a run writes, and of recorded cases.

    Examples:
      direktsim columns
      direktsim columns --markdown > docs/data-dictionary.md
    """
    from sim.report.console import show
    from sim.report.dictionary import dictionary_markdown, dictionary_table

    if markdown:
        sys.stdout.write(dictionary_markdown())
    else:
        show(dictionary_table())


def schema() -> None:
    """Print the JSON Schema of scenario files, with the manual of every key.

    An editor that knows it completes and checks while you type. Keep it beside your scenarios and name it in their
    first line:

      # yaml-language-server: $schema=scenario.schema.json

    Examples:
      direktsim schema > scenarios/scenario.schema.json
    """
    from sim.scenario.schema_json import json_schema

    print(json.dumps(json_schema(), indent=2, ensure_ascii=False))
