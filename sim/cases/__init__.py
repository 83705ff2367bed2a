"""Synthetic and recorded patients with every draw they will ever need, before the clock starts."""

from sim.cases.route import route
from sim.cases.table import draw_cases
from sim.cases.trace import read_trace

__all__ = ["draw_cases", "read_trace", "route"]
