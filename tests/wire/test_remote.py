"""Folders at the source, by SFTP and FTP: every file once, none half, and nobody fooled."""

import os
import stat
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import paramiko
import pytest
from django.db import OperationalError

from broadsheet.desk.wire_pictures import read_picture
from broadsheet.wire.errors import AddressRefused
from broadsheet.wire.models import Quarantine, Source, TakenFile, WireItem, WireVersion
from broadsheet.wire.services import addresses, ftp, remote, sftp, transport
from broadsheet.wire.services.collect import claim_due, collect
from broadsheet.wire.services.ingest import Fate
from broadsheet.wire.services.place import place_at
from broadsheet.wire.services.remote import take_remote
from tests import factories
from tests.wire.file_servers import LOGIN, PASSWORD, Door, ftp_server, openssh_server, sftp_server
from tests.wire.test_fetch import certificate
from tests.wire.test_folder import ninjs


@pytest.fixture
def secrets(tmp_path: Path, settings: Any) -> Path:
    """The secrets folder, with the password in it."""
    made = tmp_path / "secrets"
    made.mkdir()
    (made / "npa").write_text(f"{PASSWORD}\n")
    settings.BROADSHEET = settings.BROADSHEET | {"secrets_folder": str(made)}
    return made


@pytest.fixture(params=["sftp", "ftp", "ftp without MLSD"])
def door(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Door]:
    """A server of each kind."""
    if request.param == "sftp":
        with sftp_server(tmp_path / "served") as made:
            yield made
    else:
        without = {"MLSD", "MLST"} if "without" in request.param else set()
        with ftp_server(tmp_path / "served", commands=without) as made:
            yield made


@pytest.fixture
def sftp_door(tmp_path: Path) -> Iterator[Door]:
    """An SFTP server."""
    with sftp_server(tmp_path / "served") as made:
        yield made


def make(door: Door, **fields: Any) -> Source:
    """The source whose folder it is."""
    given = {
        "connector": Source.Connector.SFTP if door.scheme == "sftp" else Source.Connector.FTP,
        "address": door.address,
        "login": LOGIN,
        "secret_name": "npa",
        "host_key": door.fingerprint,
    }
    return factories.make_source("NPA", **(given | fields))


@pytest.fixture
def source(db: None, door: Door, secrets: Path) -> Source:
    """The source of the server."""
    return make(door)


def put(door: Door, name: str, content: bytes, *, at: int = 1_700_000_000) -> Path:
    """Lay a file at the source."""
    path = door.out / name
    path.write_bytes(content)
    os.utime(path, (at, at))
    return path


def look(source: Source, door: Door, wait: Any = lambda seconds: None) -> list[Fate]:
    """Look into the folder once, as the row stands."""
    source.refresh_from_db()
    return [outcome.fate for outcome in take_remote(source, reach=door.reach, wait=wait)]


def fault(source: Source) -> str:
    """Give the fault on the row."""
    source.refresh_from_db()
    return source.last_error


def test_a_file_is_taken_once_and_stays(source, door):
    put(door, "trams.json", ninjs())
    put(door, "straße ü.json", ninjs("Storm ahead"))

    assert (look(source, door), fault(source)) == ([Fate.NEW, Fate.NEW], "")
    assert look(source, door) == []

    assert sorted(WireVersion.objects.values_list("file_name", flat=True)) == ["straße ü.json", "trams.json"]
    assert len(os.listdir(door.out)) == 2
    assert source.last_item_at


def test_a_file_that_changed_is_taken_again(source, door):
    put(door, "trams.json", ninjs())
    look(source, door)

    put(door, "trams.json", ninjs(version="2"), at=1_700_000_060)

    assert look(source, door) == [Fate.UPDATED]
    assert TakenFile.objects.count() == 1


def test_a_file_being_written_is_left_alone(source, door):
    put(door, "trams.json", ninjs()[:40])

    def goes_on(seconds: float) -> None:
        assert seconds == 2
        put(door, "trams.json", ninjs()[:60])

    assert (look(source, door, goes_on), fault(source)) == ([], "")
    assert Quarantine.objects.count() == 0
    put(door, "trams.json", ninjs())
    assert look(source, door) == [Fate.NEW]


