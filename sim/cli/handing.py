"""Options for files and pictures, and writing them: what run, compare, sweep and sensitivity have in common."""

import sys
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Annotated, Any

import typer

Figures = Annotated[
    Path | None, typer.Option(metavar="FOLDER", help="Draw pictures there, as PNG and SVG.", show_default=False)
]
Parquet = Annotated[
    Path | None, typer.Option(metavar="FILE", help="Write the figures as Parquet; must not exist.", show_default=False)
]
Excel = Annotated[
    Path | None, typer.Option(metavar="FILE", help="Write the figures for Excel; must not exist.", show_default=False)
]
Rows = Sequence[dict[str, Any]]


def hand_on(
    tables: Mapping[str, Rows],
    rows: Rows,
    about: Rows,
    made: Any,  # noqa: ANN401 - sim.report is imported by the commands, not by the help
    places: tuple[Path | None, Path | None, Path | None],
    draw: Callable[[Path], list[Path]],
    *,
    aside: bool,
    said: Sequence[str] = (),
    answer: Rows = (),
) -> None:
    """Write the files that were asked for and say so, aside if the screen holds JSON.

    Parameters
    ----------
    tables, about
        Sheets of the Excel file, and rows of its last, below those of ``made``.
    rows
        The Parquet file.
    made
        What it all was made from.
    places
        Of the Parquet file, the Excel file and the folder for pictures; None where not asked for.
    draw
        Draws into a folder and returns the files.
    aside
        Say it beside the results.
    said, answer
        Lines of text and the table of the sheet that the Excel file opens on.
    """
    from sim.report.files import write_excel, write_parquet

    parquet, excel, figures = places
    written: list[Path] = []
    if parquet is not None:
        write_parquet(parquet, rows, made)
        written.append(parquet)
    if excel is not None:
        write_excel(excel, tables, [*made.rows(), *about], said, answer)
        written.append(excel)
    if figures is not None:
        figures.mkdir(parents=True, exist_ok=True)
        written += draw(figures)
    for path in written:
        print(f"Written: {path}", file=sys.stderr if aside else sys.stdout)
