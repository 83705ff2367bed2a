"""The pool in Ciw: one node, five classes of customers with priorities."""

import ciw
import numpy as np

from benchmarks.peers.pool import Waits
from sim.verify.pool import MEAN_GAP, MEAN_WORK, PEOPLE, SHARES


def play(cases: int, seed: int) -> Waits:
    """Play until so many cases are finished; see `benchmarks.peers`."""
    ciw.seed(seed)
    names = {f"priority {number}": number for number in range(1, len(SHARES) + 1)}
    network = ciw.create_network(
        arrival_distributions={
            name: [ciw.dists.Exponential(rate=share / MEAN_GAP)] for name, share in zip(names, SHARES, strict=True)
        },
        service_distributions={name: [ciw.dists.Exponential(rate=1 / MEAN_WORK)] for name in names},
        priority_classes={name: number - 1 for name, number in names.items()},
        number_of_servers=[PEOPLE],
    )
    simulation = ciw.Simulation(network)
    simulation.simulate_until_max_customers(cases, method="Finish")
    records = sorted(simulation.get_all_records(), key=lambda record: record.arrival_date)
    return Waits(
        np.array([record.waiting_time for record in records]),
        np.array([names[record.customer_class] for record in records], dtype=np.int64),
    )
