"""Where copy goes by itself: the rules in their order, each held against yesterday's copy before it goes live."""

from typing import Any

from django.contrib.auth.decorators import permission_required
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST
from wagtail.admin import messages

from broadsheet.core.errors import BroadsheetError
from broadsheet.desk import queries
from broadsheet.desk.views.inbox import back_to
from broadsheet.desk.views.screen import ADMITTED, Screen
from broadsheet.wire.models import Alarm, RoutingRule
from broadsheet.wire.services.route import go_live, see_alarm, stand_down, try_rule

LINES = 100


class Rules(Screen):
    """The rules in the order they are asked, and how much each has moved since yesterday."""

    template_name = "desk/routing/rules.html"
    page_title = _("Routing")
    header_icon = "redirect"
    permission_required = "wire.view_routingrule"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Give the rules with their counts."""
        return super().get_context_data(**kwargs) | {"rules": queries.rules_with_counts(now=timezone.now())}


class RuleScreen(Screen):
    """One rule, and what it would have done with yesterday's copy."""

    template_name = "desk/routing/rule.html"
    page_title = _("Routing rule")
    header_icon = "redirect"
    permission_required = "wire.view_routingrule"

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Find the rule."""
        self.rule = get_object_or_404(RoutingRule.objects.select_related("source", "section", "desk"), pk=kwargs["pk"])
        return super().dispatch(request, *args, **kwargs)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Hold the rule against the copy; the newest matches are listed."""
        trial = try_rule(self.rule, now=timezone.now())
        shown = {"trial": trial, "matches": trial.matches[:LINES], "count": len(trial.matches)}
        return super().get_context_data(**kwargs) | shown | {"rule": self.rule}

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Put the rule in force, as it was tried, or take it out."""
        if not request.user.has_perm("wire.change_routingrule"):  # type: ignore[union-attr]
            raise PermissionDenied(_("Only the publisher or the standards desk changes where copy goes."))
        if "stand_down" in request.POST:
            stand_down(self.rule)
            messages.success(request, _("“%(rule)s” is no longer in force.") % {"rule": self.rule})
            return redirect("desk_rules")
        try:
            go_live(self.rule, mark=request.POST.get("mark", ""), now=timezone.now())
        except BroadsheetError as refusal:
            messages.error(request, str(refusal))
            return redirect("desk_rule", self.rule.pk)
        messages.success(request, _("“%(rule)s” is in force from now on.") % {"rule": self.rule})
        return redirect("desk_rules")


@require_POST
@permission_required(ADMITTED, raise_exception=True)
def see(request: HttpRequest, pk: int) -> HttpResponse:
    """Note that somebody has seen what an alarm is about."""
    see_alarm(get_object_or_404(Alarm, pk=pk), by=request.user)  # type: ignore[arg-type]
    return redirect(back_to(request, "/desk/inbox/"))
