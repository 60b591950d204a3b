"""Every public address that shows something of a story, by the pattern it stands under in the reference.

docs/reference/surfaces.md lists all public addresses; `tests/promises/test_surfaces.py` holds it to the address book,
and this module to it.
"""

import re
from collections.abc import Callable, Iterator
from functools import lru_cache
from typing import Any

from django.utils import timezone

FEEDS = ("xml", "atom", "json")
Where = Callable[[Any], list[str]]


def day_of(card: Any) -> Any:
    """The day a story stands under in the archive."""
    return timezone.localtime(card.published_at)


def people(card: Any) -> list[str]:
    """The author pages of a story."""
    return [row[2] for row in card.bylines if row[2]]


def named(card: Any) -> list[str]:
    """The pages of its topics, places and authors."""
    return [*(row[2] for row in (*card.topics, *card.places)), *people(card)]


def pictures(card: Any) -> list[str]:
    """Cuts of its picture: one in the page, and the one for social networks."""
    if not card.picture:
        return []
    return [f"/pictures/{card.picture['id']}/{card.picture['key']}/{cut}.jpg" for cut in ("lead-360", "wide-640")]


def files(card: Any) -> list[str]:
    """The files its text leads to."""
    from broadsheet.public.models import CardBody

    return re.findall(r'"(/documents/[^"]+)"', "".join(row[2] for row in CardBody.objects.get(card=card).blocks))


SURFACES: dict[str, Where] = {
    "/": lambda card: ["/"],
    "/latest/": lambda card: ["/latest/"],
    "/trending/": lambda card: ["/trending/"],
    "/search/": lambda card: [f"/search/?q={card.headline.split()[0]}"],
    "/topic/<slug>/": lambda card: [row[2] for row in card.topics],
    "/place/<slug>/": lambda card: [row[2] for row in card.places],
    "/author/<slug>/": people,
    "/archive/<year>/<month>/<day>/": lambda card: [f"/archive/{day_of(card):%Y/%m/%d}/"],
    "/pictures/<picture_id>/<key>/<crop>-<width>.<extension>": pictures,
    "/documents/…": files,
    "/feed.<extension>": lambda card: [f"/feed.{kind}" for kind in FEEDS],
    "/<kind>/<slug>/feed.<extension>": lambda card: [f"{path}feed.{kind}" for path in named(card) for kind in FEEDS],
    "/<path>/feed.<extension>": lambda card: [f"{row[2]}feed.{kind}" for row in card.sections for kind in FEEDS],
    "/<path>/story.ninjs": lambda card: [f"{card.path}story.ninjs"],
    "/sitemap-news.xml": lambda card: ["/sitemap-news.xml"],
    "/sitemap-<year>-<month>.xml": lambda card: [f"/sitemap-{day_of(card):%Y-%m}.xml"],
    "/sitemap-<year>-<month>-<part>.xml": lambda card: [f"/sitemap-{day_of(card):%Y-%m}-2.xml"],
    "/<path>": lambda card: [card.path, *(row[2] for row in card.sections)],
}
NOT_ALWAYS = {"/trending/", "/sitemap-<year>-<month>-<part>.xml"}  # shown there only at times


def surfaces_of(card: Any) -> dict[str, str]:
    """Name each address that shows a story, and the pattern it stands under."""
    return {path: pattern for pattern, where in SURFACES.items() for path in where(card)}


@lru_cache(maxsize=1)
def public_patterns() -> frozenset[str]:
    """List the patterns of all addresses of ours that are not of the desk, as the reference writes them."""
    from django.contrib.admindocs.views import simplify_regex
    from django.urls import get_resolver
    from django.urls.resolvers import RoutePattern

    def written(pattern: Any) -> str:
        if isinstance(pattern, RoutePattern):
            return re.sub(r"<\w+:", "<", str(pattern))
        return simplify_regex(str(pattern)).lstrip("/").replace("\\", "")

    def inside(patterns: Any, before: str) -> Iterator[str]:
        for one in patterns:
            here = before + written(one.pattern)
            ours = getattr(getattr(one, "urlconf_name", None), "__name__", "").startswith("broadsheet.")
            if hasattr(one, "url_patterns"):
                yield from inside(one.url_patterns, here) if ours else [f"{here}…"]
            else:
                yield here

    return frozenset(f"/{place}" for place in inside(get_resolver().url_patterns, ""))
