"""Every number that a scenario rests on unless it says otherwise, as a page.

``python -m sim.report.assumptions_page > docs/assumptions.md`` makes it anew; a test compares.
"""

import sys
from collections import Counter
from itertools import groupby
from pathlib import Path

from sim.report.register import GUESSES, range_text, said
from sim.scenario.assumptions import Assumption, assumptions
from sim.scenario.loaded import Loaded
from sim.scenario.schema import Scenario

SMALLEST = {"question": "?", "horizon": {"from": "2026-01-05", "weeks": 1}, "units": {"clinic": {}}}
"""As little as a scenario may say, so that everything else is a default."""

HEAD = """\
# Assumptions

The recommendation gives rules and hardly any numbers. These are the numbers that a scenario rests on unless its file
sets its own: what is taken, between which ends the truth is taken to lie, and where it was read. Made by
`python -m sim.report.assumptions_page`; a test compares. `direktsim assumptions FILE` prints the same for a scenario
of yours, with the lines that it sets; `direktsim sensitivity FILE` says which of them matter for its answer.

Of {total} numbers and choices **{assumption} are assumptions**, {source} were published elsewhere, and {document} stand
in the recommendation. Nobody has published these for this channel, and much hangs on them, most on the first:
{guesses}.
"""


def assumptions_page() -> str:
    """Return the page: a table for each part of a scenario, ″ where the line above says the same."""
    rows = assumptions(Loaded(Scenario.model_validate(SMALLEST), Path(), frozenset(), {}))
    by_basis = Counter(row.basis for row in rows)
    guesses = "; ".join(f"{name} (`{path}`)" for path, name in GUESSES.items())
    parts = [HEAD.format(total=len(rows), guesses=guesses, **by_basis)]
    for section, of_section in groupby(rows, key=lambda row: row.path.partition(".")[0] if "." in row.path else ""):
        title = f"`{section}`" if section else "The run"
        parts.append(f"\n## {title}\n\n| | is | plausible | basis | origin |\n|---|---|---|---|---|\n")
        before = ("", "")
        for row in of_section:
            origin = row.origin if (row.basis, row.origin) != before else "″"
            before = (row.basis, row.origin)
            name = row.path.removeprefix(f"{section}.")
            parts.append(f"| `{name}` | {said(row.value)} | {_plausible(row)} | {row.basis} | {origin} |\n")
    return "".join(parts)


def _plausible(row: Assumption) -> str:
    """Return the range with where it comes from."""
    return f"{range_text(row)} ({row.range_origin})" if row.range_origin else ""


if __name__ == "__main__":
    sys.stdout.buffer.write(assumptions_page().encode())
