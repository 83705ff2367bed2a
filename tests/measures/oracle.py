"""Why cases waited, the slow way: the definition read off the raw rows, second by second, sharing no code."""

from collections import defaultdict

from sim.domain.words import N_LIST_ROLES, Piece
from sim.tables import CaseTable, EventLog, PlanTable, Row, Stream

NEVER = 10**12
CLOSED, CLOSURE, NOBODY, UNNOTICED, CAP, URGENT, EQUAL, FIRST = range(8)


class Oracle:
    """The state at any second, worked out from the rows up to it."""

    def __init__(self, plan: PlanTable, cases: CaseTable, log: EventLog) -> None:
        self.plan, self.cases = plan, cases
        names = ("tick", "kind", "case", "person", "piece", "detail")
        self.rows = list(zip(*(getattr(log, name).tolist() for name in names), strict=True))
        self.accesses = list(
            zip(
                plan.access_post.tolist(),
                plan.access_list.tolist(),
                plan.access_from.tolist(),
                plan.access_until.tolist(),
                strict=True,
            )
        )
        self.of_piece: dict[tuple[int, int], list[tuple[int, int, int, int]]] = defaultdict(list)
        self.of_case: dict[int, list[tuple[int, int, int]]] = defaultdict(list)
        self.of_post: dict[int, list[tuple[int, int]]] = defaultdict(list)
        for tick, kind, case, person, piece, detail in self.rows:
            if kind in (Row.shift_on, Row.shift_off):
                self.of_post[detail].append((tick, kind))
            elif kind in (Row.arose, Row.waits, Row.begun, Row.done, Row.withdrawn, Row.noticed):
                self.of_piece[case, piece].append((tick, kind, person, detail))
            elif kind in (Row.owned, Row.released, Row.visit_begun, Row.visit_done, Row.became_async):
                self.of_case[case].append((tick, kind, person))

    def first(self, case: int) -> tuple[int, int] | None:
        """The number of the first piece of a case and the end of its wait."""
        for (owner, piece), rows in self.of_piece.items():
            if owner == case and any(kind == Row.arose and detail == Piece.first for _, kind, _, detail in rows):
                ends = [tick for tick, kind, _, _ in rows if kind in (Row.begun, Row.withdrawn)]
                return piece, min([*ends, self.plan.end])
        return None

    def breaks(self) -> list[int]:
        """Every second at which anything may change."""
        plan = self.plan
        ticks = {row[0] for row in self.rows} | {0, plan.end}
        for column in (plan.day_open, plan.day_close, plan.access_from, plan.access_until, plan.closure_from,
                       plan.closure_until, plan.shift_from, plan.shift_until):  # fmt: skip
            ticks |= set(column.tolist())
        return sorted(tick for tick in ticks if 0 <= tick <= plan.end)

    def parts(self, case: int, seconds: list[int] | None = None) -> list[int]:
        """The eight parts of a case's wait; ``seconds``: when to look (default: where something changes)."""
        found = self.first(case)
        out = [0] * 8
        if found is None:
            return out
        piece, end = found
        start = int(self.cases.arrival[case])
        looks = [tick for tick in (seconds or self.breaks()) if start <= tick < end]
        for tick, following in zip([start, *looks], [*looks, end], strict=True):
            if tick < following:
                out[self.cause(case, piece, tick)] += following - tick
        return out

    def cause(self, case: int, piece: int, now: int) -> int:
        plan = self.plan
        unit = int(self.cases.handling_unit[case])
        patient_list = unit * N_LIST_ROLES + int(self.cases.role[case])
        priority = int(self.cases.priority[case])
        there = [p for p in self.on_duty(now) if patient_list in self.lists(p, now)]
        if not there:
            day = now // 86400
            if not (plan.day_open[day] <= now < plan.day_close[day]):
                return CLOSED
            closures = zip(plan.closure_unit, plan.closure_from, plan.closure_until, strict=True)
            return CLOSURE if any(u == unit and f <= now < t for u, f, t in closures) else NOBODY
        free = [p for p in there if not self.in_hand(p, now)]
        if free:
            cap = plan.max_open_urgent if priority <= 2 else plan.max_open
            return UNNOTICED if any(self.owned(p, now) < cap for p in free) else CAP
        mine = (priority, 1, int(self.cases.arrival[case]), case, piece)
        ahead = [
            self.order(key, now)
            for key in self.of_piece
            if key != (case, piece) and self.waits(key, now) and any(self.may_take(p, key, now) for p in there)
        ]
        if any(order[0] < priority for order in ahead):
            return URGENT
        return EQUAL if any(order < mine for order in ahead) else FIRST

    def on_duty(self, now: int) -> list[int]:
        """Posts on duty."""
        out = []
        for post, rows in self.of_post.items():
            past = sorted((tick, kind == Row.shift_on) for tick, kind in rows if tick <= now)
            if past and past[-1][1]:
                out.append(post)
        return out

    def lists(self, post: int, now: int) -> list[int]:
        return [where for q, where, start, stop in self.accesses if q == post and start <= now < stop]

    def in_hand(self, post: int, now: int) -> bool:
        person = int(self.plan.post_person[post])
        for rows in self.of_piece.values():
            begun = [tick for tick, kind, who, _ in rows if kind == Row.begun and who == person]
            done = [tick for tick, kind, _, _ in rows if kind == Row.done]
            if begun and begun[0] <= now < min(done, default=NEVER):
                return True
        for events in self.of_case.values():
            begun = [tick for tick, kind, who in events if kind == Row.visit_begun and who == person]
            done = [tick for tick, kind, _ in events if kind == Row.visit_done]
            if begun and begun[0] <= now < min(done, default=NEVER):
                return True
        return False

    def owned(self, post: int, now: int) -> int:
        person = int(self.plan.post_person[post])
        count = 0
        for events in self.of_case.values():
            past = sorted((tick, kind == Row.owned, who) for tick, kind, who in events
                          if tick <= now and kind in (Row.owned, Row.released))  # fmt: skip
            count += bool(past) and past[-1][1] and past[-1][2] == person
        return count

    def waits(self, key: tuple[int, int], now: int) -> bool:
        rows = self.of_piece[key]
        over = [tick for tick, kind, _, _ in rows if kind in (Row.begun, Row.withdrawn)]
        return rows[0][0] <= now < min(over, default=NEVER)

    def may_take(self, post: int, key: tuple[int, int], now: int) -> bool:
        past = [row for row in self.of_piece[key] if row[1] == Row.waits and row[0] <= now]
        if not past:
            return False
        _, _, owner, where = past[-1]
        return owner == int(self.plan.post_person[post]) or (where >= 0 and where in self.lists(post, now))

    def order(self, key: tuple[int, int], now: int) -> tuple[int, int, int, int, int]:
        case, piece = key
        since, kind = next((tick, detail) for tick, row, _, detail in self.of_piece[key] if row == Row.arose)
        is_async = self.cases.stream[case] == Stream.picture or any(
            row == Row.became_async and tick <= now for tick, row, _ in self.of_case[case]
        )
        entering = kind in (Piece.first, Piece.picture)
        priority = self.cases.priority[case] if entering else self.cases.corrected_priority[case]
        if kind in (Piece.closing, Piece.async_closing):
            priority = 5
        live = kind in (Piece.reply, Piece.reminder, Piece.call, Piece.closing, Piece.sender_reply) and not is_async
        return int(priority), 0 if live else 1, since, case, piece
