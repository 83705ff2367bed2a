"""From minutes to whole ticks, in one pass over a column."""

import numpy as np

from sim.cases.compiled.philox import Floats
from sim.compiling import entry
from sim.tables import Ints
from sim.units import MINUTE


@entry
def to_ticks(minutes: Floats, least: int, ticks: Ints) -> None:
    """Fill in the nearest whole ticks, at least so many; halves go to the even one."""
    for row in range(len(minutes)):
        ticks[row] = max(int(np.rint(minutes[row] * MINUTE)), least)
