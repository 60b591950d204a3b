"""Load Django once, then fork a process for every line on standard input and print its process id.

A line is the path of a function and the words it is called with, such as `tests.jobs.zygote.worker`. Forking costs
milliseconds where starting Python and Django costs half a second, so a loop of hundreds of kills hits processes at work
and not while importing.
"""

import os
import signal
import sys
import threading
from dataclasses import replace

import django
from django.utils.module_loading import import_string

from broadsheet.jobs.pace import Pace

QUICK = Pace(lease_seconds=1.5, beat_seconds=0.4, poll_seconds=0.02, schedule_seconds=0.2, trouble_seconds=0.2)


def worker(lease_seconds: str = "1.5", poll_seconds: str = "0.02") -> None:
    """Work at a quick pace; a newsroom's jobs need a longer lease than traces, or a busy machine's heart misses it."""
    from broadsheet.jobs.services.work import work

    stop = threading.Event()
    signal.signal(signal.SIGTERM, lambda *_: stop.set())
    work(stop=stop, pace=replace(QUICK, lease_seconds=float(lease_seconds), poll_seconds=float(poll_seconds)))


def main() -> None:
    django.setup()
    from broadsheet.jobs.declare import discover

    discover()
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)  # children are reaped by the kernel
    for line in sys.stdin:
        role, *words = line.split()
        pid = os.fork()
        if not pid:
            import_string(role)(*words)
            os._exit(0)
        sys.stdout.write(f"{pid}\n")
        sys.stdout.flush()


if __name__ == "__main__":
    main()
