"""Measures: waits, causes, load, lists and money from a log; figures over replications; comparisons."""

from sim.measures.columns import COLUMNS, Column
from sim.measures.comparison import Comparison, Family, compare
from sim.measures.groupings import GROUPINGS
from sim.measures.lines import Line
from sim.measures.replication import Replication, measure
from sim.measures.summary import Summary, summarise
from sim.measures.verdicts import Change, Margins

__all__ = [
    "COLUMNS",
    "GROUPINGS",
    "Change",
    "Column",
    "Comparison",
    "Family",
    "Line",
    "Margins",
    "Replication",
    "Summary",
    "compare",
    "measure",
    "summarise",
]
