"""What the commands ask, asked from Python: for notebooks, and for whoever goes on from there."""

from sim.notebook.asked import compare, run, sensitivity, sweep
from sim.notebook.shown import ComparisonShown, RunShown, SensitivityShown, SweepShown
from sim.report.frames import Said

__all__ = [
    "ComparisonShown",
    "RunShown",
    "Said",
    "SensitivityShown",
    "SweepShown",
    "compare",
    "run",
    "sensitivity",
    "sweep",
]
