"""The scenario files that come with direktsim: within the package where it is installed, else beside it."""

from pathlib import Path

HOUSE = Path(__file__).parents[1]


def shipped() -> Path:
    """Return the folder of the scenario files that come with direktsim."""
    within = HOUSE / "shipped" / "scenarios"
    return within if within.is_dir() else HOUSE.parent / "scenarios"


def among_shipped(name: str) -> Path | None:
    """Return the file of a bare name that comes with direktsim, None if there is none."""
    file = shipped() / name
    return file if Path(name).name == name and file.is_file() else None


def or_shipped(path: Path) -> Path:
    """Return a file as it was named, or the shipped one of its name if it is not there.

    ``scenarios/busy_clinic.yaml`` works wherever direktsim was installed, and so does ``busy_clinic``; a file of the
    user's own always goes first.
    """
    if path.exists():
        return path
    whole = path if path.suffix else path.with_name(f"{path.name}.yaml")
    if whole.exists():
        return whole
    return (among_shipped(whole.name) if path.parent in (Path(), Path("scenarios")) else None) or path