@pytest.mark.parametrize("name", [".trams.json", "trams.json.part", "trams.json.filepart"])
def test_names_of_unfinished_files_are_left_alone(name, source, door):
    put(door, name, ninjs())

    assert look(source, door) == []


def test_taken_files_are_moved_where_the_source_says(source, door):
    Source.objects.update(done_folder="done")
    put(door, "trams.json", ninjs())
    put(door, "bad.json", b'{"uri": ')

    assert sorted(look(source, door)) == [Fate.NEW, Fate.QUARANTINED]
    put(door, "trams.json", ninjs(version="2"), at=1_700_000_060)
    assert look(source, door) == [Fate.UPDATED]

    assert os.listdir(door.out) == ["done"]
    assert sorted(name.partition("-")[2] for name in os.listdir(door.out / "done")) == [
        "bad.json",
        "trams.json",
        "trams.json",
    ]
    assert (fault(source), Quarantine.objects.get().file_name) == ("", "bad.json")


def test_what_is_gone_from_the_folder_is_forgotten(source, door):
    put(door, "trams.json", ninjs())
    look(source, door)
    (door.out / "trams.json").unlink()

    look(source, door)

    assert TakenFile.objects.count() == 0


def test_only_plain_files_are_taken(source, door, tmp_path):
    (door.out / "folder.json").mkdir()
    if door.scheme == "sftp":  # pyftpdlib follows links, as servers may; what they lead to is the server's own
        (tmp_path / "secret.json").write_bytes(ninjs())
        (door.out / "link.json").symlink_to(tmp_path / "secret.json")

    assert look(source, door) == []


def test_pictures_come_before_the_copy_that_names_them(source, door):
    put(door, "a.json", ninjs())
    put(door, "trams.jpg", factories.jpeg(), at=1_700_000_060)

    assert look(source, door) == [Fate.NEW]
    assert read_picture(source, "trams.jpg") == factories.jpeg()


def test_what_is_too_large_or_no_picture_is_passed_over_until_it_changes(source, door, monkeypatch):
    monkeypatch.setattr(remote, "MOST_BYTES", 1_000)
    put(door, "large.json", ninjs(body_text="x" * 2_000))
    put(door, "trams.jpg", b"<script>")
    put(door, "trams.json", ninjs())

    assert look(source, door) == [Fate.NEW]
    assert "large.json is too large" in fault(source)
    assert source.failures == 0
    assert look(source, door) == []
    assert "large.json is too large" in fault(source)

    put(door, "large.json", ninjs(version="2"))
    assert look(source, door) == [Fate.UPDATED]
    assert fault(source) == ""


def test_a_round_takes_so_many_files_and_the_next_the_others(source, door, monkeypatch):
    monkeypatch.setattr(remote, "MOST_FILES", 2)
    for number in range(3):
        put(door, f"{number}.json", ninjs(f"Item{number} is here"), at=1_700_000_000 - number)

    assert [len(look(source, door)) for _ in range(3)] == [2, 1, 0]
    assert WireVersion.objects.earliest("pk").file_name == "2.json"


def test_a_folder_of_too_many_files_is_refused(source, door, monkeypatch):
    monkeypatch.setattr(remote, "MOST_LISTED", 2)
    for number in range(3):
        put(door, f"{number}.json", ninjs())

    assert look(source, door) == []
    assert "more than 2 files" in fault(source)


@pytest.mark.parametrize("trouble", [KeyboardInterrupt, OperationalError])
def test_killed_before_it_is_noted_a_file_is_taken_again(trouble, source, door, monkeypatch):
    put(door, "trams.json", ninjs())

    def killed(*args: Any, **given: Any) -> None:
        raise trouble

    with monkeypatch.context() as patched:
        patched.setattr(TakenFile.objects, "update_or_create", killed)
        with pytest.raises(trouble):
            look(source, door)

    assert look(source, door) == [Fate.UNCHANGED]
    assert (WireItem.objects.count(), WireVersion.objects.count()) == (1, 1)


