"""What a sweep or a study of assumptions hands on: JSON, and rows for Parquet and Excel."""

import math
from dataclasses import asdict
from typing import Any

from sim.experiment.sensitivity import Sensitivity
from sim.experiment.sweep import Sweep
from sim.measures import Change
from sim.measures.gauge import UNITS
from sim.report.files import ROWS, Made, Row

CROSSINGS = "crossings"


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
                    | {"cases": None if curve.gauge.measure == "staff_cost" else int(figure.denominator)}
                    | _change_row(change)
                )
        for one in curve.crossings:
            found = one.crossing
            crossings.append(
                {"measure": curve.gauge.name, "of": one.of, "level": one.level, "second": one.second}
                | {name: getattr(found, name, None) for name in ("value", "low", "high", "side")}
                | {"points": len(one.sides)}
                | {f"shown_{side}": one.sides.count(side) for side in ("above", "below")}
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
