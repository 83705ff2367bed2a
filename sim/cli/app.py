"""The command line itself: its commands in the order in which a planner meets them, and how they refuse."""

import errno
import sys
from collections.abc import Callable
from functools import wraps
from inspect import getdoc
from pathlib import Path
from typing import Any

import typer
from typer.core import TyperGroup

from sim.cli import dashboard, look, play, runs, study, verify
from sim.errors import DirektsimError, InputError, Problem

HELP = """Try a roster for 1177 direkt on synthetic patients: waits against the priority targets, before and after.

A scenario is a YAML file: units, people, their hours, and whatever differs from the defaults. Begin with the ones in
scenarios/, then write your own that extends one of them.

Examples:
  direktsim check scenarios/busy_clinic.yaml
      is the file right, and who is there when?
  direktsim run scenarios/busy_clinic.yaml
      what do patients wait for?
  direktsim compare scenarios/busy_clinic.yaml scenarios/moved_nurse.yaml
      who gains, who pays?
  direktsim dashboard
      the same in the browser
"""

COMMANDS = (
    dashboard.dashboard, look.check, play.run, play.compare, study.sweep, study.sensitivity,
    look.show, look.assumptions, look.rules, play.route, look.columns, look.schema,
    verify.verify,
)  # fmt: skip
ABOUT_RUNS: dict[str, Callable[..., None]] = {
    "list": runs.listed,
    "show": runs.shown,
    "rename": runs.rename,
    "prune": runs.prune,
}
ORDER = (
    "check", "run", "compare", "dashboard", "sweep", "sensitivity", "runs", "show", "assumptions", "rules", "route",
    "columns", "schema", "verify",
)  # fmt: skip


class InOrder(TyperGroup):
    """Lists its commands in the order in which a planner meets them."""

    def list_commands(self, ctx: Any) -> list[str]:  # noqa: ANN401 - typer brings its own kind of context
        """Return the names of the commands."""
        return sorted(super().list_commands(ctx), key=ORDER.index)


def help_text(text: str) -> str:
    """Mark the examples of a help text as lines that are printed as they stand."""
    return text.replace("Examples:\n", "\b\nExamples:\n")


app = typer.Typer(
    name="direktsim",
    cls=InOrder,
    help=help_text(HELP),
    no_args_is_help=True,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)


def main() -> None:
    """Run the command line."""
    app(prog_name="direktsim")


def refusing(command: Callable[..., None]) -> Callable[..., None]:
    """Let a command end without a traceback where a user can cause the error: a line for each problem, status 2."""

    @wraps(command)
    def run(*args: object, **kwargs: object) -> None:
        try:
            command(*args, **kwargs)
        except InputError as error:
            _refuse(error.problems)
        except DirektsimError as error:
            print(f"direktsim itself is at fault, not your scenario: {error}", file=sys.stderr)
            raise typer.Exit(1) from error
        except OSError as error:
            if error.errno == errno.EPIPE:  # the reader, such as head, has seen enough
                raise
            file = Path(error.filename) if isinstance(error.filename, str) else None
            _refuse([Problem(error.strerror or str(error), file=file)])

    return run


def _refuse(problems: list[Problem]) -> None:
    for problem in problems:
        print(problem, file=sys.stderr)
    number = len(problems)
    print(f"{number} problem{'' if number == 1 else 's'}; nothing was run.", file=sys.stderr)
    raise typer.Exit(2)


def _add(group: typer.Typer, command: Callable[..., None], name: str) -> None:
    text = getdoc(command) or ""
    group.command(name, help=help_text(text), short_help=text.partition("\n\n")[0])(refusing(command))


for _command in COMMANDS:
    _add(app, _command, _command.__name__)

_runs_help = getdoc(runs.runs) or ""
_runs = typer.Typer(
    help=help_text(_runs_help), short_help=_runs_help.partition("\n\n")[0], rich_markup_mode=None,
    context_settings=app.info.context_settings,
)  # fmt: skip
_runs.callback(invoke_without_command=True)(refusing(runs.runs))
for _name, _about_runs in ABOUT_RUNS.items():
    _add(_runs, _about_runs, _name)
app.add_typer(_runs, name="runs")
