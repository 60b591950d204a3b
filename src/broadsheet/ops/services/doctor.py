"""Look an installation over and say, line by line, what is well, what is not, and what to do about it."""

import platform
import shutil
import stat
import sys
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core import checks
from django.db import DatabaseError, connection

from broadsheet.core.clock import now
from broadsheet.jobs import queries as jobs
from broadsheet.ops.services.serve import (
    Plan,
    is_collected,
    is_public,
    missing_in_store,
    missing_migrations,
    why_not_free,
)
from broadsheet.statistics.errors import StoreGone
from broadsheet.statistics.services.count import check_writing

OLDEST_PYTHON = (3, 11)
OLDEST_SAFE_SQLITE = (3, 51, 3)
OLDEST_POSTGRESQL = 150000
SYNCHRONOUS_FULL = 2
LOW_DISK_BYTES, FULL_DISK_BYTES = 2 * 1024**3, 200 * 1024**2
CLOCK_WARNING, CLOCK_PROBLEM = timedelta(seconds=2), timedelta(seconds=60)
LATE_JOB = timedelta(minutes=2)
SHORT_KEY_CHARACTERS = 32


class Level(StrEnum):
    """How a check turned out."""

    OK = "ok"
    WARNING = "warning"
    PROBLEM = "problem"


@dataclass(frozen=True, slots=True)
class Finding:
    """One line of the report."""

    level: Level
    subject: str
    sentence: str

    def __str__(self) -> str:
        return f"{self.level:<8} {self.subject:<12} {self.sentence}"


Check = Callable[[Plan], Iterator[Finding]]
CHECKS: list[tuple[str, Check]] = []


def check(subject: str) -> Callable[[Check], Check]:
    """Add a check to the round, in the order of this file."""

    def add(function: Check) -> Check:
        CHECKS.append((subject, function))
        return function

    return add


def examine(plan: Plan) -> Iterator[Finding]:
    """Make all checks; one that cannot be made is a problem of its own."""
    for subject, function in CHECKS:
        try:
            yield from function(plan)
        except Exception as error:
            yield problem(subject, f"Could not be checked: {str(error).strip() or repr(error)}.")


def ok(subject: str, sentence: str) -> Finding:
    """Report that all is well."""
    return Finding(Level.OK, subject, sentence)


def warning(subject: str, sentence: str) -> Finding:
    """Report something to know or to improve."""
    return Finding(Level.WARNING, subject, sentence)


def problem(subject: str, sentence: str) -> Finding:
    """Report something that must be put right."""
    return Finding(Level.PROBLEM, subject, sentence)


def number(count: int, noun: str) -> str:
    """Give a count with its noun.

    >>> number(1, "job"), number(2, "job")
    ('1 job', '2 jobs')
    """
    return f"{count} {noun}" if count == 1 else f"{count} {noun}s"


@check("python")
def check_python(plan: Plan) -> Iterator[Finding]:
    """The version we are written for, or a newer one."""
    version = platform.python_version()
    if sys.version_info[:2] < OLDEST_PYTHON:
        yield problem(
            "python", f"Python {version} is too old. Install Python 3.11 or newer and make the environment anew."
        )
    else:
        yield ok("python", f"Python {version}.")


@check("home")
def check_home(plan: Plan) -> Iterator[Finding]:
    """The folder for everything we write."""
    home = Path(settings.HOME)
    try:
        with tempfile.TemporaryFile(dir=home):
            pass
    except OSError as error:
        yield problem("home", f"{home} cannot be written to ({error.strerror}). Make it, or set BROADSHEET_HOME.")
        return
    free = shutil.disk_usage(home).free
    room = f"{free / 1024**3:.1f} GB free in {home}."
    if free < FULL_DISK_BYTES:
        yield problem("home", f"{room} Make room now: a full disk stops publishing.")
    elif free < LOW_DISK_BYTES:
        yield warning("home", f"{room} Make room soon.")
    else:
        yield ok("home", room)


