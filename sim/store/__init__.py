"""Runs on disk: durable by parts, found by fingerprint, never misread; and folders of them for others."""

from sim.store.durable import refusing
from sim.store.events import EVENT_COLUMNS, events_table
from sim.store.folder import SUMMARY, Draft, check_free, write_file, writing
from sim.store.kept_folder import LABEL, MANIFEST
from sim.store.manifest import FORMAT, code_version, manifest, study_manifest, versions
from sim.store.part import (
    CASES,
    EVENTS,
    MEASURES,
    SEAL,
    Part,
    feather,
    parquet,
    read_feather,
    read_parquet,
)
from sim.store.points_folder import POINTS, PointsFolder
from sim.store.run_folder import PARTS, RunFolder
from sim.store.runs import Kept, Store
from sim.store.sealed import Damage, DamagedError

__all__ = [
    "CASES",
    "EVENTS",
    "EVENT_COLUMNS",
    "FORMAT",
    "LABEL",
    "MANIFEST",
    "MEASURES",
    "PARTS",
    "POINTS",
    "SEAL",
    "SUMMARY",
    "Damage",
    "DamagedError",
    "Draft",
    "Kept",
    "Part",
    "PointsFolder",
    "RunFolder",
    "Store",
    "check_free",
    "code_version",
    "events_table",
    "feather",
    "manifest",
    "parquet",
    "read_feather",
    "read_parquet",
    "refusing",
    "study_manifest",
    "versions",
    "write_file",
    "writing",
]
