"""What readers meet: pages that cost a fixed number of queries, say the same to all, and store nothing unasked."""

import gzip
import json
import re
from datetime import datetime, timedelta
from typing import Any

import html5lib
import pytest
from django.test import Client
from django.utils import timezone

from broadsheet.fronts.facts import front_changed
from broadsheet.fronts.models import Container, Front, Placement
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


@pytest.fixture
def paper(site_tree: Any, jobs: Any) -> Any:
    """Thirty stories in two sections, the newest last."""
    now = timezone.now()
    stories = []
    for number in range(30):
        section = site_tree.politics if number % 2 else site_tree.sports
        story = factories.make_story(section, f"Story {number:02d}", body=[f"Paragraph {number}."])
        story.first_published_at = now - timedelta(hours=40 - number)
        stories.append(factories.publish(story))
    jobs()
    site_tree.stories = stories
    return site_tree


def test_a_story_page_takes_eight_queries_at_most(
    paper: Any, client: Client, django_assert_max_num_queries: Any
) -> None:
    """The figure to hold, whatever the size of the archive."""
    with django_assert_max_num_queries(8):
        assert client.get(paper.stories[15].path_on_site).status_code == 200


def test_the_front_takes_twelve_queries_at_most(paper: Any, client: Client, django_assert_max_num_queries: Any) -> None:
    """However many containers fill themselves."""
    front = Front.objects.create()
    for section in (paper.politics, paper.sports, paper.world, None):
        Container.objects.create(front=front, layout="columns", size=6, fill_from=section)
    front_changed.announce(front_id=front.pk)

    with django_assert_max_num_queries(12):
        assert client.get("/").status_code == 200


def test_no_story_stands_twice_on_a_front(paper: Any, client: Client) -> None:
    """One placed by hand below is not used to fill a container above."""
    front = Front.objects.create()
    first = Container.objects.create(front=front, layout="deck", size=3, sort_order=1)
    second = Container.objects.create(front=front, layout="columns", size=9, sort_order=2, fill_from=paper.politics)
    newest = paper.stories[29]
    Placement.objects.create(container=second, story=newest, headline="Overridden")
    front_changed.announce(front_id=front.pk)

    html = client.get("/").content.decode()

    assert html.count(f'href="{newest.path_on_site}"') == 1
    assert ">Overridden<" in html
    assert "Story 28" in html
    assert first.size == 3


def test_lists_go_on_to_the_oldest_story(paper: Any, client: Client) -> None:
    """Every story is met once on the way, none twice."""
    seen: list[str] = []
    address = "/latest/"
    while address:
        html = client.get(address).content.decode()
        seen += [story.title for story in paper.stories if f">{story.title}<" in html]
        start = html.find("?before=")
        address = "/latest/" + html[start : html.index('"', start)] if start != -1 else ""

    assert sorted(seen) == sorted(story.title for story in paper.stories)


def test_previous_and_next_stay_in_the_section(paper: Any, client: Client) -> None:
    """In the order of publication."""
    html = client.get(paper.stories[15].path_on_site).content.decode()

    assert f'href="{paper.stories[13].path_on_site}"' in html
    assert f'href="{paper.stories[17].path_on_site}"' in html


def test_a_public_page_is_the_same_for_all_and_sets_no_cookie(
    paper: Any, client: Client, cleo: Any, sign_in: Any
) -> None:
    """Neither a session, nor a language, nor a header of one reader changes what another gets."""
    for path in ("/", paper.stories[3].path_on_site, "/politics/", "/latest/"):
        plain = client.get(path)
        other = sign_in(cleo).get(path, headers={"accept-language": "es", "x-forwarded-host": "evil.example"})

        assert plain.content == other.content, path
        assert not plain.cookies
        assert not other.cookies
        assert "Cookie" not in plain.get("Vary", "")
        assert "'unsafe-inline'" not in plain["Content-Security-Policy"]


def test_pages_are_parsed_without_an_error(paper: Any, client: Client) -> None:
    """By the parsing rules of the HTML standard, strictly."""
    paths = [
        "/",
        paper.stories[3].path_on_site,
        "/politics/",
        "/latest/",
        "/trending/",
        "/search/?q=story",
        "/archive/",
    ]
    for path in [*paths, "/contact-us/", "/cookie-settings/", "/no-such-page/", "/account/login/"]:
        html5lib.HTMLParser(strict=True).parse(client.get(path).content.decode())


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


def test_the_read_model_can_be_made_again_and_is_the_same(paper: Any, client: Client) -> None:
    """`broadsheet verify` finds nothing, then mends what somebody broke."""
    from broadsheet.public.services.verify import verify_stories

    story = paper.stories[4]
    clean = list(verify_stories())
    Card.objects.filter(pk=story.pk).update(headline="Broken by hand")
    found = list(verify_stories())

    assert clean == []
    assert [(row.story_id, row.field, row.true) for row in found] == [(story.pk, "headline", story.title)]
    assert Card.objects.get(pk=story.pk).headline == story.title


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
