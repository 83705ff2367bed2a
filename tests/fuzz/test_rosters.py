"""Rosters from spreadsheets: read, or refused by row and day; what is read is a roster that a scenario can have."""

import os

from hypothesis import HealthCheck, given, settings

from tests.fuzz import doors
from tests.fuzz.rosters import files

FUZZED = settings(
    max_examples=int(os.environ.get("FUZZED_FILES", "40")), deadline=None, suppress_health_check=list(HealthCheck)
)


@FUZZED
@given(files())
def test_a_roster_is_read_or_refused_in_words(file: tuple[str, bytes]) -> None:
    doors.roster(file[1])
