"""``python -m tests.measures.plainly`` measures some worlds, as Numba is set, and prints a digest of every number."""

import hashlib
from dataclasses import fields

from sim.engine import reference
from sim.measures import Replication, measure
from tests.engine.eventful import eventful
from tests.engine.parity import SCENARIOS, shipped
from tests.measures.scenes import scenario


def digest(one: Replication) -> str:
    """SHA-256 of every number of a replication."""
    sha = hashlib.sha256()
    rooms = [getattr(room, field.name) for room in (one.load, one.lists) for field in fields(room)]
    for values in (*one.cases.values(), *rooms, one.account, one.totals):
        sha.update(f"{values.dtype.str} {values.shape}".encode())
        sha.update(values.tobytes())
    return sha.hexdigest()


if __name__ == "__main__":
    asked = scenario(targets={"care_guarantee": True, "any": {"within": 240, "clock": "working"}})
    for tables in (
        eventful(),
        *(shipped(SCENARIOS / name, 1) for name in ("busy_clinic.yaml", "closure_covered.yaml")),
    ):
        print(digest(measure(asked, *tables, reference.run(*tables), 0)))
