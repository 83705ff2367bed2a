"""Who may work in which list [Behörigheter] (ST-4, UN-6)."""


def needs_permission(own_clinic: int, other_clinic: int) -> bool:
    """Tell whether working in a list takes the other clinic's permission: only between clinics (ST-4, UN-6).

    Parameters
    ----------
    own_clinic, other_clinic
        The clinic of the person's post and of the list; a branch counts as its clinic.
    """
    return own_clinic != other_clinic
