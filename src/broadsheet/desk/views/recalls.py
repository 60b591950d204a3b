"""What sources took back, and what the desk decides about the stories that used it."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext_lazy as _
from wagtail.admin import messages

from broadsheet.core.errors import BroadsheetError
from broadsheet.desk import queries
from broadsheet.desk.admin.pages import may_kill
from broadsheet.desk.forms import DecisionForm
from broadsheet.desk.views.screen import Screen
from broadsheet.people.models import User
from broadsheet.provenance.models import OPEN_STATES, Pickup, RecallCase
from broadsheet.provenance.services.recall import correct_story, keep_story

LINES = 100
DECISIONS = {"keep": keep_story, "correct": correct_story}
DONE = {
    "keep": _("“%(title)s” stands, as far as this case goes."),
    "correct": _("Correct the story and publish it: that ends the case."),
}


def may_decide(user: User, case: RecallCase) -> bool:
    """Say whether somebody may decide: the right to, and the right to publish where the story stands."""
    return user.has_perm("provenance.decide_recallcase") and case.story.permissions_for_user(user).can_publish()


class Recalls(Screen):
    """The cases, those to be decided first asked for."""

    template_name = "desk/queues/recalls.html"
    page_title = _("Recalls")
    header_icon = "warning"
    permission_required = "provenance.view_recallcase"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Give the newest that are open, or decided."""
        state = "decided" if self.request.GET.get("state") == "decided" else "open"
        cases = queries.recalls(are_open=state == "open")[:LINES]
        states = [("open", _("Open")), ("decided", _("Decided"))]
        return super().get_context_data(**kwargs) | {"cases": cases, "state": state, "states": states}


class RecallScreen(Screen):
    """One case: what the source says now, what we used, the story, and the decision."""

    template_name = "desk/queues/recall.html"
    page_title = _("Recall")
    header_icon = "warning"
    permission_required = "provenance.view_recallcase"

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Find the case."""
        cases = RecallCase.objects.select_related("story", "item__source", "version", "by")
        self.case = get_object_or_404(cases, pk=kwargs["pk"])
        return super().dispatch(request, *args, **kwargs)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Give the case with both versions and the form."""
        case = self.case
        pickup = Pickup.objects.filter(story=case.story, item=case.item).select_related("version", "by").first()
        return super().get_context_data(**kwargs) | {
            "case": case,
            "content": case.version.news_item,
            "pickup": pickup,
            "used": pickup.version.news_item if pickup else None,
            "form": DecisionForm(self.request.POST or None),
            "may_kill": may_kill(self.request.user, case.story),  # type: ignore[arg-type]
            "may_decide": case.state in OPEN_STATES and may_decide(self.request.user, case),  # type: ignore[arg-type]
        }

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Carry the decision out; correcting leads to the editor."""
        how, case = request.POST.get("decision", ""), self.case
        if how not in DECISIONS or not may_decide(request.user, case):  # type: ignore[arg-type]
            raise PermissionDenied(_("Only an editor of its desk or the standards desk decides on a recall."))
        try:
            DECISIONS[how](case, by=request.user, note=request.POST.get("note", "").strip())  # type: ignore[arg-type]
        except BroadsheetError as refusal:
            messages.error(request, str(refusal))
        else:
            messages.success(request, DONE[how] % {"title": case.story})
        return redirect("wagtailadmin_pages:edit", case.story_id) if how == "correct" else redirect("desk_recalls")
