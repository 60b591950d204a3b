"""The inbox: one list that is also the search, an item beside it, and the button that makes a story of it."""

from functools import cached_property
from io import BytesIO
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST
from PIL import Image, UnidentifiedImageError
from wagtail.admin import messages

from broadsheet.core.errors import BroadsheetError
from broadsheet.desk import queries, rules
from broadsheet.desk.forms import InboxForm, PresetForm
from broadsheet.desk.services.add import add_to_story
from broadsheet.desk.services.pickup import pick_up
from broadsheet.desk.views.screen import Screen
from broadsheet.desk.wire_pictures import read_picture
from broadsheet.interchange.suggestions import suggestions_in
from broadsheet.provenance.models import Pickup
from broadsheet.stories.models import StoryPage
from broadsheet.taxonomy.models import SectionPage
from broadsheet.wire.compare import compare
from broadsheet.wire.models import Quarantine, WireItem

SHOWN_AS = {"JPEG", "PNG", "WEBP", "GIF", "AVIF"}


class Inbox(Screen):
    """The list, and one item beside it if the address names one."""

    template_name = "desk/inbox/inbox.html"
    page_title = _("Inbox")
    header_icon = "mail"

    @cached_property
    def form(self) -> InboxForm:
        """The search and the filters."""
        return InboxForm(self.request.GET)

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Show the page; only the item when a script asks for it."""
        if "fragment" in request.GET and "pk" in kwargs:
            return HttpResponse(render_to_string("desk/inbox/item.html", self.item_context(), request))
        return super().get(request, *args, **kwargs)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Give the list or the quarantine, and the item."""
        context = super().get_context_data(**kwargs)
        wanted = self.form.wanted
        shown = self.quarantine_context() if wanted.get("state") == "quarantine" else self.list_context(wanted)
        item = self.item_context() if "pk" in self.kwargs else {}
        more = {
            "form": self.form,
            "query": self.query(),
            "quarantined": queries.quarantine().count(),
            "presets": queries.presets_of(self.request.user),  # type: ignore[arg-type]
            "preset_form": PresetForm(),
            "alarms": queries.unseen_alarms()[: queries.MOST_ALARMS],
        }
        return context | shown | item | more

    def quarantine_context(self) -> dict[str, Any]:
        """Give what could not be read."""
        return {"quarantine": queries.quarantine()[: queries.PAGE_SIZE]}

    def list_context(self, wanted: dict[str, Any]) -> dict[str, Any]:
        """Give one screen of the list, and where the next begins."""
        items = queries.inbox(wanted)
        before = queries.Cursor.read(self.request.GET.get("before", ""))
        found = list((items.filter(before.older) if before else items)[: queries.PAGE_SIZE + 1])
        page, rest = found[: queries.PAGE_SIZE], found[queries.PAGE_SIZE :]
        return {
            "items": queries.with_alike(page),
            "is_first_page": before is None,
            "older": self.query(before=str(queries.Cursor.of(page[-1]))) if rest else "",
            "cursor": cursor_now(),
        }

    def item_context(self) -> dict[str, Any]:
        """Give one item in the version asked for, and where it may be filed."""
        item = get_object_or_404(queries.inbox({}), pk=self.kwargs["pk"])
        versions = list(item.versions.order_by("-rank"))
        asked = self.request.GET.get("version", "")
        version = next((row for row in versions if str(row.pk) == asked), versions[0] if versions else None)
        if version is None:
            raise Http404
        content, beside = version.news_item, self.request.GET.get("against", "")
        against = next((row for row in versions if str(row.pk) == beside and row != version), None)
        drafts = list(queries.drafts_of(self.request.user)[: queries.MOST_DRAFTS])  # type: ignore[arg-type]
        return {
            "item": item,
            "version": version,
            "versions": versions,
            "content": content,
            "pictures": rules.pictures_of(content),
            "routings": item.routings.filter(version=version),
            "suggestions": suggestions_in(content),
            "likenesses": queries.likenesses_of(item),
            "against": against,
            "passages": compare(against.news_item, content) if against else [],
            "drafts": drafts,
            "may_add": bool(drafts and content.body and item.pubstatus == "usable"),
            "sections": queries.sections_open_to(self.request.user),  # type: ignore[arg-type]
            "query": self.query(),
        }

    def query(self, **changes: str) -> str:
        """Write the filters in force as a query string."""
        given = self.request.GET.copy()
        for name in ("before", "fragment", "version", "against", "after"):
            given.pop(name, None)
        for name, value in changes.items():
            given[name] = value
        return given.urlencode()


def cursor_now() -> str:
    """Say how far the list goes now: the newest item and the latest pickup."""
    newest = queries.newest_item()
    return f"{queries.Cursor.of(newest) if newest else '0-0'}_{queries.newest_pickup_id()}"


