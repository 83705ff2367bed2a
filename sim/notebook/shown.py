"""What comes out of a question, ready to be looked at: answers in sentences, tables, pictures, and all figures."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

import pandas as pd
import pyarrow as pa

from sim.experiment import Run
from sim.experiment.sensitivity import Sensitivity
from sim.experiment.sweep import Sweep
from sim.measures import Comparison, Summary
from sim.report.comparison import answer_lines, block_table, blocks
from sim.report.files import ROWS, Made
from sim.report.frames import Said, frame, lines_frame
from sim.report.guardrails import guardrails_lines
from sim.report.pictures import run as pictures
from sim.report.pictures.comparison import shares_before_and_after, who_gains_who_pays
from sim.report.pictures.look import Picture
from sim.report.pictures.sensitivity import tornado_picture, worlds_picture
from sim.report.pictures.sweep import curve_picture
from sim.report.precision import precision_sentence
from sim.report.register import assumed
from sim.report.rows import change_rows, run_tables
from sim.report.run import where_waited, why_waited
from sim.report.run_answer import about_run, run_answer
from sim.report.sensitivity import sensitivity_sentences, tornado_table
from sim.report.sentences import pairing_line, sentences, verdicts_line
from sim.report.side_by_side import side_by_side_lines
from sim.report.study import sensitivity_tables, sweep_tables
from sim.report.sweep import crossing_sentences, sweep_figures
from sim.scenario.assumptions import assumptions
from sim.scenario.loaded import Loaded
from sim.store import CASES


@dataclass(frozen=True, slots=True)
class RunShown:
    """A scenario that was played.

    Attributes
    ----------
    loaded
        The scenario.
    run
        Its replications, and where they are kept.
    summary
        All its figures.
    made
        What they were made from.
    """

    loaded: Loaded
    run: Run
    summary: Summary
    made: Made

    @property
    def answer(self) -> Said:
        """Who was played for how long, and how long patients wait."""
        found = self.summary
        known = [precision_sentence(found.precision)] if found.precision else []
        return Said([f"{about_run(self.run.job.name, found)}.", *known, *found.remarks, *run_answer(found)])

    @property
    def why(self) -> Said:
        """What patients wait for, and where."""
        everything = self.summary.tables["all"]
        each = [f"Why they waited, {why_waited(everything[0])}"] if everything else []
        return Said([*each, f"Where, mostly, {where_waited(self.summary)}."])

    @property
    def guardrails(self) -> Said:
        """What was looked at before the figures are believed."""
        return Said(guardrails_lines(self.summary.guardrails).plain.split("\n"))

    @property
    def assumed(self) -> Said:
        """What is assumed and not known."""
        return Said([f"Assumed, not known: {assumed(assumptions(self.loaded))}."])

    def table(self, by: str = "priority") -> pd.DataFrame:
        """Return the figures of a table of `sim.measures.GROUPINGS` with their intervals, to be read."""
        return lines_frame(by, self.summary.tables[by], self.summary)

    def figures(self, by: str = "priority") -> pd.DataFrame:
        """Return the same and more as numbers, to be calculated with: waits in minutes, shares 0-1."""
        return pd.DataFrame(run_tables(self.summary)[f"by {by}"])

    def cases(self) -> pd.DataFrame:
        """Return every case of every replication, one row each: the columns of the data dictionary."""
        return _cases(self.run)

    def picture(self, of: Literal["within_target", "waits", "why"]) -> Picture:
        """Draw, by priority, shares within target, waits, or why cases waited."""
        draw = {"within_target": pictures.share_within_target, "waits": pictures.waits, "why": pictures.why_waited}[of]
        return draw(self.summary, self.made.line())


@dataclass(frozen=True, slots=True)
class ComparisonShown:
    """Scenarios that were compared with the first of them.

    Attributes
    ----------
    runs, summaries
        The base and the others.
    comparisons
        Each other against the base.
    made
        What they were made from.
    """

    runs: Sequence[Run]
    summaries: Sequence[Summary]
    comparisons: Sequence[Comparison]
    made: Made

    @property
    def names(self) -> list[str]:
        """Names of the scenarios, the base first."""
        return [one.job.name for one in self.runs]

    @property
    def answer(self) -> Said:
        """Who gains, who pays and the verdict, of each other scenario against the base."""
        said = []
        for run, found in zip(self.runs[1:], self.comparisons, strict=True):
            lines = [*answer_lines(self.runs[0], run, found), verdicts_line(found)]
            said += lines if len(self.comparisons) == 1 else [f"{run.job.name}: {line}" for line in lines]
        return Said([*said, *side_by_side_lines(self.runs, self.comparisons)])

    def details(self, other: str = "") -> Said:
        """Return every change that is shown, what is not, and what the same patients saved."""
        place = self._place(other)
        run, found = self.runs[place], self.comparisons[place - 1]
        said = sentences(run, found)
        return Said([one for one in [*said, pairing_line(found)] if one])

    def tables(self, other: str = "") -> Mapping[str, pd.DataFrame]:
        """Return shares and waits before and after, by what each is about: ``all days``, ``Mondays``, ``by unit``."""
        place = self._place(other)
        found = self.comparisons[place - 1]
        return {one.head: frame(block_table(one, found)) for one in blocks(self.runs[0], self.runs[place], found)}

    def cases(self, name: str = "") -> pd.DataFrame:
        """Return every case of a scenario, of the base if none is named: see `RunShown.cases`."""
        return _cases(self.runs[self.names.index(name) if name else 0])

    def figures(self) -> pd.DataFrame:
        """Return every difference as numbers, to be calculated with: waits in minutes, shares 0-1."""
        return pd.DataFrame(change_rows(dict(zip(self.names[1:], self.comparisons, strict=True))))

    def picture(self, of: Literal["shares", "gains"], other: str = "") -> Picture:
        """Draw shares within target before and after, or who gains and who pays."""
        place = self._place(other)
        names, found, made = (self.names[0], self.names[place]), self.comparisons[place - 1], self.made.line()
        if of == "shares":
            return shares_before_and_after(found, names, made)
        return who_gains_who_pays(found, self.summaries[place], names, made)

    def _place(self, other: str) -> int:
        """Return the place of another scenario, of the first if none is named."""
        return self.names.index(other, 1) if other else 1


@dataclass(frozen=True, slots=True)
class SweepShown:
    """Figures that were followed over the values of a place.

    Attributes
    ----------
    sweep
        The figures.
    made
        What they were made from.
    """

    sweep: Sweep
    made: Made

    @property
    def answer(self) -> Said:
        """Where each figure crosses what was asked for."""
        return Said(said for curve in self.sweep.curves for said in crossing_sentences(self.sweep, curve))

    def tables(self) -> Mapping[str, pd.DataFrame]:
        """Return the figures by value, of each scenario by its name, and their differences."""
        return {one.title: frame(one) for one in sweep_figures(self.sweep)}

    def figures(self) -> pd.DataFrame:
        """Return the same as numbers, to be calculated with."""
        return pd.DataFrame(sweep_tables(self.sweep)[ROWS])

    def picture(self, measure: str = "") -> Picture:
        """Draw a figure over the values, the first that was asked for if none is named."""
        curves = {one.gauge.name: one for one in self.sweep.curves}
        return curve_picture(self.sweep, curves[measure or next(iter(curves))], self.made.line())


@dataclass(frozen=True, slots=True)
class SensitivityShown:
    """What assumptions do to a figure or a difference.

    Attributes
    ----------
    sensitivity
        The figures.
    made
        What they were made from.
    """

    sensitivity: Sensitivity
    made: Made

    @property
    def answer(self) -> Said:
        """Return the figure as assumed, in how many worlds it holds, and what would turn it."""
        return Said(sensitivity_sentences(self.sensitivity))

    def table(self) -> pd.DataFrame:
        """Return the assumptions that move the figure most, with how far at each end of their range."""
        return frame(tornado_table(self.sensitivity))

    def figures(self) -> pd.DataFrame:
        """Return all of them as numbers, to be calculated with."""
        return pd.DataFrame(sensitivity_tables(self.sensitivity)[ROWS])

    def picture(self, of: Literal["tornado", "worlds"] = "tornado") -> Picture:
        """Draw how far each assumption moves the figure, or how it is spread over plausible worlds.

        Raises
        ------
        ValueError
            No worlds were asked for.
        """
        found, made = self.sensitivity, self.made.line()
        if of == "tornado":
            return tornado_picture(found, made)
        if found.worlds is None:
            raise ValueError("no plausible worlds were asked for; ask with worlds=100")
        return worlds_picture(found, found.worlds, made)


def _cases(run: Run) -> pd.DataFrame:
    cases: pd.DataFrame = pa.concat_tables(run.tables(CASES)).to_pandas()
    return cases
