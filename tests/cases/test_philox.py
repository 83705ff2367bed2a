"""The generator against the known answers of its authors, and draws that hang on nothing but their own counter."""

import numpy as np
import pytest

from sim.cases.compiled.philox import blocks
from sim.cases.draws import Draws, Purpose, Source, origins
from sim.compiling import numba

# Random123, file kat_vectors, lines "philox4x32 10".
KNOWN = [
    ((0, 0, 0, 0), (0, 0), (0x6627E8D5, 0xE169C58D, 0xBC57AC4C, 0x9B00DBD8)),
    ((0xFFFFFFFF,) * 4, (0xFFFFFFFF,) * 2, (0x408F276D, 0x41C83B0E, 0xA20BC7C6, 0x6D5451FD)),
    (
        (0x243F6A88, 0x85A308D3, 0x13198A2E, 0x03707344),
        (0xA4093822, 0x299F31D0),
        (0xD16CFE09, 0x94FDCCEB, 0x5001E420, 0x24126EA1),
    ),
]


@numba.njit
def filled(counters, first, key):
    """Call the kernel from Python."""
    out = np.empty(counters.shape)
    blocks(counters, first, key, out)
    return out


def words(counters, key, first=0):
    """The four words of each counter, back from the numbers that they become."""
    return (filled(np.array(counters, dtype=np.uint32).reshape(4, -1), first, key) * 2.0**32 - 0.5).astype(np.uint32)


@pytest.mark.parametrize(("counter", "key", "answer"), KNOWN)
def test_published_known_answers(counter, key, answer):
    assert tuple(words(counter, key)[:, 0].tolist()) == answer


def test_many_counters_give_what_each_gives_alone():
    numbers = np.arange(10_001)
    together = words([np.full_like(numbers, 7), numbers, np.full_like(numbers, 3), np.full_like(numbers, 1)], (1, 2))
    for number in (0, 4095, 4096, 10_000):
        assert (together[:, number] == words((7, number, 3, 1), (1, 2))[:, 0]).all()


def of(seed, replication, purpose=Purpose.turn, unit=5, date=6, more=0, lanes=4):
    """Numbers of a thousand cases of a unit and date."""
    number = np.arange(1000) + more
    return Draws.of(seed, replication).uniforms(origins(unit, date, number), purpose, lanes)


def test_a_draw_does_not_depend_on_what_is_drawn_beside_it():
    many = of(1, 0, lanes=9)
    alone = Draws.of(1, 0).uniforms(origins(5, 6, np.array([42])), Purpose.turn, 9)
    assert (many[:, 42] == alone[:, 0]).all()
    assert (many[:3] == of(1, 0, lanes=3)).all()
    assert ((many > 0) & (many < 1)).all()
    second_block = words((5, 6, 42, Purpose.turn << 16), Draws.of(1, 0).key, first=1)
    assert (many[4:8, 42] == (second_block[:, 0] + 0.5) * 2.0**-32).all()


def test_seed_replication_purpose_unit_date_and_number_each_change_every_draw():
    base = of(1, 0)
    others = [
        of(2, 0), of(1, 1), of(1, 0, Purpose.patient), of(1, 0, unit=6), of(1, 0, date=7), of(1, 0, more=1),
    ]  # fmt: skip
    for other in others:
        assert (other == base).sum() <= 1
        # 4 000 pairs of independent uniforms: |r| above 0.08 has a chance below 1e-6.
        assert abs(np.corrcoef(base.ravel(), other.ravel())[0, 1]) < 0.08


def test_codes_that_old_runs_hang_on():
    assert {purpose.name: purpose.value for purpose in Purpose} == {
        "count": 1, "point": 2, "day": 3, "absence": 4, "patient": 5, "decision": 6, "destination": 7,
        "before_acceptance": 8, "picture": 9, "voice": 10, "stage": 16, "turn": 32,
    }  # fmt: skip
    assert [source.name for source in sorted(Source)] == [
        "channel", "under_one", "wrong_requester", "picture", "backlog", "trace",
    ]  # fmt: skip
