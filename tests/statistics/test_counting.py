"""Views are counted once each, for stories that readers may see, and nobody is in the count."""

import uuid
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.db import connections
from django.test import Client
from django.utils import timezone
from django.utils.crypto import salted_hmac

from broadsheet.public.views.counting import edge_key
from broadsheet.statistics.models import CountedBatch, HourlyViews
from broadsheet.statistics.rules import KEPT_BATCHES_DAYS, KEPT_DAYS, hour_of
from broadsheet.statistics.services.count import count_view
from broadsheet.statistics.tasks import forget_old_views
from broadsheet.stories.services.kill import kill_story

pytestmark = pytest.mark.django_db


def test_a_page_that_was_read_is_counted_in_its_hour(published_story: Any, client: Client, counted: Any) -> None:
    for _ in range(3):
        assert client.post("/_viewed", {"story": published_story.pk}).status_code == 204

    assert counted() == {published_story.pk: (3, 0)}
    assert HourlyViews.objects.get().hour == hour_of(timezone.now())


def test_what_is_kept_is_the_story_the_hour_and_how_often(published_story: Any, client: Client) -> None:
    """No column could hold a reader, and no cookie is set."""
    answer = client.post("/_viewed", {"story": published_story.pk}, headers={"user-agent": "Cleo’s browser"})

    assert {field.name for field in HourlyViews._meta.get_fields()} == {"id", "story_id", "hour", "read", "served"}
    assert {field.name for field in CountedBatch._meta.get_fields()} == {"id", "counted_at"}
    assert not answer.cookies


@pytest.mark.parametrize("header", ["sec-gpc", "dnt"])
def test_who_asks_not_to_be_counted_is_not(header: str, published_story: Any, client: Client, counted: Any) -> None:
    """The same browser without the header is."""
    refused = client.post("/_viewed", {"story": published_story.pk}, headers={header: "1"})
    before = counted()
    client.post("/_viewed", {"story": published_story.pk}, headers={header: "0"})

    assert (refused.status_code, before) == (204, {})
    assert counted() == {published_story.pk: (1, 0)}


@pytest.mark.parametrize("story", ["", "999999", "-1", "1.5", "1" * 400, "١٢", "12 OR 1=1"])
def test_what_is_no_story_is_not_counted(story: str, site_tree: Any, client: Client, counted: Any) -> None:
    assert client.post("/_viewed", {"story": story}).status_code == 204
    assert counted() == {}


def test_only_what_readers_may_see_is_counted(
    published_story: Any, draft_story: Any, ada: Any, client: Client, send: Any, counted: Any, on_commit: Any
) -> None:
    """Neither a draft nor a killed story, by the beacon or in a batch."""
    with on_commit():
        kill_story(published_story, reason="Court order", by=ada)

    for story in (published_story, draft_story):
        client.post("/_viewed", {"story": story.pk})
    send({"read": {str(published_story.pk): 1, str(draft_story.pk): 1}})

    assert counted() == {}


def test_another_site_s_page_cannot_count(published_story: Any, client: Client, counted: Any) -> None:
    answer = client.post("/_viewed", {"story": published_story.pk}, headers={"sec-fetch-site": "cross-site"})

    assert answer.status_code == 404
    assert counted() == {}


def test_a_batch_counts_what_was_read_and_what_was_served(published_story: Any, send: Any, counted: Any) -> None:
    """A second batch adds to the first; stories we do not know are left out."""
    first = {"read": {str(published_story.pk): 3, "999999": 9}, "served": {str(published_story.pk): 5}}

    assert send(first).status_code == 204
    assert send({"served": {str(published_story.pk): 2}}, Batch=str(uuid.uuid4())).status_code == 204

    assert counted() == {published_story.pk: (3, 7)}


def test_a_batch_sent_twice_is_counted_once(published_story: Any, send: Any, counted: Any) -> None:
    """The edge hears 204 both times: the first answer was lost on the way."""
    batch = {"read": {str(published_story.pk): 3}}

    assert [send(batch).status_code, send(batch).status_code] == [204, 204]
    assert counted() == {published_story.pk: (3, 0)}

    send(batch, Batch=str(uuid.uuid4()))
    assert counted() == {published_story.pk: (6, 0)}


