"""Measures: waits, causes, load, lists and money from a log; figures over replications; comparisons on the same cases."""

from sim.measures.columns import COLUMNS, Column
from sim.measures.replication import Replication, measure

__all__ = ["COLUMNS", "Column", "Replication", "measure"]
