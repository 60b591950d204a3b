"""Fetch a feed: politely, only what changed, each item in a transaction of its own. Task: docs/how-to/add-a-wire.md."""

from datetime import datetime

from django.utils import timezone

from broadsheet.interchange.detect import read
from broadsheet.interchange.errors import Unreadable
from broadsheet.wire.errors import FetchFailed
from broadsheet.wire.models import Source
from broadsheet.wire.services.addresses import PUBLIC, Reach
from broadsheet.wire.services.fetch import Fetched, fetch
from broadsheet.wire.services.health import note_failure, note_success
from broadsheet.wire.services.ingest import Outcome, keep_all, set_aside
from broadsheet.wire.services.robots import ask_robots


def fetch_feed(source: Source, *, at: datetime | None = None, reach: Reach = PUBLIC) -> list[Outcome]:
    """Take in what is new in a feed. Never raises for what the other side does: that is on the source's row."""
    at = at or timezone.now()
    try:
        ask_robots(source.address, reach=reach)
        fetched = fetch(source.address, etag=source.etag, last_modified=source.last_modified, reach=reach)
        return take_in(fetched, source=source, at=at)
    except FetchFailed as fault:
        note_failure(source, fault, at=at)
        return []


def take_in(fetched: Fetched, *, source: Source, at: datetime) -> list[Outcome]:
    """Keep the items, and only then the validators: killed in between, we ask for the whole feed again."""
    if fetched.is_unchanged:
        note_success(source, at=at)
        return []
    name = fetched.address.rpartition("/")[2][:200]
    try:
        reading = read(fetched.content, name=name, content_type=fetched.content_type)
    except Unreadable as refusal:
        outcome = set_aside(fetched.content, refusal, source=source, file_name=name)
        note_failure(source, FetchFailed(f"What {source} answered cannot be read. {refusal}"), at=at)
        return [outcome]
    outcomes = keep_all(reading, fetched.content, source=source, file_name=name, at=at)
    wished = (reading.feed.ttl_minutes or 0) * 60 if reading.feed else 0
    note_success(source, at=at, etag=fetched.etag, last_modified=fetched.last_modified, wished_seconds=wished)
    return outcomes
