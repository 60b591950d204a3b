"""Answer machines: feeds, sitemaps, robots.txt and its kin, one story as ninjs."""

import hashlib
from collections.abc import Iterable, Iterator
from datetime import UTC, date, datetime, timedelta
from typing import Any

from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.html import escape
from django.utils.http import http_date, parse_http_date_safe, quote_etag

from broadsheet.people.models import Contributor
from broadsheet.public.feeds import FORMATS, Entry, Feed, iso
from broadsheet.public.models import Address, Card, CardLink
from broadsheet.public.ninjs import ninjs_of
from broadsheet.public.pictures import picture_view
from broadsheet.public.render import without_furniture
from broadsheet.public.selectors.archive import months_with_parts, stories_of_slice
from broadsheet.public.selectors.gone import gone_from
from broadsheet.public.selectors.lists import ListKey, rows_of
from broadsheet.public.selectors.site import SiteView, every_section, site_view
from broadsheet.public.selectors.story import card_with_text
from broadsheet.public.shapes import SourceView
from broadsheet.public.sitemaps import Listed, NewsItem, index_of, sitemap_of
from broadsheet.public.tags import shown
from broadsheet.taxonomy.models import Place, Topic

FEED_SIZE = 30
KINDS = {
    "topic": (Topic, CardLink.Kind.TOPIC),
    "place": (Place, CardLink.Kind.PLACE),
    "author": (Contributor, CardLink.Kind.CONTRIBUTOR),
}


def site_feed(request: HttpRequest, extension: str) -> HttpResponse:
    """Give the feed of everything."""
    site = site_view("/", now=timezone.now())
    return feed(request, ListKey(), site.name, "/", extension, site, site.tagline)


def section_feed(request: HttpRequest, path: str, extension: str) -> HttpResponse:
    """Give a section's feed."""
    site = site_view("/", now=timezone.now())
    row = next((row for row in every_section(site.raw["sections"]) if row["url"] == f"/{path}/"), None)
    if row is None:
        raise Http404("There is no such section.")
    key = ListKey(CardLink.Kind.SECTION, row["id"])
    return feed(request, key, f"{site.name}: {row['name']}", row["url"], extension, site, row["description"])


def named_feed(request: HttpRequest, kind: str, slug: str, extension: str) -> HttpResponse:
    """Give the feed of a topic, a place or an author."""
    model, link = KINDS[kind]
    shown(f"url:/{kind}/{slug}/")
    row: Any = get_object_or_404(model, slug=slug)
    shown(f"{link}:{row.pk}")
    site = site_view("/", now=timezone.now())
    return feed(request, ListKey(link, row.pk), f"{site.name}: {row.name}", f"/{kind}/{slug}/", extension, site, "")


def feed(
    request: HttpRequest, key: ListKey, title: str, path: str, extension: str, site: SiteView, description: str
) -> HttpResponse:
    """Write a list's newest stories as a feed; 304 if the asker has it."""
    now = timezone.now()
    cards = list(rows_of(key, now=now).select_related("body")[:FEED_SIZE])
    shown(key.tag, *(f"story:{card.story_id}" for card in cards))
    made = Feed(
        title=title,
        url=site.absolute(path),
        self_url=site.absolute(request.path),
        description=description,
        language=site.language,
        entries=[entry(card, site, now=now) for card in cards],
        gone=gone_from(key, now=now, sections=[row["id"] for row in site.raw["sections"]]),
        rights=site.copyright_holder,
    )
    mime_type, write = FORMATS[extension]
    return conditional(request, write, made, mime_type)


