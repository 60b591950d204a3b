"""`broadsheet doctor` finds what is wrong and says what to do about it."""

import socket
from datetime import timedelta
from io import StringIO

import pytest
from django.core.management import call_command
from django.db import connection
from django.db.models.functions import Now
from pyrage import x25519

from broadsheet.jobs.models import Job, State, Worker
from broadsheet.jobs.queries import database_now
from broadsheet.ops.services import doctor
from broadsheet.ops.services.doctor import Finding, Level, examine
from broadsheet.ops.services.serve import make_plan

pytestmark = pytest.mark.django_db


def look(subject: str) -> Finding:
    """Give what the doctor says on one subject."""
    found = [finding for finding in examine(make_plan({})) if finding.subject == subject]
    assert len(found) == 1, found
    return found[0]


@pytest.fixture(autouse=True)
def healthy(settings, tmp_path):
    """An installation with nothing wrong but that nobody works."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    settings.HOME, settings.STATIC_ROOT = tmp_path, tmp_path / "static"
    settings.SECRET_KEY = "k" * 50
    settings.STATIC_ROOT.mkdir()
    (settings.STATIC_ROOT / "staticfiles.json").write_text("{}")
    key = str(x25519.Identity.generate().to_public())
    settings.BROADSHEET = settings.BROADSHEET | {"tip_keys": [key], "bind": "127.0.0.1", "port": port}
    return settings


def test_a_healthy_installation_gets_a_line_for_each_check(healthy):
    """And exit code 0: the command returns."""
    Worker.objects.create(host="here", pid=1)
    out = StringIO()

    call_command("doctor", stdout=out, no_color=True)

    lines = out.getvalue().splitlines()
    assert [line.split()[0] for line in lines] == ["ok"] * len(doctor.CHECKS)
    assert [line.split()[1] for line in lines] == [subject for subject, _ in doctor.CHECKS]


def test_a_problem_ends_in_exit_code_1(healthy):
    """So that a script can tell."""
    (healthy.STATIC_ROOT / "staticfiles.json").unlink()

    with pytest.raises(SystemExit) as ended:
        call_command("doctor", stdout=StringIO())

    assert ended.value.code == 1
    assert look("static").sentence.endswith("Run: broadsheet collectstatic --no-input")


def test_the_database_is_asked_for_what_it_really_does():
    """Version and safety of the very connection we use."""
    found = look("database")

    assert found.level == Level.OK
    assert ("synchronous=FULL" if connection.vendor == "sqlite" else "PostgreSQL 1") in found.sentence


@pytest.mark.parametrize(
    ("answer", "says"),
    [
        ({"SELECT sqlite_version()": "3.40.1"}, "SQLite 3.40.1 can corrupt its file"),
        ({"PRAGMA journal_mode": "delete"}, "not WAL"),
        ({"PRAGMA synchronous": 1}, "a power cut can lose stories"),
    ],
)
def test_an_unsafe_sqlite_is_a_problem(monkeypatch, answer, says):
    """Each of the three ways to lose a newsroom's work."""
    sound = {"SELECT sqlite_version()": "3.53.4", "PRAGMA journal_mode": "wal", "PRAGMA synchronous": 2}
    monkeypatch.setattr(doctor, "ask", lambda sql: (sound | answer)[sql])

    (found,) = doctor._check_sqlite()

    assert (found.level, says in found.sentence) == (Level.PROBLEM, True)


@pytest.mark.parametrize(
    ("answer", "says"),
    [({"SHOW server_version_num": "140010"}, "too old"), ({"SHOW fsync": "off"}, "PostgreSQL has fsync off")],
)
def test_an_unsafe_postgresql_is_a_problem(monkeypatch, answer, says):
    """Too old, or told to forget."""
    sound = {"SHOW server_version": "15.4", "SHOW server_version_num": "150004"}
    monkeypatch.setattr(doctor, "ask", lambda sql: (sound | answer).get(sql, "on"))

    (found,) = doctor._check_postgresql()

    assert (found.level, says in found.sentence) == (Level.PROBLEM, True)


