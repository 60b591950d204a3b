"""Jobs that leave traces."""

import os
import time

from django_tasks import task

from broadsheet.jobs.declare import every, outside
from broadsheet.jobs.queries import database_now
from broadsheet.jobs.services.enqueue import enqueue
from tests.jobs.effects.models import Effect


def leave(name: str, number: int) -> None:
    Effect.objects.create(name=name, number=number, pid=os.getpid())


@task
def record(number: int, seconds: float = 0) -> None:
    """Leave a trace and queue a job that leaves the second one."""
    leave("first", number)
    enqueue(confirm, number)
    time.sleep(seconds)


@task
def confirm(number: int) -> None:
    leave("second", number)


@task
@outside
def send(number: int, seconds: float = 0) -> None:
    """Leave a trace at once, as a mail server would."""
    leave("sent", number)
    time.sleep(seconds)


@task(max_attempts=3)
@outside
def crash(number: int) -> None:
    leave("crashed", number)
    os.kill(os.getpid(), 9)


@task
def ordered(number: int) -> None:
    leave("ordered", number)
    time.sleep(0.01)


@every(seconds=1, name="effects.tick")
@task
def tick() -> None:
    """Leave the second it is as a trace."""
    leave("tick", int(database_now().timestamp()))
