"""Mixes and minutes against the scenario, on some 90 000 cases.

Seeds are fixed; had they been others, each chi-square test would raise a false alarm with a chance of 1e-5 and each
interval of four standard errors with 6e-5.
"""

import itertools

import numpy as np
import pytest
from scipy import stats

from sim.domain.words import Handover, Intake, Reason, Role
from sim.scenario.chances import below
from sim.scenario.schema.conversation import Conversation
from sim.scenario.schema.patients import Patients
from sim.scenario.schema.work import Work
from sim.tables import Stream
from sim.units import MINUTE
from tests.cases.scenes import ROLES, WEEK, drawn, scene

ALARM = 1e-5
WAIT = dict.fromkeys(range(1, 6), "wait")
UNITS = {"a": {"cases_per_day": 900.0}, "b": {"cases_per_day": 900.0}}
PEOPLE = {f"{role}-{unit}": {"unit": unit, "role": role, "week": WEEK} for role in ROLES for unit in UNITS}
PATIENTS, WORK = Patients(), Work()
REFERRED = {Role.physician: 0.20, Role.physiotherapist: 0.03, Role.counsellor: 0.02, Role.medical_admin: 0.03}


@pytest.fixture(scope="module")
def cases():
    return drawn(scene(UNITS, PEOPLE, weeks=11, policy={"out_of_hours": WAIT}))


@pytest.fixture(scope="module")
def channel(cases):
    return (cases.stream == Stream.channel) & (cases.intake == Intake.accepted)


def agrees(values, shares):
    """Chi-square of counts against shares that may leave a rest."""
    values = np.asarray(values)
    counts = np.array([(values == value).sum() for value in shares], dtype=float)
    expected = np.array(list(shares.values())) * len(values)
    rest = len(values) - expected.sum()
    if rest > 0.5:
        counts, expected = np.append(counts, len(values) - counts.sum()), np.append(expected, rest)
    assert counts.sum() == len(values)
    kept = expected > 0
    assert (counts[~kept] == 0).all()
    statistic = ((counts[kept] - expected[kept]) ** 2 / expected[kept]).sum()
    return stats.chi2.sf(statistic, kept.sum() - 1) > ALARM


def share_is(happened, share):
    return abs(np.mean(happened) - share) <= 4 * np.sqrt(share * (1 - share) / len(happened))


def mean_is(values, mean):
    return abs(np.mean(values) - mean) < 4 * np.std(values) / np.sqrt(len(values))


def test_reasons(cases, channel):
    assert channel.sum() > 85_000
    assert agrees(cases.reason[channel], {Reason[name]: share for name, share in PATIENTS.reasons.items()})


def test_priorities_of_clinical_and_administrative_cases(cases, channel):
    administrative = cases.reason == Reason.administrative
    assert agrees(cases.priority[channel & ~administrative], PATIENTS.priorities)
    assert (cases.priority[channel & administrative] == 4).all()


def test_ages(cases, channel):
    whole = np.arange(1, 101)
    shares = np.diff(below(PATIENTS.age, whole))
    assert agrees(cases.age[channel], dict(zip(whole[:-1].tolist(), shares / shares.sum(), strict=True)))
    assert cases.age[channel].mean() == pytest.approx(36.4, rel=0.03)


@pytest.mark.rule("RO-9")
def test_corrections(cases, channel):
    clinical = channel & (cases.reason != Reason.administrative)
    for listed, row in PATIENTS.correction.items():
        assert agrees(cases.corrected_priority[clinical & (cases.priority == listed)], row)
    kept = channel & ~clinical
    assert (cases.corrected_priority[kept] == cases.priority[kept]).all()


@pytest.mark.rule("RO-9")
def test_referrals_by_nurses_and_medical_admin(cases, channel):
    assert agrees(cases.stage_role[channel & (cases.role == Role.nurse), 1], REFERRED)
    assert agrees(cases.stage_role[channel & (cases.role == Role.medical_admin), 1], {Role.nurse: 0.10})


def test_shares_of_what_happens(cases, channel):
    assert share_is(cases.handover[channel] != Handover.none, 0.02)
    assert share_is(cases.visit[channel], 0.05)
    assert share_is(cases.late_for_visit[channel & cases.visit], 0.05)
    assert share_is(cases.physical_visit[channel], 0.26)
    assert share_is(cases.writes_before_acceptance[channel & (cases.handover == Handover.same_provider)], 0.10)
    assert share_is(cases.protected_identity[channel & ~cases.by_guardian], 0.003)
    assert share_is(cases.turn_silent, Conversation().silent)
    assert share_is(cases.turn_returns, 0.40)
    assert share_is(cases.turn_reached, 0.60)


def test_qualified_by_the_role_that_ends_the_case(cases, channel):
    last = np.where(cases.stage_role[:, 1] >= 0, cases.stage_role[:, 1], cases.role)
    last = np.where(cases.stage_role[:, 2] >= 0, Role.nurse, last)
    for role, share in zip(Role, (0.15, 0.40, 0.60, 0.70, 0.0), strict=False):
        assert share_is(cases.qualified[channel & (last == role)], share)


