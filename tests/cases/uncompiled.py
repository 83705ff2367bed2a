"""Prints a digest of what is drawn and of what is routed; run in processes that set Numba differently."""

import hashlib
import sys
import tempfile
from dataclasses import fields
from pathlib import Path

import numpy as np

from sim.cases import draw_cases, read_trace, route
from sim.scenario.plan import plan_of
from sim.tables import CaseTable
from tests.cases.scenes import scene

UNITS = {
    "alby": {"listed": 9000, "provider": "region"},
    "berga": {"listed": 6000, "service_telephones": True},
    "filial": {"listed": 900, "branch_of": "alby"},
}
LINES = """\
arrival,unit,reason,priority,age,requested_by,corrected_priority,turns
2026-01-05 08:30,alby,back,3,40,self,2,2
2026-01-06 08:30,filial,skin,4,5,guardian,,
2026-01-10 12:00,berga,anxiety,1,17,self,,
"""


def digest(cases: CaseTable) -> str:
    """SHA-256 over every column, its type and its shape."""
    sha = hashlib.sha256()
    for field in fields(cases):
        column = getattr(cases, field.name)
        sha.update(f"{field.name} {column.dtype} {column.shape}".encode() + np.ascontiguousarray(column).tobytes())
    return sha.hexdigest()


def said() -> str:
    """What is drawn for a small scenario, read from a trace, and routed."""
    scenario = scene(UNITS, weeks=2, backlog={"berga": 2}, flow={"handover": 0.2}, patients={"protected_identity": 0.1})
    plan = plan_of(scenario)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "cases.csv"
        path.write_text(LINES, encoding="utf-8")
        tables = draw_cases(scenario, plan, 1, 0), read_trace(path, scenario, plan, 1, 0)
        return "\n".join([*map(digest, tables), route(path, scenario, plan).to_csv()])


if __name__ == "__main__":
    sys.stdout.write(said())
