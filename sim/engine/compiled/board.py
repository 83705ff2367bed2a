"""Where pieces of work wait: with their owner, in the list of a role at a unit, or both (CO-1, CO-7, CO-9)."""

from sim.compiling import kernel
from sim.domain.capacity import may_own
from sim.domain.care_flows import is_urgent
from sim.domain.global_filter import held_back
from sim.domain.staffed_time import NEVER
from sim.domain.words import Piece, Relation
from sim.engine.compiled import boxes, log, shelves
from sim.engine.compiled.status import Status, stop
from sim.engine.compiled.world import World
from sim.tables import Row, list_of

OWNER = -1
"""The relation of an owner to the own piece: nearer than every ``Relation``."""


@kernel
def wake(world: World, person: int) -> None:
    """Let a person look at the work again in this instant's dispatch."""
    if not world.is_awake[person]:
        world.is_awake[person] = True
        world.awake[world.awake_count] = person
        world.awake_count += 1


@kernel
def arise(world: World, piece: int, kind: Piece, notice: int, owner: int, role_list: int) -> None:
    """Let a piece of a case arise; it waits with its owner, or in the list."""
    case = shelves.case_of(world, piece)
    if world.waits[piece] or (world.in_hand[case] and piece == case):
        stop(world, Status.second_piece, case)
    world.kind[piece] = kind
    world.since[piece] = world.now
    world.number[piece] = world.pieces[case]
    world.role_list[piece] = role_list
    world.piece_owner[piece] = owner
    world.notice[piece] = notice
    world.notice_at[piece] = 0
    world.stands_with[piece] = -1
    world.in_list[piece] = -1
    world.waits[piece] = True
    world.noticed[piece] = False
    world.placed[piece] = False
    log.write(world, Row.arose, case, -1, world.pieces[case], world.kind[piece])
    world.pieces[case] += 1
    move(world, piece)


@kernel
def piece_arises(world: World, case: int, kind: Piece, turn: int) -> None:
    """Let the next piece of a conversation arise, with the owner of a live case or in the role's list."""
    arise(world, case, kind, world.turn_notice[turn], world.owner[case], stage_list(world, case))


@kernel
def stage_list(world: World, case: int) -> int:
    """Return the list in which pieces of the present stage wait when nobody owns them."""
    stage = world.stage[case]
    return list_of(world.stage_unit[case, stage], world.stage_role[case, stage])


@kernel
def move(world: World, piece: int) -> None:
    """Let it be settled anew where a waiting piece stands, and as what: owner, kind or the owner's duty changed."""
    if world.waits[piece] and not world.is_moved[piece]:
        world.is_moved[piece] = True
        if world.moved_count == len(world.moved):
            world.moved = log.longer(world.moved)
        world.moved[world.moved_count] = piece
        world.moved_count += 1


@kernel
def withdraw(world: World, piece: int) -> None:
    """Take a waiting piece away because it is needed no more."""
    remove(world, piece)
    log.write(world, Row.withdrawn, shelves.case_of(world, piece), -1, world.number[piece], -1)


@kernel
def withdraw_waiting(world: World, case: int) -> None:
    """Withdraw the piece of the conversation that waits, if any."""
    if world.waits[case]:
        withdraw(world, case)


@kernel
def remove(world: World, piece: int) -> None:
    """Take a piece off the board: begun or withdrawn."""
    _take_down(world, piece)
    world.waits[piece] = False
    world.is_moved[piece] = False
    boxes.cancel(world, boxes.notice_of(world, piece))


@kernel
def _take_down(world: World, piece: int) -> None:
    if not world.placed[piece]:
        return
    if world.stands_with[piece] >= 0:
        shelves.take_from(world, world.stands_with[piece], piece)
    if world.in_list[piece] >= 0:
        shelves.take_away(world, piece)
    world.placed[piece] = False


@kernel
def _open_to(world: World, piece: int) -> int:
    """Return the list to which a piece is open.

    An owned piece stands with its owner alone, with two exceptions: during the owner's break an urgent reply is
    open to the colleagues in the role, and where ``close_locked`` holds a closing is open to medical_admin (CO-9).
    """
    owner, kind = world.piece_owner[piece], world.kind[piece]
    if owner < 0:
        return world.role_list[piece]
    case = shelves.case_of(world, piece)
    if kind == Piece.reply and world.on_break[owner] and is_urgent(world.current_priority[case]):
        return world.role_list[piece]
    if kind == Piece.closing:
        return world.unit_closer[world.unit_now[case]]
    return -1


