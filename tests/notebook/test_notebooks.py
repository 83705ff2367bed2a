"""Each notebook runs from one end to the other, and what stands in it is what comes out now."""

import importlib.util
import re
import subprocess
import sys
from copy import deepcopy
from pathlib import Path

import nbformat
import pytest
from nbformat.v4 import new_code_cell, new_notebook, new_output

ROOT = Path(__file__).parents[2]
NOTEBOOKS = sorted((ROOT / "notebooks").glob("*.ipynb"))
SCRIPT = ROOT / "scripts" / "notebooks.py"
LARGEST = 200_000
"""Bytes of a notebook."""


def _script():
    spec = importlib.util.spec_from_file_location("notebooks", SCRIPT)
    assert spec is not None
    assert spec.loader is not None
    script = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(script)
    return script


scripts = _script()


def execute(paths, folder):
    """Execute notebooks in a process of its own, as ``make notebooks`` does: their kernel is none of the tests'."""
    command = [sys.executable, str(SCRIPT), *map(str, paths), "--into", str(folder)]
    return subprocess.run(command, capture_output=True, text=True, check=False)


def stale(now, written):
    """Names of notebooks of a folder that do not say what those of another say."""
    return [
        path.name
        for path in sorted(now.glob("*.ipynb"))
        if len({str(scripts.text_of(nbformat.read(folder / path.name, as_version=4))) for folder in (now, written)}) > 1
    ]


def of(*outputs):
    return new_notebook(cells=[new_code_cell("1", outputs=list(outputs))])


def table(text):
    return new_output("execute_result", {"text/plain": text, "text/html": f"<p>{text}</p>"}, execution_count=1)


def test_there_are_seven():
    assert len(NOTEBOOKS) == 7


def test_they_say_what_is_computed_now(tmp_path):
    ended = execute(NOTEBOOKS, tmp_path)
    assert ended.returncode == 0, ended.stderr
    assert len(list(tmp_path.iterdir())) == 7
    assert stale(tmp_path, ROOT / "notebooks") == [], "run: make notebooks"


def test_a_notebook_that_is_stale_is_found_and_each_begins_without_the_names_of_the_one_before(tmp_path):
    now, written = tmp_path / "now", tmp_path / "written"
    now.mkdir()
    written.mkdir()
    for name, cell in (("a", "found = 1\nfound"), ("b", "'found' in globals()")):
        nbformat.write(new_notebook(cells=[new_code_cell(cell)]), written / f"{name}.ipynb")
    assert execute(sorted(written.iterdir()), now).returncode == 0
    assert [scripts.text_of(nbformat.read(one, as_version=4)) for one in sorted(now.iterdir())] == [
        ["text/plain: 1"],
        ["text/plain: False"],
    ]
    assert stale(now, now) == []
    assert stale(now, written) == ["a.ipynb", "b.ipynb"]


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_a_notebook_begins_with_its_question_and_ends_in_an_answer_that_is_computed(path):
    cells = nbformat.read(path, as_version=4).cells
    assert re.match(r"# .*\?\n", cells[0].source)
    places = [place for place, cell in enumerate(cells) if re.search(r"^## Answer$", cell.source, flags=re.MULTILINE)]
    assert len(places) == 1
    answer = cells[places[0] + 1]
    assert answer.cell_type == "code"
    assert answer.outputs[-1].data["text/markdown"]
    assert all(cell.cell_type == "markdown" for cell in cells[places[0] + 2 :])


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_a_notebook_is_small_and_says_nothing_of_the_machine_that_executed_it(path):
    notebook = nbformat.read(path, as_version=4)
    nbformat.validate(notebook)
    assert path.stat().st_size < LARGEST
    assert notebook.metadata == scripts.ABOUT
    assert notebook == scripts.bare(deepcopy(notebook))
    assert not re.search(r"/(home|Users|tmp|root|work)/|site-packages", "\n".join(scripts.text_of(notebook)))


def test_what_is_not_as_computed_is_found_and_a_picture_drawn_otherwise_is_none():
    before, after = table("92 (90–94)"), table("92 (90–95)")
    assert scripts.text_of(of(before)) != scripts.text_of(of(after))
    assert scripts.text_of(of(before)) != scripts.text_of(of())
    said = [new_output("stream", name="stdout", text=text) for text in ("one", "two")]
    assert scripts.text_of(of(said[0])) != scripts.text_of(of(said[1]))
    drawn = [new_output("display_data", {"text/plain": "Picture: Waits", "image/png": png}) for png in ("AAAA", "BBBB")]
    assert scripts.text_of(of(drawn[0])) == scripts.text_of(of(drawn[1])) == ["text/plain: Picture: Waits"]


def test_times_and_widths_are_taken_out():
    notebook = of(table("<style scoped>\n th {}\n</style>\n92"))
    notebook.metadata["path"] = "/home/somebody"
    notebook.cells[0].metadata["execution"] = {"iopub.execute_input": "2026-11-27"}
    notebook.cells[0].execution_count = notebook.cells[0].outputs[0].execution_count = 12
    bare = scripts.bare(notebook)
    assert bare.metadata == scripts.ABOUT
    assert bare.cells[0].metadata == {}
    assert bare.cells[0].execution_count == bare.cells[0].outputs[0].execution_count == 1
    assert bare.cells[0].outputs[0].data["text/html"] == "<p>92</p>"


def test_what_is_wrong_with_a_scenario_ends_a_notebook_and_is_told_without_a_traceback(tmp_path):
    path = tmp_path / "wrong.ipynb"
    asked = 'from sim.notebook import compare\n\ncompare("busy_clinc.yaml", "mean_clinc.yaml")'
    nbformat.write(new_notebook(cells=[new_code_cell(asked)]), path)
    ended = execute([path], tmp_path)
    assert ended.returncode == 1
    assert "busy_clinc.yaml" in ended.stderr
    assert "mean_clinc.yaml" in ended.stderr
    assert "Traceback" not in ended.stderr
    assert "files.py" not in ended.stderr
