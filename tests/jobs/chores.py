"""Tasks for tests inside one process; what they change in the database is the job table itself."""

from django_tasks import task

from broadsheet.jobs.declare import outside
from broadsheet.jobs.services.enqueue import enqueue

heard: list[object] = []


@task
def say(word: str) -> str:
    heard.append(word)
    return word.upper()


@task
def say_later(word: str) -> None:
    """Queue a job, which is this one's effect on the database."""
    enqueue(say, word)


@task(max_attempts=2)
def stumble(word: str) -> None:
    """Change the database, then fail."""
    enqueue(say, word)
    raise ValueError(f"{word} has a nul \x00 in it")


@task(takes_context=True)
@outside
def send(context, word: str) -> None:
    heard.append((word, context.task_result.id))


@outside
@task(max_attempts=3)
def send_in_vain(word: str) -> None:
    raise ConnectionError(word)


def not_a_task() -> None:
    """Stand where a task once stood."""
