from dataclasses import replace

import pytest

from sim.dashboard import sizes as sizes_module
from sim.dashboard.language import speaking
from sim.dashboard.pages import branches as branches_page
from sim.dashboard.pages.branches import values
from sim.dashboard.sizes import break_even, sizes
from sim.dashboard.work import Assignment, Request, Written, player
from sim.dashboard.work.sweeping import Swept
from sim.experiment.sweep import DIFFERENCE, Crossed
from sim.measures.crossing import Crossing
from sim.scenario.files import load_text
from sim.scenario.variants import branch_handles, proposed_roles
from tests.dashboard.scenes import BRANCH, page_of, play_once
from tests.dashboard.test_compare import words
from tests.report.scenes import change, compared


@pytest.fixture
def app(world):  # noqa: ARG001 - what the page is run in
    return page_of("branches")


def play_all(store):
    while player.play_next(store):
        pass


@pytest.fixture
def computed(world, app, kept):
    """The page with few replications, played once for all tests."""
    for key, value in {"n": "8", "at_each": "4", "most": "10"}.items():
        app.query_params[key] = value
    app.run()
    app.button("branches.compute").click().run()
    app.button("branches.sweep.compute").click().run()
    play_once(world.store, kept)
    return app.run()


def test_the_page_begins_by_itself_and_the_sizes_follow(world, app, monkeypatch):
    monkeypatch.setattr("sim.dashboard.pages.branches.REPLICATIONS", 4)
    monkeypatch.setattr("sim.dashboard.pages.branches.AT_EACH", 2)
    app.run()
    (first,) = Assignment.every(world.store)
    assert first.request().kind == "compare"
    player.play_next(world.store)
    app.run()
    assert not app.exception
    assert {one.request().kind for one in Assignment.every(world.store)} == {"compare", "sweep"}


def test_the_answer_names_branch_and_clinic_side_by_side(computed):
    said = words(computed)
    assert not computed.exception
    assert "Om Bruk hanterar sina egna ärenden: " in said
    assert [one.value for one in computed.subheader][:2] == ["Filialen: Bruk", "Vårdcentralen: Almby"]
    assert "1 Omgående" in said


def test_the_proviso_is_checked_role_by_role_without_playing(world, app):
    app.run()
    assert Assignment.every(world.store)[0].state == "waiting"
    assert "inte alltid någon bemannad: sjuksköterska och läkare" in " ".join(one.value for one in app.warning)
    assert "3,0 av 9,0" in words(app)
    assert "12 av 14" in words(app)


def test_a_branch_that_always_has_somebody_is_told_so(world, app):
    whole = BRANCH.replace("[08:00-12:00, 13:00-15:00]", "[08:00-17:00]")
    (world.scenarios / "branch_redirected.yaml").write_text(whole, encoding="utf-8")
    app.query_params["roles"] = "nurse"
    app.run()
    assert "har alltid någon bemannad" in " ".join(one.value for one in app.success)


def test_the_sizes_say_whether_there_is_a_break_even(computed):
    said = " ".join(one.value for one in computed.markdown)
    assert "patienter" in said
    assert "medelväntan" in said


def test_other_roles_grey_out_the_old_answer(world, computed):
    computed.query_params["roles"] = "nurse"
    computed.run()
    assert sum("Gäller det som var valt förut" in one.value for one in computed.info) == 2
    assert len(Assignment.every(world.store)) == 2


def test_no_role_is_no_proposal(world, app):
    app.query_params["roles"] = "none"
    app.run()
    assert "minst en roll" in words(app)
    assert Assignment.every(world.store) == []


def test_read_only_may_not_compute(world, app, monkeypatch):
    monkeypatch.setenv("DIREKTSIM_READ_ONLY", "1")
    app.query_params["seed"] = "4"
    app.run()
    assert not app.button
    assert "du har inte behörighet att räkna" in words(app)
    assert Assignment.every(world.store) == []


@pytest.mark.parametrize(
    "link",
    [
        {"scenario": "../../etc/passwd"},
        {"scenario": "<b>alert(1)</b>"},
        {"scenario": "busy_clinic"},
        {"branch": "almby", "roles": "boss,,nurse", "most": "-3", "follow": "x"},
    ],
)
def test_a_hostile_link_opens_nothing_else(app, link):
    for key, value in link.items():
        app.query_params[key] = value
    app.run()
    assert not app.exception


def test_a_folder_without_branches_says_so(world, app):
    (world.scenarios / "branch_redirected.yaml").unlink()
    app.run()
    assert "Inget scenario här har någon filial" in words(app)


def test_sizes_begin_below_today_and_include_it():
    assert values(1.3, 25) == ["0.7", "1.3", "4.7", "8.8", "12.8", "16.9", "20.9", "25"]
    assert values(0, 7)[0] == "1"


def swept(*sides, crossing=None, of=DIFFERENCE):
    one = Crossed(of, 0.0, "", list(sides), crossing)
    return Swept(["redirected", "own"], "units.bruk.cases_per_day", [1.0, 5.0, 25.0], [], 1, 4, 4, 24, 24), one


def inside(low=3.0, high=8.0, *, rising=True):
    return Crossing(5.5, low, high, "inside", rising)


NOWHERE = Crossing(None, None, None, "above", rising=True)


