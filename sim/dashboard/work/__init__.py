"""Work that outlives the page that asked for it: assignments in the store, and the processes that play them.

Nothing here knows Streamlit: an assignment is finished whether or not a dashboard is there.
"""

from sim.dashboard.work.assignment import Assignment, State
from sim.dashboard.work.assumed import Assumed
from sim.dashboard.work.players import ensure_players
from sim.dashboard.work.request import Request, Written
from sim.dashboard.work.result import Compared

__all__ = ["Assignment", "Assumed", "Compared", "Request", "State", "Written", "ensure_players"]
