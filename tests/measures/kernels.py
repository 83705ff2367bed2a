"""The causes of two worlds as a digest; ``python -m tests.measures.kernels`` prints it, worked out as Numba is set."""

from hashlib import sha256

from sim.engine.reference import run
from sim.measures.duty import read_duty
from sim.measures.story import read
from sim.measures.why import causes
from tests.engine.eventful import eventful
from tests.engine.parity import SCENARIOS, shipped


def digest() -> str:
    """SHA-256 of the causes."""
    sha = sha256()
    for plan, cases in (eventful(), shipped(SCENARIOS / "neighbour_helps.yaml", 2)):
        log = run(plan, cases)
        sha.update(causes(read(plan, cases, log), read_duty(plan, log)).astype("<i8").tobytes())
    return sha.hexdigest()


if __name__ == "__main__":
    print(digest())
