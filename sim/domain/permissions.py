"""Who may work in which list [Behörigheter] (ST-4, ST-5)."""


def holds_permission(day: int, first_day: int, last_day: int, on_leave: bool) -> bool:
    """Tell whether a person has the permission on a day: between first and last, and not on leave (ST-5).

    Parameters
    ----------
    day, first_day, last_day
        Days on one scale, such as proleptic ordinals; both ends belong to the permission.
    on_leave
        The day lies in a planned leave.
    """
    return first_day <= day <= last_day and not on_leave


def needs_permission(own_clinic: int, other_clinic: int) -> bool:
    """Tell whether working in a list takes the other clinic's permission: only between clinics (ST-4, UN-6).

    Parameters
    ----------
    own_clinic, other_clinic
        The clinic of the person's post and of the list; a branch counts as its clinic.
    """
    return own_clinic != other_clinic
