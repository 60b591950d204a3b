"""Follow what editors do to sections and information pages: addresses, navigation, and the stories below."""

from typing import Any

from wagtail.models import Page

from broadsheet.public.models import Address, CardLink
from broadsheet.public.services.chrome import project_chrome
from broadsheet.public.services.project import project_story, take_address
from broadsheet.public.tags import changed, gathering
from broadsheet.publication.models import InformationPage
from broadsheet.stories.models import StoryPage
from broadsheet.taxonomy.models import SectionPage


def section_changed(instance: Page, *, with_stories: bool = True, **_: Any) -> None:
    """Give a section and those below it their addresses, and project every story in them again.

    Renaming or hiding a section is rare and touches every story in it; that is the price of flat reads.
    """
    with gathering():
        project_section(instance, with_stories=with_stories)


def project_section(instance: Page, *, with_stories: bool) -> None:
    """Write what depends on a section."""
    for section in SectionPage.objects.descendant_of(instance, inclusive=True).filter(live=True):
        take_address(section.path_on_site, kind=Address.Kind.SECTION, target_id=section.pk)
    project_chrome()
    if with_stories and not is_first_publication(instance):
        stories = StoryPage.objects.descendant_of(instance).order_by("pk")
        for story_id in stories.values_list("pk", flat=True).iterator():
            project_story(story_id)


def is_first_publication(section: Page) -> bool:
    """Say whether no story can be in the section yet."""
    return not CardLink.objects.filter(kind=CardLink.Kind.SECTION, target_id=section.pk).exists()


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
