"""A job's effects and its completion are one thing; failure is recorded, repeated, and in the end handed to people."""

from datetime import timedelta

import pytest
from django.db import connection
from django.db.models.functions import Now

from broadsheet.jobs.errors import AlreadyQueued, JobFailed, LeaseLost, NotDead
from broadsheet.jobs.models import Job, State, Worker
from broadsheet.jobs.queries import (
    counts_by_state,
    dead_jobs,
    expired_leases,
    live_workers,
    next_in_line,
    oldest_due_age,
    open_job,
)
from broadsheet.jobs.services.claim import claim, extend, take_back
from broadsheet.jobs.services.enqueue import enqueue
from broadsheet.jobs.services.finish import finish, wait_seconds
from broadsheet.jobs.services.prune import KEEP_DAYS, prune
from broadsheet.jobs.services.retry import retry_job
from broadsheet.jobs.services.run import run
from broadsheet.jobs.services.work import run_due
from tests.jobs import chores
from tests.jobs.chores import say, say_later, send, send_in_vain, stumble

pytestmark = pytest.mark.django_db


def lease() -> Job:
    job = claim(lease_seconds=30)
    assert job is not None
    return job


def make_due() -> None:
    Job.objects.filter(state=State.READY).update(run_after=Now())


def expire_leases() -> None:
    Job.objects.filter(state=State.LEASED).update(lease_until=Now() - timedelta(seconds=1))


def test_jobs_queued_by_jobs_run_too(heard):
    """Everything due means everything."""
    enqueue(say_later, "hello")

    assert run_due() == 2
    assert heard == ["hello"]


def test_a_limit_leaves_the_rest(heard):
    """And the rest is run next time."""
    for word in "abc":
        enqueue(say, word)

    assert run_due(limit=2) == 2
    assert run_due() == 1


def test_a_failing_job_undoes_its_changes_and_waits(heard):
    """What it had queued is gone, its error is kept, and it is not tried again at once."""
    job = enqueue(stumble, "x")

    assert run_due() == 1

    job.refresh_from_db()
    assert (job.state, job.attempts, job.error_class) == (State.READY, 1, "builtins.ValueError")
    assert "x has a nul" in job.last_error
    assert Job.objects.count() == 1
    assert run_due() == 0


def test_a_job_that_keeps_failing_is_given_up_and_can_be_revived(heard):
    """`max_attempts` of the task decides when; a person decides whether again."""
    job = enqueue(stumble, "x")
    with pytest.raises(NotDead, match="waiting"):
        retry_job(job)
    for _ in range(2):
        run_due()
        make_due()

    assert list(dead_jobs()) == [job]
    assert run_due() == 0

    revived = retry_job(job)
    assert (revived.state, revived.attempts) == (State.READY, 0)
    assert run_due() == 1


def test_a_dead_job_is_not_revived_beside_a_newer_one(heard):
    """The key belongs to the newer job while that is open."""
    job = enqueue(stumble, "x", unique_key="k")
    for _ in range(2):
        run_due()
        make_due()
    enqueue(say, "x", unique_key="k")

    with pytest.raises(AlreadyQueued, match="“k”"):
        retry_job(job)

    job.refresh_from_db()
    assert job.state == State.DEAD


def test_failure_can_be_raised_for_those_who_run_jobs_by_hand(heard):
    """A test or the demo loader must not mistake a failed job for a finished one."""
    enqueue(stumble, "x")

    with pytest.raises(JobFailed, match="x has a nul"):
        run_due(reraise=True)

    assert Job.objects.get().state == State.READY


def test_a_worker_that_slept_through_its_lease_changes_nothing(heard):
    """The fence is ahead of it: its effects are undone with its completion."""
    job = enqueue(say_later, "once")
    sleeper = lease()
    expire_leases()
    assert take_back() == 1
    winner = lease()

    assert run(sleeper) is None  # rejected, not failed
    assert Job.objects.count() == 1
    assert run(winner) is None

    job.refresh_from_db()
    assert (job.state, job.fence, job.last_error) == (State.DONE, 2, "")
    assert Job.objects.filter(task=say.module_path).count() == 1


def test_a_job_taken_back_cannot_be_finished_by_its_old_worker():
    """Not even before someone else has begun it."""
    enqueue(say, "x")
    sleeper = lease()
    expire_leases()
    take_back()

    with pytest.raises(LeaseLost, match="changes are undone"):
        finish(sleeper)


