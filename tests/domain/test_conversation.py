"""Order, caps, silence, async cases, SMS."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sim.domain.async_case import becomes_async
from sim.domain.capacity import may_own
from sim.domain.no_answer import closable_at, second_attempt_is_call, second_attempt_wait
from sim.domain.order import order_key, order_priority, rank
from sim.domain.sms import sends_sms
from sim.domain.staffed_time import tick_at_work, worked_at
from sim.domain.waking import waking_add
from sim.domain.words import Piece
from sim.units import DAY, HOUR, MINUTE
from tests.domain.calendars import FRI, MON, TUE, at, ordinary

WEEKS = ordinary()
CALL_AFTER = (0, 15 * MINUTE, 30 * MINUTE, 0, 0, 0)
AWAKE = (7 * HOUR, 22 * HOUR)


@pytest.mark.rule("PR-1")
def test_conversations_in_progress_go_before_everything_else_of_their_priority():
    assert [kind for kind in Piece if rank(kind) == 0] == [
        Piece.reply, Piece.reminder, Piece.call, Piece.closing, Piece.sender_reply,
    ]  # fmt: skip
    assert {rank(kind) for kind in Piece} == {0, 1}
    assert rank(Piece.sender_reply, is_async=True) == 1
    assert order_key(Piece.reply, 3, 900, 8, 1) < order_key(Piece.first, 3, 100, 2, 0)
    assert order_key(Piece.first, 2, 900, 8, 0) < order_key(Piece.reply, 3, 100, 2, 1)


@pytest.mark.rule("PR-1")
def test_equals_are_served_in_the_order_in_which_they_came():
    keys = [
        order_key(Piece.first, 3, 100, 7, 0),
        order_key(Piece.first, 3, 101, 2, 0),
        order_key(Piece.accept, 3, 101, 3, 4),
        order_key(Piece.async_reply, 3, 101, 3, 5),
    ]
    assert keys == sorted(keys)


@pytest.mark.rule("PR-1")
def test_closing_a_silent_case_stands_as_priority_5():
    assert [kind for kind in Piece if order_priority(kind, 1) == 5] == [Piece.closing, Piece.async_closing]
    assert order_priority(Piece.reminder, 2) == 2


@pytest.mark.rule("CO-1")
@pytest.mark.parametrize("kind", [Piece.first, Piece.referred, Piece.accept])
def test_the_cap_counts_the_case_that_is_taken_on(kind):
    assert [owned for owned in range(8) if may_own(kind, 3, owned, 3, 6)] == [0, 1, 2]
    assert [owned for owned in range(8) if may_own(kind, 2, owned, 3, 6)] == [0, 1, 2, 3, 4, 5]
    assert may_own(kind, 3, 3, 3, 6, is_async=True)


@pytest.mark.rule("CO-1", "CO-9")
@pytest.mark.parametrize("kind", sorted(set(Piece) - {Piece.first, Piece.referred, Piece.accept}))
def test_nothing_but_taking_on_is_held_back_by_the_cap(kind):
    assert may_own(kind, 5, 99, 3, 6)


@pytest.mark.rule("CO-4")
@pytest.mark.parametrize(
    ("priority", "protected", "call"),
    [(1, False, True), (2, False, True), (3, False, False), (1, True, False), (2, True, False)],
)
def test_acute_silence_is_called_unless_the_identity_is_protected(priority, protected, call):
    assert second_attempt_is_call(priority, protected) is call


@pytest.mark.rule("CO-3", "CO-4")
def test_the_second_attempt_comes_sooner_in_acute_cases():
    waits = [second_attempt_wait(priority, HOUR, CALL_AFTER) for priority in range(1, 6)]
    assert waits == [15 * MINUTE, 30 * MINUTE, HOUR, HOUR, HOUR]


@pytest.mark.rule("CO-2")
def test_closable_at_0930_on_monday_after_silence_since_1630_on_friday():
    sent = worked_at(at(FRI, 16, 30), *WEEKS.work)
    reminded = worked_at(at(7 + MON, 8, 31), *WEEKS.work)
    assert tick_at_work(closable_at(sent, reminded, 2 * HOUR, 30 * MINUTE), *WEEKS.work) == at(7 + MON, 9, 30)


@pytest.mark.rule("CO-2")
def test_a_late_second_attempt_puts_the_closing_off():
    sent = worked_at(at(MON, 9), *WEEKS.work)
    reminded = worked_at(at(MON, 10, 45), *WEEKS.work)
    assert tick_at_work(closable_at(sent, reminded, 2 * HOUR, 30 * MINUTE), *WEEKS.work) == at(MON, 11, 15)


@pytest.mark.rule("CO-5")
def test_begun_live_cases_without_a_visit_become_async_where_the_unit_says_so():
    assert becomes_async(begun=True, visit_booked=False, already_async=False, carry_over_async=True)
    assert not becomes_async(begun=False, visit_booked=False, already_async=False, carry_over_async=True)
    assert not becomes_async(begun=True, visit_booked=True, already_async=False, carry_over_async=True)
    assert not becomes_async(begun=True, visit_booked=False, already_async=True, carry_over_async=True)
    assert not becomes_async(begun=True, visit_booked=False, already_async=False, carry_over_async=False)


@pytest.mark.rule("CO-5")
@pytest.mark.parametrize(
    ("tick", "delay", "answer"),
    [
        (at(MON, 10), 0, at(MON, 10)),
        (at(MON, 3), 0, at(MON, 3)),
        (at(MON, 3), 1, at(MON, 7, 0, 1)),
        (at(MON, 21), HOUR, at(MON, 22)),
        (at(MON, 21), HOUR + 1, at(TUE, 7, 0, 1)),
        (at(MON, 23), 15 * HOUR, at(TUE, 22)),
        (at(MON, 17), 20 * HOUR, at(TUE, 22)),
    ],
)
def test_patients_answer_async_cases_in_waking_hours(tick, delay, answer):
    assert waking_add(tick, delay, *AWAKE) == answer


def _waking(tick: int, waking_from: int, waking_until: int) -> int:
    day, second = divmod(tick, DAY)
    return day * (waking_until - waking_from) + min(max(second, waking_from), waking_until) - waking_from


@pytest.mark.rule("CO-5")
@given(
    st.integers(0, 9 * DAY),
    st.integers(1, 9 * DAY),
    st.tuples(st.integers(0, DAY), st.integers(0, DAY)).filter(lambda span: span[0] < span[1]),
)
@settings(max_examples=100)
def test_exactly_the_delay_has_passed_awake(tick: int, delay: int, awake: tuple[int, int]):
    answer = waking_add(tick, delay, *awake)
    assert _waking(answer, *awake) - _waking(tick, *awake) == delay
    assert _waking(answer - 1, *awake) - _waking(tick, *awake) == delay - 1


@pytest.mark.rule("CO-6")
def test_every_staff_message_in_an_async_case_sends_one_sms():
    assert [kind for kind in Piece if not sends_sms(kind, is_async=True)] == [
        Piece.call, Piece.closing, Piece.async_closing,
    ]  # fmt: skip


@pytest.mark.rule("CO-6")
def test_in_a_live_case_only_reminders_do():
    assert [kind for kind in Piece if sends_sms(kind, is_async=False)] == [
        Piece.reminder, Piece.async_reminder, Piece.picture,
    ]  # fmt: skip


@pytest.mark.rule("CO-9", "CO-6")
def test_the_patient_is_told_when_a_locked_case_is_closed():
    assert sends_sms(Piece.closing, is_async=False, closes_locked=True)
    assert not sends_sms(Piece.closing, is_async=False)
