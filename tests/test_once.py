"""What is worked out once: for the same objects, not for equal ones, and for the last few of them."""

from sim.once import KEPT, once


def counted():
    asked: list[object] = []

    @once
    def work(one: list[int], other: list[int]) -> list[int]:
        asked.append(one)
        return one + other

    return asked, work


def test_the_same_objects_are_worked_out_once_and_equal_ones_again():
    asked, work = counted()
    one, other = [1], [2]
    assert work(one, other) is work(one, other)
    assert len(asked) == 1
    assert work([1], other) == [1, 2]
    assert work(one, [2]) == [1, 2]
    assert len(asked) == 3


def test_as_many_as_take_turns_are_remembered_and_the_oldest_is_forgotten():
    asked, work = counted()
    other: list[int] = []
    ones = [[number] for number in range(KEPT)]
    for one in [*ones, *ones]:
        work(one, other)
    assert len(asked) == KEPT
    work([KEPT], other)
    work(ones[0], other)
    assert len(asked) == KEPT + 2
