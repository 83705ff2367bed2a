"""Runs on disk: a folder with what was asked, every case and the summary."""

from sim.store.events import EVENT_COLUMNS, events_table
from sim.store.folder import CASES, EVENTS, MANIFEST, SUMMARY, Draft, write_file, writing
from sim.store.manifest import manifest

__all__ = [
    "CASES",
    "EVENTS",
    "EVENT_COLUMNS",
    "MANIFEST",
    "SUMMARY",
    "Draft",
    "events_table",
    "manifest",
    "write_file",
    "writing",
]
