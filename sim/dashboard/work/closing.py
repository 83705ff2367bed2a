"""The figures of planned closures: what they do to the waits of their days, and when the lists have recovered."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from itertools import combinations
from typing import Any

from pydantic import TypeAdapter

from sim.dashboard.work.result import Compared
from sim.experiment.differences import closed_days, on_closed_days
from sim.experiment.run import Run
from sim.measures import Comparison, Margins
from sim.measures.recovery import Recovery, recoveries


@dataclass(frozen=True, slots=True)
class Between:
    """Two ways to handle the same closures, compared on the days of these.

    Attributes
    ----------
    base, other
        Places of the scenarios among those that were asked for.
    comparison
        The other against the base: by unit, and by unit and priority.
    """

    base: int
    other: int
    comparison: Comparison


@dataclass(frozen=True, slots=True)
class Closed:
    """What closures cost.

    Attributes
    ----------
    compared
        Each way to handle them, against the scenario in which no unit closes.
    between
        The ways among themselves; all of them are judged together.
    recoveries
        By unit that closes and way.
    days
        Staffed days of the horizon on which a unit is closed, 0 the first.
    first_day
        Proleptic ordinal of the first day of the horizon.
    replications, asked
        As in ``compared``.
    """

    compared: Compared
    between: list[Between]
    recoveries: list[Recovery]
    days: list[int]
    first_day: int
    replications: int
    asked: int

    @classmethod
    def of(cls, compared: Compared, runs: Sequence[Run], margins: Margins) -> "Closed":
        """Return the figures of runs that are there, the one without closures first."""
        base, *others = runs
        pairs = list(combinations(range(1, len(runs)), 2))
        found = on_closed_days([(runs[one], runs[other]) for one, other in pairs], margins) if pairs else []
        plan = others[0].job.plan
        until: dict[int, int] = {}
        for unit, stop in zip(plan.closure_unit.tolist(), plan.closure_until.tolist(), strict=True):
            until[unit] = max(stop, until.get(unit, 0))
        return cls(
            compared=compared,
            between=[Between(*pair, one) for pair, one in zip(pairs, found, strict=True)],
            recoveries=[
                one
                for unit, stop in sorted(until.items())
                for one in recoveries(
                    base.several, [(run.job.name, run.several) for run in others], plan.unit_names[unit], stop
                )
            ],
            days=sorted({day for run in others for day in closed_days(run.job.plan)}),
            first_day=plan.first_day,
            replications=compared.replications,
            asked=compared.asked,
        )

    @property
    def whole(self) -> bool:
        """Everything that was asked for is in it."""
        return self.replications == self.asked

    def as_json(self) -> dict[str, Any]:
        """Return the same as plain JSON."""
        return dict(_adapter().dump_python(replace(self, compared=self.compared.bare())))

    @classmethod
    def from_json(cls, content: Mapping[str, Any]) -> "Closed":
        """Return what `as_json` wrote.

        Raises
        ------
        ValueError
            It is not that.
        """
        return _adapter().validate_python(content)


@cache
def _adapter() -> TypeAdapter[Closed]:
    return TypeAdapter(Closed)
