"""Draw the README's picture from a stored comparison of the busy clinic and the moved nurse.

Run it with ``direktsim compare scenarios/busy_clinic.yaml scenarios/moved_nurse.yaml --out FOLDER`` and then
``python scripts/make_picture.py FOLDER docs/pictures/moved_nurse.svg``.
"""

import json
import sys
from pathlib import Path
from typing import Any

import matplotlib as mpl
from matplotlib import pyplot as plt
from matplotlib.axes import Axes

from sim.report.changes import places

NAMES = {1: "1 at once", 2: "2 promptly", 3: "3 nearest 24 h", 4: "4 weekday 24 h", 5: "5 self-care"}
BEFORE, AFTER, QUIET = "#7a8699", "#0b6e4f", "#5b6472"


def changes(comparison: dict[str, Any], grouping: str) -> dict[int, dict[str, Any]]:
    """Return the changes of the mean working wait by priority."""
    for family in comparison["families"]:
        if (family["measure"], family["grouping"]) == ("mean_wait_working", grouping):
            return {int(change["key"]["priority"]): change for change in family["changes"]}
    raise SystemExit(f"no waits by {grouping} in the summary")


def panel(axes: Axes, title: str, rows: dict[int, dict[str, Any]]) -> None:
    """Draw one arrow for each priority, from before to after; open circles where no difference is shown."""
    for priority, row in rows.items():
        before, after = row["base"] / 60, row["other"] / 60
        low, high = row["family_low"] / 60, row["family_high"] / 60
        shown = row["verdict"] in ("better", "worse")
        y = -priority
        axes.plot([before, after], [y, y], color=AFTER if shown else BEFORE, lw=2.5 if shown else 1, zorder=1)
        axes.scatter([before], [y], s=60, facecolor="white", edgecolor=BEFORE, lw=2, zorder=2)
        axes.scatter([after], [y], s=60, facecolor=AFTER if shown else "white", edgecolor=AFTER, lw=2, zorder=3)
        digits = places(low, high)
        ends = f"({low:+.{digits}f} to {high:+.{digits}f})"
        words = f"{after - before:+.{digits}f} min {ends}" if shown else "no change shown"
        axes.annotate(words.replace("-", "−"), (max(before, after), y), (10, -4), textcoords="offset points",
                      color=AFTER if shown else QUIET, fontsize=9)  # fmt: skip
    axes.set_title(title, loc="left", fontsize=11, fontweight="bold")
    axes.set_yticks([-p for p in rows], [NAMES[p] for p in rows])
    axes.set_xlim(0, max(max(row["base"], row["other"]) for row in rows.values()) / 60 * 1.6)
    axes.set_ylim(-5.6, -0.4)
    axes.set_xlabel("mean wait to first contact, minutes of staffed hours")
    axes.spines[["top", "right", "left"]].set_visible(False)
    axes.tick_params(axis="y", length=0)
    axes.grid(axis="x", color="#e3e6ea", lw=0.8)
    axes.set_axisbelow(True)


def main(folder: Path, out: Path) -> None:
    """Write the picture."""
    mpl.rcParams.update({"font.family": "DejaVu Sans", "font.size": 10, "svg.hashsalt": "direktsim"})
    summary = json.loads((folder / "summary.json").read_text())
    comparison = summary["comparisons"]["moved_nurse"]
    figure, (week, monday) = plt.subplots(1, 2, figsize=(11, 3.8), sharey=True)
    panel(week, "All days", changes(comparison, "priority"))
    panel(monday, "Mondays", changes(comparison, "monday_priority"))
    title = "Extra nurse from Monday afternoon to Monday morning: who waits less?"
    figure.suptitle(title, x=0.012, ha="left", fontsize=13)
    figure.text(
        0.012, 0.005,
        "○ before  ● after, hollow where no change is shown · 95 % intervals adjusted for five priorities\n"
        f"scenarios busy_clinic and moved_nurse, {comparison['replications']} replications, seed 1, the same patients "
        "· synthetic patients, assumed minutes",
        fontsize=8, color=QUIET,
    )  # fmt: skip
    figure.tight_layout(rect=(0, 0.06, 1, 0.98))
    out.parent.mkdir(parents=True, exist_ok=True)
    figure.savefig(out, metadata={"Date": None})
    plt.close(figure)


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
