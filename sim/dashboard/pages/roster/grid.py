"""The week as a table to write in, and its way from and to a spreadsheet."""

from collections.abc import Callable, Sequence
from typing import Any

import pandas as pd
import streamlit as st

from sim.dashboard import scenarios
from sim.dashboard.access import may_edit
from sim.dashboard.language import forms, language, t
from sim.dashboard.pages.roster import names
from sim.dashboard.pages.roster.draft import LINK, Draft, keep, merged
from sim.dashboard.persons import people
from sim.dashboard.refusing import plain
from sim.dashboard.state import chosen
from sim.dashboard.telling import name_of
from sim.errors import InputError
from sim.scenario.roster import Row, override_text
from sim.scenario.roster_files import as_csv, as_xlsx, read_file, read_text
from sim.scenario.roster_table import hours_text, read_table
from sim.scenario.schema.times import WEEKDAYS
from sim.scenario.shifts import Spans

SHOWN = "roster.grid"
"""In the session: what the table on screen was filled from. It is filled anew only when that is another."""
WIDTHS = {"person": 150, "role": 125, "unit": 110}
"""Pixels; the days share the rest."""
ROW = 36
"""Height of a row in pixels."""
FITS = 24
"""Characters of a day that fit; longer hours are written shorter, ``10-10:30, 13-14``, and read as well."""
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def grid(draft: Draft, units: Sequence[str]) -> Draft:
    """Draw the table and return the draft with what was written in it; what is wrong is said, and changes nothing.

    Parameters
    ----------
    draft
        The roster that the link names.
    units
        The clinic's units: their rows are shown.
    """
    of = (draft.base, tuple(units), language())
    shown = st.session_state.get(SHOWN)
    if shown is None or shown["of"] != of or shown["link"] != chosen(LINK, ""):
        number = 0 if shown is None else shown["number"] + 1
        rows = [row for row in draft.after if row.unit in units]
        shown = {"of": of, "link": chosen(LINK, ""), "number": number, "rows": rows}
        st.session_state[SHOWN] = shown
    said = people(row.person for row in draft.after)
    table = _frame(shown["rows"], said, draft, units)
    written = st.data_editor(
        table, key=f"roster.editor.{shown['number']}", hide_index=True, width="stretch", num_rows="fixed",
        disabled=True if not may_edit() else ["person", "role", "unit"], row_height=ROW,
        height=ROW * (len(table) + 1) + 2,
        column_config={name: _column(name) for name in table.columns}, alt=t("roster.grid.alt"),
    )  # fmt: skip
    if not may_edit():
        return draft
    cells = [list(written.columns), *written.to_numpy().tolist()]
    try:
        rows = merged(draft.after, read_table(cells, draft.after, list(units), said))
        if rows != draft.after:
            shown["link"] = keep(draft, rows)
        return Draft(draft.base, draft.loaded, draft.before, rows)
    except InputError as error:
        _refuse(error, table["person"].tolist())
        return draft


def exchange(draft: Draft, units: Sequence[str]) -> None:
    """Draw what adds a person, saves the roster as a file, reads one in, and takes changes back."""
    said = people(row.person for row in draft.after)
    with st.container(horizontal=True, vertical_alignment="center", key="exchange"):
        _save(draft, units, said)
        if may_edit():
            _read(draft, units, said)
            _add(draft, units, said)
            if draft.changed:
                st.button(t("roster.undo"), key="roster.undo", on_click=_undo, icon=":material/undo:")


def _frame(rows: Sequence[Row], said: dict[str, str], draft: Draft, units: Sequence[str]) -> pd.DataFrame:
    """Return the table: without weekends where nobody is there, and without roles that the names say already."""
    at = [n for n in range(7) if n < 5 or any(row.week[n] for row in draft.after)]
    content: dict[str, list[str]] = {"person": [said[row.person] for row in rows]}
    roles = [t(f"words.role.{row.role}") for row in rows]
    if any(role not in who.casefold() for role, who in zip(roles, content["person"], strict=True)):
        content["role"] = roles
    if len(units) > 1:
        content["unit"] = [name_of(row.unit) for row in rows]
    return pd.DataFrame(content | {WEEKDAYS[n]: [_hours(row.week[n]) for row in rows] for n in at}, dtype=str)


def _hours(spans: Spans) -> str:
    said = hours_text(spans)
    return said if len(said) <= FITS else said.replace(":00", "")


