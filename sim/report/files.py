"""What every command hands on: Parquet and Excel files, and what they and the pictures were made from."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any

from sim.errors import InputError, Problem

if TYPE_CHECKING:
    from openpyxl.cell import Cell
    from openpyxl.worksheet.worksheet import Worksheet

ROWS, ABOUT, ANSWER = "figures", "made from", "Answer"
FORMULAS = ("=", "+", "-", "@")
"""A spreadsheet may take text that begins so for a formula."""
WIDEST = 60
"""Characters of a column of a sheet at most."""
ONE_DECIMAL = ("points", "minutes")
"""How heads end whose figures have one decimal, as shares in percent have."""
Row = dict[str, Any]
Tables = Mapping[str, Sequence[Row]]


class Percent(float):
    """A share of 0-1 that stands in percent, with one decimal."""


@dataclass(frozen=True, slots=True)
class Made:
    """What something was made from; stands under every picture and in every file.

    Attributes
    ----------
    command
        ``run``, ``compare``, ``sweep`` or ``sensitivity``.
    scenarios
        Fingerprint by name.
    seed
        Of the draws.
    replications
        Of each scenario, at each point of a study.
    points, asked
        Points of a study that were finished, and that were asked for; 0 where there are none.
    inputs
        What was varied, as written; recorded cases.
    version
        Of direktsim.
    question
        Of the last of the scenarios.
    versions
        Of Python and the packages below, by name.
    """

    command: str
    scenarios: dict[str, str]
    seed: int
    replications: int
    points: int
    asked: int
    inputs: tuple[str, ...]
    version: str
    question: str = ""
    versions: dict[str, str] = field(default_factory=dict)

    def line(self) -> str:
        """Return it in a line."""
        names = ", ".join(f"{name} {fingerprint[:12]}" for name, fingerprint in self.scenarios.items())
        finished = f"{self.points} of {self.asked} points" if self.points < self.asked else f"{self.points} points"
        played = [f"seed {self.seed}", f"{self.replications} replications", *([finished] if self.asked else [])]
        return " · ".join([*self.inputs, names, *played, f"direktsim {self.version}"])

    def rows(self) -> list[Row]:
        """Return it as rows of the sheet that says what a file was made from."""
        said = asdict(self) | {"scenarios": ", ".join(f"{name} {one}" for name, one in self.scenarios.items())}
        said["inputs"] = ", ".join(self.inputs)
        said |= {f"version of {name}": value for name, value in said.pop("versions").items()}
        of_a_study = ("points", "asked")
        return [
            {"about": self.command, "what": what, "is": value}
            for what, value in said.items()
            if value != "" and (self.asked or what not in of_a_study)
        ]


def check_targets(files: Sequence[Path | None], folder: Path | None) -> None:
    """Refuse, before anything is played, places where nothing can be written.

    Raises
    ------
    InputError
        A file stands there already, or its folder does not exist.
    """
    problems = [Problem("stands there already; write another name", file=one) for one in files if one and one.exists()]
    problems += [
        Problem("there is no such folder; make it first", file=one.parent)
        for one in files
        if one and not one.parent.is_dir()
    ]
    named = [one for one in files if one]
    problems += [Problem("is asked for twice; write two names", file=one) for one in set(named) if named.count(one) > 1]
    if folder is not None and folder.exists() and not folder.is_dir():
        problems.append(Problem("is a file; write the name of a folder for the pictures", file=folder))
    if problems:
        raise InputError(problems)


def write_parquet(path: Path, rows: Sequence[Row], made: Made) -> None:
    """Write rows as one table of Parquet, with what they were made from as metadata."""
    import pyarrow as pa  # noqa: PLC0415 - imported only where a file is asked for
    import pyarrow.parquet as pq  # noqa: PLC0415 - likewise

    columns = list(dict.fromkeys(name for row in rows for name in row))
    table = pa.Table.from_pylist([{name: row.get(name) for name in columns} for row in rows])
    pq.write_table(table.replace_schema_metadata({"made from": made.line()}), path)


def write_excel(
    path: Path | IO[bytes], tables: Tables, about: Sequence[Row], said: Sequence[str] = (), rows: Sequence[Row] = ()
) -> None:
    """Write an Excel file: first the answer, then every table as a sheet, at last what it was made from.

    Parameters
    ----------
    path
        The file, or what is open in its place.
    tables
        Rows by name; text stays text, whatever it begins with.
    about
        Rows of the last sheet.
    said, rows
        Of the sheet that the file opens on: lines of text, the first of them the question, and a table under them. No
        such sheet without text.
    """
    from openpyxl import Workbook  # noqa: PLC0415 - imported only where a file is asked for

    book = Workbook(write_only=False)
    book.remove(book.worksheets[0])
    if said:
        _answer(book.create_sheet(ANSWER), said, rows)
    for name, of_table in {**tables, ABOUT: about}.items():
        _fill(book.create_sheet(name[:31]), of_table)
    book.save(path)


def _answer(sheet: "Worksheet", said: Sequence[str], rows: Sequence[Row]) -> None:
    """Write lines of text, and under them a table whose figures have one decimal."""
    from openpyxl.styles import Font  # noqa: PLC0415 - imported only where a file is asked for

    for number, line in enumerate(said, start=1):
        _write(sheet, number, 1, line)
    sheet.cell(1, 1).font = Font(bold=True)
    _fill(sheet, rows, above=len(said) + 1, decimals="0.0")
    sheet.freeze_panes = None


def _fill(sheet: "Worksheet", rows: Sequence[Row], above: int = 0, decimals: str = "0.0##") -> None:
    """Write rows under their heads, which stay in sight, below so many lines that are there."""
    columns = list(dict.fromkeys(name for row in rows for name in row))
    lines: list[list[Any]] = [columns, *([row.get(name) for name in columns] for row in rows)]
    for number, line in enumerate(lines, start=above + 1):
        for place, value in enumerate(line, start=1):
            cell = _write(sheet, number, place, value)
            if not isinstance(value, float):
                continue
            head = columns[place - 1]
            one = "0.0" if head.endswith(ONE_DECIMAL) else decimals
            cell.number_format = "0.0%" if isinstance(value, Percent) or head.endswith("share") else one
    for place, name in enumerate(columns, start=1):
        widest = max((len(str(line[place - 1])) for line in lines if isinstance(line[place - 1], str)), default=0)
        letter = sheet.cell(1, place).column_letter
        sheet.column_dimensions[letter].width = min(max(widest, len(name)) + 2, WIDEST)
    sheet.freeze_panes = "A2"


def _write(sheet: "Worksheet", row: int, column: int, value: object) -> "Cell":
    """Write a cell; text stays text, whatever it begins with."""
    cell = sheet.cell(row, column)
    cell.value = value if isinstance(value, int | float | str | None) else str(value)
    if isinstance(cell.value, str) and cell.value.startswith(FORMULAS):
        cell.data_type, cell.quotePrefix = "s", True
    return cell
