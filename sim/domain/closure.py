"""Planned closures and who covers them [Stängning av vårdcentral] (UN-3 to UN-5)."""


def covers(post_unit: int, post_role: int, covering_unit: int, role: int, role_covered: bool) -> bool:
    """Tell whether a post covers a list of a closed unit: the covering clinic's own people of the same role (UN-3).

    Parameters
    ----------
    post_unit, post_role
        Unit in whose lists the person works at home, and role.
    covering_unit
        Clinic that covers, -1 if none does.
    role
        Role of the list.
    role_covered
        The closure's ``roles`` name it.
    """
    return role_covered and post_unit == covering_unit and post_role == role


def may_cover(permitted_all: bool, permitted_by_name: bool, has_permission: bool) -> bool:
    """Tell whether a covering person is admitted; any one of three permissions is enough (UN-4).

    Parameters
    ----------
    permitted_all
        The closure admits everybody of the matching role.
    permitted_by_name
        The closure names the person.
    has_permission
        The person holds the closing clinic's permission anyway.
    """
    return permitted_all or permitted_by_name or has_permission


def clash(first_from: int, first_until: int, second_from: int, second_until: int) -> bool:
    """Tell whether two windows overlap, which a closure and its cover, or two covers of a role, must not (UN-5).

    Parameters
    ----------
    first_from, first_until, second_from, second_until
        Half-open windows on one scale; windows that only touch do not overlap.
    """
    return first_from < second_until and second_from < first_until
