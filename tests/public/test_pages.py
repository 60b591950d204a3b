"""What readers meet: pages that cost a fixed number of queries, say the same to all, and store nothing unasked."""

import gzip
import json
import re
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from broadsheet.public.models import Card
from broadsheet.public.services.bulk import BulkWriter
from broadsheet.public.views import lists
from broadsheet.public.views.information import CHECK
from broadsheet.readers.models import ConsentRecord, Enquiry
from broadsheet.stories.models import StoryPage
from broadsheet.stories.services.bulk import BulkStory
from tests import factories
from tests.journeys.paper import make_information

pytestmark = pytest.mark.django_db


def test_search_finds_the_body_and_forgives_a_typo(site_tree: Any, client: Client, jobs: Any) -> None:
    """A word of a late paragraph, written wrong, filtered by section and by a date that cannot be."""
    body = [f"Paragraph {number}." for number in range(8)] + ["The dredger Halvorsen left at dawn."]
    factories.publish(factories.make_story(site_tree.politics, "Harbour notes", body=body))
    factories.publish(factories.make_story(site_tree.sports, "Match report"))
    jobs()

    found = client.get("/search/?q=Halvorsan").content.decode()
    marked = client.get("/search/?q=dredger").content.decode()
    elsewhere = client.get("/search/?q=dredger&section=sports").content.decode()
    wrong = client.get("/search/?q=dredger&since=2026-13-01")

    assert "Harbour notes" in found
    assert "<mark>dredger</mark>" in marked
    assert "Harbour notes" not in elsewhere
    assert wrong.status_code == 200
    assert "2026-11-23" in wrong.content.decode()


@pytest.mark.parametrize("span", ["since=2026-01-01", "until=2999-12-31", "since=0001-01-01", "until=9999-12-31"])
def test_search_takes_one_date_and_any_date(span: str, site_tree: Any, client: Client, jobs: Any) -> None:
    """The other end of the span is open, and no date is too far for the index."""
    factories.publish(factories.make_story(site_tree.politics, "Harbour notes"))
    jobs()

    assert "Harbour notes" in client.get(f"/search/?q=harbour&{span}").content.decode()


