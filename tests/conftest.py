"""Which tests one worker takes together: those of a file, whose fixtures they share, and all that look at a browser."""

import pytest


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Name the group of each test; one dashboard, one window and one player are enough for all journeys."""
    for item in items:
        browser = "browser" in getattr(item, "fixturenames", ())
        item.add_marker(pytest.mark.xdist_group("browser" if browser else item.path.name + item.path.parent.name))
