"""The inbox: one list that is the search, live, with a button that makes a story."""

import pytest
from django.urls import reverse

from broadsheet.desk import queries
from broadsheet.desk.services.pickup import pick_up
from broadsheet.desk.wire_pictures import folder_of
from broadsheet.interchange.items import NewsItem, Picture
from broadsheet.stories.models import StoryPage
from broadsheet.wire.models import Quarantine, WireItem
from tests import factories

INBOX = "/desk/inbox/"


@pytest.fixture
def desk(sign_in, ada):
    """Ada's browser."""
    return sign_in(ada)


def headlines(response):
    return [item.headline for item in response.context["items"]]


def test_only_the_desk_sees_the_inbox(client, sign_in, cleo, ben, wire_item):
    assert client.get(INBOX).status_code == 302
    assert sign_in(cleo).get(INBOX).status_code == 302
    assert sign_in(ben).get(INBOX).status_code == 200


def test_the_newest_item_stands_first(desk, wire_source):
    for headline in ("First", "Second", "Third"):
        factories.make_item(wire_source, headline)

    assert headlines(desk.get(INBOX)) == ["Third", "Second", "First"]


def test_a_search_finds_every_word_in_headline_slugline_or_text(desk, wire_source):
    factories.make_item(wire_source, "Trams at last", slugline="COUNCIL-TRAMS")
    factories.make_item(wire_source, "Rain", slugline="WEATHER")

    assert headlines(desk.get(INBOX, {"q": "trams monday"})) == ["Trams at last"]
    assert headlines(desk.get(INBOX, {"q": "weather"})) == ["Rain"]
    assert headlines(desk.get(INBOX, {"q": "trams weather"})) == []


def test_filters_narrow_the_list(desk, site_tree, wire_source, ada):
    strait = factories.make_source("Strait Wire")
    flash = factories.make_item(wire_source, "Flash", urgency=1, section=site_tree.politics)
    factories.make_item(strait, "Norsk", urgency=5, language="nb", section=site_tree.world)
    pick_up(flash, by=ada)

    for asked, found in (
        ({"source": strait.pk}, ["Norsk"]),
        ({"section": site_tree.politics.pk}, ["Flash"]),
        ({"urgency": "3"}, ["Flash"]),
        ({"language": "nb"}, ["Norsk"]),
        ({"state": "taken"}, ["Flash"]),
        ({"state": "new"}, ["Norsk"]),
        ({"source": "none such"}, ["Norsk", "Flash"]),
    ):
        assert headlines(desk.get(INBOX, asked)) == found, asked


def test_older_items_are_one_link_away_and_none_is_shown_twice(desk, wire_source, monkeypatch):
    monkeypatch.setattr(queries, "PAGE_SIZE", 2)
    made = [factories.make_item(wire_source, f"Item {n}") for n in range(5)]
    WireItem.objects.update(received_at=made[0].received_at)  # all in one moment

    seen, query = [], ""
    for _page in range(3):
        response = desk.get(f"{INBOX}?{query}")
        seen += headlines(response)
        query = response.context["older"]

    assert seen == [f"Item {n}" for n in (4, 3, 2, 1, 0)]
    assert query == ""


def test_the_list_costs_the_same_for_one_item_and_for_fifty(
    desk, wire_source, site_tree, ada, django_assert_max_num_queries
):
    for n in range(50):
        pick_up(factories.make_item(wire_source, f"Item {n}", section=site_tree.politics), by=ada)
    desk.get(INBOX)

    with django_assert_max_num_queries(30):
        desk.get(INBOX)


def test_an_item_shows_what_the_wire_said(desk, site_tree, wire_source):
    item = factories.make_item(wire_source, section=site_tree.politics, ednote="Check the <b>figure</b>.")

    page = desk.get(reverse("desk_inbox_item", args=[item.pk])).content.decode()

    assert "The council votes on Monday." in page
    assert "Check the &lt;b&gt;figure&lt;/b&gt;." in page
    assert "Politics (as routed)" in page


def test_an_older_version_can_be_read(desk, wire_source):
    item = factories.make_item(wire_source, "Vote on Monday", guid="urn:1", version="1")
    first = item.latest
    factories.keep_item(NewsItem(guid="urn:1", version="2", headline="Vote on Tuesday"), source=wire_source)

    address = reverse("desk_inbox_item", args=[item.pk])
    assert "Vote on Tuesday</h2>" in desk.get(address).content.decode()
    assert "Vote on Monday</h2>" in desk.get(address, {"version": first.pk}).content.decode()


