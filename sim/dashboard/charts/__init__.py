"""Charts: each carries what it was made from, can be saved as a picture or a table, and says itself in words."""

from sim.dashboard.charts.draw import Chart, draw, saving

__all__ = ["Chart", "draw", "saving"]
