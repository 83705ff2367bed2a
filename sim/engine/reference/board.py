"""Where pieces of work wait: with their owner, in the list of a role at a unit, or both (CO-1, CO-7, CO-9)."""

from collections import defaultdict
from functools import partial

from sim.domain.care_flows import is_urgent
from sim.domain.global_filter import held_back
from sim.domain.staffed_time import NEVER
from sim.domain.words import Piece, Relation, Role
from sim.engine.reference.clock import Clock, Phase
from sim.engine.reference.log import Log
from sim.engine.reference.shelf import Entry, Shelf, entry
from sim.engine.reference.state import Case, Person, Work
from sim.tables import PlanTable, Row, list_of

OWNER = -1
"""The relation of an owner to the own piece: nearer than every ``Relation``."""

Offer = tuple[tuple[int, int, int, int, int], int, Work]
"""The first piece that somebody may take: its place in the order, the relation to it, the piece."""


class Board:
    """All waiting pieces, and who may take which.

    Where a piece stands is settled once per instant, just before work is given out: a row ``waits`` says where it
    stands then, and no row tells of places it only passed through within the instant.
    """

    def __init__(self, plan: PlanTable, clock: Clock, log: Log, people: list[Person]) -> None:
        self._plan = plan
        self._clock = clock
        self._log = log
        self._closers = [
            list_of(unit, Role.medical_admin) if locked else -1
            for unit, locked in zip(
                plan.list_unit[:, Role.medical_admin].tolist(), plan.unit_closes_locked, strict=True
            )
        ]
        """By unit: the list whose people close locked cases, -1 where nobody does."""
        self._noticed: defaultdict[int, Shelf] = defaultdict(Shelf)
        self._unnoticed: defaultdict[int, Shelf] = defaultdict(Shelf)
        self._moved: set[Work] = set()
        self.awake: set[Person] = set()
        """People for whom something may have changed since the last dispatch; nobody else can take anything."""
        self._lists_of_post: defaultdict[int, list[tuple[int, int, int, int]]] = defaultdict(list)
        self._people_of_list: defaultdict[int, list[tuple[Person, int]]] = defaultdict(list)
        columns = (plan.access_post, plan.access_list, plan.access_relation, plan.access_from, plan.access_until)
        post_person = plan.post_person.tolist()
        for post, patient_list, relation, start, stop in zip(*(column.tolist() for column in columns), strict=True):
            self._lists_of_post[post].append((patient_list, relation, start, stop))
            self._people_of_list[patient_list].append((people[post_person[post]], post))
            if start > 0:
                clock.at(start, Phase.begins, partial(self.wake, people[post_person[post]]))

    def wake(self, person: Person) -> None:
        """Let a person look at the work again in this instant's dispatch."""
        self.awake.add(person)

    def arise(self, case: Case, kind: Piece, notice: int, owner: Person | None, role_list: int) -> Work:
        """Let a piece of a case arise; it waits with its owner, or in the list."""
        work = Work(case, case.pieces, kind, self._clock.now, role_list, owner, notice)
        case.pieces += 1
        self._log.write(Row.arose, case=case.number, piece=work.number, detail=kind)
        self._moved.add(work)
        return work

    def move(self, work: Work) -> None:
        """Let it be settled anew where a waiting piece stands, and as what: owner, kind or the owner's duty changed."""
        if work.waits:
            self._moved.add(work)

    def pieces_of(self, person: Person) -> list[Work]:
        """Return the waiting pieces that are a person's, also those that arose in this instant."""
        return [*person.own.pieces(), *(work for work in self._moved if work.owner is person and work.person is None)]

    def withdraw(self, work: Work) -> None:
        """Take a waiting piece away because it is needed no more."""
        self.remove(work)
        self._log.write(Row.withdrawn, case=work.case.number, piece=work.number)

    def remove(self, work: Work) -> None:
        """Take a piece off the board: begun or withdrawn."""
        self._take_down(work)
        work.waits = False
        self._moved.discard(work)

    def _take_down(self, work: Work) -> None:
        if work.entry is None:
            return
        if work.person is not None:
            work.person.own.take_away(work.entry)
        if work.in_list >= 0:
            (self._noticed if work.noticed else self._unnoticed)[work.in_list].take_away(work.entry)
        work.entry = None

    def place(self, work: Work) -> tuple[Person | None, int]:
        """Return with whom a waiting piece stands and to which list it is open.

        An owned piece stands with its owner alone, with two exceptions: during the owner's break an urgent reply is
        open to the colleagues in the role, and where ``close_locked`` holds a closing is open to medical_admin (CO-9).
        """
        owner = work.owner
        if owner is None:
            return None, work.role_list
        if work.kind == Piece.reply and owner.on_break and is_urgent(work.case.priority):
            return owner, work.role_list
        if work.kind == Piece.closing:
            return owner, self._closers[work.case.unit_now]
        return owner, -1

    def settle(self) -> None:
        """Put every moved piece where it stands from now on, and let those be noticed whose time has come (AF-5)."""
        now = self._clock.now
        for work in self._moved:
            person, in_list = self.place(work)
            placed = work.entry is not None
            self._take_down(work)
            if in_list != work.in_list:
                work.noticed = False
                work.notice_at = now + work.notice if in_list >= 0 else NEVER
                if now < work.notice_at < NEVER:
                    self._clock.at(work.notice_at, Phase.timers, partial(self.move, work))
            if not placed or (person, in_list) != (work.person, work.in_list):
                work.person, work.in_list = person, in_list
                number = -1 if person is None else person.number
                self._log.write(Row.waits, case=work.case.number, person=number, piece=work.number, detail=in_list)
            if in_list >= 0 and not work.noticed and work.notice_at <= now:
                work.noticed = True
                self._log.write(Row.noticed, case=work.case.number, piece=work.number)
            self._put_up(work)
        self._moved.clear()

    def _put_up(self, work: Work) -> None:
        work.entry = entry(work)
        if work.person is not None:
            work.person.own.put(work.entry)
            self.wake(work.person)
        if work.in_list >= 0:
            (self._noticed if work.noticed else self._unnoticed)[work.in_list].put(work.entry)
            if work.noticed:
                self.awake.update(person for person, post in self._people_of_list[work.in_list] if person.post == post)

    def offer(self, person: Person) -> Offer | None:
        """Return the first piece that a person may take now: noticed, or seen in this very instant (AF-5, ST-4).

        Who helps when idle is offered help only where nothing nearer stands (UN-6).
        """
        now = self._clock.now
        nearest = self._as_offer(person.own, person, OWNER)
        help_idle = None
        for patient_list, relation, start, stop in self._lists_of_post[person.post]:
            if not start <= now < stop:
                continue
            shelves = [self._noticed[patient_list]]
            if person.sees_all_at == now:
                shelves.append(self._unnoticed[patient_list])
            for shelf in shelves:
                found = self._as_offer(shelf, person, relation)
                if relation == Relation.help_idle:
                    help_idle = _nearer(help_idle, found)
                else:
                    nearest = _nearer(nearest, found)
        return nearest if held_back(Relation.help_idle, nearest is not None) else help_idle

    def _as_offer(self, shelf: Shelf, person: Person, relation: int) -> Offer | None:
        found: Entry | None = shelf.first(len(person.owned), self._plan.max_open, self._plan.max_open_urgent)
        return None if found is None else (found[0], relation, found[2])


def _nearer(one: Offer | None, other: Offer | None) -> Offer | None:
    """Return the offer that goes first."""
    if one is None or other is None:
        return one or other
    return min(one, other)
