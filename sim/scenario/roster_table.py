"""A roster as a table of text: read with every problem at once, each with its row and day, and written.

The first row names the columns, in Swedish or English; below it each row is a person: who, at which unit, in which
role, and the hours of each day as ``08:00-12:00, 12:45-17:00``. What stands in a cell is only ever compared and taken
apart; nothing is evaluated.

Long because one grammar of cells, with every way in which it is got wrong.
"""

import datetime as dt
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sim.errors import InputError, Problem, shortened
from sim.scenario.roster import Row, Week
from sim.scenario.schema.times import WEEKDAYS, clock_text, span_text
from sim.scenario.shifts import Spans, merged

MOST_ROWS = 1000
LONGEST = 200
"""Characters of a cell."""
DAY_NAMES = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
HEADINGS: dict[str, tuple[str, ...]] = {
    "person": ("person", "vem", "namn", "name", "who"),
    "unit": ("unit", "enhet", "vårdcentral", "clinic"),
    "role": ("role", "roll", "vårdroll"),
    "mon": ("mon", "monday", "mån", "måndag"),
    "tue": ("tue", "tuesday", "tis", "tisdag"),
    "wed": ("wed", "wednesday", "ons", "onsdag"),
    "thu": ("thu", "thursday", "tor", "tors", "torsdag"),
    "fri": ("fri", "friday", "fre", "fredag"),
    "sat": ("sat", "saturday", "lör", "lördag"),
    "sun": ("sun", "sunday", "sön", "söndag"),
}
ROLES: dict[str, tuple[str, ...]] = {
    "nurse": ("sjuksköterska", "ssk", "sköterska"),
    "physiotherapist": ("fysioterapeut", "sjukgymnast"),
    "counsellor": ("kurator", "psykolog"),
    "physician": ("läkare", "doctor"),
    "medical_admin": ("medicinsk admin", "medicinsk administratör", "medical admin", "vårdadministratör"),
    "administrator": ("administratör",),
}
OFF = frozenset({"", "-", "–", "—", "ledig", "fri", "off", "x"})
"""What says that somebody is not on duty."""
SAID = {
    "heading": 'no column is called "{better}"; the first row names the columns: Person, Unit, Role, Mon ... Sun',
    "column": '"{value}" is no column here; write Person, Unit, Role, Mon ... Sun',
    "column_twice": '"{value}" stands above two columns; keep one',
    "no_rows": "there are no people below the first row",
    "many": "there are more than {better} rows; a clinic's roster is shorter",
    "formula": '"{value}" is a formula; write the hours themselves, such as 08:00-12:00',
    "date": '"{value}" was taken for a date or a time of day; make the cell text and write 08:00-12:00',
    "long": "the cell holds more than {better} characters; write hours such as 08:00-12:00, 12:45-17:00",
    "span": '"{value}" is no span of time; write it as {better}',
    "clock": '"{value}" is no time of day; write times from 00:00 to 24:00',
    "backwards": "{value} ends before it starts; write {better}",
    "nothing": "{value} ends when it starts; write a later end",
    "overlap": "{value} overlaps {better}; write hours that follow each other",
    "no_person": "nobody is named; write who it is",
    "name": '"{value}" is no name; write letters, digits, - and _, at most 60',
    "no_unit": "{value} is new and has no unit; write one of {better}",
    "no_role": "{value} is new and has no role; write one of {better}",
    "unit": '"{value}" is no unit here; write one of {better}',
    "role": '"{value}" is no role; write one of {better}',
    "other_unit": "{value} works at {better} in this scenario; give somebody new another name",
    "other_role": "{value} is {better} in this scenario; one role at a clinic",
    "twice": "{value} stands in row {better} already; write all hours in one row",
    "together": "{value} also works {better} that day; a person is in one place at a time",
}
"""What is wrong, by its kind, as the console says it."""
RULES = {"overlap": "ST-3", "twice": "ST-3", "together": "ST-3", "other_role": "ST-3"}

_SPAN = re.compile(r"(\d{1,2})(?:[:.](\d{2}))?\s*[-–—−]\s*(\d{1,2})(?:[:.](\d{2}))?")
_APART = re.compile(r"\s*(?:[,;/\n]|\boch\b|\band\b)\s*")
_NAME = re.compile(r"\w[\w -]{0,59}")


@dataclass(frozen=True, slots=True)
class TableProblem(Problem):
    """One thing wrong in one cell, so that it can be said in any language.

    Attributes
    ----------
    kind
        One of `SAID`.
    row
        As a spreadsheet numbers it, from 1; 0 for the whole table.
    column
        Key of `HEADINGS`, or empty.
    value, better
        What stands there; what to write instead, or what it clashes with.
    """

    kind: str = ""
    row: int = 0
    column: str = ""
    value: str = ""
    better: str = ""