def test_a_wrong_password_is_told_without_it(source, door, secrets):
    (secrets / "npa").write_text("pear-17")

    assert look(source, door) == []

    assert "did not let us in" in fault(source)
    assert "pear-17" not in source.last_error
    assert source.failures == 1


def test_a_secret_that_is_missing_stops_us_before_we_connect(source, door, secrets):
    (secrets / "npa").unlink()

    assert look(source, door) == []

    assert "The secret “npa” cannot be used" in fault(source)
    assert door.asked == []


def test_a_folder_that_is_not_there_is_told(source, door):
    Source.objects.update(address=door.address + "side")

    assert look(source, door) == []
    assert "cannot be opened" in fault(source)


def test_a_server_that_is_not_there_is_told(source, door):
    Source.objects.update(address=door.address.replace(str(door.port), "9"))

    assert look(source, door) == []
    assert "port 9 is not used by sources" in fault(source)


def test_nobody_is_reached_in_a_private_network(source, door, monkeypatch):
    """As it runs: only public addresses, only the usual ports."""
    dialled: list[Any] = []
    monkeypatch.setattr(transport.socket, "create_connection", lambda *args, **given: dialled.append(args))
    port = 22 if door.scheme == "sftp" else 21

    for host in ("127.0.0.1", "10.0.0.1", "[::1]", "169.254.169.254", "localhost"):
        Source.objects.update(address=f"{door.scheme}://{host}:{port}/out")
        source.refresh_from_db()
        assert take_remote(source) == []
        assert "not an address on the public internet" in fault(source)
    assert dialled == []


def test_a_round_that_takes_too_long_is_cut(source, door, monkeypatch):
    monkeypatch.setattr(remote, "ROUND_SECONDS", 0.5)
    put(door, "trams.json", ninjs())

    def slow(seconds: float) -> None:
        shelf_line.cut()

    lines: list[Any] = []
    real = remote.Lifeline
    monkeypatch.setattr(remote, "Lifeline", lambda seconds: lines.append(real(seconds)) or lines[-1])
    shelf_line = type("Line", (), {"cut": lambda self: lines[-1].cut()})()

    assert look(source, door, slow) == []
    assert "did not answer in full within 0.5 seconds" in fault(source)


def test_a_fault_ends_with_a_round_that_reads_the_folder(source, door, secrets):
    (secrets / "npa").write_text("pear-17")
    look(source, door)
    (secrets / "npa").write_text(PASSWORD)

    assert look(source, door) == []
    assert (fault(source), source.failures) == ("", 0)


def test_it_is_asked_in_turns_and_collected(source, door, monkeypatch):
    from datetime import UTC, datetime

    put(door, "trams.json", ninjs())
    monkeypatch.setitem(remote.DOORS, source.connector, (remote.DOORS[source.connector][0], door.reach))
    monkeypatch.setattr(remote.time, "sleep", lambda seconds: None)

    assert claim_due(now=datetime.now(UTC)) == [source.pk]
    assert [outcome.fate for outcome in collect(source)] == [Fate.NEW]


def test_another_place_has_other_files(source, door):
    put(door, "trams.json", ninjs())
    look(source, door)

    source.login = "another"
    source.save()

    assert TakenFile.objects.count() == 0


def test_switched_off_and_on_nothing_is_taken_twice(source, door):
    put(door, "trams.json", ninjs())
    look(source, door)

    source.is_enabled = False
    source.save()

    assert TakenFile.objects.count() == 1


# SFTP alone


@pytest.mark.parametrize("entered", ["", "SHA256:n4bQgYhMfWWaL+qgxVrQFaO/TxsrC4Is0V1sFbDwCgg"])
def test_an_unknown_host_key_is_shown_and_nothing_is_sent(entered, db, sftp_door, secrets):
    source = make(sftp_door, host_key=entered)
    put(sftp_door, "trams.json", ninjs())

    assert look(source, sftp_door) == []

    assert sftp_door.fingerprint in fault(source)
    assert sftp_door.asked == []
    Source.objects.update(host_key=f"{entered} {sftp_door.fingerprint}")
    assert look(source, sftp_door) == [Fate.NEW]


