"""Recorded cases, right ones and changed ones: they are replayed, or every bad place is said."""

import tempfile
from pathlib import Path

from hypothesis import given

from sim.cases import read_trace
from sim.engine import compiled
from sim.engine.invariants import violations
from sim.scenario.files import load_text
from sim.scenario.plan import plan_of
from tests.fuzz import doors
from tests.fuzz.doors import FUZZED
from tests.fuzz.recorded import CLINIC, changed_files, right_files

SCENARIO = load_text(CLINIC).scenario
PLAN = plan_of(SCENARIO)
FILE = Path("cases.csv")


@FUZZED
@given(right_files())
def test_right_recorded_cases_are_replayed_and_every_invariant_holds(data: bytes) -> None:
    found = doors.told(lambda: read_trace(FILE, SCENARIO, PLAN, 1, 0, data))
    if any("handover" not in one and "several values" not in one for one in found):
        assert found == []
    if not found:
        cases = read_trace(FILE, SCENARIO, PLAN, 1, 0, data)
        assert violations(PLAN, cases, compiled.run(PLAN, cases)) == []


@FUZZED
@given(changed_files())
def test_changed_recorded_cases_are_refused_in_words_or_replayed(file: tuple[str, bytes]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        clinic = Path(folder) / "clinic.yaml"
        clinic.write_text(CLINIC)
        doors.recorded(file[1], clinic, Path(folder))
