"""Every text that stands in a picture, in one place: another language is another dictionary with the same keys."""

WORDS = {
    "before": "before",
    "after": "after",
    "hollow": "hollow: no difference shown",
    "band": "bands and whiskers: 95 % intervals",
    "band_adjusted": "bands and whiskers: 95 % intervals, adjusted for what stands together",
    "crossing": "crosses at {value}",
    "crossing_of": "{name} crosses at {value}",
    "difference": "{other} less {base}",
    "level": "level {level}",
    "moves": "how far each moves it from as assumed, {unit}",
    "as_assumed": "as assumed: {value}",
    "low_end": "at the low end of its range",
    "high_end": "at the high end of its range",
    "assumed_outside": "as assumed: {value}, outside all worlds",
    "more_assumptions": "more that move it less: {number}",
    "more_not_shown": "more that are not shown to move it: {number}",
    "worlds": "share of plausible worlds, %",
    "worlds_title": "{number} plausible worlds: {what}",
    "world_shown": "{what}, shown",
    "world_measured": "{what}, measured, not shown",
    "world_at": "exactly at the limit",
    "within_target": "Within target, by priority",
    "within_target_of": "Within target, by priority: {other} against {base}",
    "within_target_axis": "cases begun within the target, %",
    "target": "target {target}",
    "waits": "Waits for first contact, by priority",
    "clock_working": "hours, staffed hours only",
    "clock_elapsed": "hours of the calendar, nights and weekends included",
    "mean": "mean",
    "median": "median",
    "p90": "9 of 10 under",
    "open_end": "arrow: the end was not seen",
    "why": "Why they waited, staffed hours only, by priority",
    "why_axis": "share of the wait, %",
    "gains": "Who gains, who pays? {other} against {base}",
    "by_group": "by unit and priority",
    "by_moment": "by when they come",
    "gains_axis": "change of the mean wait in staffed hours, minutes",
    "cases_a_week": "{name} ({cases} a week)",
    "in_points": "{change} points",
    "nothing": "no change is shown",
    "priority": "priority {priority}",
    "too_few": "too few cases",
    "left_out": "left out: {number} with too few cases",
}
"""English; ``{...}`` is filled in."""


def say(key: str, **filled: object) -> str:
    """Return a text with its places filled in.

    Raises
    ------
    KeyError
        There is no such text.
    """
    return WORDS[key].format(**filled)