def test_a_private_key_opens_the_door(db, sftp_door, secrets):
    from cryptography.hazmat.primitives import serialization
    from cryptography.hazmat.primitives.asymmetric import ed25519

    pair = ed25519.Ed25519PrivateKey.generate()
    text = pair.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.OpenSSH, serialization.NoEncryption()
    )
    (secrets / "npa").write_bytes(text)
    sftp_door.key = sftp.private_key("npa", sftp.Secret(text.decode().strip()))
    put(sftp_door, "trams.json", ninjs())

    assert look(make(sftp_door), sftp_door) == [Fate.NEW]
    assert f"key of {LOGIN}" in sftp_door.asked


def test_openssh_is_spoken_to(db, tmp_path, secrets):
    """The server most sources have: its own fingerprint, its own key, a folder named from the root, files moved."""
    (tmp_path / "ssh").mkdir()
    with openssh_server(tmp_path / "ssh" / "served") as (door, login, key):
        (secrets / "npa").write_text(key)
        put(door, "trams.json", ninjs(body_text="Rain. " * 200_000))
        put(door, "trams.jpg", factories.jpeg())
        (door.out / "link.json").symlink_to(secrets / "npa")
        address = f"sftp://127.0.0.1:{door.port}/{door.out}"
        source = make(door, address=address, login=login, done_folder="done")

        assert (look(source, door), fault(source)) == ([Fate.NEW], "")
        assert look(source, door) == []
        assert sorted(os.listdir(door.out)) == ["done", "link.json"]
        Source.objects.update(login="nobody-here")
        assert look(source, door) == []
        assert "did not let us in" in fault(source)


def test_a_key_that_cannot_be_read_is_told_without_it(db, sftp_door, secrets):
    (secrets / "npa").write_text("-----BEGIN OPENSSH PRIVATE KEY-----\nbWVsb24=\n-----END OPENSSH PRIVATE KEY-----\n")
    source = make(sftp_door)

    assert look(source, sftp_door) == []
    assert "it is no Ed25519, ECDSA or RSA key" in fault(source)
    assert "bWVsb24=" not in source.last_error


def test_names_that_lead_elsewhere_are_passed_over(db, sftp_door, secrets, tmp_path):
    """A server may list what it likes; pictures are kept under their names."""
    put(sftp_door, "trams.jpg", factories.jpeg())

    def misnamed(found: list[Any]) -> list[Any]:
        facts = found[0]
        names = ("../../../../up.jpg", "/tmp/up.jpg", "a\0.jpg", "..", "", "a\nb.jpg", "x" * 3_000)
        return [*found, *(_named(facts, name) for name in names)]

    sftp_door.listed = misnamed
    source = make(sftp_door)

    look(source, sftp_door)

    assert fault(source) == ""
    assert [name for name in sftp_door.asked if name.startswith("read")] == ["read out/trams.jpg"]


def _named(facts: Any, name: str) -> Any:
    made = paramiko.SFTPAttributes()
    made.filename, made.st_mode, made.st_size, made.st_mtime = name, stat.S_IFREG, facts.st_size, 1
    return made


@pytest.mark.parametrize("listed", [10, 10**12])
def test_a_file_of_another_size_than_listed_is_not_taken(listed, db, sftp_door, secrets):
    put(sftp_door, "trams.json", ninjs())

    def lie(found: list[Any]) -> list[Any]:
        found[0].st_size = listed
        return found

    sftp_door.listed = lie
    source = make(sftp_door)

    assert look(source, sftp_door) == []
    assert "trams.json" in fault(source)
    assert WireItem.objects.count() == 0


