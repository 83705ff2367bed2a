"""Take the benchmarks: ``python -m benchmarks --help``."""

import argparse
import sys
from collections.abc import Callable, Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import Any

from benchmarks import Refused, engines, growth
from benchmarks.page import page
from benchmarks.peers import side_by_side
from benchmarks.record import RESULTS, Run, machine, newest, run_of, write
from benchmarks.worlds import ROOT

PAGE = ROOT / "docs" / "benchmarks.md"
FULL: Mapping[str, Callable[[], Any]] = {
    "engines": partial(engines.engines, engines.FULL),
    "peers": partial(side_by_side.peers, side_by_side.FULL),
    "growth": partial(growth.growth, growth.FULL),
}
QUICK: Mapping[str, Callable[[], Any]] = {
    "engines": partial(engines.engines, engines.QUICK),
    "peers": partial(side_by_side.peers, side_by_side.QUICK),
    "growth": partial(growth.growth, growth.QUICK),
}


def main(arguments: Sequence[str] | None = None) -> int:
    """Take the parts asked for, keep them as JSON, print them, and write the page anew from the newest of each part.

    Parameters
    ----------
    arguments
        Of the command line; those of this process if None.

    Returns
    -------
    int
        0, or 1 if a part was refused: then nothing is written.
    """
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    parser.add_argument("parts", nargs="*", metavar="PART", help=f"{', '.join(FULL)}; all if none is named")
    parser.add_argument("--quick", action="store_true", help="small sizes, to see that all works; no page is written")
    parser.add_argument("--only-page", action="store_true", help="take nothing, write the page from what is kept")
    parser.add_argument("--out", type=Path, default=RESULTS, metavar="FOLDER", help="where the JSON is kept")
    parser.add_argument("--page", type=Path, default=PAGE, metavar="FILE", help="the page that is written")
    asked = parser.parse_args(arguments)
    if unknown := sorted(set(asked.parts) - set(FULL)):
        parser.error(f"{', '.join(unknown)}: no such part; write {', '.join(FULL)}")
    if not asked.only_page:
        try:
            run = _taken(asked.parts or list(FULL), quick=asked.quick)
        except Refused as refusal:
            print(f"Refused: {refusal}", file=sys.stderr)
            return 1
        print(page(dict.fromkeys(run["parts"], run)))
        print(f"Kept in {write(run, asked.out)}", file=sys.stderr)
    if not asked.quick:
        asked.page.write_text(page(newest(asked.out)), encoding="utf-8")
    return 0


def _taken(names: Sequence[str], *, quick: bool) -> Run:
    """Take parts, one after the other."""
    about = machine()
    found = {}
    for name in names:
        print(f"{name} ...", file=sys.stderr, flush=True)
        found[name] = (QUICK if quick else FULL)[name]()
    return run_of(found, about, quick=quick)


if __name__ == "__main__":
    sys.exit(main())
