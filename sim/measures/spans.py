"""Sets of time: sorted disjoint half-open intervals, with union, intersection, difference and length."""

from dataclasses import dataclass

import numpy as np

from sim.tables import Bools, Ints


@dataclass(frozen=True, slots=True)
class Spans:
    """A set of ticks as intervals ``[starts[i], ends[i])``, sorted, disjoint and not touching.

    Attributes
    ----------
    starts, ends
        (n,) ticks.
    """

    starts: Ints
    ends: Ints

    @classmethod
    def of(cls, starts: Ints, ends: Ints) -> "Spans":
        """Unite intervals that may overlap, touch, be empty and stand in any order."""
        return cls.at_least(starts, ends, 1)

    @classmethod
    def at_least(cls, starts: Ints, ends: Ints, count: int) -> "Spans":
        """Return the ticks that lie in at least ``count`` of the intervals."""
        full = starts < ends
        starts, ends = starts[full], ends[full]
        ticks = np.concatenate([starts, ends])
        steps = np.concatenate([np.ones(len(starts), dtype=np.int64), -np.ones(len(ends), dtype=np.int64)])
        order = np.argsort(ticks, kind="stable")
        ticks, depth = ticks[order], np.cumsum(steps[order])
        last = _last_of_equals(ticks)
        return cls._between(ticks[last], depth[last] >= count)

    @classmethod
    def _between(cls, edges: Ints, inside: Bools) -> "Spans":
        """Keep ``[edges[i], edges[i + 1])`` where ``inside[i]``, neighbours merged; the last edge begins nothing."""
        flags = np.concatenate([[False], inside[:-1], [False]]) if len(edges) else np.zeros(1, dtype=np.bool_)
        turns = np.flatnonzero(flags[1:] != flags[:-1])
        return cls(edges[turns[::2]], edges[turns[1::2]])

    def holds(self, ticks: Ints) -> Bools:
        """Tell for each tick whether it is in the set."""
        return np.asarray(
            np.searchsorted(self.starts, ticks, side="right") > np.searchsorted(self.ends, ticks, side="right")
        )

    def _with(self, other: "Spans") -> Ints:
        edges = np.sort(np.concatenate([self.starts, self.ends, other.starts, other.ends]))
        return np.asarray(edges[_last_of_equals(edges)])

    def __and__(self, other: "Spans") -> "Spans":
        """Return what lies in both."""
        edges = self._with(other)
        return self._between(edges, self.holds(edges) & other.holds(edges))

    def __or__(self, other: "Spans") -> "Spans":
        """Return what lies in one or the other."""
        edges = self._with(other)
        return self._between(edges, self.holds(edges) | other.holds(edges))

    def __sub__(self, other: "Spans") -> "Spans":
        """Return what lies in this set and not in the other."""
        edges = self._with(other)
        return self._between(edges, self.holds(edges) & ~other.holds(edges))

    def before(self, ticks: Ints) -> Ints:
        """Return the length of the set before each tick."""
        total = np.concatenate([[0], np.cumsum(self.ends - self.starts)])
        place = np.searchsorted(self.starts, ticks, side="right")
        last = np.maximum(place - 1, 0)
        if not len(self.starts):
            return np.zeros(np.shape(ticks), dtype=np.int64)
        beyond = np.maximum(self.ends[last] - ticks, 0)
        return np.where(place > 0, total[place] - beyond, 0)

    def within(self, starts: Ints, ends: Ints) -> Ints:
        """Return the length of the set inside each interval ``[starts[i], ends[i])``, starts at most ends."""
        return self.before(ends) - self.before(starts)

    def clip(self, starts: Ints, ends: Ints) -> tuple[Ints, Ints, Ints]:
        """Cut intervals to the set.

        Parameters
        ----------
        starts, ends
            (n,) intervals, in any order, possibly overlapping.

        Returns
        -------
        tuple of array
            For each part that is left: the number of the interval it comes from, its start and its end.
        """
        first = np.searchsorted(self.ends, starts, side="right")
        last = np.searchsorted(self.starts, ends, side="left")
        which, part = spread(np.where(starts < ends, np.maximum(last - first, 0), 0))
        place = first[which] + part
        return which, np.maximum(self.starts[place], starts[which]), np.minimum(self.ends[place], ends[which])


def _last_of_equals(ticks: Ints) -> Bools:
    """Tell of sorted ticks which are the last of their value."""
    return np.asarray(np.append(ticks[1:] != ticks[:-1], True)[: len(ticks)])


NOTHING = Spans(np.empty(0, dtype=np.int64), np.empty(0, dtype=np.int64))


def spread(counts: Ints) -> tuple[Ints, Ints]:
    """Return, for ``counts`` = (2, 0, 3), the owners (0, 0, 2, 2, 2) and the places (0, 1, 0, 1, 2)."""
    owner = np.repeat(np.arange(len(counts)), counts)
    begins = np.cumsum(counts) - counts
    return owner, np.arange(len(owner)) - begins[owner]
