"""The order to kill a story, asked for twice."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext_lazy as _
from wagtail.admin import messages

from broadsheet.desk.admin.pages import may_kill
from broadsheet.desk.forms import KillForm
from broadsheet.desk.views.screen import Screen
from broadsheet.stories.models import StoryPage
from broadsheet.stories.services.kill import kill_story


class KillScreen(Screen):
    """Reason, whether readers learn it, and a box that says it is meant."""

    template_name = "desk/kill.html"
    page_title = _("Kill a story")
    header_icon = "cross"

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Admit only those who may kill this story."""
        self.story = get_object_or_404(StoryPage, pk=kwargs["pk"])
        if not may_kill(request.user, self.story):  # type: ignore[arg-type]
            raise PermissionDenied(_("Only an editor of its desk or the standards desk may kill a published story."))
        return super().dispatch(request, *args, **kwargs)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Give the story and the form."""
        context = {"story": self.story, "form": KillForm(self.request.POST or None)}
        return super().get_context_data(**kwargs) | context

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Carry the order out, or show what is missing."""
        form = KillForm(request.POST)
        if not form.is_valid():
            return self.get(request, *args, **kwargs)  # type: ignore[return-value]
        kill_story(
            self.story,
            reason=form.cleaned_data["reason"],
            is_reason_public=form.cleaned_data["is_reason_public"],
            by=request.user,  # type: ignore[arg-type]
        )
        messages.success(request, _("“%(title)s” is killed. Readers get 410 from now on.") % {"title": self.story})
        return redirect("wagtailadmin_explore", self.story.get_parent().pk)
