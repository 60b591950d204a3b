"""Keep the wires coming in: ask sources when they are due, and look into our own folders every few seconds."""

import logging

from django.utils import timezone
from django_tasks import task

from broadsheet.jobs.declare import every, outside
from broadsheet.jobs.services.enqueue import enqueue
from broadsheet.media.errors import NotAPicture
from broadsheet.wire.errors import FetchFailed, shown
from broadsheet.wire.models import Source
from broadsheet.wire.services import pictures
from broadsheet.wire.services.collect import claim_due, collect, folders_with_files
from broadsheet.wire.services.trial import note_trial

log = logging.getLogger(__name__)


@every(seconds=15, name="wire.feeds")
@task
def poll_feeds() -> int:
    """Queue every source whose time has come; they have minutes between turns, so four looks a minute will do."""
    due = claim_due(now=timezone.now())
    for source_id in due:
        enqueue(collect_source, source_id, unique_key=f"wire.source:{source_id}")
    return len(due)


@every(seconds=5, name="wire.folders")
@task(priority=10)
@outside
def watch_folders() -> int:
    """Queue every folder with something in it; ahead of fetches, for a look takes no time."""
    found = folders_with_files(now=timezone.now())
    for source_id in found:
        enqueue(collect_source, source_id, unique_key=f"wire.source:{source_id}", priority=10)
    return len(found)


@task
@outside
def collect_source(source_id: int) -> int:
    """Collect from one source; what the other side does wrong is on its row, and is no failure of the job."""
    source = Source.objects.filter(pk=source_id, is_enabled=True).first()
    return len(collect(source)) if source else 0


@task(priority=10)
@outside
def try_source(source_id: int) -> bool:
    """Try a source for somebody who waits for it; nothing is kept but what came of it."""
    source = Source.objects.filter(pk=source_id).first()
    if source:
        note_trial(source)
    return bool(source)


@task
@outside
def fetch_picture(source_id: int, href: str) -> bool:
    """Fetch one picture of an item; trouble that may pass is tried again, a lasting one is noted and left."""
    source = Source.objects.get(pk=source_id)
    try:
        return pictures.fetch_picture(source, href)
    except (FetchFailed, NotAPicture) as refusal:
        if isinstance(refusal, FetchFailed) and not refusal.is_lasting:
            raise
        log.warning("wire.picture.refused", extra={"source": source.slug, "href": shown(href), "why": str(refusal)})
        return False