def test_picking_up_opens_the_editor_and_tells_everyone(desk, sign_in, ben, wire_item):
    response = desk.post(reverse("desk_inbox_take", args=[wire_item.pk]))

    story = StoryPage.objects.get()
    assert response.headers["Location"] == reverse("wagtailadmin_pages:edit", args=[story.pk])
    assert desk.get(response.headers["Location"]).status_code == 200
    assert "Taken by Ada at" in sign_in(ben).get(INBOX).content.decode()


def test_a_second_pickup_is_allowed_and_warned_of(desk, sign_in, ben, wire_item):
    take = reverse("desk_inbox_take", args=[wire_item.pk])
    desk.post(take)

    answer = sign_in(ben).post(take, follow=True)

    assert StoryPage.objects.count() == 2
    assert any("Taken by Ada at" in str(message) for message in answer.context["messages"])


def test_a_pickup_for_another_desk_is_refused_in_words(desk, site_tree, wire_source):
    item = factories.make_item(wire_source, section=site_tree.sports)

    answer = desk.post(reverse("desk_inbox_take", args=[item.pk]), follow=True)

    assert "Ada may not file in Sports" in answer.content.decode()
    assert not StoryPage.objects.exists()


def test_news_says_what_came_and_what_was_taken(desk, site_tree, wire_source, ada):
    old = factories.make_item(wire_source, "Old", section=site_tree.politics)
    news, cursor = reverse("desk_inbox_news"), desk.get(INBOX).context["cursor"]
    quiet = desk.get(news, {"after": cursor})
    assert quiet.json()["rows"] == []
    again = desk.get(news, {"after": cursor}, headers={"If-None-Match": quiet.headers["ETag"]})
    assert again.status_code == 304

    factories.make_item(wire_source, "Fresh <one>")
    pick_up(old, by=ada)

    told = desk.get(news, {"after": cursor}, headers={"If-None-Match": quiet.headers["ETag"]}).json()
    assert "Fresh &lt;one&gt;" in told["rows"][0]["html"]
    assert told["announcement"] == "1 new item"
    assert told["taken"][0]["id"] == old.pk
    assert "Taken by Ada at" in told["taken"][0]["html"]
    assert desk.get(news, {"after": told["cursor"]}).json()["rows"] == []


def test_news_keeps_to_the_filters(desk, wire_source):
    cursor = desk.get(INBOX).context["cursor"]
    factories.make_item(wire_source, "Rain", slugline="WEATHER")

    assert desk.get(reverse("desk_inbox_news"), {"after": cursor, "q": "trams"}).json()["rows"] == []


def test_news_refuses_a_cursor_that_is_none(desk):
    assert desk.get(reverse("desk_inbox_news"), {"after": "yesterday"}).status_code == 400


def test_a_picture_of_the_wire_is_shown_to_the_desk_alone(desk, client, wire_source):
    item = factories.make_item(wire_source, pictures=(Picture(href="a.jpg"), Picture(href="b.jpg")))
    folder_of(wire_source).mkdir(parents=True)
    (folder_of(wire_source) / "a.jpg").write_bytes(factories.jpeg())
    (folder_of(wire_source) / "b.jpg").write_bytes(b"<script>alert(1)</script>")

    address = reverse("desk_inbox_picture", args=[item.pk, 0])
    assert desk.get(address).headers["Content-Type"] == "image/jpeg"
    assert client.get(address).status_code == 302
    assert desk.get(reverse("desk_inbox_picture", args=[item.pk, 1])).status_code == 404
    assert desk.get(reverse("desk_inbox_picture", args=[item.pk, 2])).status_code == 404


def test_quarantine_shows_the_reason_and_reads_again(desk, wire_source):
    payload = Quarantine.objects.create(
        source=wire_source, raw=b"{", sha256="a" * 64, file_name="broken.json", reason="Line 3: no JSON", line=3
    )

    page = desk.get(INBOX, {"state": "quarantine"}).content.decode()
    assert "broken.json" in page
    assert "Line 3: no JSON" in page

    answer = desk.post(reverse("desk_inbox_read_again", args=[payload.pk]), follow=True)
    assert "broken.json still cannot be read" in answer.content.decode()
