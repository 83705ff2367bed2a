"""What stands in ``pool.yaml``, as numbers, and the waits that follow from it."""

from sim.verify.theory import cobham

PEOPLE = 4
SHARES = (0.02, 0.10, 0.38, 0.30, 0.20)
"""Of the cases, by priority 1 to 5."""
MEAN_WORK = 10.0
"""Minutes, exponential."""
LOAD = 0.85
"""Share of the time that people are at work."""
MEAN_GAP = MEAN_WORK / (PEOPLE * LOAD)
"""Minutes between two arrivals, exponential."""
WAITS = tuple(cobham(PEOPLE, [share / MEAN_GAP for share in SHARES], 1 / MEAN_WORK))
"""Mean wait in minutes by priority (Cobham 1954)."""
