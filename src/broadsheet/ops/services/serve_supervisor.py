"""Watch over the processes of one site: start them, start them again when they die, stop them together.

Run by `broadsheet serve` in its own place. Only the standard library is imported, so that watching costs little memory.
"""

import ctypes
import http.client
import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlsplit

TICK_SECONDS = 0.1
STOP_SECONDS = 12  # the web server kills its own slow workers after ten
LONGEST_WAIT_SECONDS = 30
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

    def start(self) -> None:
        """Start the process in a group of its own, which we can end as a whole."""
        self.process = subprocess.Popen(self.command, start_new_session=True, preexec_fn=_die_with_parent())  # noqa: S603
        self.started_at = time.monotonic()

    def look_after(self) -> None:
        """Start the process if it is time to, and notice if it has died."""
        if self.process is None:
            if time.monotonic() >= self.start_at:
                self.start()
        elif self.process.poll() is not None:
            self._mourn(self.process.returncode)

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

    def _mourn(self, code: int) -> None:
        self.clear()
        self.process = None
        lived = time.monotonic() - self.started_at
        self.deaths = 1 if lived > STEADY_SECONDS else self.deaths + 1
        wait = min(LONGEST_WAIT_SECONDS, 0.5 * 2 ** (self.deaths - 1))
        self.start_at = time.monotonic() + wait
        say(f"The {self.name} process ended ({_cause(code)}) and is started again in {wait:g} s.")


@dataclass
class Supervisor:
    """The processes of one site."""

    children: list[Child]
    url: str
    host: str
    stopping: int = 0
    is_ready: bool = False
    last_status: int = 0
    look_at: float = field(default_factory=time.monotonic)

    def run(self) -> int:
        """Watch until told to stop; give the exit code."""
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, self._hear)
        while not self.stopping:
            for child in self.children:
                child.look_after()
            if not self.is_ready and self._is_hopeless():
                return self._stop(1)
            self._greet()
            time.sleep(TICK_SECONDS)
        return self._stop(0)

    def _hear(self, number: int, _: Any) -> None:
        self.stopping += 1

    def _is_hopeless(self) -> bool:
        lost = [child.name for child in self.children if child.deaths >= GIVE_UP_AFTER]
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
        for child in self.children:
            child.end(signal.SIGTERM)
        asked, end = self.stopping, time.monotonic() + STOP_SECONDS
        while self._running() and time.monotonic() < end and self.stopping <= asked:
            time.sleep(TICK_SECONDS)
        if late := self._running():
            say(f"Killed what did not stop in time: {', '.join(late)}. A job cut short is run again.")
        for child in self.children:
            child.clear()
        return code

    def _running(self) -> list[str]:
        return [child.name for child in self.children if child.process and child.process.poll() is None]


def answer(url: str, host: str) -> int:
    """Ask for the front page; give the status, or 0 if nobody answers."""
    place = urlsplit(url)
    connection = http.client.HTTPConnection(place.hostname or "", place.port, timeout=10)
    try:
        connection.request("GET", "/", headers={"Host": host})
        return connection.getresponse().status
    except (OSError, http.client.HTTPException):
        return 0
    finally:
        connection.close()


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
    children = [Child(name, command) for name, command in given["children"].items()]
    return Supervisor(children, given["url"], given["host"]).run()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
