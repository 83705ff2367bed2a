"""Figures of a written report: each a picture with its words, or a table, with intervals."""

from collections.abc import Mapping, Sequence

from sim.dashboard.language import forms, t
from sim.dashboard.telling import Target, change, moment, number_of, priority, starred, starred_why, target, unit
from sim.dashboard.written.paper import Cell, paragraph, picture, table
from sim.measures import Change, Comparison, Line, Summary
from sim.measures.estimate import Estimate
from sim.measures.waits import Quantile
from sim.measures.why import Cause
from sim.report.changes import SHOWN
from sim.report.pictures.plain import Legend, Span, changes_picture, parts_picture, shares_picture
from sim.report.sentences import SAME_DAY, WAITS, WITHIN
from sim.units import MINUTE

POINTS = 0.01
GROUPS = 10
"""Groups that are drawn at most: those that are shown, with the most minutes of waiting first."""
SMALL = 0.005
"""Share of the longest wait from which on a cause is drawn."""


def shares_of_comparison(comparison: Comparison, targets: Mapping[int, Target], made: str) -> str:
    """Return the shares within target before and after, drawn, and under the picture as a table."""
    family = comparison.family(WITHIN, "priority").changes
    known = [one for one in family if one.base is not None and one.other is not None and targets.get(number_of(one))]
    rows = [_share_span(one, targets) for one in known]
    words = Legend(t("compare.within.axis"), t("words.after"), t("words.before"), t("report.hollow"))
    says = _in_words(t("compare.within"), rows)
    cells: list[list[Cell]] = [
        [
            priority(number_of(one)),
            target(targets.get(number_of(one))),
            (forms.pair(forms.percent(one.base or 0.0, 1), forms.percent(one.other or 0.0, 1)), "number"),
            (change(one, POINTS), "number shown" if one.verdict in SHOWN else "number"),
            t(f"words.verdict.{one.verdict}"),
            forms.decimal(one.cases, 0),
        ]
        for one in known
    ]
    heads = [
        t("compare.column.priority"), t("report.column.target"), t("compare.column.before_after"),
        t("report.column.change_points"), t("report.column.verdict"), t("report.column.cases"),
    ]  # fmt: skip
    return picture(shares_picture(rows, words), says, f"{made}. {t('words.made_of.interval')}.") + table(heads, cells)


def shares_of_run(summary: Summary, made: str) -> str:
    """Return the shares within target of a run, drawn."""
    rows = []
    for line in summary.tables["priority"]:
        found = line.within_target
        if found.value is None:
            continue
        low, high = _ends((found.low, found.high), 100)
        said = t("words.verdict.too few") if line.too_few else share(found)
        rows.append(Span(priority(int(line.key["priority"])), 100 * found.value, low, high, not line.too_few, said))
    words = Legend(t("compare.within.axis"), "", "", t("report.hollow.few"))
    return picture(
        shares_picture(rows, words), _in_words(t("compare.within"), rows), f"{made}. {t('report.interval')}."
    )


def run_table(summary: Summary) -> str:
    """Return the figures of a run by priority."""
    heads = [
        t("compare.column.priority"), t("compare.column.cases"), t("compare.column.within"),
        t("report.column.reachable"), t("compare.same_day"), t("report.column.mean_working"),
        t("report.column.median"), t("report.column.p90"),
    ]  # fmt: skip
    return table(heads, [_run_row(line, summary.weeks) for line in summary.tables["priority"]])


def waits_table(comparison: Comparison) -> str:
    """Return mean waits on both clocks and the share begun the same day, before and after, with what changes."""
    heads = [t("compare.column.priority"), t("compare.column.before_after"), t("compare.column.change"), ""]
    parts = []
    for measure, scale, said in (
        (WAITS, MINUTE, t("report.waits.working")),
        ("mean_wait_elapsed", MINUTE, t("report.waits.elapsed")),
        (SAME_DAY, POINTS, t("report.waits.same_day")),
    ):
        family = comparison.family(measure, "priority")
        rows: list[list[Cell]] = [
            [
                priority(number_of(one)),
                (_both(one, scale), "number"),
                (starred(one, scale, family.margin), "number shown" if one.verdict in SHOWN else "number"),
                t(f"words.verdict.{one.verdict}"),
            ]
            for one in family.changes
        ]
        parts += [paragraph(said), table(heads, rows)]
        if star := starred_why(family):
            parts.append(paragraph(star, "quiet"))
    return "".join([*parts, paragraph(t("report.interval.adjusted"), "quiet")])


def gains(comparison: Comparison, by: str, made: str) -> str:
    """Return who gains and who pays, drawn: by when cases come, or by unit and priority."""
    changes = comparison.family(WAITS, by).changes
    known = [one for one in changes if one.value is not None and one.verdict != "too few"]
    chosen = sorted(known, key=lambda one: (one.verdict not in SHOWN, -abs(one.value or 0.0) * one.cases))[:GROUPS]
    chosen.sort(key=lambda one: one.value or 0.0)
    if not chosen:
        return paragraph(t("compare.gains.nothing"))
    rows = [_gain_span(one, by) for one in chosen]
    caption = f"{t(f'compare.gains.by.{by}')}. {made}. {t('words.made_of.interval')}."
    words = Legend(t("compare.gains.axis"), "", "", t("report.hollow"))
    return picture(changes_picture(rows, words), _in_words(t("compare.gains"), rows), caption)


