"""Codes that random draws hang on, and the sizes that the kernels share with who calls them."""

from enum import IntEnum


class Purpose(IntEnum):
    """What a draw is for. A code is never given to another purpose, or old runs could not be repeated."""

    count = 1
    """Points in a cell of the arrival process."""
    point = 2
    """Time and height of a point."""
    day = 3
    """Factor of a unit's day."""
    absence = 4
    patient = 5
    decision = 6
    destination = 7
    before_acceptance = 8
    picture = 9
    voice = 10
    stage = 16
    """Plus the stage, 0 to 2."""
    turn = 32
    """Plus the stage, 0 to 2."""


class Source(IntEnum):
    """Process that a case comes from; the top four bits of the number in its origin."""

    channel = 0
    under_one = 1
    wrong_requester = 2
    picture = 3
    backlog = 4
    trace = 5


SOURCE_SHIFT = 28
"""Bits of the number below the source."""
POINT_BITS = 8
"""Bits of a case's number for the point within its cell, below those for the band."""
N_STAGES = 3
FREE = -99
"""In a column of a trace: the file does not say, the draw holds."""
OUT = -2
"""A handover out of the model."""
