"""What people of a roster are called on screen, in the reader's language."""

import re
from collections.abc import Iterable

from sim.dashboard.language import t

ROLES = {
    "medical_admin": "medical_admin", "administrator": "administrator", "physiotherapist": "physiotherapist",
    "counsellor": "counsellor", "physician": "physician", "nurse": "nurse", "admin": "medical_admin",
}  # fmt: skip
"""Words for roles in people's names, as scenarios write them; those that hold others come first."""


_ROLE = re.compile(rf"(?<![^\W_])(?:{'|'.join(ROLES)})(?![^\W_])")


def person_of(name: str) -> str:
    """Return what a person is called on screen: ``nurse-3`` is ``Sjuksköterska 3``."""
    said = _ROLE.sub(lambda found: t(f"words.role.{ROLES[found[0]]}"), name)
    said = re.sub(r"[-_ ]+", " ", said).strip()
    return f"{said[:1].upper()}{said[1:]}"


def people(names: Iterable[str]) -> dict[str, str]:
    """Return what each of some people is called on screen; alike are none."""
    said = {name: person_of(name) for name in names}
    counted = [one.casefold() for one in (*said.values(), *said)]
    return {
        name: shown if counted.count(shown.casefold()) == 1 + (shown.casefold() == name.casefold()) else name
        for name, shown in said.items()
    }
