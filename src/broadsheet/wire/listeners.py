"""Answer what happens: pictures that items name by address are fetched, and a source that was changed begins afresh."""

import hashlib
from collections.abc import Iterable
from typing import Any

from django.db.models.signals import pre_save
from django.dispatch import receiver

from broadsheet.core.prepared import Prepared, blank
from broadsheet.jobs.services.enqueue import enqueue
from broadsheet.wire import rules
from broadsheet.wire.facts import wire_item_arrived
from broadsheet.wire.models import Source, TakenFile, WireVersion
from broadsheet.wire.tasks import fetch_picture

BY_ADDRESS = (Source.Connector.FEED, Source.Connector.PUSH)  # whose pictures lie elsewhere; others send them along
PLACE = ("connector", "address", "login")
CONNECTION = (*PLACE, "secret_name", "host_key", "done_folder", "every_seconds", "is_enabled")
FRESH = {
    "etag": "",
    "last_modified": "",
    "wished_seconds": 0,
    "next_fetch_at": None,
    "failures": 0,
    "last_error": "",
}


COMES_WITHOUT = Prepared(
    lambda: Source.objects.filter(items=blank("item"), connector__in=BY_ADDRESS).order_by().values_list("pk"), int
)


@wire_item_arrived.join
def owe_pictures(*, item_id: int, version_id: int) -> None:
    """Queue the pictures of an item in its own transaction: no item without them, none without the item."""
    if COMES_WITHOUT.first(item=item_id) is None:
        return
    version = WireVersion.objects.select_related("item").get(pk=version_id)
    for href in rules.pictures_to_fetch(version.news_item):
        mark = hashlib.sha256(href.encode()).hexdigest()
        source_id = version.item.source_id
        enqueue(fetch_picture, source_id, href, unique_key=f"wire.picture:{source_id}:{mark[:32]}")


@receiver(pre_save, sender=Source, dispatch_uid="wire.begin_afresh")
def begin_afresh(*, instance: Source, raw: bool = False, **_: Any) -> None:
    """Forget what was known of another connection: an old ETag at a new address would hide its items.

    What was taken is forgotten with its place only: switched off and on, a source sends nothing twice.
    """
    before = Source.objects.filter(pk=instance.pk).first() if instance.pk and not raw else None
    if before and differ(before, instance, CONNECTION):
        for name, value in FRESH.items():
            setattr(instance, name, value)
    if before and differ(before, instance, PLACE):
        instance.mail_validity, instance.mail_uid = None, 0
        TakenFile.objects.filter(source=instance).delete()


def differ(before: Source, after: Source, names: Iterable[str]) -> bool:
    """Say whether any of these fields has changed."""
    return any(getattr(before, name) != getattr(after, name) for name in names)
