"""Benchmarks: the engines side by side, other simulators on the same work, and how time and memory grow.

Run them with ``python -m benchmarks`` from the folder of the repository; ``README.md`` says more. Nothing is timed
before its result has been found right: `Refused` is raised instead.
"""


class Refused(Exception):  # noqa: N818 - what happens, in the words of the README
    """No time is given, since what was to be timed does not do the work."""
