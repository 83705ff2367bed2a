"""What the functions of the domain ask of a column of numbers: a length and an element by its place."""

from typing import Protocol


class Column(Protocol):
    """A list, a tuple or an array of integers or truth values."""

    def __len__(self) -> int:
        """Return the number of elements."""
        ...

    def __getitem__(self, index: int, /) -> int:
        """Return one element."""
        ...
