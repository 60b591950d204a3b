"""Answer a story that is held with its reasons, wherever in the desk somebody tried to publish it."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse, HttpResponseBase, JsonResponse
from django.shortcuts import redirect
from django.urls import reverse
from wagtail.admin import messages

from broadsheet.stories.errors import StoryHeld


class TellWhyHeld:
    """Turn StoryHeld into words on the story's own form; nothing has been published then."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Pass the request on."""
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, refusal: Exception) -> HttpResponse | None:
        """Show every reason as a message, and open the editor."""
        if not isinstance(refusal, StoryHeld) or not request.path.startswith(reverse("wagtailadmin_home")):
            return None
        for reason in refusal.reasons:
            messages.error(request, f"“{refusal.story.title}” is held. {reason}")
        editor = reverse("wagtailadmin_pages:edit", args=[refusal.story.pk])
        if request.headers.get("X-Requested-With") == "XMLHttpRequest":  # Wagtail's dialogue follows `redirect`
            return JsonResponse({"step": "success", "redirect": editor})
        return redirect(editor)
