import io
import zipfile

import pytest
from openpyxl import Workbook, load_workbook

from sim.errors import InputError
from sim.scenario.roster_files import MOST_BYTES, MOST_TAGS, SAID, FileProblem, as_csv, as_xlsx, read_file, read_text

CELLS = [["Person", "Mån"], ["nurse-1", "08:00-12:00, 12:45-17:00"], ["Åsa", ""]]


def refused(data):
    with pytest.raises(InputError) as error:
        read_file(data)
    (problem,) = error.value.problems
    assert isinstance(problem, FileProblem)
    assert str(problem) == SAID[problem.kind].format(limit=1)
    return problem.kind


def repacked(book: bytes, *, replaced=None, added=None) -> bytes:
    """Return a workbook with parts of somebody else's making."""
    file = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(book)) as parts, zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as forged:
        for name in parts.namelist():
            forged.writestr(name, (replaced or {}).get(name, parts.read(name)))
        for name, content in (added or {}).items():
            forged.writestr(name, content)
    return file.getvalue()


def filled(cells):
    return [[cell or "" for cell in row[:2]] for row in cells if any(row)]


def test_a_workbook_comes_back_as_it_was_written():
    assert filled(read_file(as_xlsx(CELLS, "Schema"))) == CELLS


def test_every_cell_of_the_template_is_text_so_that_hours_do_not_become_dates():
    sheet = load_workbook(io.BytesIO(as_xlsx(CELLS, "Schema"))).active
    assert {sheet.cell(row, 2).number_format for row in (1, 2, 10, 30)} == {"@"}


@pytest.mark.parametrize("apart", [";", ","])
def test_a_table_of_text_comes_back_as_it_was_written(apart):
    assert filled(read_file(as_csv(CELLS, apart))) == CELLS


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
def test_swedish_letters_come_through_however_excel_saved_them(encoding):
    assert read_file("Person;Mån\r\nÅsa;8-12\r\n".encode(encoding)) == [["Person", "Mån"], ["Åsa", "8-12"]]


def test_what_is_pasted_has_tabs_and_cells_of_several_lines():
    pasted = 'Person\tMån\nÅsa\t"08:00-12:00\n13:00-17:00"\n'
    assert read_text(pasted) == [["Person", "Mån"], ["Åsa", "08:00-12:00\n13:00-17:00"]]


def test_a_name_that_looks_like_a_formula_is_text_in_what_is_saved():
    cells = [["Person", "Mån"], ["=1+1", "8-12"]]
    assert load_workbook(io.BytesIO(as_xlsx(cells, "Schema"))).active["A2"].data_type == "s"
    assert "'=1+1" in as_csv(cells, ";").decode("utf-8-sig")


def test_formulas_of_a_workbook_are_shown_and_never_worked_out():
    book = Workbook()
    book.active.append(["Person", "Mån"])
    book.active.append(["nurse-1", '=HYPERLINK("http://there","x")'])
    file = io.BytesIO()
    book.save(file)
    assert read_file(file.getvalue())[1][1].startswith("=HYPERLINK")


def test_too_large():
    assert refused(b"x" * (MOST_BYTES + 1)) == "too_large"
    with pytest.raises(InputError, match="larger than 1 MB"):
        read_text("x" * (MOST_BYTES + 1))


def test_a_bomb_is_refused_before_it_is_unpacked():
    bomb = repacked(as_xlsx(CELLS, "S"), added={"xl/media/a.bin": bytes(30_000_000)})
    assert len(bomb) < MOST_BYTES
    assert refused(bomb) == "bomb"


def test_many_parts_are_a_bomb_too():
    assert refused(repacked(as_xlsx(CELLS, "S"), added={f"xl/{n}": b"" for n in range(300)})) == "bomb"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_entities_are_refused(encoding):
    laughs = '<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b "ha"><!ENTITY c "&b;&b;">]><a>&c;</a>'.encode(encoding)
    assert refused(repacked(as_xlsx(CELLS, "S"), replaced={"xl/worksheets/sheet1.xml": laughs})) == "bomb"


def test_macros_are_refused():
    assert refused(repacked(as_xlsx(CELLS, "S"), added={"xl/vbaProject.bin": b"x"})) == "macros"


@pytest.mark.parametrize(
    ("data", "kind"),
    [
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "old_excel"),
        (b"PK\x03\x04 no workbook", "not_excel"),
        (b"%PDF-1.7\n\x00\x01", "not_text"),
        (b"\x89PNG\r\n\x1a\n\x00", "not_text"),
        (b"", "nothing"),
        (b" \r\n ", "nothing"),
    ],
)
def test_other_files_are_refused(data, kind):
    assert refused(data) == kind


def test_another_kind_of_archive_is_no_workbook():
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as parts:
        parts.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
    assert refused(file.getvalue()) == "not_excel"


def test_a_sheet_that_claims_a_million_rows_is_read_as_far_as_a_roster_goes():
    sheet = (
        '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><dimension ref="A1:XFD1048576"/>'
        '<sheetData><row r="1"><c r="A1" t="inlineStr"><is><t>Person</t></is></c></row>'
        '<row r="1048576"><c r="XFD1048576"><v>1</v></c></row></sheetData></worksheet>'
    )
    rows = read_file(repacked(as_xlsx(CELLS, "S"), replaced={"xl/worksheets/sheet1.xml": sheet.encode()}))
    assert rows[0][0] == "Person"
    assert len(rows) <= 1001


def test_a_sheet_that_is_no_xml_is_refused():
    assert refused(repacked(as_xlsx(CELLS, "S"), replaced={"xl/worksheets/sheet1.xml": b"<a><b>"})) == "not_excel"


def test_a_part_that_is_packed_as_excel_packs_none_is_refused_before_it_is_unpacked():
    """Of bzip2 and LZMA Python unpacks all, whatever size the part claims: gigabytes from one megabyte."""
    for method in (zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA):
        file = io.BytesIO()
        with zipfile.ZipFile(io.BytesIO(as_xlsx(CELLS, "S"))) as parts, zipfile.ZipFile(file, "w") as forged:
            for name in parts.namelist():
                forged.writestr(name, parts.read(name), method if name.endswith("styles.xml") else zipfile.ZIP_DEFLATED)
        assert refused(file.getvalue()) == "not_excel"


def test_a_part_with_more_elements_than_a_roster_has_is_a_bomb():
    """Each becomes an object, of far more bytes than it has in the file."""
    styles = b"<styleSheet><cellXfs>" + b"<xf/>" * MOST_TAGS + b"</cellXfs></styleSheet>"
    bomb = repacked(as_xlsx(CELLS, "S"), replaced={"xl/styles.xml": styles})
    assert len(bomb) < 50_000
    assert refused(bomb) == "bomb"


def test_entities_are_refused_in_a_part_of_any_name():
    laughs = b'<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b "ha">]><a>&b;</a>'
    assert refused(repacked(as_xlsx(CELLS, "S"), added={"xl/worksheets/sheet.bin": laughs})) == "bomb"
