"""A scheduled task has one turn in each slot."""

from datetime import UTC, datetime, timedelta

import pytest

from broadsheet.jobs.declare import discover, every
from broadsheet.jobs.errors import DoubleSchedule
from broadsheet.jobs.models import Job, Slot
from broadsheet.jobs.services import schedule as service
from broadsheet.jobs.services.schedule import fill_slots
from broadsheet.jobs.services.work import run_due
from tests.jobs.chores import say_later
from tests.jobs.chores import stumble as other

pytestmark = pytest.mark.django_db
NOON = datetime(2026, 11, 23, 12, 0, tzinfo=UTC)


@pytest.fixture
def at(monkeypatch):
    """Set the database's clock as the schedule sees it."""

    def set_clock(seconds: float) -> None:
        monkeypatch.setattr(service, "database_now", lambda: NOON + timedelta(seconds=seconds))

    return set_clock


def test_one_slot_makes_one_job(schedule, at):
    """However often the schedule is looked at."""
    every(seconds=30, name="poll")(say_later)

    made = []
    for seconds in (0, 1, 29, 30, 59, 31, 60):
        at(seconds)
        made.append(fill_slots())
        Job.objects.all().delete()

    assert made == [1, 0, 0, 1, 0, 0, 1]


def test_slots_missed_are_not_made_up(schedule, at):
    """After a night without power a poll runs once, not a thousand times."""
    every(seconds=30, name="poll")(say_later)
    for seconds in (0, 36_000):
        at(seconds)
        fill_slots()

    assert Job.objects.count() == 1  # the waiting one has taken the second turn too


def test_a_schedule_made_slower_still_has_its_turns(schedule, at):
    """Slots are kept as moments, so changing their length loses none."""
    every(seconds=30, name="poll")(say_later)
    at(0)
    fill_slots()
    Job.objects.all().delete()

    schedule.clear()
    every(seconds=60, name="poll")(say_later)
    at(60)

    assert fill_slots() == 1
    assert Slot.objects.get().began_at == NOON + timedelta(seconds=60)


def test_a_job_still_running_is_not_joined_by_a_second_one(schedule, at):
    """A poll slower than its schedule does not pile up."""
    every(seconds=30, name="poll")(say_later)
    for seconds in (0, 30, 60):
        at(seconds)
        fill_slots()

    assert Job.objects.count() == 1


def test_two_tasks_cannot_share_a_name(schedule):
    """One of them would never run, and nobody would know why."""
    every(seconds=30, name="poll")(say_later)
    every(seconds=30, name="poll")(say_later)  # a module loaded twice is no harm

    with pytest.raises(DoubleSchedule, match="“poll”"):
        every(seconds=30, name="poll")(other)


def test_the_engine_cleans_up_after_itself(heard):
    """Pruning is on the schedule and runs."""
    discover()
    fill_slots()

    run_due(reraise=True)

    assert Job.objects.filter(task="broadsheet.jobs.tasks.prune_jobs", state="done").count() == 1
