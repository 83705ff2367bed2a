"""Whether a page can be read and used by everybody: contrast, descriptions of charts, the Tab key, a narrow screen."""

from collections.abc import Callable
from pathlib import Path

from playwright.sync_api import Page
from playwright.sync_api import TimeoutError as TooLate

READABLE = Path(__file__).with_name("readable.js").read_text(encoding="utf-8")
STILL = """() => !document.querySelector("[data-stale=true], [data-testid=stProgress]") &&
  document.querySelectorAll("[data-testid=stApp]:not([data-test-script-state=notRunning])").length === 0 &&
  document.getAnimations().every((one) => one.playState !== "running" || one.effect.getTiming().iterations > 9)"""
"""Nothing is played, drawn anew, or fading."""
DARK = "() => getComputedStyle(document.querySelector('.stApp')).colorScheme === 'dark'"
NARROW, WIDE = {"width": 390, "height": 844}, {"width": 1280, "height": 720}
CONTROLS = "button, a[href], summary, input:not([type=file]), textarea, [role=radio], [role=combobox], [role=slider]"
PRIMARY = "[data-testid=stMain] :is(button[kind=primary], [role=combobox], [role=radio], input, summary, .save)"
FITS = "(width) => ['html', '[data-testid=stMain]'].every(one => document.querySelector(one).scrollWidth <= width)"
MOST = 250
"""Times Tab is pressed at most."""
REACHED = """(wanted) => {
  const usable = (one) => !one.disabled && one.checkVisibility() && one.getBoundingClientRect().height > 1;
  const group = (one) => one.closest("[role=radiogroup]") || one;
  const reached = new Set([...window.reached].map(group));
  return [...document.querySelectorAll(wanted)].filter((one) => usable(one) && !reached.has(group(one)))
    .map((one) => one.getAttribute("aria-label") || one.innerText || one.outerHTML.slice(0, 120));
}"""


def staying(page: Page, look: Callable[[Page], list[str]]) -> list[str]:
    """Return what is found wrong again when it is looked at again: a page that is just being drawn is not whole."""
    before = None
    while True:
        page.wait_for_function(STILL)
        found = look(page)
        if not found or found == before:
            return found
        before = found
        page.wait_for_timeout(500)


def hard_to_read(page: Page) -> list[str]:
    """Return texts of too little contrast, with where and how little, and charts that do not say what they show."""
    seen = page.evaluate(READABLE)
    return [*seen["pale"], *seen["mute"]]


def out_of_reach(page: Page, wanted: str = PRIMARY) -> list[str]:
    """Return the controls that Tab does not come to."""
    page.evaluate("""() => {
      window.reached = new Set();
      document.activeElement.blur();
      document.addEventListener("focusin", (event) => window.reached.add(event.target));
    }""")
    before = -1
    for pressed in range(MOST):
        page.keyboard.press("Tab")
        if pressed % 10 == 9:
            now = page.evaluate("() => window.reached.size")
            if now == before:
                break
            before = now
    return page.evaluate(REACHED, wanted)


def wider_than_narrow(page: Page, seconds: float = 5) -> bool:
    """Tell whether a page must be scrolled sideways on a telephone, when its charts have had time to follow."""
    page.set_viewport_size(NARROW)
    try:
        page.wait_for_function(FITS, arg=NARROW["width"], timeout=1000 * seconds)
    except TooLate:
        return True
    finally:
        page.set_viewport_size(WIDE)
    return False


def look_at(page: Page) -> None:
    """Look at a page in both themes, go through it with Tab, and make it narrow."""
    page.wait_for_timeout(200)  # what a last click has begun shows
    found = {"light": staying(page, hard_to_read), "keys": staying(page, out_of_reach)}
    page.emulate_media(color_scheme="dark")
    page.wait_for_function(DARK)
    found["dark"] = staying(page, hard_to_read)
    page.emulate_media(color_scheme="light")
    found["narrow"] = ["must be scrolled sideways"] if wider_than_narrow(page) else []
    wrong = [f"{kind}: {one}" for kind, ones in found.items() for one in ones]
    assert not wrong, "\n".join(wrong)
