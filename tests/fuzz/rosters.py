"""Random rosters as spreadsheets send them: as somebody fills in the template, and as nobody should."""

import datetime as dt
import io
import zipfile
from typing import Any

from hypothesis import strategies as st
from openpyxl import Workbook
from openpyxl.worksheet.formula import ArrayFormula

from sim.scenario.roster_files import as_csv, as_xlsx
from sim.scenario.roster_table import HEADINGS, ROLES
from tests.fuzz.mutations import TEXTS, bytes_changed, text_changed

HOURS = ("", "-", "ledig", "8-12", "08:00-12:00, 12:45-17:00", "8.30–12 och 13—17.15", "00:00-24:00", "10:00-15:00")
PEOPLE = ("nurse-1", "NURSE-2", "both", "Anna", "Åsa Öberg", "bo_3")
HEADS = [word for words in HEADINGS.values() for word in words]
CELLS = (
    *HOURS, *TEXTS, "12:00-08:00", "=A1", "=HYPERLINK(\"http://x\",\"y\")", "@SUM(A1)", "+1", "-cmd|' /C calc'!A0",
    "8-12,11-13", "8" * 300, "08:00-12:00," * 30, "99:99-99:99", "here", "there", "nurse", "läkare", "-1-2", "8--12",
    "٨-١٢", "8-12-16",
)  # fmt: skip
VALUES: tuple[Any, ...] = (
    8, 8.5, -1, 10**30, 1e308, float("nan"), float("inf"), True, None, dt.datetime(2026, 12, 8), dt.date(2026, 12, 8),
    dt.time(8), dt.timedelta(hours=30), "#REF!", ArrayFormula("B2:B3", "=A1:A2"),
)  # fmt: skip
PARTS = (
    "xl/worksheets/sheet1.xml",
    "xl/workbook.xml",
    "[Content_Types].xml",
    "xl/styles.xml",
    "xl/_rels/workbook.xml.rels",
    "_rels/.rels",
)


@st.composite
def tables(draw: st.DrawFn) -> list[list[str]]:
    """A roster as the template has it, right in most cells."""
    head = [
        "Person",
        draw(st.sampled_from(("Enhet", "unit"))),
        draw(st.sampled_from(("Roll", "role"))),
        "Mån",
        "Tue",
        "ons",
    ]
    rows = []
    for person in draw(st.lists(st.sampled_from(PEOPLE), unique=True, max_size=5)):
        unit = {"nurse-1": "here", "NURSE-2": "", "both": draw(st.sampled_from(("here", "there")))}.get(person, "there")
        role = {"both": "kurator"}.get(person, draw(st.sampled_from(("nurse", "Sjuksköterska", "ssk"))))
        rows.append([person, unit, role, *draw(st.tuples(*[st.sampled_from(HOURS)] * 3))])
    return [head, *rows]


@st.composite
def changed_tables(draw: st.DrawFn) -> list[list[str]]:
    """A roster in which some cells, rows or headings have become something else."""
    rows = draw(tables())
    for _ in range(draw(st.integers(0, 3))):
        at = draw(st.integers(0, len(rows) - 1))
        how = draw(st.sampled_from(("cell", "cell", "head", "lose", "double", "short", "long")))
        if how == "cell" and rows[at]:
            rows[at][draw(st.integers(0, len(rows[at]) - 1))] = draw(st.sampled_from(CELLS))
        elif how == "head" and rows[0]:
            rows[0][draw(st.integers(0, len(rows[0]) - 1))] = draw(st.sampled_from((*HEADS, *CELLS, *ROLES)))
        elif how == "lose" and len(rows) > 1:
            del rows[at]
        elif how == "double":
            rows.insert(at, list(rows[at]))
        elif how == "short":
            rows[at] = rows[at][:-2]
        elif how == "long":
            rows[at] = [*rows[at], *[draw(st.sampled_from(CELLS))] * 50]
    return rows


