"""The written report: question, verdict, figures with intervals, and everything that they rest on."""

import datetime as dt
from collections.abc import Iterator, Sequence

from sim.dashboard import scenarios
from sim.dashboard.answering import answer
from sim.dashboard.cells import patients_wait
from sim.dashboard.language import Language, forms, speaking, t
from sim.dashboard.telling import details, hours_and_cost, name_of
from sim.dashboard.work.request import Request
from sim.dashboard.work.result import Compared
from sim.dashboard.written import basis, figures
from sim.dashboard.written.paper import badge, heading, paper, paragraph, points
from sim.measures import Comparison, Summary
from sim.report.closed_days import UNIT, has_closed_days
from sim.report.sentences import WAITS
from sim.scenario.loaded import Loaded


def written_report(request: Request, compared: Compared, language: Language) -> str:
    """Return a report as one HTML file, with nothing outside it.

    Parameters
    ----------
    request
        What was asked: scenarios written out whole, seed, replications.
    compared
        What came out.
    language
        Of the report.
    """
    loaded = [one.read() for one in request.scenarios]
    with speaking(language):
        names = [scenarios.title(one) for one in compared.names]
        title = names[0] if len(names) == 1 else t("words.against", other=forms.joined(names[1:]), base=names[0])
        return paper(language, f"{title} · direktsim", _parts(request, compared, loaded, names, title))


def _parts(
    request: Request, compared: Compared, loaded: Sequence[Loaded], names: Sequence[str], title: str
) -> Iterator[str]:
    made = made_line(compared, title)
    yield heading(title, 1)
    yield paragraph(made, "quiet")
    if not compared.whole:
        numbers = {"replications": compared.replications, "asked": compared.asked}
        yield paragraph(
            t("report.not_whole", **{one: forms.decimal(value, 0) for one, value in numbers.items()}), "wrong"
        )
    yield heading(t("report.question"))
    yield paragraph(scenarios.question(compared.names[-1], loaded[-1]))
    if len(compared.summaries) == 1:
        yield from _run(compared.summaries[0], made)
    for place, comparison in enumerate(compared.comparisons, start=1):
        yield from _comparison(compared, comparison, place, names, len(names) > 2)
    if len(loaded) > 1:
        yield heading(t("report.differing"))
        for name, one in zip(names[1:], loaded[1:], strict=True):
            yield from basis.differing_table(loaded[0].scenario, one.scenario, names[0], name)
    yield heading(t("report.guardrails"))
    yield basis.guardrail_table(compared, names)
    yield heading(t("report.assumptions"))
    yield paragraph(t("report.assumptions.help"))
    yield from basis.assumption_tables(loaded[0].scenario)
    yield heading(t("report.rules"))
    yield paragraph(t("report.rules.help"))
    yield from basis.rule_tables()
    yield heading(t("report.made"))
    yield basis.made_table(request, compared, loaded, names)


def made_line(compared: Compared, title: str) -> str:
    """Return in a line what figures were made from."""
    after = compared.summaries[-1]
    first, last = (dt.date.fromisoformat(day) for day in (after.measured_from, after.measured_until))
    return t(
        "report.made_line", names=title, dates=forms.dates(first, last),
        replications=forms.decimal(compared.replications, 0), seed=compared.seed,
    )  # fmt: skip


def run_answer(summary: Summary) -> list[str]:
    """Return a run in a few sentences: half of the waits, the same day, the priority that is lowest within target."""
    everything = summary.tables["all"]
    if not everything:
        return [t("report.run.no_cases")]
    median, said = everything[0].wait_elapsed.median, []
    same_day = figures.share(everything[0].begun_same_day)
    if median.value is not None:
        said.append(t("report.run.half", wait=forms.length(median.value), share=same_day))
    elif median.over is not None:
        said.append(t("report.run.not_half", wait=forms.length(median.over), share=same_day))
    judged = [one for one in summary.tables["priority"] if one.within_target.value is not None and not one.too_few]
    if judged:
        lowest = min(judged, key=lambda one: one.within_target.value or 0.0)
        shares = {"all": everything[0].within_target, "share": lowest.within_target}
        each = {name: figures.share(one) for name, one in shares.items()}
        said.append(t("report.run.lowest", number=lowest.key["priority"], **each))
    return said


def _run(summary: Summary, made: str) -> Iterator[str]:
    yield heading(t("report.answer"))
    yield paragraph(" ".join(run_answer(summary)), "answer")
    yield from basis.what_is_wrong([summary])
    yield heading(t("compare.within"))
    yield figures.shares_of_run(summary, made)
    yield heading(t("compare.waits"))
    yield figures.run_table(summary)
    yield heading(t("compare.why_waited"))
    yield figures.why([(t("report.all_cases"), summary)], made)


def _on_closed_days(comparison: Comparison) -> list[str]:
    """Return what the days of a closure do to the patients of each unit; nothing without any."""
    if not has_closed_days(comparison) or comparison.replications == 1:
        return []
    units = [str(one.key["unit"]) for one in comparison.family(WAITS, UNIT).changes]
    return [patients_wait(comparison, UNIT, unit, name_of(unit)) for unit in units]


def _comparison(
    compared: Compared, comparison: Comparison, place: int, names: Sequence[str], several: bool
) -> Iterator[str]:
    """Yield the answer of one comparison and the figures behind it."""
    title = t("words.against", other=names[place], base=names[0])
    before, after = compared.summaries[0], compared.summaries[place]
    made = made_line(compared, title)
    yield heading(title if several else t("report.answer"))
    yield badge(t(f"compare.badge.{comparison.verdict}"))
    closed = _on_closed_days(comparison)
    if closed:
        yield paragraph(t("report.closed_days", said="; ".join(closed)), "answer")
    yield paragraph(" ".join(answer(comparison)), "answer")
    yield from basis.what_is_wrong([before, after])
    hours = hours_and_cost(comparison)
    yield points(one for one in details(comparison, compared.targets[place]) if one not in hours)
    yield heading(t("compare.within"), 3 if several else 2)
    yield figures.shares_of_comparison(comparison, compared.targets[place], made)
    yield heading(t("compare.waits"), 3 if several else 2)
    yield figures.waits_table(comparison)
    yield heading(t("compare.gains"), 3 if several else 2)
    for by in ("moment", "unit_priority"):
        yield figures.gains(comparison, by, made)
    yield heading(t("compare.why_waited"), 3 if several else 2)
    yield figures.why([(t("words.before"), before), (t("words.after"), after)], made)
    yield heading(t("compare.hours"), 3 if several else 2)
    yield points(hours)
