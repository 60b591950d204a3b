"""What the job engine refuses, and why."""

from broadsheet.core.errors import BroadsheetError


class LeaseLost(BroadsheetError):
    """Another worker has taken the job over since; whatever this one did to the database is undone."""

    code = "lease-lost"

    def __init__(self, job: object) -> None:
        super().__init__(
            f"The lease on {job} was lost before the job finished, so its changes are undone. "
            "Nothing to do: whoever holds the job now runs it again."
        )


class NotDead(BroadsheetError):
    """Only a dead job can be queued again by hand."""

    code = "job-not-dead"

    def __init__(self, job: object, state: str) -> None:
        super().__init__(
            f"{job} is {state}; only a dead job can be queued again. Reload the list to see how it stands now."
        )


class AlreadyQueued(BroadsheetError):
    """The same work is queued under a newer job."""

    code = "job-already-queued"

    def __init__(self, job: object, unique_key: str) -> None:
        super().__init__(
            f"{job} cannot be queued again: a newer job for “{unique_key}” is open. Wait for that one to finish."
        )


class JobFailed(BroadsheetError):
    """A job failed while being run in this process on purpose, as tests and the demo loader do."""

    code = "job-failed"

    def __init__(self, job: object, error: str) -> None:
        super().__init__(f"{job} failed: {error}. It stays queued and is tried again; see its last error on the desk.")


class DoubleSchedule(BroadsheetError):
    """Two declarations claim one name in the schedule."""

    code = "double-schedule"

    def __init__(self, name: str) -> None:
        super().__init__(f"Schedule “{name}” is declared twice. Give each `@every(…)` a name of its own.")