@pytest.mark.parametrize(
    ("sides", "found", "said"),
    [
        (("above",) * 3, NOWHERE, "från 1 till 25 ärenden om dagen, väntar patienter på Bruk längre"),
        (("below",) * 3, NOWHERE, "från 1 till 25 ärenden om dagen, väntar patienter på Bruk kortare"),
        (("below", "not shown", "above"), inside(), "ungefär 6 (95 % intervall 3 till 8) ärenden om dagen. Mindre"),
        (("above", "not shown", "below"), inside(rising=False), "Mindre än så väntar patienterna längre"),
        (
            ("below", "not shown", "not shown"),
            inside(high=None),
            "kortare vid 1 ärenden om dagen. Att de väntar längre är inte visat",
        ),
        (("not shown",) * 3, inside(), "vid ingen prövad storlek, från 1 till 25"),
        (
            ("above", "not shown", "above"),
            NOWHERE,
            "längre vid 1 och 25 ärenden om dagen. Att de väntar kortare är inte",
        ),
        (("above", "too few", "above"), None, "för få ärenden"),
        (
            ("above", "below", "above"),
            Crossing(None, None, None, "turns", rising=True),
            "längre vid 1 och 25 och kortare vid 5 ärenden",
        ),
    ],
)
def test_a_break_even_is_never_said_more_surely_than_it_is(sides, found, said):
    assert said in break_even(*swept(*sides, crossing=found), "Bruk")


@pytest.mark.parametrize(
    ("sides", "found", "said"),
    [
        (("below",) * 3, NOWHERE, "under 60 min vid varje"),
        (("above",) * 3, NOWHERE, "över 60 min vid varje"),
        (("below", "not shown", "above"), inside(), "upp till ungefär 6 (95 % intervall 3 till 8)"),
        (
            ("not shown", "not shown", "above"),
            inside(low=None),
            "passeras 60 min vid ungefär 6 (95 % intervall mindre än 1 till 8)",
        ),
        (("not shown",) * 3, NOWHERE, "vid ingen prövad storlek"),
        (("too few",) * 3, None, "för få ärenden"),
    ],
)
def test_up_to_where_a_branch_manages(sides, found, said):
    assert said in sizes_module._manages(*swept(*sides, crossing=found, of="own"), "Bruk", 60)


@pytest.fixture
def request_of_sizes():
    loaded = load_text(BRANCH)
    variants = branch_handles(loaded, "bruk", ()), branch_handles(loaded, "bruk", proposed_roles(loaded, "bruk"))
    written = tuple(Written.of(name, one) for name, one in zip(("redirected", "own"), variants, strict=True))
    more = {
        "vary": "units.bruk.cases_per_day=2,9",
        "measures": ["mean_wait_working.bruk"],
        "levels": {"mean_wait_working.bruk": 3600},
    }
    return Request("sweep", written, 1, 6, more)


def test_sizes_are_played_with_few_replications_first(tmp_path, request_of_sizes, monkeypatch):
    shown = []
    monkeypatch.setattr(Assignment, "show", lambda _, result: shown.append((result["each"], result["replications"])))
    assignment = Assignment.of(tmp_path, request_of_sizes)
    assignment.give(request_of_sizes)
    player.play_next(tmp_path)
    assert shown == [(4, 16), (6, 24)]
    found = Swept.from_json(assignment.result())
    assert (assignment.state, found.whole, found.values) == ("finished", True, [2.0, 9.0])
    assert {one.of for one in found.curves[0].crossings} == {"redirected", "own", DIFFERENCE}
    assert len(sizes(found, "bruk", "almby", 60)) == 2
    assert sizes(replace(found, curves=[]), "bruk", "almby", 60) == []


def test_sizes_that_are_cancelled_keep_the_first_curve(tmp_path, request_of_sizes, monkeypatch):
    assignment = Assignment.of(tmp_path, request_of_sizes)
    assignment.give(request_of_sizes)
    show = Assignment.show
    monkeypatch.setattr(Assignment, "show", lambda self, one: (show(self, one), (self.folder / "cancel").touch()))
    player.play_next(tmp_path)
    assert (assignment.state, Swept.from_json(assignment.result()).each) == ("cancelled", 4)


def test_a_size_that_cannot_be_is_refused(tmp_path, request_of_sizes):
    wrong = replace(request_of_sizes, more={**request_of_sizes.more, "vary": "units.brok.cases_per_day=1,2"})
    assignment = Assignment.of(tmp_path, wrong)
    assignment.give(wrong)
    player.play_next(tmp_path)
    assert "brok" in " ".join(assignment.outcome()["problems"])


def test_the_priority_that_is_hit_hardest_stands_beside_its_unit():
    """A branch that loses 3 points loses 24 for the most urgent: the headline says both."""
    unit = change(0, -0.03, -0.04, -0.02, "worse", base=0.98, key={"unit": "bruk"})
    urgent = change(0, -0.24, -0.44, -0.07, "worse", base=0.91, key={"unit": "bruk", "priority": 1})
    less = change(0, -0.01, -0.02, -0.001, "worse", base=0.93, key={"unit": "bruk", "priority": 3})
    both = compared([], [], within_unit=[unit], within_unit_priority=[less, urgent])
    with speaking("sv"):
        assert branches_page._hardest_hit(both, unit).replace("\u00a0", " ") == " (mest prio 1: 91 → 67 %)"
        alone = compared([], [], within_unit=[unit], within_unit_priority=[less])
        assert branches_page._hardest_hit(alone, unit) == ""
