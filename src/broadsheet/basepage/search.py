"""Wagtail's search for editors, kept flat: to enter one page reads neither all entries nor all titles.

Wagtail's own backends work out the average length of all titles each time a page is saved, and look through all
entries for those without a norm: two scans of the index at every publish. We take the average of the newest entries,
and set the norm of those just entered by their numbers. A rebuild still works it out over all.
"""

from collections.abc import Iterable, Sequence
from functools import cache
from importlib import import_module
from typing import Any

from django.db import connection
from django.db.models import Avg, F, Model
from django.db.models.functions import Length
from modelsearch.backends import database, get_search_backend
from modelsearch.utils import get_content_type_pk
from wagtail.search.models import IndexEntry

from broadsheet.core.rows import write_rows

LOOKED_AT = 1000


def SearchBackend(params: dict[str, Any]) -> Any:  # noqa: N802 (Wagtail looks for this name)
    """Give the backend of the database in use, with an index that stays flat."""
    made = database.SearchBackend(params)
    made.index_class = flat(made.index_class)
    if connection.vendor == "sqlite":
        from broadsheet.basepage.matches import newest_first

        made.query_compiler_class = newest_first(made.query_compiler_class)
        made.autocomplete_query_compiler_class = newest_first(made.autocomplete_query_compiler_class)
    return made


@cache
def flat(index_class: type[Any]) -> type[Any]:
    """Give an index that sets the norms of what it was just given, and of nothing else."""
    return type(f"Flat{index_class.__name__}", (FlatNorms, index_class), {})


class FlatNorms:
    """The part of an index that weighs titles by their length."""

    entries: Any

    def add_items(self, model: type[Model], objs: Sequence[Model]) -> None:
        """Enter objects, then weigh their titles."""
        super().add_items(model, objs)  # type: ignore[misc]  # of the class this is joined with
        entered = self.entries.filter(
            content_type_id=get_content_type_pk(model), object_id__in=[str(o.pk) for o in objs]
        )
        weighed = entered.annotate(title_length=Length("title")).filter(title_length__gt=0)
        weighed.update(title_norm=self.average_length() / F("title_length"))

    def average_length(self) -> float:
        """Give the average length of the newest titles."""
        newest = self.entries.annotate(title_length=Length("title")).order_by("-pk")[:LOOKED_AT]
        found: float | None = newest.aggregate(n=Avg("title_length"))["n"]
        return found or 1.0

    def _refresh_title_norms(self, full: bool = False) -> None:
        """Work out all norms when the index is rebuilt; at other times `add_items` has done what is needed."""
        if full:
            super()._refresh_title_norms(full=True)  # type: ignore[misc]


def enter_many(model: type[Model], ids: Sequence[int], **texts: list[str]) -> None:
    """Enter many new objects of one model at once; `texts` holds the words of each field that is searched.

    Wagtail is asked how it enters one object, with a mark in the place of each text; the marks are then filled.
    """
    write = enter_by_vectors if connection.vendor == "postgresql" else enter_by_words
    write(model, ids, dict(zip(map(mark, texts), texts.values(), strict=True)), indexer_of(model, tuple(texts)))


def mark(field: str) -> str:
    """Stand for a field's text."""
    return f"\x02{field}\x03"


def indexer_of(model: type[Model], fields: Iterable[str]) -> Any:
    """Give what Wagtail makes of an object that has marks for texts."""
    vendor = "postgres" if connection.vendor == "postgresql" else "sqlite"
    module: Any = import_module(f"modelsearch.backends.database.{vendor}.{vendor}")  # the other one refuses to load
    return module.ObjectIndexer(model(**{name: mark(name) for name in fields}), get_search_backend())


def enter_by_words(model: type[Model], ids: Sequence[int], marks: dict[str, list[str]], made: Any) -> None:
    """Write the entries as plain words, as SQLite has them; its triggers do the rest."""
    columns = {name: filled(getattr(made, name), marks, len(ids)) for name in ("title", "body", "autocomplete")}
    lengths = [len(title) or 1 for title in columns["title"]]
    average = sum(lengths) / len(lengths)
    write_rows(
        IndexEntry,
        len(ids),
        content_type_id=get_content_type_pk(model),
        object_id=[str(pk) for pk in ids],
        title_norm=[average / length for length in lengths],
        **columns,
    )


def filled(pattern: str, marks: dict[str, list[str]], count: int) -> list[str]:
    """Put each object's texts in the place of the marks.

    >>> filled("\\x02a\\x03, \\x02b\\x03", {"\\x02a\\x03": ["rain", "sun"], "\\x02b\\x03": ["wind", "calm"]}, 2)
    ['rain, wind', 'sun, calm']
    """
    made = [pattern] * count
    for mark, texts in marks.items():
        if mark in pattern:
            made = [words.replace(mark, text) for words, text in zip(made, texts, strict=True)]
    return made


def enter_by_vectors(model: type[Model], ids: Sequence[int], marks: dict[str, list[str]], made: Any) -> None:
    """Write the entries as PostgreSQL's text search vectors."""
    from django.db.models.sql import InsertQuery

    compiler = InsertQuery(IndexEntry).get_compiler(connection=connection)
    names = ("title", "autocomplete", "body")
    vectors = [compiler.prepare_value(IndexEntry._meta.get_field(name), getattr(made, name)) for name in names]
    written = [vector.as_sql(compiler, connection) for vector in vectors]
    slots = [made_of for _, parameters in written for made_of in parameters] + [made.title_text, made.body_text]
    columns = [filled(slot, marks, len(ids)) if isinstance(slot, str) else [slot] * len(ids) for slot in slots]
    columns[-2:] = [[words.strip() for words in column] for column in columns[-2:]]
    row = f"(%s, %s, {', '.join(sql for sql, _ in written)}, 1.0, %s, %s)"
    kind = get_content_type_pk(model)
    values = [value for pk, *cells in zip(ids, *columns, strict=True) for value in (kind, str(pk), *cells)]
    statement = (
        f"INSERT INTO {IndexEntry._meta.db_table} (content_type_id, object_id, title, autocomplete, body, title_norm,"  # noqa: S608
        f" title_text, body_text) VALUES {', '.join([row] * len(ids))}"
    )
    with connection.cursor() as cursor:
        cursor.execute(statement, values)
