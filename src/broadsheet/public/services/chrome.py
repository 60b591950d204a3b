"""Make ahead what stands around every page: masthead, navigation, footer. One row, written when any of it changes."""

from typing import Any

from django.conf import settings
from wagtail.models import Page, Site

from broadsheet.core.prepared import Blanks, Prepared
from broadsheet.public.pictures import one_url
from broadsheet.public.services.records import keep_record
from broadsheet.publication.models import InformationPage, Publication
from broadsheet.stories.models import StoryPage
from broadsheet.taxonomy.models import SectionPage

Trail = list[tuple[int, str, str, bool]]


def section_trail(story: StoryPage) -> Trail:
    """List the sections above a story from the top down: id, name, address, whether hidden."""
    step = StoryPage.steplen
    above = [story.path[:length] for length in range(step, len(story.path), step)]
    return [(s.pk, s.title, s.path_on_site, s.is_hidden or not s.live) for s in SECTIONS_AT.all(paths=above)]


COLUMNS = ("pk", "title", "url_path", "is_hidden", "live")
SECTIONS_AT: Prepared[SectionPage] = Prepared(
    lambda: SectionPage.objects.filter(path__in=Blanks("paths", "text")).order_by("depth").values_list(*COLUMNS),
    lambda *row: SectionPage(**dict(zip(COLUMNS, row, strict=True))),
)


def project_chrome(**_: Any) -> dict[str, Any]:
    """Write the chrome and return it."""
    value = chrome_value()
    keep_record("chrome", value)
    return value


def chrome_value() -> dict[str, Any]:
    """Gather masthead, navigation and footer."""
    site = Site.objects.filter(is_default_site=True).first()
    publication = Publication.for_site(site) if site else Publication(name=settings.WAGTAIL_SITE_NAME)
    return {
        **masthead(publication),
        "sections": section_tree(site.root_page) if site else [],
        "footer": footer(),
    }


def masthead(publication: Publication) -> dict[str, Any]:
    """Gather what the publication says of itself."""
    accounts = [[account.network, account.url] for account in publication.accounts.all()] if publication.pk else []
    return {
        "name": publication.name,
        "tagline": publication.tagline,
        "logo_url": one_url(publication.logo, "whole", 360),
        "about": publication.about,
        "owner": publication.owner,
        "founded_on": publication.founded_on.isoformat() if publication.founded_on else "",
        "copyright_holder": publication.copyright_holder or publication.name,
        "contact_email": publication.contact_email,
        "security_email": publication.security_email,
        "securedrop_url": publication.securedrop_url,
        "accounts": accounts,
        "robots_txt": publication.robots_txt,
        "ads_txt": publication.ads_txt,
        "trust_txt": publication.trust_txt,
        "rsl_license": publication.rsl_license,
    }


def section_tree(parent: Page) -> list[dict[str, Any]]:
    """List the sections below a page that readers may see, in the order of the tree."""
    return [
        {
            "id": section.pk,
            "name": section.title,
            "slug": section.slug,
            "url": section.path_on_site,
            "description": section.description,
            "children": section_tree(section),
        }
        for section in SectionPage.objects.child_of(parent).live().filter(is_hidden=False).order_by("path")
    ]


def footer() -> dict[str, list[list[str]]]:
    """List the information pages by column, in the order of the tree."""
    columns: dict[str, list[list[str]]] = {column: [] for column in InformationPage.Column.values}
    for page in InformationPage.objects.live().order_by("path"):
        columns[page.column].append([page.title, page.path_on_site])
    return columns
