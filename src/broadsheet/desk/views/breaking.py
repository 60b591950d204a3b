"""The screen of the breaking strip: what is up, since when and by whom; raise, change, lower."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST
from wagtail.admin import messages

from broadsheet.core.errors import BroadsheetError
from broadsheet.desk.admin.breaking import RIGHT, may_raise, strip_up
from broadsheet.desk.forms import BreakingForm
from broadsheet.desk.views.screen import Screen
from broadsheet.fronts.models import Breaking
from broadsheet.fronts.services.breaking import lower_breaking, raise_breaking
from broadsheet.stories.models import StoryPage

SHOWN = 20
REFUSED = _(
    "Only an editor of its desk or of the fronts may raise a story as breaking. Words alone are for the latter."
)


class BreakingScreen(Screen):
    """One form for raising and changing, one button for lowering, and the strips of before."""

    template_name = "desk/breaking.html"
    page_title = _("Breaking")
    header_icon = "warning"
    permission_required = RIGHT

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Give the strip that is up, the form, and what was up before."""
        before = Breaking.objects.filter(is_up=False).select_related("raised_by", "lowered_by", "story")[:SHOWN]
        context = {"up": strip_up(), "before": before, "form": kwargs.pop("form", None) or self.form()}
        return super().get_context_data(**kwargs) | context

    def form(self) -> BreakingForm:
        """Open the form with the story of the address, or with what is up."""
        if "pk" in self.kwargs:
            story = get_object_or_404(StoryPage, pk=self.kwargs["pk"])
            return BreakingForm(initial={"story": story, "headline": story.title})
        up = strip_up()
        return BreakingForm(initial={"story": up.story, "headline": up.headline} if up else None)

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Raise or change the strip, or say what is missing."""
        form = BreakingForm({"story": kwargs["pk"]} if "pk" in kwargs else request.POST)
        if not form.is_valid():
            return self.render_to_response(self.get_context_data(form=form))
        story = form.cleaned_data["story"]
        if not may_raise(request.user, story):  # type: ignore[arg-type]
            raise PermissionDenied(REFUSED)
        try:
            up = raise_breaking(headline=form.cleaned_data["headline"], story=story, by=request.user)  # type: ignore[arg-type]
        except BroadsheetError as refusal:
            form.add_error(None, str(refusal))
            return self.render_to_response(self.get_context_data(form=form))
        messages.success(request, _("Every page says “%(headline)s” now.") % {"headline": up.headline})
        return redirect("desk_breaking")


@require_POST
def lower(request: HttpRequest) -> HttpResponseRedirect:
    """Lower the strip; whoever may raise one may lower any, for it must be quick."""
    if not request.user.has_perm(RIGHT):  # type: ignore[union-attr]
        raise PermissionDenied(REFUSED)
    lowered = lower_breaking(by=request.user)  # type: ignore[arg-type]
    if lowered:
        messages.success(request, _("“%(headline)s” is off every page.") % {"headline": lowered.headline})
    return redirect("desk_breaking")
