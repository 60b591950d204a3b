"""Send counting to the statistics store, whatever database that is."""

from typing import Any

from django.db import DEFAULT_DB_ALIAS
from django.db.models import Model

APP, STORE = "statistics", "statistics"


class StatisticsRouter:
    """Keep counts in the store, and everything else out of it.

    The main database has the tables of this app too. On PostgreSQL the store is the main database unless it is placed
    elsewhere, so both names lead to them; where the store is a place of its own they stay empty, and what lay in them
    is moved into the store by `broadsheet migrate`.
    """

    def db_for_read(self, model: type[Model], **hints: Any) -> str | None:
        """Read counts from the store."""
        return STORE if model._meta.app_label == APP else None

    db_for_write = db_for_read

    def allow_migrate(self, using: str, app_label: str, **hints: Any) -> bool:
        """Give the main database every table, and the store its own."""
        return using == DEFAULT_DB_ALIAS or app_label == APP
