"""Migrate once a run: the database of each process of the suite, and homes, begin as copies of what was migrated first.

What is kept belongs to one run and lies where its processes share it, so that no migration that changed is missed.
"""

import fcntl
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from django.conf import settings

ROOT = Path(__file__).resolve().parents[1]
FILES = {"default": "broadsheet.sqlite3", "statistics": "statistics.sqlite3"}


class Migrated:
    """Databases as migrating leaves them; `folder` is shared by the processes of a run."""

    def __init__(self, folder: Path) -> None:
        self.home, self.lock = folder / "migrated", folder / "migrated.lock"
        self.templates: dict[Path, Any] = {}

    def fill(self, home: Path) -> None:
        """Put the two SQLite databases of a new newsroom into a home folder."""
        for alias, name in FILES.items():
            self.copy(alias, home / name)

    def copy(self, alias: str, path: Path) -> None:
        """Put a SQLite database at a path in place of what is there."""
        with self.alone():
            if not all((self.home / name).exists() for name in FILES.values()):
                self.migrate()
        for end in ("-wal", "-shm"):  # of a run that was killed: SQLite would play them into the copy
            path.with_name(path.name + end).unlink(missing_ok=True)
        shutil.copyfile(self.home / FILES[alias], path)

    def migrate(self) -> None:
        """Run the command in an empty home; what it made counts when all of it is there."""
        own = {name: value for name, value in os.environ.items() if not name.startswith("BROADSHEET_")}
        begun = self.home.with_suffix(".begun")
        own |= {"BROADSHEET_HOME": str(begun), "PYTHONPATH": str(ROOT / "src")}
        subprocess.run([sys.executable, "-m", "broadsheet", "migrate", "-v0"], env=own, check=True)
        begun.rename(self.home)

    def create(self, connection: Any, **_: Any) -> str:
        """Make the test database of a connection, in place of Django's `create_test_db`."""
        if connection.vendor == "sqlite":
            name = connection.creation._get_test_db_name()
            self.copy(connection.alias, Path(name))
        else:
            with self.alone():
                connection.settings_dict["TEST"]["TEMPLATE"] = self.template(connection)
                name = connection.creation._create_test_db(verbosity=0, autoclobber=True)
        connection.close()
        settings.DATABASES[connection.alias]["NAME"] = connection.settings_dict["NAME"] = name
        return str(name)

    def template(self, connection: Any) -> str:
        """Give the PostgreSQL database to copy, which the first of the run who asks migrates as Django does."""
        before = {"NAME": connection.settings_dict["NAME"], "TEST": connection.settings_dict["TEST"]}
        name = f"test_{before['NAME']}_migrated"
        mark = self.lock.with_name(name)
        self.templates[mark] = connection
        if not mark.exists():
            connection.settings_dict["TEST"] = before["TEST"] | {"NAME": name}
            type(connection.creation).create_test_db(
                connection.creation, verbosity=0, autoclobber=True, serialize=False
            )
            connection.close()
            connection.close_pool()
            connection.settings_dict.update(before)
            mark.touch()
        return name

    def clear(self) -> None:
        """Drop the templates this process used; another one that still wants one makes it anew."""
        with self.alone():
            for mark, connection in self.templates.items():
                with connection.creation._nodb_cursor() as cursor:
                    cursor.execute(f"DROP DATABASE IF EXISTS {connection.ops.quote_name(mark.name)}")
                mark.unlink(missing_ok=True)

    @contextmanager
    def alone(self) -> Iterator[None]:
        """Let the other processes of the run wait."""
        with self.lock.open("w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            yield
