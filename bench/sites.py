"""Start each site in a process and a temporary folder of its own, and ask it for figures."""

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

ROOT = Path(__file__).resolve().parents[1]


class SiteFailed(Exception):
    """A site that ended before it answered; the message ends with what it said last."""

    def __init__(self, name: str, log: Path) -> None:
        super().__init__(f"{name} ended before it answered. It said last:\n{log.read_text()[-2000:]}")


@dataclass(frozen=True)
class Site:
    """A running site: `ask` it for the figures of a page kind."""

    name: str
    process: subprocess.Popen[str]
    log: Path

    def answer(self) -> dict[str, Any]:
        """Wait for its next answer."""
        assert self.process.stdout
        line = self.process.stdout.readline()
        if not line:
            raise SiteFailed(self.name, self.log)
        answer: dict[str, Any] = json.loads(line)
        return answer

    def ask(self, kind: str, requests: int) -> dict[str, Any]:
        """Have it measure so many requests of a page kind."""
        assert self.process.stdin
        self.process.stdin.write(f"{kind} {requests}\n")
        self.process.stdin.flush()
        return self.answer()


@contextmanager
def running(wanted: dict[str, tuple[str, int]]) -> Iterator[list[Site]]:
    """Set up sites side by side, by name: the module and the number of stories; end them when the block ends."""
    with ExitStack() as stack:
        sites = [stack.enter_context(site(name, module, count)) for name, (module, count) in wanted.items()]
        for made in sites:
            made.answer()
        yield sites


@contextmanager
def site(name: str, module: str, count: int) -> Iterator[Site]:
    """Start one site; end it when the block ends."""
    with TemporaryDirectory(prefix="broadsheet-bench-") as home:
        log = Path(home) / "log"
        with log.open("w") as errors:
            process = subprocess.Popen(
                [sys.executable, "-W", "ignore", "-m", module, str(count)],
                cwd=ROOT,
                env=environment(home),
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=errors,
                text=True,
            )
        try:
            yield Site(name, process, log)
        finally:
            process.terminate()
            process.communicate()


def environment(home: str) -> dict[str, str]:
    """Give a site its folder and no other setting of ours."""
    own = {name: value for name, value in os.environ.items() if not name.startswith(("BROADSHEET_", "DJANGO_"))}
    return own | {"BROADSHEET_HOME": home}
