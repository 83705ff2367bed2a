"""Everything that is checked, in the order in which it is read: from one person's list to the whole chain."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

import numpy as np

from sim.verify import days, exact, steady, talks, whole
from sim.verify.findings import Finding, Size
from sim.verify.worlds import Engine

Play = Callable[[Engine, np.random.Generator, Size], Iterator[Finding]]
"""Plays with an engine and says what it found."""


@dataclass(frozen=True, slots=True)
class Experiment:
    """Checks that are made on the same played cases, or on the same kind of list.

    Attributes
    ----------
    title
        What is played, for a planner.
    says
        What theory says about it, and whose theory it is.
    play
        Plays it.
    compares_engines
        Needs both engines and is made once.
    """

    title: str
    says: str
    play: Play
    compares_engines: bool = False


def _ciw(engine: Engine, rng: np.random.Generator, size: Size) -> Iterator[Finding]:
    from sim.verify.ciw_program import same_cases  # noqa: PLC0415 - only where Ciw is installed

    return same_cases(engine, rng, size)


CIW = Experiment(
    "Ciw, a simulator by others",
    "Another program, given the same cases with the same draws, must come to the same second for each.",
    _ciw,
)
CATALOGUE = (
    Experiment(
        "A list, case by case",
        "The wait of every case follows from arrivals and work: Lindley's recursion (1952) for one person, that of "
        "Kiefer and Wolfowitz (1955) for several; with priorities a second, plain program.",
        exact.paths,
    ),
    Experiment(
        "One person more",
        "Where everybody does the same work, first come, first served, nobody can lose by a colleague.",
        exact.people,
    ),
    Experiment(
        "The clock of staffed hours",
        "Working time is counted minute by minute in a second way: nights and weekends are none of it.",
        exact.clocks,
    ),
    Experiment(
        "One person, arrivals at random",
        "At work 60 % of the time. Mean waits by Erlang (1917) and by Pollaczek (1930) and Khinchine (1932).",
        steady.one_person,
    ),
    Experiment(
        "Three people who share a list",
        "At work 60 % of the time, first come, first served: Erlang's delay formula (1917).",
        steady.several_people,
    ),
    Experiment(
        "Three people and five priorities",
        "With one list, arrivals at random and five priorities the mean waits must be Cobham's (1954).",
        steady.priorities,
    ),
    Experiment(
        "A day on which, for some hours, more come than three people can work on",
        "The chances of so many waiting at each time of day solve Kolmogorov's equations (1931), here numerically.",
        days.round_the_clock,
    ),
    Experiment(
        "Two shifts and an inbox that fills overnight",
        "Likewise, where a shift finishes what it has in hand and leaves the rest to the next, or to the morning.",
        days.shifts,
    ),
    Experiment(
        "Cases that come back, in the long run",
        "One person whose patients answer again and again is an open network of two stations: Jackson (1957).",
        talks.long_run,
    ),
    Experiment(
        "A rush of cases that come back",
        "With hundreds of cases what is on hand follows the fluid limit of Erlang-R (Yom-Tov and Mandelbaum 2014); 3 % "
        "are allowed for their not being infinitely many.",
        talks.rush,
    ),
    Experiment(
        "A cap on open conversations",
        "Under a cap, with a list that is never empty, the person is the repairer of so many machines: Palm (1947).",
        talks.cap,
    ),
    Experiment(
        "A scenario file through the whole chain",
        "Four people, at work 85 % of the time, written, drawn, played and measured like any scenario: Cobham (1954).",
        whole.pool,
    ),
    Experiment(
        "What must add up where a bit of everything happens",
        "A clinic with a branch, a neighbour who helps and covers, visits, silence, handovers: sums, to the second.",
        whole.adds_up,
    ),
    Experiment(
        "The two engines",
        "What was written to be read and what was written to be fast must write the same.",
        whole.same_log,
        compares_engines=True,
    ),
    CIW,
)
"""All experiments."""
