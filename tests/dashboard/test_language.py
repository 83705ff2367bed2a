import json
import re
import string
from pathlib import Path

import pytest

import sim.dashboard
from sim.dashboard import language as languages
from sim.dashboard.language import catalogue, forms
from sim.domain.words import Role
from sim.measures.why import Cause
from sim.scenario.files import load

ROOM = Path(sim.dashboard.__file__).parent
SHIPPED = Path(__file__).parents[2] / "scenarios"


def places(text: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(text) if name is not None}


def unlike(one: dict[str, str], other: dict[str, str]) -> list[str]:
    """Return the keys that only one language has, and those whose places differ."""
    keys = set(one) ^ set(other)
    return sorted(keys | {key for key in set(one) & set(other) if places(one[key]) != places(other[key])})


def test_both_languages_have_the_same_keys_and_places():
    assert unlike(catalogue("sv"), catalogue("en")) == []


def test_a_missing_key_and_another_place_are_found():
    assert unlike({"a": "{x}", "b": ""}, {"a": "{y}"}) == ["a", "b"]


def test_no_key_stands_twice():
    def refuse(pairs):
        keys = [key for key, _ in pairs]
        assert len(keys) == len(set(keys)), [key for key in keys if keys.count(key) > 1]
        return dict(pairs)

    for file in languages.CATALOGUES.glob("*/*.json"):
        json.loads(file.read_text(encoding="utf-8"), object_pairs_hook=refuse)


def test_every_key_that_is_written_out_in_the_code_is_there():
    used = {
        key
        for file in ROOM.rglob("*.py")
        for key in re.findall(r'\bt\(\s*"([a-z_]+\.[^"{}]+)"', file.read_text(encoding="utf-8"))
        if file.parent.name != "language"
    }
    assert len(used) > 50
    assert used <= set(catalogue("en")), used - set(catalogue("en"))


def test_every_role_and_cause_has_a_name():
    for word in [*(f"words.role.{one.name}" for one in Role), *(f"words.cause.{one.name}" for one in Cause)]:
        assert catalogue("sv")[word]


def test_every_shipped_scenario_has_a_name_and_its_question_in_both_languages():
    for file in SHIPPED.glob("*.yaml"):
        assert catalogue("en")[f"scenarios.{file.stem}.question"] == load(file).scenario.question
        assert catalogue("sv")[f"scenarios.{file.stem}"]


@pytest.fixture(params=["sv", "en"])
def spoken(request, monkeypatch):
    monkeypatch.setattr(forms, "language", lambda: request.param)
    monkeypatch.setattr(languages, "language", lambda: request.param)
    return request.param


def test_numbers_as_the_language_writes_them(spoken):
    expected = {
        "sv": ["2\u00a0031,4", "−0,5", "0,0", "+1,2", "99,5\u00a0%", ">99\u00a0%", "<1\u00a0%"],
        "en": ["2,031.4", "−0.5", "0.0", "+1.2", "99.5\u00a0%", ">99\u00a0%", "<1\u00a0%"],
    }
    assert [
        forms.decimal(2031.44), forms.decimal(-0.5), forms.decimal(-0.01), forms.signed(1.2),
        forms.percent(0.995, 1), forms.percent(0.9999), forms.percent(0.0001),
    ] == expected[spoken]  # fmt: skip


def test_lengths_of_time_and_lists(spoken):
    assert [forms.length(seconds) for seconds in (360, 5880, 7200, 64800)] == [
        "6\u00a0min", "1\u00a0h\u00a038\u00a0min", "2\u00a0h", "18\u00a0h",
    ]  # fmt: skip
    assert forms.joined(["1", "2", "4"]) == {"sv": "1, 2 och 4", "en": "1, 2 and 4"}[spoken]
