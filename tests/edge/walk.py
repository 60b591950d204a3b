"""Let editors do at random what editors do, against a running site, and hold every kept page to one made anew.

`python -m tests.edge.walk --steps 10000 --seed 1 [--database-url URL]` runs two edge and two application processes on a
database of their own (which must be empty) and stops at the first difference. In the suite is a short walk within one
process: tests/public/test_tags.py.
"""

import argparse
import difflib
import logging
import os
import random
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from tests.edge.site import Reader, environment, serving, set_up
from tests.needs import free_port

MANY_EVERY, MANY, SOME = 40, 100, 4
MOST_STORIES = 300  # from then on three of four are not added but changed: a section renamed makes all of its own anew
PROMISED_SECONDS = 0.25  # after a change, everywhere
Deed = Callable[[random.Random, Any], None]
ENCODINGS = ("br", "gzip", "identity", "gzip, deflate, br, zstd")


def main() -> int:
    """Walk."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--steps", type=int, default=10_000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--database-url", default="")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="walk-") as home:
        print(walk(Path(home), given.steps, given.seed, given.database_url))
    return 0


def walk(home: Path, steps: int, seed: int, database_url: str = "") -> str:
    """Walk so many steps; give what was done, or fail at the first page that is not what it should be."""
    port = free_port()
    own = environment(home, port, database_url=database_url)
    set_up(own)
    os.environ.update(own, DJANGO_SETTINGS_MODULE="broadsheet.config.settings")
    by = open_newsroom()
    with serving(own, home / "serve.log"):
        return take_steps(steps, random.Random(seed), Reader(port), by)


def open_newsroom() -> Any:
    """Lay the ground and write the first stories; gives the editor."""
    import django

    django.setup()
    logging.disable(logging.WARNING)  # pages that are gone are asked for on purpose
    from tests import factories
    from tests.public.test_tags import first_stories

    factories.lay_ground()
    boss = factories.make_user("Zoe", is_superuser=True)
    home = factories.make_home()
    first_stories(home, [factories.make_section(home, name) for name in ("Politics", "Sports", "World")], boss)
    return boss


def take_steps(steps: int, dice: random.Random, reader: Reader, by: Any) -> str:
    """Do one thing after the other, and look."""
    from django.test import Client

    cold, looked, waited, done = Client(SERVER_NAME="127.0.0.1"), 0, 0, list[str]()
    for step in range(steps):
        deed = some_deed(dice)
        deed(dice, by)
        settle()
        done.append(deed.__name__)
        for path in some_paths(dice, MANY if step % MANY_EVERY == 0 else SOME):
            encoding, looked = dice.choice(ENCODINGS), looked + 1
            kept, anew = reader.get(path, encoding=encoding), cold.get(path)
            if kept != (anew.status_code, anew.content):  # a job may have committed and not have told of it yet
                time.sleep(PROMISED_SECONDS)
                kept, anew, waited = reader.get(path, encoding=encoding), cold.get(path), waited + 1
            if kept != (anew.status_code, anew.content):
                raise AssertionError(f"Step {step}, after {done[-3:]}: {path}\n{difference(kept[1], anew.content)}")
        if step % 500 == 499:
            print(f"{step + 1} steps, {looked} pages, {waited} a moment late", file=sys.stderr, flush=True)
    return f"{steps} steps, {looked} pages looked at, none stale after {PROMISED_SECONDS} s, {waited} before."


def some_deed(dice: random.Random) -> Deed:
    """Choose what to do; when there are many stories, seldom to add one."""
    from broadsheet.public.models import Card
    from tests.public.test_tags import DEEDS, edit, publish_new, publish_old

    deed = dice.choice(DEEDS)
    adds = deed in (publish_new, publish_old) and Card.objects.count() > MOST_STORIES
    return edit if adds and dice.random() < 0.75 else deed


def some_paths(dice: random.Random, most: int) -> list[str]:
    """Choose addresses of stories, and as many of what is no story."""
    from tests.public.test_tags import other_paths, story_paths

    return [path for every in (other_paths(), story_paths()) for path in dice.sample(every, min(most, len(every)))]


def difference(kept: bytes, anew: bytes) -> str:
    """Show the first lines that differ."""
    old, new = kept.decode().splitlines(), anew.decode().splitlines()
    return "\n".join(list(difflib.unified_diff(old, new, "kept", "anew", n=0, lineterm=""))[:12])


def settle() -> None:
    """Wait until the worker has done what the change owes."""
    from django.db.models import Q
    from django.utils import timezone

    from broadsheet.jobs.models import Job, State

    end = time.monotonic() + 60
    while time.monotonic() < end:
        due = Q(state=State.READY, run_after__lte=timezone.now()) | Q(state=State.LEASED)
        if not Job.objects.filter(due).exclude(task__endswith="cut_ahead").exclude(unique_key__startswith="every:"):
            return
        time.sleep(0.005)
    raise AssertionError("The jobs do not come to an end.")


if __name__ == "__main__":
    sys.exit(main())
