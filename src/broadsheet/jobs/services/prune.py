"""Forget work that was done long ago, so that the table stays small."""

from datetime import timedelta

from django.db.models.functions import Now

from broadsheet.jobs.models import Job, State, Worker

KEEP_DAYS = 7
BATCH = 5000  # one short transaction; what is left waits for the next turn


def prune() -> int:
    """Delete jobs done more than a week ago and workers not heard of for a day; dead jobs wait for a person."""
    Worker.objects.filter(seen_at__lt=Now() - timedelta(days=1)).delete()
    old = Job.objects.filter(state=State.DONE, done_at__lt=Now() - timedelta(days=KEEP_DAYS))
    deleted, _ = Job.objects.filter(pk__in=list(old.order_by("done_at").values_list("pk", flat=True)[:BATCH])).delete()
    return deleted
