"""Watch over the processes of one site: start them, start them again when they die, stop them together.

Run by `broadsheet serve` in its own place. Only the standard library is imported, so that watching costs little memory.
The sockets of the edge processes are ours: while one is started again, who connects waits for a moment. SIGHUP puts new
processes in the place of the old, one after the other, without a failed request.
"""

import ctypes
import json
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from functools import partial
from typing import Any
from urllib.parse import urlsplit

TICK_SECONDS = 0.1
STOP_SECONDS = 12  # the web server kills its own slow workers after ten
LONGEST_WAIT_SECONDS = 30
READY_SECONDS, BACKLOG = 30, 4096
STEADY_SECONDS = 60
GIVE_UP_AFTER = 5
PARENT_DEATH_SIGNAL = 1  # prctl(PR_SET_PDEATHSIG), Linux


def say(sentence: str) -> None:
    """Tell the operator."""
    sys.stdout.write(f"{sentence}\n")
    sys.stdout.flush()


@dataclass
class Child:
    """One process and all it starts; `deaths` counts those in a row without a steady minute between them."""

    name: str
    command: list[str]
    process: "subprocess.Popen[bytes] | None" = None
    started_at: float = 0
    start_at: float = 0
    deaths: int = 0
    sockets: tuple[int, ...] = ()
    own: str = ""  # the socket that it makes when it is ready
    place: str = ""  # where others look for that
    has_place: bool = False

    def start(self) -> None:
        """Start the process in a group of its own, which we can end as a whole."""
        self.has_place = False
        if self.own:
            with suppress(FileNotFoundError):
                os.unlink(self.own)
        self.process = subprocess.Popen(  # noqa: S603 - our own programs
            self.command, start_new_session=True, preexec_fn=_die_with_parent(), pass_fds=self.sockets
        )
        self.started_at = time.monotonic()

    def look_after(self) -> None:
        """Start the process if it is time to, and notice if it has died."""
        if self.process is None:
            if time.monotonic() >= self.start_at:
                self.start()
        elif self.process.poll() is not None:
            self._mourn(self.process.returncode)
        elif self.place and not self.has_place:
            self.take_place()

    def take_place(self) -> None:
        """Put the socket where others look for it, as soon as somebody listens behind it."""
        if os.path.exists(self.own) and answers(self.own):
            os.replace(self.own, self.place)
            self.has_place = True

    def is_ready(self) -> bool:
        """Say whether the process has come up."""
        if self.place and not self.has_place:
            self.take_place()
        return self.has_place if self.place else self.is_running() and (not self.own or os.path.exists(self.own))

    def end(self, number: int) -> None:
        """Pass a signal on."""
        if self.process is not None and self.process.poll() is None:
            self.process.send_signal(number)

    def clear(self) -> None:
        """Kill whatever is left of the group."""
        if self.process is not None:
            with suppress(ProcessLookupError, PermissionError):  # nobody left; on macOS the dead are not ours
                os.killpg(self.process.pid, signal.SIGKILL)
            self.process.wait()

    def is_running(self) -> bool:
        """Say whether the process lives."""
        return self.process is not None and self.process.poll() is None

    def finish(self, seconds: float) -> None:
        """End the process kindly, and after a while not."""
        self.end(signal.SIGTERM)
        until(lambda: not self.is_running(), seconds)
        self.clear()

    def _mourn(self, code: int) -> None:
        self.clear()
        self.process = None
        lived = time.monotonic() - self.started_at
        self.deaths = 1 if lived > STEADY_SECONDS else self.deaths + 1
        again = (
            self.deaths - 1 if self.sockets else self.deaths
        )  # connections wait for an edge, so it comes back at once
        wait = min(LONGEST_WAIT_SECONDS, 0.5 * 2 ** (again - 1) if again else 0)
        self.start_at = time.monotonic() + wait
        say(f"The {self.name} process ended ({_cause(code)}) and is started again in {wait:g} s.")


