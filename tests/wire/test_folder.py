"""A watched folder: every file once, none half, nothing outside."""

import json
import os
import time
from pathlib import Path
from threading import Thread
from typing import Any

import pytest
from django.db import OperationalError

from broadsheet.desk.wire_pictures import folder_of, read_picture
from broadsheet.jobs.models import Job
from broadsheet.wire import tasks
from broadsheet.wire.models import Quarantine, Source, WireItem, WireVersion
from broadsheet.wire.services import folder
from broadsheet.wire.services.drop import ensure_drop_source
from broadsheet.wire.services.folder import take_folder
from broadsheet.wire.services.ingest import Fate
from tests import factories


@pytest.fixture
def drop(tmp_path: Path, settings: Any) -> Path:
    """The drop folder of the settings."""
    made = tmp_path / "drop"
    made.mkdir()
    settings.BROADSHEET = settings.BROADSHEET | {"drop_folder": str(made)}
    return made


@pytest.fixture
def source(db: None, drop: Path) -> Source:
    """The source that watches it."""
    ensure_drop_source()
    return Source.objects.get(name="Drop folder")


def ninjs(headline: str = "Council votes on trams", *, version: str = "1", **fields: Any) -> bytes:
    """A ninjs item; the headline's first word names it."""
    item = {
        "uri": f"urn:{headline.split()[0].lower()}",
        "version": version,
        "type": "text",
        "headline": headline,
        "body_text": "The council votes on Monday.",
    }
    return json.dumps(item | fields).encode()


def look(source: Source, *, later: float = 3) -> list[Fate]:
    """Look into the folder some seconds from now, as the row stands."""
    source.refresh_from_db()
    return [outcome.fate for outcome in take_folder(source, now=time.time() + later)]


def names(folder: Path) -> list[str]:
    """List the files of a folder without the marks we put before them."""
    return sorted(name.partition("-")[2] for name in os.listdir(folder))


def test_a_file_is_taken_once_and_rests_in_taken(source: Source, drop: Path):
    (drop / "trams.json").write_bytes(ninjs())

    assert look(source) == [Fate.NEW]
    assert look(source) == []

    assert names(drop / ".taken") == ["trams.json"]
    assert sorted(os.listdir(drop)) == [".refused", ".taken", ".taking"]
    assert WireVersion.objects.get().file_name == "trams.json"


def test_a_file_being_written_is_left_alone(source: Source, drop: Path):
    """Its time of change counts: senders set the time of modification as they like."""
    (drop / "trams.json").write_bytes(ninjs()[:40])
    os.utime(drop / "trams.json", (1, 1))

    assert look(source, later=1) == []
    (drop / "trams.json").write_bytes(ninjs())
    assert look(source, later=1) == []
    assert look(source) == [Fate.NEW]


@pytest.mark.parametrize(
    "name", [".trams.json", "trams.json.part", "trams.json.tmp", "trams.json.filepart", "trams.json~"]
)
def test_names_of_unfinished_files_are_left_alone(name, source: Source, drop: Path):
    (drop / name).write_bytes(ninjs())

    assert look(source) == []
    assert (drop / name).exists()


def test_a_file_that_changes_while_it_is_read_waits(source: Source, drop: Path, monkeypatch):
    (drop / "trams.json").write_bytes(ninjs())
    real, seen = os.fstat, []

    def fstat(handle: int) -> os.stat_result:
        found = real(handle)
        seen.append(handle)
        if len(seen) == 2:
            with (drop / ".taking" / "trams.json").open("ab") as file:
                file.write(b" ")
            return real(handle)
        return found

    with monkeypatch.context() as patched:
        patched.setattr(folder.os, "fstat", fstat)
        first = look(source)

    assert (first, look(source)) == ([], [Fate.NEW])
    assert WireItem.objects.count() == 1


def test_what_cannot_be_read_goes_to_quarantine_and_to_refused(source: Source, drop: Path):
    (drop / "bad.json").write_bytes(b'{"uri": ')
    (drop / "trams.json").write_bytes(ninjs())

    assert sorted(look(source)) == sorted([Fate.NEW, Fate.QUARANTINED])
    assert (names(drop / ".refused"), names(drop / ".taken")) == (["bad.json"], ["trams.json"])
    assert Quarantine.objects.get().file_name == "bad.json"


def test_only_plain_files_are_touched(source: Source, drop: Path, tmp_path: Path):
    """No links, however they are made, no pipes that would hang us, no folders."""
    secret = tmp_path / "secret.json"
    secret.write_bytes(ninjs("Secret plans"))
    (drop / "link.json").symlink_to(secret)
    os.link(secret, drop / "hard.json")
    os.mkfifo(drop / "pipe.json")
    (drop / "folder.json").mkdir()
    (drop / "dangling.json").symlink_to(tmp_path / "nowhere")

    assert look(source) == []

    assert WireItem.objects.count() == 0
    left = {"link.json", "hard.json", "pipe.json", "folder.json", "dangling.json"}
    assert left <= set(os.listdir(drop))


