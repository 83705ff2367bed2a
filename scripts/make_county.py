"""Write scenarios/county.yaml: 45 synthetic clinics of documented sizes, some with a branch.

Names are synthetic. What is documented (rjl.se; skillingaryd.nu, 1 January 2025): 45 clinics, 33 of them run by the
region; 371 000 listed patients; the smallest clinic has 5 929 and the largest 19 687. In between, sizes follow a power
curve that has these two ends and this sum. Which clinics have a branch, how many patients the branch has, who runs the
other 12 clinics and every roster are assumptions: rosters give the channel blocks of people's days, more of them where
more patients are listed. ``county(1_200)`` makes a country in the same proportions, for the benchmarks.

Run it with ``python scripts/make_county.py > scenarios/county.yaml``.
"""

from itertools import count
from math import gcd

CLINICS = 45
OF_THE_REGION = 33
LISTED = 371_000
SMALLEST, LARGEST = 5_929, 19_687
BRANCHES = 9
BRANCH_SHARE = 0.2
OTHER_PROVIDERS = 6

HEAD = """\
# yaml-language-server: $schema=scenario.schema.json
# Written by scripts/make_county.py, which says what is documented and what is assumed; change it there.
question: What do the patients of a county of 45 clinics wait for?

horizon: { from: 2026-01-05, weeks: %d }
replications: 4

"""


def sizes(clinics: int) -> list[int]:
    """Return the listed patients by clinic: a power curve between the two known ends with the county's mean."""
    total = round(LISTED * clinics / CLINICS)
    low, high = 0.1, 50.0
    for _ in range(100):
        power = (low + high) / 2
        found = sum(SMALLEST + (LARGEST - SMALLEST) * (rank / (clinics - 1)) ** power for rank in range(clinics))
        low, high = (power, high) if found > total else (low, power)
    listed = [round(SMALLEST + (LARGEST - SMALLEST) * (rank / (clinics - 1)) ** low) for rank in range(clinics)]
    listed[clinics // 2] += total - sum(listed)
    return listed


def share(number: int, clinics: int) -> int:
    """Return how many of something there are among so many clinics, if a county has ``number`` of it."""
    return max(1, round(number * clinics / CLINICS))


def provider(number: int, clinics: int) -> str:
    """Return the care provider of a clinic: every fourth is not the region's, two of them to a company."""
    others = [n for n in range(clinics) if n % 4 == 3] + [2]
    companies = share(OTHER_PROVIDERS, clinics)
    return f"company-{others.index(number) % companies + 1}" if number in others else "region"


def people(name: str, listed: int) -> list[str]:
    """Roster of a clinic, in blocks that grow with the listed patients."""
    large, very_large = listed > 8_500, listed > 14_000
    nurse = "coordinator: true, " if very_large else ""
    lines = [
        f"  {name}-nurse: {{ unit: {name}, role: nurse, {nurse}week: {{ mon-fri: [08:00-12:00, 12:45-17:00] }} }}",
        f"  {name}-physiotherapist: {{ unit: {name}, role: physiotherapist,"
        f" week: {{ mon-fri: [{'11:15-12:00' if large else '11:30-12:00'}, 16:00-16:30] }} }}",
        f"  {name}-counsellor: {{ unit: {name}, role: counsellor,"
        f" week: {{ mon-fri: [{'13:00-14:30' if very_large else '13:00-14:00'}] }} }}",
        f"  {name}-physician: {{ unit: {name}, role: physician, week: {{ mon-fri: [11:00-11:30, 15:00-15:30],"
        f" tue: [11:00-11:30, 13:00-14:00] }}, visit_slots: {{ tue: [13:00-14:00] }} }}",
        f"  {name}-admin: {{ unit: {name}, role: medical_admin, week: {{ mon-fri: [08:00-12:00, 13:00-17:00] }} }}",
    ]
    if large:
        days = "mon-fri" if very_large else "mon"
        lines.insert(
            1, f"  {name}-nurse-2: {{ unit: {name}, role: nurse, week: {{ {days}: [08:00-12:00, 13:00-15:00] }} }}"
        )
    return lines


def county(clinics: int = CLINICS, weeks: int = 52) -> str:
    """Return the whole scenario as YAML text; fewer than six clinics cannot have both ends and the mean."""
    listed = sizes(clinics)
    # Sizes are dealt to numbers so that neighbours differ, and no company has only small clinics.
    step = next(step for step in count(7) if gcd(step, clinics) == 1)
    dealt = [listed[(number * step) % clinics] for number in range(clinics)]
    by_size = sorted(range(clinics), key=lambda number: -dealt[number])
    with_branch = set(by_size[1 : 2 * share(BRANCHES, clinics) + 1 : 2])
    units, staff = ["units:"], ["", "people:"]
    for number, patients in enumerate(dealt):
        name = f"vc-{number + 1:02d}"
        at_branch = round(patients * BRANCH_SHARE) if number in with_branch else 0
        units.append(f"  {name}: {{ provider: {provider(number, clinics)}, listed: {patients - at_branch} }}")
        if at_branch:
            units.append(f"  {name}-filial: {{ branch_of: {name}, listed: {at_branch} }}")
        staff += people(name, patients)
        if at_branch:
            staff.append(
                f"  {name}-filial-nurse: {{ unit: {name}-filial, role: nurse, week: {{ mon-fri: [08:00-12:00] }} }}"
            )
    return HEAD % weeks + "\n".join(units + staff) + "\n"


if __name__ == "__main__":
    print(county(), end="")