@check("database")
def check_database(plan: Plan) -> Iterator[Finding]:
    """That it answers, is new enough, and keeps what it says it has kept."""
    try:
        connection.ensure_connection()
    except DatabaseError as error:
        yield problem(
            "database", f"No connection ({str(error).strip()}). Start it, or correct BROADSHEET_DATABASE_URL."
        )
        return
    yield from _check_sqlite() if connection.vendor == "sqlite" else _check_postgresql()


def ask(sql: str) -> Any:
    """Give the first value of the first row."""
    with connection.cursor() as cursor:
        cursor.execute(sql)
        return cursor.fetchone()[0]


def _check_sqlite() -> Iterator[Finding]:
    version = str(ask("SELECT sqlite_version()"))
    if tuple(map(int, version.split("."))) < OLDEST_SAFE_SQLITE:
        yield problem("database", f"SQLite {version} can corrupt its file. Run: pip install --upgrade pysqlite3")
    elif (mode := ask("PRAGMA journal_mode")) != "wal":
        yield problem("database", f"SQLite keeps its journal as “{mode}”, not WAL. Is the folder on a network drive?")
    elif ask("PRAGMA synchronous") != SYNCHRONOUS_FULL:
        yield problem(
            "database", "SQLite runs without synchronous=FULL: a power cut can lose stories. Restore the setting."
        )
    else:
        yield ok("database", f"SQLite {version}, WAL, synchronous=FULL.")


def _check_postgresql() -> Iterator[Finding]:
    version, number_ = str(ask("SHOW server_version")), int(ask("SHOW server_version_num"))
    careless = [name for name in ("fsync", "synchronous_commit", "full_page_writes") if ask(f"SHOW {name}") == "off"]
    if number_ < OLDEST_POSTGRESQL:
        yield problem("database", f"PostgreSQL {version} is too old. Move to 15 or newer.")
    elif careless:
        yield problem(
            "database", f"PostgreSQL has {', '.join(careless)} off: a power cut can lose stories. Turn it on."
        )
    else:
        yield ok("database", f"PostgreSQL {version}.")


@check("migrations")
def check_migrations(plan: Plan) -> Iterator[Finding]:
    """That the tables are those of this version, and the indexes are there."""
    if missing := missing_migrations():
        yield problem("migrations", f"{number(len(missing), 'migration')} not applied. Run: broadsheet migrate")
        return
    said = [message for message in checks.run_checks(databases=["default"]) if message.level >= checks.WARNING]
    for message in said:
        yield problem("migrations", f"{message.msg} {message.hint or ''}".strip())
    if not said:
        yield ok("migrations", "All applied.")


@check("statistics")
def check_statistics(plan: Plan) -> Iterator[Finding]:
    """That views can be counted."""
    try:
        missing = missing_in_store()
        if not missing:
            check_writing()
    except StoreGone as refusal:
        yield warning("statistics", f"Views are not counted. {str(refusal).removesuffix(' Run: broadsheet doctor')}")
        return
    if missing:
        yield problem("statistics", f"The store lacks {number(len(missing), 'migration')}. Run: broadsheet migrate")
    else:
        yield ok("statistics", "Views can be counted.")


@check("clock")
def check_clock(plan: Plan) -> Iterator[Finding]:
    """That this machine and the database agree on the time, which embargoes are kept by."""
    apart = abs(now() - jobs.database_now())
    sentence = f"This machine and the database are {apart.total_seconds():.1f} s apart."
    if apart > CLOCK_PROBLEM:
        yield problem("clock", f"{sentence} Embargoes go by the database's clock. Turn on time synchronisation (NTP).")
    elif apart > CLOCK_WARNING:
        yield warning("clock", f"{sentence} Turn on time synchronisation (NTP).")
    else:
        yield ok("clock", sentence)


