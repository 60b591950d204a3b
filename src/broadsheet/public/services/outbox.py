"""Tell every cache what changed: at once on this machine, by the outbox on every other and after a crash.

A change is a row, written in its own transaction. After the commit the process that made it stamps the tags in memory
and rings the edge's bells; a follower on every machine (`follow`) reads the rows and does so for those that nobody
told there.
"""

import logging
import os
from collections.abc import Collection
from datetime import datetime, timedelta
from functools import lru_cache
from pathlib import Path
from threading import Event
from typing import Any

from django.conf import settings
from django.db import connection, transaction
from django.utils import timezone

from broadsheet.core.notices import hear, listen
from broadsheet.edge import bell
from broadsheet.edge.stamps import ALL, Stamps
from broadsheet.public.models import PageChange

log = logging.getLogger(__name__)
POLL_SECONDS, LISTEN_SECONDS = 0.5, 1.0
CHANNEL = "broadsheet_pages"
KEPT = timedelta(hours=1)
LATEST = timedelta(minutes=10)  # no transaction of ours stays open longer


def note_change(tags: Collection[str], gone: Collection[str]) -> None:
    """Write that pages changed, and tell of it after the commit."""
    note(tags=sorted(tags), gone=sorted(gone))


def note_event(channel: str, kind: str, data: dict[str, Any]) -> None:
    """Write that open pages are to hear something, and tell them after the commit."""
    note(events=[[channel, kind, data]])


def note(**what: Any) -> None:
    """Write one change."""
    change = PageChange.objects.create(made_at=timezone.now(), **what)
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_notify(%s, %s)", [CHANNEL, str(change.pk)])
    transaction.on_commit(lambda: tell(change), robust=True)


def tell(change: PageChange) -> None:
    """Stamp a change's tags and ring the bells of this machine, if an edge was ever started here."""
    folder: Path = settings.RUN_FOLDER
    stamps = stamps_in(folder, os.getpid())
    if stamps is None:
        return
    soft = set(change.tags) - set(change.gone)
    stamps.touch(change.gone, hard=True)
    stamps.touch(soft, change=change.pk)
    bell.ring(folder, {"events": [[change.pk, *event] for event in change.events]})


@lru_cache(maxsize=2)
def open_stamps(path: Path, process: int, inode: int) -> Stamps:
    """Open the table once a process."""
    return Stamps(path)


def stamps_in(folder: Path, process: int) -> Stamps | None:
    """Give the table of this machine; None if no edge was ever started here."""
    path = folder / "stamps"
    try:
        return open_stamps(path, process, path.stat().st_ino)
    except FileNotFoundError:
        return None


class Follower:
    """Reads the outbox of one database for one machine."""

    def __init__(self) -> None:
        self.seen: dict[int, datetime] = {}
        self.floor = 0

    def start(self) -> None:
        """Begin: nobody knows what happened before, so every page is made anew."""
        self.floor = PageChange.objects.filter(made_at__lt=timezone.now() - LATEST).order_by("-pk").values_list(
            "pk", flat=True
        ).first() or 0  # fmt: skip
        self.seen = dict(PageChange.objects.filter(pk__gt=self.floor).values_list("pk", "made_at"))
        if stamps := stamps_in(settings.RUN_FOLDER, os.getpid()):
            stamps.touch([ALL.decode()])

    def step(self) -> int:
        """Tell what nobody told here yet; give how many changes that were.

        Rows of transactions that end late come with numbers below those seen before, so the last minutes are looked
        through each time.
        """
        rows = PageChange.objects.filter(pk__gt=self.floor).values_list("pk", "made_at")
        new = [row for row in rows if row[0] not in self.seen]
        stamps = stamps_in(settings.RUN_FOLDER, os.getpid())
        if stamps is not None:
            late = [pk for pk, _ in new if not stamps.has_told(pk)]
            for change in PageChange.objects.filter(pk__in=late).order_by("pk"):
                tell(change)
        self.seen.update(new)
        self._forget()
        return len(new)

    def _forget(self) -> None:
        limit = timezone.now() - LATEST
        old = [pk for pk, made_at in self.seen.items() if made_at < limit]
        self.floor = max([self.floor, *old])
        self.seen = {pk: made_at for pk, made_at in self.seen.items() if pk > self.floor}


def prune(*, now: datetime) -> int:
    """Drop what every follower has read long ago."""
    return PageChange.objects.filter(made_at__lt=now - KEPT).delete()[0]


def follow(stop: Event) -> None:
    """Follow the outbox until told to stop; trouble, such as a lost database, never ends it."""
    follower: Follower | None = None
    while not stop.is_set():
        try:
            if follower is None:
                follower = Follower()
                follower.start()
            follower.step()
            wait(stop)
        except Exception:
            log.exception("outbox.trouble")
            follower = None
            connection.close()
            stop.wait(1)
    connection.close()


def wait(stop: Event) -> None:
    """Wait for the next change: PostgreSQL tells, SQLite is looked at."""
    if connection.vendor != "postgresql":
        stop.wait(POLL_SECONDS)
        return
    listen(CHANNEL)
    hear(LISTEN_SECONDS)
