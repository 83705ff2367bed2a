"""``direktsim compare``: the same patients meet every scenario, and the words carry their uncertainty."""

import json
import re

import openpyxl
import pyarrow.parquet as pq

MORE = "question: What if twice as many come?\nextends: clinic.yaml\ndemand: { factor: 2 }\n"
CLOSED = """\
question: What if the clinic is closed on a Wednesday?
extends: busy.yaml
closures:
  - { unit: ekhult, from: 2026-01-07 08:00, until: 2026-01-07 17:00 }
"""
FEWER_HOURS = """\
question: What if the nurse has the afternoons off?
extends: clinic.yaml
people:
  nurse: { week: { mon-fri: [08:00-10:00] } }
"""


def test_a_comparison_keeps_a_run_of_each_and_the_differences(direktsim, desk):
    (desk / "fewer.yaml").write_text(FEWER_HOURS)
    result = direktsim("compare", "clinic.yaml", "fewer.yaml", "-n", "4", "-j", "1", "--out", "both")
    assert result.exit_code == 0, result.output
    lines = result.output.splitlines()
    assert lines[0] == "What if the nurse has the afternoons off?"
    assert " ".join(" ".join(lines[1:3]).split()).startswith(
        "fewer against clinic, 5 Jan–16 Jan 2026, 4 replications, seed 1, the same patients"
    )
    assert re.fullmatch(r"Kept in runs as \w{7} \(clinic\) and \w{7} \(fewer\)\.", lines[-2])
    assert lines[-1] == "Tables in both"
    folder = desk / "both"
    assert sorted(path.name for path in folder.iterdir()) == ["clinic", "fewer", "manifest.json", "summary.json"]
    for name in ("clinic", "fewer"):
        assert sorted(path.name for path in (folder / name).iterdir()) == [
            "cases.parquet", "manifest.json", "summary.json",
        ]  # fmt: skip
    assert list(json.loads((folder / "summary.json").read_text())["comparisons"]) == ["fewer"]


def test_fewer_hours_are_said_to_cost_waits_and_to_save_money(direktsim, desk):
    (desk / "fewer.yaml").write_text(FEWER_HOURS)
    said = " ".join(direktsim("compare", "clinic.yaml", "fewer.yaml", "-n", "6", "-j", "1").output.split())
    assert "wait longer" in said
    assert "– Waits are longer in staffed hours: " in said
    assert "SEK a week less" in said
    assert "Scheduled hours a week: nurse 37.1 → 9.0; of the other roles the same." in said
    assert "With patients of their own the variance of a change would be so many times as large: " in said
    assert "Nothing important changes" not in said


def test_nothing_changes_between_a_scenario_and_itself(direktsim, desk):
    (desk / "same.yaml").write_text("question: Is the same the same?\nextends: clinic.yaml\n")
    said = " ".join(
        direktsim("compare", "clinic.yaml", "same.yaml", "-n", "3", "-j", "1", "--out", "both").output.split()
    )
    assert "Nothing changes: every case goes the same way in both, to the second." in said
    assert "Verdict: no practical difference, since every case goes the same way." in said
    assert "Staff cost: the same." in said
    assert "Assumed, not known: minutes per case, priority mix, " in said
    assert "the same" in said
    kept = desk / "both"
    clinic, same = (json.loads((kept / name / "manifest.json").read_text()) for name in ("clinic", "same"))
    assert clinic["digests"] == same["digests"]


def test_the_same_patients_come_where_more_come(direktsim, desk):
    (desk / "more.yaml").write_text(MORE)
    direktsim("compare", "clinic.yaml", "more.yaml", "-n", "1", "-j", "1", "--out", "both")
    columns = ["arrival", "reason", "priority", "age", "unit"]
    clinic, more = (
        {
            tuple(row.values())
            for row in pq.read_table(desk / "both" / name / "cases.parquet", columns=columns).to_pylist()
        }
        for name in ("clinic", "more")
    )
    assert clinic < more


def test_several_others_are_each_compared_with_the_base(direktsim, desk):
    (desk / "more.yaml").write_text(MORE)
    (desk / "fewer.yaml").write_text(FEWER_HOURS)
    result = direktsim("compare", "clinic.yaml", "more.yaml", "fewer.yaml", "clinic.yaml", "-n", "2", "-j", "1")
    assert result.exit_code == 0, result.output
    for name in ("more", "fewer", "clinic-2"):
        assert f"{name} against clinic, " in result.output
    assert len(list((desk / "runs").iterdir())) == 3


def test_what_is_compared_is_named_once(direktsim, desk):
    (desk / "more.yaml").write_text(MORE)
    result = direktsim("compare", "clinic.yaml", "more.yaml", "./more.yaml", "-n", "2", "-j", "1")
    assert result.exit_code == 2
    assert "more.yaml  is named twice; name each scenario once" in result.stderr


def test_a_baseline_is_shared_by_all_comparisons(direktsim, desk):
    (desk / "more.yaml").write_text(MORE)
    (desk / "fewer.yaml").write_text(FEWER_HOURS)
    direktsim("run", "clinic.yaml", "-n", "2", "-j", "1")
    first = direktsim("compare", "clinic.yaml", "more.yaml", "-n", "2", "-j", "1").output
    assert "; 2 of 4 replications were there already." in " ".join(first.split())
    second = direktsim("compare", "more.yaml", "fewer.yaml", "clinic.yaml", "-n", "2", "-j", "1").output
    assert "; 4 of 6 replications were there already." in " ".join(second.split())
    third = direktsim("compare", "fewer.yaml", "more.yaml", "-n", "2").output
    assert "Nothing was played: all was there already, in runs as " in " ".join(third.split())


