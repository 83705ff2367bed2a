"""What the dashboard was started with: set by ``direktsim dashboard`` in the environment, read by every page."""

import os
from dataclasses import dataclass
from pathlib import Path

STORE, SCENARIOS, READ_ONLY = "DIREKTSIM_STORE", "DIREKTSIM_SCENARIOS", "DIREKTSIM_READ_ONLY"


@dataclass(frozen=True, slots=True)
class Settings:
    """What the dashboard was started with.

    Attributes
    ----------
    store
        Where runs and assignments are kept.
    scenarios
        Folder of scenario files.
    read_only
        Nobody may change anything.
    """

    store: Path
    scenarios: Path
    read_only: bool

    def environment(self) -> dict[str, str]:
        """Return the variables that say the same to another process."""
        return {
            STORE: str(self.store.resolve()),
            SCENARIOS: str(self.scenarios.resolve()),
            READ_ONLY: "1" if self.read_only else "",
        }


def settings() -> Settings:
    """Return what this process was started with."""
    return Settings(
        store=Path(os.environ.get(STORE, "runs")),
        scenarios=Path(os.environ.get(SCENARIOS, "scenarios")),
        read_only=bool(os.environ.get(READ_ONLY)),
    )
