"""Tie the desk into Wagtail's admin; each subject has its file in `admin`."""

from broadsheet.desk.admin import breaking, dashboard, menu, pages, rows

__all__ = ["breaking", "dashboard", "menu", "pages", "rows"]
