"""People over replications: who was busy with what, and what a week costs."""

from dataclasses import dataclass

import numpy as np

from sim.domain.words import Piece, Role
from sim.measures.estimate import Estimate, mean, ratio
from sim.measures.replication import TOTALS
from sim.measures.several import Several
from sim.units import HOUR, MINUTE

KINDS = (*(kind.name for kind in Piece), "visit")
TOTAL_SMS, TOTAL_FEE = TOTALS.index("sms"), TOTALS.index("fee")


@dataclass(frozen=True, slots=True)
class PersonLoad:
    """What a person did, on average over replications.

    Attributes
    ----------
    person, unit, role
        Name; unit and role of the first post.
    utilisation
        Share of the time on duty (absence taken off) with work in hand.
    scheduled_hours, absent_hours, idle_hours, overrun_minutes
        A week: on duty by the plan, of that absent, there with nothing in hand, work after duty.
    hours_by_kind
        A week: hours of work by kind.
    open_mean, open_most
        Live conversations owned: mean over the time on duty, most at once in any replication.
    half_hours
        Half-hours of the week (0 is Monday 00:00) with duty or work: number, scheduled and busy seconds a week.
    """

    person: str
    unit: str
    role: str
    utilisation: Estimate
    scheduled_hours: float
    absent_hours: float
    idle_hours: float
    overrun_minutes: Estimate
    hours_by_kind: dict[str, float]
    open_mean: float | None
    open_most: int
    half_hours: list[tuple[int, float, float]]


@dataclass(frozen=True, slots=True)
class Money:
    """What a week costs, mean over replications.

    Attributes
    ----------
    unit
        Unit, or empty for all of them together.
    scheduled_hours, overrun_hours
        Paid hours: on duty by the plan, absence included and breaks not; work after duty.
    staff_cost
        SEK for both, by role.
    sms, sms_cost
        Number and SEK.
    fees
        SEK paid by patients.
    """

    unit: str
    scheduled_hours: float
    overrun_hours: Estimate
    staff_cost: Estimate
    sms: Estimate
    sms_cost: Estimate
    fees: Estimate


def people(run: Several) -> list[PersonLoad]:
    """Return the load of everybody who has a post that handles cases (ST-9: an administrator has no load)."""
    setting = run.setting
    per = setting.weeks * len(run)
    found = {
        name: run.stack(f"load.{name}")
        for name in ("busy", "scheduled", "absent", "idle", "overrun", "open_seconds", "open_most")
    }
    scheduled_week, busy_week = (run.totals[f"load.{name}"] / per for name in ("scheduled_week", "busy_week"))
    out = []
    for person, name in enumerate(setting.person_names):
        posts = np.flatnonzero(setting.post_person == person)
        if not len(posts) or setting.post_role[posts[0]] == Role.administrator:
            continue
        there = found["scheduled"][:, person] - found["absent"][:, person]
        kinds = found["busy"][:, person].sum(axis=0) / per / HOUR
        on = np.flatnonzero(scheduled_week[person] + busy_week[person])
        out.append(
            PersonLoad(
                person=name,
                unit=setting.unit_names[setting.post_unit[posts[0]]],
                role=Role(setting.post_role[posts[0]]).name,
                utilisation=ratio(there - found["idle"][:, person], there),
                scheduled_hours=float(found["scheduled"][:, person].sum() / per / HOUR),
                absent_hours=float(found["absent"][:, person].sum() / per / HOUR),
                idle_hours=float(found["idle"][:, person].sum() / per / HOUR),
                overrun_minutes=mean(found["overrun"][:, person] / setting.weeks / MINUTE),
                hours_by_kind={kind: float(kinds[place]) for place, kind in enumerate(KINDS) if kinds[place]},
                open_mean=float(found["open_seconds"][:, person].sum() / there.sum()) if there.sum() else None,
                open_most=int(found["open_most"][:, person].max()),
                half_hours=[
                    (int(half), float(scheduled_week[person][half]), float(busy_week[person][half])) for half in on
                ],
            )
        )
    return out


def money(run: Several) -> list[Money]:
    """Return the cost of a week by unit, and of all units together (under an empty name, first)."""
    setting = run.setting
    scheduled, over = (run.stack(f"load.{name}") for name in ("unit_scheduled", "unit_overrun"))
    totals = run.stack("totals")
    everything = np.arange(len(setting.unit_names))
    wheres = [("", everything)] + [(name, everything[unit : unit + 1]) for unit, name in enumerate(setting.unit_names)]
    paid = np.array(setting.hourly) > 0
    out = []
    for name, units in wheres:
        hours = scheduled[:, units].sum(axis=1) / HOUR / setting.weeks
        more = over[:, units].sum(axis=1) / HOUR / setting.weeks
        sms = totals[:, units, TOTAL_SMS].sum(axis=1) / setting.weeks
        out.append(
            Money(
                unit=name,
                scheduled_hours=float(hours[:, paid].sum(axis=1).mean()),
                overrun_hours=mean(more.sum(axis=1)),
                staff_cost=mean((hours + more) @ np.array(setting.hourly)),
                sms=mean(sms),
                sms_cost=mean(sms * setting.sms),
                fees=mean(totals[:, units, TOTAL_FEE].sum(axis=1) / setting.weeks),
            )
        )
    return out
