"""Queueing happens in the caller's transaction, and keys mean what they say."""

from datetime import timedelta

import pytest
from django.db import transaction
from django_tasks import TaskResultStatus
from django_tasks.exceptions import TaskResultDoesNotExist

from broadsheet.jobs import backend
from broadsheet.jobs.models import Job, State
from broadsheet.jobs.queries import database_now
from broadsheet.jobs.services.claim import claim
from broadsheet.jobs.services.enqueue import cancel, enqueue
from broadsheet.jobs.services.finish import fail, finish
from broadsheet.jobs.services.work import run_due
from tests.jobs.chores import say, send

pytestmark = pytest.mark.django_db


def lease() -> Job:
    job = claim(lease_seconds=30)
    assert job is not None
    return job


def test_a_rollback_takes_the_job_with_it(heard):
    """The job belongs to the change that asked for it."""
    with transaction.atomic():
        enqueue(say, "no")
        there = Job.objects.count()
        transaction.set_rollback(True)

    assert there == 1
    assert run_due() == 0
    assert heard == []


def test_a_task_enqueued_the_way_wagtail_does_it_lands_here(heard):
    """`.enqueue()` of django-tasks is our INSERT, and its result can be asked for."""
    result = say.enqueue("hello")
    assert result.status == TaskResultStatus.READY

    run_due()
    result.refresh()

    assert heard == ["hello"]
    assert result.status == TaskResultStatus.SUCCESSFUL
    assert result.return_value == "HELLO"


def test_a_result_nobody_asked_for_is_refused():
    """Both an unknown id and no id at all."""
    for unknown in ("0199f000-0000-7000-8000-000000000000", "rubbish"):
        with pytest.raises(TaskResultDoesNotExist):
            say.get_result(unknown)


def test_what_is_more_urgent_runs_first(heard):
    """Priority before age, age before everything else."""
    enqueue(say, "first")
    enqueue(say, "second")
    say.using(priority=10).enqueue("urgent")

    run_due()

    assert heard == ["urgent", "first", "second"]


def test_a_key_costs_one_question_whether_its_job_is_open_or_not(django_assert_num_queries):
    """A publish asks for several jobs that are mostly open already."""
    with django_assert_num_queries(2):
        made = enqueue(say, "x", unique_key="key")
        joined = enqueue(say, "x", unique_key="key")

    assert joined == made
    assert joined.wanted_again
    assert joined.created_at == made.created_at


def test_a_job_for_later_waits(heard):
    """And one whose time has passed does not."""
    say.using(run_after=database_now() + timedelta(hours=1)).enqueue("later")
    enqueue(say, "overdue", run_after=database_now() - timedelta(hours=1))

    run_due()

    assert heard == ["overdue"]


def test_one_key_makes_one_job(heard):
    """The second call joins the waiting job; once that is done the key is free again."""
    first = enqueue(say, "once", unique_key="story:1")
    assert enqueue(say, "twice", unique_key="story:1") == first
    run_due()

    assert enqueue(say, "thrice", unique_key="story:1") != first
    run_due()

    assert heard == ["once", "thrice"]


def test_joining_a_job_can_only_hasten_it(heard):
    """A call for now must not wait for a call for tomorrow, nor the other way round."""
    tomorrow = database_now() + timedelta(days=1)
    enqueue(say, "once", unique_key="story:1", run_after=tomorrow)
    assert run_due() == 0

    enqueue(say, "once", unique_key="story:1")
    enqueue(say, "once", unique_key="story:1", run_after=tomorrow)

    assert run_due() == 1


def test_a_key_asked_for_while_its_job_runs_sends_it_round_again():
    """The running job may have read the database before our change."""
    enqueue(say, "index", unique_key="story:1")
    running = lease()

    assert enqueue(say, "index", unique_key="story:1") == running
    finish(running)

    running.refresh_from_db()
    assert (running.state, running.attempts, running.done_at) == (State.READY, 0, None)
    finish(lease())
    running.refresh_from_db()
    assert running.state == State.DONE


def test_a_key_asked_for_while_its_job_fails_for_the_last_time_starts_afresh():
    """Giving up on the old call must not swallow the new one."""
    enqueue(say, "index", unique_key="story:1")
    Job.objects.update(max_attempts=1)
    running = lease()
    enqueue(say, "index", unique_key="story:1")

    fail(running, ValueError("no"))

    running.refresh_from_db()
    assert (running.state, running.attempts) == (State.READY, 0)


def test_jobs_of_one_order_run_one_at_a_time_and_in_order():
    """Others go past them meanwhile."""
    for word in ("one", "two"):
        enqueue(say, word, order_key="story:1")
    enqueue(say, "three")

    first, other = lease(), lease()
    assert ([first.args, other.args], claim(lease_seconds=30)) == ([["one"], ["three"]], None)
    finish(first)

    assert lease().args == ["two"]


def test_a_failed_job_holds_back_the_rest_of_its_order():
    """Order is worth more than speed where it was asked for."""
    for word in ("one", "two"):
        enqueue(say, word, order_key="story:1")

    fail(lease(), ValueError("no"))

    assert claim(lease_seconds=30) is None


def test_a_cancelled_job_never_runs(heard):
    """A scheduled publication that was called off."""
    enqueue(say, "never", unique_key="publish:1", run_after=database_now() + timedelta(hours=1))

    assert cancel(unique_key="publish:1") == 1
    assert not Job.objects.exists()


def test_what_talks_to_the_world_has_its_own_queue():
    """So that a slow feed never holds up a publication; a queue named on purpose is kept."""
    assert send.enqueue("x").task == send
    assert enqueue(send, "y", queue="mail").queue == "mail"
    assert sorted(Job.objects.values_list("queue", flat=True)) == ["mail", "outside"]


def test_wagtails_index_tasks_are_queued_once_for_each_object(monkeypatch):
    """A page saved ten times is indexed once."""
    monkeypatch.setattr(backend, "COALESCED", {say.module_path})

    for word in ("page 1", "page 1", "page 2"):
        say.enqueue(word)

    assert [job.args for job in Job.objects.order_by("id")] == [["page 1"], ["page 2"]]
