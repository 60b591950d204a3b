"""Kill workers at random while they work, and count what was lost or doubled.

    python -m tests.jobs.kill_loop --kills 500 --database postgresql://root@127.0.0.1:5432/broadsheet_kills

Every job leaves a trace and queues a second job that leaves another, in a table that forbids no doubles. Without
`--database` the loop runs on SQLite in a temporary folder.
"""

import argparse
import random
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from tests.jobs.bench import Bench, bench

WORKERS = 3
BATCH = 300


@dataclass(frozen=True)
class Count:
    """What a loop found; `lost` and `doubled` are promised to be zero."""

    kills: int
    jobs: int
    lost: int
    doubled: int
    redelivered: int
    sent: int
    sent_again: int
    seconds: float

    def __str__(self) -> str:
        return (
            f"{self.kills} kills, {self.jobs} jobs with database effects: {self.lost} lost, {self.doubled} doubled, "
            f"{self.redelivered} run again after a kill; {self.sent} sent outside, {self.sent_again} of them again "
            f"with the same key; {self.seconds:.0f} s"
        )


def kill_loop(place: Bench, kills: int, seed: int) -> Count:
    """Run the loop on a fresh bench."""
    dice, begun, numbers = random.Random(seed), time.monotonic(), _numbers()
    queued = _queue(place, numbers)
    pids = [place.fork_worker() for _ in range(WORKERS)]
    for killed in range(kills):
        time.sleep(dice.uniform(0.03, 0.2))
        place.kill(victim := dice.choice(pids))
        pids = [pid for pid in pids if pid != victim] + [place.fork_worker()]
        if killed % 10 == 9 and place.one("SELECT count(*) FROM jobs_job WHERE state = 'ready'") < BATCH:
            queued += _queue(place, numbers)
    place.wait_until_empty(seconds=600)
    return _count(place, kills, queued, time.monotonic() - begun)


def _numbers() -> Iterator[int]:
    yield from range(0, 1_000_000_000, BATCH)


def _queue(place: Bench, numbers: Iterator[int]) -> int:
    first = next(numbers)
    place.python(
        "from django.db import transaction\n"
        "with transaction.atomic():\n"
        f"    for number in range({first}, {first + BATCH}):\n"
        "        record.enqueue(number)\n"
        "        number % 10 or send.enqueue(number)\n"
    )
    return BATCH


def _count(place: Bench, kills: int, queued: int, seconds: float) -> Count:
    def effects(name: str) -> tuple[int, int]:
        return place.rows(f"SELECT count(*), count(DISTINCT number) FROM effects_effect WHERE name = '{name}'")[0]

    (first, first_kinds), (second, second_kinds), (sent, sent_kinds) = map(effects, ("first", "second", "sent"))
    return Count(
        kills=kills,
        jobs=2 * queued,
        lost=(queued - first_kinds) + (queued - second_kinds) + (queued // 10 - sent_kinds),
        doubled=(first - first_kinds) + (second - second_kinds),
        redelivered=place.one("SELECT count(*) FROM jobs_job WHERE fence > 1"),
        sent=sent_kinds,
        sent_again=sent - sent_kinds,
        seconds=seconds,
    )


def main() -> None:
    """Run from the command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--kills", type=int, default=500)
    parser.add_argument("--database", default="")
    parser.add_argument("--seed", type=int, default=int(time.time()))
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder, bench("sqlite", Path(folder), given.database) as place:
        count = kill_loop(place, given.kills, given.seed)
        sys.stdout.write(f"{place.url.partition(':')[0]}, seed {given.seed}: {count}\n")
        raise SystemExit(bool(count.lost or count.doubled))


if __name__ == "__main__":
    main()
