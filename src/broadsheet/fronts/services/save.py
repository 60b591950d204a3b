"""Put a front as arranged in force."""

from collections.abc import Callable
from typing import Any

from django.db import transaction

from broadsheet.fronts.facts import front_changed
from broadsheet.fronts.models import Front


@transaction.atomic
def save_front(save: Callable[[], Any]) -> Front:
    """Save a front with its containers and placements by `save`, in one transaction, and announce it."""
    front: Front = save()
    front_changed.announce(front_id=front.pk)
    return front


@transaction.atomic
def delete_front(front: Front) -> None:
    """Take an arrangement away; its page fills itself from then on."""
    front_id = front.pk
    front.delete()
    front_changed.announce(front_id=front_id)
