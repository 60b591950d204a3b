"""What the margin of the editor says of each block: how much of it is whose."""

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, JsonResponse
from django.shortcuts import get_object_or_404

from broadsheet.desk.lineage import margin_of
from broadsheet.stories.models import StoryPage


def lineage(request: HttpRequest, pk: int) -> JsonResponse:
    """Give the notes of a story's newest draft, as it was last traced; none if nothing was picked up into it."""
    story = get_object_or_404(StoryPage, pk=pk)
    if not story.permissions_for_user(request.user).can_edit():
        raise PermissionDenied
    return JsonResponse(margin_of(story.pk))
