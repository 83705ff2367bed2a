"""Rosters as files and as what is pasted: bytes to cells and back, whatever somebody sends.

What a file is, is told by its content and not by its name. A workbook is opened only after its parts have been counted:
no macros, no declared entities, nothing that unpacks to more than a roster could be.
"""

import csv
import io
import zipfile
from collections.abc import Sequence
from dataclasses import dataclass

from openpyxl import Workbook, load_workbook
from openpyxl.styles import Alignment, Font
from openpyxl.utils import get_column_letter

from sim.errors import InputError, Problem

MOST_BYTES = 1_000_000
MOST_UNPACKED = 20_000_000
MOST_PARTS = 200
MOST_TAGS = 500_000
"""Beginnings of XML elements in all parts: what is read becomes an object each."""
MOST_ROWS, MOST_COLUMNS = 1001, 40
FREE_ROWS = 30
"""Rows below a roster that are text cells too, so that a spreadsheet makes no date of 8-12."""
SAID = {
    "too_large": "is larger than {limit} MB; a roster is some kilobytes",
    "bomb": "unpacks to far more than a roster; save it anew as a plain .xlsx",
    "old_excel": "is an old or locked workbook; save it without a password as .xlsx",
    "not_excel": "is no workbook that can be read; save it as .xlsx or .csv",
    "macros": "holds macros; save it as .xlsx, without them",
    "not_text": "is neither a workbook nor a table of text; save it as .xlsx or .csv",
    "nothing": "holds nothing; fill in the template",
}


@dataclass(frozen=True, slots=True)
class FileProblem(Problem):
    """What is wrong with a whole file, so that it can be said in any language.

    Attributes
    ----------
    kind
        One of `SAID`.
    """

    kind: str = ""


Cells = list[list[object]]


def read_file(data: bytes) -> Cells:
    """Return the cells of an .xlsx or .csv file.

    Raises
    ------
    InputError
        With a `FileProblem`: it is too large, or is something else.
    """
    if len(data) > MOST_BYTES:
        raise _refused("too_large")
    if data.startswith(b"PK"):
        return _workbook(data)
    if data.startswith(b"\xd0\xcf\x11\xe0"):
        raise _refused("old_excel")
    return read_text(_decoded(data))


def read_text(text: str) -> Cells:
    """Return the cells of what is pasted from a spreadsheet (tabs), or of a file with semicolons or commas.

    Raises
    ------
    InputError
        As `read_file`.
    """
    if len(text) > MOST_BYTES:
        raise _refused("too_large")
    head = next((line for line in text.splitlines() if line.strip()), "")
    if not head:
        raise _refused("nothing")
    apart = max("\t;,", key=head.count)
    try:
        rows = [row[:MOST_COLUMNS] for row in csv.reader(io.StringIO(text, newline=""), delimiter=apart)]
    except csv.Error:
        raise _refused("not_text") from None
    return [list(row) for row in rows]


def as_xlsx(cells: Sequence[Sequence[str]], name: str) -> bytes:
    """Return a workbook of text cells.

    Parameters
    ----------
    cells
        Headings first.
    name
        Of its sheet.
    """
    book = Workbook()
    sheet = book.active
    sheet.title = name
    for number, row in enumerate([*cells, *[[""] * len(cells[0])] * FREE_ROWS], 1):
        for column, said in enumerate(row, 1):
            cell = sheet.cell(number, column)
            cell.number_format = "@"
            cell.alignment = Alignment(wrap_text=True, vertical="top")
            if said:
                cell.value = said
                cell.data_type = "s"  # a name that begins like a formula stays a name
            if number == 1:
                cell.font = Font(bold=True)
    for column in range(1, len(cells[0]) + 1):
        sheet.column_dimensions[get_column_letter(column)].width = 24
    sheet.freeze_panes = "B2"
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def as_csv(cells: Sequence[Sequence[str]], apart: str) -> bytes:
    """Return a table of text as Excel opens it; Swedish Excel wants semicolons."""
    file = io.StringIO(newline="")
    csv.writer(file, delimiter=apart).writerows(
        [f"'{said}" if said[:1] in ("=", "@", "+", "\t") else said for said in row] for row in cells
    )
    return file.getvalue().encode("utf-8-sig")


def _workbook(data: bytes) -> Cells:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as parts:
            _check_parts(parts)
        book = load_workbook(io.BytesIO(data), read_only=True, keep_links=False)
        try:
            sheet = book.worksheets[0]
            sheet.reset_dimensions()  # what a sheet says of its own size is not believed
            rows = sheet.iter_rows(max_row=MOST_ROWS, max_col=MOST_COLUMNS, values_only=True)
            return [[_value(cell) for cell in row] for row in rows]
        finally:
            book.close()
    except InputError:
        raise
    except Exception:  # whatever a forged workbook makes the reader raise, it is no roster
        raise _refused("not_excel") from None


def _check_parts(parts: zipfile.ZipFile) -> None:
    """Refuse what unpacks to too much, holds macros, or declares entities of its own."""
    infos = parts.infolist()
    if len(infos) > MOST_PARTS or sum(one.file_size for one in infos) > MOST_UNPACKED:
        raise _refused("bomb")
    names = {one.filename for one in infos}
    if "[Content_Types].xml" not in names or "xl/workbook.xml" not in names:
        raise _refused("not_excel")
    if any(name.lower().endswith("vbaproject.bin") for name in names):
        raise _refused("macros")
    if any(one.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED) for one in infos):
        raise _refused(
            "not_excel"
        )  # Excel writes no other kind, and of others Python unpacks more than it was asked for
    tags = 0
    for one in infos:
        with parts.open(one) as part:
            content = part.read(MOST_UNPACKED + 1).replace(b"\0", b"")  # UTF-16 hides nothing
        tags += content.count(b"<")
        if b"<!DOCTYPE" in content or b"<!ENTITY" in content or tags > MOST_TAGS:
            raise _refused("bomb")


def _value(cell: object) -> object:
    """Return what stands in a cell; a formula that is an object is shown as one."""
    text = getattr(cell, "text", None)
    return f"={text}" if isinstance(text, str) and not isinstance(cell, str) else cell


def _decoded(data: bytes) -> str:
    wide = data.startswith((b"\xff\xfe", b"\xfe\xff"))
    encodings = ["utf-16"] if wide else ["utf-8-sig", "cp1252"]  # Excel in Sweden writes either of the two
    for encoding in encodings:
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        if any(ord(one) < 32 and one not in "\t\r\n" for one in text):
            break
        return text
    raise _refused("not_text")


def _refused(kind: str) -> InputError:
    return InputError([FileProblem(SAID[kind].format(limit=MOST_BYTES // 1_000_000), kind=kind)])
