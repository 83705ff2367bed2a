"""What a reader takes away: the answer as a written report and as an Excel file, from the page and from the command."""

from sim.dashboard.written.report import written_report
from sim.dashboard.written.workbook import workbook

__all__ = ["workbook", "written_report"]
