"""Tie the desk into Wagtail's admin; each subject has its file in `admin`."""

from broadsheet.desk.admin import dashboard, menu, pages, rows

__all__ = ["dashboard", "menu", "pages", "rows"]
