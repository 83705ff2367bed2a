"""A case goes to another unit [Överlämning av ärende till annan enhet] (UN-7, UN-8)."""

from sim.domain.words import Handover, Role

RECEIVING_ROLE = Role.nurse
"""The group that receives every case handed over (UN-7)."""


def handover_kind(same_provider: bool, any_other_clinic: bool) -> int:
    """Return how a case is handed over (UN-8).

    Parameters
    ----------
    same_provider
        The receiving unit belongs to the same care provider.
    any_other_clinic
        The scenario has a clinic that can receive; without one the case leaves the model.

    Returns
    -------
    int
        ``Handover``.
    """
    if not any_other_clinic:
        return Handover.out
    return Handover.same_provider if same_provider else Handover.other_provider