def whole_first_stage(cases, channel, role):
    """Cases of a role that keep to one stage, so that all their turns are held."""
    return channel & (cases.role == role) & (cases.stage_role[:, 1] < 0) & ~cases.protected_identity


@pytest.mark.parametrize("name", ROLES)
def test_work_and_turns_by_role(cases, channel, name):
    role = Role[name]
    stage = 1 if role == Role.physician else 0
    rows = np.flatnonzero(
        channel & (cases.stage_role[:, 1] == role) if stage else whole_first_stage(cases, channel, role)
    )
    turns = cases.stage_turns[rows, stage]
    assert agrees(turns, dict(enumerate(WORK.turns[name], start=1)))
    sums = np.append(0, np.cumsum(cases.turn_work))
    first = cases.stage_turn[rows, stage]
    minutes = (sums[first + turns] - sums[first]) / MINUTE
    mean = WORK.conversation[name].mean
    assert mean_is(minutes, mean)
    assert np.std(minutes) == pytest.approx(WORK.conversation[name].cv * mean, rel=0.1)
    two = first[turns == 2]
    assert np.abs(cases.turn_work[two] - 2 * cases.turn_work[two + 1]).max() <= 2  # seconds: two roundings


def test_minutes_beside_the_turns(cases, channel):
    documented = cases.stage_documentation[channel][cases.stage_documentation[channel] > 0]
    assert mean_is(documented / MINUTE, 4.0)
    plain = whole_first_stage(cases, channel, Role.nurse) & (cases.handover == Handover.none) & ~cases.visit
    extra = cases.stage_wrap_up[:, 0] - cases.stage_documentation[:, 0]
    assert mean_is(extra[plain & cases.qualified] / MINUTE, 2.0)
    assert (extra[plain & ~cases.qualified] == 0).all()
    stages = cases.stage_role >= 0
    assert mean_is(cases.stage_reminder[stages] / MINUTE, 1.0)
    assert mean_is(cases.stage_call[stages] / MINUTE, 4.0)


def test_answers_and_notices(cases):
    assert mean_is(cases.turn_notice / MINUTE, 5.0)
    live = cases.turn_live_delay / MINUTE
    assert np.quantile(live[live < 30], 0.5) == pytest.approx(3.9, rel=0.05)
    assert share_is(live > 60, 0.85 * stats.norm.sf(np.log(15)) + 0.15 * stats.norm.sf(np.log(60 / 90) / 0.5))
    assert np.median(cases.turn_async_delay / MINUTE) == pytest.approx(360, rel=0.02)


def test_draws_of_different_purposes_are_independent(cases, channel):
    """Rank correlations of nurse cases outside the flows that depend on age.

    66 pairs, each beyond 4.5 standard errors with a chance of 7e-6.
    """
    rows = np.flatnonzero(whole_first_stage(cases, channel, Role.nurse) & (cases.reason >= Reason.skin))
    first = cases.stage_turn[rows, 0]
    columns = [
        cases.arrival[rows] % 3600, cases.age[rows], cases.reason[rows], cases.corrected_priority[rows],
        cases.stage_turns[rows, 0], cases.stage_documentation[rows, 0], cases.stage_reminder[rows, 0],
        cases.stage_call[rows, 0], cases.turn_live_delay[first], cases.turn_async_delay[first],
        cases.turn_silent[first], cases.turn_notice[first],
    ]  # fmt: skip
    ranks = [stats.rankdata(column) for column in columns]
    for one, other in itertools.combinations(ranks, 2):
        assert abs(np.corrcoef(one, other)[0, 1]) < 4.5 / np.sqrt(len(rows))


def test_a_turn_and_the_next_one_are_independent(cases):
    """Rank correlations of neighbouring turns: 36 pairs, each beyond 4.5 standard errors with a chance of 7e-6."""
    stage_of_turn = np.repeat(np.arange(cases.stage_turns.size), cases.stage_turns.ravel())
    first = np.flatnonzero(stage_of_turn[1:] == stage_of_turn[:-1])
    names = ("live_delay", "async_delay", "silent", "returns", "reached", "notice")
    now, then = ([stats.rankdata(getattr(cases, f"turn_{name}")[first + step]) for name in names] for step in (0, 1))
    for one, other in itertools.product(now, then):
        assert abs(np.corrcoef(one, other)[0, 1]) < 4.5 / np.sqrt(len(first))


def test_the_chi_square_sees_a_mix_that_is_a_little_wrong(cases, channel):
    """The saboteur: a point more back, a point less knee."""
    wrong = {Reason[name]: share for name, share in PATIENTS.reasons.items()}
    wrong[Reason.back], wrong[Reason.knee] = 0.045, 0.02
    assert not agrees(cases.reason[channel], wrong)
