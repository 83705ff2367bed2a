"""Ctrl-C while work goes on: at once where nothing can be torn apart, otherwise as soon as it cannot."""

import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType


class Interruption:
    """Watches for Ctrl-C in the block of a ``with``; elsewhere than in the main thread nobody is ever interrupted.

    An exception that is raised in the middle of other people's code may be lost there, so the press is remembered
    too: ``check`` raises it again.
    """

    def __init__(self) -> None:
        self._pressed = False
        self._held = False

    def __enter__(self) -> "Interruption":
        if threading.current_thread() is threading.main_thread():
            self._before = signal.signal(signal.SIGINT, self._press)
        return self

    def __exit__(self, *_: object) -> None:
        if threading.current_thread() is threading.main_thread():
            signal.signal(signal.SIGINT, self._before)

    @contextmanager
    def held(self) -> Iterator[None]:
        """Let Ctrl-C wait until the block is over."""
        self._held = True
        try:
            yield
        finally:
            self._held = False
        self.check()

    def ignore(self) -> None:
        """Let nothing be raised any more."""
        self._held = True

    def check(self) -> None:
        """Raise KeyboardInterrupt if Ctrl-C was pressed."""
        if self._pressed:
            raise KeyboardInterrupt

    def _press(self, number: int, frame: FrameType | None) -> None:  # noqa: ARG002 - as signal.signal calls it
        self._pressed = True
        if not self._held:
            raise KeyboardInterrupt
