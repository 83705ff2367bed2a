"""Which role and unit takes each recorded case, and by which rule, without simulating."""

from pathlib import Path

import numpy as np
import pandas as pd

from sim.cases.attributes import draw_requests
from sim.cases.draws import Draws
from sim.cases.routing import route_cases
from sim.cases.table import streams
from sim.cases.trace import read_cases, stated_requests
from sim.domain.rules import RULES
from sim.domain.words import Intake, Role
from sim.scenario.schema import Scenario
from sim.scenario.settings import settings_of
from sim.tables import PlanTable


def route(path: Path, scenario: Scenario, plan: PlanTable) -> pd.DataFrame:
    """Route recorded cases; no draw has a say in it.

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
    trace = read_cases(path, plan)
    coming = trace.coming
    requests = stated_requests(trace, draw_requests(scenario.patients, coming, Draws.of(scenario.seed, 0)))
    routed = route_cases(settings_of(scenario), plan, coming.arrival, coming.unit, streams(coming.source), requests)
    frame = pd.DataFrame(
        {
            "case_id": [row.case_id or str(number) for number, row in enumerate(trace.rows)],
            "intake": [Intake(code).name for code in routed.intake.tolist()],
            "role": [Role(code).name if code >= 0 else "" for code in routed.role.tolist()],
            "unit": [plan.unit_names[code] for code in coming.unit.tolist()],
            "handling_unit": [plan.unit_names[code] if code >= 0 else "" for code in routed.handling_unit.tolist()],
            "rule": [RULES[code].id for code in routed.rule.tolist()],
        }
    )
    return frame.iloc[np.argsort(trace.place)].reset_index(drop=True)
