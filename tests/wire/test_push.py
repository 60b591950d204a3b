"""Copy that a source sends to us: let in by a key, proved by a signature, kept once, refused in a sentence."""

import base64
import hashlib
import hmac
import io
import json
from pathlib import Path
from typing import Any

import pytest
from django.core.handlers.wsgi import WSGIRequest
from django.core.management import call_command
from django.test import Client
from django.utils import timezone

from broadsheet.edge.orders import Orders
from broadsheet.jobs.models import Job
from broadsheet.wire import views
from broadsheet.wire.models import PushKey, Quarantine, Source, WireItem
from broadsheet.wire.services import push as service
from broadsheet.wire.services.push import make_key
from tests import factories
from tests.wire.test_folder import ninjs

SECRET = "whsec_" + base64.b64encode(b"a melon, and another melon").decode()


@pytest.fixture
def source(db: None) -> Source:
    """A source that pushes."""
    return factories.make_source("Strait Wire", connector=Source.Connector.PUSH)


@pytest.fixture
def key(source: Source) -> str:
    """Its key."""
    return make_key(source, name="Ticker")


@pytest.fixture
def signing(source: Source, settings: Any, tmp_path: Path) -> Source:
    """The source, with a signing secret in the secrets folder."""
    (tmp_path / "secrets").mkdir()
    (tmp_path / "secrets" / "strait").write_text(SECRET + "\n")
    settings.BROADSHEET = settings.BROADSHEET | {"secrets_folder": str(tmp_path / "secrets")}
    source.secret_name = "strait"
    source.save()
    return source


def send(body: bytes, key: str = "", *, to: str = "/wire/strait-wire/", kind: str = "application/json", **more: Any):
    """Push as a machine would, which has no cookies; CSRF is checked as ever."""
    headers = {"Authorization": f"Bearer {key}"} if key else {}
    client = Client(enforce_csrf_checks=True)
    return client.post(to, body, content_type=kind, headers=headers | more.pop("headers", {}), **more)


def signed(body: bytes, *, id: str = "msg_1", seconds_ago: int = 0, secret: bytes = b"a melon, and another melon"):
    """Sign as Standard Webhooks says, by code that is not ours."""
    at = str(int(timezone.now().timestamp()) - seconds_ago)
    mac = hmac.new(secret, f"{id}.{at}.".encode() + body, hashlib.sha256).digest()
    return {"webhook-id": id, "webhook-timestamp": at, "webhook-signature": f"v1,{base64.b64encode(mac).decode()}"}


def test_each_push_is_answered_with_what_became_of_it(source, key):
    """The same bytes again are unchanged; an old version that comes late says so."""
    answers = [send(ninjs(version=version), key) for version in ("2", "2", "3", "1")]

    assert [answer.status_code for answer in answers] == [202] * 4
    assert [answer.json()["outcomes"][0]["fate"] for answer in answers] == ["new", "unchanged", "updated", "older"]
    assert answers[0].json()["outcomes"][0] == {
        "fate": "new",
        "guid": "urn:council",
        "headline": "Council votes on trams",
    }
    assert answers[0]["Cache-Control"] == "no-store"
    source.refresh_from_db()
    assert source.last_item_at
    assert source.last_fetched_at


def test_what_cannot_be_read_is_kept_and_told_with_its_line(source, key):
    answer = send(b'{"uri": "urn:a",\n  nonsense}', key)

    row = Quarantine.objects.get()
    problem = answer.json()
    assert (answer.status_code, answer["Content-Type"]) == (422, "application/problem+json")
    assert (problem["line"], problem["quarantine"], problem["code"]) == (2, row.pk, "push-not-read")
    assert problem["detail"].startswith(row.reason)
    assert bytes(row.raw) == b'{"uri": "urn:a",\n  nonsense}'
    source.refresh_from_db()
    assert row.reason in source.last_error

    send(ninjs(), key)
    source.refresh_from_db()
    assert source.last_error == ""


