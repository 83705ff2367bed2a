"""Cases and people of a branch [Filial] (UN-1, UN-2)."""

from sim.domain.rules import rule_index

_UN_1, _UN_2 = rule_index("UN-1"), rule_index("UN-2")


def list_unit(unit: int, clinic: int, handles_role: bool) -> int:
    """Return the unit in whose list a case stands: itself, or its clinic (UN-1, UN-2).

    Parameters
    ----------
    unit
        Where care is sought.
    clinic
        The clinic that the unit is a branch of, -1 for a clinic.
    handles_role
        The branch handles its own cases of the role.
    """
    return unit if clinic < 0 or handles_role else clinic


def unit_rule(clinic: int, handles_role: bool) -> int:
    """Return the rule that settles the unit: UN-1 redirected, UN-2 handled at the branch, -1 at a clinic.

    Parameters
    ----------
    clinic, handles_role
        As in `list_unit`.

    Returns
    -------
    int
        Index into ``RULES``, or -1.
    """
    if clinic < 0:
        return -1
    return _UN_2 if handles_role else _UN_1


def home_unit(unit: int, clinic: int, handles_role: bool, joins: bool) -> int:
    """Return the unit whose list somebody placed at a unit works in (UN-1, UN-2).

    Parameters
    ----------
    unit, clinic, handles_role
        As in `list_unit`, for the person's role.
    joins
        ``branch_staff`` is ``join``.

    Returns
    -------
    int
        Unit, -1 if the person is kept out of the lists.
    """
    home = list_unit(unit, clinic, handles_role)
    return home if home == unit or joins else -1
