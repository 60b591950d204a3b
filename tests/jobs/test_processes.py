"""The same promises where they are hardest to keep: real processes, kill -9, sleep, two databases."""

import signal
import time
from contextlib import closing
from urllib.parse import urlsplit

import pysqlite3
import pytest

from broadsheet.core.wal import LONG_PAGES
from tests.jobs.bench import bench
from tests.jobs.kill_loop import kill_loop


def effects(place, name: str) -> int:
    return place.one(f"SELECT count(*) FROM effects_effect WHERE name = '{name}'")


@pytest.mark.slow
def test_killing_workers_loses_nothing_and_doubles_nothing(place):
    """Twenty kill -9 among three workers; nothing in the table of effects forbids a double."""
    count = kill_loop(place, kills=20, seed=20)

    assert (count.lost, count.doubled) == (0, 0)
    assert count.redelivered > 0  # or no kill has hit a job, and nothing was tried


def sleep_through_the_lease(place, name: str) -> None:
    """Stop a worker in the middle of a job, let another one finish it, wake the first."""
    count = f"SELECT count(*) FROM jobs_job WHERE task = 'tests.jobs.effects.tasks.{name}' AND state = "
    place.python(f"{name}.enqueue(1, seconds=3)")
    sleeper = place.fork_worker()
    place.wait_for(lambda: bool(place.one(f"{count} 'leased'")))
    place.freeze(sleeper)
    winner = place.fork_worker()
    place.wait_for(lambda: bool(place.one(f"{count} 'done'")))
    place.kill(winner)
    place.kill(sleeper, signal.SIGCONT)
    log = place.home / "workers.log"
    place.wait_for(lambda: "job.lease.lost" in log.read_text())


def test_a_worker_that_sleeps_through_its_lease_changes_nothing(place):
    """What it did to the database is undone when it wakes."""
    if place.url.startswith("sqlite"):
        pytest.skip("On SQLite the sleeper holds the write lock, so nobody can take its job; test_run has the fence.")

    sleep_through_the_lease(place, "record")
    place.wait_for(lambda: effects(place, "second") > 0)

    assert (effects(place, "first"), effects(place, "second")) == (1, 1)


def test_a_worker_that_sleeps_through_its_lease_outside_does_not_finish_the_job(place):
    """What it sent it has sent, at least once; the job belongs to who took it over."""
    sleep_through_the_lease(place, "send")

    assert effects(place, "sent") == 2
    assert place.rows("SELECT state, fence FROM jobs_job WHERE task LIKE '%send'") == [("done", 2)]


def test_a_job_that_crashes_its_worker_is_given_up(place):
    """Three attempts, three dead workers, one line on the desk; other work goes on."""
    place.python("crash.enqueue(1); record.enqueue(2)")
    for _ in range(3):
        pid = place.fork_worker()
        crashes = effects(place, "crashed") + 1
        place.wait_for(lambda crashes=crashes: effects(place, "crashed") == crashes)
        place.kill(pid)
    place.fork_worker()
    place.wait_until_empty()

    found = place.rows("SELECT state, attempts FROM jobs_job WHERE task = 'tests.jobs.effects.tasks.crash'")
    assert found == [("dead", 3)]
    assert effects(place, "second") == 1


def test_a_worker_that_rests_is_woken_by_what_is_queued(place):
    """It would look by itself only after an hour."""
    place.fork("tests.jobs.zygote.worker 30 3600")
    place.python("record.enqueue(1)")
    place.wait_for(lambda: effects(place, "second") == 1)
    time.sleep(0.5)  # by now it rests for certain
    place.python("record.enqueue(2)")
    place.wait_for(lambda: effects(place, "second") == 2)


def test_two_workers_keep_one_order(place):
    """Thirty jobs of one key, three workers, one sequence."""
    place.python(
        "from broadsheet.jobs.services.enqueue import enqueue\n"
        "for number in range(30): enqueue(ordered, number, order_key='story:1')"
    )

    for _ in range(3):
        place.fork_worker()
    place.wait_until_empty()

    found = place.rows("SELECT number FROM effects_effect WHERE name = 'ordered' ORDER BY id")
    assert [number for (number,) in found] == list(range(30))


def test_two_workers_share_each_slot(place):
    """A task of every second runs once a second, whoever runs it; on a busy machine the first may run a second late."""
    for _ in range(3):
        place.fork_worker()
    place.wait_for(lambda: effects(place, "tick") >= 6)

    seconds = [number for (number,) in place.rows("SELECT number FROM effects_effect WHERE name = 'tick' ORDER BY id")]
    assert len(seconds) <= seconds[-1] - seconds[0] + 2


def test_a_worker_told_to_stop_finishes_its_job_and_says_goodbye(place):
    """The real command, the real signal; what it has not begun stays queued."""
    place.python("record.enqueue(1, seconds=2)\nfor number in range(2, 9): record.enqueue(number, seconds=2)")
    worker = place.command("worker")
    try:
        place.wait_for(lambda: bool(place.one("SELECT count(*) FROM jobs_job WHERE state = 'leased'")))
        place.wait_for(lambda: place.one("SELECT count(*) FROM jobs_worker") == 1)  # a thread of its own says so

        worker.send_signal(signal.SIGTERM)

        assert worker.wait(timeout=10) == 0
    finally:
        worker.kill()
        worker.communicate()
    done = effects(place, "first")
    assert 1 <= done < 8  # one, unless the machine was so busy that the signal came late
    assert place.one("SELECT count(*) FROM jobs_job WHERE state = 'ready' AND task LIKE '%record'") == 8 - done
    assert place.one("SELECT count(*) FROM jobs_job WHERE state = 'leased'") == 0
    assert place.one("SELECT count(*) FROM jobs_worker") == 0


def test_the_worker_copies_what_others_wrote_into_sqlites_file(tmp_path):
    """Else a commit has to do it for all before it, and an editor waits."""
    with bench("sqlite", tmp_path) as place, closing(pysqlite3.connect(urlsplit(place.url).path)) as editor:
        editor.execute("PRAGMA wal_autocheckpoint=0")
        editor.execute("CREATE TABLE long (text)")
        editor.execute("INSERT INTO long VALUES (zeroblob(?))", [2 * LONG_PAGES * 4096])
        editor.commit()
        before = pages_left(place)
        place.fork_worker()
        place.wait_for(lambda: pages_left(place) == 0)

    assert before > LONG_PAGES


def pages_left(place) -> int:
    """Give how many pages are in SQLite's log and not in its database."""
    ((_, written, copied),) = place.rows("PRAGMA wal_checkpoint(NOOP)")
    return written - copied
