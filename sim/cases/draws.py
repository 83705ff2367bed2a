"""Random draws by purpose: a draw hangs on seed, replication, case and purpose, and on nothing else.

So the same patient keeps every draw when cases, units, days or demand are added, and two rosters meet the same
patients (common random numbers by construction).
"""

from dataclasses import dataclass
from zlib import crc32

import numpy as np
from numpy.typing import ArrayLike

from sim.cases.compiled.codes import Purpose, Source
from sim.cases.compiled.philox import PURPOSE_SHIFT, Floats, Key, Words, uniforms

__all__ = ["Draws", "Floats", "Key", "Purpose", "Source", "Words", "columns", "name_key"]


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

    key: Key

    @classmethod
    def of(cls, seed: int, replication: int) -> "Draws":
        """Return the draws of a replication of a seed."""
        first, second = np.random.SeedSequence(seed, spawn_key=(replication,)).generate_state(2)
        return cls((int(first), int(second)))

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
        start = np.asarray(purpose, dtype=np.int64) << PURPOSE_SHIFT | np.asarray(first_block, dtype=np.int64)
        words = np.broadcast_arrays(*(np.atleast_1d(np.asarray(word, dtype=np.uint32)) for word in (*origin, start)))
        return uniforms(np.ascontiguousarray(words), lanes, self.key)


def columns(origin: Words) -> tuple[Words, Words, Words]:
    """Split (n, 3) origins into the three words that ``Draws.uniforms`` takes."""
    return origin[:, 0], origin[:, 1], origin[:, 2]
