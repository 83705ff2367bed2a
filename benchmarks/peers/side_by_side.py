"""The peers and this project on the pool, in turn, each refused if its waits are not the theory's."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import partial
from typing import Any

from benchmarks.peers import cimba_pool, ciw_pool, own_pool, simpy_pool
from benchmarks.peers.pool import Peer, check
from benchmarks.timing import medians, ratios, timed
from sim.verify.pool import LOAD, PEOPLE, SHARES, WAITS

OWN = "direktsim"
PEERS: Mapping[str, Peer] = {
    "SimPy": simpy_pool.play,
    "Ciw": ciw_pool.play,
    "cimba": cimba_pool.play,
    OWN: own_pool.play,
}
WARM_UP = 2_000
"""Cases that each plays before any time is taken: compiling, imports, caches."""


@dataclass(frozen=True, slots=True)
class Sizes:
    """How much is played.

    Attributes
    ----------
    cases
        For the compiled ones.
    cases_of
        Fewer, for those that would take minutes; times are per case.
    rounds
        Of all, in turn.
    """

    cases: int
    cases_of: Mapping[str, int]
    rounds: int


FULL = Sizes(1_000_000, {"SimPy": 100_000, "Ciw": 100_000}, rounds=3)
QUICK = Sizes(20_000, {"Ciw": 10_000}, rounds=2)


def peers(sizes: Sizes, contestants: Mapping[str, Peer] = PEERS) -> dict[str, Any]:
    """Time all on the same work.

    Parameters
    ----------
    sizes
        How much is played.
    contestants
        By name; this project is among them.

    Returns
    -------
    dict
        ``work``; by name ``cases``; ``rounds`` and ``median``, in microseconds a case; ``ratio`` to this project's; of
        this project ``steps``, likewise in microseconds a case, and ``share`` of each.

    Raises
    ------
    Refused
        With the waits that are not the theory's.
    """
    for play in contestants.values():
        play(WARM_UP, 0)
    rounds, cases = [], dict.fromkeys(contestants, 0)
    for seed in range(1, sizes.rounds + 1):
        a_case = {}
        for name, play in contestants.items():
            seconds, waits = timed(partial(play, sizes.cases_of.get(name, sizes.cases), seed))
            check(name, waits)
            cases[name] = len(waits.minutes)
            a_case[name] = 1e6 * seconds / cases[name]
        rounds.append(a_case)
    steps = medians([_steps(sizes.cases, seed) for seed in range(1, sizes.rounds + 1)])
    return {
        "work": {"people": PEOPLE, "load": LOAD, "shares": SHARES, "waits_by_theory_minutes": WAITS},
        "cases": cases,
        "rounds": rounds,
        "median": medians(rounds),
        "ratio": ratios(rounds, base=OWN),
        "steps": steps,
        "share": {name: one / sum(steps.values()) for name, one in steps.items()},
    }


def _steps(cases: int, seed: int) -> dict[str, float]:
    seconds, waits = own_pool.by_step(cases, seed)
    check(OWN, waits)
    return {name: 1e6 * one / len(waits.minutes) for name, one in seconds.items()}
