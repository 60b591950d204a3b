"""Run a query many times that Django compiles once: for the few queries behind every public page.

To turn a queryset into SQL costs Django several times what SQLite needs to answer it. The queryset stays the one
description of what is asked; where a value changes from run to run it holds a `Blank`.
"""

import json
from collections.abc import Callable, Iterable
from datetime import datetime
from functools import cached_property
from typing import Any, Generic, TypeVar

from django.db import connection
from django.db.models import Expression, QuerySet

Row = TypeVar("Row")


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
        columns = compiler.get_converters(column for column, _, _ in compiler.select)
        return sql, tuple(parameters), [(at, converters, column) for at, (converters, column) in columns.items()]

    def all(self, **values: Any) -> list[Row]:
        """Run it with the blanks filled in."""
        sql, parameters, columns = self.compiled
        filled = [p.filled(values[p.name]) if isinstance(p, Blank) else p for p in parameters]
        with connection.cursor() as cursor:
            cursor.execute(sql, filled)
            rows = cursor.fetchall()
        return [self.made(list(row), columns) for row in rows]

    def made(self, row: list[Any], columns: list[tuple[int, list[Any], Any]]) -> Row:
        """Make one row."""
        for at, converters, column in columns:
            for converter in converters:
                row[at] = converter(row[at], column, connection)
        return self.make(*row)

    def first(self, **values: Any) -> Row | None:
        """Run it for its first row."""
        return next(iter(self.all(**values)), None)