def test_an_unknown_source_and_a_wrong_key_look_the_same(source, key, django_assert_num_queries):
    other = make_key(factories.make_source("Other", connector=Source.Connector.PUSH), name="Other")
    asked = [("/wire/nobody/", key), ("/wire/strait-wire/", "wrong"), ("/wire/strait-wire/", ""), ("/wire/x/", "")]
    answers = []
    for to, given in [*asked, ("/wire/strait-wire/", other)]:
        with django_assert_num_queries(1):
            answers.append(send(ninjs(), given, to=to))

    assert {answer.status_code for answer in answers} == {401}
    assert len({answer.content for answer in answers}) == 1
    assert answers[0]["WWW-Authenticate"] == 'Bearer realm="wire"'
    assert answers[0].json()["code"] == "push-key-refused"
    assert WireItem.objects.count() == 0


def test_a_key_is_kept_as_a_hash_and_may_be_taken_away(source, key):
    row = PushKey.objects.get()
    kept = json.dumps(list(PushKey.objects.values("name", "hint", "digest")))

    assert key not in kept
    assert key.startswith(row.hint)
    assert row.used_at is None
    send(ninjs(), key)
    row.refresh_from_db()
    assert row.used_at
    row.delete()
    assert send(ninjs(), key).status_code == 401


@pytest.mark.parametrize(
    ("changes", "status", "code"),
    [
        ({"is_enabled": False}, 403, "push-source-off"),
        ({"connector": Source.Connector.HAND}, 404, "push-not-taken"),
    ],
)
def test_a_source_that_takes_no_pushes_says_why(changes, status, code, source, key):
    Source.objects.update(**changes)

    answer = send(ninjs(), key)

    assert (answer.status_code, answer.json()["code"]) == (status, code)
    assert "Strait Wire" in answer.json()["detail"]


@pytest.mark.parametrize(
    ("kind", "status"),
    [
        ("application/json; charset=utf-8", 202),
        ("application/feed+json", 202),
        ("application/vnd.iptc.g2.newsitem+xml", 202),
        ("", 202),
        ("text/plain", 202),
        ("application/x-www-form-urlencoded", 415),
        ("multipart/form-data; boundary=x", 415),
        ("image/jpeg", 415),
        ("text/html", 415),
    ],
)
def test_kinds_that_are_no_wire_copy_are_refused(kind, status, source, key):
    assert send(ninjs(), key, kind=kind).status_code == status


def test_packed_bodies_are_refused(source, key):
    answer = send(ninjs(), key, headers={"Content-Encoding": "gzip"})

    assert (answer.status_code, answer.json()["code"]) == (415, "push-kind-refused")


def test_a_body_too_large_is_refused_unread(source, key):
    """The server is asked for no byte of it: this stream has none to give."""
    request = asked(b"", key, CONTENT_LENGTH=str(views.MOST_BYTES + 1))

    answer = views.push(request, "strait-wire")

    assert answer.status_code == 413
    assert json.loads(answer.content)["code"] == "push-too-large"


def test_a_body_beyond_what_forms_may_have_is_taken(source, key):
    assert send(ninjs(body_text="Rain. " * 500_000), key).status_code == 202


@pytest.mark.parametrize("length", ["", "-1", "many"])
def test_a_body_of_unknown_length_is_refused(length, source, key):
    assert views.push(asked(ninjs(), key, CONTENT_LENGTH=length), "strait-wire").status_code == 411


def test_a_body_that_breaks_off_is_not_taken(source, key):
    answer = views.push(asked(ninjs()[:50], key, CONTENT_LENGTH="500"), "strait-wire")

    assert answer.status_code == 400
    assert json.loads(answer.content)["code"] == "push-cut-short"
    assert (WireItem.objects.count(), Quarantine.objects.count()) == (0, 0)


def asked(body: bytes, key: str, **environ: str) -> WSGIRequest:
    """A request whose headers and body need not agree."""
    given = {
        "REQUEST_METHOD": "POST",
        "PATH_INFO": "/wire/strait-wire/",
        "HTTP_AUTHORIZATION": f"Bearer {key}",
        "CONTENT_TYPE": "application/json",
        "SERVER_NAME": "localhost",
        "SERVER_PORT": "80",
        "wsgi.input": io.BytesIO(body),
    }
    return WSGIRequest(given | environ)


def test_other_methods_are_refused(source, key, client):
    answer = client.get("/wire/strait-wire/")

    assert (answer.status_code, answer["Allow"]) == (405, "POST")


