"""Read which stories of a list are gone, so that whoever has them from a feed can let go of them."""

from collections.abc import Collection
from datetime import datetime, timedelta
from typing import NamedTuple

from django.db.models import Value

from broadsheet.public.models import Card, CardLink
from broadsheet.public.selectors.lists import ListKey
from broadsheet.public.tags import shown

GONE_FOR = timedelta(days=14)  # since they were published; a feed of thirty seldom reaches further back
MOST = 30
TOLD_GONE = "gone"  # the tag of pages that tell of stories which are in no list
STATES = (Card.State.KILLED, Card.State.HELD, Card.State.WITHDRAWN)


class Gone(NamedTuple):
    """A story that readers had and have no more."""

    uuid: str
    gone_at: datetime


def gone_from(key: ListKey, *, now: datetime, sections: Collection[int] = ()) -> list[Gone]:
    """List the stories of a list that were killed, withdrawn or are being checked, the newest first.

    The list of all stories is read from the top sections, which hold them all: so each is a range of one index.
    """
    kind, targets = (key.kind, [key.target_id]) if key.kind else (CardLink.Kind.SECTION, list(sections))
    links = {"links__kind": kind, "links__target_id__in": targets, "links__is_visible": Value(False)}
    rows = Card.objects.filter(**links, links__published_at__gte=now - GONE_FOR, state__in=STATES)
    latest = rows.order_by("-links__published_at", "-links__card_id").values_list("uuid", "changed_at")
    shown(TOLD_GONE)  # the list's own tag tells of those that were in it
    return [Gone(str(uuid), moment) for uuid, moment in latest[:MOST]]