def entry(card: Card, site: SiteView, *, now: datetime) -> Entry:
    """Give a card as a feed's entry, with its whole text."""
    picture = picture_view(card.picture, now=now)
    kept = (html for _, kind, html in card.body.blocks if kind not in ("embed", "audio", "video"))
    source = SourceView(*card.source) if card.source else None
    html = without_furniture("".join(kept)) + (f"<p>{escape(source.sentence)}</p>" if source else "")
    return Entry(
        url=site.absolute(card.path),
        uuid=str(card.uuid),
        headline=card.headline,
        summary=card.standfirst or card.body.words[:240],
        html=html.replace('href="/', f'href="{site.base_url}/').replace('src="/', f'src="{site.base_url}/'),
        published_at=card.published_at,
        changed_at=card.changed_at,
        authors=tuple(row[0] for row in card.bylines) or ((card.byline_text,) if card.byline_text else ()),
        categories=tuple(row[1] for row in [*card.sections, *card.topics]),
        picture=site.absolute(picture.crops["wide"].url) if picture else "",
        picture_credit=picture.credit if picture else "",
        source=(source.name, source.url) if source and source.url and not source.is_partial else None,
    )


def conditional(request: HttpRequest, write: Any, made: Feed, mime_type: str) -> HttpResponse:
    """Answer with the feed, or 304 when nothing changed (RFC 9110, section 13)."""
    stamp, body = made.changed_at, write(made)
    etag = quote_etag(hashlib.sha256(body).hexdigest()[:20])
    asked = request.headers.get("If-None-Match")
    since = None if asked else parse_http_date_safe(request.headers.get("If-Modified-Since", ""))
    fresh = asked == etag or (since is not None and since >= int(stamp.timestamp()))
    response = HttpResponse(status=304) if fresh and made.entries else HttpResponse(body, content_type=mime_type)
    response.headers["ETag"] = etag
    response.headers["Last-Modified"] = http_date(stamp.timestamp())
    response.headers["Cache-Control"] = "public, max-age=60"
    return response


def xml_answer(document: bytes) -> HttpResponse:
    """Answer with an XML document."""
    response = HttpResponse(document, content_type="application/xml; charset=utf-8")
    response.headers["Cache-Control"] = "public, max-age=300"
    return response


def sitemap_index(request: HttpRequest) -> HttpResponse:
    """List the sitemaps: a month's, in parts; one of the pages that stay; one of the last two days for news."""
    now = timezone.now()
    site = site_view("/", now=now)
    paths = ["/sitemap-pages.xml", "/sitemap-news.xml", *month_paths(now=now)]
    return xml_answer(index_of(map(site.absolute, paths)))


def month_paths(*, now: datetime) -> Iterator[str]:
    """Give the addresses of the months' sitemaps; the first part of a month bears no number."""
    for month, parts in months_with_parts(now=now):
        name = f"/sitemap-{month:%Y-%m}"
        yield f"{name}.xml"
        yield from (f"{name}-{part}.xml" for part in range(2, parts + 1))


def sitemap_month(request: HttpRequest, year: int, month: int, part: int = 1) -> HttpResponse:
    """List a part of a month's stories with their pictures, oldest first, so that only the last part grows."""
    now = timezone.now()
    try:
        rows = stories_of_slice(date(year, month, 1), part, now=now) if part else None
    except (ValueError, OverflowError) as error:
        raise Http404("There is no such month.") from error
    if rows is None:
        raise Http404("This month has no such part.")
    return xml_answer(sitemap_of(places_of(rows, site_view("/", now=now), now=now)))


def sitemap_pages(request: HttpRequest) -> HttpResponse:
    """List the pages that stay: front, sections, topics, places, authors, information."""
    shown("addresses", "job:sitemap")
    site = site_view("/", now=timezone.now())
    fixed = ["/", "/latest/", "/trending/", "/archive/"]
    kept = Address.objects.filter(kind__in=(Address.Kind.SECTION, Address.Kind.INFORMATION)).values_list(
        "path", flat=True
    )
    named = (
        f"/{kind}/{slug}/"
        for kind, (model, _) in KINDS.items()
        for slug in model._default_manager.values_list("slug", flat=True)
    )
    return xml_answer(sitemap_of(Listed(site.absolute(path)) for path in [*fixed, *visible_paths(kept, site), *named]))


def visible_paths(paths: Iterable[str], site: SiteView) -> list[str]:
    """Keep the addresses that navigation or footer show."""
    listed = {row["url"] for row in every_section(site.raw["sections"])}
    listed |= {link.url for links in site.footer.values() for link in links}
    return sorted(path for path in paths if path in listed)


