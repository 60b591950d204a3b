"""Say which of the files that stand in pages readers may have."""

from datetime import datetime

from wagtail.models import Page, ReferenceIndex

from broadsheet.media.models import Attachment
from broadsheet.public.models import Card
from broadsheet.stories.models import StoryPage


def may_be_read(document: Attachment, *, now: datetime) -> bool:
    """Say whether a page that readers may see leads to a file, or no page does: then it is nobody's draft.

    Which pages lead there is read from Wagtail's reference index, which a job brings up to date after each change.
    """
    references = ReferenceIndex.get_references_to(document).filter(base_content_type__model="page")
    pages = {int(pk) for pk in references.values_list("object_id", flat=True)}
    if not pages or Card.objects.visible(now).filter(pk__in=pages).exists():
        return True
    others = pages - set(StoryPage.objects.filter(pk__in=pages).values_list("pk", flat=True))
    return bool(Page.objects.live().filter(pk__in=others).exists())
