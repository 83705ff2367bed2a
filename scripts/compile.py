"""Compile all that is compiled, once, before several processes would each do it."""

from pathlib import Path

from sim.experiment import Job, compile_for, must_compile
from sim.scenario.files import load
from sim.scenario.plan import plan_of

if __name__ == "__main__" and must_compile():  # a process that compiles its half reads this file too
    scenario = load(Path(__file__).parents[1] / "scenarios" / "mean_clinic.yaml").scenario
    compile_for(Job("mean_clinic", scenario, plan_of(scenario), seed=scenario.seed))