def _column(name: str) -> Any:  # noqa: ANN401 - what Streamlit makes of it has no public name
    label = names.heading(name)
    if name not in WEEKDAYS:
        return st.column_config.TextColumn(label, pinned=name == "person", width=WIDTHS[name])
    return st.column_config.TextColumn(label, max_chars=200, help=t("roster.cell.help"))


def _cells(draft: Draft, units: Sequence[str], said: dict[str, str]) -> list[list[str]]:
    rows = [row for row in draft.after if row.unit in units]
    columns = ("person", "unit", "role", *WEEKDAYS)
    return [
        [names.heading(one) for one in columns],
        *([said[r.person], name_of(r.unit), t(f"words.role.{r.role}"), *map(hours_text, r.week)] for r in rows),
    ]


def _save(draft: Draft, units: Sequence[str], said: dict[str, str]) -> None:
    with st.popover(t("roster.save"), icon=":material/download:"):
        cells = _cells(draft, units, said)
        st.caption(t("roster.save.help"))
        st.download_button(
            "Excel (.xlsx)", lambda: as_xlsx(cells, t("roster.title")), f"{t('roster.file')}.xlsx", XLSX,
            key="roster.xlsx", on_click="ignore",
        )  # fmt: skip
        apart = ";" if language() == "sv" else ","
        st.download_button(
            "CSV", as_csv(cells, apart), f"{t('roster.file')}.csv", "text/csv", key="roster.csv", on_click="ignore"
        )
        if draft.changed:
            st.download_button(
                t("roster.save.yaml"), _yaml(draft), f"{t('roster.file')}.yaml", "application/yaml",
                key="roster.yaml", on_click="ignore", help=t("roster.save.yaml.help"),
            )  # fmt: skip


def _yaml(draft: Draft) -> str:
    """Return the roster as a scenario file: what is different, or all of it where the base is no file."""
    edited = draft.edited()
    if scenarios.OWN.fullmatch(draft.base):
        return edited.text
    return override_text(f"{draft.base}.yaml", t("roster.question", people=changed_people(draft)), edited)


def changed_people(draft: Draft) -> str:
    """Return who has other hours, in words."""
    said = people(row.person for row in draft.after)
    return forms.joined(list(dict.fromkeys(said[row.person] for row in draft.changed)))


def _read(draft: Draft, units: Sequence[str], said: dict[str, str]) -> None:
    with st.popover(t("roster.read"), icon=":material/upload:"):
        st.caption(t("roster.read.help"))
        file = st.file_uploader(
            t("roster.read.file"), type=["xlsx", "csv", "txt"], key="roster.upload", max_upload_size=1
        )
        text = st.text_area(t("roster.read.paste"), key="roster.paste", height=110)
        pressed = st.button(t("roster.read.now"), key="roster.read", type="primary", disabled=not (file or text))
        if pressed:
            _take(draft, units, said, lambda: read_file(file.getvalue()) if file else read_text(text))


def _take(draft: Draft, units: Sequence[str], said: dict[str, str], cells: Callable[[], list[list[object]]]) -> None:
    """Take a table in, or say everything that is wrong with it."""
    try:
        rows = merged(draft.after, read_table(cells(), draft.after, list(units), said))
        keep(draft, rows)
    except InputError as error:
        _refuse(error)
    else:
        st.rerun()


def _add(draft: Draft, units: Sequence[str], said: dict[str, str]) -> None:
    with st.popover(t("roster.add"), icon=":material/person_add:"):
        name = st.text_input(t("roster.column.person"), key="roster.add.name", max_chars=60)
        roles = ["nurse", "physiotherapist", "counsellor", "physician", "medical_admin"]
        role = st.selectbox(
            t("roster.column.role"), roles, format_func=lambda one: t(f"words.role.{one}"), key="roster.add.role"
        )
        unit = units[0]
        if len(units) > 1:
            unit = st.selectbox(t("roster.column.unit"), units, format_func=name_of, key="roster.add.unit") or unit
        st.caption(t("roster.add.help"))
        if st.button(t("roster.add.now"), key="roster.add", type="primary", disabled=not name.strip()):
            if name.strip().casefold() in {one.casefold() for one in (*said, *said.values())}:
                st.error(t("roster.add.known", who=name.strip()))
                return
            _take(draft, units, said, lambda: [["person", "unit", "role", "mon"], [name, unit, role, ""]])


def _undo() -> None:
    st.query_params.pop(LINK, None)


def _refuse(error: InputError, whose: Sequence[str] = ()) -> None:
    said = [names.wrong(problem, whose) for problem in error.problems]
    st.error("  \n".join([t("roster.refused"), *(f"• {plain(one)}" for one in said[:20])]), icon=":material/block:")
