"""The tantivy index on disk: opening, writing, making anew. One process writes at a time, any number read."""

import logging
import shutil
import threading
import time
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, NamedTuple

import tantivy
from django.conf import settings

from broadsheet.public.models import Card
from broadsheet.public.search.leftovers import clear

log = logging.getLogger(__name__)
FORMAT = 2  # raise it when the schema below changes; a new folder is then filled from the read model
HEAP_BYTES = 32_000_000
PATIENCE_SECONDS = 120.0
_opened: dict[Path, tantivy.Index] = {}
_lock = threading.Lock()


def folder() -> Path:
    """Give where the index of today's schema lies."""
    return Path(settings.HOME) / "search" / f"v{FORMAT}"


def schema() -> tantivy.Schema:
    """Describe what is kept of a story."""
    build = tantivy.SchemaBuilder()
    build.add_integer_field("story_id", stored=True, indexed=True, fast=True)
    for name in ("headline", "standfirst", "body"):
        build.add_text_field(name, stored=name == "body", tokenizer_name="en_stem", index_option="freq")
    build.add_text_field("text", tokenizer_name="en_stem", index_option="freq")  # every word, so that one list has it
    build.add_text_field("exact", tokenizer_name="default", index_option="basic")
    build.add_text_field("author", tokenizer_name="default", index_option="freq")
    build.add_integer_field("section", indexed=True)
    build.add_text_field("kind", tokenizer_name="raw", index_option="basic")
    build.add_integer_field("month", indexed=True)
    build.add_date_field("published_at", indexed=True, fast=True)
    return build.build()


def index() -> tantivy.Index:
    """Open the index, or begin an empty one; a damaged one is put aside and begun again."""
    path = folder()
    with _lock:
        if path not in _opened or not path.exists():
            _opened[path] = opened(path)
        return _opened[path]


def opened(path: Path) -> tantivy.Index:
    """Open or begin the index in a folder."""
    path.mkdir(parents=True, exist_ok=True)
    try:
        return tantivy.Index(schema(), path=str(path), reuse=True)
    except ValueError:
        log.exception("search.index.damaged", extra={"folder": path.name})
        shutil.rmtree(path)
        path.mkdir(parents=True)
        return tantivy.Index(schema(), path=str(path), reuse=True)


def searcher() -> tantivy.Searcher:
    """Give a reader of everything committed so far."""
    found = index()
    found.reload()
    return found.searcher()


class Entry(NamedTuple):
    """What the index is told of a story."""

    story_id: int
    headline: str
    standfirst: str
    words: str
    authors: str
    kind: str
    published_at: datetime
    sections: tuple[int, ...]


def entry_of(card: Card) -> Entry:
    """Gather it from a card and its text."""
    return Entry(
        card.story_id,
        card.headline,
        card.standfirst,
        card.body.words,
        " ".join([card.byline_text, *(row[0] for row in card.bylines)]),
        card.kind,
        card.published_at,
        tuple(row[0] for row in card.sections),
    )


def document(entry: Entry) -> tantivy.Document:
    """Turn it into what the index keeps."""
    made = tantivy.Document()
    made.add_integer("story_id", entry.story_id)
    made.add_text("headline", entry.headline)
    made.add_text("standfirst", entry.standfirst)
    made.add_text("body", entry.words)
    words = f"{entry.headline} {entry.standfirst} {entry.words}"
    made.add_text("text", f"{words} {entry.authors}")
    made.add_text("exact", words)
    made.add_text("author", entry.authors)
    made.add_text("kind", entry.kind)
    made.add_integer("month", month_of(entry.published_at))
    made.add_date("published_at", entry.published_at)
    for section_id in entry.sections:
        made.add_integer("section", section_id)
    return made


def month_of(moment: datetime) -> int:
    """Number the months since the year 0, in UTC.

    >>> month_of(datetime(2026, 11, 27, tzinfo=UTC)) - month_of(datetime(2025, 12, 31, tzinfo=UTC))
    11
    """
    utc = moment.astimezone(UTC)
    return utc.year * 12 + utc.month - 1


@contextmanager
def writing(heap: int = HEAP_BYTES * 4) -> Iterator[Any]:
    """Give the index's one writer, once whoever has it is done; what was written counts from the end on, or not at all.

    Raises ValueError if the other one does not come to an end.
    """
    end = time.monotonic() + PATIENCE_SECONDS
    while (writer := free_writer(heap, is_last=time.monotonic() > end)) is None:
        time.sleep(0.05)
    if left := clear(folder()):
        log.warning("search.index.cleared", extra={"left": left[:20], "count": len(left)})
    yield writer
    writer.commit()
    writer.wait_merging_threads()


def free_writer(heap: int, *, is_last: bool) -> Any:
    """Give the writer, or None while somebody else has it; the last time that is an error."""
    try:
        return index().writer(heap_size=heap, num_threads=1)
    except ValueError as error:
        if "LockBusy" not in str(error) or is_last:
            raise
    return None


def write(story_ids: Iterable[int], *, now: datetime) -> None:
    """Make the index true for these stories: those that may be seen are in it, the others are not."""
    ids = list(story_ids)
    with writing(HEAP_BYTES) as writer:
        for story_id in ids:
            writer.delete_documents_by_term("story_id", story_id)
        for card in Card.objects.visible(now).filter(pk__in=ids).select_related("body"):
            writer.add_document(document(entry_of(card)))


def enter(entries: Sequence[Entry]) -> None:
    """Enter many stories the index has not met."""
    if not entries:
        return
    with writing() as writer:
        for entry in entries:
            writer.add_document(document(entry))


def rebuild(*, now: datetime) -> int:
    """Make the index anew from the read model; readers keep the old one to the last. Give the number of stories."""
    count = 0
    with writing() as writer:
        writer.delete_all_documents()
        for card in Card.objects.visible(now).select_related("body").iterator(chunk_size=500):
            writer.add_document(document(entry_of(card)))
            count += 1
    return count
