"""Answer what happens: pictures of fed items are fetched, and a source that was changed begins afresh."""

import hashlib
from typing import Any

from django.db.models.signals import pre_save
from django.dispatch import receiver

from broadsheet.jobs.services.enqueue import enqueue
from broadsheet.wire import rules
from broadsheet.wire.facts import wire_item_arrived
from broadsheet.wire.models import Source, WireVersion
from broadsheet.wire.tasks import fetch_picture

CONNECTION = ("connector", "address", "every_seconds", "is_enabled")
FRESH = {
    "etag": "",
    "last_modified": "",
    "wished_seconds": 0,
    "next_fetch_at": None,
    "failures": 0,
    "last_error": "",
}


@wire_item_arrived.join
def owe_pictures(*, item_id: int, version_id: int) -> None:
    """Queue the pictures of an item in its own transaction: no item without them, none without the item."""
    if not Source.objects.filter(items=item_id, connector=Source.Connector.FEED).exists():
        return
    version = WireVersion.objects.select_related("item").get(pk=version_id)
    for href in rules.pictures_to_fetch(version.news_item):
        mark = hashlib.sha256(href.encode()).hexdigest()
        source_id = version.item.source_id
        enqueue(fetch_picture, source_id, href, unique_key=f"wire.picture:{source_id}:{mark[:32]}")


@receiver(pre_save, sender=Source, dispatch_uid="wire.begin_afresh")
def begin_afresh(*, instance: Source, raw: bool = False, **_: Any) -> None:
    """Forget what was known of another connection: an old ETag at a new address would hide its items."""
    before = Source.objects.filter(pk=instance.pk).first() if instance.pk and not raw else None
    if before and any(getattr(before, name) != getattr(instance, name) for name in CONNECTION):
        for name, value in FRESH.items():
            setattr(instance, name, value)
