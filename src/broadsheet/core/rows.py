"""Write many rows of a model at once, column by column, by the fastest way the database has.

Django's `bulk_create` spends most of its time on each value of each row. Here a column is either one value for all
rows, prepared once, or a list, one value a row; PostgreSQL takes them by COPY, SQLite by one prepared statement.
No signal is sent, no default of Python's is called twice, nothing is validated: for rows whose values we made.
"""

from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from itertools import islice, repeat
from typing import Any
from uuid import UUID

from django.db import connection
from django.db.models import Field, Model


def write_rows(model: type[Model], count: int, **columns: Any) -> None:
    """Insert `count` rows; JSON in a list is given as text. Columns that are not named get the field's default."""
    fields = [f for f in model._meta.local_concrete_fields if is_written(f, columns)]
    known: dict[int, list[Any]] = {}
    values = [
        values_of(f, columns[f.attname], known) if f.attname in columns else same(f, f.get_default()) for f in fields
    ]
    insert(model._meta.db_table, [str(f.column) for f in fields], zip(*values, strict=False), count)


def is_written(field: Field[Any, Any], columns: Any) -> bool:
    """Leave out what the database fills in itself: a number of its own, a generated column."""
    return field.attname in columns or not (getattr(field, "generated", False) or field.get_internal_type() in NUMBERS)


NUMBERS = frozenset({"AutoField", "BigAutoField"})


def values_of(field: Field[Any, Any], given: Any, known: dict[int, list[Any]]) -> Iterable[Any]:
    """Give a column's values as the database takes them; a list that stands in several columns is `known` by then."""
    if not isinstance(given, list):
        return same(field, given)
    if connection.vendor == "postgresql":
        return given
    if id(given) not in known:
        known[id(given)] = as_sqlite(given)
    return known[id(given)]


def same(field: Field[Any, Any], value: Any) -> Iterator[Any]:
    """Give one value for all rows."""
    return repeat(field.get_db_prep_save(value, connection))


def as_sqlite(values: list[Any]) -> list[Any]:
    """Write times and UUIDs as Django's SQLite backend does."""
    first = next((value for value in values if value is not None), None)
    if isinstance(first, datetime):
        return [value and str(value.astimezone(UTC).replace(tzinfo=None)) for value in values]
    if isinstance(first, UUID):
        return [value and value.hex for value in values]
    return values


def insert(table: str, columns: list[str], rows: Iterable[tuple[Any, ...]], count: int) -> None:
    """Send the rows; some columns may be endless."""
    names = ", ".join(connection.ops.quote_name(column) for column in columns)
    sent = islice(rows, count)
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            statement = f"COPY {connection.ops.quote_name(table)} ({names}) FROM STDIN"
            with connection.wrap_database_errors, cursor.copy(statement) as copy:  # psycopg's errors become Django's
                for row in sent:
                    copy.write_row(row)
            return
        marks = ", ".join(["%s"] * len(columns))
        cursor.executemany(f"INSERT INTO {connection.ops.quote_name(table)} ({names}) VALUES ({marks})", list(sent))  # noqa: S608


def next_ids(model: type[Model], count: int) -> list[int]:
    """Take so many numbers from a model's sequence; nobody else gets them, and those of deleted rows stay unused.

    On SQLite they are taken once a row bears them, so write the rows in the same transaction.
    """
    table = model._meta.db_table
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            sequence = "SELECT nextval(pg_get_serial_sequence(%s, 'id')) FROM generate_series(1, %s)"
            cursor.execute(sequence, [table, count])
            return [row[0] for row in cursor.fetchall()]
        cursor.execute("SELECT seq FROM sqlite_sequence WHERE name = %s", [table])
        row = cursor.fetchone()
        last = row[0] if row else 0
    return list(range(last + 1, last + count + 1))
