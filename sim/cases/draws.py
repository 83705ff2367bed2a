"""Random draws by purpose: a draw hangs on seed, replication, case and purpose, and on nothing else.

So the same patient keeps every draw when cases, units, days or demand are added, and two rosters meet the same
patients (common random numbers by construction).
"""

from dataclasses import dataclass
from zlib import crc32

import numpy as np

from sim.cases.compiled.codes import Purpose, Source
from sim.cases.compiled.philox import Floats, Key, Words, uniforms
from sim.tables import Ints

__all__ = ["Draws", "Floats", "Key", "Purpose", "Source", "Words", "name_key", "origins"]


def name_key(name: str) -> int:
    """Key of a unit or person: hangs on the name, so that the order in a scenario plays no part."""
    return crc32(name.encode())


def origins(key: Words, date: Ints, number: Ints) -> Words:
    """Return what draws hang on, (n, 3): key of a unit or person, date ordinal and number."""
    origin = np.empty((len(number), 3), dtype=np.uint32)
    origin[:, 0], origin[:, 1], origin[:, 2] = key, date, number
    return origin


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

    def uniforms(self, origin: Words, purpose: Purpose, lanes: int) -> Floats:
        """Return uniform numbers strictly between 0 and 1.

        Parameters
        ----------
        origin
            (n, 3) unit key, date ordinal and number.
        purpose
            What they are for.
        lanes
            How many numbers for each of the n.

        Returns
        -------
        ndarray of float64, shape (lanes, n)
        """
        return uniforms(origin, int(purpose), (lanes + 3) // 4, self.key)[:lanes]
