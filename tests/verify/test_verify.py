"""The checks as a whole: a right program passes, wrong ones do not, and every kind of check can fail."""

from dataclasses import replace

import numpy as np
import pytest

from sim.engine import compiled, reference
from sim.errors import EngineError
from sim.verify import FALSE_ALARM, Verified, days, exact, run, steady, talks, verify, whole
from sim.verify.catalogue import CATALOGUE, CIW
from sim.verify.ciw_program import same_cases
from sim.verify.findings import Finding, Kind, Size
from sim.verify.findings import exact as exactly
from tests.verify.engines import count_elapsed_time, forgetful, hasty, reverse_the_order, take_the_latest

SMALL = Size(3, 200)
SIZES = {"compiled": SMALL, "reference": SMALL}


def seed() -> np.random.Generator:
    return np.random.default_rng(1)


def failing(play, engine, size=SMALL, level=1e-4):
    """Claims that do not hold."""
    return [found.claim for found in play(engine, seed(), size) if not found.holds(level)]


@pytest.fixture(name="right", scope="module")
def _right() -> Verified:
    return verify(["compiled", "reference"], sizes=SIZES)


def test_the_right_program_passes_with_both_engines(right):
    assert right.finished
    assert right.failed == ()
    assert right.left_out == ()
    of = {engine: [one for one in right.checks if one.engine == engine] for engine in ("compiled", "reference")}
    assert len(of["compiled"]) >= 40
    assert len(of["reference"]) == len(of["compiled"]) + 1  # the two engines against each other
    assert {one.experiment.title for one in right.checks} == {one.title for one in CATALOGUE}
    assert {one.finding.kind for one in right.checks} == set(Kind)


def test_claims_are_told_apart_within_an_experiment_and_theory_is_that_of_every_size(right):
    """The table has a row for each claim, with one theory for both engines."""
    names = [(one.experiment.title, one.engine, one.finding.claim) for one in right.checks]
    assert len(names) == len(set(names))
    theory: dict[tuple[str, str], set[float]] = {}
    for one in right.checks:
        if one.finding.by_chance:
            theory.setdefault((one.experiment.title, one.finding.claim), set()).add(one.finding.theory)
    assert all(len(values) == 1 for values in theory.values())


def test_the_chance_of_a_false_alarm_is_divided_among_the_checks_that_hang_on_the_draw(right):
    by_chance = [one for one in right.checks if one.finding.kind in (Kind.theory, Kind.limit)]
    assert right.by_chance == len(by_chance) > 50
    assert right.level * len(by_chance) == pytest.approx(FALSE_ALARM)


def test_the_same_seed_finds_the_same_and_another_something_else():
    one, again, other = (
        [found.values for found in steady.several_people(compiled.run, np.random.default_rng([s, 4]), SMALL)]
        for s in (1, 1, 2)
    )
    assert one == again != other


def wrong_reference(patch) -> Verified:
    with pytest.MonkeyPatch.context() as patched:
        patch(patched)
        return verify(["reference"], sizes={"reference": Size(2, 100)})


def test_reversed_priorities_are_caught():
    claims = {one.finding.claim for one in wrong_reference(reverse_the_order).failed}
    assert "With five priorities the most urgent that waits goes first, every time" in claims
    assert "Three people, five priorities: every wait is Ciw's" in claims


def test_working_time_counted_as_elapsed_time_is_caught():
    claims = {one.finding.claim for one in wrong_reference(count_elapsed_time).failed}
    assert "Silent cases are closed after two working hours: nights and weekends do not count" in claims


def test_last_come_first_served_fails_the_exact_paths():
    with pytest.MonkeyPatch.context() as patch:
        take_the_latest(patch)
        claims = failing(exact.paths, reference.run, Size(1, 300))
    assert "With three people every wait follows Kiefer and Wolfowitz" in claims


@pytest.mark.parametrize(
    "play",
    [steady.one_person, steady.several_people, steady.priorities, days.round_the_clock, days.shifts, talks.long_run,
     talks.rush, talks.cap, whole.pool],
)  # fmt: skip
def test_every_theory_is_failed_by_an_engine_whose_work_is_done_in_half_the_time(play):
    assert failing(play, hasty, Size(8, 1500))


def test_another_program_and_the_clock_do_not_agree_with_a_hasty_engine():
    assert len(failing(same_cases, hasty, Size(1, 100))) == 4
    assert "Silent cases are closed after two working hours: nights and weekends do not count" in failing(
        exact.clocks, hasty
    )


def test_who_never_answers_is_not_closed_by_an_engine_that_forgets_turns():
    assert "Who never answers is closed unanswered, and nobody else" in failing(exact.clocks, forgetful)