def why(sides: Sequence[tuple[str, Summary]], made: str) -> str:
    """Return why cases waited in staffed hours, drawn: parts that add up to the mean wait."""
    lines = [(name, line) for name, summary in sides for line in summary.tables["all"]]
    causes = [one for one in Cause if one is not Cause.closed_hours]
    sizes = {one: [_minutes(line.why[one.name].value) for _, line in lines] for one in causes}
    whole = [sum(each) for each in zip(*sizes.values(), strict=True)]
    longest = max(whole, default=0.0)
    seen = {t(f"words.cause.{one.name}"): each for one, each in sizes.items() if max(each, default=0) > SMALL * longest}
    said = [f"{forms.decimal(one)}{forms.THIN}min" for one in whole]
    each = [
        f"{name} {wait}: " + ", ".join(f"{part} {forms.decimal(size[at])}" for part, size in seen.items())
        for at, ((name, _), wait) in enumerate(zip(lines, said, strict=True))
    ]
    drawn = parts_picture([name for name, _ in lines], seen, said, t("compare.why_waited.axis"))
    caption = f"{t('compare.why_waited.help')} {t('words.clock.working')}: {t('words.clock.working_long')}. {made}."
    return picture(drawn, f"{t('compare.why_waited')}. {'; '.join(each)}", caption)


def share(found: Estimate) -> str:
    """Return ``71 % (68–74)``."""
    if found.value is None:
        return t("words.none")
    if found.low is None or found.high is None:
        return forms.percent(found.value)
    return f"{forms.percent(found.value)} ({forms.decimal(100 * found.low, 0)}–{forms.decimal(100 * found.high, 0)})"


def _share_span(one: Change, targets: Mapping[int, Target]) -> Span:
    before, after = 100 * (one.base or 0.0), 100 * (one.other or 0.0)
    low, high = _ends((one.family_low, one.family_high), 100, before)
    name = f"{priority(number_of(one))}, {target(targets.get(number_of(one)))}"
    return Span(name, after, low, high, one.verdict in SHOWN, _said(one, POINTS), before)


def _gain_span(one: Change, by: str) -> Span:
    value = (one.value or 0.0) / MINUTE
    low, high = _ends((one.family_low, one.family_high), 1 / MINUTE)
    if by == "moment":
        said = moment(str(one.key["moment"]))
        name = said[:1].upper() + said[1:]
    else:
        name = t("compare.gains.label", unit=unit(one), number=number_of(one))
    shown = one.verdict in SHOWN
    short = f"{forms.signed(value, 0 if abs(value) >= 9.95 else 1)}{forms.THIN}min"
    return Span(name, value, low, high, shown, short if shown else t(f"words.short.{one.verdict}"))


def _ends(ends: tuple[float | None, float | None], by: float, above: float = 0.0) -> list[float | None]:
    """Return the ends of an interval in the unit of an axis."""
    return [None if end is None else above + end * by for end in ends]


def _said(one: Change, scale: float) -> str:
    said = change(one, scale)
    if one.verdict in SHOWN or "(" not in said:
        return said
    return f"{t(f'words.short.{one.verdict}')} {said.removeprefix('≈ ')}"


def _run_row(line: Line, weeks: int) -> list[Cell]:
    if line.too_few:
        return [priority(int(line.key["priority"])), forms.decimal(line.cases_per_replication / weeks),
                t("words.verdict.too few"), "", "", "", "", ""]  # fmt: skip
    mean = line.wait_working.mean
    known = [None if end is None else forms.minutes(end, 1) for end in (mean.low, mean.high)]
    interval = f" ({known[0]}–{known[1]})" if None not in known else ""
    waited = t("words.none") if mean.value is None else f"{forms.minutes(mean.value, 1)}{interval}"
    return [
        priority(int(line.key["priority"])), forms.decimal(line.cases_per_replication / weeks),
        share(line.within_target), share(line.within_target_reachable), share(line.begun_same_day),
        (waited, "number"), _quantile(line.wait_elapsed.median), _quantile(line.wait_elapsed.p90),
    ]  # fmt: skip


def _quantile(found: Quantile) -> str:
    if found.value is None:
        return t("words.none") if found.over is None else f">{forms.length(found.over)}"
    return forms.length(found.value)


def _both(one: Change, scale: float) -> str:
    if one.base is None or one.other is None:
        return t("words.none")
    if scale == POINTS:
        return forms.pair(forms.percent(one.base, 1), forms.percent(one.other, 1))
    return f"{forms.pair(forms.minutes(one.base, 1), forms.minutes(one.other, 1))}{forms.THIN}min"


def _minutes(seconds: float | None) -> float:
    return (seconds or 0.0) / MINUTE


def _in_words(title: str, rows: Sequence[Span]) -> str:
    return f"{title}. " + "; ".join(f"{row.name}: {row.said}" for row in rows)
