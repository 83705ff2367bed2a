"""From a scenario to its cases: everything drawn, settled and laid out before the clock starts."""

import numpy as np

from sim.cases.absence import absences
from sim.cases.arrivals import Arrivals, arrivals
from sim.cases.attributes import draw_requests
from sim.cases.compiled.attributes import Requests
from sim.cases.compiled.codes import N_STAGES
from sim.cases.compiled.decisions import Stated, decide
from sim.cases.compiled.routing import routes
from sim.cases.compiled.stages import Told
from sim.cases.draws import Draws, Source
from sim.cases.setting import Setting, setting_of
from sim.cases.stages import stages_and_turns
from sim.scenario.schema import Scenario
from sim.tables import CaseTable, Ints, PlanTable, Stream

_STREAMS = {Source.picture: Stream.picture, Source.backlog: Stream.backlog}
_STREAM = np.array([_STREAMS.get(source, Stream.channel) for source in Source], dtype=np.int64)
"""By ``Source``."""
_NONE = np.empty(0, dtype=np.int64)
_NOTHING = Stated(_NONE, _NONE, _NONE, _NONE, _NONE, _NONE, _NONE, _NONE, np.empty((0, N_STAGES), dtype=np.int64))
"""What a trace states where there is none."""


def draw_cases(scenario: Scenario, plan: PlanTable, seed: int, replication: int) -> CaseTable:
    """Draw the synthetic cases of one replication.

    Parameters
    ----------
    scenario
        The scenario.
    plan
        Its plan.
    seed, replication
        Same numbers, same patients, whatever the roster.

    Returns
    -------
    CaseTable
        Sorted by (arrival, unit, origin).

    Raises
    ------
    InputError
        No age of the scenario's distribution lies between 1 and 100 years.
    """
    setting, draws = setting_of(scenario, plan), Draws.of(seed, replication)
    coming = arrivals(setting.rates, scenario.demand.day_spread, plan.end, draws)
    return build(setting, draws, coming, draw_requests(setting.mixes, coming, draws), _NOTHING)


def build(setting: Setting, draws: Draws, coming: Arrivals, requests: Requests, stated: Stated) -> CaseTable:
    """Route cases and lay out everything that will become of them.

    Parameters
    ----------
    setting
        What holds.
    draws
        Of the replication.
    coming, requests
        The cases, synthetic or from a trace.
    stated
        What a trace states beyond that.

    Returns
    -------
    CaseTable
        One row a case, in the order of ``coming``.
    """
    places = places_of(coming)
    routed = routes(setting.doors, places, requests)
    going, happens = decide(setting.courses, stated, coming.origin, places, requests, routed, draws.key)
    told = Told(coming.origin, places, requests, routed, going, happens, stated.turns)
    reason, priority, age = requests.numbers
    by_guardian, protected_identity, guardian_protected_identity, _ = requests.truths
    intake, rule, unit_rule, role, handling_unit = routed
    corrected_priority, _, handover, _ = going
    _, referral_unmet, visit, late_for_visit, qualified, physical_visit, writes_before_acceptance = happens
    absent, days = absences(setting.on_duty, setting.scenario.staffing.absence_share, draws)
    return CaseTable(
        origin=coming.origin,
        arrival=places[0],
        stream=places[2],
        unit=places[1],
        handling_unit=handling_unit,
        reason=reason,
        priority=priority,
        corrected_priority=corrected_priority,
        age=age,
        by_guardian=by_guardian,
        protected_identity=protected_identity,
        guardian_protected_identity=guardian_protected_identity,
        intake=intake,
        rule=rule,
        unit_rule=unit_rule,
        role=role,
        visit=visit,
        late_for_visit=late_for_visit,
        qualified=qualified,
        physical_visit=physical_visit,
        referral_unmet=referral_unmet,
        handover=handover,
        writes_before_acceptance=writes_before_acceptance,
        absence_person=absent,
        absence_day=days,
        **stages_and_turns(setting, told, draws),
    )


def places_of(coming: Arrivals) -> Ints:
    """Return arrival, unit and ``Stream`` of each case, (3, N)."""
    return np.stack([coming.arrival, coming.unit, _STREAM[coming.source]])
