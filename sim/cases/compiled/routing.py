"""What intake does with each case and which list it enters, by the domain's rules."""

from typing import NamedTuple

import numpy as np

from sim.cases.compiled.attributes import Requests
from sim.compiling import entry
from sim.domain.care_flows import role_for, role_rule
from sim.domain.intake import intake_of, intake_rule
from sim.domain.rules import rule_index
from sim.domain.words import Intake, Role
from sim.tables import Bools, Ints, Stream
from sim.units import DAY

_CO_8 = rule_index("CO-8")
_NURSE, _ACCEPTED, _CHANNEL, _PICTURE = int(Role.nurse), int(Intake.accepted), int(Stream.channel), int(Stream.picture)


class Doors(NamedTuple):
    """What decides where cases go: U units, D days.

    Attributes
    ----------
    day_open, day_close
        (D,) staffed hours.
    staffed_only, to_telephone_line
        (U,) intake in staffed hours only (IN-5); priority 5 goes to the telephone line (RO-11).
    diverts
        (U, 6) by listed priority: diverted out of hours (IN-5).
    nurse_takes_physiotherapy, nurse_takes_counselling, admin_to_nurse
        (U,) who takes what (RO-7, RO-8).
    list_unit, unit_rule
        (U, N_LIST_ROLES) unit in whose list a case stands, and the rule that settles it (UN-1, UN-2).
    """

    day_open: Ints
    day_close: Ints
    staffed_only: Bools
    to_telephone_line: Bools
    diverts: Bools
    nurse_takes_physiotherapy: Bools
    nurse_takes_counselling: Bools
    admin_to_nurse: Bools
    list_unit: Ints
    unit_rule: Ints


@entry
def routes(doors: Doors, places: Ints, requests: Requests) -> Ints:
    """Settle intake, role and unit of each case (IN-1 to IN-3, IN-5, RO-1 to RO-8, RO-10, RO-11, UN-1, UN-2).

    A picture asked for on the telephone goes to nurse (CO-8); it and the backlog are past intake.

    Parameters
    ----------
    doors
        What decides.
    places
        (3, N) arrival, unit, ``Stream``.
    requests
        Who asks for what.

    Returns
    -------
    ndarray
        (5, N) intake, rule, rule of the unit, role, handling unit.
    """
    day_open, day_close, staffed_only, to_telephone_line, diverts = doors[:5]
    takes_physiotherapy, takes_counselling, admin_to_nurse, list_unit, unit_rules = doors[5:]
    numbers, truths = requests
    found = np.empty((5, places.shape[1]), np.int64)
    for case in range(places.shape[1]):
        arrival, unit, stream = places[0, case], places[1, case], places[2, case]
        reason, priority, age = numbers[0, case], numbers[1, case], numbers[2, case]
        day, only = arrival // DAY, staffed_only[unit]
        rule = -1
        if stream == _CHANNEL:
            rule = intake_rule(
                age,
                truths[0, case],
                truths[1, case],
                truths[2, case],
                priority,
                to_telephone_line[unit],
                day_open[day] <= arrival < day_close[day],
                only,
                diverts[unit, priority],
            )
        intake, unit_rule, role, handling = intake_of(rule, only), -1, -1, -1
        if intake == _ACCEPTED:
            role, rule = _NURSE, _CO_8
            if stream != _PICTURE:
                flows = takes_physiotherapy[unit], takes_counselling[unit], admin_to_nurse[unit]
                role = role_for(reason, priority, age, flows[0], flows[1], flows[2])
                rule = role_rule(reason, priority, age, flows[0], flows[1], flows[2])
            unit_rule, handling = unit_rules[unit, role], list_unit[unit, role]
        found[0, case], found[1, case], found[2, case] = intake, rule, unit_rule
        found[3, case], found[4, case] = role, handling
    return found
