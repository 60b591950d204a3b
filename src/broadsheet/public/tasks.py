"""Work on the read model that need not be done inside the publish transaction."""

from urllib.parse import urlsplit

import requests
from django.conf import settings
from django.utils import timezone
from django_tasks import task

from broadsheet.jobs.declare import every, outside
from broadsheet.public.models import CardLink
from broadsheet.public.search.index import write
from broadsheet.public.services import popular, related
from broadsheet.public.services.verify import verify_story

TAGS_AT_ONCE = 100
PATIENCE = 10


@task
def relate(story_id: int) -> None:
    """Choose a story's related stories, and let those chosen choose again, now that there is a new one."""
    related.relate(story_id)


@task
def project_linked(kind: str, target_id: int) -> None:
    """Project again the stories that show a topic, place, contributor or picture; an unchanged one keeps its times."""
    for story_id in CardLink.objects.filter(kind=kind, target_id=target_id).values_list("card_id", flat=True):
        verify_story(story_id)


@every(seconds=60, name="public.rank")
@task
def rank() -> None:
    """Rank stories by how much they are read."""
    popular.rank()


@every(seconds=86400, name="public.forget")
@task
def forget_old_views() -> None:
    """Drop hourly counts nobody needs any more."""
    popular.forget_old_views(now=timezone.now())


@outside
@task
def purge(tags: list[str]) -> None:
    """Have every cache in front drop what bears any of these tags; done twice it does no harm."""
    for url in settings.PURGE_URLS:
        for start in range(0, len(tags), TAGS_AT_ONCE):
            names = " ".join(tags[start : start + TAGS_AT_ONCE])
            headers = {"xkey-purge": names, "Surrogate-Key": names, "Host": urlsplit(settings.BASE_URL).netloc}
            requests.request("PURGE", url, headers=headers, timeout=PATIENCE).raise_for_status()


@outside
@task
def index_story(story_id: int) -> None:
    """Make the search index true for one story; the index is a file, so this may happen twice and says the same."""
    write([story_id], now=timezone.now())
