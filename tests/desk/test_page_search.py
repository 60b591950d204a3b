"""Editors' search finds what it should at the size of an archive."""

from importlib import import_module
from typing import Any

import pytest
from django.db import connection
from wagtail.models import Page

from broadsheet.desk.services.roles import open_desk
from broadsheet.jobs.services.work import run_due
from broadsheet.stories.models import StoryPage
from tests import factories

if connection.vendor != "sqlite":
    pytest.skip("PostgreSQL ranks by Wagtail's own backend.", allow_module_level=True)
matches: Any = import_module("broadsheet.basepage.matches")
pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def kept(lasting: Any) -> Any:
    """Twelve stories with one word, the two oldest in Sports."""

    def make() -> Any:
        tree = factories.make_site_tree()
        ben = factories.make_user("Ben", groups=(open_desk(tree.politics).reporters,))
        for number in range(12):
            section = tree.sports if number < 2 else tree.politics
            factories.make_story(section, f"Harbour {number}" + " again" * number, by=ben)
        run_due(reraise=True)
        return tree

    return lasting(make)


@pytest.fixture
def site_tree(kept: Any, db: None) -> Any:
    """The tree on which they stand."""
    return kept()


@pytest.fixture
def archive(site_tree: Any, monkeypatch: Any) -> Any:
    """The tree and its stories; “most” is four, then eleven."""
    monkeypatch.setattr(matches, "MOST", (4, 11))
    monkeypatch.setattr(matches, "ENOUGH", 2)
    return site_tree


def titles(found: Any) -> list[str]:
    return [page.title.removesuffix(" again" * page.title.count("again")) for page in found]


def test_the_best_of_the_newest_come_first(archive: Any) -> None:
    """Short titles rank higher, as with Wagtail; older matches are not looked at."""
    found = Page.objects.autocomplete("harb")

    assert found.count() == 4
    assert titles(found[:3]) == ["Harbour 8", "Harbour 9", "Harbour 10"]
    assert titles(found[3:9]) == ["Harbour 11"]


def test_an_order_that_was_asked_for_is_kept(archive: Any) -> None:
    found = StoryPage.objects.order_by("title").search("harbour", order_by_relevance=False)

    assert titles(found[:9]) == ["Harbour 10", "Harbour 11", "Harbour 8", "Harbour 9"]


def test_filters_that_leave_too_few_make_it_look_further_back(archive: Any) -> None:
    """The oldest of all lies beyond what is looked at."""
    assert titles(Page.objects.descendant_of(archive.sports).autocomplete("harbour")) == ["Harbour 1"]


def test_a_word_nobody_wrote_finds_nothing(archive: Any) -> None:
    found = Page.objects.autocomplete("zanzibar")

    assert (found.count(), list(found), list(found[:10])) == (0, [], [])


def test_few_matches_are_ranked_as_by_wagtail(archive: Any, monkeypatch: Any) -> None:
    """Its own backend is asked for the same."""
    monkeypatch.setattr(matches, "MOST", (1_000, 10_000))
    ours = Page.objects.search("harbour").annotate_score("rank")
    compiler: Any = type(ours.query_compiler)
    monkeypatch.setattr(compiler, "search", super(matches.NewestMatches, ours.query_compiler).search.__func__)
    own = Page.objects.search("harbour").annotate_score("rank")

    assert len(ours) == 12
    assert [(page.pk, page.rank) for page in ours] == [(page.pk, page.rank) for page in own]


@pytest.mark.parametrize("words", ['"', "'", "*", "!!", "-", "AND", "harbour OR", "(", " ", "\N{ROCKET}", "^a", "a:b"])
def test_whatever_an_editor_types_is_answered(archive: Any, sign_in: Any, ada: Any, words: str) -> None:
    """In the search of all pages and in a section's own."""
    desk = sign_in(ada)

    for address in ("/desk/pages/search/", f"/desk/pages/{archive.politics.pk}/"):
        assert desk.get(address, {"q": words}).status_code == 200
