"""A job engine of its own for a test: a fresh database, real worker processes, and a way to count what they did."""

import os
import signal
import subprocess
import sys
import time
import uuid
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlsplit

import psycopg
import pysqlite3

ROOT = Path(__file__).resolve().parents[2]
SERVER = os.environ.get("BROADSHEET_TEST_POSTGRESQL", "postgresql://root@127.0.0.1:5432")


@dataclass
class Bench:
    """One database and the processes that work on it."""

    url: str
    home: Path
    settings: str = "tests.jobs.settings"
    workers: list[int] = field(default_factory=list)
    _zygote: subprocess.Popen[str] | None = None

    @property
    def environment(self) -> dict[str, str]:
        here = {"DJANGO_SETTINGS_MODULE": self.settings, "PYTHONPATH": f"{ROOT / 'src'}{os.pathsep}{ROOT}"}
        ours = {"DATABASE_URL": self.url, "HOME": str(self.home), "DROP_FOLDER": str(self.home / "drop")}
        return os.environ | here | {f"BROADSHEET_{name}": value for name, value in ours.items()}

    def python(self, code: str, *, names_of: str = "tests.jobs.effects.tasks") -> str:
        """Run some lines in the bench's Django, with the names of a module; give what they print."""
        setup = f"import django; django.setup()\nfrom {names_of} import *\n"
        command = [sys.executable, "-c", setup + code]
        done = subprocess.run(command, env=self.environment, capture_output=True, text=True)
        assert not done.returncode, done.stderr
        return done.stdout.strip()

    def command(self, *words: str) -> subprocess.Popen[str]:
        """Start a management command."""
        return subprocess.Popen(
            [sys.executable, "-m", "django", *words], env=self.environment, stderr=subprocess.PIPE, text=True
        )

    def fork_worker(self) -> int:
        """Start a worker with a quick pace."""
        return self.fork("tests.jobs.zygote.worker")

    def fork(self, role: str) -> int:
        """Start a process that calls `role`, a function's path and words; all are forked from one that has loaded."""
        self.load()
        assert self._zygote
        assert self._zygote.stdin
        assert self._zygote.stdout
        self._zygote.stdin.write(f"{role}\n")
        self._zygote.stdin.flush()
        self.workers.append(int(self._zygote.stdout.readline()))
        return self.workers[-1]

    def load(self) -> None:
        """Begin to load what is forked later; it takes seconds that may be used for something else."""
        self._zygote = self._zygote or self._start_zygote()

    def _start_zygote(self) -> subprocess.Popen[str]:
        words = [sys.executable, "-m", "tests.jobs.zygote"]
        with (self.home / "workers.log").open("a") as log:
            return subprocess.Popen(
                words, env=self.environment, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=log, text=True
            )

    def kill(self, pid: int, number: signal.Signals = signal.SIGKILL) -> None:
        """Send a signal to a worker; one that has killed itself is gone already."""
        with suppress(ProcessLookupError):
            os.kill(pid, number)
        if number == signal.SIGKILL and pid in self.workers:
            self.workers.remove(pid)

    def freeze(self, pid: int) -> None:
        """Stop a worker, but not while it holds SQLite's write lock, which would stop everybody."""
        self.kill(pid, signal.SIGSTOP)
        while not self._is_writable():
            self.kill(pid, signal.SIGCONT)
            time.sleep(0.05)
            self.kill(pid, signal.SIGSTOP)

    def _is_writable(self) -> bool:
        if not self.url.startswith("sqlite"):
            return True
        connection = pysqlite3.connect(urlsplit(self.url).path, timeout=0.2, isolation_level=None)
        with closing(connection), suppress(pysqlite3.OperationalError):
            connection.execute("BEGIN IMMEDIATE")
            connection.execute("ROLLBACK")
            return True
        return False

    def rows(self, sql: str) -> list[tuple]:
        """Ask the database directly."""
        if self.url.startswith("sqlite"):
            with closing(pysqlite3.connect(urlsplit(self.url).path, timeout=20)) as connection:
                return connection.execute(sql).fetchall()
        with psycopg.connect(self.url) as connection:
            return connection.execute(sql).fetchall()

    def one(self, sql: str) -> int:
        return self.rows(sql)[0][0]

    def wait_for(self, what: Callable[[], bool], seconds: float = 60) -> None:
        """Wait until something is so, or fail."""
        end = time.monotonic() + seconds
        while not what():
            assert time.monotonic() < end, f"Not so after {seconds} s; see {self.home / 'workers.log'}"
            time.sleep(0.05)

    def wait_until_empty(self, seconds: float = 60) -> None:
        """Wait until no job is open."""
        self.wait_for(lambda: not self.one("SELECT count(*) FROM jobs_job WHERE done_at IS NULL"), seconds)

    def close(self) -> None:
        """End every process this bench started."""
        for pid in list(self.workers):
            self.kill(pid)
        if self._zygote:
            self._zygote.terminate()
            self._zygote.communicate()


@contextmanager
def bench(kind: str, home: Path, url: str = "", settings: str = "tests.jobs.settings") -> Iterator[Bench]:
    """Give a bench on a fresh database of this kind, or on the one at `url`."""
    name = f"broadsheet_jobs_{uuid.uuid4().hex[:12]}"
    url = url or (f"sqlite://{home / 'jobs.sqlite3'}" if kind == "sqlite" else f"{SERVER}/{name}")
    made = Bench(url, home, settings)
    with _database(made.url, name):
        try:
            migrate = "call_command('migrate', run_syncdb=True, verbosity=0)"
            made.python(migrate, names_of="django.core.management")
            yield made
        finally:
            made.close()


@contextmanager
def _database(url: str, name: str) -> Iterator[None]:
    """Create a PostgreSQL database for the time of a test; SQLite makes its file by itself."""
    if name not in url:
        yield
        return
    with psycopg.connect(f"{SERVER}/postgres", autocommit=True) as server:
        server.execute(f'CREATE DATABASE "{name}"')
        try:
            yield
        finally:
            server.execute(f'DROP DATABASE "{name}" WITH (FORCE)')
