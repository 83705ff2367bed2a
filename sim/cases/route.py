"""Which role and unit takes each recorded case, and by which rule, without simulating."""

from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from sim.cases.compiled.routing import routes
from sim.cases.routing import doors_of
from sim.cases.table import places_of
from sim.cases.trace import read_cases, stated_requests
from sim.compiling import uncompiled
from sim.domain.rules import RULES
from sim.domain.words import Intake, Role
from sim.scenario.schema import Scenario
from sim.scenario.settings import settings_of
from sim.tables import PlanTable

if TYPE_CHECKING:
    import pandas as pd


def route(path: Path, scenario: Scenario, plan: PlanTable) -> "pd.DataFrame":
    """Route recorded cases; no draw has a say in it, and nothing is compiled for a file read once.

    Parameters
    ----------
    path
        CSV file with the columns of a trace.
    scenario, plan
        Whose settings and calendar hold.

    Returns
    -------
    DataFrame
        In the order of the file: ``case_id`` (the file's own, else the row of the CaseTable), ``intake``, ``role``,
        ``unit``, ``handling_unit`` and ``rule``; role and handling unit are empty where a case enters no list.

    Raises
    ------
    InputError
        Every bad row, with file, line, column, value and what is accepted.
    """
    import pandas as pd  # noqa: PLC0415 - half a second to import, wanted here alone

    trace = read_cases(path, plan)
    coming = trace.coming
    requests = stated_requests(trace.rows, np.zeros(len(trace.rows), dtype=np.bool_))
    doors = doors_of(settings_of(scenario), plan)
    intake, rule, _, role, handling_unit = uncompiled(routes)(doors, places_of(coming), requests)
    frame = pd.DataFrame(
        {
            "case_id": [row.case_id or str(number) for number, row in enumerate(trace.rows)],
            "intake": [Intake(code).name for code in intake.tolist()],
            "role": [Role(code).name if code >= 0 else "" for code in role.tolist()],
            "unit": [plan.unit_names[code] for code in coming.unit.tolist()],
            "handling_unit": [plan.unit_names[code] if code >= 0 else "" for code in handling_unit.tolist()],
            "rule": [RULES[code].id for code in rule.tolist()],
        }
    )
    return frame.iloc[np.argsort(trace.place)].reset_index(drop=True)
