"""Declare work: `@task` what can be queued, `@outside` what talks to the world, `@every` what comes round by itself.

    from django_tasks import task
    from broadsheet.jobs.declare import every, outside

    @every(seconds=30, name="wire.poll")
    @task
    @outside
    def poll_sources() -> None: ...

A task runs inside one transaction with its own completion, so its database effects happen exactly once. A task marked
`@outside` runs without a transaction and at least once; take the context (`@task(takes_context=True)`) and send
`context.task_result.id` along as the idempotency key.
"""

from collections.abc import Callable
from dataclasses import dataclass
from threading import Event
from typing import Any, TypeVar

from django.utils.module_loading import autodiscover_modules
from django_tasks.base import Task

from broadsheet.jobs.errors import DoubleSchedule

T = TypeVar("T")
OUTSIDE_QUEUE = "outside"
SLOW_QUEUE = "slow"  # keeps a processor busy for a while, and nobody waits for it
SCHEDULE: dict[str, "Every"] = {}
BESIDE: list[Callable[[Event], None]] = []
_outside: set[Callable[..., Any]] = set()


@dataclass(frozen=True, slots=True, kw_only=True)
class JobTask(Task):
    """What `@task` makes here; `@task(max_attempts=10)` says how often a failing job is tried."""

    max_attempts: int = 6


@dataclass(frozen=True, slots=True)
class Every:
    """One line of the schedule."""

    name: str
    seconds: int
    task: JobTask


def outside(given: T) -> T:
    """Mark a task that reaches outside the database; it works above `@task` and below it."""
    function: Any = given
    _outside.add(getattr(function, "func", function))
    return given


def is_outside(task: JobTask) -> bool:
    """Say whether the task runs outside a transaction, at least once."""
    return task.func in _outside


def every(*, seconds: int, name: str) -> Callable[[T], T]:
    """Queue a task once in every slot of `seconds`, whichever worker comes first; missed slots are not made up."""

    def declare(task: Any) -> Any:
        known = SCHEDULE.get(name)
        if known and known.task.module_path != task.module_path:
            raise DoubleSchedule(name)
        SCHEDULE[name] = Every(name, seconds, task)
        return task

    return declare


def beside(chore: Callable[[Event], None]) -> Callable[[Event], None]:
    """Have every worker call `chore` in a thread of its own; it returns when the event is set."""
    if chore not in BESIDE:
        BESIDE.append(chore)
    return chore


def discover() -> None:
    """Load the `tasks` module of every app, so that the schedule is complete."""
    autodiscover_modules("tasks")
