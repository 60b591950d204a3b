"""Choose the database from one address, and make SQLite safe against power cuts.

SQLite comes from `pysqlite3`, which bundles a version free of the WAL-reset corruption fixed in 3.51.3
(https://sqlite.org/wal.html); `synchronous=FULL` keeps acknowledged commits through a power cut, and
`BEGIN IMMEDIATE` keeps two writers from refusing each other half way.
"""

import sys
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit

import pysqlite3

from broadsheet.config.options import BadSetting
from broadsheet.core.wal import USUAL_PAGES

EXPECTED = "postgresql://user@host/name, sqlite:///path or nothing"
STATISTICS_PATIENCE_SECONDS, STATISTICS_REOPEN_SECONDS = 2, 60
OLDEST_SAFE_SQLITE = (3, 51, 3)
PROCESS_BYTES = 8_388_608  # for all connections of a process: the worker has one for each of its ten threads
PRAGMAS = (
    "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA temp_store=MEMORY; PRAGMA mmap_size=268435456; "
    f"PRAGMA cache_size=-4096; PRAGMA soft_heap_limit={PROCESS_BYTES}; PRAGMA wal_autocheckpoint={USUAL_PAGES};"
)


def use_bundled_sqlite() -> None:
    """Make `import sqlite3` mean the bundled one, for Django and for all else in this process."""
    if pysqlite3.sqlite_version_info < OLDEST_SAFE_SQLITE:
        raise BadSetting("pysqlite3", pysqlite3.sqlite_version, "SQLite 3.51.3 or newer; run: pip install -U pysqlite3")
    sys.modules["sqlite3"] = pysqlite3
    sys.modules["sqlite3.dbapi2"] = pysqlite3.dbapi2


def sqlite(path: Path) -> dict[str, Any]:
    """Settings for a SQLite file."""
    path.parent.mkdir(parents=True, exist_ok=True)
    return {
        "ENGINE": "broadsheet.core.sqlite",
        "NAME": path,
        "CONN_MAX_AGE": None,  # opening costs more than a query, and throws away what was read into memory
        "OPTIONS": {"transaction_mode": "IMMEDIATE", "timeout": 10, "init_command": PRAGMAS},
        "TEST": {"NAME": path.with_suffix(".test.sqlite3")},
    }


def postgresql(url: str) -> dict[str, Any]:
    """Settings for PostgreSQL 15 or newer through a psycopg 3 pool."""
    parts = urlsplit(url)
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": unquote(parts.path.lstrip("/")),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": parts.hostname or dict(parse_qsl(parts.query)).get("host", ""),
        "PORT": parts.port or "",
        "CONN_MAX_AGE": 0,
        "OPTIONS": {"pool": {"min_size": 1, "max_size": 8}},
    }


def database(url: str, home: Path) -> dict[str, Any]:
    """Settings for the database at `url`; an empty one means SQLite in the home folder."""
    if not url:
        return sqlite(home / "broadsheet.sqlite3")
    scheme = urlsplit(url).scheme
    if scheme == "sqlite":
        return sqlite(Path(unquote(urlsplit(url).path)))
    if scheme in ("postgresql", "postgres"):
        return postgresql(url)
    raise BadSetting("BROADSHEET_DATABASE_URL", url, EXPECTED)


def statistics(url: str, main_url: str, home: Path) -> dict[str, Any]:
    """Settings for the statistics store; an empty address means a file of its own, or the main PostgreSQL.

    It gives up soon rather than make anybody wait, and on SQLite a power cut may cost it the last seconds: counts are
    not worth a wait for the disk each. An old connection is let go, so that a file put anew is found.
    """
    scheme = urlsplit(url or main_url).scheme
    if scheme in ("postgresql", "postgres"):
        settings = postgresql(url or main_url)
        limits = f"-c lock_timeout={STATISTICS_PATIENCE_SECONDS}s -c statement_timeout=20s"
        return settings | {
            "CONN_MAX_AGE": STATISTICS_REOPEN_SECONDS,
            "CONN_HEALTH_CHECKS": True,
            "OPTIONS": {"connect_timeout": STATISTICS_PATIENCE_SECONDS, "options": limits},
        }
    if url and scheme != "sqlite":
        raise BadSetting("BROADSHEET_STATISTICS_URL", url, EXPECTED)
    settings = sqlite(Path(unquote(urlsplit(url).path)) if url else home / "statistics.sqlite3")
    pragmas = "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA temp_store=MEMORY;"
    options = {"timeout": STATISTICS_PATIENCE_SECONDS, "init_command": pragmas}
    return settings | {"CONN_MAX_AGE": STATISTICS_REOPEN_SECONDS, "OPTIONS": settings["OPTIONS"] | options}
