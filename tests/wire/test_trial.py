"""A trial fetches as ever and keeps nothing."""

import io
import os
import time
from pathlib import Path
from typing import Any

import pytest
from django.contrib.auth.models import Group
from django.core.management import call_command
from django.urls import reverse

from broadsheet.desk.services.roles import PUBLISHER
from broadsheet.people.models import User
from broadsheet.wire.errors import NotFetched
from broadsheet.wire.models import Payload, PushKey, Quarantine, Source, TakenFile, WireItem
from broadsheet.wire.services import trial
from broadsheet.wire.services.trial import try_source
from tests import factories
from tests.wire.file_servers import LOGIN, PASSWORD, sftp_server
from tests.wire.server import Stage, say
from tests.wire.test_feed import rss
from tests.wire.test_folder import ninjs


@pytest.fixture
def petra(site_tree: Any) -> User:
    """Petra runs the newsroom."""
    return factories.make_user("Petra", groups=(Group.objects.get(name=PUBLISHER),))


@pytest.fixture
def feed(db: None, stage: Stage) -> Source:
    """A feed at the stage."""
    stage.answers["/feed"] = say(rss("Trams"), ETag='"1"')
    return factories.make_source("NPA", connector=Source.Connector.FEED, address=stage.url("/feed"), etag='"0"')


@pytest.fixture
def secrets(tmp_path: Path, settings: Any) -> None:
    """The secrets folder, with the password in it."""
    (tmp_path / "secrets").mkdir()
    (tmp_path / "secrets" / "npa").write_text(PASSWORD)
    settings.BROADSHEET = settings.BROADSHEET | {"secrets_folder": str(tmp_path / "secrets")}


def nothing_is_kept() -> bool:
    """Say whether the database is as it was."""
    return not any(rows.objects.exists() for rows in (WireItem, Payload, Quarantine, TakenFile))


def test_a_feed_is_shown_whole_and_not_kept(feed, stage):
    """Also what we have already: an ETag would hide it."""
    before = Source.objects.values().get()

    found = try_source(feed, reach=stage.reach)

    assert [(item.guid, item.headline) for item in found.items_found] == [("Trams", "Trams")]
    assert "If-None-Match" not in stage.asked[-1][1]
    assert nothing_is_kept()
    assert Source.objects.values().get() == before


def test_what_would_be_refused_is_said(feed, stage):
    stage.answers["/feed"] = say(b"<html>", Content_Type="text/html")
    assert "This is a web page" in try_source(feed, reach=stage.reach).refusals[0]

    stage.answers["/feed"] = say(b"", status=404)
    assert "answered 404" in try_source(feed, reach=stage.reach).refusals[0]
    assert nothing_is_kept()
    feed.refresh_from_db()
    assert feed.failures == 0


def test_a_watched_folder_stays_as_it_is(db, tmp_path, settings, monkeypatch):
    drop = tmp_path / "drop"
    (drop / "npa").mkdir(parents=True)
    settings.BROADSHEET = settings.BROADSHEET | {"drop_folder": str(drop)}
    (drop / "npa" / "trams.json").write_bytes(ninjs())
    (drop / "npa" / "bad.json").write_bytes(b"{")
    monkeypatch.setattr(trial.time, "time", lambda real=time.time: real() + 5)

    found = try_source(factories.make_source("NPA", connector=Source.Connector.FOLDER, address="npa"))

    assert [item.headline for item in found.items_found] == ["Council votes on trams"]
    assert "bad.json" in found.refusals[0]
    assert sorted(os.listdir(drop / "npa")) == ["bad.json", "trams.json"]
    assert nothing_is_kept()


def test_a_folder_at_the_source_stays_as_it_is(db, tmp_path, secrets):
    with sftp_server(tmp_path / "served") as door:
        source = factories.make_source(
            "NPA",
            connector=Source.Connector.SFTP,
            address=door.address,
            login=LOGIN,
            secret_name="npa",
            host_key=door.fingerprint,
            done_folder="done",
        )
        (door.out / "trams.json").write_bytes(ninjs())
        (door.out / "trams.jpg").write_bytes(factories.jpeg())
        found = try_source(source, reach=door.reach)
        source.host_key = ""
        refused = try_source(source, reach=door.reach)

        assert sorted(os.listdir(door.out)) == ["trams.jpg", "trams.json"]

    assert ([item.guid for item in found.items_found], found.pictures) == (["urn:council"], 1)
    assert door.fingerprint in refused.refusals[0]
    assert nothing_is_kept()