def test_a_link_put_in_a_file_s_place_is_not_followed(source: Source, drop: Path, tmp_path: Path, monkeypatch):
    """Between the look and the reading, somebody swaps the file."""
    secret = tmp_path / "secret.json"
    secret.write_bytes(ninjs("Secret plans"))
    (drop / "trams.json").write_bytes(ninjs())
    real = folder.moved

    def swapped(source_folder: int, name: str, target: int, new_name: str) -> bool:
        if (drop / name).exists():
            (drop / name).unlink()
            (drop / name).symlink_to(secret)
        return real(source_folder, name, target, new_name)

    monkeypatch.setattr(folder, "moved", swapped)

    assert look(source) == []
    assert WireItem.objects.count() == 0
    assert secret.exists()


@pytest.mark.parametrize("inner", [".taking", ".taken", ".refused"])
def test_an_inner_folder_that_is_a_link_stops_us(inner, source: Source, drop: Path, tmp_path: Path):
    (tmp_path / "elsewhere").mkdir()
    (drop / inner).symlink_to(tmp_path / "elsewhere")
    (drop / "trams.json").write_bytes(ninjs())

    assert look(source) == []

    source.refresh_from_db()
    assert "cannot be watched" in source.last_error
    assert os.listdir(tmp_path / "elsewhere") == []


@pytest.mark.parametrize(
    "name", ["..json", "a b\n.json", "…“ü”.json", "x" * 250 + ".json", "-rf.json", "%2e%2e%2f.json"]
)
def test_odd_names_stay_inside(name, source: Source, drop: Path, tmp_path: Path):
    (drop / name[:255]).write_bytes(ninjs())
    before = set(os.listdir(tmp_path))

    look(source)

    assert set(os.listdir(tmp_path)) == before | ({"media"} & set(os.listdir(tmp_path)))
    assert all("\n" not in file_name for file_name in WireVersion.objects.values_list("file_name", flat=True))


def test_a_name_that_is_no_text_is_taken_all_the_same(source: Source, drop: Path):
    with open(os.fsencode(drop) + b"/tr\xe4ms.json", "wb") as file:
        file.write(ninjs())

    assert look(source) == [Fate.NEW]
    assert WireVersion.objects.get().file_name == "tr�ms.json"


def test_a_file_too_large_is_set_aside_unread(source: Source, drop: Path, monkeypatch):
    monkeypatch.setattr(folder, "MOST_BYTES", 1_000)
    (drop / "large.json").write_bytes(ninjs(body_text="x" * 2_000))
    (drop / "trams.json").write_bytes(ninjs())

    assert look(source) == [Fate.NEW]

    source.refresh_from_db()
    assert names(drop / ".refused") == ["large.json"]
    assert "large.json is too large" in source.last_error


def test_faults_stay_until_something_is_taken_in(source: Source, drop: Path, monkeypatch):
    with monkeypatch.context() as patched:
        patched.setattr(folder, "MOST_BYTES", 10)
        (drop / "large.json").write_bytes(ninjs())
        look(source)
    look(source)
    source.refresh_from_db()
    assert source.last_error

    (drop / "trams.json").write_bytes(ninjs())
    look(source)

    source.refresh_from_db()
    assert (source.last_error, source.failures) == ("", 0)


def test_pictures_are_there_before_the_copy_that_names_them(source: Source, drop: Path, monkeypatch):
    (drop / "a.json").write_bytes(ninjs())
    (drop / "trams.jpg").write_bytes(factories.jpeg())
    seen = []
    real = folder.ingest

    def ingest(*args: Any, **given: Any) -> Any:
        seen.append(read_picture(source, "trams.jpg"))
        return real(*args, **given)

    monkeypatch.setattr(folder, "ingest", ingest)

    look(source)

    assert seen == [factories.jpeg()]
    assert [path.name for path in folder_of(source).iterdir()] == ["trams.jpg"]


def test_a_page_that_calls_itself_a_picture_is_set_aside(source: Source, drop: Path):
    (drop / "trams.jpg").write_bytes(b"<script>alert(1)</script>")

    look(source)

    assert names(drop / ".refused") == ["trams.jpg"]
    assert read_picture(source, "trams.jpg") is None


@pytest.mark.parametrize("moment", ["ingest", "move"])
def test_killed_at_any_moment_and_run_again_each_file_counts_once(moment, source: Source, drop: Path, monkeypatch):
    (drop / "trams.json").write_bytes(ninjs())
    (drop / "storm.json").write_bytes(ninjs("Storm ahead"))
    real_ingest, real_moved = folder.ingest, folder.moved

    def ingest(*args: Any, **given: Any) -> Any:
        if moment == "ingest":
            raise KeyboardInterrupt
        return real_ingest(*args, **given)

    def moved(*args: Any) -> bool:
        if moment == "move" and args[1] != args[3]:
            raise KeyboardInterrupt
        return real_moved(*args)

    with monkeypatch.context() as patched:
        patched.setattr(folder, "ingest", ingest)
        patched.setattr(folder, "moved", moved)
        with pytest.raises(KeyboardInterrupt):
            look(source)
    look(source)

    assert WireItem.objects.count() == WireVersion.objects.count() == 2
    assert names(drop / ".taken") == ["storm.json", "trams.json"]
    assert os.listdir(drop / ".taking") == []


