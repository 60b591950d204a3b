"""Find a task by its path."""

from typing import Any

from django.utils.module_loading import import_string
from django_tasks.base import Task

from broadsheet.jobs.declare import JobTask


def load(path: str) -> JobTask:
    """Import the task a job names; a path that no longer leads to one fails like any other error of the job."""
    found: Any = import_string(path)
    if not isinstance(found, Task):
        raise TypeError(f"{path} is {type(found).__name__}, not a task. Declare it with @task.")
    task: JobTask = found
    return task
