"""Who must have taken what: the dispatch of every instant, worked out again from what stood where.

The pieces and where they stood come from the stories of the cases; duty, accesses and caps from the plan; who had what
in hand from the log.
"""

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field

from sim.domain.words import Relation
from sim.engine.invariants.pieces import OPENINGS, Stand
from sim.engine.invariants.reading import NEVER, Reading, when
from sim.engine.invariants.story import Story
from sim.tables import Piece, Row

IN_PROGRESS = (Piece.reply, Piece.reminder, Piece.call, Piece.closing)


OWNER = -1
"""The relation of a person to the pieces that wait with him or her: nearer than every other."""


@dataclass(slots=True)
class Worker:
    """A person free at an instant.

    Attributes
    ----------
    person, post
        Numbers in the plan.
    since
        Tick since which the person is free.
    sees_all
        Has come, or put work down, at this very second: looks at everything, noticed or not.
    relations
        By list as what the person may take from it.
    """

    person: int
    post: int
    since: int
    sees_all: bool
    relations: dict[int, Relation]


@dataclass
class Scene:
    """What stands and who is free at one instant, before work is given out.

    Attributes
    ----------
    reading
        The log and what it was played from.
    tick
        The instant.
    standing
        Pieces that wait.
    workers
        By person who is free.
    owned
        By person the open conversations held.
    taken
        By (case, piece) who took it at this instant.
    """

    reading: Reading
    tick: int
    standing: list[Stand]
    workers: dict[int, Worker]
    owned: dict[int, int]
    taken: dict[tuple[int, int], int] = field(default_factory=dict)

    def relation(self, worker: Worker, stand: Stand) -> int | None:
        """Return as what a free person may take a piece at this second, None if not at all."""
        if stand.person == worker.person:
            found: int = OWNER
        elif stand.list not in worker.relations or (stand.noticed > self.tick and not worker.sees_all):
            return None
        else:
            found = worker.relations[stand.list]
        return found if self.within_cap(worker, stand) else None

    def within_cap(self, worker: Worker, stand: Stand) -> bool:
        """Tell whether the cap on open conversations lets the person take the piece (CO-1)."""
        if stand.is_async or stand.kind not in OPENINGS:
            return True
        plan = self.reading.plan
        cap = plan.max_open_urgent if stand.priority <= 2 else plan.max_open
        return self.owned.get(worker.person, 0) < cap

    def idle_helper(self, worker: Worker) -> bool:
        """Tell whether nothing stands that the person may take but as a helper when idle (UN-6)."""
        relations = (self.relation(worker, stand) for stand in self.standing)
        return all(relation in (None, Relation.help_idle) for relation in relations)

    def takers(self, stand: Stand) -> list[tuple[int, int, int]]:
        """(relation, free since, person) of everybody who may take a piece now, the first to get it in front."""
        found = []
        for worker in self.workers.values():
            relation = self.relation(worker, stand)
            if relation is None or (relation == Relation.help_idle and not self.idle_helper(worker)):
                continue
            found.append((relation, worker.since, worker.person))
        return sorted(found)

    def give_out(self) -> None:
        """Give out the first piece that somebody may take, again and again."""
        while self.workers:
            for stand in self.standing:
                takers = self.takers(stand)
                if takers:
                    self.take(stand, takers[0][2])
                    break
            else:
                return

    def take(self, stand: Stand, person: int) -> None:
        """Let a person take a piece."""
        self.standing.remove(stand)
        if stand.kind == Piece.accept:
            aside = [other for other in self.standing if (other.case, other.kind) == (stand.case, Piece.sender_reply)]
            self.standing = [other for other in self.standing if other not in aside]
        del self.workers[person]
        self.taken[stand.case, stand.piece] = person


def place_in_order(stand: Stand) -> tuple[int, int, int, int, int]:
    """Return the order of pieces (PR-1)."""
    silent = stand.kind in (Piece.closing, Piece.async_closing)
    live = stand.kind in IN_PROGRESS or (stand.kind == Piece.sender_reply and not stand.is_async)
    return (5 if silent else stand.priority, 0 if live else 1, stand.since, stand.case, stand.piece)


class Hands:
    """Who has something in hand, from the rows of the log."""

    def __init__(self, reading: Reading) -> None:
        starts: dict[tuple[int, int], int] = {}
        self.spans: list[list[tuple[int, int]]] = [[] for _ in reading.plan.person_names]
        people = range(len(self.spans))
        for tick, kind, case, person, piece, _ in reading.rows:
            if person in people and kind in (Row.begun, Row.visit_begun):
                starts[case, piece] = tick
                self.spans[person].append((tick, NEVER))
            elif person in people and kind in (Row.done, Row.visit_done) and (case, piece) in starts:
                span = (starts[case, piece], NEVER)
                if span in self.spans[person]:
                    self.spans[person].remove(span)
                    self.spans[person].append((span[0], tick))
        for own in self.spans:
            own.sort()
        self._starts = [[start for start, _ in own] for own in self.spans]

    def last_before(self, person: int, tick: int) -> tuple[int, int]:
        """Span of the last thing that the person began before a tick, (-1, -1) if none."""
        place = bisect_left(self._starts[person], tick) - 1
        return self.spans[person][place] if place >= 0 else (-1, -1)


