"""Take view counts: one at a time from a reader's browser, or by the batch from the edge that counted them.

Where an edge runs it answers `/_viewed` itself and nothing arrives there; the rules are the same.
"""

from datetime import datetime

from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.crypto import constant_time_compare, salted_hmac
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from broadsheet.core.prepared import Blanks, Prepared, blank
from broadsheet.public.models import Card
from broadsheet.statistics.batch import Batch, is_story_id
from broadsheet.statistics.errors import BadBatch, StoreGone
from broadsheet.statistics.services.count import count_batch, count_view

VISIBLE = Prepared(
    lambda: Card.objects.visible(blank("now")).filter(pk__in=Blanks("ids")).values_list("pk"), lambda pk: pk
)


@csrf_exempt
@require_POST
def viewed(request: HttpRequest) -> HttpResponse:
    """Count one reading of a story. Nothing about the reader is read or kept; who asks not to be counted is not.

    A forged view from another site's page is refused. One that a program sends is not, for it could only be told from
    a reader's by knowing readers.
    """
    if asks_not_to_be_counted(request):
        return HttpResponse(status=204)
    if request.headers.get("Sec-Fetch-Site", "same-origin") != "same-origin":
        raise Http404("Views are counted from our own pages only.")
    story, now = request.POST.get("story", ""), timezone.now()
    if is_story_id(story) and visible([int(story)], now=now):
        count_one(int(story), now=now)
    return HttpResponse(status=204)


def count_one(story_id: int, *, now: datetime) -> None:
    """Count, if the store can be used; a reader's browser can do nothing about it."""
    try:
        count_view(story_id, at=now)
    except StoreGone:
        return  # said in the log by `statistics.store`


def asks_not_to_be_counted(request: HttpRequest) -> bool:
    """Say whether the browser sends Global Privacy Control or Do Not Track."""
    return request.headers.get("Sec-GPC") == "1" or request.headers.get("DNT") == "1"


@csrf_exempt
def from_edge(request: HttpRequest) -> HttpResponse:
    """Count what the edge counted: 204 when it is in, now or since before; 503 when the edge should send it again.

    A batch that cannot be read gets 400, for it would not be better the next time. Whoever does not know the key
    finds nothing here.
    """
    if request.method != "POST" or not constant_time_compare(request.headers.get("Edge-Key", ""), edge_key()):
        raise Http404("There is nothing here.")
    now = timezone.now()
    try:
        batch = Batch.parse(name=request.headers.get("Batch", ""), body=request.body)
        count_batch(batch, known=visible(batch.stories, now=now), at=now)
    except BadBatch as refusal:
        return HttpResponse(str(refusal), status=400, content_type="text/plain; charset=utf-8")
    except StoreGone as refusal:
        return HttpResponse(str(refusal), status=503, content_type="text/plain; charset=utf-8")
    return HttpResponse(status=204)


def visible(ids: list[int] | set[int], *, now: datetime) -> set[int]:
    """Keep the ids of stories that readers may see; no others are counted."""
    return set(VISIBLE.all(ids=sorted(ids), now=now)) if ids else set()


def edge_key() -> str:
    """Give the word by which the app knows its own edge."""
    return salted_hmac("broadsheet.edge", "key").hexdigest()
