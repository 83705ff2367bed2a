"""Random draws by purpose: a draw hangs on seed, replication, case and purpose, and on nothing else.

So the same patient keeps every draw when cases, units, days or demand are added, and two rosters meet the same
patients (common random numbers by construction).
"""

from dataclasses import dataclass
from enum import IntEnum
from zlib import crc32

import numpy as np
from numpy.typing import ArrayLike, NDArray

from sim.cases.philox import philox

Floats = NDArray[np.float64]
Words = NDArray[np.uint32]


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


def name_key(name: str) -> int:
    """Key of a unit or person: hangs on the name, so that the order in a scenario plays no part."""
    return crc32(name.encode())


@dataclass(frozen=True, slots=True)
class Draws:
    """The uniform numbers of one replication.

    Attributes
    ----------
    key
        The two 32-bit words that seed and replication give.
    """

    key: tuple[int, int]

    @classmethod
    def of(cls, seed: int, replication: int) -> "Draws":
        """Return the draws of a replication of a seed."""
        first, second = np.random.SeedSequence(seed, spawn_key=(replication,)).generate_state(2)
        return cls((int(first), int(second)))

    def beside(self, key: int) -> "Draws":
        """Return independent draws for the same cases, one set for each key."""
        return Draws((self.key[0] ^ key, self.key[1]))

    def uniforms(
        self,
        origin: tuple[ArrayLike, ArrayLike, ArrayLike],
        purpose: ArrayLike,
        lanes: int,
        first_block: ArrayLike = 0,
    ) -> Floats:
        """Return uniform numbers strictly between 0 and 1.

        Parameters
        ----------
        origin
            Unit key, date ordinal and number: arrays of n, or scalars.
        purpose
            ``Purpose``, or n codes.
        lanes
            How many numbers for each of the n.
        first_block
            Where in the purpose's sequence to begin, in blocks of four numbers; below 2**16.

        Returns
        -------
        ndarray of float64, shape (lanes, n)
        """
        start = np.asarray(purpose, dtype=np.uint32) * np.uint32(1 << 16) + np.asarray(first_block, dtype=np.uint32)
        blocks = [philox(*origin, start + np.uint32(block), self.key) for block in range((lanes + 3) // 4)]
        return (np.concatenate(blocks)[:lanes].astype(np.float64) + 0.5) * 2.0**-32


def columns(origin: Words) -> tuple[Words, Words, Words]:
    """Split (n, 3) origins into the three words that ``Draws.uniforms`` takes."""
    return origin[:, 0], origin[:, 1], origin[:, 2]
