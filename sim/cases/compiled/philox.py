"""Philox4x32-10: numbers that hang on a counter and a key, so that any draw can be made alone and in any order.

J. K. Salmon, M. A. Moraes, R. O. Dror and D. E. Shaw, "Parallel random numbers: as easy as 1, 2, 3", SC11, 2011.
"""

import numpy as np
from numpy.typing import NDArray

from sim.compiling import entry, kernel

Floats = NDArray[np.float64]
Words = NDArray[np.uint32]
Key = tuple[int, int]
"""The two 32-bit words that seed and replication give."""
Four = tuple[float, float, float, float]

_M0, _M1 = np.uint64(0xD2511F53), np.uint64(0xCD9E8D57)
_WEYL_0, _WEYL_1 = np.uint64(0x9E3779B9), np.uint64(0xBB67AE85)
_LOW, _HALF = np.uint64(0xFFFFFFFF), np.uint64(32)
_ROUNDS = 10
_WORD = 2.0**-32
PURPOSE_SHIFT = 16
"""Bits of the fourth word of a counter for the block, below those for the purpose."""


@kernel
def four(first: int, second: int, third: int, fourth: int, key: Key) -> Four:
    """Return the four numbers of a counter under a key, uniform and strictly between 0 and 1.

    Ten rounds: two multiplications, their halves crossed and mixed with the key.
    """
    c0, c1, c2, c3 = np.uint64(first), np.uint64(second), np.uint64(third), np.uint64(fourth)
    key_0, key_1 = np.uint64(key[0]), np.uint64(key[1])
    for _ in range(_ROUNDS):
        product_0, product_1 = c0 * _M0, c2 * _M1
        c0 = (product_1 >> _HALF) ^ c1 ^ key_0
        c1 = product_1 & _LOW
        c2 = (product_0 >> _HALF) ^ c3 ^ key_1
        c3 = product_0 & _LOW
        key_0, key_1 = (key_0 + _WEYL_0) & _LOW, (key_1 + _WEYL_1) & _LOW
    return _uniform(c0), _uniform(c1), _uniform(c2), _uniform(c3)


@kernel
def _uniform(word: np.uint64) -> float:
    """Return the middle of the interval that a word stands for; signed, for processors turn only that into a float."""
    return (np.int64(word) + 0.5) * _WORD


@kernel
def of_case(origin: Words, case: int, purpose: int, block: int, key: Key) -> Four:
    """Return four numbers of a case for a purpose."""
    return four(origin[case, 0], origin[case, 1], origin[case, 2], (purpose << PURPOSE_SHIFT) + block, key)


@entry
def uniforms(origin: Words, purpose: int, lanes: int, key: Key) -> Floats:
    """Return the first numbers of many cases for a purpose, (lanes, n).

    Parameters
    ----------
    origin
        (n, 3) unit key, date ordinal and number.
    purpose
        ``Purpose``.
    lanes
        How many numbers for each.
    key
        Of the replication.
    """
    out = np.empty((lanes, len(origin)))
    for case in range(len(origin)):
        for block in range((lanes + 3) // 4):
            numbers = of_case(origin, case, purpose, block, key)
            for lane in range(4 * block, min(4 * block + 4, lanes)):
                out[lane, case] = numbers[lane - 4 * block]
    return out
