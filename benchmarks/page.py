"""The page of benchmarks, written from the newest results: every figure in it comes from a file in ``results/``."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

from benchmarks.peers.side_by_side import OWN

Found = Mapping[str, Any]

STEPS = {"draw": "draw", "play": "compiled play", "measure": "measure"}
"""Of the whole path, and where they stand in the results."""

HEAD = """\
# Benchmarks

Written by `python -m benchmarks` from the JSON files in `benchmarks/results/`; change nothing here by hand.

How to read it: times are medians over rounds in which all that is compared took turns in one process, with everything
compiled beforehand; a ratio is the median of the ratios within each round, so that a machine that is slow for a while
slows both sides. Nothing is timed before its result has been found right. Times of one machine say little about
another; ratios say more.
"""
NOTHING = """
No run is kept yet.
"""
ENGINES = """\
Both engines played the same cases and gave the same log, row by row; otherwise there would be no table. *Play* is the
engine alone, *whole* is drawing, playing and measuring. The reference engine is written to be read, and is the reason
why the other can be trusted.
"""
PEERS = """\
One pool, four people, five priorities that do not break off work in hand, exponential work of ten minutes, load {load}.
Random numbers are drawn inside the time that is taken. Each is timed only if its mean waits agree with Cobham's
formula: {theory} minutes by priority. SimPy, Ciw and cimba keep each case's
wait and priority and nothing else. {own} goes its ordinary way: a scenario file, every draw that a patient will ever
need, a log of what happened, and everything that a report needs, measured from the log.
"""
GROWTH = """\
Each line is a process of its own. *Peak* is the most memory that it ever had; *of it when read* it had when everything
was imported and the scenario read. Time is linear in the cases if a case takes the same everywhere: the largest
deviation from the median of the lines is {linear}.
"""


def page(newest: Mapping[str, Found]) -> str:
    """Return the page.

    Parameters
    ----------
    newest
        By part the run that it is taken from, as `benchmarks.record.newest` finds them.

    Returns
    -------
    str
        Markdown; a part that was never taken is left out, and where there is none this is said.
    """
    if not newest:
        return HEAD + NOTHING
    runs = {name: newest[name] for name in SECTIONS if name in newest}
    return "\n".join([HEAD, *(SECTIONS[name](run["parts"][name]) + "\n" + _taken(run) for name, run in runs.items())])


def _engines(worlds: Sequence[Found]) -> str:
    rows = [
        (
            world["name"], engine, _whole(world["cases"]), len(world["rounds"]),
            *(_seconds(world["median"][f"{engine} {part}"]) for part in ("play", "whole")),
            *(_times(world["ratio"][part][engine]) for part in ("play", "whole")),
        )
        for world in worlds
        for engine in world["engines"]
    ]  # fmt: skip
    head = ("world", "engine", "cases", "rounds", "play", "whole", "play, ratio", "whole, ratio")
    alone = [world["name"] for world in worlds if len(world["engines"]) == 1]
    note = f"\nThe reference engine was left out, for it would take too long: {', '.join(alone)}.\n" if alone else ""
    return f"## Engines side by side\n\n{ENGINES}\n{_table(head, rows)}{note}\n{_bound(worlds)}"


def _bound(worlds: Sequence[Found]) -> str:
    """Say which step takes most of the compiled engine's whole path."""
    said = []
    for world in worlds:
        steps = {step: world["median"][key] for step, key in STEPS.items()}
        named = ", ".join(f"{step} {_percent(one / sum(steps.values()))}" for step, one in steps.items())
        said.append(f"- {world['name']}: {named}\n")
    return f"What bounds the whole path with the compiled engine:\n\n{''.join(said)}"


def _peers(found: Found) -> str:
    rows = [
        (name, _whole(found["cases"][name]), len(found["rounds"]), f"{micro:.3g} µs", _times(found["ratio"][name]))
        for name, micro in sorted(found["median"].items(), key=lambda item: item[1])
    ]
    steps = [(name, f"{micro:.3g} µs", _percent(found["share"][name])) for name, micro in found["steps"].items()]
    work = found["work"]
    theory = " ".join(f"{wait:.3f}" for wait in work["waits_by_theory_minutes"])
    longest = max(found["share"], key=found["share"].get)
    return (
        f"## Other simulators on the same work\n\n{PEERS.format(load=work['load'], theory=theory, own=OWN)}\n"
        + _table(("simulator", "cases", "rounds", "a case", f"in {OWN}'s time"), rows)
        + f"\nWhere {OWN}'s time goes; *{longest}* bounds it, and the engine alone is *kernel*:\n\n"
        + _table(("step", "a case", "share"), steps)
    )


def _growth(found: Found) -> str:
    parts = ["## Growth\n"]
    for name in ("clinics", "replications"):
        series = found[name]
        rows = [
            (
                one["clinics"], one["weeks"], one["replications"], _whole(one["cases"]), _seconds(one["play"]),
                f"{1e6 * one['play'] / one['cases']:.3g} µs", f"{one['peak']:.0f} MiB", f"{one['before']:.0f} MiB",
            )
            for one in series["points"]
        ]  # fmt: skip
        head = ("clinics", "weeks", "replications", "cases", "time", "a case", "peak", "of it when read")
        parts.append(f"By {name}. {GROWTH.format(linear=_percent(series['linear']))}\n{_table(head, rows)}")
    shared, command = found["processes"], found["command"]
    point = shared["point"]
    parts.append(
        f"Two processes take {shared['ratio']:.2f} of the time of one ({point['replications']} replications of "
        f"{point['weeks']} weeks with {point['clinics']} clinics, median of {len(shared['rounds'])}); starting the "
        f"processes is counted in.\n"
    )
    parts.append(
        f"`direktsim run scenarios/mean_clinic.yaml -n {command['replications']}` shows its first figure after "
        f"{_seconds(command['median'])} (median of {len(command['rounds'])}), everything compiled before.\n"
    )
    return "\n".join(parts)


def _taken(run: Found) -> str:
    about, versions = run["machine"], run["versions"]
    busy = "" if about["load_at_start"] is None else f", load {about['load_at_start']:.1f} when it began"
    named = ", ".join(f"{name} {version}" for name, version in versions.items())
    where = f"{about['system']}, {about['processor']}, {about['cores']} cores{busy}"
    return f"Taken {run['taken']} UTC{', with quick sizes,' if run['quick'] else ''} on {where}; {named}.\n"


def _table(head: Sequence[str], rows: Iterable[Sequence[object]]) -> str:
    """Return a table; whatever begins with a figure in its first row stands to the right."""
    lines = [[str(cell) for cell in row] for row in rows]
    right = [cell[:1].isdigit() for cell in lines[0]]
    rule = ["---:" if aligned else "---" for aligned in right]
    return "".join(f"| {' | '.join(line)} |\n" for line in (list(head), rule, *lines))


def _whole(number: int) -> str:
    return f"{number:,}".replace(",", " ")


def _seconds(seconds: float) -> str:
    return f"{seconds:.3g} s"


def _times(ratio: float) -> str:
    return f"{ratio:.3g}"


def _percent(share: float) -> str:
    return f"{100 * share:.0f} %"


SECTIONS: Mapping[str, Callable[[Any], str]] = {"engines": _engines, "peers": _peers, "growth": _growth}
