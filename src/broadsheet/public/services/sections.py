"""Follow what editors do to sections and information pages: addresses, navigation, and the stories below."""

from typing import Any

from wagtail.models import Page

from broadsheet.jobs.declare import SLOW_QUEUE
from broadsheet.jobs.services.enqueue import enqueue
from broadsheet.public.models import Address, CardLink
from broadsheet.public.services.chrome import project_chrome
from broadsheet.public.services.project import project_story, take_address
from broadsheet.public.tags import changed, gathering
from broadsheet.publication.models import InformationPage
from broadsheet.taxonomy.models import SectionPage

AT_ONCE, A_JOB = 100, 500
STORIES_LAST = -40


def section_changed(instance: Page, *, with_stories: bool = True, **_: Any) -> None:
    """Give a section and those below it their addresses, and project every story in them again.

    Renaming or hiding a section is rare and touches every story in it; that is the price of flat reads. The newest
    change with the section, the others soon after: nobody else could write to SQLite until the last of them had.
    """
    with gathering():
        project_section(instance, with_stories=with_stories)


def project_section(instance: Page, *, with_stories: bool) -> None:
    """Write what depends on a section."""
    for section in SectionPage.objects.descendant_of(instance, inclusive=True).filter(live=True):
        take_address(section.path_on_site, kind=Address.Kind.SECTION, target_id=section.pk)
    project_chrome()
    if with_stories:
        project_stories(instance)


def project_stories(section: Page) -> None:
    """Project the newest stories of a section at once, and queue the others."""
    from broadsheet.public.tasks import project_many

    ids = stories_in(section)
    for story_id in ids[:AT_ONCE]:
        project_story(story_id)
    for first in range(AT_ONCE, len(ids), A_JOB):
        part = ids[first : first + A_JOB]
        enqueue(project_many, part, queue=SLOW_QUEUE, order_key=f"section:{section.pk}", priority=STORIES_LAST)


def stories_in(section: Page) -> list[int]:
    """List the stories below a section that readers ever met, the newest first."""
    links = CardLink.objects.filter(kind=CardLink.Kind.SECTION, target_id=section.pk)
    return list(links.order_by("-published_at", "-card_id").values_list("card_id", flat=True))


def information_page_changed(page_id: int, **_: Any) -> None:
    """Give an information page its address, or take it away, and set the footer anew."""
    page = InformationPage.objects.filter(pk=page_id, live=True).first()
    if page is None:
        gone = Address.objects.filter(kind=Address.Kind.INFORMATION, target_id=page_id)
        changed(*(f"url:{path}" for path in gone.values_list("path", flat=True)))
        gone.delete()
    else:
        take_address(page.path_on_site, kind=Address.Kind.INFORMATION, target_id=page_id)
    changed(f"information:{page_id}")
    project_chrome()
