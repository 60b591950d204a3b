"""Tie the desk into Wagtail's admin; each subject has its file in `admin`."""

from broadsheet.desk.admin import menu

__all__ = ["menu"]