def test_one_file_that_is_refused_costs_the_others_nothing(db, sftp_door, secrets):
    put(sftp_door, "bad.json", ninjs("Storm ahead"))
    put(sftp_door, "trams.json", ninjs())
    sftp_door.refused.add("bad.json")
    source = make(sftp_door)

    assert look(source, sftp_door) == [Fate.NEW]
    assert "bad.json was not handed over" in fault(source)
    sftp_door.refused.clear()
    assert look(source, sftp_door) == [Fate.NEW]
    assert fault(source) == ""


def test_a_file_that_cannot_be_moved_is_not_taken_twice(db, sftp_door, secrets):
    put(sftp_door, "trams.json", ninjs())
    sftp_door.refused.add("rename")
    source = make(sftp_door, done_folder="done")

    assert look(source, sftp_door) == [Fate.NEW]
    assert "was taken in but not moved to done" in fault(source)
    assert look(source, sftp_door) == []


# FTP alone


def test_a_file_that_grows_while_it_is_read_costs_the_others_nothing(db, tmp_path, secrets, monkeypatch):
    with ftp_server(tmp_path / "served") as door:
        source = make(door)
        put(door, "grows.json", ninjs("Storm ahead"), at=1_600_000_000)
        put(door, "trams.json", ninjs())
        real = remote.read_whole

        def grown(shelf: Any, found: Any) -> bytes:
            if found.name == "grows.json":
                put(door, "grows.json", ninjs("Storm ahead") + b" ")
            return real(shelf, found)

        monkeypatch.setattr(remote, "read_whole", grown)

        assert look(source, door) == [Fate.NEW]
        assert "grows.json was not handed over" in fault(source)
        assert look(source, door) == [Fate.NEW]


def test_a_file_without_end_ends_the_round(db, tmp_path, secrets, monkeypatch):
    monkeypatch.setattr(ftp, "listed_in", lambda line: ftp.Listed("trams.json", "trams.json", 10, ""))
    monkeypatch.setattr(remote, "MOST_BYTES", 1_000)
    with ftp_server(tmp_path / "served") as door:
        source = make(door)
        put(door, "trams.json", b"x" * 200_000)

        assert look(source, door) == []
        assert "cannot be reached" in fault(source)
        assert Quarantine.objects.count() == 0


def test_ftps_checks_the_certificate_and_encrypts_the_files(db, tmp_path, secrets, monkeypatch):
    pem = certificate(tmp_path)
    monkeypatch.setattr(addresses, "look_up", lambda host, port, *, seconds: ["127.0.0.1"])
    with ftp_server(tmp_path / "served", certificate=pem) as door:
        source = make(door, address=door.address.replace("127.0.0.1", "wire.example"))
        put(door, "trams.json", ninjs())

        assert look(source, door) == []
        assert "certificate" in fault(source)

        monkeypatch.setenv("SSL_CERT_FILE", str(pem))
        assert (look(source, door), fault(source)) == ([Fate.NEW], "")


def test_a_server_that_names_another_host_for_the_files_is_not_followed():
    """ftplib goes where the first connection went, whatever PASV says; that would change with this switch."""
    assert ftp.HeldFtp.trust_server_pasv_ipv4_address is False
    assert ftp.HeldFtps.trust_server_pasv_ipv4_address is False


def test_a_password_repeated_by_the_server_is_hidden():
    from broadsheet.wire.services.secrets import Secret

    assert Secret(PASSWORD).hidden_in(f"530 {PASSWORD} is wrong") == "530 ••• is wrong"


@pytest.mark.parametrize(
    "address",
    [
        "",
        "wire.example/out",
        "https://wire.example/out",
        "sftp:///out",
        "sftp://user:melon-42@wire.example/out",
        "sftp://wire.example:many/out",
        "sftp://wire.example/a b",
        "sftp://wire.example/%0d%0aQUIT",
        "sftp://[::1/out",
    ],
)
def test_what_is_no_address_of_a_folder_is_refused_in_a_sentence(address):
    with pytest.raises(AddressRefused, match="Expected an address such as sftp:") as refusal:
        place_at(address, ports={"sftp": 22}, example=sftp.EXAMPLE)
    assert "melon-42" not in str(refusal.value)
