"""Against the world: what the sources print, and what the model makes of it with the default numbers."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

import numpy as np
from numpy.typing import NDArray

from sim.domain.words import Intake, Outcome, Reason, Role
from sim.engine import compiled
from sim.tables import Row, Stream
from sim.units import DAY, HOUR, MINUTE, WEEK
from sim.verify.findings import Finding, theory
from sim.verify.whole import Chain, play, shipped

WEEKS = 52
"""A year, which holds every public holiday once."""
REPLICATIONS = 12
MONTH = 365.25 / 12 * DAY
MEAN_CLINIC = 8250
"""Listed patients of the unit that stands for a clinic of mean size."""


class Standing(StrEnum):
    """How the model comes to a figure."""

    given = "given"
    """It was put in as printed: no evidence, only a check that it comes out again."""
    fitted = "set to it"
    """Numbers without a source were chosen so that it comes out."""
    own = "not given"
    """The model makes it of other numbers."""


@dataclass(frozen=True, slots=True)
class Figure:
    """What a source prints, and what the model gives.

    Attributes
    ----------
    finding
        Claim, the printed number (NaN where what is printed is no single number) and what each replication gives.
    printed
        What is printed, as text.
    source
        Where.
    standing
        How the model comes to it.
    """

    finding: Finding
    printed: str
    source: str
    standing: Standing


Columns = Mapping[str, NDArray[Any]]
Measure = Callable[[Chain], float]


@dataclass(frozen=True, slots=True)
class _Printed:
    claim: str
    number: float
    unit: str
    source: str
    standing: Standing
    measure: Measure
    text: str = ""


def against_the_world(seed: int) -> list[Figure]:
    """Play clinics with the default numbers and look for what the sources print.

    Parameters
    ----------
    seed
        Of the draws.

    Returns
    -------
    list of Figure
        In the order of the sources' subjects.
    """
    scenario = shipped("clinics.yaml", WEEKS)
    chains = [play(compiled.run, scenario, seed, number) for number in range(REPLICATIONS)]
    return [
        Figure(
            theory(one.claim, one.number, [one.measure(chain) for chain in chains], one.unit),
            one.text or f"{one.number:g} {one.unit}",
            one.source,
            one.standing,
        )
        for one in _PRINTED
    ]


def _came(chain: Chain) -> Columns:
    """Return the table of cases of all that came through the channel after the warm-up and were not turned away."""
    columns = chain.measured.cases
    stays = columns["intake"] != Intake.turned_away
    counted = stays & (columns["stream"] == Stream.channel) & (columns["arrival"] >= chain.plan.measured_from)
    return {name: values[counted] for name, values in columns.items()}


def _percent(truths: NDArray[np.bool_]) -> float:
    return 100 * float(truths.mean())


def _weekday_share(weekday: int) -> Measure:
    def share(chain: Chain) -> float:
        of_week = _came(chain)["weekday"]
        return _percent(of_week[of_week < 5] == weekday)

    return share


def _hours(chain: Chain, *, weekend: bool) -> NDArray[np.int64]:
    """Return the hour of arrival, of Monday to Friday or of the weekend."""
    columns = _came(chain)
    return np.asarray((columns["arrival"] % DAY // HOUR)[(columns["weekday"] >= 5) == weekend], dtype=np.int64)


def _hour_share(start: int, stop: int) -> Measure:
    def share(chain: Chain) -> float:
        hours = _hours(chain, weekend=False)
        return _percent((hours >= start) & (hours < stop))

    return share


def _busiest(length: int, *, weekend: bool) -> Measure:
    def start(chain: Chain) -> float:
        counts = np.bincount(_hours(chain, weekend=weekend), minlength=24)
        return float(np.convolve(counts, np.ones(length), "valid").argmax())

    return start


def _clinical(chain: Chain) -> Columns:
    columns = _came(chain)
    clinical = columns["reason"] != Reason.administrative
    return {name: values[clinical] for name, values in columns.items()}


def _priority_share(priority: int) -> Measure:
    return lambda chain: _percent(_clinical(chain)["priority"] == priority)


def _agreed(chain: Chain) -> float:
    columns = _clinical(chain)
    return _percent(columns["corrected_priority"] == columns["priority"])


def _not_under(chain: Chain) -> float:
    columns = _clinical(chain)
    return _percent(columns["corrected_priority"] >= columns["priority"])


def _conversation(role: Role, stage: int) -> Measure:
    """Mean minutes of the turns of a stage held by a role."""

    def minutes(chain: Chain) -> float:
        cases = chain.cases
        chosen = (cases.stage_role[:, stage] == role) & (cases.stage_turns[:, stage] > 0)
        total = np.concatenate([[0], np.cumsum(cases.turn_work)])
        first, turns = cases.stage_turn[chosen, stage], cases.stage_turns[chosen, stage]
        return float((total[first + turns] - total[first]).mean()) / MINUTE

    return minutes


def _a_month(chain: Chain) -> float:
    """Cases a month of the clinic of mean size."""
    unit = chain.plan.unit_names.index("rosengard")
    weeks = (len(chain.plan.day_open) * DAY - chain.plan.measured_from) / WEEK
    return float((_came(chain)["unit"] == unit).sum()) / (weeks * WEEK / MONTH)


def _unanswered(chain: Chain) -> float:
    ends = (Outcome.closed_unanswered, Outcome.closed_unanswered_async)
    return _percent(np.isin(chain.columns["outcome"], ends))


def _same_day(chain: Chain) -> float:
    decided = chain.columns["begun_same_day"]
    return _percent(decided[decided >= 0] == 1)


def _physical(chain: Chain) -> float:
    return _percent(_clinical(chain)["physical_visit"])


def _nurses(chain: Chain) -> NDArray[np.int64]:
    plan = chain.plan
    return np.unique(plan.post_person[plan.post_role == Role.nurse])


def _most_open(chain: Chain) -> float:
    return float(chain.measured.load.open_most[_nurses(chain)].max())


def _open_at_once(chain: Chain) -> float:
    """Conversations that a nurse has open, over the time in which any is: waiting for the patient or not."""
    log = chain.log
    seconds = conversations = 0
    for nurse in _nurses(chain).tolist():
        moves = (log.person == nurse) & ((log.kind == Row.owned) | (log.kind == Row.released))
        number = np.cumsum(np.where(log.kind[moves] == Row.owned, 1, -1))[:-1]
        lengths = np.diff(log.tick[moves])
        seconds += int(lengths[number > 0].sum())
        conversations += int((number * lengths).sum())
    return conversations / seconds


_ECCLES = "Eccles 2019, BJGP 69(682):e336, online triage"
_KALMAR = "Region Kalmar, Första veckorna med 1177 direkt"
_PRINTED = (
    _Printed("Cases a month of a clinic with 8 250 listed", 80.85, "cases",
             "Eskilstuna-Kuriren: 147 a month on 15 000 listed", Standing.given, _a_month),
    _Printed("Share that comes outside staffed hours", 16.0, "%",
             "1177.se Dalarna, Sex månader med 1177 direkt", Standing.given,
             lambda chain: _percent(~_came(chain)["arrived_in_staffed_hours"].astype(np.bool_))),
    _Printed("Mondays, of Monday to Friday", 27.6, "%", _ECCLES, Standing.given, _weekday_share(0)),
    _Printed("Tuesdays, of Monday to Friday", 20.7, "%", _ECCLES, Standing.given, _weekday_share(1)),
    _Printed("Share at 08–10, of Monday to Friday", 28.9, "%", _ECCLES, Standing.fitted, _hour_share(8, 10)),
    _Printed("Share at 02–04, of Monday to Friday", 0.2, "%", _ECCLES, Standing.fitted, _hour_share(2, 4)),
    _Printed("Busiest three hours of Monday to Friday begin at", 8.0, "o'clock", _KALMAR, Standing.fitted,
             _busiest(3, weekend=False)),
    _Printed("Busiest two hours of the weekend begin at", 20.0, "o'clock", _ECCLES, Standing.fitted,
             _busiest(2, weekend=True)),
    _Printed("Mean age", 36.4, "years", "EGPRN abstract 1177 Direct, n = 3 717", Standing.given,
             lambda chain: float(_came(chain)["age"].mean())),
    _Printed("Standard deviation of the age", 18.9, "years", "EGPRN abstract 1177 Direct, n = 3 717", Standing.given,
             lambda chain: float(_came(chain)["age"].std())),
    _Printed("Administrative share", 16.0, "%", "Region Kalmar", Standing.given,
             lambda chain: _percent(_came(chain)["reason"] == Reason.administrative)),
    _Printed("Priority 1, of clinical cases", 1.4, "%", "Norwegian Watchtowers, BMC 1472-6963-9-123", Standing.given,
             _priority_share(1)),
    _Printed("Priority 2, of clinical cases", 16.6, "%", "Norwegian Watchtowers, BMC 1472-6963-9-123",
             Standing.given, _priority_share(2)),
    _Printed("Automatic priority is the professional's", 54.0, "%", "Liu et al., Omaolo final study, n = 877",
             Standing.fitted, _agreed),
    _Printed("Automatic priority is not less urgent than the professional's", 97.6, "%",
             "Liu et al., Omaolo final study, n = 877", Standing.fitted, _not_under),
    _Printed("Leads to a physical visit, of clinical cases", 25.8, "%", "Glock 2024, BMC Prim Care, n = 10 084",
             Standing.given, _physical),
    _Printed("Counsellor, minutes of a conversation", 24.0, "min", "Caffery & Smith 2007, n = 8 266", Standing.given,
             _conversation(Role.counsellor, 0)),
    _Printed("Physician, minutes after a referral", 4.0, "min", "Salisbury 2020, table 1 (3–5)", Standing.given,
             _conversation(Role.physician, 1)),
    _Printed("Ends unanswered", 12.6, "%", "arXiv 2304.11754, chats outside health care; set between 5 and 13",
             Standing.fitted, _unanswered),
    _Printed("Conversations that a nurse has open, while any is", np.nan, "", "Open Up, 54 716 sessions",
             Standing.own, _open_at_once, "2–3 keep quality"),
    _Printed("Most conversations that a nurse has open at once", np.nan, "", "Uppsala 1177 chat pilot; caps are inputs",
             Standing.own, _most_open, "up to 6–7 seen"),
    _Printed("Begun the same staffed day", 100.0, "%", "the recommendation's goal, no outcome is printed", Standing.own,
             _same_day, "all, as a goal"),
)  # fmt: skip

NOT_CHECKED = (
    "waits and shares within target: no clinic publishes them for this channel",
    "minutes of a nurse's, a physiotherapist's and an administrative case, and of documentation",
    "reasons and priorities of this channel's own cases (the mix is from Norwegian telephone triage)",
    "how long patients take to answer, how many fall silent, how many a reminder brings back",
    "how many are referred, handed over, booked for a digital visit or registered as a qualified contact",
    "how soon staff notice a waiting case, and how much of a coordinating nurse's time coordinating takes",
    "who ends with automatic self-care advice before any queue (7 of 80 in Kalmar; none in the model)",
    "how much a day's total varies beyond chance, the season, and the days after public holidays",
)
"""What could not be checked for want of data."""
