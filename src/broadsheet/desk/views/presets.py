"""Searches that people keep: tabs above the inbox, and columns side by side."""

from typing import Any
from urllib.parse import urlencode

from django.contrib.auth.decorators import permission_required
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST
from wagtail.admin import messages

from broadsheet.desk import queries
from broadsheet.desk.forms import InboxForm, PresetForm
from broadsheet.desk.views.inbox import cursor_now
from broadsheet.desk.views.screen import ADMITTED, Screen
from broadsheet.wire.models import Preset

MOST_COLUMNS, LINES = 6, 40


class Columns(Screen):
    """The kept searches side by side, live; everything that comes in if none is kept."""

    template_name = "desk/inbox/columns.html"
    page_title = gettext_lazy("Wires")
    header_icon = "mail"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Give a list for each search."""
        cursor = cursor_now()  # before the lists: what comes meanwhile is shown by the next news, at worst twice
        kept = [(preset.name, preset.query) for preset in queries.presets_of(self.request.user)[:MOST_COLUMNS]]  # type: ignore[arg-type]
        columns = [column(name, query) for name, query in kept or [(_("Everything"), "")]]
        alarms = queries.unseen_alarms()[: queries.MOST_ALARMS]
        return super().get_context_data(**kwargs) | {"columns": columns, "cursor": cursor, "alarms": alarms}


def column(name: str, query: str) -> dict[str, Any]:
    """Give one list with the search it answers."""
    items = queries.inbox(InboxForm(QueryDict(query)).wanted)[:LINES]
    return {"name": name, "query": query, "items": queries.with_alike(items)}


@require_POST
@permission_required(ADMITTED, raise_exception=True)
def keep(request: HttpRequest) -> HttpResponse:
    """Keep a search under a name; one of the same name is replaced."""
    form = PresetForm(request.POST)
    query = plain_query(request.POST.get("query", ""))
    back = f"{reverse('desk_inbox')}?{query}"
    if not form.is_valid() or not query:
        messages.error(request, _("The search was not kept: give it a name, and search for something first."))
        return redirect(back)
    defaults = {"query": query, "is_shared": form.cleaned_data["is_shared"]}
    Preset.objects.update_or_create(owner_id=request.user.pk, name=form.cleaned_data["name"], defaults=defaults)
    messages.success(request, _("“%(name)s” is kept.") % {"name": form.cleaned_data["name"]})
    return redirect(back)


@require_POST
@permission_required(ADMITTED, raise_exception=True)
def drop(request: HttpRequest, pk: int) -> HttpResponse:
    """Forget a search of one's own."""
    get_object_or_404(Preset, pk=pk, owner_id=request.user.pk).delete()
    return redirect("desk_inbox")


def plain_query(written: str) -> str:
    """Give what the inbox understands of a query string, in one fixed order.

    >>> plain_query("q=trams&before=12&fragment=1&urgency=")
    'q=trams'
    """
    asked = QueryDict(written)
    names = [name for name in InboxForm.base_fields if asked.get(name)]
    return urlencode({name: asked[name] for name in names})[:500]
