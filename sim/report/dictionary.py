"""The data dictionary: what ``--out`` writes, and the columns of recorded cases."""

from rich.console import Group, RenderableType
from rich.text import Text

from sim.cases.trace_columns import MANUAL, REQUIRED
from sim.cases.trace_rows import CASE_ID
from sim.measures.columns import COLUMNS
from sim.report.console import table
from sim.store import CASES, EVENT_COLUMNS, EVENTS, MANIFEST, SUMMARY
from sim.tables import Row

HEAD = """# Data dictionary

Made by `direktsim columns --markdown`; a test compares. Ids in brackets are rules (`direktsim rules`).

`run` and `compare` write these files with `--out`. The store has the same tables, part by part
([decision 12](decisions/0012-the-store.md)).
"""
FILES = {
    CASES: "One row for each case of each replication.",
    EVENTS: "One row for everything that happened; written with `--events`.",
}
RECORDED = (
    "The file that `route` reads, and `run` and `compare` with `--cases`: CSV in UTF-8 with comma or semicolon, the "
    "names of its columns in the first line, one row a case. Columns that are not required may be left out or empty; "
    "what the file does not say is drawn."
)
ONE_VALUE = {
    "case": "one",
    "stage": "one, or one for each stage of the case, separated by spaces",
    "turn": "one, or one for each turn, separated by spaces",
}
JSON_FILES: dict[str, dict[str, str]] = {
    MANIFEST: {
        "format": "Number of this layout.",
        "fingerprint": (
            "SHA-256 of what decides the numbers: scenario, seed, recorded cases, code and layout. The run's id is how "
            "it begins."
        ),
        "name": "The scenario file's, without its ending.",
        "made": "When the run was written down.",
        "seed": "Seed of the draws.",
        "code": "Version of the code: SHA-256 of all sources that decide numbers and of the packages below them.",
        "trace": "Recorded cases that were replayed: the file and its SHA-256; null if none.",
        "scenario_fingerprint": "SHA-256 of the whole scenario.",
        "versions": "Python and the packages that the numbers rest on.",
        "scenario": "The whole scenario, defaults included.",
        "replications_asked": "Replications that were asked for.",
        "replications_finished": "Replications that are in the tables; fewer if the run was interrupted.",
        "digests": "By replication: SHA-256 of its log. Equal digests, equal runs.",
        "assumptions": "Every number with basis, origin and plausible range, as `direktsim assumptions` prints them.",
    },
    SUMMARY: {
        "question": "The scenario's.",
        "measured_from": "First date that counts, after the warm-up.",
        "measured_until": "Last date that counts.",
        "weeks": "Length of the measured part.",
        "replications": "How many.",
        "remarks": "What has to be said beside the figures.",
        "guardrails": "What must hold for the figures to mean anything: what was checked, what was found, ok, look or "
        "broken.",
        "tables": "Cases, shares and waits: of all, and by priority, unit, role and their combinations.",
        "by_replication": "The priorities of each replication by themselves.",
        "account": "By stream: how many cases arrived, and what became of them.",
        "totals": "Numbers of events, mean of a replication.",
        "acceptance": "Waits from handover to acceptance, all and by receiving unit [UN-9].",
        "referrals": "Waits from referral to begun, all and by role [RO-9].",
        "people": "By person and post: hours, utilisation, overrun, open cases.",
        "lists": "By unit and role: work offered and scheduled, length of the list.",
        "inbox": "What waits at opening, by unit and weekday, and when it is cleared.",
        "money": "A week's hours and costs, all and by unit.",
        "helped_hours": "Hours a week that people of one unit work on another's cases.",
        "precision": "With `--precision`: how well each share is known, and the replications that others would take.",
    },
}
JSON_SAYS = {
    MANIFEST: "What was run. In the folder of a comparison: which runs lie beside it, and which is the base.",
    SUMMARY: (
        "The figures, as `--json` prints them; waits are in seconds. An estimate has a `value`, the ends `low` and "
        "`high` of its 95 % interval, and the `numerator` and `denominator` behind it; null where nothing can be said. "
        "In the folder of a comparison: `comparisons` by scenario, each with a `verdict` and with `families` of "
        "differences judged together: over the lines of a table and over all scenarios. `low` and `high` are a "
        "difference's own 95 % interval, `family_low` and `family_high` the adjusted one that its `verdict` goes by; "
        "`margin` is what does not matter; `replications_needed` is an order of magnitude and no more; `could_show` is "
        "the size of a difference that the replications would have shown, four times of five; `counts` are, of a share "
        "before and after, the cases that have it and those in which it is decided; `variance_ratio` is how many times "
        "as many replications it would take with patients of their own."
    ),
}


