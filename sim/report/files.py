"""What every command hands on: Parquet and Excel files, and what they and the pictures were made from."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sim.errors import InputError, Problem

if TYPE_CHECKING:
    from openpyxl.worksheet.worksheet import Worksheet

ROWS, ABOUT = "figures", "made from"
FORMULAS = ("=", "+", "-", "@")
"""A spreadsheet may take text that begins so for a formula."""
WIDEST = 60
"""Characters of a column of a sheet at most."""
Row = dict[str, Any]
Tables = Mapping[str, Sequence[Row]]


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


def write_excel(path: Path, tables: Tables, about: Sequence[Row]) -> None:
    """Write an Excel file: first what it was made from, then every table as a sheet.

    Parameters
    ----------
    path
        The file.
    tables
        Rows by name; text stays text, whatever it begins with.
    about
        Rows of the first sheet.
    """
    from openpyxl import Workbook  # noqa: PLC0415 - imported only where a file is asked for

    book = Workbook(write_only=False)
    book.remove(book.worksheets[0])
    for name, rows in {ABOUT: about, **tables}.items():
        _fill(book.create_sheet(name[:31]), rows)
    book.save(path)


def _fill(sheet: "Worksheet", rows: Sequence[Row]) -> None:
    """Write rows under their heads, which stay in sight."""
    columns = list(dict.fromkeys(name for row in rows for name in row))
    lines: list[list[Any]] = [columns, *([row.get(name) for name in columns] for row in rows)]
    for number, line in enumerate(lines, start=1):
        for place, value in enumerate(line, start=1):
            cell = sheet.cell(number, place)
            cell.value = value if isinstance(value, int | float | str | None) else str(value)
            if isinstance(cell.value, str) and cell.value.startswith(FORMULAS):
                cell.data_type, cell.quotePrefix = "s", True
            elif number > 1 and isinstance(value, float) and columns[place - 1].endswith("share"):
                cell.number_format = "0.0%"
            elif number > 1 and isinstance(value, float):
                cell.number_format = "0.0##"
    for place, name in enumerate(columns, start=1):
        widest = max((len(str(line[place - 1])) for line in lines if isinstance(line[place - 1], str)), default=0)
        letter = sheet.cell(1, place).column_letter
        sheet.column_dimensions[letter].width = min(max(widest, len(name)) + 2, WIDEST)
    sheet.freeze_panes = "A2"
