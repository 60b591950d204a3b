"""Found a publication: the root of the page tree and the site that serves it."""

from urllib.parse import urlsplit

from django.conf import settings
from django.db import transaction
from wagtail.models import Page, Site

from broadsheet.publication.models import HomePage, Publication


@transaction.atomic
def found_publication(name: str | None = None) -> HomePage:
    """Make the home page and the default site if there are none, and give the home page; safe to run again."""
    name = name or settings.WAGTAIL_SITE_NAME
    home = HomePage.objects.first() or plant(name)
    address = urlsplit(settings.BASE_URL)
    site, _ = Site.objects.update_or_create(
        is_default_site=True,
        defaults={
            "hostname": address.hostname,
            "port": address.port or (443 if address.scheme == "https" else 80),
            "root_page": home,
            "site_name": name,
        },
    )
    Publication.objects.get_or_create(site=site, defaults={"name": name})
    return home


def plant(name: str) -> HomePage:
    """Put the home page under Wagtail's root, in the place of its welcome page."""
    root = Page.get_first_root_node()
    home: HomePage = root.add_child(instance=HomePage(title=name, slug="front-page"))
    Site.objects.filter(is_default_site=True).update(root_page=home)
    for welcome in Page.objects.child_of(root).exclude(pk=home.pk).filter(content_type__model="page"):
        welcome.delete()
    return home
