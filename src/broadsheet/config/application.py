"""Run the application for the edge: `python -m broadsheet.config.application SOCKET WORKERS`.

Everything is loaded once; the web server and the jobs worker are forked from that, so that they share the memory of
what they only read. Whatever dies is forked again. Nothing here has threads before it forks.
"""

import ctypes
import gc
import os
import signal
import sys
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

BLOCKING_THREADS = 2
FIRST_PAGES = ("/", "/latest/", "/search/?q=news", "/feed.xml", "/sitemap.xml")
STOP_SECONDS, TICK_SECONDS, STEADY_SECONDS, GIVE_UP_AFTER = 11, 0.1, 10, 5
PARENT_DEATH_SIGNAL, SET_NAME = 1, 15  # prctl(2), Linux


class Application:
    """The parent of the web server and of the jobs worker."""

    def __init__(self, roles: dict[str, Callable[[], None]]) -> None:
        self.roles, self.processes, self.deaths = roles, dict[int, str](), dict.fromkeys(roles, 0)
        self.started: dict[str, float] = {}
        self.is_stopping = False

    def run(self) -> int:
        """Fork, watch, fork again; until told to stop, or until something dies as soon as it starts."""
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, self._hear)
        for role in self.roles:
            self.start(role)
        while not self.is_stopping and max(self.deaths.values()) < GIVE_UP_AFTER:
            self.bury()
            time.sleep(TICK_SECONDS)
        self.stop()
        return 0 if self.is_stopping else 1

    def _hear(self, *_: object) -> None:
        self.is_stopping = True

    def start(self, role: str) -> None:
        """Fork one role."""
        parent = os.getpid()
        process = os.fork()
        if process:
            self.processes[process], self.started[role] = role, time.monotonic()
            return
        code = 1
        try:
            self.become(role, parent)
            code = 0
        finally:
            sys.stderr.flush()
            os._exit(code)

    def become(self, role: str, parent: int) -> None:
        """Be the role; end with the parent."""
        os.setpgid(0, 0)  # so that what it starts itself can be ended with it
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, signal.SIG_DFL)
        if sys.platform == "linux":
            library = ctypes.CDLL(None)
            library.prctl(SET_NAME, f"broadsheet-{role}".encode()[:15])
            library.prctl(PARENT_DEATH_SIGNAL, signal.SIGTERM)
        if os.getppid() == parent:
            self.roles[role]()

    def bury(self) -> None:
        """Fork again what has died."""
        with suppress(ChildProcessError):
            while (found := os.waitpid(-1, os.WNOHANG))[0]:
                if role := self.processes.pop(found[0], ""):
                    with suppress(ProcessLookupError, PermissionError):
                        os.killpg(found[0], signal.SIGKILL)
                    lived = time.monotonic() - self.started[role]
                    self.deaths[role] = 1 if lived > STEADY_SECONDS else self.deaths[role] + 1
                    sys.stdout.write(f"The {role} process ended and is started again.\n")
                    sys.stdout.flush()
                    time.sleep(TICK_SECONDS * self.deaths[role])
                    self.start(role)

    def stop(self) -> None:
        """End all: kindly, then not."""
        self.tell(signal.SIGTERM)
        end = time.monotonic() + STOP_SECONDS
        while self.processes and time.monotonic() < end:
            with suppress(ChildProcessError):
                self.processes.pop(os.waitpid(-1, os.WNOHANG)[0], None)
            time.sleep(TICK_SECONDS / 2)
        self.tell(signal.SIGKILL)

    def tell(self, number: int) -> None:
        """Send a signal to all; to be killed is for all that they started, too."""
        send = os.killpg if number == signal.SIGKILL else os.kill
        for process in self.processes:
            with suppress(ProcessLookupError, PermissionError):
                send(process, number)


def load() -> None:
    """Load all that requests and jobs need, print pages of every kind, and give nothing of it back to the collector."""
    import broadsheet.config.wsgi  # noqa: F401 - for the web server that is forked
    from broadsheet.jobs.declare import discover

    discover()
    for path in FIRST_PAGES:
        print_page(path)
    print_page(newest_story())
    hang_up()
    gc.collect()
    gc.freeze()


def print_page(path: str) -> None:
    """Print a page as for the edge; without a database it is one that says so, as does a line in the log."""
    from django.test import RequestFactory

    from broadsheet.config.wsgi import application

    application.get_response(RequestFactory().get(path, HTTP_HOST="localhost", HTTP_X_EDGE_ASK="shared"))


def newest_story() -> str:
    """Give the path of the newest story; of the front if there is none, or no database."""
    from django.db import DatabaseError
    from django.utils import timezone

    from broadsheet.public.models import Card

    with suppress(DatabaseError):
        newest = Card.objects.visible(timezone.now()).order_by("-published_at", "-story_id")
        return newest.values_list("path", flat=True).first() or FIRST_PAGES[0]
    return FIRST_PAGES[0]


def hang_up() -> None:
    """Close all connections and their pools: two processes on one connection are given each other's answers."""
    from django.db import connections

    for connection in connections.all():
        connection.close()
        if connection.vendor == "postgresql":
            connection.close_pool()  # type: ignore[attr-defined]


def serve(socket: Path, workers: int) -> None:
    """Be the web server."""
    from granian import Granian
    from granian.constants import Interfaces
    from granian.log import LogLevels

    socket.unlink(missing_ok=True)
    Granian(
        "broadsheet.config.wsgi:application",
        uds=socket,
        interface=Interfaces.WSGI,
        websockets=False,
        workers=workers,
        blocking_threads=BLOCKING_THREADS,
        backpressure=64,
        log_access=False,
        log_level=LogLevels.warning,
        workers_kill_timeout=10,
        respawn_failed_workers=True,
        respawn_interval=0.5,
    ).serve()


def work() -> None:
    """Be the jobs worker."""
    from broadsheet.jobs.services.work import run_until_told

    run_until_told(with_parent=True)


def main(socket: str, workers: str) -> int:
    """Listen on a unix socket and run jobs until told to stop."""
    path = Path(socket)
    path.parent.mkdir(parents=True, exist_ok=True)
    load()
    return Application({"web": lambda: serve(path, int(workers)), "worker": work}).run()


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
