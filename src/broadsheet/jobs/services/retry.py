"""Queue a job again that was given up."""

from django.db import IntegrityError, transaction
from django.db.models.functions import Now

from broadsheet.jobs.errors import AlreadyQueued, NotDead
from broadsheet.jobs.models import Job, State


def retry_job(job: Job) -> Job:
    """Give a dead job all its attempts back and let it run now; its last error stays until it succeeds."""
    dead = Job.objects.filter(pk=job.pk, state=State.DEAD)
    try:
        with transaction.atomic():
            revived = dead.update(state=State.READY, attempts=0, run_after=Now(), done_at=None, wanted_again=False)
    except IntegrityError as error:
        raise AlreadyQueued(job, job.unique_key or "") from error
    job.refresh_from_db()
    if not revived:
        raise NotDead(job, str(State(job.state).label))
    return job
