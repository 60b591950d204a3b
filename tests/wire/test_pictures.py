"""Pictures of fed items: owed by the item's transaction, fetched apart, found by the pickup."""

import pytest
from django.db import transaction

from broadsheet.desk.wire_pictures import folder_of, read_picture
from broadsheet.interchange.items import NewsItem, Picture
from broadsheet.jobs.models import Job
from broadsheet.media.errors import NotAPicture
from broadsheet.wire import tasks
from broadsheet.wire.errors import BadAnswer, TooMuch
from broadsheet.wire.models import Source
from broadsheet.wire.rules import MOST_PICTURES, pictures_to_fetch
from broadsheet.wire.services import pictures
from broadsheet.wire.services.feed import fetch_feed
from broadsheet.wire.services.fetch import Limits
from tests import factories
from tests.wire.server import Stage, say
from tests.wire.test_feed import rss


@pytest.fixture
def herald(db: None, stage: Stage) -> Source:
    """A feed of the stage."""
    return factories.make_source("Velan Herald", connector=Source.Connector.FEED, address=stage.url("/feed"))


def owed() -> list[list[object]]:
    """List what the picture jobs are to fetch."""
    return list(Job.objects.filter(task="broadsheet.wire.tasks.fetch_picture").values_list("args", flat=True))


def test_the_pictures_of_a_fed_item_are_owed_once(herald: Source, stage: Stage):
    stage.answers["/feed"] = say(rss("Trams", picture="https://velan.example/trams.jpg"))

    for _ in range(2):
        fetch_feed(herald, reach=stage.reach)

    assert owed() == [[herald.pk, "https://velan.example/trams.jpg"]]


def test_an_item_rolled_back_owes_no_picture(herald: Source, stage: Stage):
    stage.answers["/feed"] = say(rss("Trams", picture="https://velan.example/trams.jpg"))

    with transaction.atomic():
        fetch_feed(herald, reach=stage.reach)
        transaction.set_rollback(True)

    assert owed() == []


def test_a_picture_is_usable_when_it_is_whole_and_not_before(herald: Source, stage: Stage):
    href = stage.url("/trams.jpg")
    stage.answers["/trams.jpg"] = say(factories.jpeg())

    before = read_picture(herald, href)
    first = pictures.fetch_picture(herald, href, reach=stage.reach)
    again = pictures.fetch_picture(herald, href, reach=stage.reach)

    assert (before, first, again) == (None, True, False)
    assert read_picture(herald, href) == factories.jpeg()
    assert len(stage.asked) == 1
    assert [path.name for path in folder_of(herald).rglob(".*")] == []


@pytest.mark.parametrize(
    "body", [b"<html>Not here</html>", b"", b"GIF8;", b"MZ\x90"], ids=["page", "nothing", "gif", "exe"]
)
def test_what_does_not_begin_as_a_picture_is_not_kept(body, herald: Source, stage: Stage):
    stage.answers["/trams.jpg"] = say(body, Content_Type="image/jpeg")

    with pytest.raises(NotAPicture):
        pictures.fetch_picture(herald, stage.url("/trams.jpg"), reach=stage.reach)
    assert read_picture(herald, stage.url("/trams.jpg")) is None


def test_a_picture_beyond_the_bound_is_not_kept(herald: Source, stage: Stage, monkeypatch):
    monkeypatch.setattr(pictures, "LIMITS", Limits(wire_bytes=100))
    stage.answers["/trams.jpg"] = say(factories.jpeg())

    with pytest.raises(TooMuch):
        pictures.fetch_picture(herald, stage.url("/trams.jpg"), reach=stage.reach)
    assert not folder_of(herald).exists()


def test_a_lasting_refusal_ends_the_job_and_a_passing_one_is_tried_again(herald: Source, monkeypatch):
    def answering(status: int, *, lasting: bool) -> None:
        def refuse(*args: object, **given: object) -> None:
            raise BadAnswer("https://velan.example/trams.jpg", status, lasting=lasting)

        monkeypatch.setattr(pictures, "fetch_picture", refuse)

    answering(404, lasting=True)
    assert tasks.fetch_picture.func(herald.pk, "https://velan.example/trams.jpg") is False

    answering(500, lasting=False)
    with pytest.raises(BadAnswer):
        tasks.fetch_picture.func(herald.pk, "https://velan.example/trams.jpg")


def test_an_address_cannot_choose_its_file_s_place(herald: Source, stage: Stage):
    path = "/x/../../../../evil.jpg"
    stage.answers["/../evil.jpg"] = stage.answers["/evil.jpg"] = stage.answers[path] = say(factories.jpeg())

    pictures.fetch_picture(herald, stage.url(path), reach=stage.reach)

    kept = [path for path in folder_of(herald).rglob("*") if path.is_file()]
    assert [path.parent for path in kept] == [folder_of(herald) / "fetched"]


def test_a_picture_sent_in_another_folder_is_found_by_its_name(herald: Source):
    pictures.keep_delivered(herald, "trams.jpg", factories.jpeg())

    assert read_picture(herald, "pictures/trams.jpg") == read_picture(herald, "trams.jpg") == factories.jpeg()


@pytest.mark.parametrize(
    "href", ["../../../secret", "/etc/passwd", "a/../../x", "\0", "", "x" * 5_000, "..", "fetched"]
)
def test_no_href_reads_outside_the_source_s_folder(href, herald: Source):
    pictures.keep_delivered(herald, "trams.jpg", factories.jpeg())
    (folder_of(herald) / "fetched").mkdir()
    (folder_of(herald).parents[2] / "secret").write_bytes(b"secret")

    assert read_picture(herald, href) is None


def test_only_web_addresses_are_fetched_each_once_and_not_without_end():
    many = tuple(Picture(href=f"https://velan.example/{number}.jpg") for number in range(99))
    item = NewsItem(guid="a", pictures=(Picture(href="trams.jpg"), Picture(href="data:image/png,x"), *many, many[0]))

    found = pictures_to_fetch(item)

    assert found == [picture.href for picture in many[:MOST_PICTURES]]
