"""Flatten fronts as editors arranged them into one row each."""

from typing import Any

from broadsheet.fronts.models import Container, Front
from broadsheet.public.pictures import picture_record
from broadsheet.public.services.records import keep_record


def front_key(section_id: int | None) -> str:
    """Name the row of a front."""
    return f"front:{section_id or 'home'}"


def project_front(front_id: int, **_: Any) -> None:
    """Write what an editor arranged; stories and what fills up are looked up when the front is read."""
    front = Front.objects.filter(pk=front_id).first()
    if front is None:
        return
    containers = front.containers.select_related("fill_from").prefetch_related("placements__picture")
    keep_record(front_key(front.section_id), [container_value(container) for container in containers])


def container_value(container: Container) -> dict[str, Any]:
    """Flatten one container."""
    return {
        "layout": container.layout,
        "title": container.title,
        "size": container.size,
        "fill_from": container.fill_from_id,
        "url": container.fill_from.path_on_site if container.fill_from else "",
        "is_filled": container.is_filled,
        "placements": [
            {
                "story_id": placement.story_id,
                "headline": placement.headline,
                "kicker": placement.kicker,
                "standfirst": placement.standfirst,
                "picture": picture_record(placement.picture),
            }
            for placement in container.placements.all()
        ],
    }
