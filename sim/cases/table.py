"""From a scenario to its cases: everything drawn, settled and laid out before the clock starts."""

from sim.cases.absence import absences
from sim.cases.arrivals import Arrivals, arrivals
from sim.cases.attributes import Requests, draw_requests
from sim.cases.decisions import decide
from sim.cases.draws import Draws, Source
from sim.cases.known import Fixed, Known, Setting
from sim.cases.routing import route_cases
from sim.cases.stages import lay_out
from sim.scenario.schema import Scenario
from sim.scenario.settings import settings_of
from sim.tables import CaseTable, Ints, PlanTable, Stream


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
    """
    setting = Setting(scenario, settings_of(scenario), plan, Draws.of(seed, replication))
    coming = arrivals(scenario, setting.settings, plan, setting.draws)
    return build(setting, coming, draw_requests(scenario.patients, coming, setting.draws), {})


def build(setting: Setting, coming: Arrivals, requests: Requests, fixed: Fixed) -> CaseTable:
    """Route cases and lay out everything that will become of them.

    Parameters
    ----------
    setting
        What holds.
    coming, requests
        The cases, synthetic or from a trace.
    fixed
        What a trace fixes beyond that.

    Returns
    -------
    CaseTable
        One row a case, in the order of ``coming``.
    """
    stream = streams(coming.source)
    routed = route_cases(setting.settings, setting.plan, coming.arrival, coming.unit, stream, requests)
    known = Known(coming.origin, coming.unit, stream, requests, routed)
    decisions = decide(setting, known, fixed)
    absent, days = absences(setting.plan, setting.scenario.staffing.absence_share, setting.draws)
    return CaseTable(
        origin=coming.origin,
        arrival=coming.arrival,
        stream=stream,
        unit=coming.unit,
        handling_unit=routed.handling_unit,
        reason=requests.reason,
        priority=requests.priority,
        corrected_priority=decisions.corrected_priority,
        age=requests.age,
        by_guardian=requests.by_guardian,
        protected_identity=requests.protected_identity,
        guardian_protected_identity=requests.guardian_protected_identity,
        intake=routed.intake,
        rule=routed.rule,
        unit_rule=routed.unit_rule,
        role=routed.role,
        visit=decisions.visit,
        late_for_visit=decisions.late_for_visit,
        qualified=decisions.qualified,
        physical_visit=decisions.physical_visit,
        referral_unmet=decisions.referral_unmet,
        handover=decisions.handover,
        writes_before_acceptance=decisions.writes_before_acceptance,
        absence_person=absent,
        absence_day=days,
        **lay_out(setting, known, decisions, fixed),
    )


def streams(source: Ints) -> Ints:
    """Return the ``Stream`` of each case from the process that it comes from."""
    stream = source * 0 + Stream.channel
    stream[source == Source.picture] = Stream.picture
    stream[source == Source.backlog] = Stream.backlog
    return stream
