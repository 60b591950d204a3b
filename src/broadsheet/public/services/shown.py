"""Carry what the desk changes in topics, places, people and pictures to every page that shows it."""

from django.db.models import Model

from broadsheet.jobs.declare import SLOW_QUEUE
from broadsheet.jobs.services.enqueue import enqueue
from broadsheet.media.models import Picture
from broadsheet.people.models import Contributor
from broadsheet.public.models import CardLink
from broadsheet.public.services.ads import project_ads
from broadsheet.public.services.chrome import project_chrome
from broadsheet.public.tags import changed
from broadsheet.publication.models import DiversityFigure, Opening, PressRelease
from broadsheet.taxonomy.models import Place, Topic

KINDS: dict[type[Model], str] = {
    Topic: CardLink.Kind.TOPIC,
    Place: CardLink.Kind.PLACE,
    Contributor: CardLink.Kind.CONTRIBUTOR,
    Picture: CardLink.Kind.PICTURE,
}
PATHS: dict[str, str] = {
    CardLink.Kind.TOPIC: "topic",
    CardLink.Kind.PLACE: "place",
    CardLink.Kind.CONTRIBUTOR: "author",
}
PARTS_OF_PAGES: dict[type[Model], str] = {
    Opening: "careers",
    PressRelease: "media-relations",
    DiversityFigure: "diversity-inclusion",
}


def changed_row(row: Model, *, is_new: bool) -> None:
    """Say what a new, changed or deleted row changed, and have its stories projected again."""
    if slug := PARTS_OF_PAGES.get(type(row)):
        changed(f"job:{slug}")
        return
    kind = KINDS[type(row)]
    changed(f"{kind}:{row.pk}", *pages_of(row, kind), gone=kind == CardLink.Kind.PICTURE)
    if isinstance(row, Picture):
        project_chrome()
        project_ads()
    if not is_new:
        queue_stories(kind, row.pk)


def pages_of(row: Model, kind: str) -> list[str]:
    """Name the address of a topic, place or person, and the pages that list them all."""
    if kind not in PATHS:
        return []
    return [f"url:/{PATHS[kind]}/{getattr(row, 'slug', '')}/", "job:about-us", "job:sitemap"]


def queue_stories(kind: str, target_id: int) -> None:
    """Queue the projection of the stories that show it."""
    from broadsheet.public.tasks import project_linked

    enqueue(project_linked, kind, target_id, unique_key=f"linked:{kind}:{target_id}", queue=SLOW_QUEUE)
