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

_M0, _M1 = np.uint64(0xD2511F53), np.uint64(0xCD9E8D57)
_WEYL_0, _WEYL_1 = np.uint64(0x9E3779B9), np.uint64(0xBB67AE85)
_LOW, _HALF = np.uint64(0xFFFFFFFF), np.uint64(32)
_ROUNDS = 10
_WORD = 2.0**-32
PURPOSE_SHIFT = 16
"""Bits of the fourth word of a counter for the block, below those for the purpose."""


@kernel
def blocks(counters: Words, first: int, key: Key, out: Floats) -> None:
    """Fill in the four numbers of many counters, uniform and strictly between 0 and 1.

    Ten rounds: two multiplications, their halves crossed and mixed with the key. Written so that several counters go
    through the processor side by side: everything stays below 2**32, and what is turned into a float is signed.

    Parameters
    ----------
    counters
        (4, n) words.
    first
        Added to the fourth.
    key
        Of the replication.
    out
        (4, n) to be filled.
    """
    key_first, key_second = np.uint64(key[0]) & _LOW, np.uint64(key[1]) & _LOW
    for place in range(counters.shape[1]):
        c0, c1 = np.uint64(counters[0, place]), np.uint64(counters[1, place])
        c2, c3 = np.uint64(counters[2, place]), np.uint64(counters[3, place]) + np.uint64(first)
        key_0, key_1 = key_first, key_second
        for _ in range(_ROUNDS):
            product_0, product_1 = c0 * _M0, c2 * _M1
            c0 = (product_1 >> _HALF) ^ c1 ^ key_0
            c1 = product_1 & _LOW
            c2 = (product_0 >> _HALF) ^ c3 ^ key_1
            c3 = product_0 & _LOW
            key_0, key_1 = (key_0 + _WEYL_0) & _LOW, (key_1 + _WEYL_1) & _LOW
        out[0, place] = (np.float64(np.int64(c0)) + 0.5) * _WORD
        out[1, place] = (np.float64(np.int64(c1)) + 0.5) * _WORD
        out[2, place] = (np.float64(np.int64(c2)) + 0.5) * _WORD
        out[3, place] = (np.float64(np.int64(c3)) + 0.5) * _WORD


@entry
def uniforms(origin: Words, purpose: int, count: int, key: Key) -> Floats:
    """Return the first numbers of many cases for a purpose, (4 * count, n).

    Parameters
    ----------
    origin
        (n, 3) unit key, date ordinal and number.
    purpose
        ``Purpose``.
    count
        How many blocks of four numbers for each.
    key
        Of the replication.
    """
    counters = np.empty((4, len(origin)), np.uint32)
    for case in range(len(origin)):
        for word in range(3):
            counters[word, case] = origin[case, word]
        counters[3, case] = purpose << PURPOSE_SHIFT
    out = np.empty((4 * count, len(origin)))
    for block in range(count):
        blocks(counters, block, key, out[4 * block : 4 * block + 4])
    return out
