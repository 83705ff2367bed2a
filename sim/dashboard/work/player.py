"""The process that plays assignments: warm before it is needed, gone when nobody has needed it for a while.

``python -m sim.dashboard.work STORE PLACE``: as many may play at once as there are places; who finds the place
taken goes away again.
"""

import contextlib
import os
import time
import traceback
from pathlib import Path

from sim.dashboard.work.assignment import MOST_TRIES, WORK, Assignment, State
from sim.errors import InputError
from sim.store import code_version
from sim.store.durable import make_folder
from sim.store.holding import IN_USE, held_alone

PLAYERS = "players"
READY, PID, SAID = "ready", "pid", "said.txt"
IDLE = 15 * 60.0
"""Seconds without work after which it ends; the next page that is looked at starts another."""
PAUSE = 0.05
"""Seconds between two looks at the queue."""
WARM = """
question: Is everything ready?
horizon: { from: 2026-01-05, weeks: 1, warm_up_weeks: 0 }
replications: 2
units: { here: { provider: region, listed: 2000 } }
people: { nurse: { unit: here, role: nurse, week: { mon-fri: [08:00-17:00] } } }
"""


def place_of(store: Path, number: int) -> Path:
    """Return the folder of a place; each version of the code has its own."""
    return store / WORK / PLAYERS / f"{code_version()[:8]}-{number}"


def main(store: Path, number: int, idle: float = IDLE) -> None:
    """Play what is in the queue, at one of the places, until nothing has come for a while."""
    place = place_of(store, number)
    make_folder(place)
    (place / IN_USE).touch()
    with held_alone(place) as alone:
        if not alone:
            return
        (place / READY).unlink(missing_ok=True)
        (place / PID).write_text(str(os.getpid()))
        warm()
        (place / READY).touch()
        last = time.monotonic()
        while time.monotonic() - last < idle and place.is_dir():
            if play_next(store):
                last = time.monotonic()
            else:
                time.sleep(PAUSE)


def warm() -> None:
    """Import, compile and load everything that playing needs, by playing."""
    from sim.experiment import Job, play  # noqa: PLC0415 - takes a second, and only who has a place needs it
    from sim.measures import compare, summarise  # noqa: PLC0415 - read while it warms up
    from sim.scenario.files import load_text  # noqa: PLC0415 - read while it warms up
    from sim.scenario.plan import plan_of  # noqa: PLC0415 - read while it warms up

    scenario = load_text(WARM).scenario
    job = Job("warm", scenario, plan_of(scenario), scenario.seed)
    played = [play(job, number).replication for number in range(scenario.replications)]
    summarise(played)
    compare(played, played)


def play_next(store: Path) -> bool:
    """Play the oldest assignment that nobody plays; tells whether there was one."""
    for assignment in Assignment.queued(store):
        with contextlib.suppress(FileNotFoundError), assignment.taken() as mine:
            if mine and _for_this_version(assignment):
                play_one(assignment)
                return True
    return False


def play_one(assignment: Assignment) -> None:
    """Play an assignment to one of its ends, whatever happens."""
    from sim.dashboard.work.kinds import KINDS  # noqa: PLC0415 - as above

    try:
        if assignment.tries() > MOST_TRIES:
            assignment.end(State.refused, problems=("ended from outside",))
            return
        request = assignment.request()
        result = KINDS[request.kind](request, assignment)
    except InputError as error:
        assignment.end(State.refused, problems=tuple(str(problem) for problem in error.problems))
    except Exception:
        traceback.print_exc()
        assignment.end(State.refused, problems=(traceback.format_exc(limit=0).strip(),))
    else:
        ended = assignment.cancelled and (result is None or not _whole(result))
        assignment.end(State.cancelled if ended else State.finished, result)


def _for_this_version(assignment: Assignment) -> bool:
    """Tell whether it is for this version; what cannot be read is for whoever takes it, and is refused."""
    with contextlib.suppress(OSError, ValueError, KeyError, TypeError):
        return assignment.request().code == code_version()
    return True


def _whole(result: dict[str, object]) -> bool:
    return result.get("replications") == result.get("asked")
