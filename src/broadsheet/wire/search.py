"""Find wire items by the beginnings of the words in them, by index: FTS5 on SQLite, a GIN index on PostgreSQL.

The index is made after every migrate, for Django drops the triggers that keep SQLite's when it rebuilds the table.
"""

import re
from typing import Any

from django.core.checks import CheckMessage, Warning
from django.db import connections, transaction
from django.db.models import BooleanField, F, Func

NAME, ITEMS = "wire_item_words", "wire_wireitem"
MOST_WORDS = 8
WORD = re.compile(r"[^\W_]+")

# PostgreSQL would keep `north-east`, `a.example` and `-12` whole; SQLite splits them, and so do we when asked.
# What it makes of one text may not exceed a megabyte, so of a very long item the beginning is searched.
VECTOR = "to_tsvector('simple', translate(left(text, 100000), '_./:@+-', '       '))"
# Left to itself it reads item after item, splitting each text anew, when it takes words for frequent, as it takes all
# beginnings of words: 14 s for one that is in none of 50,000 items, against 0.4 ms. The function leaves it the index.
FUNCTION = "wire_items_with"
_ASK = f"SELECT id FROM {ITEMS} WHERE {VECTOR} @@ to_tsquery('simple', asked)"  # noqa: S608 (fixed words, as below)
POSTGRESQL = {
    NAME: f"CREATE INDEX IF NOT EXISTS {NAME} ON {ITEMS} USING gin ({VECTOR})",
    FUNCTION: f"CREATE OR REPLACE FUNCTION {FUNCTION}(asked text) RETURNS SETOF bigint LANGUAGE sql STABLE ROWS 50 "
    f"SET enable_seqscan = off SET enable_indexscan = off SET work_mem = '64MB' AS $$ {_ASK} $$",
}

# FTS5 keeps no second copy of the text, and forgets a row by its number alone: with an index that read the old text
# from the item, a trigger missed once would make every later change of that item fail as “malformed”.
_FORGET = f"DELETE FROM {NAME} WHERE rowid = old.id;"  # noqa: S608
_LEARN = f"DELETE FROM {NAME} WHERE rowid = new.id; INSERT INTO {NAME} (rowid, text) VALUES (new.id, new.text);"  # noqa: S608
SQLITE = {
    NAME: f"CREATE VIRTUAL TABLE IF NOT EXISTS {NAME} USING fts5(text, content='', contentless_delete=1, "
    "tokenize='unicode61 remove_diacritics 0', detail='none', prefix='2 3')",
    f"{NAME}_come": f"CREATE TRIGGER IF NOT EXISTS {NAME}_come AFTER INSERT ON {ITEMS} BEGIN {_LEARN} END",
    f"{NAME}_go": f"CREATE TRIGGER IF NOT EXISTS {NAME}_go AFTER DELETE ON {ITEMS} BEGIN {_FORGET} END",
    f"{NAME}_change": f"CREATE TRIGGER IF NOT EXISTS {NAME}_change AFTER UPDATE OF text ON {ITEMS} "
    f"WHEN old.text IS NOT new.text BEGIN {_LEARN} END",
}
REFILL = (
    f"INSERT INTO {NAME} ({NAME}) VALUES ('delete-all')",  # noqa: S608
    f"INSERT INTO {NAME} (rowid, text) SELECT id, text FROM {ITEMS}",  # noqa: S608
)


class HasWords(Func):
    """Whether an item has, for each word asked, one that begins so; filter by it."""

    output_field = BooleanField()

    def __init__(self, words: tuple[str, ...]) -> None:
        super().__init__(F("pk"))
        self.words = words

    def as_sqlite(self, compiler: Any, connection: Any, **context: Any) -> tuple[str, tuple[Any, ...]]:
        """Ask FTS5 for the rows."""
        asked = " ".join(f'"{word}"*' for word in self.words)
        return self.among(compiler, f"SELECT rowid FROM {NAME} WHERE {NAME} MATCH %s", asked)  # noqa: S608

    def as_postgresql(self, compiler: Any, connection: Any, **context: Any) -> tuple[str, tuple[Any, ...]]:
        """Ask our function for the rows."""
        asked = " & ".join(f"'{word}':*" for word in self.words)
        return self.among(compiler, f"SELECT {FUNCTION}(%s)", asked)

    def among(self, compiler: Any, rows: str, asked: str) -> tuple[str, tuple[Any, ...]]:
        """Say that an item is among some rows."""
        key, parameters = compiler.compile(self.source_expressions[0])
        return f"{key} IN ({rows})", (*parameters, asked)


def words_in(asked: str) -> tuple[str, ...]:
    """Split what somebody typed, as the index splits texts.

    >>> words_in("COUNCIL-TRAMS “vote”")
    ('COUNCIL', 'TRAMS', 'vote')
    """
    return tuple(WORD.findall(asked)[:MOST_WORDS])


def create_index(using: str, **_: Any) -> None:
    """Make what is missing after migrate; SQLite's index is filled again, for rows may have changed unseen."""
    connection = connections[using]
    if ITEMS not in connection.introspection.table_names() or not (missing := missing_parts(using)):
        return
    parts = parts_of(connection.vendor)
    with transaction.atomic(using), connection.cursor() as cursor:
        for statement in [parts[name] for name in missing] + list(REFILL if connection.vendor == "sqlite" else ()):
            cursor.execute(statement)


def parts_of(vendor: str) -> dict[str, str]:
    """Give what the index is made of: names, and the SQL that makes each."""
    return SQLITE if vendor == "sqlite" else POSTGRESQL


def missing_parts(using: str = "default") -> list[str]:
    """Name the parts of the index that are not there."""
    connection = connections[using]
    names = "SELECT name FROM sqlite_master"
    if connection.vendor != "sqlite":
        names = "SELECT indexname FROM pg_indexes UNION SELECT proname FROM pg_proc"
    with connection.cursor() as cursor:
        cursor.execute(names)
        present = {row[0] for row in cursor.fetchall()}
    return [name for name in parts_of(connection.vendor) if name not in present]


def check_index(databases: Any = None, **_: Any) -> list[CheckMessage]:
    """Report a search that would find nothing, or slowly (`broadsheet check --database default`)."""
    found: list[CheckMessage] = []
    for using in databases or []:
        is_migrated = ITEMS in connections[using].introspection.table_names()
        if is_migrated and (missing := missing_parts(using)):
            text = f"The search of the wires lacks {', '.join(missing)}. The inbox could not be searched."
            found.append(Warning(text, hint="Run: broadsheet migrate", id="broadsheet.W002"))
    return found
