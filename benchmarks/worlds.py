"""What is played: the mean clinic, the county, and a synthetic country in the county's proportions."""

from pathlib import Path

from scripts.make_county import county
from sim.experiment import Job
from sim.scenario.files import load_text
from sim.scenario.plan import plan_of

ROOT = Path(__file__).parents[1]
SCENARIOS = ROOT / "scenarios"


def changed(base: Path, weeks: int) -> Job:
    """Return the job of a scenario file with another number of weeks."""
    text = f"extends: {base.name}\nhorizon: {{ weeks: {weeks} }}\n"
    return _job(text, base.with_name("benchmark.yaml"), base.stem)


def mean_clinic(weeks: int) -> Job:
    """Return the shipped clinic of mean size."""
    return changed(SCENARIOS / "mean_clinic.yaml", weeks)


def clinics(number: int, weeks: int) -> Job:
    """Return so many clinics in the county's proportions; 45 are the county that is shipped."""
    return _job(county(number, weeks), SCENARIOS / "benchmark.yaml", f"{number} clinics")


def _job(text: str, path: Path, name: str) -> Job:
    scenario = load_text(text, path).scenario
    return Job(name, scenario, plan_of(scenario), scenario.seed)