def test_a_source_that_nothing_is_fetched_from_says_so(db):
    with pytest.raises(NotFetched, match="nothing to fetch"):
        try_source(factories.make_source("NPA", connector=Source.Connector.PUSH))


def at_the_stage(stage: Stage, monkeypatch: pytest.MonkeyPatch) -> None:
    """Let trials of feeds come to the stage, which is on this machine."""
    monkeypatch.setattr(trial, "PUBLIC", stage.reach)


def test_the_shell_prints_what_would_arrive(feed, stage, monkeypatch):
    at_the_stage(stage, monkeypatch)
    said = io.StringIO()

    call_command("wire", "try", "npa", stdout=said)

    lines = said.getvalue().splitlines()
    assert lines[0].startswith("Trams  ")
    assert lines[-1] == "NPA: 1 items, 0 pictures, 0 refused. Nothing was kept."

    stage.answers["/feed"] = say(b"", status=404)
    with pytest.raises(SystemExit):
        call_command("wire", "try", "npa", stdout=said)
    assert "refused  http" in said.getvalue()


def test_the_desk_asks_a_worker_and_shows_what_came(feed, stage, monkeypatch, sign_in, petra, jobs):
    """No request waits for a machine that is not ours."""
    at_the_stage(stage, monkeypatch)
    desk, screen = sign_in(petra), reverse("desk_source", args=[feed.pk])

    assert "Try it" in desk.get(screen).content.decode()
    waiting = desk.post(reverse("desk_source_try", args=[feed.pk]), follow=True).content.decode()
    asked = list(stage.paths)
    jobs()
    page = desk.get(screen).content.decode()

    assert asked == []
    assert 'http-equiv="refresh"' in waiting
    assert 'http-equiv="refresh"' not in page
    assert "<td>Trams</td>" in page
    assert nothing_is_kept()


def test_what_a_source_says_is_shown_as_words(feed, stage, monkeypatch, sign_in, petra, jobs):
    at_the_stage(stage, monkeypatch)
    stage.answers["/feed"] = say(rss("&lt;script&gt;alert(1)&lt;/script&gt; Trams"))
    desk = sign_in(petra)

    desk.post(reverse("desk_source_try", args=[feed.pk]))
    jobs()

    assert "<script>alert(1)" not in desk.get(reverse("desk_source", args=[feed.pk])).content.decode()


def test_who_may_not_change_a_source_may_not_try_it(feed, sign_in, ada):
    desk, screen = sign_in(ada), reverse("desk_source", args=[feed.pk])

    assert "Try it" not in desk.get(screen).content.decode()
    desk.post(reverse("desk_source_try", args=[feed.pk]))
    feed.refresh_from_db()
    assert feed.trial_asked_at is None


def test_a_key_is_made_at_the_desk_and_shown_once(db, sign_in, petra, ada, client):
    source = factories.make_source("NPA", connector=Source.Connector.PUSH)
    desk, screen = sign_in(petra), reverse("desk_source", args=[source.pk])

    sign_in(ada).post(screen, {"name": "Ada's"})
    made = desk.post(screen, {"name": "Ticker"})
    row = PushKey.objects.get()
    key = made.context["new_key"]

    assert key in made.content.decode()
    assert "no-store" in made["Cache-Control"]
    assert key not in desk.get(screen).content.decode()
    assert "Ticker" in desk.get(screen).content.decode()
    assert "Try it" not in desk.get(screen).content.decode()
    sent = {"content_type": "application/json", "headers": {"Authorization": f"Bearer {key}"}}
    assert client.post("/wire/npa/", ninjs(), **sent).status_code == 202

    drop = reverse("desk_source_drop_key", args=[source.pk, row.pk])
    sign_in(ada).post(drop)
    assert PushKey.objects.exists()
    desk.post(drop)
    assert client.post("/wire/npa/", ninjs(), **sent).status_code == 401
