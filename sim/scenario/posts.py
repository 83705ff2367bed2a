"""The posts of a scenario: one role of one person at one unit, however the person was written."""

from dataclasses import dataclass

from sim.domain.words import Role
from sim.scenario.schema import Scenario
from sim.scenario.schema.people import Person, Post


@dataclass(frozen=True, slots=True)
class PlacedPost:
    """A post together with whose it is.

    Attributes
    ----------
    index, name, person
        Position in ``scenario.people``, name and entry of the person.
    post
        The post; one written directly at the person is laid out like the others.
    path
        Where the post's keys stand: ``people.nurse-1`` or ``people.nurse-1.posts[0]``.
    """

    index: int
    name: str
    person: Person
    post: Post
    path: str

    @property
    def role(self) -> Role:
        """Role of the post."""
        return Role[self.post.role]

    @property
    def is_capacity(self) -> bool:
        """False for the administrator, who reviews and handles nothing [ST-9]."""
        return self.role is not Role.administrator


def posts_of_person(index: int, name: str, person: Person) -> list[PlacedPost]:
    """List the posts of a person; none where unit or role is missing."""
    path = f"people.{name}"
    placed = [PlacedPost(index, name, person, post, f"{path}.posts[{n}]") for n, post in enumerate(person.posts)]
    if person.unit is not None and person.role is not None:
        direct = Post(
            unit=person.unit, role=person.role, week=person.week, dates=person.dates, visit_slots=person.visit_slots
        )
        placed.insert(0, PlacedPost(index, name, person, direct, path))
    return placed


def posts_of(scenario: Scenario) -> list[PlacedPost]:
    """List every post of a scenario, in the order of people and posts."""
    people = enumerate(scenario.people.items())
    return [post for index, (name, person) in people for post in posts_of_person(index, name, person)]
