"""What looks at pages sees what is wrong with a page that is made to be wrong."""

import pytest

from tests.journeys.looking import NARROW, hard_to_read, out_of_reach, wider_than_narrow

GOOD = """<body style="background:#fff; color:#1b2430"><main data-testid="stMain">
<p>Words in ink</p><p style="opacity:.75">Quiet words</p><p style="color:#666; font-size:24px">Large words in grey</p>
<div data-testid="stVegaLiteChart"><svg aria-label="Two of three wait less: 41 %">
<rect width="90" height="30" fill="#00264d" /><text x="5" y="20" fill="#fff">41 %</text></svg></div>
<button kind="primary">Play</button></main></body>"""


@pytest.fixture
def page(journey):
    journey.set_content(GOOD)
    return journey


def test_a_page_that_is_well_made_passes(page):
    assert hard_to_read(page) == []
    assert out_of_reach(page) == []
    assert not wider_than_narrow(page)


@pytest.mark.parametrize(
    ("change", "seen"),
    [
        ("one.style = 'color: #888; background: #ccc'", "Words in ink (P): 2.2"),
        ("one.style = 'opacity: .5'", "Words in ink (P): 3.1"),
        ("one.parentElement.style = 'opacity: .75'", "Quiet words (P): 3."),  # two that are enough one by one
        ("document.querySelector('rect').setAttribute('fill', '#9ecbe8')", "41 % (text): 1.7"),
        ("document.querySelector('svg').removeAttribute('aria-label')", '<div data-testid="stVegaLiteChart">'),
    ],
)
def test_what_is_hard_to_read_is_seen(page, change, seen):
    page.evaluate(f"() => {{ const one = document.querySelector('p'); {change}; }}")
    (found,) = hard_to_read(page)
    assert found.startswith(seen)


def test_a_button_that_tab_does_not_come_to_is_seen(page):
    page.evaluate("() => { document.querySelector('button').tabIndex = -1; }")
    assert out_of_reach(page) == ["Play"]


def test_a_page_that_is_too_wide_is_seen(page):
    page.evaluate(f"() => {{ document.querySelector('main').style = 'width: {2 * NARROW['width']}px'; }}")
    assert wider_than_narrow(page, seconds=0.2)
