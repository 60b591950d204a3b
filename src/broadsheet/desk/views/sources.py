"""The sources of wire copy: how each has been doing, what would come from one, and the keys by which it pushes."""

from datetime import datetime, timedelta
from typing import Any

from django.contrib.auth.decorators import permission_required
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST
from wagtail.admin import messages

from broadsheet.desk import queries
from broadsheet.desk.views.screen import Screen
from broadsheet.jobs.services.enqueue import enqueue
from broadsheet.wire.models import PushKey, Source
from broadsheet.wire.services.push import address_of, make_key
from broadsheet.wire.services.trial import LOOKS
from broadsheet.wire.tasks import try_source

PATIENCE = timedelta(minutes=5)
MAY_CHANGE = permission_required("wire.change_source", raise_exception=True)


class Sources(Screen):
    """How each wire has been doing."""

    template_name = "desk/queues/sources.html"
    page_title = _("Sources")
    header_icon = "rss"
    permission_required = "wire.view_source"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Give each source with whether it ails, those first."""
        now = timezone.now()
        rows = [
            {"source": row, "quiet": queries.quiet_sentence(row, now=now), "is_ailing": queries.is_ailing(row, now=now)}
            for row in Source.objects.select_related("section")
        ]
        return super().get_context_data(**kwargs) | {"rows": sorted(rows, key=lambda row: not row["is_ailing"])}


class SourceScreen(Screen):
    """One source: what came of trying it, and its keys if it pushes."""

    template_name = "desk/queues/source.html"
    header_icon = "rss"
    permission_required = "wire.view_source"

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        """Find the source by its number."""
        self.kwargs["source"] = get_object_or_404(Source, pk=kwargs["pk"])
        return super().dispatch(request, *args, **kwargs)

    def get_page_title(self) -> str:
        """Give its name."""
        return str(self.kwargs["source"])

    @property
    def trail(self) -> list[dict[str, Any]]:  # type: ignore[override]
        """Give the way back to the list."""
        return [{"url": reverse("desk_sources"), "label": _("Sources")}]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Give the trial that came last, and whether one is under way."""
        source, now = self.kwargs["source"], timezone.now()
        trial = source.trial and source.trial | {"at": datetime.fromisoformat(source.trial["at"])}
        asked = source.trial_asked_at
        quiet = queries.quiet_sentence(source, now=now)
        shown = {"source": source, "trial": trial, "is_asked": bool(asked), "quiet": quiet}
        waits = {"looks_again": bool(asked and now - asked < PATIENCE), "may_be_tried": source.connector in LOOKS}
        pushes = {"keys": source.push_keys.all(), "address": address_of(source)} if is_pushed(source) else {}
        return super().get_context_data(**kwargs) | shown | waits | pushes

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Make a key, and show it on this one answer: it is kept nowhere, in no session either."""
        source = self.kwargs["source"]
        if not request.user.has_perm("wire.change_source") or not is_pushed(source):
            raise PermissionDenied
        name = request.POST.get("name", "").strip() or str(_("Made at the desk"))
        return self.render_to_response(self.get_context_data(new_key=make_key(source, name=name)))


def is_pushed(source: Source) -> bool:
    """Say whether a source sends to us."""
    return source.connector == Source.Connector.PUSH


@require_POST
@MAY_CHANGE
def try_it(request: HttpRequest, pk: int) -> HttpResponse:
    """Let a worker try a source; the page looks for what came."""
    source = get_object_or_404(Source, pk=pk)
    Source.objects.filter(pk=pk).update(trial_asked_at=timezone.now())
    enqueue(try_source, source.pk, unique_key=f"wire.trial:{source.pk}", priority=10)
    return redirect("desk_source", pk)


@require_POST
@MAY_CHANGE
def drop_key(request: HttpRequest, pk: int, key: int) -> HttpResponse:
    """Take a key away; what is sent with it from now on is refused."""
    row = get_object_or_404(PushKey, pk=key, source=pk)
    row.delete()
    messages.success(request, _("The key %(name)s opens nothing any more.") % {"name": row})
    return redirect("desk_source", pk)