def test_a_job_whose_workers_vanish_is_given_up():
    """A job that crashes every worker must not crash them for ever."""
    job = enqueue(say, "x")
    Job.objects.update(max_attempts=2)

    for _ in range(2):
        lease()
        expire_leases()
        take_back()

    job.refresh_from_db()
    assert job.state == State.DEAD
    assert "worker stopped" in job.last_error


def test_the_heartbeat_lengthens_our_lease_and_lets_go_of_a_lost_one():
    """Only the holder of the fence may lengthen it."""
    enqueue(say, "x")
    job = lease()
    expire_leases()
    held = {job.pk: job.fence}

    extend(held, lease_seconds=30)
    assert take_back() == 0

    held[job.pk] = job.fence - 1
    extend(held, lease_seconds=30)
    assert held == {}


def test_a_task_outside_gets_the_job_id_as_its_key(heard):
    """What must be sent along so that a second delivery can be told from a second message."""
    job = enqueue(send, "mail")

    run_due()

    assert heard == [("mail", str(job.pk))]


def test_a_task_outside_is_tried_again_too():
    """The mark works above `@task` as well as below it."""
    job = enqueue(send_in_vain, "x")

    run_due()

    job.refresh_from_db()
    assert (job.queue, job.state, job.max_attempts) == ("outside", State.READY, 3)


@pytest.mark.parametrize("name", ["gone", "not_a_task"])
def test_a_job_whose_task_has_gone_says_so(name):
    """Code moves on while jobs wait."""
    job = enqueue(say, "x")
    Job.objects.update(task=f"{chores.__name__}.{name}")

    run_due()

    job.refresh_from_db()
    assert name in job.last_error


def test_waits_grow_and_spread():
    """From seconds to an hour."""
    waits = [[wait_seconds(attempt) for _ in range(20)] for attempt in (1, 2, 9)]

    assert [min(tries) >= floor for tries, floor in zip(waits, (3.75, 15, 2700), strict=True)] == [True] * 3
    assert [max(tries) <= roof for tries, roof in zip(waits, (6.25, 25, 4500), strict=True)] == [True] * 3
    assert len(set(waits[0])) > 1


def test_old_work_is_forgotten_and_dead_work_is_not(heard):
    """A week for what is done; a person for what is dead."""
    for word in ("old", "new", "dead"):
        enqueue(say, word)
    run_due()
    past = Now() - timedelta(days=KEEP_DAYS, seconds=1)
    Job.objects.filter(args=["old"]).update(done_at=past)
    Job.objects.filter(args=["dead"]).update(done_at=past, state=State.DEAD)

    assert prune() == 1
    assert sorted(job.args[0] for job in Job.objects.all()) == ["dead", "new"]


def test_the_desk_can_see_how_the_work_stands(heard):
    """Counts by state, the age of the oldest, and who is alive."""
    assert oldest_due_age() is None
    enqueue(say, "x")
    Job.objects.update(run_after=Now() - timedelta(minutes=5))
    Worker.objects.create(host="here", pid=1)
    Worker.objects.filter(pk=Worker.objects.create(host="there", pid=2).pk).update(seen_at=Now() - timedelta(minutes=5))

    assert counts_by_state() == {"ready": 1, "leased": 0, "done": 0, "dead": 0}
    assert timedelta(minutes=5) <= oldest_due_age() < timedelta(minutes=6)
    assert oldest_due_age(queue="mail") is None
    assert [worker.host for worker in live_workers()] == ["here"]


@pytest.mark.skipif(connection.vendor != "sqlite", reason="PostgreSQL scans a small table, and rightly.")
def test_no_question_the_worker_asks_reads_the_whole_table():
    """SQLite uses a partial index only where the query repeats its condition."""
    questions = [
        next_in_line("default", 0),
        expired_leases(),
        open_job("key"),
        dead_jobs(),
        Job.objects.filter(state=State.READY, queue__gt="a").order_by("queue"),
    ]

    plans = [question[:1].explain() for question in questions]

    assert [plan for plan in plans if "SCAN jobs_job" in plan or "SCAN U0" in plan] == []
    assert all("USING INDEX job_" in plan for plan in plans)
