"""Random files of recorded cases: right ones with all columns, and what becomes of them on their way."""

from hypothesis import strategies as st

from sim.domain.words import Reason
from tests.fuzz.mutations import TEXTS, bytes_changed, text_changed

CLINIC = """\
question: Who would have waited?
horizon: { from: 2026-01-05, weeks: 1, warm_up_weeks: 0 }
units:
  alby: { listed: 900 }
  berga: { listed: 600, provider: privat }
  filial: { branch_of: alby, listed: 90 }
people:
  nurse: { count: 2, unit: alby, role: nurse, week: { mon-fri: [08:00-12:00, 12:45-17:00] },
           visit_slots: { mon: [09:00-10:00] } }
  physiotherapist: { unit: alby, role: physiotherapist, week: { mon-fri: [08:00-12:00] } }
  counsellor: { unit: alby, role: counsellor, week: { tue: [08:00-12:00] } }
  physician: { unit: alby, role: physician, week: { mon-fri: [13:00-14:00] } }
  medical_admin: { unit: alby, role: medical_admin, week: { mon-fri: [08:00-09:00] } }
  other: { unit: berga, role: nurse, week: { mon-fri: [09:00-16:00] } }
"""
MINUTES = st.sampled_from(("", "0", "1", "7.5", "7,5", "600", "1000000", "0.001"))
TRUTH = st.sampled_from(("", "true", "FALSE", "ja", "0"))
UNIT = st.sampled_from(("alby", "alby", "berga", "filial"))
COLUMNS: dict[str, st.SearchStrategy[str]] = {
    "arrival": st.builds(
        "2026-01-{:02d}{}{:02d}:{:02d}".format,
        st.integers(5, 9), st.sampled_from(" T"), st.sampled_from((0, 7, 8, 8, 9, 10, 12, 15)),
        st.sampled_from((0, 30, 59)),
    ),
    "unit": UNIT,
    "reason": st.sampled_from([reason.name for reason in Reason]),
    "priority": st.sampled_from(("1", "2", "3", "4", "5", "3.0")),
    "age": st.sampled_from(("0", "7", "13", "40", "40.0", "120")),
    "requested_by": st.sampled_from(("self", "guardian")),
    "case_id": st.just(""),
    "protected_identity": TRUTH,
    "guardian_protected_identity": TRUTH,
    "corrected_priority": st.sampled_from(("", "1", "5")),
    "referral": st.sampled_from(("", "none", "physician", "nurse")),
    "handover_to": st.sampled_from(("", "none", "out")),
    "visit": TRUTH,
    "late_for_visit": TRUTH,
    "physical_visit": TRUTH,
    "qualified": TRUTH,
    "writes_before_acceptance": TRUTH,
    "before_minutes": MINUTES,
    "before_async_minutes": MINUTES,
    "before_work_minutes": MINUTES,
    "turns": st.sampled_from(("", "1", "2", "50")),
    "wrap_up_minutes": MINUTES,
    "closing_minutes": MINUTES,
    "reminder_minutes": MINUTES,
    "call_minutes": MINUTES,
    "work_minutes": MINUTES,
    "reply_minutes": MINUTES,
    "async_reply_minutes": MINUTES,
    "notice_minutes": MINUTES,
    "silent": TRUTH,
    "returns": TRUTH,
    "reached": TRUTH,
}  # fmt: skip
NEEDED = list(COLUMNS)[:6]
WRONG = (
    "turns,work_minutes", ",,,,,,", ";", '"', '""', '"a', "\t", "-1", "1e9", "1_0", "0x1", "nan", "inf", "9" * 400,
    "1 2", "1 2 3 4", "2026-01-05", "2026-01-05 24:00", "2026-01-05 08:61", "2026-02-30 08:00",
    "2026-01-05 08:00+01:00", "2026-01-05T08:00Z", "2026-W02-1 08:00", "20260105T0800", "1999-01-01 08:00",
    "9999-12-31 23:59", "arrival", "=cmd|' /C calc'!A0", *TEXTS,
)  # fmt: skip


@st.composite
def tables(draw: st.DrawFn) -> list[list[str]]:
    """Headings and some cases, right in every cell."""
    more = draw(st.lists(st.sampled_from(list(COLUMNS)[6:]), unique=True, max_size=8))
    columns = draw(st.permutations([*NEEDED, *more]))
    rows = draw(st.lists(st.tuples(*(COLUMNS[name] for name in columns)), max_size=8))
    return [list(columns), *map(list, rows)]


@st.composite
def right_files(draw: st.DrawFn) -> bytes:
    """A file in which nothing is wrong, written as one spreadsheet or another writes it."""
    apart, ends = draw(st.sampled_from(",;")), draw(st.sampled_from(("\n", "\r\n")))
    rows = draw(tables())
    text = ends.join(apart.join(f'"{cell}"' if apart in cell else cell for cell in row) for row in rows)
    return text.encode(draw(st.sampled_from(("utf-8", "utf-8-sig"))))


@st.composite
def changed_files(draw: st.DrawFn) -> tuple[str, bytes]:
    """The height of the change, and a file in which cells, rows, columns, text or bytes have become something else."""
    rows = draw(tables())
    height = draw(st.sampled_from(("cell", "cell", "row", "text", "bytes")))
    for _ in range(draw(st.sampled_from((1, 1, 2)))):
        at = draw(st.integers(0, len(rows) - 1))
        if height == "cell" and rows[at]:
            rows[at][draw(st.integers(0, len(rows[at]) - 1))] = draw(st.sampled_from(WRONG))
        elif height == "row":
            how = draw(st.sampled_from(("lose a cell", "add a cell", "lose", "double", "heading")))
            if how == "lose a cell":
                rows[at] = rows[at][:-1]
            elif how == "add a cell":
                rows[at] = [*rows[at], draw(st.sampled_from(WRONG))]
            elif how == "lose" and len(rows) > 1:
                del rows[at]
            elif how == "double":
                rows.insert(at, list(rows[at]))
            elif rows[0]:
                rows[0][draw(st.integers(0, len(rows[0]) - 1))] = draw(st.sampled_from((*COLUMNS, *WRONG)))
    text = "\n".join(",".join(row) for row in rows)
    if height == "text":
        text = draw(text_changed(text, WRONG))
    if height == "bytes":
        return height, draw(bytes_changed(text))
    return height, text.encode("utf-8", errors="surrogatepass")