@kernel
def settle(world: World) -> None:
    """Put every moved piece where it stands from now on, and let those be noticed whose time has come (AF-5)."""
    for place in range(world.moved_count):
        piece = world.moved[place]
        if world.is_moved[piece]:
            world.is_moved[piece] = False
            _settle_one(world, piece)
    world.moved_count = world.aside_count = 0


@kernel
def _settle_one(world: World, piece: int) -> None:
    case = shelves.case_of(world, piece)
    person, in_list = world.piece_owner[piece], _open_to(world, piece)
    placed, now = world.placed[piece], world.now
    _take_down(world, piece)
    moves = not placed or person != world.stands_with[piece] or in_list != world.in_list[piece]
    if in_list != world.in_list[piece]:
        world.noticed[piece] = False
        world.notice_at[piece] = now + world.notice[piece] if in_list >= 0 else NEVER
        if now < world.notice_at[piece] < NEVER:
            boxes.appoint(world, boxes.notice_of(world, piece), world.notice_at[piece])
    if moves:
        world.stands_with[piece], world.in_list[piece] = person, in_list
        log.write(world, Row.waits, case, person, world.number[piece], in_list)
    if in_list >= 0 and not world.noticed[piece] and world.notice_at[piece] <= now:
        world.noticed[piece] = True
        log.write(world, Row.noticed, case, -1, world.number[piece], -1)
    _put_up(world, piece)


@kernel
def _put_up(world: World, piece: int) -> None:
    world.key[piece] = shelves.packed_key(world, piece)
    world.placed[piece] = True
    person, in_list = world.stands_with[piece], world.in_list[piece]
    row = shelves.row_of(world, piece)
    if person >= 0:
        if row > 0:
            stop(world, Status.capped_with_owner, shelves.case_of(world, piece))
        shelves.put_with(world, person, piece)
        wake(world, person)
    if in_list >= 0:
        noticed = world.noticed[piece]
        shelves.put(world, in_list * shelves.SHELVES + (shelves.ROWS if noticed else 0) + row, piece)
        if noticed:
            _wake_list(world, in_list)


@kernel
def _wake_list(world: World, in_list: int) -> None:
    """Wake everybody who works in a list and has nothing in hand: nobody else can take anything in this instant."""
    for row in range(world.list_first[in_list], world.list_first[in_list + 1]):
        person = world.list_person[row]
        if world.post[person] == world.list_post[row] and world.hand[person] < 0 and world.visit_case[person] < 0:
            wake(world, person)


@kernel
def offer(world: World, person: int) -> tuple[int, int]:
    """Return the first piece that a person may take now, noticed or seen in this very instant (AF-5, ST-4).

    Who helps when idle is offered help only where nothing nearer stands (UN-6).

    Returns
    -------
    tuple of int
        The packed key of the piece, ``NO_KEY`` if there is none, and the relation to it.
    """
    nearest, relation = shelves.NO_KEY, OWNER
    piece = world.own_first[person]
    while piece >= 0:
        nearest = min(nearest, world.key[piece])
        piece = world.own_next[piece]
    help_idle = shelves.NO_KEY
    sees_all = world.sees_all_at[person] == world.now
    post = world.post[person]
    for access in range(world.access_first[post], world.access_first[post + 1]):
        if world.access_from[access] <= world.now < world.access_until[access]:
            found = _first_in(world, world.access_list[access], world.owned_count[person], sees_all)
            if world.access_relation[access] == Relation.help_idle:
                help_idle = min(help_idle, found)
            elif found < nearest or (found == nearest and world.access_relation[access] < relation):
                nearest, relation = found, world.access_relation[access]
    if held_back(Relation.help_idle, nearest < shelves.NO_KEY):
        return nearest, relation
    return help_idle, Relation.help_idle.value


@kernel
def _first_in(world: World, in_list: int, owned: int, sees_all: bool) -> int:
    """Return the key of the first piece in a list that somebody who owns so many live cases may take (CO-1, PR-1)."""
    first = shelves.NO_KEY
    shelf = in_list * shelves.SHELVES
    for place in range(0 if sees_all else shelves.ROWS, shelves.SHELVES):
        piece = world.shelf_first[shelf + place]
        if piece >= 0 and world.key[piece] < first:
            case = shelves.case_of(world, piece)
            if place % shelves.ROWS == 0 or may_own(
                world.kind[piece],
                world.current_priority[case],
                owned,
                world.max_open,
                world.max_open_urgent,
                world.is_async[case],
            ):
                first = world.key[piece]
    return first
