"""The register of rules: every rule of the recommendation that the model keeps, and where it is built.

Long because a register is read as one list.
"""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule.

    Attributes
    ----------
    id
        Such as ``CO-2``; never changes.
    basis
        ``D`` the document says it, ``I`` our reading where it leaves something open, ``A`` an assumption; or several.
    heading
        Swedish headings of the recommendation under which it stands.
    says
        What it means, in our own words.
    built_in
        Where it is built, as ``module:name``; the docstring there names the id.
    """

    id: str
    basis: str
    heading: str
    says: str
    built_in: tuple[str, ...]


RULES: tuple[Rule, ...] = (
    Rule(
        "IN-1", "D", "Barn",
        "Nobody younger than one year enters. The attempt is counted as turned away and stands in no list.",
        ("sim.domain.children:turned_away_by_age", "sim.domain.intake:intake_rule"),
    ),
    Rule(
        "IN-2", "D, I", "Barn",
        "Below 13 years only a guardian's request enters, from 13 only the patient's own. On the 13th birthday the "
        "child counts as 13 (our reading).",
        ("sim.domain.children:turned_away_by_age", "sim.domain.intake:intake_rule"),
    ),
    Rule(
        "IN-3", "D", "Skyddade personuppgifter",
        "No guardian acts for a child when the identity of either of the two is protected; the request is turned "
        "away.",
        ("sim.domain.protected_identity:guardian_barred", "sim.domain.intake:intake_rule"),
    ),
    Rule(
        "IN-4", "D, A", "Skyddade personuppgifter",
        "A patient with protected identity enters like others, but nothing that identifies is asked in writing: "
        "where it is needed the contact goes on by voice or video, which takes longer (share and minutes assumed).",
        ("sim.domain.protected_identity:moves_to_voice", "sim.domain.protected_identity:may_telephone"),
    ),
    Rule(
        "IN-5", "I", "Bemanning och schemaläggning",
        "Cases come at any hour, work is done in staffed hours. A unit takes cases in always or in staffed hours "
        "only; outside them each priority either waits for opening or is diverted to the 1177 telephone line. A case "
        "of a diverted priority that is still unbegun at closing is diverted then and has missed its target. A "
        "closure diverts nothing.",
        ("sim.domain.intake:outside_hours", "sim.domain.intake:intake_rule", "sim.engine.reference.carry_over"),
    ),
    Rule(
        "RO-1", "D, I", "Vårdflöden",
        "Back, knee, shoulder and leg at priority 3 to 5 go to the physiotherapist, at any age (our reading).",
        ("sim.domain.care_flows:role_rule", "sim.domain.care_flows:in_physiotherapy_flow"),
    ),
    Rule(
        "RO-2", "D", "Vårdflöden",
        "Back, knee, shoulder and leg at priority 1 or 2 go to the nurse.",
        ("sim.domain.care_flows:role_rule", "sim.domain.care_flows:in_physiotherapy_flow"),
    ),
    Rule(
        "RO-3", "D", "Vårdflöden",
        "An adult's stress, low mood or anxiety at priority 3 to 5 goes to the counsellor.",
        ("sim.domain.care_flows:role_rule", "sim.domain.care_flows:in_counselling_flow"),
    ),
    Rule(
        "RO-4", "D", "Vårdflöden",
        "Stress, low mood and anxiety at priority 1 or 2 go to the nurse.",
        ("sim.domain.care_flows:role_rule", "sim.domain.care_flows:in_counselling_flow"),
    ),
    Rule(
        "RO-5", "D, I", "Vårdflöden",
        "A minor's stress, low mood or anxiety goes to the nurse whatever the priority. The two sides of the limit "
        "leave the age of exactly 18 open; it counts as adult (our reading).",
        ("sim.domain.care_flows:role_rule",),
    ),
    Rule(
        "RO-6", "D", "Vårdflöden",
        "Whatever no other rule names goes to the nurse.",
        ("sim.domain.care_flows:role_rule",),
    ),
    Rule(
        "RO-7", "I", "Behörigheter",
        "Administrative cases go to medical_admin, since that role has permission and duties of its own for them. A "
        "unit that reads the list of flows literally sends them to the nurse (`admin_flow: nurse`).",
        ("sim.domain.care_flows:role_rule",),
    ),
    Rule(
        "RO-8", "D, I, A", "Roller och ansvar",
        "A clinic may let its nurses take the physiotherapy flow, the counselling flow or both; by default neither "
        "(our reading). Its RO-1 or RO-3 cases then go to the nurse, take a nurse's minutes and are referred on more "
        "often (assumed).",
        ("sim.domain.care_flows:role_rule", "sim.cases.compiled.decisions:decide"),
    ),
    Rule(
        "RO-9", "D, A", "Roller och ansvar",
        "Staff secure the priority from what the patient answers and pass a case on to another role, person or unit "
        "when it belongs there; medical_admin passes on likewise. Shares and corrections are assumed.",
        (
            "sim.domain.roles:moves_when_corrected",
            "sim.domain.roles:turns_before_moving",
            "sim.domain.roles:is_corrected",
            "sim.cases.compiled.decisions:decide",
        ),
    ),
    Rule(
        "RO-10", "I", "Vårdflöden",
        "No new case enters the physicians' list; physicians get what others refer.",
        ("sim.domain.care_flows:role_for",),
    ),
    Rule(
        "RO-11", "I", "Ärendehantering",
        "A unit may leave priority 5 to the 1177 telephone line (`priority_5: telephone_line`); such cases are "
        "counted as diverted and stand in no list. By default they go to the unit.",
        ("sim.domain.intake:to_telephone_line", "sim.domain.intake:intake_rule"),
    ),
    Rule(
        "UN-1", "D, I", "Filial",
        "A branch's cases stand in its clinic's lists. The branch's people work there too, so that redirecting costs "
        "no hours; `branch_staff: stay` keeps them out, with a warning (our reading).",
        (
            "sim.domain.branch:home_unit",
            "sim.domain.branch:list_unit",
            "sim.domain.branch:unit_rule",
            "sim.scenario.settings:own_roles",
        ),
    ),
    Rule(
        "UN-2", "D, I", "Filial",
        "The head may let a branch handle its own cases, all or those of named roles, as long as the way of working "
        "can be kept up; the check looks at that through ST-1 and ST-2 and warns. Roles not named go to the clinic, "
        "and settings not given are the clinic's (our reading).",
        (
            "sim.domain.branch:list_unit",
            "sim.domain.branch:unit_rule",
            "sim.scenario.settings:own_roles",
            "sim.scenario.warn_staffing:staffing_warnings",
        ),
    ),
    Rule(
        "UN-3", "D, I", "Stängning av vårdcentral",
        "While a clinic is closed as planned, the covering clinic's people handle its cases, in all roles unless "
        "fewer are named, which warns; its own people are off duty there. The cases remain the closed clinic's in "
        "every measure, and staffed hours, due times and working time stay as they were (our reading).",
        ("sim.domain.closure:covers", "sim.scenario.accesses", "sim.scenario.shifts:Duty.shifts"),
    ),
    Rule(
        "UN-4", "D, I", "Stängning av vårdcentral",
        "Who covers needs the closing clinic's permission beforehand. With no cover, or none permitted, the cases "
        "wait until the clinic opens: the check warns, and the waits show in the result (our reading).",
        ("sim.domain.closure:may_cover", "sim.scenario.accesses:may_cover_for", "sim.scenario.warn_closures"),
    ),
    Rule(
        "UN-5", "I", "Stängning av vårdcentral",
        "Cover takes in conversations already open and the answers to them. Redirected branches close with their "
        "clinic, a branch that handles its own cases by an entry of its own. A cover that is closed or redirected "
        "itself, and two covers of one role, are errors.",
        ("sim.domain.closure:clash", "sim.scenario.check_closures"),
    ),
    Rule(
        "UN-6", "D, I", "Filtrering av ärenden – Globalt filter",
        "Staff can see the lists of other units, roles and colleagues; between clinics it takes permission. A "
        "scenario says who helps whom, always or when idle (our reading).",
        (
            "sim.domain.global_filter:held_back",
            "sim.domain.permissions:needs_permission",
            "sim.scenario.accesses:may_help",
        ),
    ),
    Rule(
        "UN-7", "D", "Överlämning av ärende till annan enhet",
        "A case handed over enters the receiving unit's nurse list: the group, never one person and never another "
        "role. The sender may have changed its priority.",
        ("sim.domain.handover", "sim.cases.compiled.decisions:decide", "sim.engine.reference.stages"),
    ),
    Rule(
        "UN-8", "D, A", "Överlämning av ärende till annan enhet",
        "Within one care provider a handover is a single step. For another provider the sender builds a new case, "
        "copies the history and ends the old one, which takes longer (minutes assumed).",
        ("sim.domain.handover:handover_kind", "sim.cases.compiled.decisions:decide"),
    ),
    Rule(
        "UN-9", "D, I, A", "Roller och ansvar",
        "Within one care provider the sender answers the patient until the receiving nurse begins the accepting "
        "piece (our reading of acceptance); such an answer takes one turn and delays nothing. Some patients write in "
        "that time (share assumed). There is no such duty towards another provider. The time to acceptance is "
        "measured.",
        ("sim.engine.reference.stages:accepted",),
    ),
    Rule(
        "UN-10", "D", "Överlämning av ärende till annan enhet",
        "The sender documents before handing over, because the patient's data are gone afterwards: in every log the "
        "documentation comes first.",
        ("sim.engine.reference.stages", "sim.engine.invariants.accounts:documented_first"),
    ),
    Rule(
        "ST-1", "D, I", "Bemanning och schemaläggning",
        "The channel is staffed on weekdays from 08:00 to 17:00. Public holidays and the eves of Midsummer, "
        "Christmas and New Year are no weekdays (our reading). A scenario can change the hours and add or take away "
        "days, for all units alike.",
        (
            "sim.scenario.days:days_of_horizon",
            "sim.domain.staffed_time:worked_at",
            "sim.domain.staffed_time:is_staffed",
            "sim.domain.staffed_time:next_opening",
        ),
    ),
    Rule(
        "ST-2", "D, I", "Bemanning och schemaläggning",
        "Every profession is on the roster every day, so that its cases are handled as they come. The check warns of "
        "a role with demand that nobody has at all, that nobody has on a staffed day, or that nobody has in a "
        "staffed half-hour (the first and the last are our reading).",
        ("sim.scenario.warn_staffing:staffing_warnings", "sim.scenario.coverage:coverage"),
    ),
    Rule(
        "ST-3", "D, I", "Behörigheter",
        "A person has one role at a clinic, and may have a role at each of several clinics (our reading). Two roles "
        "at one clinic, or shifts that overlap, are errors.",
        ("sim.scenario.check_people",),
    ),
    Rule(
        "ST-4", "D", "Behörigheter",
        "People work only in lists they have permission for: their own, those they cover and those they help in.",
        (
            "sim.domain.permissions:needs_permission",
            "sim.scenario.accesses:admitted",
            "sim.engine.reference.board:Board.offer",
        ),
    ),
    Rule(
        "ST-5", "D", "Behörigheter",
        "Permission ends with long leave and with the employment: first and last day and leave, by person.",
        ("sim.scenario.shifts:Duty.shifts",),
    ),
    Rule(
        "ST-6", "A", "Bemanning och schemaläggning",
        "Unplanned absence that nobody replaces takes whole days of a person, drawn per replication and known when "
        "the day's first shift begins.",
        ("sim.cases.absence:absences", "sim.engine.reference.staff:working_life"),
    ),
    Rule(
        "ST-7", "I", "Bemanning och schemaläggning",
        "Whoever has a piece in hand when the shift ends finishes it and then leaves; the overrun is measured.",
        ("sim.engine.reference.staff:go_off_duty",),
    ),
    Rule(
        "ST-8", "D, A", "Roller och ansvar",
        "A nurse may coordinate: watches the lists, secures priorities, distributes, follows acceptances. Each piece "
        "of that nurse's work takes longer by the share of time that coordinating takes (assumed). Two such nurses "
        "on duty at once at a unit warn.",
        ("sim.domain.staffing:with_coordinating", "sim.scenario.warn_people"),
    ),
    Rule(
        "ST-9", "D, I", "Behörigheter",
        "The role administrator reviews and is no capacity: it handles no cases (our reading).",
        ("sim.scenario.posts:PlacedPost.is_capacity", "sim.scenario.plan:plan_of"),
    ),
    Rule(
        "ST-10", "D", "Behörigheter",
        "The role says what a person handles, not which profession the person has; new cases of a role are seen by "
        "those who hold it.",
        ("sim.domain.words:Role",),
    ),
    Rule(
        "PR-1", "D, I", "Ärendehantering",
        "Five priorities, from at once to self-care advice. The most urgent waiting piece goes first; among equals a "
        "conversation in progress goes before everything else, then whoever has waited longest. Work in hand is not "
        "broken off (our reading).",
        ("sim.domain.order:order_key", "sim.domain.order:rank", "sim.domain.order:order_priority"),
    ),
    Rule(
        "PR-2", "D, I", "Ärendehantering",
        "Every case is to be begun on the day it comes; one that comes when that day's staffed hours are over, or on "
        "a day without any, on the next staffed day (our reading). The goal is all of them.",
        ("sim.domain.staffed_time:due_day",),
    ),
    Rule(
        "PR-3", "D, I, A", "Ärendehantering",
        "The words of the priorities limit the time to first contact, by the priority at listing (our reading): 24 "
        "hours for 3, 24 hours of weekdays for 4, assumed times for 1 and 2 that run from opening when the case "
        "waited for it, none for 5. Shares are also given for the cases that any roster could have reached.",
        ("sim.domain.targets:due", "sim.domain.targets:weekday_add", "sim.domain.targets:is_reachable"),
    ),
    Rule(
        "PR-4", "I", "Ärendehantering",
        "Each wait is given on two clocks, the patient's and the staffed hours', and apart for arrivals inside and "
        "outside staffed hours.",
        ("sim.domain.staffed_time:worked_at",),
    ),
    Rule(
        "CO-1", "I", "Ärendehantering",
        "A case is a row of turns. While the patient writes, staff work on other cases. A live case belongs to "
        "whoever began it, and one person takes on only so many.",
        (
            "sim.domain.capacity:may_own",
            "sim.engine.reference.silence:await_answer",
            "sim.engine.reference.turns:begin",
        ),
    ),
    Rule(
        "CO-2", "D, I", "Ärendehantering vid uteblivet svar",
        "Two working hours without answer and two contact attempts allow a case to be closed; it then is (our "
        "reading). Working hours are staffed hours and run from the end of the last message.",
        (
            "sim.domain.no_answer:closable_at",
            "sim.domain.staffed_time:tick_at_work",
            "sim.engine.reference.silence:await_closing",
        ),
    ),
    Rule(
        "CO-3", "I", "Ärendehantering vid uteblivet svar",
        "The unanswered message is the first attempt; the second is a reminder by SMS when half the time has passed.",
        ("sim.domain.no_answer:second_attempt_wait", "sim.engine.reference.silence:await_answer"),
    ),
    Rule(
        "CO-4", "D, I, A", "Ärendehantering vid uteblivet svar",
        "In acute cases, current priority 1 or 2 (our reading), the second attempt is a telephone call and comes "
        "sooner (assumed). A protected identity is never called (our reading).",
        ("sim.domain.no_answer:second_attempt_is_call", "sim.domain.no_answer:second_attempt_wait"),
    ),
    Rule(
        "CO-5", "D, I, A", "Ej avslutat ärende – överlämning till patientliggare",
        "A live case still open at the end of the staffed day becomes async (`carry_over: async`), or is kept as it "
        "is overnight (`live`). An async case is closed after two attempts and some staffed days without answer "
        "(assumed); the two working hours do not apply to it (our reading).",
        (
            "sim.domain.async_case:becomes_async",
            "sim.domain.waking:waking_add",
            "sim.engine.reference.carry_over:convert",
            "sim.engine.reference.silence:await_closing",
        ),
    ),
    Rule(
        "CO-6", "D, I", "Utskick av sms",
        "One SMS for every message from the staff in an async case, for a booking, to a patient late for a visit, "
        "and for a reminder (our reading).",
        ("sim.domain.sms:sends_sms", "sim.engine.reference.carry_over:convert", "sim.engine.reference.visits"),
    ),
    Rule(
        "CO-7", "D, I", "Ej avslutat ärende – överlämning till patientliggare",
        "What a patient writes in an async case waits in the list of the role that holds it, for everybody there and "
        "for its cover (our reading).",
        ("sim.engine.reference.silence:reply_arises",),
    ),
    Rule(
        "CO-8", "D, I, A", "Bild vid pågående telefonkontakt",
        "Staff on the telephone may start an async case for a picture, without triage: a second stream to the nurses "
        "in staffed hours, without target (our reading; its volume is assumed).",
        ("sim.cases.arrivals:arrivals", "sim.cases.compiled.routing:routes"),
    ),
    Rule(
        "CO-9", "D, I", "Roller och ansvar",
        "medical_admin may close a silent case that is locked to somebody else and informs the patient "
        "(`close_locked`, off by default). An owner who leaves locks nothing: the case has no owner and stays live "
        "that day (our reading).",
        (
            "sim.domain.staffing:keeps_open_cases",
            "sim.engine.reference.board:Board.place",
            "sim.engine.reference.staff:go_off_duty",
        ),
    ),
    Rule(
        "AF-1", "D, I, A", "Bokning digitalt besök i 1177 direkt",
        "A digital visit is booked to a person, in both systems (minutes assumed): to whoever ends the stage if that "
        "person has a free slot, else to whoever at the unit has the earliest. With no slot at all the case ends "
        "unbooked and is counted (our reading).",
        ("sim.domain.booking:slot_for", "sim.engine.reference.visits"),
    ),
    Rule(
        "AF-2", "D, A", "Dokumentation i Cosmic · Dokumentation av administrativa ärenden",
        "The role that ends a clinical case at a unit documents it, before a handover if there is one. An "
        "administrative case needs none unless a clinical role has taken it over. Minutes assumed.",
        ("sim.domain.documentation:needs_documentation", "sim.engine.reference.stages"),
    ),
    Rule(
        "AF-3", "D, A", "Vårdkontaktsregistrering i Cosmic",
        "Only a qualified contact is registered as a care contact (share by role and minutes assumed).",
        ("sim.cases.compiled.decisions:decide", "sim.engine.reference.turns:work_of"),
    ),
    Rule(
        "AF-4", "D", "Patientavgifter",
        "A qualified contact costs the patient 100 SEK, whoever gives it and however; other contacts are free. Under "
        "20 years and from 85 nobody pays.",
        ("sim.domain.fees:fee_applies",),
    ),
    Rule(
        "AF-5", "D, A", "Notiser via tjänstetelefon",
        "The head decides whether service telephones announce cases; with them an idle person notices a waiting case "
        "sooner (minutes assumed).",
        ("sim.scenario.settings:UnitSettings", "sim.engine.reference.board:Board.settle"),
    ),
)  # fmt: skip
"""Every rule, in the order of the register; the tables of cases refer to a rule by its place here."""

_INDEX = {rule.id: index for index, rule in enumerate(RULES)}


def rule_index(rule_id: str) -> int:
    """Return the place of a rule in ``RULES``.

    Parameters
    ----------
    rule_id
        Such as ``RO-5``.

    Raises
    ------
    KeyError
        There is no such rule.
    """
    return _INDEX[rule_id]