def news(request: HttpRequest) -> HttpResponse:
    """Say what came and what was taken since `after`, for the page that is open; 304 if nothing did."""
    here, after = cursor_now(), request.GET.get("after", "")
    alarms = list(queries.unseen_alarms()[: queries.MOST_ALARMS])
    etag = f'"{here}_{queries.quarantine().count()}_{"-".join(str(alarm.pk) for alarm in alarms)}"'
    if request.headers.get("If-None-Match") == etag:
        return HttpResponse(status=304, headers={"ETag": etag})
    place, _sign, pickup_id = after.partition("_")
    cursor = queries.Cursor.read(place)
    if cursor is None or not pickup_id.isdecimal():
        return JsonResponse({"cursor": here}, status=400)
    wanted = InboxForm(request.GET).wanted
    found = (
        []
        if wanted.get("state") == "quarantine"
        else queries.with_alike(queries.inbox(wanted).filter(cursor.newer)[:50])
    )
    taken = queries.items_taken_since(int(pickup_id))
    answer = {
        "cursor": here,
        "rows": [{"id": item.pk, "html": row(item, request)} for item in found],
        "taken": [{"id": item.pk, "html": render_to_string("desk/inbox/taken.html", {"item": item})} for item in taken],
        "alarms": render_to_string("desk/inbox/alarms.html", {"alarms": alarms}, request),
        "announcement": ngettext("%(n)d new item", "%(n)d new items", len(found)) % {"n": len(found)} if found else "",
    }
    return JsonResponse(answer, headers={"ETag": etag, "Cache-Control": "no-cache, private"})


def row(item: WireItem, request: HttpRequest) -> str:
    """Render one line of the list."""
    return render_to_string("desk/inbox/row.html", {"item": item}, request)


@require_POST
def take(request: HttpRequest, pk: int) -> HttpResponse:
    """Pick an item up and go to the editor; warn if somebody has it already."""
    item = get_object_or_404(WireItem, pk=pk)
    chosen = request.POST.get("section", "")
    section = SectionPage.objects.filter(pk=chosen).first() if chosen.isdecimal() else None
    others = Pickup.objects.filter(item=item).exclude(by_id=request.user.pk).select_related("by").order_by("pk")
    taken = others.first()
    try:
        story = pick_up(item, by=request.user, section=section)  # type: ignore[arg-type]
    except BroadsheetError as refusal:
        messages.error(request, str(refusal))
        return redirect("desk_inbox_item", pk)
    if taken:
        messages.warning(request, render_to_string("desk/inbox/taken.txt", {"pickup": taken}).strip())
    return redirect("wagtailadmin_pages:edit", story.pk)


@require_POST
def add(request: HttpRequest, pk: int) -> HttpResponse:
    """Add the marked paragraphs of a version to a draft and go there."""
    item = get_object_or_404(WireItem.objects.select_related("source", "latest"), pk=pk)
    version = get_object_or_404(item.versions, pk=number_in(request, "version"))
    story = get_object_or_404(StoryPage, pk=number_in(request, "story"))
    places = {int(place) for place in request.POST.getlist("block") if place.isdecimal()}
    try:
        add_to_story(story, item, version, places=places, by=request.user)  # type: ignore[arg-type]
    except BroadsheetError as refusal:
        messages.error(request, str(refusal))
        return redirect("desk_inbox_item", pk)
    messages.success(request, _("Added to “%(story)s”, at its end.") % {"story": story})
    return redirect("wagtailadmin_pages:edit", story.pk)


def number_in(request: HttpRequest, name: str) -> int:
    """Read a number from a form; 0 if it is none."""
    given = request.POST.get(name, "")
    return int(given) if given.isdecimal() and len(given) < 19 else 0


def picture(request: HttpRequest, pk: int, number: int) -> HttpResponse:
    """Show a picture that came with an item, to the desk only."""
    item = get_object_or_404(WireItem.objects.select_related("source", "latest"), pk=pk)
    pictures = rules.pictures_of(item.latest.news_item) if item.latest else []
    found = read_picture(item.source, pictures[number].href) if number < len(pictures) else None
    if found is None:
        raise Http404
    return HttpResponse(found, content_type=media_type(found), headers={"Cache-Control": "private, max-age=3600"})


def media_type(content: bytes) -> str:
    """Say what a picture's bytes are; 404 for what no browser should be shown as one."""
    try:
        with Image.open(BytesIO(content), formats=list(SHOWN_AS)) as opened:
            return Image.MIME[opened.format or ""]
    except (UnidentifiedImageError, OSError, ValueError, Image.DecompressionBombError) as error:
        raise Http404 from error


@require_POST
def read_again(request: HttpRequest, pk: int) -> HttpResponse:
    """Read a quarantined payload again and say what became of it."""
    from broadsheet.wire.services.ingest import Fate, retry  # the parsers are heavy; few requests need them

    payload = get_object_or_404(Quarantine, pk=pk)
    outcomes = retry(payload)
    name = payload.file_name or payload.sha256[:12]
    if any(outcome.fate is Fate.QUARANTINED for outcome in outcomes):
        payload.refresh_from_db()
        messages.error(
            request, _("%(name)s still cannot be read. %(reason)s") % {"name": name, "reason": payload.reason}
        )
    else:
        kept = sum(outcome.fate in (Fate.NEW, Fate.UPDATED) for outcome in outcomes)
        messages.success(request, _("%(name)s was read: %(kept)d items kept.") % {"name": name, "kept": kept})
    return redirect(back_to(request, f"{reverse('desk_inbox')}?state=quarantine"))


def back_to(request: HttpRequest, otherwise: str) -> str:
    """Give the address the form names, if it is ours."""
    asked = request.POST.get("next", "")
    return asked if url_has_allowed_host_and_scheme(asked, allowed_hosts=None) else otherwise
