"""Two engines side by side; ``python -m tests.engine.parity FILE`` plays worlds through both, as Numba is set."""

import pickle
import sys
from pathlib import Path

from sim.cases import draw_cases
from sim.engine import compiled, reference
from sim.engine.difference import first_difference
from sim.scenario.files import load
from sim.scenario.plan import plan_of
from sim.tables import CaseTable, PlanTable
from tests.engine.eventful import eventful

SCENARIOS = Path(__file__).parents[2] / "scenarios"


def shipped(path: Path, weeks: int, seed: int = 1) -> tuple[PlanTable, CaseTable]:
    """Return the first weeks of a shipped scenario."""
    scenario = load(path).scenario
    horizon = scenario.horizon.model_copy(update={"weeks": min(weeks, scenario.horizon.weeks)})
    scenario = scenario.model_copy(update={"horizon": horizon})
    plan = plan_of(scenario)
    return plan, draw_cases(scenario, plan, seed, 0)


def parted(plan: PlanTable, cases: CaseTable) -> str | None:
    """Tell where the compiled engine parts from the reference; None if it does not."""
    return first_difference(reference.run(plan, cases), compiled.run(plan, cases), plan, cases)


def some() -> list[tuple[PlanTable, CaseTable]]:
    """Return a few worlds in which much happens."""
    return [eventful(), shipped(SCENARIOS / "busy_clinic.yaml", 1), shipped(SCENARIOS / "closure_covered.yaml", 1)]


if __name__ == "__main__":
    played = pickle.loads(Path(sys.argv[1]).read_bytes())
    found = [text for tables in played if (text := parted(*tables)) is not None]
    sys.exit("\n".join(found) or 0)
