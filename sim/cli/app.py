"""The command line itself: its commands in the order in which a planner meets them, and how they refuse."""

import errno
import sys
from collections.abc import Callable
from functools import wraps
from inspect import getdoc
from pathlib import Path

import typer

from sim.cli import look, play, study
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
"""

COMMANDS = (
    look.check, play.run, play.compare, study.sweep, study.sensitivity,
    look.show, look.assumptions, look.rules, play.route, look.columns, look.schema,
)  # fmt: skip


def help_text(text: str) -> str:
    """Mark the examples of a help text as lines that are printed as they stand."""
    return text.replace("Examples:\n", "\b\nExamples:\n")


app = typer.Typer(
    name="direktsim",
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


for _command in COMMANDS:
    _help = getdoc(_command) or ""
    app.command(help=help_text(_help), short_help=_help.partition("\n\n")[0])(refusing(_command))
