"""Buttons that take an answer away: the written report and the Excel file, made when somebody asks for them."""

import streamlit as st

from sim.dashboard.language import language, t
from sim.dashboard.work import Assignment, Compared

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def take_away(assignment: Assignment | None, compared: Compared) -> None:
    """Draw the buttons.

    Parameters
    ----------
    assignment
        Whose figures; no buttons without one.
    compared
        The figures themselves.
    """
    if assignment is None:
        return
    spoken, name = language(), "-".join(["direktsim", *compared.names])[:80]

    def report() -> bytes:
        from sim.dashboard.written import written_report  # noqa: PLC0415 - Matplotlib takes a second

        return written_report(assignment.request(), compared, spoken).encode()

    def workbook() -> bytes:
        from sim.dashboard.written import workbook as written  # noqa: PLC0415 - likewise

        return written(assignment.request(), compared, spoken)

    with st.container(horizontal=True, key="take-away"):
        st.download_button(
            t("report.save.html"), report, f"{name}.html", "text/html", key="take.report", on_click="ignore",
            help=t("report.save.html.help"), icon=":material/description:",
        )  # fmt: skip
        st.download_button(
            t("report.save.excel"), workbook, f"{name}.xlsx", XLSX, key="take.excel", on_click="ignore",
            help=t("report.save.excel.help"), icon=":material/table:",
        )  # fmt: skip
