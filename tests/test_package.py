"""What is built is whole: the package, the scenarios and the dashboard that come with it, and the command."""

import zipfile
from pathlib import Path

import pytest
from hatchling.builders.sdist import SdistBuilder
from hatchling.builders.wheel import WheelBuilder

ROOT = Path(__file__).parents[1]
BESIDE = {
    "scenarios": "sim/shipped/scenarios",
    "dashboard.py": "sim/shipped/dashboard.py",
    ".streamlit": "sim/shipped/.streamlit",
}
"""What stands beside the package in the repository, and where an installed one has it."""


@pytest.fixture(scope="module")
def wheel(tmp_path_factory):
    """The names of what is in the wheel, and the wheel."""
    folder = tmp_path_factory.mktemp("wheel")
    built = zipfile.ZipFile(next(WheelBuilder(str(ROOT)).build(directory=str(folder), versions=["standard"])))
    return set(built.namelist()), built


def below(name: str) -> set[str]:
    """Files at or below a name, as the repository has them."""
    top = ROOT / name
    found = (
        [top] if top.is_file() else [one for one in top.rglob("*") if one.is_file() and "__pycache__" not in one.parts]
    )
    return {one.relative_to(ROOT).as_posix() for one in found}


def test_the_wheel_holds_every_file_of_the_package(wheel):
    """A folder of pages was left out once, because another of its name was not to be kept."""
    names, _ = wheel
    assert below("sim") - names == set()


@pytest.mark.parametrize(("beside", "within"), BESIDE.items())
def test_the_wheel_holds_what_stands_beside_the_package(wheel, beside, within):
    names, _ = wheel
    assert {within + name.removeprefix(beside) for name in below(beside)} - names == set()


def test_the_wheel_brings_the_command_and_nothing_else_of_the_repository(wheel):
    names, built = wheel
    about = next(name for name in names if name.endswith("entry_points.txt"))
    assert "direktsim = sim.cli:main" in built.read(about).decode()
    assert {name.split("/")[0] for name in names} == {"sim", about.split("/")[0]}


def test_a_wheel_can_be_built_from_the_source_archive():
    packed = {file.distribution_path for file in SdistBuilder(str(ROOT)).recurse_included_files()}
    wanted = set().union(*(below(name) for name in ("sim", *BESIDE, "pyproject.toml", "README.md", "LICENSE")))
    assert wanted - {name.split("/", 1)[1] if name.startswith("direktsim-") else name for name in packed} == set()
