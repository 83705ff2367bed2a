"""What the draws say of each piece: its stage, the list it belongs to, its work."""

from sim.compiling import entry
from sim.domain.words import Piece
from sim.measures.compiled.story import CASE, KIND
from sim.tables import Ints, list_of


@entry
def describe(pieces: Ints, stages: tuple[Ints, ...], turn_work: Ints, before_work: Ints, out: Ints) -> None:
    """Find what the draws give every piece.

    Parameters
    ----------
    pieces
        As in ``Seen``.
    stages
        Columns of the CaseTable: role, unit, first turn, turns, wrap-up, reminder, call and closing of each stage.
    turn_work, before_work
        Columns of the CaseTable.
    out
        (3, K) filled with stage, home list, ticks of work drawn.
    """
    role, unit, first_turn, turns, wrap_up, reminder, call, closing = stages
    last_case, stage, held = -1, 0, 0
    for piece in range(pieces.shape[1]):
        case, kind = pieces[CASE, piece], pieces[KIND, piece]
        before = stage
        if case != last_case:
            last_case, stage, before, held = case, 0, 0, 0
        stage = max(stage, 1 if kind == Piece.referred else 2 if kind == Piece.accept else 0)
        if stage != before:
            held = 0
        of = stage
        drawn = 0
        if kind == Piece.sender_reply:
            of = 1 if turns[case, 1] > 0 else 0
            drawn = before_work[case]
        elif kind in (Piece.reminder, Piece.async_reminder):
            drawn = reminder[case, stage]
        elif kind == Piece.call:
            drawn = call[case, stage]
        elif kind in (Piece.closing, Piece.async_closing):
            drawn = closing[case, stage]
        elif len(turn_work):
            last = max(turns[case, stage] - 1, 0)
            turn = min(held, last)
            drawn = turn_work[min(first_turn[case, stage] + turn, len(turn_work) - 1)]
            drawn += wrap_up[case, stage] if turn == last else 0
            held += 1
        out[0, piece], out[1, piece], out[2, piece] = stage, list_of(unit[case, of], role[case, of]), drawn
