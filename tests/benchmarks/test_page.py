"""The page is what the results say, and the command writes nothing that was refused."""

import json

import pytest

from benchmarks import Refused, __main__
from benchmarks.page import page
from benchmarks.record import RESULTS, newest, run_of, write
from benchmarks.worlds import ROOT

ENGINES = [
    {
        "name": "a clinic", "cases": 1_234_567, "rows": 9, "engines": ["compiled", "reference"], "rounds": [{}, {}],
        "median": {
            "draw": 1.0, "measure": 3.0, "compiled play": 1.0, "compiled whole": 5.0, "reference play": 100.0,
            "reference whole": 104.0,
        },
        "ratio": {"play": {"compiled": 1.0, "reference": 100.0}, "whole": {"compiled": 1.0, "reference": 20.8}},
    },
]  # fmt: skip
MACHINE = {"processor": "a processor", "cores": 2, "system": "Linux", "load_at_start": 0.5}


def test_the_page_in_the_docs_is_written_from_the_results_that_are_kept():
    """``python -m benchmarks --only-page`` writes it."""
    assert (ROOT / "docs" / "benchmarks.md").read_text(encoding="utf-8") == page(newest(RESULTS))


def test_a_page_without_runs_says_so():
    assert page({}).endswith("\n\nNo run is kept yet.\n")


def test_the_page_holds_every_figure_and_what_bounds_the_path():
    text = page({"engines": run_of({"engines": ENGINES}, MACHINE, quick=False)})
    assert "| a clinic | compiled | 1 234 567 | 2 | 1 s | 5 s | 1 | 1 |\n" in text
    assert "| a clinic | reference | 1 234 567 | 2 | 100 s | 104 s | 100 | 20.8 |\n" in text
    assert "- a clinic: draw 20 %, play 20 %, measure 60 %\n" in text
    assert "Linux, a processor, 2 cores, load 0.5 when it began" in text


def test_the_newest_run_of_each_part_counts_and_none_of_quick_sizes(tmp_path):
    old, new, quick = (
        run_of({part: part for part in parts}, MACHINE, quick=quick) | {"taken": taken}
        for parts, taken, quick in (
            (("engines", "peers"), "2026-01-05 08:00:00", False),
            (("peers",), "2026-01-06 08:00:00", False),
            (("peers", "growth"), "2026-01-07 08:00:00", True),
        )
    )
    for run in (new, quick, old):
        write(run, tmp_path)
    assert sorted(path.name for path in tmp_path.iterdir()) == [
        "2026-01-05-080000.json", "2026-01-06-080000.json", "quick-2026-01-07-080000.json"
    ]  # fmt: skip
    assert {part: run["taken"] for part, run in newest(tmp_path).items()} == {
        "engines": old["taken"], "peers": new["taken"],
    }  # fmt: skip


def arguments(folder, *more):
    return [*more, "--out", str(folder / "results"), "--page", str(folder / "page.md")]


def test_a_run_is_kept_and_shown_and_the_page_written(tmp_path, monkeypatch, capsys):
    monkeypatch.setattr(__main__, "FULL", {"engines": lambda: ENGINES})
    assert __main__.main(arguments(tmp_path)) == 0
    (kept,) = (tmp_path / "results").iterdir()
    assert json.loads(kept.read_text(encoding="utf-8"))["parts"]["engines"] == ENGINES
    written = (tmp_path / "page.md").read_text(encoding="utf-8")
    assert capsys.readouterr().out == written + "\n"
    (tmp_path / "page.md").unlink()
    assert __main__.main(arguments(tmp_path, "--only-page")) == 0
    assert (tmp_path / "page.md").read_text(encoding="utf-8") == written


def test_a_quick_run_writes_no_page(tmp_path, monkeypatch, capsys):
    monkeypatch.setattr(__main__, "QUICK", {"engines": lambda: ENGINES})
    assert __main__.main(arguments(tmp_path, "engines", "--quick")) == 0
    assert "with quick sizes, on Linux" in capsys.readouterr().out
    assert not (tmp_path / "page.md").exists()


def test_what_is_refused_is_said_and_nothing_is_kept(tmp_path, monkeypatch, capsys):
    def refuse():
        raise Refused("a clinic: the logs differ")

    monkeypatch.setattr(__main__, "QUICK", {"engines": lambda: ENGINES, "peers": refuse})
    assert __main__.main(arguments(tmp_path, "engines", "peers", "--quick")) == 1
    assert capsys.readouterr().err == "engines ...\npeers ...\nRefused: a clinic: the logs differ\n"
    assert not (tmp_path / "results").exists()


def test_an_unknown_part_is_refused_with_the_parts_there_are(capsys):
    with pytest.raises(SystemExit):
        __main__.main(["engine"])
    assert "engine: no such part; write engines, peers, growth\n" in capsys.readouterr().err