def test_a_day_of_the_archive_is_read_in_parts_both_ways(site_tree: Any, client: Client, monkeypatch: Any) -> None:
    """Each story once, newest first; the way back leads through the same parts."""
    monkeypatch.setattr(lists, "LATEST_SIZE", 3)
    start = timezone.make_aware(datetime(2021, 3, 4, 9))
    moments = [start + timedelta(hours=n // 2) for n in range(8)] + [
        start - timedelta(days=1),
        start + timedelta(days=1),
    ]
    with BulkWriter() as writer:
        writer.write(site_tree.politics, [BulkStory(f"Story {n}", f"s-{n}", m, []) for n, m in enumerate(moments)])

    pages = [client.get("/archive/2021/03/04/").content.decode()]
    while older := re.search(r'href="([^"]+)" rel="next">Older stories', pages[-1]):
        pages.append(client.get(older[1]).content.decode())
    back = [pages[-1]]
    while newer := re.search(r'href="([^"]+)" rel="prev">[^<]*<svg.*?</svg> Newer stories', back[-1]):
        back.append(client.get(newer[1]).content.decode())

    numbers = [[int(n) for n in re.findall(r">Story (\d+)<", page)] for page in pages]
    assert numbers == [[7, 6, 5], [4, 3, 2], [1, 0]]
    assert back == pages[::-1]
    assert client.get("/archive/2021/02/30/").status_code == 404


def test_the_archive_counts_what_readers_may_see(site_tree: Any, client: Client) -> None:
    """By year, month and day; a story withdrawn no longer counts, and an empty year is not offered."""
    story = factories.make_story(site_tree.politics, "Long ago")
    story.first_published_at = timezone.make_aware(datetime(2019, 5, 6, 12))
    story = factories.publish(story)
    seen = [client.get(path).content.decode() for path in ("/archive/", "/archive/2019/", "/archive/2019/05/")]

    story.unpublish()
    after = [client.get(path).content.decode() for path in ("/archive/", "/archive/2019/", "/archive/2019/05/")]

    assert ['href="/archive/2019/"' in page for page in (seen[0], after[0])] == [True, False]
    assert ["1 story" in page for page in seen[1:]] == [True, True]
    assert ["1 story" in page for page in after[1:]] == [False, False]


def test_an_enquiry_gets_a_number_and_a_receipt(site_tree: Any, client: Client, jobs: Any, mailoutbox: Any) -> None:
    """It waits in the desk's queue; the sender can quote its number."""
    page = client.get("/contact-us/")
    opened = page.content.decode().split('name="opened" value="')[1].split('"')[0]
    answer = client.post("/contact-us/", {"email": "cleo@courier.example", "message": "Hello.", "opened": opened})
    jobs()

    enquiry = Enquiry.objects.get()
    assert enquiry.number in answer.content.decode()
    assert enquiry.number in mailoutbox[0].subject
    assert mailoutbox[0].to == ["cleo@courier.example"]


def test_a_robot_that_fills_every_field_is_refused(site_tree: Any, client: Client) -> None:
    """In words a person could act on; the same message without the hidden field goes through."""
    opened = client.get("/contact-us/").content.decode().split('name="opened" value="')[1].split('"')[0]
    message = {"email": "bot@spam.example", "message": "Buy.", "opened": opened}

    refused = client.post("/contact-us/", message | {"website": "http://spam.example"})
    stale = client.post("/contact-us/", message | {"opened": "forged"})

    assert (refused.status_code, stale.status_code) == (400, 400)
    assert not Enquiry.objects.exists()
    assert client.post("/contact-us/", message).status_code == 200


def test_a_tip_is_sealed_before_it_is_kept(site_tree: Any, client: Client, settings: Any) -> None:
    """Only the desk's secret key opens it; no cookie is set; lengths tell nothing."""
    from pyrage import decrypt, x25519

    from broadsheet.tips.models import Tip

    closed = client.get("/send-a-news-tip/").content.decode()
    desk = x25519.Identity.generate()
    settings.BROADSHEET = settings.BROADSHEET | {"tip_keys": [str(desk.to_public())]}
    page = client.get("/send-a-news-tip/")
    opened = page.content.decode().split('name="opened" value="')[1].split('"')[0]
    answer = client.post("/send-a-news-tip/", {"message": "The books are cooked.", "opened": opened})

    tip = Tip.objects.get()
    assert "<form" not in closed.split("<main")[1].split("</main>")[0] or "closed" in closed
    assert b"cooked" not in bytes(tip.sealed)
    assert b"The books are cooked." in decrypt(bytes(tip.sealed), [desk])
    assert not answer.cookies
    assert len(decrypt(bytes(tip.sealed), [desk])) % 16384 == 0


def test_consent_is_logged_and_refusing_is_as_easy(site_tree: Any, client: Client) -> None:
    """One click each; nothing is stored before."""
    before = client.get("/cookie-settings/").cookies.keys() - {"csrftoken"}
    answer = client.post("/cookie-settings/", {"embeds": "ask"})

    record = ConsentRecord.objects.get()
    assert not before
    assert not record.allows_embeds
    assert answer.cookies["consent"].value == f"{record.receipt}.ask"


def test_every_cookie_the_site_sets_is_on_the_list(site_tree: Any, client: Client) -> None:
    """The privacy pages print that list."""
    from broadsheet.public.cookies import COOKIES

    for path in ("/contact-us/", "/cookie-settings/", "/ad-choices/", "/account/login/"):
        client.get(path)
    client.post("/cookie-settings/", {"embeds": "show"})
    client.post("/ad-choices/", {"ads": "off"})

    assert set(client.cookies) <= {stored.name for stored in COOKIES}
    assert {"consent", "ads"} <= set(client.cookies)


def test_the_accessibility_statement_prints_the_last_check(site_tree: Any, client: Client) -> None:
    """With its date, from the file that `make accessibility` writes."""
    check = json.loads(CHECK.read_text())
    make_information(site_tree.home, "Accessibility statement", "company")

    html = client.get("/accessibility-statement/").content.decode()

    assert f"axe looked at {check['pages']} kinds of page and found {check['violations']} fault" in html
    assert f"{datetime.fromisoformat(check['checked_at']):%Y}" in html.split("axe looked at")[0][-60:]


def test_a_publish_that_fails_half_way_leaves_nothing_behind(site_tree: Any, monkeypatch: Any) -> None:
    """Page, version, event and card stand or fall together."""
    from broadsheet.public.services import project

    story = factories.make_story(site_tree.politics, "Half way")
    monkeypatch.setattr(project, "link", lambda *_: 1 / 0)

    with pytest.raises(ZeroDivisionError):
        story.save_revision().publish()

    after = StoryPage.objects.get(pk=story.pk)
    assert (after.live, after.first_published_at) == (False, None)
    assert not after.public_versions.exists()
    assert not Card.objects.filter(pk=story.pk).exists()


def test_updated_moves_only_on_a_change_of_substance(published_story: Any) -> None:
    """A comma is no update; a new day is."""
    story = published_story
    story.standfirst = "The vote is on Monday"
    first = factories.publish(story).updated_at
    story.standfirst = "The vote is on Monday."
    comma = factories.publish(story).updated_at
    story.standfirst = "The vote is on Tuesday."
    day = factories.publish(story)

    assert comma == first
    assert day.updated_at > first
    assert [v.kind for v in day.public_versions.all()] == ["initial", "update", "style", "update"]


def test_a_preview_is_the_public_page_and_writes_nothing(site_tree: Any, ada: Any, sign_in: Any) -> None:
    """Editors see what readers will; no card, no address comes of it, and only our own frames may show it."""
    from django.test import RequestFactory

    story = factories.make_story(site_tree.politics, "Not out yet", body=["In the works."], by=ada)
    request = RequestFactory().get("/", headers={"host": "localhost"})
    request.user = ada

    answer = story.get_latest_revision_as_object().serve_preview(request, "phone")

    html = answer.content.decode()
    assert "Not out yet" in html
    assert "In the works." in html
    assert "frame-ancestors 'self'" in answer["Content-Security-Policy"]
    assert not Card.objects.filter(pk=story.pk).exists()


def test_a_link_to_a_page_of_ours_leads_to_its_address(client: Any, site_tree: Any, ada: Any) -> None:
    """The desk's link chooser stores the page's id; readers once got a link that led nowhere."""
    aim = factories.publish(factories.make_story(site_tree.politics, "Trams come", by=ada), by=ada)
    story = factories.make_story(site_tree.politics, by=ada, body=[f'<a linktype="page" id="{aim.pk}">Trams</a> come.'])
    page = client.get(factories.publish(story, by=ada).path_on_site).content.decode()

    assert f'<a href="{aim.path_on_site}">Trams</a> come.' in page
    assert "linktype" not in page


def test_a_passage_says_where_it_was_cut(client: Any, site_tree: Any, ada: Any, jobs: Any) -> None:
    body = [f"{'Word ' * 60}before the zeppelin landed {'and more ' * 60}.", "Zeppelins are slow."]
    factories.publish(factories.make_story(site_tree.politics, by=ada, body=body), by=ada)
    jobs()

    page = client.get("/search/?q=zeppelin").content.decode()

    passage = page.split('<p class="summary">')[1].split("</p>")[0]
    assert "<mark>zeppelin" in passage.lower()
    assert passage.startswith("… ") or passage.endswith(" …")


def test_a_page_travels_small_and_only_when_it_has_changed(client: Any, site_tree: Any, ada: Any) -> None:
    story = factories.publish(factories.make_story(site_tree.politics, by=ada), by=ada)
    plain = client.get(story.path_on_site)
    small = client.get(story.path_on_site, HTTP_ACCEPT_ENCODING="gzip, br")

    assert gzip.decompress(small.content) == plain.content
    assert len(small.content) < len(plain.content) / 2
    assert "Accept-Encoding" in small["Vary"]

    same = client.get(story.path_on_site, HTTP_ACCEPT_ENCODING="gzip", HTTP_IF_NONE_MATCH=small["ETag"])
    assert (same.status_code, same.content) == (304, b"")

    story.title = "Council votes on trams again"
    factories.publish(story, by=ada)
    changed = client.get(story.path_on_site, HTTP_IF_NONE_MATCH=small["ETag"])
    assert changed.status_code == 200
    assert b"trams again" in changed.content