@check("static")
def check_static(plan: Plan) -> Iterator[Finding]:
    """That style sheets and scripts are where the server takes them from."""
    if is_collected():
        yield ok("static", f"Collected in {settings.STATIC_ROOT}.")
    else:
        yield problem("static", "Style sheets and scripts are not collected. Run: broadsheet collectstatic --no-input")


@check("key")
def check_key(plan: Plan) -> Iterator[Finding]:
    """That the key which signs sessions is long and not for others to read."""
    kept = Path(settings.HOME) / "secret_key"
    if len(settings.SECRET_KEY) < SHORT_KEY_CHARACTERS:
        yield problem("key", "The secret key is too short to be safe. Unset BROADSHEET_SECRET_KEY to have one made.")
    elif kept.exists() and stat.S_IMODE(kept.stat().st_mode) & 0o077:
        yield problem("key", f"Others can read {kept}. Run: chmod 600 {kept}")
    else:
        yield ok("key", "The secret key is long and readable by its owner only.")


@check("tips")
def check_tips(plan: Plan) -> Iterator[Finding]:
    """That tips can be encrypted to somebody."""
    from pyrage import RecipientError, x25519

    given: list[str] = settings.BROADSHEET["tip_keys"]
    for key in given:
        try:
            x25519.Recipient.from_str(key)
        except RecipientError:
            yield problem(
                "tips", f"“{key[:20]}” in BROADSHEET_TIP_KEYS is not an age public key. Expected one like age1…."
            )
            return
    if given:
        yield ok("tips", f"Tips are encrypted to {number(len(given), 'key')}.")
    else:
        yield warning(
            "tips", "The tip form is closed. Make a key with age-keygen and set BROADSHEET_TIP_KEYS to open it."
        )


@check("openness")
def check_openness(plan: Plan) -> Iterator[Finding]:
    """That nothing meant for a developer's desk is open to the world."""
    if settings.DEBUG and is_public(plan.bind):
        yield problem("openness", "BROADSHEET_DEBUG shows secrets in error pages to everyone. Unset it.")
    elif settings.DEBUG:
        yield warning("openness", "BROADSHEET_DEBUG is on. Unset it before others use this site.")
    elif is_public(plan.bind) and plan.base_url.startswith("http://"):
        yield warning(
            "openness", f"{plan.base_url} is not https: logins travel in clear. Put a proxy with TLS in front."
        )
    else:
        yield ok("openness", f"Listens on {plan.bind}; debugging is off.")


@check("port")
def check_port(plan: Plan) -> Iterator[Finding]:
    """That we can listen where we are told to, or do already."""
    why = why_not_free(plan.bind, plan.port)
    if not why:
        yield ok("port", f"Port {plan.port} on {plan.bind} is free.")
    elif jobs.live_workers().exists():
        yield ok("port", f"Port {plan.port} on {plan.bind} is in use, and Broadsheet is running.")
    else:
        yield warning("port", why)


@check("worker")
def check_worker(plan: Plan) -> Iterator[Finding]:
    """That somebody does the queued work."""
    alive = list(jobs.live_workers())
    if alive:
        yield ok("worker", f"{number(len(alive), 'worker')} alive: {', '.join(map(str, alive))}.")
    else:
        yield warning("worker", "No worker is running, so nothing scheduled happens. Run: broadsheet serve")


@check("jobs")
def check_jobs(plan: Plan) -> Iterator[Finding]:
    """That work is neither given up nor late."""
    dead, age = jobs.counts_by_state()["dead"], jobs.oldest_due_age()
    if dead:
        latest = jobs.dead_jobs()[0]
        yield warning(
            "jobs", f"{number(dead, 'job')} given up, the latest {latest.task}. Look on the desk and try again."
        )
    if age and age > LATE_JOB:
        yield warning("jobs", f"The oldest job has waited {age.total_seconds() / 60:.0f} minutes. Is a worker running?")
    if not dead and not (age and age > LATE_JOB):
        yield ok("jobs", "None given up, none late.")
