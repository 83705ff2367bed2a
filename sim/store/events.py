"""The log as a table that people and other programs read: names instead of codes, local time beside ticks."""

from collections.abc import Callable

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from sim.domain.rules import RULES
from sim.domain.words import N_LIST_ROLES, Outcome, Piece, Role
from sim.tables import EventLog, Ints, PlanTable, Row
from sim.units import DAY

EPOCH_ORDINAL = 719163
"""Proleptic ordinal of 1970-01-01."""

EVENT_COLUMNS: tuple[tuple[str, str, str, str], ...] = (
    ("replication", "int32", "", "Number of the replication, from 0."),
    ("tick", "int64", "s", "Seconds from the first local midnight of the horizon."),
    ("time", "timestamp[ms]", "local time", "The same as date and time; every day has 24 hours."),
    ("kind", "text", "", "What happened; the kinds stand below."),
    ("case_id", "int32, empty for none", "", "Case within the replication, as in cases.parquet."),
    ("person", "text, empty for none", "", "Who."),
    ("piece", "int32, empty for none", "", "Piece of work, counted from 0 within its case."),
    ("detail", "int64, empty for none", "", "What else the kind says, as a code."),
    ("says", "text, empty for none", "", "The same in words: a list, a piece, an outcome, a rule, a post or a unit."),
)
"""Name, type, unit and meaning of every column of ``events.parquet``."""


def events_table(plan: PlanTable, log: EventLog, replication: int) -> pa.Table:
    """Return a log as a table with the columns of `EVENT_COLUMNS`.

    Parameters
    ----------
    plan
        The plan that was played, for names and dates.
    log
        What happened.
    replication
        Number of the replication.

    Returns
    -------
    pyarrow.Table
        One row for each row of the log, in its order.
    """
    midnight = (plan.first_day - EPOCH_ORDINAL) * DAY
    kinds = pa.array([row.name for row in Row])
    return pa.table(
        {
            "replication": pa.array(np.full(len(log), replication, dtype=np.int32)),
            "tick": pa.array(log.tick),
            "time": pa.array((log.tick + midnight).astype("datetime64[s]")),
            "kind": pa.DictionaryArray.from_arrays(pa.array(log.kind, pa.int8()), kinds).cast(pa.string()),
            "case_id": _or_empty(log.case, pa.int32()),
            "person": _names(log.person, plan.person_names),
            "piece": _or_empty(log.piece, pa.int32()),
            "detail": _or_empty(log.detail, pa.int64()),
            "says": _says(plan, log),
        }
    )


def _or_empty(values: Ints, kind: pa.DataType) -> pa.Array:
    return pa.array(values, type=kind, mask=values < 0)


def _names(codes: Ints, names: tuple[str, ...]) -> pa.Array:
    words: NDArray[np.object_] = np.array([*names, None], dtype=object)  # -1, none, is the last
    return pa.array(words[codes], type=pa.string())


def _says(plan: PlanTable, log: EventLog) -> pa.Array:
    said = np.full(len(log), None, dtype=object)
    for kind, name in _meanings(plan).items():
        rows = np.flatnonzero((log.kind == kind) & (log.detail >= 0))
        codes, back = np.unique(log.detail[rows], return_inverse=True)
        said[rows] = np.array([name(int(code)) for code in codes], dtype=object)[back] if len(rows) else None
    return pa.array(said, type=pa.string())


def _meanings(plan: PlanTable) -> dict[Row, Callable[[int], str]]:
    """By kind of row: what its detail is called."""

    def piece(code: int) -> str:
        return Piece(code).name

    def patient_list(code: int) -> str:
        unit, role = divmod(code, N_LIST_ROLES)
        return f"{Role(role).name} at {plan.unit_names[unit]}"

    def post(code: int) -> str:
        return f"{Role(int(plan.post_role[code])).name} at {plan.unit_names[int(plan.post_unit[code])]}"

    def unit(code: int) -> str:
        return plan.unit_names[code]

    def rule(code: int) -> str:
        return RULES[code].id

    return {
        Row.turned_away: rule, Row.diverted: rule, Row.listed: patient_list, Row.arose: piece, Row.waits: patient_list,
        Row.begun: piece, Row.done: piece, Row.referred: patient_list, Row.handed_over: patient_list,
        Row.closed: lambda code: Outcome(code).name, Row.shift_on: post, Row.shift_off: post,
        Row.closure_on: unit, Row.closure_off: unit,
    }  # fmt: skip
