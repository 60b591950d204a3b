"""Recalls that are looked at a second time, and stories that are traced."""

from django_tasks import task

from broadsheet.provenance.services.recall import open_recalls
from broadsheet.provenance.services.trace import trace_story
from broadsheet.wire.models import WireVersion


@task
def look_again(version_id: int, cause: str) -> None:
    """Find the stories whose use of a picture was not known yet; those that were found have their case."""
    open_recalls(WireVersion.objects.select_related("item__source").get(pk=version_id), cause)


@task
def trace(story_id: int) -> None:
    """Trace the newest draft of a story, and what readers have of it."""
    trace_story(story_id)