def test_one_person_more_harms_where_colleagues_keep_each_other_from_work():
    def crowded(plan, cases):
        return compiled.run(plan, replace(cases, turn_work=cases.turn_work * len(plan.person_names) ** 2))

    assert failing(exact.people, crowded)


def test_sums_do_not_add_up_where_something_is_changed():
    """Each of the figures that are compared is changed alone, and is told by its own claim."""
    chain = whole.play(compiled.run, whole.shipped("clinics.yaml", 2), 1)
    measured = chain.measured
    cases = dict(measured.cases)
    cases["waited_at_cap_s"] = cases["waited_at_cap_s"] + 1
    changed = {
        "Every case that came": ("_accounts", replace(chain, measured=replace(measured, account=measured.account * 2))),
        "Little's law": (
            "_accounts",
            replace(
                chain,
                measured=replace(measured, ledger=replace(measured.ledger, waited=measured.ledger.waited + 1)),
            ),
        ),
        "The eight parts": ("_waits", replace(chain, measured=replace(measured, cases=cases))),
        "Staffed hours waited": (
            "_waits",
            replace(chain, plan=replace(chain.plan, day_close=chain.plan.day_open)),
        ),
        "Everybody's duty": (
            "_work",
            replace(chain, measured=replace(measured, load=replace(measured.load, idle=measured.load.idle + 1))),
        ),
        "Work in the log": (
            "_work",
            replace(chain, measured=replace(measured, load=replace(measured.load, busy=measured.load.busy + 1))),
        ),
    }  # fmt: skip
    for claim, (accounts, wrong) in changed.items():
        found = list(getattr(whole, accounts)(wrong))
        assert any(one.claim.startswith(claim) and not one.holds(0.001) for one in found), claim


def test_a_log_that_breaks_a_rule_is_told_and_one_that_cannot_be_read_too(monkeypatch):
    def idle(plan, cases):
        log = compiled.run(plan, cases)
        return replace(log, person=np.where(log.person >= 0, 0, log.person))

    def broken(*_):
        raise EngineError("a state that cannot be", 5)

    monkeypatch.setitem(run.ENGINES, "compiled", broken)
    number = next(place for place, one in enumerate(CATALOGUE) if one.play is whole.pool)
    (finding,) = run._played(run.Task(number, "compiled", 1, SMALL))[1]
    assert finding.claim == "Is played to its end (a state that cannot be (tick 5, case -1))"
    assert not finding.holds(0.5)
    monkeypatch.setitem(run.ENGINES, "compiled", idle)
    number = next(place for place, one in enumerate(CATALOGUE) if one.play is whole.adds_up)
    assert any(not one.holds(0.5) for one in run._played(run.Task(number, "compiled", 1, SMALL))[1])


def test_the_engines_differ_where_one_of_them_is_wrong():
    with pytest.MonkeyPatch.context() as patch:
        count_elapsed_time(patch)
        assert failing(whole.same_log, reference.run)


def test_without_ciw_its_checks_are_left_out_and_not_counted(monkeypatch):
    monkeypatch.setattr(run, "find_spec", lambda _: None)
    assert all(CATALOGUE[task.number] is not CIW for task in run.tasks_of(["compiled"], 1))
    monkeypatch.setattr(run, "CATALOGUE", (CATALOGUE[1], CIW))
    found = verify(["compiled"], sizes=SIZES)
    assert len(found.checks) == 1
    assert found.left_out == (
        "Ciw is not installed: what is checked against it was left out, and is not counted. "
        'Install it with pip install "direktsim[verify]".',
    )


def test_one_engine_alone_is_not_compared_with_the_other():
    assert {task.engine for task in run.tasks_of(["reference"], 1)} == {"reference"}
    assert not any(CATALOGUE[task.number].compares_engines for task in run.tasks_of(["reference"], 1))


def test_an_interval_is_students_and_a_limit_has_its_margin():
    found = Finding("", Kind.limit, 10.0, (10.2, 10.4, 10.3), "", margin=0.03)
    low, high = found.interval(0.05)
    assert (low, high) == pytest.approx((10.3 - 0.24841, 10.3 + 0.24841), abs=1e-4)
    assert found.holds(0.05)
    assert not replace(found, margin=0.0).holds(0.05)
    assert not replace(found, theory=9.0).holds(0.05)
    assert exactly("", 5, 5, "").holds(0.5)
    assert not exactly("", 5, 4, "").holds(1e-9)


def test_intervals_fail_a_right_program_as_often_as_they_say():
    """Means of exponential numbers, as skewed as waits are: at 5 % between 3 and 7 % of a thousand miss.

    Two points are three standard deviations of the count.
    """
    rng = np.random.default_rng(4)
    draws = rng.exponential(1.0, (1000, 30, 50)).mean(axis=2)
    missed = sum(not Finding("", Kind.theory, 1.0, tuple(one), "").holds(0.05) for one in draws)
    assert 30 <= missed <= 70
