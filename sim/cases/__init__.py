"""Synthetic and recorded patients with every draw they will ever need, before the clock starts."""

from sim.cases.table import draw_cases

__all__ = ["draw_cases"]
