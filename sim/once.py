"""What follows from a plan, or from a scenario and its plan, is worked out once: the replications of a run share it."""

from collections import deque
from collections.abc import Callable
from functools import wraps
from typing import ParamSpec, TypeVar

Given = ParamSpec("Given")
Result = TypeVar("Result")

KEPT = 8
"""As many scenarios take turns in a comparison without being worked out anew each time."""


def once(work: Callable[Given, Result]) -> Callable[Given, Result]:
    """Remember what a function made of the last few objects, for as long as the very same objects come.

    Parameters
    ----------
    work
        Reads what it is given. Nobody may write into that, nor into what it returns.
    """
    kept: deque[tuple[tuple[object, ...], Result]] = deque(maxlen=KEPT)

    @wraps(work)
    def remembered(*args: Given.args, **kwargs: Given.kwargs) -> Result:
        for known, result in kept:
            if len(known) == len(args) and all(one is other for one, other in zip(known, args, strict=True)):
                return result
        result = work(*args, **kwargs)
        kept.append((args, result))
        return result

    return remembered
