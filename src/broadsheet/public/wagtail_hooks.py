"""Answer Wagtail where it serves files to readers itself."""

from django.http import Http404, HttpRequest
from django.utils import timezone
from wagtail import hooks

from broadsheet.media.models import Attachment
from broadsheet.public.selectors.files import may_be_read


@hooks.register("before_serve_document")
def with_its_pages(document: Attachment, request: HttpRequest) -> None:
    """Let a file go where its stories go: 404 when readers may see none of them. The desk has it all the same."""
    if not may_be_read(document, now=timezone.now()) and not request.user.has_perm("wagtailadmin.access_admin"):
        raise Http404("There is no such file.")