def sitemap_news(request: HttpRequest) -> HttpResponse:
    """List the stories of the last two days, as Google News asks."""
    shown("stories")
    now = timezone.now()
    rows = rows_of(ListKey(), now=now, after=now - timedelta(days=2))[:1000]
    return xml_answer(sitemap_of(places_of(rows, site_view("/", now=now), now=now, is_news=True)))


def places_of(stories: QuerySet[Card], site: SiteView, *, now: datetime, is_news: bool = False) -> Iterator[Listed]:
    """Give stories as a sitemap lists them; it may hold a thousand, so only what it says of each is read."""
    rows: Any = stories.values_list("path", "changed_at", "picture", "headline", "language", "published_at")
    for path, changed_at, record, headline, language, published_at in rows:
        picture = picture_view(record, now=now) if record else None
        yield Listed(
            site.absolute(path),
            changed_at,
            site.absolute(picture.crops["wide"].url) if picture else "",
            NewsItem(site.name, language, published_at, headline) if is_news else None,
        )


def robots(request: HttpRequest) -> HttpResponse:
    """Tell robots what to leave alone, where the sitemaps are, and the publication's own rules."""
    site = site_view("/", now=timezone.now())
    lines = ["User-agent: *", "Disallow: /desk/", "Disallow: /account/", "Disallow: /search/", ""]
    lines += [f"Sitemap: {site.absolute('/sitemap.xml')}", f"Sitemap: {site.absolute('/sitemap-news.xml')}"]
    if site.raw.get("rsl_license"):
        lines += [f"License: {site.absolute('/license.xml')}"]
    return plain_answer("\n".join([*lines, "", site.raw.get("robots_txt", "")]).strip() + "\n")


def plain_answer(words: str) -> HttpResponse:
    """Answer with plain text."""
    response = HttpResponse(words, content_type="text/plain; charset=utf-8")
    response.headers["Cache-Control"] = "public, max-age=300"
    return response


def text_file(request: HttpRequest, name: str) -> HttpResponse:
    """Give ads.txt or trust.txt as the publisher wrote it."""
    words = site_view("/", now=timezone.now()).raw.get(f"{name}_txt", "")
    if not words:
        raise Http404(f"This publication has no {name}.txt.")
    return plain_answer(words.strip() + "\n")


def license_file(request: HttpRequest) -> HttpResponse:
    """Give the licence for robots (https://rslstandard.org) as the publisher wrote it."""
    words = site_view("/", now=timezone.now()).raw.get("rsl_license", "")
    if not words:
        raise Http404("This publication has no licence for robots.")
    return HttpResponse(words, content_type="application/rsl+xml; charset=utf-8")


def security(request: HttpRequest) -> HttpResponse:
    """Say how to report a vulnerability (RFC 9116). It runs out in half a year and is made anew each day."""
    site = site_view("/", now=timezone.now())
    contact = site.raw.get("security_email") or site.raw.get("contact_email")
    if not contact:
        raise Http404("This publication has named no address for security reports.")
    expires = (timezone.now() + timedelta(days=180)).astimezone(UTC).replace(hour=0, minute=0, second=0, microsecond=0)
    lines = [
        f"Contact: mailto:{contact}",
        f"Expires: {iso(expires)}",
        f"Canonical: {site.absolute('/.well-known/security.txt')}",
        f"Policy: {site.absolute('/report-a-vulnerability/')}",
        f"Preferred-Languages: {site.language}",
    ]
    return plain_answer("\n".join(lines) + "\n")


def story_ninjs(request: HttpRequest, path: str) -> HttpResponse:
    """Give a story as ninjs (https://iptc.org/standards/ninjs/)."""
    site, now = site_view("/", now=timezone.now()), timezone.now()
    shown(f"url:/{path}/")
    found = get_object_or_404(Address, path=f"/{path}/", kind=Address.Kind.STORY)
    card = card_with_text(found.target_id)
    if card is None or not card.is_visible(now):
        return HttpResponse("This story is no longer available.", status=410, content_type="text/plain; charset=utf-8")
    response = HttpResponse(ninjs_of(card, site, now=now), content_type="application/json; charset=utf-8")
    response.headers["Cache-Control"] = "public, max-age=60"
    return response