@st.composite
def workbooks(draw: st.DrawFn) -> bytes:
    """A workbook with cells of any type, merged ones, hidden and further sheets."""
    rows: list[list[Any]] = [*draw(changed_tables())]
    for _ in range(draw(st.integers(0, 3))):
        at = draw(st.integers(0, len(rows) - 1))
        if rows[at]:
            rows[at][draw(st.integers(0, len(rows[at]) - 1))] = draw(st.sampled_from(VALUES))
    book = Workbook()
    sheet = book.active
    if draw(st.booleans()):
        other = book.create_sheet("Annat", draw(st.sampled_from((0, 1))))
        other["A1"] = "not here"
        other.sheet_state = draw(st.sampled_from(("visible", "hidden")))
    if draw(st.booleans()):
        book.create_chartsheet("Chart", draw(st.sampled_from((0, None))))
    for number, row in enumerate(rows, draw(st.sampled_from((1, 1, 1, 3)))):
        for column, value in enumerate(row, 1):
            try:
                sheet.cell(number, column, value)
            except Exception:  # what openpyxl itself does not write
                sheet.cell(number, column, "?")
    if draw(st.booleans()):
        sheet.merge_cells(draw(st.sampled_from(("A2:A3", "B2:D2", "A1:F1"))))
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


@st.composite
def repacked(draw: st.DrawFn, book: bytes) -> bytes:
    """A workbook in which a part is lost, doubled, cut, changed or packed otherwise, or itself cut."""
    how = draw(st.sampled_from(("lost", "changed", "changed", "added", "packed", "cut", "bytes", "doubled")))
    if how == "cut":
        return book[: draw(st.integers(0, len(book)))]
    if how == "bytes":
        at = draw(st.integers(0, len(book) - 1))
        return book[:at] + bytes([draw(st.integers(0, 255))]) + book[at + 1 :]
    chosen, file = draw(st.sampled_from(PARTS)), io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(book)) as parts, zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as forged:
        for name in parts.namelist():
            content = parts.read(name)
            if how == "lost" and name == chosen:
                continue
            if how == "changed" and name == chosen:
                text = draw(text_changed(content.decode().replace("><", ">\n<"), XML))
                content = text.encode("utf-8", errors="surrogatepass")
            method = zipfile.ZIP_BZIP2 if how == "packed" and name == chosen else zipfile.ZIP_DEFLATED
            forged.writestr(name, content, method)
        if how == "added":
            name = draw(
                st.sampled_from(("xl/vbaProject.bin", "../../x", "/etc/x", "xl/a.bin", "xl/worksheets/sheet9.xml"))
            )
            forged.writestr(name, draw(st.sampled_from((b"", b"x", bytes(30_000_000)))))
    return file.getvalue()


XML = (
    "<a>", "</a>", "<!DOCTYPE a>", '<!ENTITY b "ha">', "&b;", "<row r='0'/>", "<row r='-1'/>", "<row r='1048577'/>",
    "<row r='x'/>", "<c r='ZZZZ1'><v>1</v></c>", "<c r='A0'/>", "<c r='1A'/>", "<c t='s'><v>99</v></c>",
    "<c t='d'><v>x</v></c>", "<c t='x'/>", "<c t='n'><v>1e999</v></c>", "<c t='b'><v>2</v></c>",
    "<c s='99'><v>1</v></c>", "<f>1+1</f>", "<f t='shared' si='0'/>", "<f t='dataTable' ref='A1'/>", "\x00", "\x0b",
    "<?xml version='1.0' encoding='cp037'?>",
)  # fmt: skip
"""What a forged part may hold."""


@st.composite
def files(draw: st.DrawFn) -> tuple[str, bytes]:
    """What kind of file it is, and a roster as somebody may send it."""
    kind = draw(st.sampled_from(("template", "workbook", "forged", "csv", "text", "bytes")))
    if kind == "workbook":
        return kind, draw(workbooks())
    if kind == "forged":
        book = draw(st.one_of(workbooks(), tables().map(lambda cells: as_xlsx(cells, "Schema"))))
        return kind, draw(repacked(book))
    if kind == "template":
        return kind, as_xlsx(draw(tables()), "Schema")
    rows = draw(changed_tables())
    if kind == "csv":
        return kind, as_csv(
            [[cell.replace("\ud800", "") for cell in row] for row in rows], draw(st.sampled_from(",;\t"))
        )
    text = "\n".join("\t".join(row) for row in rows)
    if kind == "text":
        return kind, draw(text_changed(text, CELLS)).encode("utf-8", errors="surrogatepass")
    return kind, draw(bytes_changed(text))