@dataclass
class Supervisor:
    """The processes of one site."""

    children: list[Child]
    url: str
    host: str
    edges: list[Child] = field(default_factory=list)
    renew: Callable[[Child, int], Child] | None = None
    generation: int = 0
    is_renewing: bool = False
    stopping: int = 0
    is_ready: bool = False
    last_status: int = 0
    look_at: float = field(default_factory=time.monotonic)

    def run(self) -> int:
        """Watch until told to stop; give the exit code."""
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, self._hear)
        signal.signal(signal.SIGHUP, self._hear_renew)
        while not self.stopping:
            for child in self.children:
                child.look_after()
            for edge in self.edges:
                if edge.process or all(child.is_ready() for child in self.children):
                    edge.look_after()
            if self.is_renewing:
                self._renew()
            if not self.is_ready and self._is_hopeless():
                return self._stop(1)
            self._greet()
            time.sleep(TICK_SECONDS)
        return self._stop(0)

    def _hear(self, number: int, _: Any) -> None:
        self.stopping += 1

    def _hear_renew(self, number: int, _: Any) -> None:
        self.is_renewing = True

    def _renew(self) -> None:
        """Put new processes in the place of the old: first the application, then each edge, then the rest."""
        self.is_renewing, self.generation = False, self.generation + 1
        say("New processes take over from the old.")
        self.children, old = self._successors(self.children)
        if old is None:
            return
        for place, edge in enumerate(self.edges):
            if (successors := self._successors([edge]))[1] is not None:
                self.edges[place] = successors[0][0]
                edge.finish(STOP_SECONDS)
        for child in old:
            child.finish(STOP_SECONDS)
        say("The new processes serve.")

    def _successors(self, children: list[Child]) -> tuple[list[Child], list[Child] | None]:
        """Start successors; give them and those whose place they took, or, if one does not come up, all as it was."""
        assert self.renew is not None  # noqa: S101
        new = [self.renew(child, self.generation) for child in children]
        for child in new:
            child.start()
        if until(lambda: all(child.is_ready() for child in new) or self.stopping, READY_SECONDS):
            return new, children
        for child in new:
            child.finish(1)
        say("The new processes did not come up, so the old ones go on. The lines above say why.")
        return children, None

    def _is_hopeless(self) -> bool:
        lost = [child.name for child in (*self.children, *self.edges) if child.deaths >= GIVE_UP_AFTER]
        if lost:
            say(
                f"The {lost[0]} process ended {GIVE_UP_AFTER} times before the site was ready. The lines above say why."
            )
        return bool(lost)

    def _greet(self) -> None:
        """Say so as soon as the site answers."""
        if self.is_ready or time.monotonic() < self.look_at:
            return
        status = answer(self.url, self.host)
        self.is_ready = 0 < status < 500
        if self.is_ready:
            say(f"Broadsheet is ready at {self.url}\nThe desk is at {self.url}/desk/. Ctrl-C stops everything.")
        elif status and status != self.last_status:
            say(f"The site answers, but with error {status}. The lines above say why.")
        self.last_status = status
        self.look_at = time.monotonic() + (2 if status else 0.2)

    def _stop(self, code: int) -> int:
        """End everything: kindly, then, after a while or at the second signal, not."""
        asked, late = self.stopping, list[str]()
        for group in (self.edges, self.children):  # the edges finish what is under way, and need the application for it
            for child in group:
                child.end(signal.SIGTERM)
            until(partial(self._has_ended, group, asked), STOP_SECONDS)
            late += running(group)
            for child in group:
                child.clear()
        if late:
            say(f"Killed what did not stop in time: {', '.join(late)}. A job cut short is run again.")
        return code

    def _has_ended(self, group: list[Child], asked: int) -> bool:
        """Say whether all have ended, or somebody is in a hurry."""
        return not running(group) or self.stopping > asked


def running(children: list[Child]) -> list[str]:
    """Name those that live."""
    return [child.name for child in children if child.is_running()]


def answers(path: str) -> bool:
    """Say whether somebody listens behind a unix socket."""
    with socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as caller:
        try:
            caller.connect(path)
        except OSError:
            return False
    return True


def until(holds: Callable[[], object], seconds: float) -> bool:
    """Wait until something holds; say whether it does."""
    end = time.monotonic() + seconds
    while not (held := bool(holds())) and time.monotonic() < end:
        time.sleep(TICK_SECONDS)
    return held


def answer(url: str, host: str) -> int:
    """Ask for the front page; give the status, or 0 if nobody answers. `http.client` would cost 3 MB for ever."""
    place = urlsplit(url)
    where = place.hostname or "", place.port or 80
    with suppress(OSError, ValueError, IndexError), socket.create_connection(where, timeout=10) as line:
        line.sendall(f"GET / HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\n\r\n".encode())
        with line.makefile("rb") as reply:
            return int(reply.readline(1000).split()[1])
    return 0


def _cause(code: int) -> str:
    return f"signal {-code}" if code < 0 else f"exit code {code}"


def _die_with_parent() -> Callable[[], object] | None:
    """Have Linux end a child whose supervisor was killed; elsewhere only the worker notices by itself."""
    if sys.platform != "linux":
        return None
    library = ctypes.CDLL(None)
    return lambda: library.prctl(PARENT_DEATH_SIGNAL, signal.SIGTERM)


def main(orders: str) -> int:
    """Run with the orders `broadsheet serve` gives, as JSON."""
    given = json.loads(orders)
    site = Site(given)
    site.clear()
    children = [site.child(name, 0) for name in given["children"]]
    edges = [site.edge(number, listening(given["bind"], given["port"])) for number in range(given["edges"])]
    return Supervisor(children, given["url"], given["host"], edges, site.renew).run()


@dataclass
class Site:
    """Makes the processes of each generation from the orders."""

    given: dict[str, Any]

    def clear(self) -> None:
        """Remove what processes of an earlier start left behind."""
        run = self.given["edge"]["run"]
        os.makedirs(run, mode=0o700, exist_ok=True)
        for name in os.listdir(run):
            if name.startswith(("bell-", "app.sock")):
                os.unlink(os.path.join(run, name))

    def child(self, name: str, generation: int) -> Child:
        """Make the application or the worker."""
        command = self.given["children"][name]
        if name != "app":
            return Child(name, command)
        place = self.given["edge"]["app"]
        own = f"{place}.{generation}"
        return Child(name, [own if word == place else word for word in command], place=place, own=own)

    def edge(self, number: int, descriptor: int) -> Child:
        """Make an edge process on a socket of ours."""
        orders = self.given["edge"] | {"number": number, "socket": descriptor}
        command = [sys.executable, "-m", "broadsheet.edge", json.dumps(orders)]
        own = os.path.join(orders["run"], f"bell-{number}")
        return Child(f"edge-{number}", command, sockets=(descriptor,), own=own)

    def renew(self, child: Child, generation: int) -> Child:
        """Make the successor of a process."""
        if child.sockets:
            return self.edge(int(child.name.rpartition("-")[2]) % 100 + 100 * generation, child.sockets[0])
        return self.child(child.name, generation)


def listening(bind: str, port: int) -> int:
    """Open a socket for one edge process; those on one port share what comes."""
    family = socket.AF_INET6 if ":" in bind else socket.AF_INET
    opened = socket.socket(family, socket.SOCK_STREAM)
    opened.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    opened.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEPORT, 1)
    opened.bind((bind, port))
    opened.listen(BACKLOG)
    return opened.detach()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
