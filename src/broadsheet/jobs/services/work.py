"""Empty the job table: for ever as a worker, or once for whatever is due."""

import logging
import os
import signal
import sys
import threading
from collections.abc import Callable, Collection
from dataclasses import dataclass

from django.db import connection

from broadsheet.core.wal import LOOK_SECONDS, keep_log_short
from broadsheet.jobs.declare import BESIDE, OUTSIDE_QUEUE, SLOW_QUEUE, discover
from broadsheet.jobs.errors import JobFailed
from broadsheet.jobs.models import Job
from broadsheet.jobs.pace import Pace
from broadsheet.jobs.services import wake
from broadsheet.jobs.services.claim import claim, take_back
from broadsheet.jobs.services.heartbeat import Held, heartbeat, holding
from broadsheet.jobs.services.run import run
from broadsheet.jobs.services.schedule import fill_slots

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Lane:
    """Which queues one thread serves: those in `only` (all, if empty) less those in `but`."""

    only: Collection[str] = ()
    but: Collection[str] = ()


# Work that waits for the outside world has threads of its own, so that it never holds up a publication; slow work has
# only one of them, so that it never holds up what goes outside.
LANES = (
    Lane(but=[OUTSIDE_QUEUE, SLOW_QUEUE]),
    Lane(only=[OUTSIDE_QUEUE]),
    Lane(only=[OUTSIDE_QUEUE, SLOW_QUEUE]),
)

LOG = (keep_log_short, LOOK_SECONDS)
SWITCH_SECONDS = 0.0005  # a lane that waits for the database often would wait 5 ms each time for one that calculates


def work(queues: Collection[str] = (), *, stop: threading.Event, pace: Pace | None = None) -> None:
    """Work on these queues (all, if none is named) until `stop` is set; each thread finishes the job it is at."""
    pace = pace or Pace()
    lanes = [Lane(only=queues)] if queues else LANES
    discover()
    with heartbeat(pace, announced=True) as held:
        threads = [_thread(f"lane-{number}", _lane, lane, held, stop, pace) for number, lane in enumerate(lanes, 1)]
        for chore, rest in ((fill_slots, pace.schedule_seconds), (take_back, pace.schedule_seconds), LOG):
            threads.append(_thread(chore.__name__, _clerk, chore, rest, stop, pace))
        threads += [_thread(chore.__name__, chore, stop) for chore in BESIDE]
        for thread in threads:
            thread.join()


def run_until_told(queues: Collection[str] = (), *, with_parent: bool) -> None:
    """Work until SIGTERM or SIGINT comes, or, `with_parent`, until the process that started this one is gone."""
    stop = threading.Event()
    sys.setswitchinterval(SWITCH_SECONDS)
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: stop.set())
    if with_parent:
        _thread("parent", _watch_parent, os.getppid(), stop)
    work(queues, stop=stop)


def _watch_parent(parent: int, stop: threading.Event) -> None:
    while os.getppid() == parent and not stop.wait(1):
        pass
    stop.set()


def run_due(limit: int | None = None, *, queues: Collection[str] = (), reraise: bool = False) -> int:
    """Run everything due now in this process, jobs queued by jobs included; give the number run.

    A failed job waits for its next try and is not run twice here; `reraise` stops at the first failure instead.
    """
    pace, ran = Pace(), 0
    with heartbeat(pace, announced=False) as held:
        while (limit is None or ran < limit) and (job := claim(lease_seconds=pace.lease_seconds, only=queues)):
            error = _run_held(job, held)
            if error and reraise:
                raise JobFailed(job, repr(error)) from error
            ran += 1
    return ran


def _run_held(job: Job, held: Held) -> BaseException | None:
    with holding(job, held):
        return run(job)


def _thread(name: str, target: Callable[..., None], *args: object) -> threading.Thread:
    thread = threading.Thread(target=target, args=args, name=name, daemon=True)
    thread.start()
    return thread


def _lane(lane: Lane, held: Held, stop: threading.Event, pace: Pace) -> None:
    def step() -> float:
        state = wake.state_of_table()
        if job := claim(lease_seconds=pace.lease_seconds, only=lane.only, but=lane.but):
            _run_held(job, held)
        else:
            wake.rest(state, stop, pace.poll_seconds)
        return 0

    _repeat(step, stop, pace)


def _clerk(chore: Callable[[], object], seconds: float, stop: threading.Event, pace: Pace) -> None:
    def step() -> float:
        chore()
        return seconds

    _repeat(step, stop, pace)


def _repeat(step: Callable[[], float], stop: threading.Event, pace: Pace) -> None:
    """Take steps until told to stop, resting as each one says; trouble, such as a lost database, never ends it."""
    rest = 0.0
    while not stop.wait(rest):
        try:
            rest = step()
        except Exception:
            log.exception("worker.trouble")
            rest = pace.trouble_seconds
            connection.close()
    connection.close()
