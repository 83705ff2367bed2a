"""The data dictionary: every column of the files that a run writes, from the columns' own descriptions."""

from rich.console import Group, RenderableType
from rich.text import Text

from sim.measures.columns import COLUMNS
from sim.report.console import table
from sim.store import CASES, EVENT_COLUMNS, EVENTS
from sim.tables import Row

HEAD = """# Data dictionary

Made by `direktsim columns --markdown`; a test compares. Ids in brackets are rules (`direktsim rules`).
"""
FILES = {
    CASES: "One row for each case of each replication.",
    EVENTS: "One row for everything that happened; written with `--events`.",
}


def dictionary_markdown() -> str:
    """Return the dictionary as a page."""
    parts = [HEAD]
    for file, says in FILES.items():
        parts.append(f"\n## {file}\n\n{says}\n\n| column | type | unit | meaning |\n|---|---|---|---|\n")
        parts += [f"| `{name}` | {kind} | {unit} | {meaning} |\n" for name, kind, unit, meaning in _rows(file)]
    parts.append(f"\nKinds of events: {', '.join(f'`{row.name}`' for row in Row)}.\n")
    return "".join(parts)


def dictionary_table() -> RenderableType:
    """Return the dictionary as tables."""
    parts: list[RenderableType] = []
    for file, says in FILES.items():
        made = table("column", "type", "meaning", wrap=("type", "meaning"))
        for name, kind, unit, meaning in _rows(file):
            made.add_row(name, f"{kind}, {unit}" if unit else kind, meaning)
        parts += [Text(f"{file}: {says}", style="bold"), made, Text()]
    return Group(*parts)


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
