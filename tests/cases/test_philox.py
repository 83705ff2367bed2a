"""The generator against the known answers of its authors, and draws that hang on nothing but their own counter."""

import numpy as np
import pytest

from sim.cases.draws import Draws, Purpose, Source
from sim.cases.philox import philox

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


@pytest.mark.parametrize(("counter", "key", "answer"), KNOWN)
def test_published_known_answers(counter, key, answer):
    assert tuple(int(word) for word in philox(*counter, key)[:, 0]) == answer


def test_many_counters_give_what_each_gives_alone():
    numbers = np.arange(10_000, dtype=np.uint32)
    together = philox(7, numbers, 3, 1, (1, 2))
    for number in (0, 4095, 4096, 9_999):
        assert (together[:, number] == philox(7, number, 3, 1, (1, 2))[:, 0]).all()


def test_a_draw_does_not_depend_on_what_is_drawn_beside_it():
    draws = Draws.of(1, 0)
    numbers = np.arange(100, dtype=np.uint32)
    many = draws.uniforms((5, 6, numbers), Purpose.turn, 9)
    one = draws.uniforms((5, 6, 42), Purpose.turn, 3, first_block=1)
    assert (many[4:7, 42] == one[:, 0]).all()
    assert ((many > 0) & (many < 1)).all()


def test_seed_replication_purpose_unit_date_and_number_each_change_every_draw():
    numbers = np.arange(1000, dtype=np.uint32)
    base = Draws.of(1, 0).uniforms((5, 6, numbers), Purpose.turn, 4)
    others = [
        Draws.of(2, 0).uniforms((5, 6, numbers), Purpose.turn, 4),
        Draws.of(1, 1).uniforms((5, 6, numbers), Purpose.turn, 4),
        Draws.of(1, 0).beside(9).uniforms((5, 6, numbers), Purpose.turn, 4),
        Draws.of(1, 0).uniforms((5, 6, numbers), Purpose.patient, 4),
        Draws.of(1, 0).uniforms((6, 6, numbers), Purpose.turn, 4),
        Draws.of(1, 0).uniforms((5, 7, numbers), Purpose.turn, 4),
        Draws.of(1, 0).uniforms((5, 6, numbers + 1), Purpose.turn, 4),
    ]
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
