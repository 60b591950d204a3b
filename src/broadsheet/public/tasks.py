"""Work on the read model that need not be done inside the publish transaction."""

from django.utils import timezone
from django_tasks import task
from wagtail.models import ReferenceIndex

from broadsheet.jobs.declare import beside, every, outside
from broadsheet.public.models import CardLink
from broadsheet.public.search.index import write
from broadsheet.public.services import cuts, outbox, popular, related
from broadsheet.public.services import purge as purging
from broadsheet.public.services.project import project_story
from broadsheet.public.services.verify import verify_story
from broadsheet.stories.models import StoryPage

beside(outbox.follow)


@every(seconds=600, name="public.outbox")
@task
def prune_outbox() -> None:
    """Drop changes that every cache has heard of."""
    outbox.prune(now=timezone.now())


@outside
@task
def relate(story_id: int) -> None:
    """Choose a story's related stories, and let those chosen choose again; twice the same is chosen, or better."""
    related.relate(story_id)


@outside
@task
def project_linked(kind: str, target_id: int) -> None:
    """Project again the stories that show a topic, place, contributor or picture, each in its own transaction.

    An unchanged one keeps its times.
    """
    links = CardLink.objects.filter(kind=kind, target_id=target_id)
    for story_id in list(links.order_by("-published_at").values_list("card_id", flat=True)):
        verify_story(story_id)


@outside
@task
def project_many(story_ids: list[int]) -> None:
    """Project these stories again, each in its own transaction."""
    for story_id in story_ids:
        project_story(story_id)


@every(seconds=60, name="public.rank")
@outside
@task
def rank() -> None:
    """Rank stories by how much they are read; adding up a week must not hold up who writes meanwhile."""
    popular.rank()


@outside
@task
def cut_ahead(picture_id: int, crop: str) -> None:
    """Make the cuts that the first reader of a story would wait for; one that is there already is not made again."""
    cuts.cut_ahead(picture_id, crop)


@outside
@task
def purge(tags: list[str]) -> None:
    """Have every cache in front drop what bears any of these tags; done twice it does no harm."""
    purging.purge(tags)


@outside
@task
def index_story(story_id: int) -> None:
    """Make the search index true for one story; the index is a file, so this may happen twice and says the same."""
    write([story_id], now=timezone.now())


@outside
@task
def settle_many(story_ids: list[int]) -> None:
    """Do for stories written at once what each publish does afterwards: index, relate, note what they refer to."""
    write(story_ids, now=timezone.now())
    related.relate_many(story_ids)
    for page in StoryPage.objects.filter(pk__in=story_ids).iterator(chunk_size=50):
        ReferenceIndex.create_or_update_for_object(page)
