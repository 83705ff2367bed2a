"""Philox4x32-10: numbers that hang on a counter and a key, so that any draw can be made alone and in any order.

J. K. Salmon, M. A. Moraes, R. O. Dror and D. E. Shaw, "Parallel random numbers: as easy as 1, 2, 3", SC11, 2011.
"""

import numpy as np
from numpy.typing import ArrayLike, NDArray

_M0, _M1 = np.uint64(0xD2511F53), np.uint64(0xCD9E8D57)
_WEYL_0, _WEYL_1 = 0x9E3779B9, 0xBB67AE85
_LOW, _HALF = np.uint64(0xFFFFFFFF), np.uint64(32)
_ROUNDS = 10
_CHUNK = 4096  # the six work arrays stay in the processor's second cache


def philox(
    first: ArrayLike, second: ArrayLike, third: ArrayLike, fourth: ArrayLike, key: tuple[int, int]
) -> NDArray[np.uint32]:
    """Return the Philox4x32-10 blocks of many counters under one key.

    Parameters
    ----------
    first, second, third, fourth
        Words of the counters, 0 to 2**32 - 1; scalars or one-dimensional arrays that broadcast to one length n.
    key
        The two 32-bit words of the key.

    Returns
    -------
    ndarray of uint32, shape (4, n)
        Four independent words for each counter.
    """
    words = np.broadcast_arrays(*(np.atleast_1d(np.asarray(word)) for word in (first, second, third, fourth)))
    size = len(words[0])
    out = np.empty((4, size), dtype=np.uint32)
    keys = [
        (np.uint64((key[0] + r * _WEYL_0) & 0xFFFFFFFF), np.uint64((key[1] + r * _WEYL_1) & 0xFFFFFFFF))
        for r in range(_ROUNDS)
    ]
    work = np.empty((6, min(size, _CHUNK)), dtype=np.uint64)
    for start in range(0, size, _CHUNK):
        part = slice(start, min(start + _CHUNK, size))
        state = [work[row, : part.stop - start] for row in range(6)]
        for row, word in enumerate(words):
            state[row][:] = word[part]
        for row, word in enumerate(_mix(state, keys)):
            out[row, part] = word
    return out


def _mix(state: list[NDArray[np.uint64]], keys: list[tuple[np.uint64, np.uint64]]) -> list[NDArray[np.uint64]]:
    """Ten rounds over one chunk, in place: two multiplications, their halves crossed and mixed with the key."""
    c0, c1, c2, c3, product_0, product_1 = state
    for key_0, key_1 in keys:
        np.multiply(c0, _M0, out=product_0)
        np.multiply(c2, _M1, out=product_1)
        np.right_shift(product_1, _HALF, out=c0)
        np.bitwise_xor(c0, c1, out=c0)
        np.bitwise_xor(c0, key_0, out=c0)
        np.right_shift(product_0, _HALF, out=c2)
        np.bitwise_xor(c2, c3, out=c2)
        np.bitwise_xor(c2, key_1, out=c2)
        np.bitwise_and(product_1, _LOW, out=c1)
        np.bitwise_and(product_0, _LOW, out=c3)
    return [c0, c1, c2, c3]
