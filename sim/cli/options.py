"""Options that run and compare share: everything that is wrong with them is said together, before anything runs."""

from pathlib import Path

from sim.cli.players import check_players
from sim.cli.until import check_until
from sim.errors import Collected
from sim.report.files import check_targets
from sim.store import check_free


def wrong_options(
    until: tuple[float | None, int | None, int | None],
    places: tuple[Path | None, Path | None, Path | None],
    players: tuple[int | None, str | None],
    cases: Path | None,
    out: Path | None,
) -> Collected:
    """Return what is wrong with the options of a command, whatever is wrong with its scenarios.

    Parameters
    ----------
    until
        Precision, replications at most, and replications.
    places
        Of the Parquet file, the Excel file and the folder for pictures.
    players
        Processes, and the address of a cluster.
    cases
        Recorded cases.
    out
        The folder for tables.
    """
    problems = Collected()
    with problems.noted():
        check_until(*until)
    with problems.noted():
        check_targets(places[:2], places[2])
    with problems.noted():
        check_players(*players, recorded=cases is not None)
    with problems.noted():
        check_free(out)
    return problems