def test_the_same_name_again_keeps_both_files(source: Source, drop: Path):
    (drop / "trams.json").write_bytes(ninjs())
    look(source)
    (drop / "trams.json").write_bytes(ninjs(version="2"))

    assert look(source) == [Fate.UPDATED]
    assert names(drop / ".taken") == ["trams.json", "trams.json"]


def test_without_a_database_the_file_waits(source: Source, drop: Path, monkeypatch):
    (drop / "trams.json").write_bytes(ninjs())

    def away(*args: Any, **given: Any) -> Any:
        raise OperationalError("the database is away")

    with monkeypatch.context() as patched:
        patched.setattr(folder, "ingest", away)
        with pytest.raises(OperationalError):
            look(source)

    assert look(source) == [Fate.NEW]


def test_a_file_that_breaks_something_in_us_costs_the_others_nothing(source: Source, drop: Path, monkeypatch):
    (drop / "a.json").write_bytes(b"poison")
    (drop / "trams.json").write_bytes(ninjs())
    real = folder.ingest

    def ingest(raw: bytes, **given: Any) -> Any:
        if raw == b"poison":
            raise RecursionError("too deep")
        return real(raw, **given)

    monkeypatch.setattr(folder, "ingest", ingest)

    assert look(source) == [Fate.NEW]
    source.refresh_from_db()
    assert "a.json was set aside" in source.last_error


@pytest.mark.django_db(transaction=True)
def test_two_at_once_take_each_file_once(drop: Path, settings: Any):
    """A worker and somebody at the shell; the folder is locked for the time of a round."""
    ensure_drop_source()
    source = Source.objects.get()
    for number in range(6):
        (drop / f"{number}.json").write_bytes(ninjs(f"Story{number} is told"))
    fates: list[Fate] = []

    def take() -> None:
        from django.db import connection

        try:
            fates.extend(outcome.fate for outcome in take_folder(source, now=time.time() + 3))
        finally:
            connection.close()

    threads = [Thread(target=take) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert fates == [Fate.NEW] * 6


def test_the_drop_folder_is_a_source_and_follows_its_setting(source: Source, drop: Path, settings: Any, tmp_path: Path):
    settings.BROADSHEET = settings.BROADSHEET | {"drop_folder": str(tmp_path / "other")}

    ensure_drop_source()

    source.refresh_from_db()
    assert (source.connector, source.address) == ("folder", str(tmp_path / "other"))


def test_another_source_may_watch_a_folder_inside_the_drop_folder(source: Source, drop: Path):
    npa = factories.make_source(connector=Source.Connector.FOLDER, address="npa")
    (drop / "npa").mkdir()
    (drop / "npa" / "trams.json").write_bytes(ninjs())

    assert look(source) == []
    assert look(npa) == [Fate.NEW]


@pytest.mark.parametrize(
    "address", ["", ".", "..", "/etc", "../elsewhere", ".taken", "npa/../../elsewhere", "link", "missing"]
)
def test_no_other_folder_may_be_watched(address, source: Source, drop: Path, tmp_path: Path):
    """An editor names the folder, and what lies in it is moved."""
    (tmp_path / "elsewhere").mkdir()
    (tmp_path / "elsewhere" / "trams.json").write_bytes(ninjs())
    (drop / ".taken").mkdir()
    (drop / "link").symlink_to(tmp_path / "elsewhere")
    npa = factories.make_source(connector=Source.Connector.FOLDER, address=address)

    assert look(npa) == []

    npa.refresh_from_db()
    assert "cannot be watched" in npa.last_error
    assert os.listdir(tmp_path / "elsewhere") == ["trams.json"]


def test_without_a_drop_folder_nothing_is_watched(db: None, settings: Any):
    settings.BROADSHEET = settings.BROADSHEET | {"drop_folder": ""}
    npa = factories.make_source(connector=Source.Connector.FOLDER, address="npa")

    assert tasks.watch_folders.func() == 0

    npa.refresh_from_db()
    assert "BROADSHEET_DROP_FOLDER is not set" in npa.last_error
    assert Source.objects.count() == 1


def test_a_look_queues_a_job_only_if_something_lies_there(source: Source, drop: Path, monkeypatch):
    empty = tasks.watch_folders.func()
    (drop / "trams.json").write_bytes(ninjs())
    monkeypatch.setattr(folder, "SETTLED_SECONDS", -5)

    assert (empty, tasks.watch_folders.func(), tasks.watch_folders.func()) == (0, 1, 1)
    assert Job.objects.filter(task="broadsheet.wire.tasks.collect_source").count() == 1


def test_a_folder_that_is_missing_is_looked_for_once_a_minute(source: Source, drop: Path):
    drop.rmdir()

    for _ in range(3):
        tasks.watch_folders.func()

    source.refresh_from_db()
    assert source.failures == 1
    assert "No such file or directory" in source.last_error
