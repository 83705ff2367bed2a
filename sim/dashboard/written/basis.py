"""What the figures of a written report rest on: inputs that differ, guardrails, assumptions, rules, versions."""

from collections.abc import Iterator, Sequence
from itertools import groupby

from sim.dashboard import naming
from sim.dashboard.language import forms, t
from sim.dashboard.telling import check
from sim.dashboard.work.request import Request
from sim.dashboard.work.result import Compared
from sim.dashboard.written.paper import Cell, heading, paragraph, table
from sim.domain.rules import RULES, Rule
from sim.measures import Summary
from sim.scenario.assumptions import Assumption, assumptions_of
from sim.scenario.differing import differing
from sim.scenario.fingerprint import fingerprint
from sim.scenario.knobs import Knob, knobs
from sim.scenario.loaded import Loaded
from sim.scenario.schema import Scenario
from sim.store import versions


def differing_table(base: Scenario, other: Scenario, base_name: str, other_name: str) -> Iterator[str]:
    """Yield every place in which a scenario differs from the base."""
    found = differing(base, other)
    if not found:
        yield paragraph(t("report.differing.none", name=other_name))
        return
    heads = [t("report.column.what"), base_name, other_name, t("report.column.place")]
    rows: list[list[Cell]] = [
        [naming.place(one.path), naming.value(one.base), naming.value(one.other), one.path] for one in found
    ]
    yield table(heads, rows)


def guardrail_table(compared: Compared, names: Sequence[str]) -> str:
    """Return what was checked, scenario by scenario, and what came out."""
    rows: list[list[Cell]] = [
        [
            name,
            t(f"report.guard.{one.name}"),
            (t(f"report.guard.is.{one.verdict}"), "shown" if one.verdict != "ok" else ""),
            "" if one.verdict == "ok" else check(one, summary),
        ]
        for name, summary in zip(names, compared.summaries, strict=True)
        for one in summary.guardrails
    ]
    return table([t("report.column.scenario"), t("report.column.checked"), t("report.column.is"), ""], rows)


def what_is_wrong(summaries: Sequence[Summary]) -> Iterator[str]:
    """Yield, once each, what stands in the way of the figures."""
    said = [check(one, summary) for summary in summaries for one in summary.guardrails if one.verdict == "broken"]
    yield from (paragraph(one, "wrong") for one in dict.fromkeys(said))


def assumption_tables(scenario: Scenario) -> Iterator[str]:
    """Yield every number behind a scenario, part by part, with range, basis and origin."""
    turned = knobs_by_place(scenario)
    heads = [t("report.column.what"), t("report.column.is"), t("report.column.plausible"), t("report.column.basis"),
             t("report.column.origin")]  # fmt: skip
    for part, rows in groupby(assumptions_of(scenario), key=lambda row: naming.group(row.path)):
        cells: list[list[Cell]] = [
            [
                naming.place(row.path),
                naming.held(row, turned.get(row.path)),
                (plausible(row), "number"),
                naming.basis(row),
                naming.set_by(row),
            ]
            for row in rows
        ]
        yield heading(part, 3) + table(heads, cells)


def knobs_by_place(scenario: Scenario) -> dict[str, Knob]:
    """Return what can be turned by the place of its assumption; of a list that is the list's own."""
    return {knob.path.removesuffix("[0]"): knob for knob in knobs(scenario)}


def plausible(row: Assumption) -> str:
    """Return the range of an assumption: ``4–16``; empty where it is decided, not uncertain."""
    return "" if row.low is None or row.high is None else f"{naming.number(row.low)}–{naming.number(row.high)}"


def rule_tables() -> Iterator[str]:
    """Yield every rule, part by part, with the heading of the recommendation under which it stands."""
    heads = [t("report.column.rule"), t("report.column.says"), t("report.column.heading"), t("report.column.basis")]
    for section, rules in groupby(RULES, key=lambda one: one.id.partition("-")[0]):
        cells: list[list[Cell]] = [
            [(one.id, "number"), t(f"rules.{one.id}"), one.heading, basis_of(one)] for one in rules
        ]
        yield heading(t(f"rules.section.{section}"), 3) + table(heads, cells)


def basis_of(rule: Rule) -> str:
    """Return the basis of a rule in words: ``the recommendation, our reading``."""
    return ", ".join(t(f"rules.basis.{letter}") for letter in rule.basis.split(", "))


def made_table(request: Request, compared: Compared, loaded: Sequence[Loaded], names: Sequence[str]) -> str:
    """Return what it takes to play the same again."""
    rows: list[list[Cell]] = [[t("report.made.seed"), str(compared.seed)]]
    rows.append([t("report.made.replications"), forms.decimal(compared.replications, 0)])
    rows += [
        [t("report.made.scenario", name=name), f"{written.name} · {fingerprint(one.scenario)[:16]}"]
        for name, written, one in zip(names, request.scenarios, loaded, strict=True)
    ]
    rows.append([t("report.made.code"), request.code[:16]])
    rows += [[name, number] for name, number in versions().items()]
    return table([t("report.column.what"), t("report.column.is")], rows)
