"""Print search results; every result list has an address one can share."""

from datetime import date
from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse, QueryDict

from broadsheet.public.search.query import search
from broadsheet.public.search.shapes import Search
from broadsheet.public.selectors.site import SiteView, every_section
from broadsheet.public.views.page import here, print_page
from broadsheet.stories.models import StoryPage

RESULTS = 20


def search_page(request: HttpRequest) -> HttpResponse:
    """Print the form and what was found."""
    site, now = here(request)
    asked, error = read(request.GET, site)
    offset = int(request.GET["from"]) if request.GET.get("from", "").isdecimal() else 0
    is_asked = any(request.GET.values())
    found = search(asked, now=now, limit=RESULTS, offset=offset) if is_asked and not error else None
    context: dict[str, Any] = {
        "query": asked.words,
        "filters": request.GET.dict(),
        "error": error,
        "results": found.hits if found else (),
        "total": found.total if found else 0,
        "is_total_exact": found.is_total_exact if found else True,
        "is_asked": is_asked,
        "next_url": page_url(request.GET, offset + RESULTS) if found and found.has_more else "",
        "previous_url": page_url(request.GET, max(offset - RESULTS, 0)) if offset else "",
        "section_choices": [(row["slug"], row["name"]) for row in every_section(site.raw["sections"])],
        "kind_choices": StoryPage.Kind.choices,
    }
    response = print_page(request, "public/search.html", context, site=site)
    response.headers["Cache-Control"] = "private, max-age=0"  # what is found may change with any story
    return response


def read(given: QueryDict, site: SiteView) -> tuple[Search, str]:
    """Read the form; say what cannot be used."""
    section = next((row for row in every_section(site.raw["sections"]) if row["slug"] == given.get("section")), None)
    try:
        since, until = day(given.get("since", "")), day(given.get("until", ""))
    except ValueError as error:
        return Search(words=given.get("q", "")), f"{error}. Write a date such as 2026-11-23."
    asked = Search(
        words=given.get("q", "")[:300],
        section_id=section["id"] if section else None,
        kind=given.get("kind", "") if given.get("kind") in StoryPage.Kind.values else "",
        author=given.get("author", "")[:120],
        since=since,
        until=until,
        newest_first=given.get("sort") == "date",
    )
    return asked, ""


def day(text: str) -> date | None:
    """Read a day; nothing is no day."""
    return date.fromisoformat(text) if text else None


def page_url(given: QueryDict, offset: int) -> str:
    """Give the address of another part of the results."""
    kept = {name: value for name, value in given.items() if value and name != "from"}
    return "/search/?" + urlencode(kept | ({"from": offset} if offset else {}))
