"""What is known of queues in closed form, or by a recursion case by case; rates are per the unit of the times."""

from heapq import heapify, heappop, heappush, heapreplace
from itertools import pairwise
from math import exp, factorial

import numpy as np

from sim.tables import Ints


def lindley(arrival: Ints, work: Ints) -> Ints:
    """Return the waits first come, first served with one person: W' = max(0, W + S - A).

    Parameters
    ----------
    arrival, work
        (N,) ticks, in order of arrival.

    Returns
    -------
    array
        (N,) ticks from arrival to begin.

    References
    ----------
    Lindley, The theory of queues with a single server, Math. Proc. Cambridge Phil. Soc. 48 (1952).
    """
    found = [0]
    for gap, length in zip(np.diff(arrival).tolist(), work[:-1].tolist(), strict=True):
        found.append(max(0, found[-1] + length - gap))
    return np.array(found, dtype=np.int64)


def kiefer_wolfowitz(servers: int, arrival: Ints, work: Ints) -> Ints:
    """Return the waits first come, first served with several people: the recursion on when each is free.

    Parameters
    ----------
    servers
        People.
    arrival, work
        (N,) ticks, in order of arrival.

    Returns
    -------
    array
        (N,) ticks from arrival to begin.

    References
    ----------
    Kiefer and Wolfowitz, On the theory of queues with many servers, Trans. Amer. Math. Soc. 78 (1955).
    """
    free = [0] * servers
    heapify(free)
    found = []
    for tick, length in zip(arrival.tolist(), work.tolist(), strict=True):
        begin = max(tick, free[0])
        heapreplace(free, begin + length)
        found.append(begin - tick)
    return np.array(found, dtype=np.int64)


def by_priority(servers: int, arrival: Ints, work: Ints, priority: Ints) -> Ints:
    """Return the waits where the most urgent goes first and work in hand is not broken off (PR-1).

    Whoever is free first takes, of what has come by then, the most urgent, and among equals what came first. All that
    comes in one instant is seen before anything of it is begun.

    Parameters
    ----------
    servers
        People.
    arrival, work, priority
        (N,) ticks, in order of arrival; 1 is the most urgent.

    Returns
    -------
    array
        (N,) ticks from arrival to begin.
    """
    free = [0] * servers
    waiting: list[tuple[int, int]] = []
    found = np.zeros(len(arrival), dtype=np.int64)
    comes, levels, lengths = arrival.tolist(), priority.tolist(), work.tolist()
    coming = now = 0
    for _ in comes:
        now = max(now, free[0] if waiting else max(free[0], comes[coming]))
        while coming < len(comes) and comes[coming] <= now:
            heappush(waiting, (levels[coming], coming))
            coming += 1
        _, case = heappop(waiting)
        heapreplace(free, now + lengths[case])
        found[case] = now - comes[case]
    return found


def erlang_c(servers: int, offered: float) -> float:
    """Return the share of cases that wait in M/M/c.

    Parameters
    ----------
    servers
        People, c.
    offered
        Offered load, arrival rate / service rate; below c.

    References
    ----------
    Erlang, Løsning af nogle Problemer fra Sandsynlighedsregningen af Betydning for de automatiske Telefoncentraler,
    Elektroteknikeren 13 (1917).
    """
    terms = [offered**n / factorial(n) for n in range(servers)]
    last = offered**servers / factorial(servers) * servers / (servers - offered)
    return last / (sum(terms) + last)


def erlang_wait(servers: int, rate: float, service_rate: float) -> float:
    """Return the mean wait in M/M/c, of those too that do not wait (Erlang 1917)."""
    return erlang_c(servers, rate / service_rate) / (servers * service_rate - rate)


def erlang_beyond(servers: int, rate: float, service_rate: float, limit: float) -> float:
    """Return the share of cases that wait longer than a limit in M/M/c, first come, first served (Erlang 1917)."""
    return erlang_c(servers, rate / service_rate) * exp(-(servers * service_rate - rate) * limit)


def cobham(servers: int, rates: list[float], service_rate: float) -> list[float]:
    """Return the mean wait of each priority in M/M/c where work in hand is not broken off.

    Parameters
    ----------
    servers
        People.
    rates
        Arrival rates, the most urgent priority first.
    service_rate
        Of every priority.

    References
    ----------
    Cobham, Priority assignment in waiting line problems, J. Oper. Res. Soc. Amer. 2 (1954).
    """
    base = erlang_c(servers, sum(rates) / service_rate) / (servers * service_rate)
    loads = [sum(rates[:k]) / (servers * service_rate) for k in range(len(rates) + 1)]
    return [base / ((1 - before) * (1 - here)) for before, here in pairwise(loads)]


def pollaczek_khinchine(rate: float, mean: float, second_moment: float) -> float:
    """Return the mean wait in M/G/1.

    Parameters
    ----------
    rate
        Arrival rate.
    mean, second_moment
        Of the work of a case.

    References
    ----------
    Pollaczek, Über eine Aufgabe der Wahrscheinlichkeitstheorie, Math. Z. 32 (1930); Khinchine, Mat. Sbornik 39 (1932).
    """
    return rate * second_moment / (2 * (1 - rate * mean))


def machine_repair(machines: int, stop_rate: float, repair_rate: float) -> float:
    """Return the share of time that one repairer of several machines works.

    A person with as many conversations as the cap allows and a list that is never empty is that repairer: a
    conversation stops while the patient writes no answer and is due when the answer comes.

    Parameters
    ----------
    machines
        Conversations that may be open, the cap.
    stop_rate
        Rate at which a running machine stops: at which a patient who thinks answers.
    repair_rate
        Rate at which the person's work sends a conversation back to its patient.

    References
    ----------
    Palm, Arbetskraftens fördelning vid betjäning av automatmaskiner, Industritidningen Norden 75 (1947).
    """
    weights = [1.0]  # of n machines running, from all of them standing on
    for running in range(1, machines + 1):
        weights.append(weights[-1] * repair_rate / (running * stop_rate))
    return 1 - weights[-1] / sum(weights)


def returns(rate: float, again: float, service_rate: float, delay: float) -> tuple[float, float]:
    """Return what a person with returning cases has on the hands in the long run: an open network of two stations.

    Parameters
    ----------
    rate
        Of new cases.
    again
        Chance that a case comes back after a piece of work.
    service_rate
        Of pieces.
    delay
        Mean time until a case comes back, however it is distributed.

    Returns
    -------
    tuple of float
        Mean number of cases that wait or are worked on; mean number that are to come back.

    References
    ----------
    Jackson, Networks of waiting lines, Oper. Res. 5 (1957); as Erlang-R in Yom-Tov and Mandelbaum, Erlang-R: a
    time-varying queue with reentrant customers, Manuf. Serv. Oper. Manag. 16 (2014).
    """
    pieces = rate / (1 - again)
    load = pieces / service_rate
    return load / (1 - load), pieces * again * delay
