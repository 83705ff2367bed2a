"""The answer as an Excel file: it opens on the answer, every difference follows, last what it was made from."""

import io
from importlib.metadata import version

from sim.dashboard import scenarios
from sim.dashboard.answering import answer
from sim.dashboard.language import Language, speaking, t
from sim.dashboard.telling import details, number_of, priority
from sim.dashboard.work.request import Request
from sim.dashboard.work.result import Compared
from sim.dashboard.written.report import made_line, run_answer
from sim.measures import Change, Comparison, Summary
from sim.measures.estimate import Estimate
from sim.report.files import Made, Percent, Row, write_excel
from sim.report.rows import about_rows, comparison_tables, run_tables
from sim.report.sentences import SAME_DAY, WAITS, WITHIN
from sim.scenario.assumptions import assumptions_of
from sim.scenario.fingerprint import fingerprint
from sim.store import versions
from sim.units import MINUTE


def workbook(request: Request, compared: Compared, language: Language) -> bytes:
    """Return an Excel file.

    Parameters
    ----------
    request, compared
        What was asked, and what came out.
    language
        Of its first sheet; the heads of the other tables are those of the data dictionary.
    """
    loaded = [one.read() for one in request.scenarios]
    found = dict(zip(compared.names[1:], compared.comparisons, strict=True))
    tables = comparison_tables(found) if found else run_tables(compared.summaries[0])
    made = Made(
        command="compare" if found else "run",
        scenarios={name: fingerprint(one.scenario) for name, one in zip(compared.names, loaded, strict=True)},
        seed=compared.seed, replications=compared.replications, points=0, asked=0, inputs=(),
        version=version("direktsim"), question=loaded[-1].scenario.question, versions=versions(),
    )  # fmt: skip
    about = about_rows(
        {name: one.guardrails for name, one in zip(compared.names, compared.summaries, strict=True)},
        {name: assumptions_of(one.scenario) for name, one in zip(compared.names, loaded, strict=True)},
    )
    with speaking(language):
        said = [scenarios.question(compared.names[-1], loaded[-1])]
        rows: list[Row] = []
        names = [scenarios.title(one) for one in compared.names]
        if not found:
            said += [made_line(compared, names[0]), *run_answer(compared.summaries[0])]
            rows = _run_rows(compared.summaries[0])
        for place, comparison in enumerate(compared.comparisons, start=1):
            title = t("words.against", other=names[place], base=names[0])
            said += [made_line(compared, title), *answer(comparison), *details(comparison, compared.targets[place])]
            rows += _rows(comparison, names[place])
        said.append(t("report.interval.adjusted" if found else "report.interval"))
    file = io.BytesIO()
    write_excel(file, tables, [*made.rows(), *about], said, rows)
    return file.getvalue()


def _rows(comparison: Comparison, name: str) -> list[Row]:
    """Return the verdicts by priority: shares as such, their changes in points, waits in minutes."""
    return [
        {t("report.column.scenario"): name, t("report.column.measure"): t(f"compare.detail.measure.{measure}")}
        | {t("compare.column.priority"): priority(number_of(one))}
        | _figures(one, share=measure != WAITS)
        | {t("report.column.verdict"): t(f"words.verdict.{one.verdict}"), t("report.column.cases"): one.cases}
        for measure in (WITHIN, SAME_DAY, WAITS)
        for one in comparison.family(measure, "priority").changes
    ]


def _figures(one: Change, *, share: bool) -> Row:
    sides = {t("words.before"): one.base, t("words.after"): one.other}
    ends = {t("compare.column.change"): one.value, t("report.low"): one.family_low, t("report.high"): one.family_high}
    if share:
        row: Row = {name: None if value is None else Percent(value) for name, value in sides.items()}
        row |= {name: None if value is None else 100 * value for name, value in ends.items()}
    else:
        row = {name: None if value is None else value / MINUTE for name, value in (sides | ends).items()}
    return row | {t("report.column.unit"): t("report.unit.points" if share else "report.unit.minutes")}


def _run_rows(summary: Summary) -> list[Row]:
    return [
        {t("compare.column.priority"): priority(int(line.key["priority"]))}
        | {t("compare.column.cases"): line.cases_per_replication / summary.weeks}
        | _interval(t("compare.column.within"), line.within_target)
        | _interval(t("compare.same_day"), line.begun_same_day)
        | {
            t("report.column.mean_working"): None
            if line.wait_working.mean.value is None
            else line.wait_working.mean.value / MINUTE
        }
        | {"": t("words.verdict.too few") if line.too_few else ""}
        for line in summary.tables["priority"]
    ]


def _interval(name: str, found: Estimate) -> Row:
    ends = (("", found.value), (f" {t('report.low')}", found.low), (f" {t('report.high')}", found.high))
    return {f"{name}{end}": None if value is None else Percent(value) for end, value in ends}
