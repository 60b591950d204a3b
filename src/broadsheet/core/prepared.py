"""Run a query many times that Django compiles once: for the few queries behind every public page.

To turn a queryset into SQL costs Django several times what SQLite needs to answer it. The queryset stays the one
description of what is asked; where a value changes from run to run it holds a `Blank`.
"""

import json
from collections.abc import Callable, Iterable
from datetime import datetime
from functools import cached_property, lru_cache
from typing import Any, Generic, TypeVar

from django.db import connection
from django.db.models import Expression, JSONField, Model, QuerySet

Row = TypeVar("Row")
Thing = TypeVar("Thing", bound=Model)
SHORT = 1000


class Blank(Expression):
    """A value to be filled in at each run."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self.name = name

    def as_sql(self, compiler: Any, connection: Any) -> Any:
        """Stand in the query as a parameter."""
        return "%s", (self,)

    def filled(self, value: Any) -> Any:
        """Give a value as the database takes it."""
        return connection.ops.adapt_datetimefield_value(value) if isinstance(value, datetime) else value


class Blanks(Blank):
    """Any number of values for an `__in`, as one parameter; `kind` is their type in PostgreSQL."""

    def __init__(self, name: str, kind: str = "bigint") -> None:
        super().__init__(name)
        self.kind = kind

    def as_sql(self, compiler: Any, connection: Any) -> Any:
        """Stand in the query as a list."""
        if connection.vendor == "sqlite":
            return "(SELECT value FROM json_each(%s))", (self,)
        return f"(SELECT unnest(%s::{self.kind}[]))", (self,)

    def filled(self, value: Iterable[Any]) -> Any:
        """Give a list as the database takes it."""
        return json.dumps(list(value)) if connection.vendor == "sqlite" else list(value)


def blank(name: str) -> Any:
    """Stand for a value of any type, such as the time a selector is asked for."""
    return Blank(name)


class Prepared(Generic[Row]):
    """A query of `values_list`, made into SQL at its first run; every row is given to `make`, column by column."""

    def __init__(self, ask: Callable[[], QuerySet[Any, Any]], make: Callable[..., Row]) -> None:
        self.ask, self.make = ask, make

    @cached_property
    def compiled(self) -> tuple[str, tuple[Any, ...], list[tuple[int, list[Any], Any]]]:
        """The SQL, its parameters with their blanks, and what turns a column into Python's values."""
        compiler = self.ask().query.get_compiler(connection=connection)
        sql, parameters = compiler.as_sql()
        found = compiler.get_converters(column for column, _, _ in compiler.select)
        columns = [(at, [own_decoding(c) for c in converters], column) for at, (converters, column) in found.items()]
        return sql, tuple(parameters), columns

    def all(self, **values: Any) -> list[Row]:
        """Run it with the blanks filled in."""
        sql, parameters, columns = self.compiled
        filled = [p.filled(values[p.name]) if isinstance(p, Blank) else p for p in parameters]
        with connection.cursor() as cursor:
            cursor.execute(sql, filled)
            rows = cursor.fetchall()
        return [self.made(list(row), columns) for row in rows]

    def read(self, row: Iterable[Any]) -> Row:
        """Make one row that came from a statement of the caller's own with the same columns."""
        return self.made(list(row), self.compiled[2])

    def made(self, row: list[Any], columns: list[tuple[int, list[Any], Any]]) -> Row:
        """Make one row."""
        for at, converters, column in columns:
            for converter in converters:
                row[at] = converter(row[at], column, connection)
        return self.make(*row)

    def first(self, **values: Any) -> Row | None:
        """Run it for its first row."""
        return next(iter(self.all(**values)), None)


def prepared_objects(model: type[Thing], ask: Callable[[], QuerySet[Any, Any]]) -> Prepared[Thing]:
    """Prepare a query that gives whole objects of a model."""
    names = [field.attname for field in model._meta.concrete_fields]
    return Prepared(lambda: ask().values_list(*names), lambda *row: model.from_db(connection.alias, names, row))


def own_decoding(converter: Any) -> Any:
    """Give our own way of reading JSON in the place of Django's."""
    is_json = isinstance(getattr(converter, "__self__", None), JSONField)
    return (lambda value, column, connection: decoded(value)) if is_json else converter


def decoded(text: str | None) -> Any:
    """Read JSON; of short texts, such as the sections above a story, many rows have the same. Nobody changes them."""
    if text is None:
        return None
    return decoded_once(text) if len(text) < SHORT else json.loads(text)


@lru_cache(maxsize=4096)
def decoded_once(text: str) -> Any:
    """Read JSON, once for each text."""
    return json.loads(text)
