"""Print a public page with what stands around it."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import datetime
from functools import lru_cache
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language

from broadsheet.public.live import BREAKING
from broadsheet.public.policy import with_policy
from broadsheet.public.selectors.lists import BadCursor, Cursor
from broadsheet.public.selectors.site import SiteView, chrome_of, site_view
from broadsheet.public.shapes import BreakingView
from broadsheet.theme.printing import printed

LIST_SIZE = 24


def print_page(
    request: HttpRequest,
    template: str,
    context: dict[str, Any],
    *,
    site: SiteView,
    status: int = 200,
    max_age: int | None = 0,
    live: Sequence[str] = (),
) -> HttpResponse:
    """Render `template` for all readers alike; only forms are given the request, for their token.

    A page that is open hears of breaking news, and of what is told on the channels `live`; a form is left in peace.
    """
    channels = {"live": "" if max_age is None else ",".join((BREAKING, *live))}
    body = printed(template, context | around(site) | channels, request if max_age is None else None)
    return with_policy(HttpResponse(body, status=status), max_age=max_age)


def around(site: SiteView) -> dict[str, Any]:
    """Give what stands around every page: the publication, and its masthead, breaking strip and footer in print."""
    day = site.today.replace(hour=0, minute=0, second=0, microsecond=0)
    kept = (site.text, site.place, day, get_language() or site.language)
    parts = {name: part(f"theme/{name}.html", *kept) for name in ("masthead", "footer")}
    return {"site": site, "breaking": strip(site.breaking, kept[-1])} | parts


@lru_cache(maxsize=128)
def part(template: str, text: str, place: str, day: datetime, language: str) -> SafeString:
    """Print a part that is the same on many pages, from nothing but what it is kept by."""
    site = replace(chrome_of(text), path=place, today=day, language=language)
    return mark_safe(printed(template, {"site": site}))  # the environment escapes what it prints


@lru_cache(maxsize=8)
def strip(breaking: BreakingView | None, language: str) -> SafeString:
    """Print the breaking strip; its place stands on every page, for one that arrives later."""
    return mark_safe(printed("theme/breaking.html", {"site": {"breaking": breaking}}))  # as above


def here(request: HttpRequest, *also: str) -> tuple[SiteView, datetime]:
    """Read what stands around the page asked for, and the time."""
    now = timezone.now()
    return site_view(request.path, now=now, also=also), now


def cursor_of(request: HttpRequest) -> Cursor | None:
    """Read the place in a list that the address asks for; a made-up one is not found."""
    if not (text := request.GET.get("before")):
        return None
    try:
        return Cursor.parse(text)
    except BadCursor as refusal:
        raise Http404(str(refusal)) from refusal


def older_url(path: str, cursor: Cursor | None) -> str:
    """Give the address of the next, older part of a list."""
    return f"{path}?before={cursor}" if cursor else ""


View = Callable[..., HttpResponse]