def test_how_many_more_patients_come_is_said(direktsim, desk):
    (desk / "more.yaml").write_text(MORE)
    said = " ".join(direktsim("compare", "clinic.yaml", "more.yaml", "-n", "2", "-j", "1").output.split())
    assert re.search(r"the same patients and (9\d|1\d\d) % more", said)
    said = " ".join(direktsim("compare", "more.yaml", "clinic.yaml", "-n", "2", "-j", "1").output.split())
    assert re.search(r"the same patients without (4\d|5\d) % of them", said)


def test_a_closure_is_told_on_its_own_day(direktsim, desk):
    text = (desk / "clinic.yaml").read_text().replace("listed: 8250", "cases_per_day: 30")
    (desk / "busy.yaml").write_text(text)
    (desk / "closed.yaml").write_text(CLOSED)
    said = direktsim("compare", "busy.yaml", "closed.yaml", "-n", "8", "-j", "1", "--out", "both").output
    assert "\n7 Jan: patients of ekhult wait longer in staffed hours by " in said
    assert "\nAll days together: " in said
    assert "fewer hours a week are worked at the units, which is no saving." in " ".join(said.split())
    assert "SEK a week less" not in said
    assert re.search(r"^7 Jan +target, %", said, re.MULTILINE)
    (kept,) = json.loads((desk / "both/summary.json").read_text())["comparisons"].values()
    assert {"moment", "closed_day_unit", "closed_day_unit_priority"} <= {one["grouping"] for one in kept["families"]}
    assert "Jan: " not in direktsim("compare", "busy.yaml", "clinic.yaml", "-n", "2", "-j", "1").output


def test_two_closures_are_set_beside_each_other(direktsim, desk):
    """A second unit covers the first, or nobody does; against the open clinics neither says what cover is worth."""
    text = (desk / "clinic.yaml").read_text().replace("listed: 8250", "cases_per_day: 30")
    second = "  hovslatt: { provider: region, cases_per_day: 5 }\npeople:\n"
    second += "  other: { unit: hovslatt, role: nurse, week: { mon-fri: [08:00-17:00] } }\n"
    (desk / "busy.yaml").write_text(text.replace("people:\n", second))
    (desk / "bare.yaml").write_text(CLOSED)
    cover = ", covered_by: hovslatt, permission: true }"
    (desk / "covered.yaml").write_text(CLOSED.replace(" 17:00 }", f" 17:00{cover}"))
    result = direktsim("compare", "busy.yaml", "covered.yaml", "bare.yaml", "-n", "8", "-j", "1", "--excel", "a.xlsx")
    assert result.exit_code == 0, result.output
    said = " ".join(result.output.split())
    assert "bare against covered, 7 Jan: patients of ekhult wait longer in staffed hours by " in said
    assert all(f"{head} busy covered bare" in said for head in ("within target", "mean wait, staffed"))
    answer = [row[0] for row in openpyxl.load_workbook(desk / "a.xlsx")["Answer"].iter_rows(values_only=True)]
    assert any(str(line).startswith("bare against covered, 7 Jan: patients of ekhult wait longer") for line in answer)
    said = direktsim("compare", "covered.yaml", "bare.yaml", "-n", "8", "-j", "1").output
    assert "bare against covered, 7 Jan" not in said  # that is the comparison itself
    assert "Staff cost: not compared" not in said  # both are closed at the same time


def test_one_replication_gives_no_verdict(direktsim, desk):
    (desk / "more.yaml").write_text(MORE)
    said = " ".join(direktsim("compare", "clinic.yaml", "more.yaml", "-n", "1", "-j", "1").output.split())
    assert "one replication: no intervals" in said
    assert "One replication shows nothing" in said
    assert "are longer" not in said


def test_json_alone_stands_on_the_screen(direktsim, desk):
    (desk / "more.yaml").write_text(MORE)
    result = direktsim("compare", "clinic.yaml", "more.yaml", "-n", "2", "-j", "1", "--json")
    (compared,) = json.loads(result.stdout)
    assert compared["replications"] == 2


def test_a_margin_is_stated_and_decides(direktsim, desk):
    (desk / "fewer.yaml").write_text(FEWER_HOURS)
    said = direktsim(
        "compare", "clinic.yaml", "fewer.yaml", "-n", "4", "-j", "1", "--margin", "50", "--margin-minutes", "9000"
    ).output
    assert "within ±50 points or ±9 000 minutes" in " ".join(said.split())
    assert "wait longer" not in said


def test_until_precision_the_shares_of_every_scenario_are_followed(direktsim, desk):
    (desk / "more.yaml").write_text(MORE)
    result = direktsim(
        "compare", "clinic.yaml", "more.yaml", "--precision", "20", "--most", "12", "-j", "1", "--out", "both"
    )
    assert re.search(r"^1[0-2] replications.*±20 points", result.output, re.MULTILINE), result.output
    kept = json.loads((desk / "both" / "more" / "summary.json").read_text())["precision"]
    assert {one["scenario"] for one in kept["shares"]} == {"clinic", "more"}
