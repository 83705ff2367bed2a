"""The page ``docs/verification.md``: what is checked and how, with the printed tables."""

from collections.abc import Iterable, Iterator, Sequence

from sim.report.verification import FAILS, HOLDS, UNKNOWN, WORLD, conclusions, engines, figure_row, groups
from sim.verify import NOT_CHECKED, Figure, Verified

HEAD = """\
# Is the program right?

Made by `direktsim verify --markdown`; `make generated` writes it anew. `direktsim verify` prints the same table on your
machine in a minute or two and ends with status 1 if anything in it fails; `--json` gives it to programs.

A simulation is believed for what it was checked against. Here the program plays lists whose waits are known without it:

- *exactly*: the wait of every case follows from arrivals and work by a few lines of arithmetic, a program by others
  gives the same second, or two sums must be equal. There is no tolerance, and "every one" is every one.
- *by theory*: means and shares that mathematics knows. What was played gives an interval (Student's t over independent
  replications, the first part of each left out while the list fills), and theory must lie in it.
- *in a limit*: theory knows what happens with infinitely many cases; a margin of some per cent is allowed and stated.

Of many checks some fail by chance if each is looked at alone. So the chance that a right program fails *anything* is
fixed, and divided among the checks that hang on the draw. The intervals are therefore far wider than the usual 95 %.
What they cannot see is an error smaller than they are wide; the exact checks see every error on the cases they play.

The engine that is written to be read plays a small part of what the fast one plays, so its intervals are wider; that
both write the same log is checked too. Formulas and their sources stand in `sim/verify/theory.py` and
`sim/verify/over_time.py`; [decision 19](decisions/0019-verify.md) says why these checks, and which wrong programs they
are known to catch.

## Against theory, identities and another program

"""
REMARKS = """\
What is off, and why: public holidays have a Sunday's arrivals, so that more comes outside staffed hours, and weekdays
shift a little. Ages are whole years between 1 and 100: rounding down and cutting off make them a year younger and less
spread than the distribution. Cases diverted out of hours are not corrected and lead to no visit; cases that move on to
another role keep fewer turns. *Ends unanswered* is held at about 8 % on purpose, since the printed share is from chats
outside health care.
"""


def verification_page(found: Verified, figures: Sequence[Figure]) -> str:
    """Return the page as Markdown.

    Parameters
    ----------
    found
        All checks.
    figures
        What sources print beside what the model gives.
    """
    names = engines(found)
    parts = [HEAD, "\n".join(f"{said}\n" for said in conclusions(found, names))]
    for title, says, rows in groups(found, names):
        parts.append(f"\n### {title}\n\n{says}\n\n")
        cells = ([claim, expected, *of, HOLDS if holds else FAILS] for claim, expected, of, holds in rows)
        parts += _lines(["", "theory", *names, ""], cells)
    parts.append(f"\n## Against the world\n\n{WORLD}\n\n")
    parts += _lines(["", "printed", "model (95 %)", "off by", "printed is", "where"], map(figure_row, figures))
    parts.append(f"\n{REMARKS}\n{UNKNOWN}\n\n")
    parts += [f"- {said}\n" for said in NOT_CHECKED]
    return "".join(parts)


def _lines(head: Sequence[str], rows: Iterable[Sequence[str]]) -> Iterator[str]:
    yield f"| {' | '.join(head)} |\n|{'---|' * len(head)}\n"
    yield from (f"| {' | '.join(row)} |\n" for row in rows)