def test_lines_no_edge_could_send_are_left_out_and_the_others_counted(
    published_story: Any, send: Any, counted: Any
) -> None:
    """Or one of them would hold up everything behind it."""
    other = published_story.pk
    rows = f'"{other}": 2, "-1": 4, "x": 1, "1e3": 1, "999999": 7, "{"9" * 40}": 1'
    odd = ", ".join(f'"{other}": {value}' for value in ("-5", "0", "true", "1e30", "NaN", '"3"', "null", "100000001"))

    assert send(f'{{"read": {{{rows}}}, "served": {{{odd}}}}}').status_code == 204

    assert counted() == {other: (2, 0)}


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"read=12",
        b"\xff\xfe",
        b"[" * 100_000,
        b'"read"',
        b"[]",
        b"{}",
        b'{"read": ' + b"9" * 5000 + b"}",
        b'{"reads": {"1": 1}}',
    ],
)
def test_a_batch_that_cannot_be_read_is_refused_for_good(body: bytes, send: Any, counted: Any) -> None:
    """With 400, not 503: the edge drops it instead of sending it for ever. Its name stays free."""
    answer = send(body)

    assert answer.status_code == 400
    assert "do not send it again" in answer.content.decode()
    assert counted() == {}
    assert not CountedBatch.objects.exists()


@pytest.mark.parametrize("body", ['{"read": []}', '{"read": 7, "served": null}', '{"served": {}}'])
def test_an_empty_batch_is_taken(body: str, send: Any, counted: Any) -> None:
    assert send(body).status_code == 204
    assert counted() == {}


@pytest.mark.parametrize("name", ["", "1", "not-a-uuid", None])
def test_a_batch_without_a_name_is_refused(name: str | None, published_story: Any, send: Any, counted: Any) -> None:
    """It could not be known again."""
    assert send({"read": {str(published_story.pk): 3}}, Batch=name).status_code == 400
    assert counted() == {}


@pytest.mark.parametrize("key", [None, "", "wrong", "é", "0" * 40])
def test_strangers_find_nothing_where_the_edge_counts(
    key: str | None, published_story: Any, client: Client, send: Any, counted: Any
) -> None:
    """Where no edge stands in front, the address is open to everybody; neither a sign-in nor a token opens it."""
    assert send({"read": {str(published_story.pk): 3}}, Edge_Key=key).status_code == 404
    assert counted() == {}


def test_the_key_is_derived_from_the_secret_key_and_only_post_counts(
    published_story: Any, client: Client, send: Any
) -> None:
    """As the edge's supervisor derives it; a client that checks for tokens sends none and is not stopped."""
    strict = Client(enforce_csrf_checks=True)
    headers = {"Edge-Key": salted_hmac("broadsheet.edge", "key").hexdigest(), "Batch": str(uuid.uuid4())}

    assert edge_key() == headers["Edge-Key"]
    assert client.get("/_edge/views", headers=headers).status_code == 404
    assert client.get("/_edge/anything", headers=headers).status_code == 404
    body = {"read": {str(published_story.pk): 1}}
    assert strict.post("/_edge/views", body, content_type="application/json", headers=headers).status_code == 204


def test_counting_writes_nothing_to_the_main_database(published_story: Any, send: Any, client: Client) -> None:
    """On SQLite that would take the lock that publishing needs."""
    written: list[str] = []

    def watch(execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        if not sql.lstrip().upper().startswith(("SELECT", "SAVEPOINT", "RELEASE")):
            written.append(sql)
        return execute(sql, params, many, context)

    with connections["default"].execute_wrapper(watch):
        client.post("/_viewed", {"story": published_story.pk})
        send({"read": {str(published_story.pk): 3}})

    assert written == []


def test_counts_of_more_than_ninety_days_ago_are_dropped() -> None:
    """And the names of batches that nobody sends again."""
    now = timezone.now()
    for days in (0, KEPT_DAYS - 1, KEPT_DAYS + 1):
        count_view(1, at=now - timedelta(days=days))
    for days in (0, KEPT_BATCHES_DAYS + 1):
        CountedBatch.objects.create(id=uuid.uuid4(), counted_at=now - timedelta(days=days))

    forget_old_views.call()

    kept = [hour_of(now - timedelta(days=days)) for days in (KEPT_DAYS - 1, 0)]
    assert list(HourlyViews.objects.order_by("hour").values_list("hour", flat=True)) == kept
    assert CountedBatch.objects.count() == 1


def test_an_hour_is_an_hour_everywhere() -> None:
    """Also where the clocks are half an hour apart, and when they are put back."""
    moment = datetime(2026, 10, 25, 0, 59, 59, tzinfo=UTC)

    assert hour_of(moment + timedelta(seconds=1)) == hour_of(moment) + 1
    assert hour_of(moment.astimezone(timezone.get_fixed_timezone(330))) == hour_of(moment)
