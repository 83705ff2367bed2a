"""A recorded trace as rows of values: every bad place of the file is found, and all are said at once."""

import csv
import io
import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from sim.cases.trace_columns import Column
from sim.errors import InputError, Problem
from sim.scenario.messages import did_you_mean, quoted

CASE_ID = "case_id"
"""Optional column with the user's own names of the cases; ``direktsim route`` hands them back."""
MOST_BYTES = 500_000_000
"""Some five million cases with the columns that every case needs."""
MOST_PROBLEMS = 1000
_ENCODING = "save it as CSV UTF-8"


@dataclass(frozen=True, slots=True)
class TraceRow:
    """One recorded case.

    Attributes
    ----------
    line
        Where the row begins in the file, from 1.
    case_id
        The user's name of it, empty if there is none.
    values
        By column: whole numbers, one or several, none where the text is wrong; columns left empty are not there.
    """

    line: int
    case_id: str
    values: Mapping[str, list[int]]

    def one(self, column: str, otherwise: int) -> int:
        """Return the value of a column that has one, or something else where it is empty."""
        return next(iter(self.values.get(column, ())), otherwise)


def read_rows(
    path: Path, columns: Mapping[str, Column], content: bytes | None = None
) -> tuple[list[TraceRow], list[Problem]]:
    """Read a CSV file with comma or semicolon, UTF-8 with or without byte order mark.

    Parameters
    ----------
    path
        The file.
    columns
        What is accepted.
    content
        What stands in the file; read there if None.

    Returns
    -------
    rows, problems
        The rows in the order of the file, empty ones left out; and everything that is wrong, with line and column.

    Raises
    ------
    InputError
        The file is no text at all.
    """
    text = _text(path, content)
    problems: list[Problem] = []
    lines = _records(path, text, problems)
    _, header = next(lines, (1, []))
    header = [name.strip() for name in header]
    problems += _header_problems(path, header, columns)
    rows = []
    for line, fields in lines:
        if len(problems) >= MOST_PROBLEMS:
            problems.append(Problem("is not read from here on; put right what stands before", file=path, line=line))
            break
        values = [field.strip() for field in fields]
        if not any(values):
            continue
        if len(values) != len(header):
            what = f"{len(values)} values in a row of {len(header)} columns; a half-written line or a stray separator"
            problems.append(Problem(what, file=path, line=line))
        else:
            by_name = dict(zip(header, values, strict=True))
            rows.append(_row(path, line, by_name, columns, problems))
    twice = {name for name, times in Counter(row.case_id for row in rows).items() if name and times > 1}
    for row in rows:
        if row.case_id in twice:
            what = f"{quoted(row.case_id)} stands there more than once; give each case its own"
            problems.append(Problem(what, place=CASE_ID, file=path, line=row.line))
    return rows, problems


def content_of(path: Path) -> bytes:
    """Return what stands in a file of recorded cases.

    Raises
    ------
    InputError
        It cannot be read, is no file, or is larger than a year of the whole country.
    """
    try:
        if path.exists() and not path.is_dir() and not path.is_file():
            what = "is no file that ends, such as a pipe; name a CSV file"
        elif path.stat().st_size > MOST_BYTES:
            what = f"is larger than {MOST_BYTES // 1_000_000} MB; divide it into shorter times"
        else:
            return path.read_bytes()
    except (OSError, ValueError) as error:
        what = f"cannot be read: {getattr(error, 'strerror', None) or error}"
    raise InputError([Problem(what, file=path)])


def _text(path: Path, content: bytes | None) -> str:
    raw = content_of(path) if content is None else content
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = raw[: error.start].count(b"\n") + 1
        byte = f"0x{raw[error.start]:02x}"
        raise InputError([Problem(f"byte {byte} is not UTF-8; {_ENCODING}", file=path, line=line)]) from None


def _records(path: Path, text: str, problems: list[Problem]) -> Iterator[tuple[int, list[str]]]:
    """Yield records with the line on which each begins; a broken quotation ends them with a problem."""
    first = re.split(r"[\r\n]", text, maxsplit=1)[0]
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=";" if ";" in first else ",", strict=True)
    begins = 1
    try:
        for fields in reader:
            yield begins, fields
            begins = reader.line_num + 1
    except csv.Error as error:
        problems.append(Problem(f"cannot be read from here on: {error}", file=path, line=begins))


def _header_problems(path: Path, header: list[str], columns: Mapping[str, Column]) -> list[Problem]:
    required = {name: column for name, column in columns.items() if column.required}
    if not any(header):
        return [Problem(f"is empty; the first line names the columns: {', '.join(required)}", file=path, line=1)]
    found = [
        Problem(f"this column is missing ({column.says})", place=name, file=path, line=1)
        for name, column in required.items()
        if name not in header
    ]
    for name, times in Counter(header).items():
        if name != CASE_ID and name not in columns:
            what = f"{quoted(name)} is no column here; {did_you_mean(name, [*columns, CASE_ID])}"
            found.append(Problem(what, place=name, file=path, line=1))
        if times > 1:
            found.append(Problem(f"{quoted(name)} stands {times} times; keep one", place=name, file=path, line=1))
    return found


def _row(
    path: Path, line: int, by_name: Mapping[str, str], columns: Mapping[str, Column], problems: list[Problem]
) -> TraceRow:
    """Read one row; what is wrong in it is added to the problems."""
    values: dict[str, list[int]] = {}
    for name, text in by_name.items():
        column = columns.get(name)
        if column is None:
            continue
        if not text:
            if column.required:
                problems.append(Problem("is empty; every case needs it", place=name, file=path, line=line))
            continue
        values[name] = []
        try:
            values[name] = [column.read(part) for part in ([text] if column.per == "case" else text.split())]
        except ValueError as error:
            problems.append(Problem(str(error), place=name, file=path, line=line))
    return TraceRow(line, by_name.get(CASE_ID, ""), values)
