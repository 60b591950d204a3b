"""The indexes Wagtail lacks at the size of a newsroom's archive, made after every migrate.

Once statistics are gathered, SQLite takes an index of NULLs for useless and scans the page table on each publish
(measured at a million pages: 424 ms instead of 43); a partial index is used again. Django rebuilds SQLite tables when a
column changes and drops foreign indexes then, so they are made `IF NOT EXISTS` each time and checked at the start.
"""

from dataclasses import dataclass
from typing import Any

from django.core.checks import CheckMessage, Warning
from django.db import connections
from django.db.models import F, Func, TextField
from django.db.models.lookups import StartsWith
from wagtail.models import Page


@dataclass(frozen=True, slots=True)
class Index:
    """One index by name, table and what it covers."""

    name: str
    table: str
    covers: str

    def statement(self, vendor: str) -> str:
        """Give the SQL that makes it. SQLite has NULL last in descending order anyway, and refuses to be told so."""
        covers = self.covers.replace(" NULLS LAST", "") if vendor == "sqlite" else self.covers
        return f"CREATE INDEX IF NOT EXISTS {self.name} ON {self.table} {covers}"


PARENT = "(substr(path, 1, length(path) - 4))"
INDEXES = [
    Index("broadsheet_page_alias", "wagtailcore_page", "(alias_of_id) WHERE alias_of_id IS NOT NULL"),
    Index("broadsheet_page_locked", "wagtailcore_page", "(locked_by_id) WHERE locked_by_id IS NOT NULL"),
    Index("broadsheet_page_expiring", "wagtailcore_page", "(expire_at) WHERE expire_at IS NOT NULL"),
    Index("broadsheet_page_newest", "wagtailcore_page", f"({PARENT}, latest_revision_created_at DESC NULLS LAST)"),
    Index("broadsheet_page_depth", "wagtailcore_page", "(depth, path)"),  # the children of a page, and no grandchild
    Index(
        "broadsheet_revision_due",
        "wagtailcore_revision",
        "(approved_go_live_at) WHERE approved_go_live_at IS NOT NULL",
    ),
]


class ParentPath(Func):
    """The path of a page's parent, in the very words of the index: a database knows it again only by them."""

    template = "substr(%(expressions)s, 1, length(%(expressions)s) - 4)"
    output_field = TextField()

    def __init__(self) -> None:
        super().__init__(F("path"))


class PathStartsWith(StartsWith):
    """Match a prefix as a range: SQLite never uses an index for `LIKE … ESCAPE`."""

    def as_sqlite(self, compiler: Any, connection: Any, **context: Any) -> tuple[str, tuple[Any, ...]]:
        """Compare with the prefix and with what comes after everything that begins with it."""
        if not self.rhs_is_direct_value():
            sql, parameters = super().as_sql(compiler, connection)
            return sql, tuple(parameters)
        left, parameters = self.process_lhs(compiler, connection)
        return f"({left} >= %s AND {left} < %s)", (*parameters, self.rhs, *parameters, f"{self.rhs}~")


def install_lookup() -> None:
    """Let `path__startswith` on pages use the index of the path."""
    Page._meta.get_field("path").register_lookup(PathStartsWith, "startswith")


def create_indexes(using: str, **_: Any) -> None:
    """Make every index whose table is there; after migrate."""
    connection = connections[using]
    tables = set(connection.introspection.table_names())
    with connection.cursor() as cursor:
        for index in INDEXES:
            if index.table in tables:
                cursor.execute(index.statement(connection.vendor))


def missing_indexes(using: str = "default") -> list[str]:
    """Name the indexes that are not there."""
    connection = connections[using]
    catalogue = "sqlite_master" if connection.vendor == "sqlite" else "pg_indexes"
    column = "name" if connection.vendor == "sqlite" else "indexname"
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {column} FROM {catalogue}")  # noqa: S608 (two fixed words)
        present = {row[0] for row in cursor.fetchall()}
    return [index.name for index in INDEXES if index.name not in present]


def check_indexes(databases: Any = None, **_: Any) -> list[CheckMessage]:
    """Report missing indexes (`broadsheet check --database default`)."""
    found: list[CheckMessage] = []
    for using in databases or []:
        if "wagtailcore_page" not in connections[using].introspection.table_names():
            continue  # the store of statistics, or a database that nobody has migrated yet
        if missing := missing_indexes(using):
            text = f"Indexes are missing: {', '.join(missing)}. Publishing would scan all pages."
            # A warning: an error would stop the very `migrate` that makes them. `broadsheet doctor` is stricter.
            found.append(Warning(text, hint="Run: broadsheet migrate", id="broadsheet.W001"))
    return found
