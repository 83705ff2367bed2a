"""The written report and the Excel file: whole, in both languages, and with nothing outside them."""

import io
import re
from html.parser import HTMLParser

import openpyxl
import pytest

from sim.dashboard.language import catalogue, speaking
from sim.dashboard.work import Assignment, Compared, Request, Written, player
from sim.dashboard.written import workbook, written_report
from sim.domain.rules import RULES
from sim.scenario.assumptions import assumptions_of
from sim.scenario.files import load, load_text
from sim.scenario.fingerprint import fingerprint
from tests.dashboard.scenes import asked, scenario_folder

NASTY = '<script>alert("1")</script> {0} =1+1'


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    return scenario_folder(tmp_path_factory.mktemp("scenarios"))


def played(store, request):
    assignment = Assignment.of(store, request)
    assignment.give(request)
    assert player.play_next(store)
    return Compared.from_json(assignment.result())


@pytest.fixture(scope="module")
def both(tmp_path_factory, folder):
    request = asked(folder, replications=4)
    return request, played(tmp_path_factory.mktemp("store"), request)


@pytest.fixture(scope="module")
def alone(tmp_path_factory, folder):
    scenario = Written.of("busy_clinic", load(folder / "busy_clinic.yaml"))
    request = Request("compare", (scenario,), 1, 4)
    return request, played(tmp_path_factory.mktemp("store"), request)


class Reader(HTMLParser):
    """What a browser would fetch, what it would run, and what is said of pictures."""

    def __init__(self, text):
        super().__init__()
        self.fetched, self.run, self.alts, self.said = [], [], [], []
        self.feed(text)

    def handle_starttag(self, tag, attrs):
        known = dict(attrs)
        self.fetched += [known[name] for name in ("src", "href") if name in known]
        self.run += [tag] if tag == "script" or any(name.startswith("on") for name in known) else []
        self.alts += [known.get("alt")] if tag == "img" else []

    def handle_data(self, data):
        self.said.append(data)


@pytest.mark.parametrize("language", ["sv", "en"])
def test_a_report_holds_everything_and_asks_nobody_for_anything(both, language):
    text = written_report(*both, language)
    read = Reader(text)
    assert read.fetched
    assert all(one.startswith("data:image/svg+xml;base64,") for one in read.fetched)
    assert read.run == []
    assert not re.search(r"url\(|@import", text)
    assert len(read.alts) == 4
    assert all(len(one) > 30 for one in read.alts)
    said = " ".join(read.said)
    for key in ("question", "answer", "differing", "guardrails", "assumptions", "rules", "made"):
        assert catalogue(language)[f"report.{key}"] in said
    assert {rule.id for rule in RULES} <= set(read.said)
    assert "13:00-17:00" in said  # what differs, before
    assert "08:00-12:00" in said
    assert fingerprint(both[0].scenarios[1].read().scenario)[:16] in said
    other = "en" if language == "sv" else "sv"
    assert catalogue(other)["report.guardrails"] not in said
    assert catalogue(other)["compare.within"] not in text


def test_what_is_fetched_would_be_found():
    assert Reader("<img src='https://a.example/x.png'><script src=y></script>").fetched == [
        "https://a.example/x.png",
        "y",
    ]
    assert Reader("<p onclick=x></p><script></script>").run == ["p", "script"]


def test_the_answer_in_the_report_is_the_one_on_the_page(both):
    from sim.dashboard.answering import answer

    with speaking("sv"):
        said = " ".join(answer(both[1].comparisons[0]))
    assert f'<p class="answer">{said}</p>' in written_report(*both, "sv")


def test_every_assumption_stands_in_the_report(both):
    text = written_report(*both, "en")
    rows = assumptions_of(both[0].scenarios[0].read().scenario)
    assert len(rows) > 140
    made = re.search(r"<h2>Assumptions</h2>(.*)<h2>Rules</h2>", text, re.DOTALL).group(1)
    assert made.count("<tr><td>") == len(rows)


def test_a_report_of_one_scenario_tells_what_patients_wait_for(alone):
    text = written_report(*alone, "en")
    assert re.search(r"alf of the (cases|waits)", text)
    assert "What differs" not in text
    assert len(Reader(text).alts) == 2


def test_first_figures_are_said_to_be_first(both):
    from dataclasses import replace

    request, compared = both
    assert "4 av 9 upprepningar" in written_report(request, replace(compared, asked=9), "sv")
    assert "4 av 9 upprepningar" not in written_report(request, compared, "sv")


def test_what_people_wrote_stays_text(tmp_path, folder):
    text = (folder / "busy_clinic.yaml").read_text().replace("What do patients wait for?", f"'{NASTY}'")
    request = Request("compare", (Written.of("<b>&amp;", load_text(text)),), 1, 4)
    compared = played(tmp_path, request)
    written = written_report(request, compared, "sv")
    assert Reader(written).run == []
    assert NASTY in "".join(Reader(written).said)
    book = openpyxl.load_workbook(io.BytesIO(workbook(request, compared, "sv")))
    assert book.active["A1"].value == NASTY


@pytest.mark.parametrize("language", ["sv", "en"])
def test_the_excel_file_opens_on_the_answer(both, alone, language):
    book = openpyxl.load_workbook(io.BytesIO(workbook(*both, language)))
    first = book.worksheets[0]
    cells = [str(cell.value) for row in first.iter_rows() for cell in row if cell.value is not None]
    assert catalogue(language)["report.column.verdict"] in cells
    assert catalogue(language)["words.verdict.not shown"] in cells or len(cells) > 60
    assert "within_target" in book.sheetnames
    assert book.sheetnames[-1] == "made from"
    one = openpyxl.load_workbook(io.BytesIO(workbook(*alone, language)))
    assert "by priority" in one.sheetnames


def test_speaking_ends_where_it_ends():
    from sim.dashboard.language import t

    with speaking("en"):
        with speaking("sv"):
            assert t("words.and") == "och"
        assert t("words.and") == "and"
