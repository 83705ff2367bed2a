"""Hand in thousands of changed files and say what became of them.

``python scripts/fuzz.py 10000`` does so with scenarios, ``... 2000 cases`` with recorded cases, ``... 2000 roster``
with rosters. A file that ends in anything but a result or a refusal in words, or takes a minute, is kept in the folder
``build/fuzz`` with what was raised, and the exit status is 1.
"""

import argparse
import resource
import signal
import sys
import tempfile
import time
import traceback
import warnings
from collections import Counter
from collections.abc import Callable
from pathlib import Path

from hypothesis import HealthCheck, Phase, given, seed, settings

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT))

from tests.fuzz import doors, mutations, recorded, rosters  # noqa: E402 - found through the path above

FAILED = ROOT / "build" / "fuzz"
SECONDS = 60
BYTES = 8 * 2**30


def cases_door(data: bytes, folder: Path) -> doors.Outcome:
    """Hand in recorded cases."""
    clinic = folder / "clinic.yaml"
    clinic.write_text(recorded.CLINIC)
    return doors.recorded(data, clinic, folder)


KINDS = {
    "scenario": (mutations.scenario_files(), doors.scenario),
    "cases": (recorded.changed_files(), cases_door),
    "roster": (rosters.files(), lambda data, _: doors.roster(data)),
}


def handed_in(door: Callable[[bytes, Path], doors.Outcome], data: bytes) -> str:
    """Return what became of a file: the kind of its outcome, or the kind of what was raised."""
    signal.alarm(SECONDS)
    try:
        with tempfile.TemporaryDirectory() as folder:
            return door(data, Path(folder)).kind
    except BaseException as raised:
        if isinstance(raised, KeyboardInterrupt):
            raise
        FAILED.mkdir(parents=True, exist_ok=True)
        name = f"{len(list(FAILED.glob('*.file'))):04d}"
        (FAILED / f"{name}.file").write_bytes(data)
        (FAILED / f"{name}.txt").write_text(traceback.format_exc())
        return f"FAILED {type(raised).__name__}"
    finally:
        signal.alarm(0)


def main() -> None:
    """Hand in as many files as asked, and print a table of what became of them."""
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("files", type=int)
    asked.add_argument("kind", nargs="?", choices=KINDS, default="scenario")
    asked.add_argument("--seed", type=int, default=0)
    said = asked.parse_args()
    strategy, door = KINDS[said.kind]
    warnings.simplefilter("error")
    resource.setrlimit(resource.RLIMIT_AS, (BYTES, BYTES))
    signal.signal(signal.SIGALRM, lambda *_: (_ for _ in ()).throw(TimeoutError(f"longer than {SECONDS} s")))
    outcomes: Counter[tuple[str, str]] = Counter()
    longest, began = 0.0, time.monotonic()

    @seed(said.seed)
    @settings(
        max_examples=said.files,
        database=None,
        deadline=None,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    @given(strategy)
    def each(file: tuple[str, bytes]) -> None:
        nonlocal longest
        start = time.monotonic()
        outcomes[file[0], handed_in(door, file[1])] += 1
        longest = max(longest, time.monotonic() - start)

    each()
    heights = sorted({height for height, _ in outcomes})
    kinds = sorted({kind for _, kind in outcomes})
    print("changed in", *kinds, sep="\t")
    for height in heights:
        print(height, *(outcomes[height, kind] for kind in kinds), sep="\t")
    print("all", *(sum(outcomes[height, kind] for height in heights) for kind in kinds), sep="\t")
    print(f"{outcomes.total()} files in {time.monotonic() - began:.0f} s, the longest {longest:.1f} s")
    sys.exit(any(kind.startswith("FAILED") for kind in kinds))


if __name__ == "__main__":
    main()