def table_problem(kind: str, row: int = 0, column: str = "", value: str = "", better: str = "") -> TableProblem:
    """Return a problem with its sentence."""
    value = shortened(value)
    day = DAY_NAMES[WEEKDAYS.index(column)] if column in WEEKDAYS else column
    place = ", ".join(filter(None, [f"row {row}" if row else "", day]))
    what = SAID[kind].format(value=value, better=better)
    return TableProblem(what, place, None, None, RULES.get(kind, ""), kind, row, column, value, better)


def read_table(
    cells: Sequence[Sequence[object]], base: Sequence[Row], units: Sequence[str], shown: Mapping[str, str]
) -> list[Row]:
    """Return the rows that a table says; people who are known may leave out unit and role.

    Parameters
    ----------
    cells
        Rows of cells, the headings first; a row without anything is passed over.
    base
        The roster that the table is about.
    units
        Units that people may work at.
    shown
        By person: what a table may call them beside their name.

    Raises
    ------
    InputError
        With a `TableProblem` for everything wrong.
    """
    return _Reader(base, units, shown).table(cells)


def hours_text(spans: Spans) -> str:
    """Return the hours of a day as a cell has them."""
    return ", ".join(span_text(span) for span in spans)


class _Reader:
    """Reads a table and collects what is wrong."""

    def __init__(self, base: Sequence[Row], units: Sequence[str], shown: Mapping[str, str]) -> None:
        self.problems: list[TableProblem] = []
        self._base = base
        self._units = list(units)
        self._people = {row.person.casefold(): row.person for row in base}
        self._people |= {said.casefold(): person for person, said in shown.items() if person in self._people.values()}

    def note(self, kind: str, row: int = 0, column: str = "", value: str = "", better: str = "") -> None:
        self.problems.append(table_problem(kind, row, column, value, better))

    def table(self, cells: Sequence[Sequence[object]]) -> list[Row]:
        """Return the rows of a table."""
        filled = [(number, row) for number, row in enumerate(cells, 1) if any(_plain(cell) for cell in row)]
        columns = self._columns(*filled[0]) if filled else {}
        if not filled:
            self.note("heading", better="Person")
        elif not filled[1:]:
            self.note("no_rows")
        elif len(filled) > MOST_ROWS:
            self.note("many", better=str(MOST_ROWS))
        found: list[tuple[int, Row]] = []
        if not self.problems:
            found = [(n, row) for n, said in filled[1:] if (row := self._row(n, said, columns)) is not None]
            self._across(found)
        if self.problems:
            raise InputError(list(self.problems))
        return [row for _, row in found]

    def _columns(self, number: int, heads: Sequence[object]) -> dict[str, int]:
        known = {word: key for key, words in HEADINGS.items() for word in words}
        columns: dict[str, int] = {}
        for at, head in enumerate(heads):
            said = _plain(head)
            key = known.get(said.casefold().rstrip("."))
            if key is None and said:
                self.note("column", number, value=said)
            elif key in columns:
                self.note("column_twice", number, value=said)
            elif key is not None:
                columns[key] = at
        if "person" not in columns:
            self.problems = [table_problem("heading", number, better="Person")]
        elif not any(day in columns for day in WEEKDAYS):
            self.note("heading", number, better="Mon")
        return columns

    def _row(self, number: int, said: Sequence[object], columns: Mapping[str, int]) -> Row | None:
        def cell(key: str) -> object:
            at = columns.get(key, len(said))
            return said[at] if at < len(said) else ""

        person = self._person(number, cell("person"))
        known = [row for row in self._base if row.person == person]
        before = len(self.problems)
        week = [self._day(number, day, cell(day)) for day in WEEKDAYS]
        if person is None:
            return None
        unit = self._unit(number, person, _plain(cell("unit")), known)
        role = self._role(number, person, _plain(cell("role")), known)
        if unit is None or role is None or len(self.problems) > before:
            return None
        at_home = next((row for row in known if row.unit == unit), None)
        kept: Week = at_home.week if at_home else ((),) * 7
        return Row(person, unit, role, tuple(week[n] if day in columns else kept[n] for n, day in enumerate(WEEKDAYS)))

    def _person(self, number: int, cell: object) -> str | None:
        said = _plain(cell)
        if not said:
            self.note("no_person", number, "person")
        elif _formula(said):
            self.note("formula", number, "person", said)
        elif said.casefold() in self._people:
            return self._people[said.casefold()]
        elif not _NAME.fullmatch(said):
            self.note("name", number, "person", said)
        else:
            return said
        return None

    def _unit(self, number: int, person: str, said: str, known: Sequence[Row]) -> str | None:
        names = {one.casefold(): one for one in self._units}
        unit = names.get(said.casefold().replace(" ", "_"), names.get(said.casefold()))
        homes = list(dict.fromkeys(row.unit for row in known))
        if said and unit is None:
            self.note("unit", number, "unit", said, ", ".join(self._units))
        elif unit is not None and homes and unit not in homes:
            self.note("other_unit", number, "unit", person, ", ".join(homes))
        elif unit is not None:
            return unit
        elif len(homes) == 1 or (not homes and len(self._units) == 1):
            return (homes or self._units)[0]
        else:
            self.note("no_unit", number, "unit", person, ", ".join(homes or self._units))
        return None

    def _role(self, number: int, person: str, said: str, known: Sequence[Row]) -> str | None:
        words = {word: role for role, names in ROLES.items() for word in (role, *names)}
        role = words.get(said.casefold())
        held = list(dict.fromkeys(row.role for row in known))
        if said and role is None:
            self.note("role", number, "role", said, ", ".join(ROLES))
        elif role is not None and held and role not in held:
            self.note("other_role", number, "role", person, ", ".join(held))
        elif role is not None or held:
            return role or held[0]
        else:
            self.note("no_role", number, "role", person, ", ".join(ROLES))
        return None

    def _day(self, number: int, day: str, cell: object) -> Spans:
        """Return the hours in a cell."""
        if isinstance(cell, dt.datetime | dt.date | dt.time | dt.timedelta):
            self.note("date", number, day, str(cell))
            return ()
        said = _plain(cell)
        if said.casefold() in OFF:
            return ()
        if _formula(said):
            self.note("formula", number, day, said)
            return ()
        if len(said) > LONGEST:
            self.note("long", number, day, better=str(LONGEST))
            return ()
        spans: list[tuple[int, int]] = []
        for part in filter(None, _APART.split(said)):
            span = self._span(number, day, part)
            if span is None:
                continue
            across = next((one for one in spans if one[0] < span[1] and span[0] < one[1]), None)
            if across is not None:
                self.note("overlap", number, day, span_text(span), span_text(across))
            spans.append(span)
        return merged(spans)

    def _span(self, number: int, day: str, part: str) -> tuple[int, int] | None:
        match = _SPAN.fullmatch(part)
        if match is None:
            self.note("span", number, day, part, "08:00-12:00")
            return None
        hours, minutes = (int(match[1]), int(match[3])), (int(match[2] or 0), int(match[4] or 0))
        start, stop = (hour * 3600 + minute * 60 for hour, minute in zip(hours, minutes, strict=True))
        if max(minutes) > 59 or max(start, stop) > 24 * 3600:
            self.note("clock", number, day, part)
        elif stop < start:
            written = f"{clock_text(start)}-{clock_text(stop)}"
            self.note("backwards", number, day, written, f"{clock_text(stop)}-{clock_text(start)}")
        elif stop == start:
            self.note("nothing", number, day, f"{clock_text(start)}-{clock_text(stop)}")
        else:
            return start, stop
        return None

    def _across(self, found: Sequence[tuple[int, Row]]) -> None:
        """Check rows against each other: nobody twice, nobody in two places at once [ST-3]."""
        first: dict[tuple[str, str], int] = {}
        for number, row in found:
            if first.setdefault(row.key, number) != number:
                self.note("twice", number, "person", row.person, str(first[row.key]))
        named = {row.key for _, row in found}
        others = [(0, row) for row in self._base if row.key not in named] + list(found)
        for n, (number, row) in enumerate(others):
            for _, other in others[:n]:
                if number and other.person == row.person and other.unit != row.unit:
                    self._apart(number, row, other)

    def _apart(self, number: int, row: Row, other: Row) -> None:
        for day, mine, theirs in zip(WEEKDAYS, row.week, other.week, strict=True):
            clash = next((b for a in mine for b in theirs if a[0] < b[1] and b[0] < a[1]), None)
            if clash is not None:
                self.note("together", number, day, hours_text(mine), f"{span_text(clash)} {other.unit}")


def _plain(cell: object) -> str:
    """Return the text of a cell; a number that a spreadsheet made of 8 is ``8``."""
    if cell is None:
        return ""
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return str(cell).replace("\u00a0", " ").strip()


def _formula(said: str) -> bool:
    """Tell whether a spreadsheet would evaluate it."""
    return said[:1] in ("=", "@", "+") or bool(re.match(r"-\D", said))
