"""Working in other lists than one's own [Filtrering av ärenden – Globalt filter] (UN-6)."""

from sim.domain.words import Relation


def held_back(relation: int, nearer_work: bool) -> bool:
    """Tell whether a person leaves a piece alone because nearer work waits: only who helps when idle does (UN-6).

    Parameters
    ----------
    relation
        ``Relation`` of the person to the piece's list.
    nearer_work
        A piece that the person knows of and may take as its owner or by another relation waits.
    """
    return relation == Relation.help_idle and nearer_work
