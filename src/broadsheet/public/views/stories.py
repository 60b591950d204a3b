"""Answer any address that the read model knows: stories, sections, information pages, old addresses."""

from dataclasses import replace

from django.http import Http404, HttpRequest, HttpResponse, HttpResponsePermanentRedirect
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from broadsheet.public.live import ALL_STORIES, section_channel, story_channel
from broadsheet.public.models import Address, Card, CardLink
from broadsheet.public.selectors.addresses import Found, at_path
from broadsheet.public.selectors.ads import ads
from broadsheet.public.selectors.fronts import front_containers
from broadsheet.public.selectors.lists import ListKey, stories
from broadsheet.public.selectors.site import SiteView, every_section
from broadsheet.public.selectors.story import card_with_text, story_view
from broadsheet.public.services.fronts import front_key
from broadsheet.public.shapes import CardView, FeedLink, Link
from broadsheet.public.structured import story_data
from broadsheet.public.tags import shown
from broadsheet.public.views.information import information
from broadsheet.public.views.page import LIST_SIZE, cursor_of, here, older_url, print_page


def front(request: HttpRequest) -> HttpResponse:
    """Print the front page."""
    key = front_key(None)
    site, now = here(request, key, "popular", "ads")
    containers = front_containers(site, site.records.get(key), now=now)
    context = {"containers": containers, "ads": ads(site, now=now)}
    return print_page(request, "public/front.html", context, site=site, live=[ALL_STORIES])


def address(request: HttpRequest, path: str) -> HttpResponse:
    """Find out what answers at an address and let it answer."""
    full = f"/{path}"
    found = at_path(full)
    if found is None:
        return unknown(full)
    match found.kind:
        case Address.Kind.STORY:
            return story(request, found)
        case Address.Kind.SECTION:
            return section(request, found)
        case Address.Kind.INFORMATION:
            return information(request, found)
        case _:
            return HttpResponsePermanentRedirect(found.target_path or current_path(found.target_id))


def unknown(path: str) -> HttpResponse:
    """Add the slash that is missing, or say that there is nothing."""
    shown(f"url:{path}/")
    if not path.endswith("/") and Address.objects.filter(path=f"{path}/").exists():
        return redirect(f"{path}/", permanent=True)
    raise Http404(path)


def current_path(target_id: int) -> str:
    """Give the address a page has now."""
    shown(f"story:{target_id}", "addresses")
    current = Address.objects.filter(target_id=target_id, kind__in=Address.PAGES).first()
    if current is None:
        raise Http404
    return current.path


def story(request: HttpRequest, found: Found) -> HttpResponse:
    """Print a story; 410 for one that was killed, withdrawn, is being checked or has run out."""
    site, now = here(request, "popular", "ads")
    card = card_with_text(found.target_id)
    if card is None or not card.is_visible(now):
        return gone(request, card, site)
    view = story_view(card, site, now=now)
    view = replace(view, structured_data=story_data(view, site))
    context = {"story": view, "ads": ads(site, now=now)}
    return print_page(request, "public/story.html", context, site=site, live=[story_channel(card.pk)])


def gone(request: HttpRequest, card: Card | None, site: SiteView) -> HttpResponse:
    """Say soberly that a story is no longer to be had, and why if the editor wishes."""
    if card and card.state == Card.State.LIVE and not card.is_section_hidden and card.expires_at is None:
        raise Http404("Not published yet.")
    context = {
        "reason": card.state_reason if card else "",
        "is_killed": bool(card and card.state == Card.State.KILLED),
        "is_held": bool(card and card.state == Card.State.HELD),
        "headline": "",
    }
    return print_page(request, "410.html", context, site=site, status=410)


def section(request: HttpRequest, found: Found) -> HttpResponse:
    """Print a section's front and, from a cursor on, its older stories."""
    key = front_key(found.target_id)
    site, now = here(request, key, "popular", "ads")
    row = site.section(found.target_id)
    if row is None:
        raise Http404("The section is hidden.")
    before = cursor_of(request)
    page = stories(ListKey(CardLink.Kind.SECTION, row["id"]), now=now, limit=LIST_SIZE, before=before)
    arranged = site.records.get(key) if before is None else None
    containers = front_containers(site, arranged, now=now) if arranged else ()
    shown = {card.story_id for container in containers for card in container.cards}
    context = {
        "section": Link(row["name"], row["url"]),
        "description": row["description"],
        "subsections": tuple(Link(child["name"], child["url"]) for child in row["children"]),
        "breadcrumb": section_breadcrumb(row["url"], site),
        "containers": containers,
        "cards": with_lead(
            tuple(card for card in page.cards if card.story_id not in shown), has_fronts=bool(containers)
        ),
        "older_url": older_url(row["url"], page.older),
        "newer_url": row["url"] if before else "",
        "feed": FeedLink(row["name"], f"{row['url']}feed.xml"),
        "ads": ads(site, now=now),
    }
    live = [] if before else [section_channel(row["id"])]
    return print_page(request, "public/section.html", context, site=site, live=live)


def section_breadcrumb(url: str, site: SiteView) -> tuple[Link, ...]:
    """Lead from home down to a section."""
    above = [row for row in every_section(site.raw["sections"]) if url.startswith(row["url"])]
    return (Link(_("Home"), "/"), *(Link(row["name"], row["url"], current=row["url"] == url) for row in above))


def with_lead(cards: tuple[CardView, ...], *, has_fronts: bool) -> tuple[CardView, ...]:
    """Let a section that nobody arranged open with its newest story that has a picture and is no brief."""
    lead = next((card for card in cards[:12] if card.picture and card.kind != "brief"), None)
    if has_fronts or lead is None:
        return cards
    return (lead, *(card for card in cards if card is not lead))
