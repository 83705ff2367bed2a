"""``run`` and ``compare`` hand on pictures, Parquet and Excel, as the studies do."""

import json
import re

import openpyxl
import pyarrow.parquet as pq
import pytest

from tests.cli.test_refusals import left_in, refused

FEWER = """\
question: =What if the nurse has the afternoons off?
extends: clinic.yaml
people:
  nurse: { week: { mon-fri: [08:00-10:00] } }
"""
FILES = ("--parquet", "f.parquet", "--excel", "f.xlsx", "--figures", "pictures", "-n", "2", "-j", "1")
ORIGIN = r"seed 1 · 2 replications · direktsim \d"


@pytest.fixture
def both(desk):
    (desk / "fewer.yaml").write_text(FEWER)
    return desk


@pytest.mark.parametrize(("command", "pictures", "sheet"), [
    (["run", "clinic.yaml"], ["run-waits", "run-why", "run-within_target"], "by priority"),
    (["compare", "clinic.yaml", "fewer.yaml"], ["fewer-who_gains_who_pays", "fewer-within_target"], "within_target"),
])  # fmt: skip
def test_files_and_pictures_say_what_they_were_made_from(direktsim, both, command, pictures, sheet):
    result = direktsim(*command, *FILES)
    assert result.exit_code == 0, result.output
    assert left_in(both / "pictures") == [f"{name}.{ending}" for name in pictures for ending in ("png", "svg")]
    for name in pictures:
        assert f"Written: pictures/{name}.svg" in result.output
        drawn = " ".join(re.sub(r"<[^>]+>", " ", (both / "pictures" / f"{name}.svg").read_text()).split())
        assert re.search(rf"clinic [0-9a-f]{{12}}.* · {ORIGIN}", drawn)
    assert re.search(ORIGIN, pq.read_schema(both / "f.parquet").metadata[b"made from"].decode())
    book = openpyxl.load_workbook(both / "f.xlsx")
    assert (book.sheetnames[0], book.active.title, book.sheetnames[-1]) == ("Answer", "Answer", "made from")
    assert sheet in book.sheetnames
    about = {row[1]: row[2] for row in book["made from"].iter_rows(values_only=True)}
    assert (about["command"], about["seed"], about["replications"]) == (command[0], 1, 2)
    assert about["work.documentation"] == "lognormal (mean 4, cv 0.6)"
    assert "version of numpy" in about


@pytest.mark.usefixtures("both")
def test_a_question_is_never_a_formula(direktsim, both):
    direktsim("compare", "clinic.yaml", "fewer.yaml", "--excel", "f.xlsx", "-n", "2", "-j", "1")
    cells = [row[2] for row in openpyxl.load_workbook(both / "f.xlsx")["made from"].iter_rows()]
    (question,) = [cell for cell in cells if str(cell.value).startswith("=What")]
    assert question.data_type == "s"


def test_with_json_the_files_are_told_aside(direktsim, desk):
    result = direktsim("run", "clinic.yaml", "--json", *FILES)
    assert json.loads(result.stdout)["replications"] == 2
    assert "Written: f.xlsx" in result.stderr
    assert (desk / "f.xlsx").exists()


@pytest.mark.usefixtures("both")
@pytest.mark.parametrize("command", [["run", "clinic.yaml"], ["compare", "clinic.yaml", "fewer.yaml"]])
def test_what_stands_there_is_not_written_over_and_nothing_is_run(direktsim, both, command):
    assert refused(direktsim(*command, "--excel", "fewer.yaml", "--parquet", "no/x", "--figures", "clinic.yaml"),
                   problems=3) == [
        "clinic.yaml  is a file; write the name of a folder for the pictures",
        "fewer.yaml  stands there already; write another name",
        "no  there is no such folder; make it first",
    ]  # fmt: skip
    assert left_in(both) == ["clinic.yaml", "fewer.yaml"]