def test_missing_migrations_are_a_problem(monkeypatch):
    """With the command that cures it."""
    monkeypatch.setattr(doctor, "missing_migrations", lambda: ["people.0001_initial"])

    assert look("migrations") == doctor.problem("migrations", "1 migration not applied. Run: broadsheet migrate")


def test_a_home_that_cannot_be_written_is_a_problem(healthy, tmp_path):
    """Nothing can be kept there."""
    healthy.HOME = tmp_path / "nowhere"

    assert look("home").level == Level.PROBLEM


@pytest.mark.parametrize(
    ("free", "level"), [(doctor.FULL_DISK_BYTES - 1, "problem"), (doctor.LOW_DISK_BYTES - 1, "warning")]
)
def test_a_filling_disk_is_told_early(monkeypatch, free, level):
    """A full one stops publishing."""
    monkeypatch.setattr(doctor.shutil, "disk_usage", lambda path: type("Usage", (), {"free": free}))

    assert look("home").level == level


@pytest.mark.parametrize(("seconds", "level"), [(5, "warning"), (600, "problem")])
def test_clocks_that_differ_are_told(monkeypatch, seconds, level):
    """Embargoes go by the database's."""
    monkeypatch.setattr(doctor.jobs, "database_now", lambda: database_now() - timedelta(seconds=seconds))

    assert look("clock").level == level


def test_a_key_others_can_read_is_a_problem(healthy):
    """With the command that cures it."""
    kept = healthy.HOME / "secret_key"
    kept.touch(mode=0o600)
    assert look("key").level == Level.OK

    kept.chmod(0o644)

    assert look("key") == doctor.problem("key", f"Others can read {kept}. Run: chmod 600 {kept}")


def test_a_short_key_is_a_problem(healthy):
    """It can be guessed."""
    healthy.SECRET_KEY = "secret"

    assert look("key").level == Level.PROBLEM


@pytest.mark.parametrize(("keys", "level"), [([], "warning"), (["age1rubbish"], "problem")])
def test_tips_nobody_could_read_are_told(healthy, keys, level):
    """No key closes the form; a wrong one is worse."""
    healthy.BROADSHEET = healthy.BROADSHEET | {"tip_keys": keys}

    assert look("tips").level == level


def test_debugging_in_public_is_a_problem(healthy):
    """On one's own machine it is only told."""
    healthy.DEBUG = True
    assert look("openness").level == Level.WARNING

    healthy.BROADSHEET = healthy.BROADSHEET | {"bind": "0.0.0.0"}

    assert look("openness").level == Level.PROBLEM


def test_a_taken_port_is_told_unless_it_is_ours(healthy):
    """A live worker says that Broadsheet is running."""
    with socket.socket() as other:
        other.bind(("127.0.0.1", healthy.BROADSHEET["port"]))
        other.listen()
        assert look("port").level == Level.WARNING

        Worker.objects.create(host="here", pid=1)

        assert look("port").level == Level.OK


def test_a_missing_worker_is_told():
    """One that has not been seen for a minute is missing."""
    Worker.objects.create(host="here", pid=1)
    assert look("worker").level == Level.OK

    Worker.objects.update(seen_at=Now() - timedelta(minutes=1))

    assert look("worker").level == Level.WARNING


@pytest.mark.parametrize(
    "fields",
    [{"state": State.DEAD, "done_at": Now()}, {"run_after": Now() - timedelta(minutes=10)}],
    ids=["dead", "late"],
)
def test_work_undone_is_told(fields):
    """Given up, or waiting for nobody."""
    Job.objects.filter(pk=Job.objects.create(task="wire.poll").pk).update(**fields)

    found = look("jobs")

    assert found.level == Level.WARNING
    assert "wire.poll" in found.sentence or "waited 10 minutes" in found.sentence


def test_a_check_that_breaks_is_a_problem_of_its_own(monkeypatch):
    """And the others are still made."""
    monkeypatch.setattr(doctor.jobs, "counts_by_state", lambda: 1 / 0)

    findings = list(examine(make_plan({})))

    assert findings[-1] == doctor.problem("jobs", "Could not be checked: division by zero.")
    assert len(findings) == len(doctor.CHECKS)