def dictionary_markdown() -> str:
    """Return the dictionary as a page."""
    parts = [HEAD]
    for file, says in FILES.items():
        parts.append(f"\n## {file}\n\n{says}\n\n| column | type | unit | meaning |\n|---|---|---|---|\n")
        parts += [f"| `{name}` | {kind} | {unit} | {meaning} |\n" for name, kind, unit, meaning in _rows(file)]
    parts.append(f"\nKinds of events: {', '.join(f'`{row.name}`' for row in Row)}.\n")
    for file, keys in JSON_FILES.items():
        parts.append(f"\n## {file}\n\n{JSON_SAYS[file]}\n\n| key | meaning |\n|---|---|\n")
        parts += [f"| `{key}` | {meaning} |\n" for key, meaning in keys.items()]
    parts.append(
        f"\n## Recorded cases\n\n{RECORDED}\n\n| column | required | values in a row | meaning |\n|---|---|---|---|\n"
    )
    parts += [f"| `{name}` | {required} | {values} | {meaning} |\n" for name, required, values, meaning in _recorded()]
    return "".join(parts)


def dictionary_table() -> RenderableType:
    """Return the dictionary as tables."""
    parts: list[RenderableType] = []
    for file, says in FILES.items():
        made = table("column", "type", "meaning", wrap=("type", "meaning"))
        for name, kind, unit, meaning in _rows(file):
            made.add_row(name, f"{kind}, {unit}" if unit else kind, meaning)
        parts += [Text(f"{file}: {says}", style="bold"), made, Text()]
    for file, keys in JSON_FILES.items():
        made = table("key", "meaning", wrap=("meaning",))
        for key, meaning in keys.items():
            made.add_row(key, meaning)
        parts += [Text(f"{file}: {JSON_SAYS[file]}", style="bold"), made, Text()]
    made = table("column", "required", "meaning", wrap=("meaning",))
    for name, required, values, meaning in _recorded():
        made.add_row(name, required, meaning if values == ONE_VALUE["case"] else f"{meaning} Values: {values}.")
    return Group(*parts, Text(f"Recorded cases: {RECORDED}", style="bold"), made, Text())


def _rows(file: str) -> list[tuple[str, str, str, str]]:
    """Name, type, unit and meaning of each column; words that a column may hold stand at the end of its meaning."""
    if file == EVENTS:
        return list(EVENT_COLUMNS)
    # Parquet knows no whole seconds: it holds them as milliseconds
    return [
        (
            one.name,
            one.type.replace("timestamp[s]", "timestamp[ms]"),
            one.unit,
            one.meaning + (f" One of: {', '.join(one.words)}." if one.words else ""),
        )
        for one in COLUMNS
    ]


def _recorded() -> list[tuple[str, str, str, str]]:
    """Name, whether it is required, number of values in a row, and meaning of each column of recorded cases."""
    rows = [(CASE_ID, "", ONE_VALUE["case"], "The user's own name of the case, which `route` hands back.")]
    for per, columns in MANUAL.items():
        for name, says in columns.items():
            required = "yes" if name in REQUIRED else ""
            rows.append((name, required, ONE_VALUE[per], f"{says[:1].upper()}{says[1:]}."))
    return rows
