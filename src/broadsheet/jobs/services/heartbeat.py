"""Keep this worker's leases alive, and say that it is, from a thread of its own."""

import logging
import os
import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from uuid import UUID

from django.db import DatabaseError, connection
from django.db.models.functions import Now

from broadsheet.jobs.ids import uuid7
from broadsheet.jobs.models import Job, Worker
from broadsheet.jobs.pace import Pace
from broadsheet.jobs.services.claim import extend

log = logging.getLogger(__name__)
Held = dict[UUID, int]


@contextmanager
def heartbeat(pace: Pace, *, announced: bool) -> Iterator[Held]:
    """Extend the leases noted in the yielded mapping (job id to fence) until the block ends.

    Inside a transaction, as in tests, other connections cannot see the jobs, so nothing beats.
    """
    held: Held = {}
    if connection.in_atomic_block:
        yield held
        return
    stop = threading.Event()
    thread = threading.Thread(target=_beat, args=(held, stop, pace, announced), name="heartbeat", daemon=True)
    thread.start()
    try:
        yield held
    finally:
        stop.set()
        thread.join()


@contextmanager
def holding(job: Job, held: Held) -> Iterator[None]:
    """Have the heartbeat extend this job's lease while it runs."""
    held[job.pk] = job.fence
    try:
        yield
    finally:
        held.pop(job.pk, None)


def _beat(held: Held, stop: threading.Event, pace: Pace, announced: bool) -> None:
    worker = Worker(id=uuid7(), host=socket.gethostname(), pid=os.getpid()) if announced else None
    try:
        _once(held, pace, worker)
        while not stop.wait(pace.beat_seconds):
            _once(held, pace, worker)
        if worker:
            Worker.objects.filter(pk=worker.pk).delete()
    except DatabaseError as error:
        log.warning("worker.farewell.failed", extra={"error": str(error)})
    finally:
        connection.close()


def _once(held: Held, pace: Pace, worker: Worker | None) -> None:
    """Beat once; a database that is away or busy for a moment is no reason to stop trying."""
    try:
        extend(held, lease_seconds=pace.lease_seconds)
        if worker:
            _announce(worker)
    except DatabaseError as error:
        log.warning("worker.heartbeat.failed", extra={"error": str(error)})
        connection.close()


def _announce(worker: Worker) -> None:
    fields = {"host": worker.host, "pid": worker.pid, "seen_at": Now()}
    Worker.objects.update_or_create(pk=worker.pk, defaults=fields)
