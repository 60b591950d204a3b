"""Give every scheduled task its turn, once per slot, whichever worker comes first."""

from datetime import UTC, datetime

from django.db import transaction

from broadsheet.jobs.declare import SCHEDULE, Every
from broadsheet.jobs.models import Slot
from broadsheet.jobs.queries import database_now
from broadsheet.jobs.services.claim import unlocked
from broadsheet.jobs.services.enqueue import enqueue


def fill_slots() -> int:
    """Queue what is due by the schedule; say how many jobs that made."""
    now = database_now()
    known = dict(Slot.objects.values_list("name", "began_at"))
    due = [(each, slot_at(now, each.seconds)) for each in SCHEDULE.values()]
    return sum(_fill(each, slot) for each, slot in due if each.name not in known or known[each.name] < slot)


def slot_at(now: datetime, seconds: int) -> datetime:
    """Give the moment the current slot began.

    >>> from datetime import UTC, datetime
    >>> slot_at(datetime(2026, 11, 23, 12, 0, 59, tzinfo=UTC), 30).isoformat()
    '2026-11-23T12:00:30+00:00'
    """
    return datetime.fromtimestamp(now.timestamp() // seconds * seconds, UTC)


@transaction.atomic
def _fill(each: Every, slot: datetime) -> bool:
    if not _take(each.name, slot):
        return False
    enqueue(each.task, unique_key=f"every:{each.name}")
    return True


def _take(name: str, slot: datetime) -> bool:
    """Move the slot forward; of two workers that try, the database lets one."""
    _, is_new = Slot.objects.get_or_create(name=name, defaults={"began_at": slot})
    mine = is_new or unlocked(Slot.objects.filter(name=name, began_at__lt=slot)).first()
    return bool(mine) and bool(Slot.objects.filter(name=name).update(began_at=slot))
