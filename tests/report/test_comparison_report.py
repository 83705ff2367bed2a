"""The page of a comparison: the footnote where an asterisk stands, and the clock in the heads."""

import io
from dataclasses import replace
from types import SimpleNamespace

import numpy as np
import pytest
from rich.console import Console

from sim.measures import summarise
from sim.report.comparison import comparison_report
from sim.scenario.schema.targets import Targets
from tests.measures.scenes import busy_clinic
from tests.report.scenes import change, compared, same

SUMMARY = summarise([busy_clinic(number) for number in range(2)])
HELD = replace(change(2, -24, -48, -6, "not shown"), unfinished_other=1)
FOOTNOTE = "* Its interval alone would say more"


def page(**groups) -> str:
    after = groups.pop("after", SUMMARY)
    waits = groups.pop("waits", [change(4, -600, -700, -500, "better", base=3000)])
    plan = SimpleNamespace(closure_unit=np.zeros(0), closure_from=np.zeros(0), closure_until=np.zeros(0))
    runs = [
        SimpleNamespace(job=SimpleNamespace(name=name, plan=plan, seed=1, scenario=SimpleNamespace(targets=Targets())))
        for name in ("today", "moved")
    ]
    comparison = compared([same(int(one.key["priority"])) for one in waits], waits, **groups)
    console = Console(width=120, file=io.StringIO())
    console.print(comparison_report(runs, [SUMMARY, after], [comparison], "much"))
    return console.file.getvalue()


@pytest.mark.parametrize(
    ("groups", "starred"),
    [
        ({}, False),
        ({"waits": [HELD]}, True),
        ({"unit_priority": [replace(HELD, key={"unit": "almby", "priority": 2})]}, False),  # stands in no table
        ({"moment": [replace(HELD, key={"moment": "Monday morning"})]}, False),
        ({"unit": [replace(HELD, key={"unit": "almby"})]}, False),  # one unit has no table
    ],
)
def test_the_footnote_stands_where_an_asterisk_does(groups, starred):
    said = page(**groups)
    tables = said.partition("In brackets: 95 % interval")[0]
    assert (")*" in tables, FOOTNOTE in " ".join(said.split())) == (starred, starred)


def test_waits_of_all_units_have_it_too():
    units = [replace(HELD, key={"unit": name}) for name in ("almby", "rosengard")]
    shares = [replace(same(0), key={"unit": name}) for name in ("almby", "rosengard")]
    assert FOOTNOTE in " ".join(page(unit=units, within_unit=shares).split())


def test_a_mean_wait_states_its_clock():
    assert "mean wait,\n" not in page()
    heads = [line for line in page().splitlines() if "staffed min" in line]
    assert len(heads) == 1
    assert heads[0].split("  ")[-1].strip() == "staffed min"


@pytest.mark.parametrize(
    ("times", "said"),
    [
        (1.998, " and 100 % more\n"),
        (2.6, " and 160 % more\n"),
        (1.2, " and 20 % more\n"),
        (0.5, " without 50 % of them\n"),
        (1.004, "the same patients\n"),
    ],
)
def test_how_many_more_patients_there_are_is_no_share(times, said):
    """Nearly twice as many are 100 % more, not ">99 %": that is for shares that are not quite all."""
    more = [replace(line, cases=round(line.cases * times)) for line in SUMMARY.tables["all"]]
    assert said in page(after=replace(SUMMARY, tables={**SUMMARY.tables, "all": more})).replace(" \n", "\n")
