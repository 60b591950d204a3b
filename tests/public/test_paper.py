"""What readers meet on a small newspaper: pages that cost a fixed number of queries and say the same to all."""

from datetime import timedelta
from typing import Any

import html5lib
import pytest
from django.test import Client
from django.utils import timezone

from broadsheet.fronts.facts import front_changed
from broadsheet.fronts.models import Container, Front, Placement
from broadsheet.jobs.services.work import run_due
from broadsheet.public.models import Card
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def kept(lasting: Any) -> Any:
    """Thirty stories in two sections, the newest last."""

    def make() -> Any:
        tree = factories.make_site_tree()
        now = timezone.now()
        tree.stories = []
        for number in range(30):
            section = tree.politics if number % 2 else tree.sports
            story = factories.make_story(section, f"Story {number:02d}", body=[f"Paragraph {number}."])
            story.first_published_at = now - timedelta(hours=40 - number)
            tree.stories.append(factories.publish(story))
        run_due(reraise=True)
        return tree

    return lasting(make)


@pytest.fixture
def paper(kept: Any, db: None) -> Any:
    """The tree, with the stories in `.stories`."""
    return kept()


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
