"""What is written into the records [Dokumentation i Cosmic, Dokumentation av administrativa ärenden] (AF-2)."""

from sim.domain.words import Reason, Role


def needs_documentation(reason: int, role: int, handed_over: bool) -> bool:
    """Tell whether the end of a case at a unit is documented: not when medical_admin ends an administrative one (AF-2).

    A handover is always documented, because the sender has no patient data afterwards (UN-10).

    Parameters
    ----------
    reason
        ``Reason``.
    role
        ``Role`` that ends the case at the unit.
    handed_over
        It ends there because it is handed over to another unit.
    """
    return handed_over or reason != Reason.administrative or role != Role.medical_admin
