"""Print lists of stories: latest, trending, topics, places, authors, the archive."""

import calendar
from datetime import date, datetime, timedelta
from itertools import groupby
from typing import Any

from django.db.models import Model
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.translation import gettext as _

from broadsheet.people.models import Contributor
from broadsheet.public.live import ALL_STORIES
from broadsheet.public.models import CardLink
from broadsheet.public.pictures import picture_record, picture_view
from broadsheet.public.selectors.archive import (
    DayPage,
    days_of_month,
    first_year,
    local_day,
    months_of_year,
    stories_of_day,
)
from broadsheet.public.selectors.lists import ListKey, stories
from broadsheet.public.selectors.popular import trending
from broadsheet.public.shapes import CardView, DayView, FeedLink, Link
from broadsheet.public.structured import person_data
from broadsheet.public.tags import shown
from broadsheet.public.views.page import LIST_SIZE, cursor_of, here, older_url, print_page
from broadsheet.statistics.rules import POPULAR, TRENDING
from broadsheet.taxonomy.models import Place, Topic

LATEST_SIZE = 40
TRENDING_SIZE = 30


def latest(request: HttpRequest) -> HttpResponse:
    """Print everything in order of time, with day headings."""
    site, now = here(request)
    before = cursor_of(request)
    page = stories(now=now, limit=LATEST_SIZE, before=before)
    context = {
        "days": by_day(page.cards),
        "older_url": older_url(request.path, page.older),
        "feed": FeedLink(site.name, "/feed.xml"),
    }
    live = [] if before else [ALL_STORIES]
    return print_page(request, "public/latest.html", context, site=site, live=live)


def by_day(cards: tuple[CardView, ...]) -> tuple[DayView, ...]:
    """Group cards by the day of the publication's time zone."""
    grouped = groupby(cards, key=lambda card: timezone.localtime(card.published_at).date())
    return tuple(DayView(day, tuple(group)) for day, group in grouped)


def trending_page(request: HttpRequest) -> HttpResponse:
    """Print the ranking with its figures and how it is made."""
    site, now = here(request, "trending")
    rows = trending(site, now=now, limit=TRENDING_SIZE)
    context = {"rows": rows, "formula": TRENDING, "popular": POPULAR}
    return print_page(request, "public/trending.html", context, site=site)


def topic(request: HttpRequest, slug: str) -> HttpResponse:
    """Print a topic's page."""
    return named(request, Topic, slug, CardLink.Kind.TOPIC, "public/topic.html")


def place(request: HttpRequest, slug: str) -> HttpResponse:
    """Print a place's page."""
    return named(request, Place, slug, CardLink.Kind.PLACE, "public/place.html")


def author(request: HttpRequest, slug: str) -> HttpResponse:
    """Print a contributor's page."""
    return named(request, Contributor, slug, CardLink.Kind.CONTRIBUTOR, "public/author.html")


def named(request: HttpRequest, model: type[Model], slug: str, kind: str, template: str) -> HttpResponse:
    """Print the page of something stories are linked to, with its stories."""
    site, now = here(request)
    shown(f"url:{request.path}")
    row: Any = get_object_or_404(model, slug=slug)
    shown(f"{kind}:{row.pk}")
    page = stories(ListKey(kind, row.pk), now=now, limit=LIST_SIZE, before=cursor_of(request))
    picture = row.portrait if isinstance(row, Contributor) else row.picture
    context = {
        "name": row.name,
        "url": request.path,
        "description": row.biography if isinstance(row, Contributor) else row.description,
        "picture": picture_view(picture_record(picture), now=now),
        "cards": page.cards,
        "older_url": older_url(request.path, page.older),
        "breadcrumb": (Link(_("Home"), "/"), Link(row.name, request.path, current=True)),
        "feed": FeedLink(row.name, f"{request.path}feed.xml"),
    }
    if isinstance(row, Contributor):
        context |= {"title": row.title, "email": row.email, "desk": row.desk}
        context["structured_data"] = person_data(row.name, request.path, row.title, row.biography, site)
    return print_page(request, template, context, site=site)


def archive(request: HttpRequest, year: int = 0, month: int = 0, day: int = 0) -> HttpResponse:
    """Print the archive: years, a year's months, a month's days, or a day's stories."""
    site, now = here(request)
    try:
        if day:
            context = archive_day(request, date(year, month, day), now=now)
        elif month:
            context = archive_month(date(year, month, 1), now=now)
        else:
            context = archive_year(year or local_day(now).year, now=now)
    except (ValueError, OverflowError) as error:
        raise Http404("There is no such day.") from error
    return print_page(request, "public/archive.html", context, site=site)


def archive_day(request: HttpRequest, day: date, *, now: datetime) -> dict[str, Any]:
    """Give a day's stories, newest first, a part at a time, with the way to the newer and the older ones."""
    cursor = cursor_of(request)
    page = stories_of_day(day, now=now, limit=LATEST_SIZE, before=cursor)
    return {
        "day": day,
        "cards": page.cards,
        "newer_url": newer_url(request.path, page) if cursor else "",
        "older_url": older_url(request.path, page.older),
        "previous_day": day - timedelta(days=1),
        "next_day": day + timedelta(days=1),
    }


def newer_url(path: str, page: DayPage) -> str:
    """Give the address of the part before this one; the first part has no cursor."""
    return older_url(path, page.newer) or path


def archive_month(month: date, *, now: datetime) -> dict[str, Any]:
    """Give a month's calendar with how many stories each day has."""
    counts = days_of_month(month, now=now)
    weeks = [
        [(day, counts.get(day, 0)) for day in week]
        for week in calendar.Calendar().monthdayscalendar(month.year, month.month)
    ]
    return {"month": month, "weeks": weeks}


def archive_year(year: int, *, now: datetime) -> dict[str, Any]:
    """Give the years there are, and the months of one."""
    years = range(local_day(now).year, first_year(now=now) - 1, -1)
    return {"years": years, "year": year, "months": months_of_year(year, now=now)}
