"""Print what the publication says of itself, with the job each page has."""

import json
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _

from broadsheet.people.models import Contributor
from broadsheet.public.cookies import COOKIES
from broadsheet.public.models import Card
from broadsheet.public.pictures import one_url
from broadsheet.public.selectors.addresses import Found
from broadsheet.public.selectors.lists import card_view
from broadsheet.public.selectors.site import SiteView
from broadsheet.public.shapes import BylineView, FeedLink, Link
from broadsheet.public.tags import shown
from broadsheet.public.views.page import here, print_page
from broadsheet.publication.models import DiversityFigure, InformationVersion, Opening, PressRelease
from broadsheet.statistics.rules import KEPT_DAYS
from broadsheet.taxonomy.models import Topic

CHECK = Path(__file__).resolve().parents[1] / "accessibility_check.json"
JOBS: dict[str, Callable[[SiteView, int], dict[str, Any]]] = {}


def job(slug: str) -> Callable[[Callable[[SiteView, int], dict[str, Any]]], Callable[[SiteView, int], dict[str, Any]]]:
    """Let the function give the page with this slug what it shows below its text."""

    def register(function: Callable[[SiteView, int], dict[str, Any]]) -> Callable[[SiteView, int], dict[str, Any]]:
        JOBS[slug] = function
        return function

    return register


def information(request: HttpRequest, found: Found) -> HttpResponse:
    """Print an information page in the version in force, or an older one that the address asks for."""
    site, _ = here(request)
    shown(f"information:{found.target_id}")
    versions = list(InformationVersion.objects.filter(page_id=found.target_id))
    asked = request.GET.get("version")
    page = next((row for row in versions if str(row.number) == asked), versions[0] if versions and not asked else None)
    if page is None:
        raise Http404("There is no such version of this page.")
    slug = found.path.strip("/").rsplit("/", 1)[-1]
    column = next((links for links in site.footer.values() if any(link.url == found.path for link in links)), ())
    extra = job_of(slug, site, found.target_id) if slug in JOBS else {}
    context = {"page": page, "path": found.path, "versions": versions, "siblings": column, "slug": slug, **extra}
    return print_page(request, "public/information.html", context, site=site)


def job_of(slug: str, site: SiteView, page_id: int) -> dict[str, Any]:
    """Gather what a page shows below its text."""
    shown(f"job:{slug}")
    return JOBS[slug](site, page_id)


@job("about-us")
def masthead_job(site: SiteView, page_id: int) -> dict[str, Any]:
    """List the staff from the people in the desk."""
    people = Contributor.objects.filter(on_masthead=True).select_related("portrait").order_by("masthead_order", "name")
    rows = [
        BylineView(who.name, who.desk, f"/author/{who.slug}/", who.title, one_url(who.portrait, "portrait", 160))
        for who in people
    ]
    return {"staff": rows, "owner": site.raw.get("owner", "")}


@job("careers")
def careers_job(site: SiteView, page_id: int) -> dict[str, Any]:
    """List the openings that have not closed."""
    return {"openings": Opening.objects.filter(closes_at__gt=timezone.now())}


@job("media-relations")
def press_job(site: SiteView, page_id: int) -> dict[str, Any]:
    """List the press releases."""
    return {"press_releases": PressRelease.objects.filter(released_at__lte=timezone.now())[:20]}


@job("diversity-inclusion")
def diversity_job(site: SiteView, page_id: int) -> dict[str, Any]:
    """List the figures an editor entered."""
    return {"figures": DiversityFigure.objects.filter(page_id=page_id)}


@job("creative-studio")
def sponsored_job(site: SiteView, page_id: int) -> dict[str, Any]:
    """List what is paid for."""
    now = timezone.now()
    shown("stories")
    rows = Card.objects.visible(now).exclude(sponsor="").newest_first()[:30]
    return {"sponsored": [card_view(row, now=now) for row in rows]}


@job("rss-terms")
def feeds_job(site: SiteView, page_id: int) -> dict[str, Any]:
    """List all feeds."""
    return {"feeds": all_feeds(site)}


def all_feeds(site: SiteView) -> list[FeedLink]:
    """List the feeds of the site and of every section."""
    feeds = [FeedLink(site.name, "/feed.xml")]
    for section in site.sections:
        feeds += [FeedLink(section.name, f"{section.url}feed.xml")]
        feeds += [FeedLink(f"{section.name}: {child.name}", f"{child.url}feed.xml") for child in section.children]
    return feeds


@job("privacy-policy")
def cookies_job(site: SiteView, page_id: int) -> dict[str, Any]:
    """List every cookie, from the same list the site is tested against, and say how reading is counted."""
    return {"cookies": COOKIES, "kept_days": KEPT_DAYS}


@job("accessibility-statement")
def accessibility_job(site: SiteView, page_id: int) -> dict[str, Any]:
    """Give the date and result of the last automated check, as the check itself wrote them."""
    if not CHECK.exists():
        return {}
    check = json.loads(CHECK.read_text())
    return {"check": check | {"checked_at": datetime.fromisoformat(check["checked_at"])}}


@job("sitemap")
def tree_job(site: SiteView, page_id: int) -> dict[str, Any]:
    """Lead people everywhere: sections, topics, authors, archive."""
    topics = [Link(topic.name, f"/topic/{topic.slug}/") for topic in Topic.objects.all()[:200]]
    people = [Link(who.name, f"/author/{who.slug}/") for who in Contributor.objects.all()[:200]]
    fixed = [Link(_("Latest"), "/latest/"), Link(_("Trending"), "/trending/"), Link(_("Archive"), "/archive/")]
    parts = [(_("Sections"), site.sections), (_("Topics"), topics), (_("Authors"), people), (_("Everything"), fixed)]
    return {"tree": [Link(name, "", children=tuple(links)) for name, links in parts]}
