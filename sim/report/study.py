"""What a sweep or a study of assumptions hands on: JSON, rows for Parquet and Excel, and what it was made from."""

import math
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from sim.errors import InputError, Problem
from sim.experiment.sensitivity import Sensitivity
from sim.experiment.sweep import Sweep
from sim.measures import Change
from sim.measures.gauge import UNITS

ROWS, CROSSINGS, ABOUT = "figures", "crossings", "made from"
Row = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Made:
    """What a study was made from; stands under every picture and in every file.

    Attributes
    ----------
    command
        ``sweep`` or ``sensitivity``.
    scenarios
        Fingerprint by name.
    seed
        Of the draws.
    replications
        At each point.
    points, asked
        Points that were finished, and that were asked for.
    inputs
        What was varied, as written.
    version
        Of direktsim.
    """

    command: str
    scenarios: dict[str, str]
    seed: int
    replications: int
    points: int
    asked: int
    inputs: tuple[str, ...]
    version: str

    def line(self) -> str:
        """Return it in a line."""
        names = ", ".join(f"{name} {fingerprint[:12]}" for name, fingerprint in self.scenarios.items())
        finished = f"{self.points} of {self.asked} points" if self.points < self.asked else f"{self.points} points"
        return (
            f"{' · '.join((*self.inputs, names))} · seed {self.seed} · {self.replications} replications · {finished} · "
            f"direktsim {self.version}"
        )


def check_targets(files: Sequence[Path | None], folder: Path | None) -> None:
    """Refuse, before anything is played, places where nothing can be written.

    Raises
    ------
    InputError
        A file stands there already, or its folder does not exist.
    """
    problems = [Problem("stands there already; write another name", file=one) for one in files if one and one.exists()]
    problems += [
        Problem("there is no such folder; make it first", file=one.parent)
        for one in files
        if one and not one.parent.is_dir()
    ]
    if folder is not None and folder.exists() and not folder.is_dir():
        problems.append(Problem("is a file; write the name of a folder for the pictures", file=folder))
    if problems:
        raise InputError(problems)


def sweep_json(sweep: Sweep, made: Made) -> dict[str, Any]:
    """Return a sweep as dictionaries, lists, numbers and text."""
    curves = [
        {
            "measure": curve.gauge.name,
            "unit": UNITS[curve.gauge.measure],
            "figures": {
                name: [asdict(one) for one in figures] for name, figures in zip(sweep.names, curve.figures, strict=True)
            },
            "changes": [None if one is None else asdict(one) for one in curve.changes],
            "crossings": [asdict(one) for one in curve.crossings],
        }
        for curve in sweep.curves
    ]
    return {
        "made_from": asdict(made),
        "varied": [axis.path for axis in sweep.axes],
        "points": [list(values) for values in sweep.points],
        "reference": list(sweep.points[sweep.reference]) if sweep.reference < len(sweep.points) else None,
        "curves": curves,
    }


def sweep_tables(sweep: Sweep) -> dict[str, list[Row]]:
    """Return a sweep as rows: its figures, one a point, scenario and measure; its crossings."""
    rows, crossings = [], []
    for curve in sweep.curves:
        for place, values in enumerate(sweep.points):
            at = dict(zip((axis.path for axis in sweep.axes), (_plain(one) for one in values), strict=True))
            for side, name in enumerate(sweep.names):
                figure = curve.figures[side][place]
                change = curve.changes[place] if side == len(sweep.names) - 1 else None
                rows.append(
                    at
                    | {"scenario": name, "measure": curve.gauge.name, "unit": UNITS[curve.gauge.measure]}
                    | {"value": figure.value, "low": figure.low, "high": figure.high}
                    | _change_row(change)
                )
        for one in curve.crossings:
            found = one.crossing
            crossings.append(
                {"measure": curve.gauge.name, "of": one.of, "level": one.level, "second": one.second}
                | {name: getattr(found, name, None) for name in ("value", "low", "high", "side")}
            )
    return {ROWS: rows, CROSSINGS: crossings}


def sensitivity_json(found: Sensitivity, made: Made) -> dict[str, Any]:
    """Return a study of assumptions as dictionaries, lists, numbers and text."""
    out = asdict(found)
    out["measure"], out["unit"] = found.gauge.name, UNITS[found.gauge.measure]
    del out["gauge"]
    return {"made_from": asdict(made)} | out


def sensitivity_tables(found: Sensitivity) -> dict[str, list[Row]]:
    """Return a study of assumptions as rows: one an assumption and end; one a world."""
    rows = [
        {"assumption": bar.knob.path, "assumed": bar.knob.value, "at": end.value, "figure": end.figure}
        | _change_row(end.change)
        | {"turns_at": bar.turn.value if bar.turn else None}
        | {"turns_low": bar.turn.low if bar.turn else None, "turns_high": bar.turn.high if bar.turn else None}
        for bar in found.bars
        for end in bar.ends
    ]
    worlds = found.worlds
    if worlds is None:
        return {ROWS: rows}
    pairs = zip(worlds.figures, worlds.verdicts, strict=True)
    return {ROWS: rows, "worlds": [{"figure": figure, "verdict": verdict} for figure, verdict in pairs]}


def write_parquet(path: Path, tables: Mapping[str, Sequence[Row]], made: Made) -> None:
    """Write the figures as Parquet, with what they were made from as metadata."""
    import pyarrow as pa  # noqa: PLC0415 - imported only where a file is asked for
    import pyarrow.parquet as pq  # noqa: PLC0415

    table = pa.Table.from_pylist(list(tables[ROWS]))
    pq.write_table(table.replace_schema_metadata({"made from": made.line()}), path)


def write_excel(path: Path, tables: Mapping[str, Sequence[Row]], made: Made) -> None:
    """Write every table as a sheet of an Excel file, and a last sheet with what they were made from."""
    import pandas as pd  # noqa: PLC0415 - imported only where a file is asked for

    about = {name: value if isinstance(value, str | int) else str(value) for name, value in asdict(made).items()}
    with pd.ExcelWriter(path, engine="openpyxl") as writer:
        for name, rows in tables.items():
            pd.DataFrame(list(rows)).to_excel(writer, sheet_name=name, index=False, freeze_panes=(1, 0))
        pd.DataFrame({"what": list(about), "is": list(about.values())}).to_excel(
            writer, sheet_name=ABOUT, index=False, freeze_panes=(1, 0)
        )


def _change_row(change: Change | None) -> Row:
    names = ("value", "family_low", "family_high", "verdict")
    said = {name: None if change is None else getattr(change, name) for name in names}
    return {
        "change": said["value"],
        "change_low": said["family_low"],
        "change_high": said["family_high"],
        "verdict": said["verdict"],
    }


def _plain(text: str) -> float | str:
    """Return a value as a number where it is one, so that a spreadsheet can draw it."""
    try:
        number = float(text)
    except ValueError:
        return text
    return number if math.isfinite(number) else text
