"""Keep the paper as it was first made, and lay it out again: making it takes seconds, and every journey wants one."""

import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from types import SimpleNamespace
from typing import Any

from django.conf import settings
from django.contrib.contenttypes.models import ContentType
from django.core.cache import cache
from django.db import connection
from wagtail.models import Site


class Edition:
    """A copy of a SQLite database, of the files that belong to it, and of what tests call by name."""

    def __init__(self, files: Path, kept: sqlite3.Connection) -> None:
        self.files, self.kept, self.named = files, kept, dict[str, SimpleNamespace]()

    def keep(self, **named: SimpleNamespace) -> None:
        """Copy what there is now; the database must hold nothing but migrations' rows and what is kept."""
        connection.connection.backup(self.kept)
        shutil.copytree(settings.HOME, self.files, dirs_exist_ok=True)
        self.named = named

    def lay_out(self) -> dict[str, SimpleNamespace]:
        """Put everything back in place of what is there; give the names, each with its row read anew."""
        connection.ensure_connection()
        self.kept.backup(connection.connection)
        shutil.copytree(self.files, settings.HOME, dirs_exist_ok=True)
        cache.clear()
        ContentType.objects.clear_cache()
        Site.clear_site_root_paths_cache()
        return {name: SimpleNamespace(**again(vars(objects))) for name, objects in self.named.items()}


def again(objects: dict[str, Any]) -> dict[str, Any]:
    """Read the rows of objects anew."""
    return {name: type(one)._default_manager.get(pk=one.pk) for name, one in objects.items()}


@contextmanager
def no_edition(files: Path) -> Iterator[Edition]:
    """An edition that keeps nothing yet."""
    with closing(sqlite3.connect(":memory:")) as kept:
        yield Edition(files, kept)