@dataclass
class Stage:
    """The stories of all cases and the log, by tick.

    Attributes
    ----------
    reading
        The log and what it was played from.
    stories
        One of each case.
    """

    reading: Reading
    stories: list[Story]

    def __post_init__(self) -> None:
        self.hands = Hands(self.reading)
        self.coming: dict[int, list[Stand]] = defaultdict(list)
        self.going: dict[int, list[Stand]] = defaultdict(list)
        self.owned_from: dict[int, list[int]] = defaultdict(list)
        self.owned_until: dict[int, list[int]] = defaultdict(list)
        for story in self.stories:
            for stand in story.stands:
                self.coming[stand.start].append(stand)
                self.going[stand.stop].append(stand)
            for person, start, stop in story.owners:
                self.owned_from[start].append(person)
                self.owned_until[stop].append(person)
        self.begun: dict[int, dict[tuple[int, int], int]] = defaultdict(dict)
        self.visiting: dict[int, set[int]] = defaultdict(set)
        for tick, kind, case, person, piece, _ in self.reading.rows:
            if kind == Row.begun:
                self.begun[tick][case, piece] = person
            elif kind == Row.visit_begun:
                self.visiting[tick].add(person)

    def instants(self) -> list[int]:
        """Every tick at which something may be given out that could not be before."""
        plan = self.reading.plan
        ticks = set(self.begun) | set(self.coming)
        ticks |= {stand.noticed for stands in self.coming.values() for stand in stands}
        ticks |= {row[0] for row in self.reading.rows}
        ticks |= {shift.start for own in self.reading.shifts for shift in own} | set(plan.access_from.tolist())
        ticks |= set(self.going) | set(self.owned_until) | set(self.owned_from)
        return sorted(tick for tick in ticks if tick >= 0)

    def workers(self, tick: int) -> dict[int, Worker]:
        """Everybody on duty with nothing in hand, before work is given out."""
        found = {}
        for person in range(len(self.hands.spans)):
            shift = self.reading.duty(person, tick)
            _, stop = self.hands.last_before(person, tick)
            if shift is None or stop > tick or person in self.visiting[tick]:
                continue
            since = max(shift.start, stop)
            relations = self.reading.relations(shift.post, tick)
            found[person] = Worker(person, shift.post, since, tick in (shift.start, stop), relations)
        return found

    def scenes(self) -> Iterator[Scene]:
        """Yield every instant with what stands and who is free."""
        standing: set[Stand] = set()
        owned: dict[int, int] = defaultdict(int)
        for tick in self.instants():
            standing.difference_update(self.going[tick])
            standing.update(self.coming[tick])
            for person in self.owned_until[tick]:
                owned[person] -= 1
            if tick < self.reading.plan.end and (standing or tick in self.begun):
                workers = self.workers(tick)
                if workers or tick in self.begun:
                    yield Scene(self.reading, tick, sorted(standing, key=place_in_order), workers, dict(owned))
            for person in self.owned_from[tick]:
                owned[person] += 1


def dispatches(reading: Reading, stories: list[Story]) -> Iterator[str]:
    """Say where work was given out otherwise than the order, the relations and the caps demand (PR-1, UN-6, CO-1)."""
    stage = Stage(reading, stories)
    for scene in stage.scenes():
        stood = {(stand.case, stand.piece): stand for stand in scene.standing}
        free = dict(scene.workers)
        scene.give_out()
        actual = stage.begun.get(scene.tick, {})
        if actual != scene.taken:
            yield from differences(scene, free, stood, actual)


def differences(
    scene: Scene, free: dict[int, Worker], stood: dict[tuple[int, int], Stand], actual: dict[tuple[int, int], int]
) -> Iterator[str]:
    """Put in words how an instant's work should have been given out."""
    now, who = when(scene.tick), scene.reading.who
    due = {person: key for key, person in scene.taken.items()}
    for key, person in sorted(actual.items()):
        if scene.taken.get(key) == person:
            continue
        named = f"{now}: {who(person)} began piece {key[1]} of case {key[0]}"
        if key in scene.taken:
            yield f"[relation] {named}, which goes to {who(scene.taken[key])} by relation and time free"
        elif person in due:
            yield f"[overtaken] {named} before piece {due[person][1]} of case {due[person][0]}, which stands before it"
        elif person in free and key in stood:
            cap = scene.within_cap(free[person], stood[key])
            yield f"[not allowed] {named}, {'not seen or not permitted' if cap else 'beyond the cap'}"
        else:
            yield f"[not allowed] {named}, but was not free or it did not wait"
    working = set(actual.values())
    for key, person in sorted(scene.taken.items()):
        if person not in working and key not in actual:
            yield f"[idle] {now}: {who(person)} stood idle while piece {key[1]} of case {key[0]} waited"
