"""What is compiled, with Numba: where the result is kept, and which rules are compiled into it.

Kernels live in rooms called ``compiled`` (of the engine, the cases, the measures) and nowhere else. Numba keeps what it
has compiled in a folder. That folder is chosen here and nowhere else: below the user's cache folder, which is writable
where the package's own folder may not be, and named by a digest of everything that is compiled in and of what Numba
does not share: the place it was read from, and the version of Python. Numba itself looks at one file only, and would go
on playing yesterday's rules.
"""

import atexit
import hashlib
import os
import shutil
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar, cast

import numba
import numpy as np
from numba.core.types import unliteral
from numba.extending import register_jitable
from numpy.typing import NDArray

from sim import tables, units
from sim.domain import (
    async_case,
    booking,
    capacity,
    care_flows,
    children,
    documentation,
    fees,
    global_filter,
    handover,
    intake,
    no_answer,
    order,
    protected_identity,
    roles,
    sms,
    staffed_time,
    staffing,
    targets,
    waking,
)

Function = TypeVar("Function", bound=Callable[..., Any])

RULES: tuple[Callable[..., Any], ...] = (
    async_case.becomes_async,
    booking.slot_for,
    capacity.may_own,
    care_flows.in_counselling_flow,
    care_flows.in_physiotherapy_flow,
    care_flows.is_urgent,
    care_flows.role_for,
    care_flows.role_rule,
    children.turned_away_by_age,
    documentation.needs_documentation,
    fees.fee_applies,
    global_filter.held_back,
    handover.handover_kind,
    intake.intake_of,
    intake.intake_rule,
    intake.outside_hours,
    intake.to_telephone_line,
    no_answer.closable_at,
    no_answer.second_attempt_is_call,
    no_answer.second_attempt_wait,
    order.order_key,
    order.order_priority,
    order.rank,
    protected_identity.guardian_barred,
    protected_identity.may_telephone,
    protected_identity.moves_to_voice,
    roles.is_corrected,
    roles.moves_when_corrected,
    roles.turns_before_moving,
    sms.sends_sms,
    staffed_time.due_day,
    staffed_time.is_staffed,
    staffed_time.next_opening,
    staffed_time.tick_at_work,
    staffed_time.worked_at,
    staffing.with_coordinating,
    tables.list_of,
    targets.due,
    targets.guarantee_until,
    targets.is_reachable,
    targets.weekday_add,
    waking.waking_add,
)
"""The functions that the kernels call by their own names; they stay plain Python for everybody else."""


def _base() -> Path:
    """Return the folder in which programs of this user keep what they can make again."""
    if chosen := os.environ.get("NUMBA_CACHE_DIR"):
        return Path(chosen)
    if sys.platform == "darwin":
        return Path.home() / "Library" / "Caches" / "direktsim"
    if sys.platform == "win32":
        return Path(os.environ.get("LOCALAPPDATA", Path.home() / "AppData" / "Local")) / "direktsim" / "Cache"
    return Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "direktsim"


def _digest() -> str:
    """Return a digest of everything that is compiled, the kernels, the rules and the codes they share, and of where."""
    house = Path(__file__).parent
    rooms = sorted(house.glob("*/compiled/*.py")) + sorted((house / "domain").glob("*.py"))
    sources = [*rooms, Path(__file__), *(Path(module.__file__) for module in (tables, units) if module.__file__)]
    where = f"{house} {sys.implementation.cache_tag}"
    sha = hashlib.sha256(f"{numba.__version__} {numba.config.BOUNDSCHECK} {where}".encode())
    for source in sources:
        sha.update(source.read_bytes())
    return sha.hexdigest()[:16]


def _folder() -> Path:
    """Return the folder of these texts; one for this process and its children if that is not writable."""
    try:
        folder = _base() / f"compiled-{_digest()}"
        folder.mkdir(parents=True, exist_ok=True)
        if os.access(folder, os.W_OK):
            return folder
    except (OSError, RuntimeError):  # RuntimeError: the user has no home
        pass
    own = tempfile.mkdtemp(prefix="direktsim-")
    atexit.register(shutil.rmtree, own, ignore_errors=True)
    os.environ["NUMBA_CACHE_DIR"] = own  # so that processes started from here find what is compiled here
    folder = Path(own) / f"compiled-{_digest()}"
    folder.mkdir()
    return folder


FOLDER = _folder()
"""Where what is compiled is kept."""
ENTRIES: list[str] = []
"""Names of the functions that Python calls: each is kept in files of its own."""

numba.config.CACHE_DIR = str(FOLDER)
for _rule in RULES:
    register_jitable(_rule)


def plain(column: NDArray[Any]) -> NDArray[Any]:
    """Return a column in the one form that is compiled for: contiguous and writeable."""
    return column if column.flags.carray else np.require(column, requirements=("C", "W", "A"))


def kept() -> bool:
    """Tell whether every entry known so far has been compiled before, so that the next run starts at once."""
    return all(any(FOLDER.rglob(f"{name}-*.nbi")) for name in ENTRIES)


def kernel(function: Function) -> Function:
    """Compile a function into those that call it, when they are first called; Python does not call it.

    It is compiled once for all numbers; Numba would compile it once more for each constant that it is called with.
    """
    return _within(function)


def lean_kernel(function: Function) -> Function:
    """Compile a `kernel` that makes no arrays and cuts none: who holds those that it is given is not counted.

    Numba counts at every call and for every array. Where kernels are small and the arrays many, the counting takes
    longer than the work.
    """
    return _within(function, _nrt=False)


def _within(function: Function, **options: bool) -> Function:
    dispatcher = numba.njit(no_cpython_wrapper=True, no_cfunc_wrapper=True, **options)(function)
    if not numba.config.DISABLE_JIT:
        template = dispatcher.get_call_template
        dispatcher.get_call_template = lambda args, named: template(tuple(map(unliteral, args)), named)
    return cast(Function, dispatcher)


def entry(function: Function) -> Function:
    """Compile a function that Python calls, with all that it calls, and keep the result on disk.

    While it runs other threads of Python go on.
    """
    return _from_outside(function)


def lean_entry(function: Function) -> Function:
    """Compile an `entry` that calls lean kernels only, and makes no arrays either."""
    return _from_outside(function, _nrt=False)


def _from_outside(function: Function, **options: bool) -> Function:
    ENTRIES.append(f"{function.__module__.rpartition('.')[2]}.{function.__qualname__}")
    return cast(Function, numba.njit(cache=True, nogil=True, **options)(function))


def uncompiled(function: Function) -> Function:
    """Return an entry as Python itself runs it, for what is done once and would wait for the compiler.

    It must call nothing but rules.
    """
    return cast(Function, getattr(function, "py_func", function))
