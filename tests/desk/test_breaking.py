"""The breaking strip from the desk: one action, by the right people, on the record."""

import re
from typing import Any

import pytest
from django.contrib.auth.models import Group
from django.urls import reverse
from wagtail.models import ModelLogEntry, PageLogEntry

from broadsheet.desk.services.roles import FRONT_EDITORS, PUBLISHER, STANDARDS, open_desk
from broadsheet.fronts.models import Breaking
from broadsheet.fronts.services.breaking import raise_breaking
from tests import factories

pytestmark = pytest.mark.django_db
SCREEN = "/desk/breaking/"


def of_story(story: Any) -> str:
    return reverse("desk_breaking_story", args=[story.pk])


def test_one_action_raises_it_from_a_story_and_one_lowers_it(sign_in, ada, published_story, client):
    """The button posts at once; without a script it leads to the screen, filled in."""
    desk = sign_in(ada)
    editor = reverse("wagtailadmin_pages:edit", args=[published_story.pk])
    link = r'<a[^>]*href="(?P<url>[^"]+)"[^>]*>(?:(?!</a>).)*Raise as breaking'
    button = re.search(link, desk_html(desk, editor), re.DOTALL)
    assert button
    assert f'data-w-action-url-value="{of_story(published_story)}"' in button[0]
    assert 'value="Budget passes"' in desk_html(desk, button["url"])

    raised = desk.post(of_story(published_story), follow=True)

    up = Breaking.objects.get(is_up=True)
    assert (up.headline, up.story_id, up.raised_by) == ("Budget passes", published_story.pk, ada)
    assert "Every page says" in raised.content.decode()
    assert 'aria-label="Breaking"' in client.get("/").content.decode()
    assert f'data-w-action-url-value="{reverse("desk_breaking_lower")}"' in desk_html(desk, editor)

    desk.post(reverse("desk_breaking_lower"))

    assert not Breaking.objects.filter(is_up=True).exists()
    assert 'aria-label="Breaking"' not in client.get("/").content.decode()


def desk_html(desk: Any, address: str) -> str:
    return desk.get(address).content.decode()


def test_front_editors_raise_words_alone_and_change_them_from_the_fronts(sign_in, site_tree, published_story):
    fay = factories.make_user("Fay", groups=(Group.objects.get(name=FRONT_EDITORS),))
    desk = sign_in(fay)
    assert f'href="{SCREEN}"' in desk_html(desk, reverse("fronts:index"))

    desk.post(SCREEN, {"headline": "Bridge closed", "story": ""})
    assert Breaking.objects.get(is_up=True).headline == "Bridge closed"
    desk.post(SCREEN, {"headline": "Bridge closed until noon", "story": str(published_story.pk)})

    up = Breaking.objects.get(is_up=True)
    assert (up.headline, up.story_id) == ("Bridge closed until noon", published_story.pk)
    assert "Bridge closed until noon" in desk_html(desk, SCREEN)


@pytest.mark.parametrize(
    ("role", "at_home", "elsewhere", "words"),
    [
        ("reporters", False, False, False),
        ("editors", True, False, False),
        (FRONT_EDITORS, True, True, True),
        (STANDARDS, True, True, False),
        (PUBLISHER, True, True, True),
        ("", False, False, False),
    ],
)
def test_who_may_raise_what(role, at_home, elsewhere, words, sign_in, site_tree):
    """An editor of Sports raises Sports; words alone are for those who make fronts; reporters raise nothing."""
    desk = open_desk(site_tree.sports)
    groups = [getattr(desk, role)] if hasattr(desk, role or "-") else list(Group.objects.filter(name=role))
    browser = sign_in(factories.make_user("Sam", groups=tuple(groups)))

    def raised(address: str, **sent: str) -> bool:
        Breaking.objects.all().delete()
        browser.post(address, sent)
        return Breaking.objects.filter(is_up=True).exists()

    mine = factories.publish(factories.make_story(site_tree.sports, "Match report"))
    other = factories.publish(factories.make_story(site_tree.politics, "Vote"))
    assert raised(of_story(mine)) == at_home
    assert raised(of_story(other)) == elsewhere
    assert raised(SCREEN, headline="Bridge closed", story="") == words
    up = raise_breaking(headline="Bridge closed", by=None)
    browser.post(reverse("desk_breaking_lower"))
    up.refresh_from_db()
    assert up.is_up != at_home


def test_a_draft_is_not_raised_and_nothing_is_not_said(sign_in, site_tree, draft_story):
    """Both are refused in words, with the form still there."""
    desk = sign_in(factories.make_user("Zoe", is_superuser=True))

    drafted = desk.post(SCREEN, {"headline": "", "story": str(draft_story.pk)})
    empty = desk.post(SCREEN, {"headline": " ", "story": ""})

    assert "is not out" in drafted.content.decode()
    assert "has no words" in empty.content.decode()
    assert not Breaking.objects.exists()


def test_every_order_is_on_the_record(sign_in, ada, published_story):
    """In the site's log, and in the history of the story."""
    desk = sign_in(ada)
    desk.post(of_story(published_story))
    desk.post(SCREEN, {"headline": "Budget passes by two", "story": str(published_story.pk)})
    desk.post(reverse("desk_breaking_lower"))

    actions = ["fronts.raise_breaking", "fronts.change_breaking", "fronts.lower_breaking"]
    for entries in (ModelLogEntry, PageLogEntry):
        found = entries.objects.filter(action__startswith="fronts.").order_by("pk")
        assert [(entry.action, entry.user) for entry in found] == [(action, ada) for action in actions]
    history = desk_html(desk, reverse("wagtailadmin_pages:history", args=[published_story.pk]))
    assert "Raised as breaking: “Budget passes”" in history


def test_lowering_is_an_order_not_a_link(sign_in, ada, published_story):
    raise_breaking(story=published_story, by=ada)

    assert sign_in(ada).get(reverse("desk_breaking_lower")).status_code == 405
    assert Breaking.objects.filter(is_up=True).exists()
