"""What `causes` sweeps over: changes in the order of time, and tables of int64 that say what holds at the moment.

Every table has one row for each list, post, person and so on; the classes here name its columns.
"""

from enum import IntEnum

TICK, KIND, ENDS = 32, 29, 28
NUMBER = (1 << ENDS) - 1
"""A packed change: tick, ``Change`` (3 bits), 1 if it ends (1 bit), number (28 bits)."""


class Change(IntEnum):
    """What begins or ends, and whose number a packed change carries."""

    staffed_hours = 0
    """0."""
    closure = 1
    """A unit."""
    duty = 2
    """A post."""
    permission = 3
    """A post, in one of its lists."""
    in_hand = 4
    """A person, for one piece or visit."""
    owned = 5
    """A person, for one live case."""
    in_list = 6
    """A row of waits: the piece stands in its list."""
    with_owner = 7
    """A row of waits: the piece stands with its owner."""


class Subject(IntEnum):
    """Whom changes concern: the lists, then the people, the units and last the calendar.

    A list and a person have a queue of pieces that wait there.
    """

    first = 0
    """First row in ``concerned`` of the lists in which a cause may change."""
    last = 1
    """The row behind the last."""
    queue = 2
    """Place in ``heap`` at which the queue begins."""
    length = 3
    """Keys in the queue."""


class List(IntEnum):
    """The lists."""

    access = 0
    """First access to it, -1 none."""
    closures = 1
    """Planned closures of its unit that hold."""
    firsts = 2
    """First pieces that wait in it."""
    charged = 3
    """Tick up to which their time is charged."""


class Post(IntEnum):
    """The posts."""

    person = 0
    access = 1
    """First access of the post, -1 none."""
    on_duty = 2
    """Above 0 while on duty."""


class Person(IntEnum):
    """The people."""

    in_hand = 0
    """Pieces and visits."""
    owned = 1
    """Live cases."""


class Access(IntEnum):
    """The accesses: a post may work in a list, from, until."""

    post = 0
    person = 1
    in_list = 2
    since = 3
    until = 4
    next_to_list = 5
    """The next access to the same list, -1 none."""
    next_of_post = 6
    """The next access of the same post, -1 none."""


class Wait(IntEnum):
    """The stretches of waiting, row by row those of ``Waiting``."""

    where = 0
    owner = 1
    priority = 2
    key = 3
    """Place in the order of pieces, see ``queues``."""
    stop = 4
    noticed = 5
    case = 6
    """Row of the CaseTable if the piece is a first one, else -1."""
    overlooked = 7
    """1 if somebody free and below the cap left the first piece after it was noticed."""
