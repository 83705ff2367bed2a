"""Rosters from spreadsheets: read, or refused by row and day; what is read is a roster that a scenario can have."""

from hypothesis import given

from tests.fuzz import doors
from tests.fuzz.doors import FUZZED
from tests.fuzz.rosters import files


@FUZZED
@given(files())
def test_a_roster_is_read_or_refused_in_words(file: tuple[str, bytes]) -> None:
    doors.roster(file[1])
