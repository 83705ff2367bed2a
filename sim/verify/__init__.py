"""Is the program right? What it plays against theory, identities, another program, and what is known of the world.

`theory` and `over_time` are what is known of queues; `worlds` lays out clinics of which everything is known; ``exact``,
``steady``, ``days``, ``talks``, ``whole`` and ``ciw_program`` play them; `findings` says when what came out is
believed; `catalogue` holds all of it and `run` makes the checks. `world` is the other question: what sources print.
"""

from sim.verify.run import FALSE_ALARM, SEED, SIZES, Check, Verified, verify
from sim.verify.world import NOT_CHECKED, Figure, Standing, against_the_world

__all__ = [
    "FALSE_ALARM",
    "NOT_CHECKED",
    "SEED",
    "SIZES",
    "Check",
    "Figure",
    "Standing",
    "Verified",
    "against_the_world",
    "verify",
]
