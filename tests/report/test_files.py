"""Files that are handed on: text stays text, a unit in each head, an interval beside each value, and their origin."""

from dataclasses import replace
from types import SimpleNamespace

import numpy as np
import openpyxl
import pyarrow.parquet as pq
import pytest

from sim.errors import InputError
from sim.measures import Family, compare, summarise
from sim.report.answer import answer_of_comparison, answer_of_run
from sim.report.files import Made, check_targets, write_excel, write_parquet
from sim.report.rows import about_rows, change_rows, comparison_tables, line_rows, run_tables
from sim.scenario.assumptions import Assumption
from tests.measures.scenes import busy_clinic
from tests.report.scenes import change

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


def test_the_last_sheet_says_what_was_run(tmp_path):
    about = about_rows(
        {"busy": summarise(PLAYED).guardrails},
        {"busy": [Assumption("work.booking", 4.0, "assumption", "assumed", 2.0, 8.0, "half to double")]},
    )
    write_excel(tmp_path / "a.xlsx", {"by all": []}, [*MADE.rows(), *about], ["=How long?"])
    book = openpyxl.load_workbook(tmp_path / "a.xlsx")
    assert book.sheetnames == ["Answer", "by all", "made from"]
    assert (book.active.title, book["Answer"]["A1"].value, book["Answer"]["A1"].data_type) == (
        "Answer",
        "=How long?",
        "s",
    )
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
    rows = sheet(tmp_path / "a.xlsx", "mean_wait_working")
    changes = comparison.family("mean_wait_working", "priority").changes
    mine = [row for row in rows if row["grouping"].value == "priority"]
    for row, one in zip(mine, changes, strict=True):
        low, high = row["change low, minutes"].value, row["change high, minutes"].value
        assert (low * 60, high * 60) == pytest.approx((one.family_low, one.family_high))
        assert (row["verdict"].value, row["margin, minutes"].value) == (one.verdict, 1)
    assert {"cases, all replications together", "replications needed"} <= set(rows[0])
    assert not {"cases"} & set(rows[0])
    shares = sheet(tmp_path / "a.xlsx", "within_target")
    within = comparison.family("within_target", "all").changes[0]
    assert (shares[0]["before, share"].value, shares[0]["before, share"].number_format) == (within.base, "0.0%")
    assert shares[0]["change, points"].value == pytest.approx(100 * within.value)
    assert shares[0]["change, points"].number_format == "0.0"
    assert "moment" not in rows[0]  # nothing is told apart by it here
    write_parquet(tmp_path / "a.parquet", change_rows(found), MADE)
    assert pq.read_table(tmp_path / "a.parquet").num_rows == sum(len(one.changes) for one in comparison.families)


def test_two_files_of_one_name_are_refused(tmp_path):
    with pytest.raises(InputError, match="is asked for twice; write two names"):
        check_targets([tmp_path / "a", tmp_path / "a"], None)


def answer_rows(path):
    book = openpyxl.load_workbook(path)
    lines = list(book["Answer"].iter_rows())
    above = next(number for number, line in enumerate(lines) if line[0].value is None)
    heads = [cell.value for cell in lines[above + 1]]
    said = [line[0].value for line in lines[:above]]
    return said, [dict(zip(heads, line, strict=True)) for line in lines[above + 2 :]]


def test_a_comparison_opens_on_its_answer_with_figures_in_every_line(tmp_path):
    comparison = compare(PLAYED, BETTER)
    moments = [change(0, -2400, -2600, -2200, "better", base=4000, key={"moment": "Monday morning"})]
    comparison = replace(
        comparison, families=[*comparison.families, Family("mean_wait_working", "moment", "seconds", moments, 60.0)]
    )
    plan = SimpleNamespace(closure_unit=np.zeros(0), closure_from=np.zeros(0), closure_until=np.zeros(0))
    runs = [SimpleNamespace(job=SimpleNamespace(name=name, plan=plan)) for name in ("one nurse", "two nurses")]
    found = answer_of_comparison(runs, [comparison])
    write_excel(tmp_path / "a.xlsx", {}, MADE.rows(), found.said, found.rows)
    said, rows = answer_rows(tmp_path / "a.xlsx")
    assert said[0] == comparison.other_question
    assert said[1] == "two nurses against one nurse:"
    assert "Staff cost: " in said[-2]
    assert any("most of all" in line or "wait less" in line or "waits less" in line for line in said)
    assert said[-1].endswith("Cases: of all 4 replications together, on the side that has fewer.")
    expected = [
        one
        for measure in ("within_target", "begun_same_day", "mean_wait_working")
        for grouping in ("priority", "unit", "moment")
        for family in comparison.families
        if (family.measure, family.grouping) == (measure, grouping)
        for one in family.changes
    ]
    assert len(rows) == len(expected)
    for row, one in zip(rows, expected, strict=True):
        share = one.counts is not None
        scale = 100 if share else 1 / 60
        got = [row[name].value for name in ("change", "low", "high")]
        assert got == [value and pytest.approx(scale * value) for value in (one.value, one.family_low, one.family_high)]
        assert (row["verdict"].value, row["cases"].value) == (one.verdict, one.cases)
        assert row["change in"].value == ("points" if share else "minutes")
        if one.base is not None:
            assert row["before"].number_format == ("0.0%" if share else "0.0")
            assert row["change"].number_format == "0.0"


def test_a_run_opens_on_its_answer_by_priority(tmp_path):
    summary = summarise(PLAYED)
    found = answer_of_run("busy", summary)
    write_excel(tmp_path / "a.xlsx", run_tables(summary), MADE.rows(), found.said, found.rows)
    said, rows = answer_rows(tmp_path / "a.xlsx")
    assert said[0] == summary.question
    assert "Cases a week are a mean" in said[-1]
    for row, line in zip(rows, summary.tables["priority"], strict=True):
        assert row["within target"].value == line.within_target.value
        assert row["cases a week"].value == pytest.approx(line.cases_per_replication / summary.weeks)
    assert rows[1]["within target"].number_format == "0.0%"
    head = [cell.value for cell in openpyxl.load_workbook(tmp_path / "a.xlsx")["by priority"][1]]
    assert "cases, all replications together" in head
