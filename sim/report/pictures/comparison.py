"""Two scenarios drawn: shares before and after, and who gains and who pays."""

from collections.abc import Mapping, Sequence
from pathlib import Path

from matplotlib.axes import Axes

from sim.measures import Change, Comparison, Summary
from sim.report.changes import SHOWN, points_cell, shown
from sim.report.figures import priority_name
from sim.report.files import Made
from sim.report.forms import decimal, signed
from sim.report.pictures.look import FIRST, INK, QUIET, SECOND, Picture, bare, drawing, lines_across, save
from sim.report.pictures.words import say
from sim.units import MINUTE

GROUPS = 12
"""Groups of a table drawn at most, those with the most minutes a week first."""
VISIBLE = 0.05 * MINUTE
"""What is smaller is written as 0.0 minutes."""


def comparison_pictures(
    base: str, comparisons: Mapping[str, Comparison], summaries: Sequence[Summary], made: Made, folder: Path
) -> list[Path]:
    """Draw each scenario against the base into a folder.

    Parameters
    ----------
    base
        Name of the base.
    comparisons, summaries
        Each other scenario against it, by its name; its own figures.
    made, folder
        What it was made from; where the pictures go.

    Returns
    -------
    list of Path
        The files.
    """
    out: list[Path] = []
    for (name, comparison), summary in zip(comparisons.items(), summaries, strict=True):
        out += save(shares_before_and_after(comparison, (base, name), made.line()), folder, f"{name}-within_target")
        gains = who_gains_who_pays(comparison, summary, (base, name), made.line())
        out += save(gains, folder, f"{name}-who_gains_who_pays")
    return out


def shares_before_and_after(comparison: Comparison, names: tuple[str, str], made: str) -> Picture:
    """Draw, by priority, the share within target before and after; the one after is hollow where no change is shown."""
    family = comparison.family("within_target", "priority")
    changes = [one for one in family.changes if one.base is not None and one.other is not None]
    title = say("within_target_of", base=names[0], other=names[1])
    with drawing(title, 1.6 + 0.42 * max(len(changes), 2), made) as figure:
        axes = figure.subplots()
        for row, one in enumerate(changes):
            before, after = 100 * (one.base or 0.0), 100 * (one.other or 0.0)
            axes.plot([before, after], [-row, -row], color=QUIET, lw=1.5, zorder=1)
            axes.scatter([before], [-row], s=48, c=FIRST, zorder=2, label=say("before") if row == 0 else None)
            face = SECOND if one.verdict in SHOWN else "white"
            axes.scatter([after], [-row], s=48, c=face, edgecolors=SECOND, zorder=3,
                         label=say("after") if row == 0 else None)  # fmt: skip
            said = say("in_points", change=points_cell(one).plain) if one.verdict in SHOWN else one.verdict
            axes.annotate(said, ((before + after) / 2, -row), (0, 7), textcoords="offset points", ha="center",
                          fontsize=8, color=INK)  # fmt: skip
        rows = [priority_name(int(one.key["priority"])) for one in changes]
        axes.set_yticks([-row for row in range(len(rows))], rows)
        axes.set_ylim(-len(changes) + 0.4, 0.6)
        axes.set_xlabel(f"{say('within_target_axis')}   ({say('hollow')})")
        lowest = min((100 * min(one.base or 0.0, one.other or 0.0) for one in changes), default=0.0)
        axes.set_xlim(max(min(lowest - 5, 80), -2), 102)
        if changes:
            axes.legend(loc="lower right", bbox_to_anchor=(1, 1), ncols=2, borderaxespad=0)
        bare(axes)
        lines_across(axes, "x")
    return figure


def who_gains_who_pays(comparison: Comparison, summary: Summary, names: tuple[str, str], made: str) -> Picture:
    """Draw how mean waits in staffed hours change: who gains to the left, who pays to the right.

    Above by unit and priority, below by when they come; what is not shown and would be drawn as 0.0 is left out.

    Parameters
    ----------
    comparison
        Of the two.
    summary
        Of the other, for the weeks.
    names
        Of the base and the other.
    made
        What it was made from, in a line.
    """
    weeks = comparison.replications * summary.weeks
    groups = {"by_group": _chosen(comparison, "unit_priority"), "by_moment": _chosen(comparison, "moment")}
    drawn = {head: rows for head, rows in groups.items() if rows}
    ticks: list[tuple[float, str]] = []
    height = 2.4 + 0.34 * max(sum(len(rows) + 1 for rows in drawn.values()), 3)
    with drawing(comparison.other_question, height, made) as figure:
        axes = figure.subplots()
        axes.axvline(0, color=QUIET, lw=1)
        at = 0
        for head, rows in drawn.items():
            axes.annotate(say(head), (0, -at), (-4, 0), xycoords=("axes fraction", "data"), ha="right", va="center",
                          textcoords="offset points", fontsize=9, fontweight="bold", color=INK)  # fmt: skip
            for one in rows:
                at += 1
                _bar(axes, -at, one)
                ticks.append((-at, _name(one, one.cases / weeks)))
            at += 1
        title = say("gains", base=names[0], other=names[1])
        axes.set_title(title if any(shown(rows) for rows in drawn.values()) else f"{title}: {say('nothing')}")
        axes.set_yticks([place for place, _ in ticks], [name for _, name in ticks])
        axes.set_ylim(-at + 0.4, 0.6)
        axes.margins(x=0.2)
        axes.set_xlabel(f"{say('gains_axis')}\n{say('band_adjusted')}\n{say('hollow')}")
        bare(axes)
        lines_across(axes, "x")
    return figure


def _chosen(comparison: Comparison, grouping: str) -> list[Change]:
    """Return the lines of a table that are drawn: first those shown, who gains before who pays, the largest first."""
    tables = [one for one in comparison.families if (one.measure, one.grouping) == ("mean_wait_working", grouping)]
    changes = [one for family in tables for one in family.changes]
    matters = shown(changes)
    known = [one for one in changes if one in matters or abs(one.value or 0.0) >= VISIBLE]
    most = sorted(known, key=lambda one: (one not in matters, -abs(one.value or 0.0) * one.cases))[:GROUPS]
    return sorted(most, key=lambda one: (one not in matters, (one.value or 0.0) > 0, -abs(one.value or 0.0)))


def _bar(axes: Axes, y: float, one: Change) -> None:
    """Draw one group: its change with its interval."""
    change = (one.value or 0.0) / MINUTE
    colour = FIRST if change <= 0 else SECOND
    axes.barh(y, change, 0.6, color=colour if one.verdict in SHOWN else "white", ec=colour, lw=1.2)
    reach = change
    if one.family_low is not None and one.family_high is not None:
        axes.hlines(y, one.family_low / MINUTE, one.family_high / MINUTE, color=INK, lw=0.9)
        reach = (one.family_high if change > 0 else one.family_low) / MINUTE
    axes.annotate(
        signed(change), (reach, y), (5 if change > 0 else -5, 0), textcoords="offset points",
        ha="left" if change > 0 else "right", va="center", fontsize=7.5, color=QUIET,
    )  # fmt: skip


def _name(one: Change, a_week: float) -> str:
    name = f"{one.key['unit']}, {priority_name(int(one.key['priority']))}" if "unit" in one.key else one.key["moment"]
    return say("cases_a_week", name=name, cases=decimal(a_week))
