"""`broadsheet worker`: run jobs and the schedule until told to stop."""

import os
import signal
import threading
from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from broadsheet.jobs.services.work import work


class Command(BaseCommand):
    """Run a worker in the foreground; SIGTERM and SIGINT let it finish the job it is at."""

    help = "Run queued jobs and the schedule until stopped. `broadsheet serve` starts one by itself."

    def add_arguments(self, parser: CommandParser) -> None:
        """Declare the options."""
        parser.add_argument("--queues", default="", help="Only these queues, separated by commas; without it, all.")
        parser.add_argument(
            "--with-parent", action="store_true", help="Stop as soon as the process that started this one is gone."
        )

    def handle(self, *, queues: str, with_parent: bool, **options: Any) -> None:
        """Run until a signal comes."""
        stop = threading.Event()
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, lambda *_: stop.set())
        if with_parent:
            threading.Thread(target=_watch_parent, args=(os.getppid(), stop), daemon=True).start()
        work([queue.strip() for queue in queues.split(",") if queue.strip()], stop=stop)


def _watch_parent(parent: int, stop: threading.Event) -> None:
    while os.getppid() == parent and not stop.wait(1):
        pass
    stop.set()
