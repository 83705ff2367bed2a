"""The engines side by side: figures for every world, and none at all where the logs differ."""

from dataclasses import replace

import pytest

from benchmarks import Refused
from benchmarks.engines import QUICK, engines
from scripts.make_county import county
from sim.engine import compiled, reference
from sim.scenario.files import load_text
from sim.tables import CaseTable, EventLog, PlanTable


@pytest.mark.nightly
def test_every_world_has_figures_of_both_engines_or_of_the_compiled_one_alone():
    for world, found in zip(QUICK, engines(QUICK), strict=True):
        playing = ["compiled"] if world.alone else ["compiled", "reference"]
        assert (found["name"], found["engines"], len(found["rounds"])) == (world.name, playing, world.rounds)
        assert set(found["median"]) == {
            "draw", "measure", *(f"{engine} {part}" for engine in playing for part in ("play", "whole"))
        }  # fmt: skip
        assert found["rows"] > found["cases"] > 0
        assert all(found["ratio"][part]["compiled"] == 1 for part in ("play", "whole"))
        assert all(seconds > 0 for one in found["rounds"] for seconds in one.values())


def a_second_late(plan: PlanTable, cases: CaseTable) -> EventLog:
    """Write the last row of the log a second too late: a wrong engine."""
    log = reference.run(plan, cases)
    tick = log.tick.copy()
    tick[-1] += 1
    return replace(log, tick=tick)


def test_an_engine_whose_log_differs_is_refused_any_time():
    with pytest.raises(Refused) as refusal:
        engines(QUICK[:1], {"compiled": compiled.run, "reference": a_second_late})
    assert str(refusal.value) == (
        "mean_clinic, replication 0: nothing is timed, the logs of compiled and reference differ"
    )


@pytest.mark.parametrize("clinics", [6, 60, 70])
def test_a_country_has_the_countys_proportions(clinics):
    units = load_text(county(clinics, weeks=3)).scenario.units.values()
    assert sum(unit.branch_of is None for unit in units) == clinics
    listed = sum(unit.listed or 0 for unit in units)
    assert listed == round(371_000 * clinics / 45)
    assert sum(unit.branch_of is not None for unit in units) == max(1, round(clinics / 5))
