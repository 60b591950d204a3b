"""Wagtail's admin as a newsroom: menu, dashboard, editors for each kind of row."""
