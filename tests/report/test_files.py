"""Files that are handed on: text stays text, a unit in each head, an interval beside each value, and their origin."""

import openpyxl
import pyarrow.parquet as pq
import pytest

from sim.errors import InputError
from sim.measures import compare, summarise
from sim.report.files import Made, check_targets, write_excel, write_parquet
from sim.report.rows import about_rows, change_rows, comparison_tables, line_rows, run_tables
from sim.scenario.assumptions import Assumption
from tests.measures.scenes import busy_clinic

MADE = Made("run", {"busy": "0123456789abcdef"}, 0, 4, 0, 0, (), "0.1.0", "=How long?", {"numpy": "2.0"})
PLAYED = [busy_clinic(number) for number in range(4)]
BETTER = [busy_clinic(number, nurses=2) for number in range(4)]


def sheet(path, name):
    head, *rows = openpyxl.load_workbook(path)[name].iter_rows()
    return [dict(zip([cell.value for cell in head], row, strict=True)) for row in rows]


@pytest.mark.parametrize("text", ["=1+1", "+46 36 32", "-5 or less", "@SUM(A1)", "=cmd|' /C calc'!A0"])
def test_text_that_looks_like_a_formula_stays_text(text, tmp_path):
    write_excel(tmp_path / "a.xlsx", {"rows": [{"name": text, text: -1.5}]}, MADE.rows())
    (row,) = sheet(tmp_path / "a.xlsx", "rows")
    assert (row["name"].value, row["name"].data_type, row["name"].quotePrefix) == (text, "s", True)
    assert (row[text].value, row[text].data_type) == (-1.5, "n")
    head = openpyxl.load_workbook(tmp_path / "a.xlsx")["rows"].cell(1, 2)
    assert (head.value, head.data_type) == (text, "s")


def test_openpyxl_by_itself_would_take_it_for_a_formula():
    """The saboteur: without our care the text is one."""
    cell = openpyxl.Workbook().worksheets[0].cell(1, 1)
    cell.value = "=1+1"
    assert cell.data_type == "f"


def test_the_first_sheet_says_what_was_run(tmp_path):
    about = about_rows(
        {"busy": summarise(PLAYED).guardrails},
        {"busy": [Assumption("work.booking", 4.0, "assumption", "assumed", 2.0, 8.0, "half to double")]},
    )
    write_excel(tmp_path / "a.xlsx", {}, [*MADE.rows(), *about])
    book = openpyxl.load_workbook(tmp_path / "a.xlsx")
    assert book.sheetnames[0] == "made from"
    rows = [tuple(cell.value for cell in row) for row in book["made from"].iter_rows(values_only=False)]
    assert rows[0] == ("about", "what", "is", "origin", "basis", "low", "high")
    assert [row[1:3] for row in rows if row[0] == "run"] == [
        ("command", "run"), ("scenarios", "busy 0123456789abcdef"), ("seed", 0), ("replications", 4),
        ("version", "0.1.0"), ("question", "=How long?"), ("version of numpy", "2.0"),
    ]  # fmt: skip
    assert ("guardrail, busy", "nobody idle", "ok") in [row[:3] for row in rows]
    assert rows[-1] == ("assumption, busy", "work.booking", 4, "assumed", "assumption", 2, 8)


def test_a_run_has_a_sheet_a_table_with_units_and_intervals(tmp_path):
    summary = summarise(PLAYED)
    write_excel(tmp_path / "a.xlsx", run_tables(summary), MADE.rows())
    rows = sheet(tmp_path / "a.xlsx", "by priority")
    assert [row["priority"].value for row in rows] == [line.key["priority"] for line in summary.tables["priority"]]
    for row, line in zip(rows, summary.tables["priority"], strict=True):
        share, wait = line.within_target, line.wait_working
        ends = [row[f"within_target{end}, share"].value for end in ("", " low", " high")]
        assert ends == [share.value, share.low, share.high]
        assert row["wait_working mean, minutes"].value == pytest.approx(wait.mean.value / 60)
        assert row["wait_working p90 longer than, minutes"].value == (wait.p90.over and wait.p90.over / 60)
        seconds = line.why["nobody_on_duty"].value
        assert row["why, nobody_on_duty, minutes"].value == pytest.approx(seconds / 60)
    assert rows[-2]["within_target, share"].number_format == "0.0%"
    assert {"people", "lists", "inbox", "money"} <= set(openpyxl.load_workbook(tmp_path / "a.xlsx").sheetnames)
    write_parquet(tmp_path / "a.parquet", line_rows(summary), MADE)
    table = pq.read_table(tmp_path / "a.parquet")
    assert table.num_rows == sum(len(lines) for lines in summary.tables.values())
    assert (
        table.schema.metadata[b"made from"].decode() == "busy 0123456789ab · seed 0 · 4 replications · direktsim 0.1.0"
    )


def test_a_comparison_has_a_sheet_a_measure_with_its_verdicts(tmp_path):
    comparison = compare(PLAYED, BETTER)
    found = {"two nurses": comparison}
    write_excel(tmp_path / "a.xlsx", comparison_tables(found), MADE.rows())
    verdicts = sheet(tmp_path / "a.xlsx", "verdicts")
    assert (verdicts[0]["scenario"].value, verdicts[0]["verdict"].value) == ("two nurses", comparison.verdict)
    rows = sheet(tmp_path / "a.xlsx", "mean_wait_working")
    changes = comparison.family("mean_wait_working", "priority").changes
    mine = [row for row in rows if row["grouping"].value == "priority"]
    for row, one in zip(mine, changes, strict=True):
        low, high = row["change low, minutes"].value, row["change high, minutes"].value
        assert (low * 60, high * 60) == pytest.approx((one.family_low, one.family_high))
        assert (row["verdict"].value, row["margin, minutes"].value) == (one.verdict, 1)
    assert "moment" not in rows[0]  # nothing is told apart by it here
    write_parquet(tmp_path / "a.parquet", change_rows(found), MADE)
    assert pq.read_table(tmp_path / "a.parquet").num_rows == sum(len(one.changes) for one in comparison.families)


def test_two_files_of_one_name_are_refused(tmp_path):
    with pytest.raises(InputError, match="is asked for twice; write two names"):
        check_targets([tmp_path / "a", tmp_path / "a"], None)
