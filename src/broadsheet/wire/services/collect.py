"""Collect from any source by its connector, and say which sources are due."""

from datetime import datetime

from django.db import transaction
from django.utils import timezone

from broadsheet.wire.errors import FetchFailed, NotFetched
from broadsheet.wire.models import Source
from broadsheet.wire.pace import interval
from broadsheet.wire.queries import due_sources, watched_folders
from broadsheet.wire.services.drop import ensure_drop_source, folder_for
from broadsheet.wire.services.feed import fetch_feed
from broadsheet.wire.services.folder import has_files, take_folder
from broadsheet.wire.services.health import note_fault
from broadsheet.wire.services.ingest import Outcome
from broadsheet.wire.services.mailbox import take_mailbox
from broadsheet.wire.services.remote import take_remote


def collect(source: Source) -> list[Outcome]:
    """Fetch from a source now. Raises NotFetched for one that sends to us, or is fed by hand."""
    if source.connector == Source.Connector.FEED:
        return fetch_feed(source)
    if source.connector == Source.Connector.FOLDER:
        return take_folder(source)
    if source.connector in (Source.Connector.SFTP, Source.Connector.FTP):
        return take_remote(source)
    if source.connector == Source.Connector.MAILBOX:
        return take_mailbox(source)
    raise NotFetched(source)


@transaction.atomic
def claim_due(*, now: datetime) -> list[int]:
    """Give the sources that are due, and put them off by their interval so that none is queued twice for one turn."""
    due = list(due_sources(now=now))
    for source in due:
        later = now + interval(source.every_seconds, source.wished_seconds)
        Source.objects.filter(pk=source.pk).update(next_fetch_at=later)
    return [source.pk for source in due]


def folders_with_files(*, now: datetime) -> list[int]:
    """Look into every watched folder and give those where something lies; trouble is kept on the row."""
    ensure_drop_source()
    return [source.pk for source in watched_folders(now=now) if lies_something(source, now=now)]


def lies_something(source: Source, *, now: datetime) -> bool:
    """Say whether a folder holds something to take."""
    try:
        return has_files(folder_for(source), now=now.timestamp())
    except FetchFailed as fault:
        note_fault(source, str(fault), at=timezone.now())
        return False