def test_a_source_that_sends_too_often_is_asked_to_wait(source, key, monkeypatch):
    monkeypatch.setattr(service, "MOST_PER_MINUTE", 2)
    monkeypatch.setattr(service.time, "time", lambda: 1_000_000_010.0)

    answers = [send(ninjs(), key) for _ in range(3)]
    monkeypatch.setattr(service.time, "time", lambda: 1_000_000_070.0)
    later = send(ninjs(), key)

    assert [answer.status_code for answer in [*answers, later]] == [202, 202, 429, 202]
    assert answers[2]["Retry-After"] == "10"


def test_a_signed_push_is_taken_and_one_without_a_signature_is_not(signing, key):
    body = ninjs()

    assert send(body, key, headers=signed(body)).status_code == 202
    answer = send(body, key)
    assert (answer.status_code, answer.json()["code"]) == (401, "push-signature-refused")
    assert "webhook-id is missing" in answer.json()["detail"]


def test_one_true_signature_among_several_will_do(signing, key):
    """So secrets can be changed without a gap."""
    body, headers = ninjs(), signed(ninjs())
    headers["webhook-signature"] = f"v1a,xyz v1,AAAA {headers['webhook-signature']} v2,more"

    assert send(body, key, headers=headers).status_code == 202


@pytest.mark.parametrize(
    "headers",
    [
        signed(ninjs(version="2")),
        signed(ninjs(), secret=b"another"),
        signed(ninjs()) | {"webhook-id": "msg_2"},
        signed(ninjs()) | {"webhook-signature": "v1,"},
        signed(ninjs()) | {"webhook-signature": signed(ninjs())["webhook-signature"].removeprefix("v1,")},
        signed(ninjs()) | {"webhook-timestamp": "soon"},
        signed(ninjs()) | {"webhook-timestamp": "9" * 400},
        signed(ninjs()) | {"webhook-signature": "v1,ü"},
        signed(ninjs()) | {"webhook-signature": "v1,x " * 300},
    ],
)
def test_a_signature_that_proves_nothing_is_refused(headers, signing, key):
    assert send(ninjs(), key, headers=headers).status_code == 401
    assert WireItem.objects.count() == 0


@pytest.mark.parametrize(("seconds_ago", "status"), [(295, 202), (310, 401), (-295, 202), (-310, 401)])
def test_a_signature_is_good_for_five_minutes(seconds_ago, status, signing, key):
    body = ninjs()

    assert send(body, key, headers=signed(body, seconds_ago=seconds_ago)).status_code == status


def test_a_push_caught_and_sent_again_changes_nothing(signing, key):
    old, new = ninjs(version="1"), ninjs(version="2")
    caught = signed(old)
    send(old, key, headers=caught)
    send(new, key, headers=signed(new))

    again = send(old, key, headers=caught)

    assert again.json()["outcomes"][0]["fate"] == "unchanged"
    assert WireItem.objects.get().latest.version == "2"


def test_a_signing_secret_that_is_away_closes_the_door_and_tells_the_desk(signing, key, tmp_path):
    (tmp_path / "secrets" / "strait").unlink()
    body = ninjs()

    answer = send(body, key, headers=signed(body))

    assert (answer.status_code, answer.json()["code"]) == (503, "push-secret-away")
    assert "strait" not in answer.content.decode().replace("strait-wire", "")
    signing.refresh_from_db()
    assert "The secret “strait” cannot be used" in signing.last_error
    assert SECRET not in signing.last_error


def test_pictures_that_a_push_names_are_owed(source, key):
    href = "https://pictures.example/tram.jpg"

    send(ninjs(renditions=[], associations={"a": {"type": "picture", "renditions": {"o": {"href": href}}}}), key)

    assert href in str(list(Job.objects.values_list("args", flat=True)))


def test_the_edge_keeps_no_answer_of_it():
    assert "/wire" in Orders.__dataclass_fields__["private"].default


def test_a_key_is_made_in_the_shell_and_shown_once(source):
    said, aside = io.StringIO(), io.StringIO()

    call_command("wire", "key", "strait-wire", "--name", "Ticker", stdout=said, stderr=aside)

    assert send(ninjs(), said.getvalue().strip()).status_code == 202
    assert "/wire/strait-wire/" in aside.getvalue()
    assert PushKey.objects.get().name == "Ticker"
