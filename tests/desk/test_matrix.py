"""Who may do what, and where: every role, at its own desk and at another's, by real requests."""

from dataclasses import dataclass
from types import SimpleNamespace
from typing import Any

import pytest
from django.contrib.auth.models import Group
from django.test import Client
from django.urls import reverse

from broadsheet.desk.services.roles import FRONT_EDITORS, PUBLISHER, STANDARDS, open_desk
from broadsheet.stories.models import StoryPage
from tests import factories
from tests.desk.story_form import draft_of, edit_story, new_story

REPORTER, EDITOR = "reporter", "editor"
EVERYTHING = {"create", "edit", "publish", "unpublish", "kill", "delete"}
AT_HOME = {
    REPORTER: {"create"},  # and their own drafts, see below
    EDITOR: EVERYTHING,
    FRONT_EDITORS: set(),
    STANDARDS: {"edit", "publish", "unpublish", "kill", "delete"},
    PUBLISHER: EVERYTHING,
}
ELSEWHERE = AT_HOME | {REPORTER: set(), EDITOR: set()}


@dataclass
class Order:
    """A browser signed in as somebody, and a section to try things in."""

    browser: Client
    section: Any

    def create(self) -> bool:
        """File a new story."""
        before = StoryPage.objects.count()
        new_story(self.browser, self.section)
        return StoryPage.objects.count() > before

    def edit(self) -> bool:
        """Change the headline of somebody else's draft."""
        story = factories.make_story(self.section, "Edited by another desk")
        edit_story(self.browser, story, title="Changed")
        return bool(draft_of(story).title == "Changed")

    def publish(self) -> bool:
        """Publish somebody else's draft."""
        story = factories.make_story(self.section, "Published by another desk")
        edit_story(self.browser, story, **{"action-publish": "action-publish"})
        return StoryPage.objects.get(pk=story.pk).live

    def unpublish(self) -> bool:
        """Take a story down."""
        story = factories.publish(factories.make_story(self.section, "Taken down"))
        self.browser.post(reverse("wagtailadmin_pages:unpublish", args=[story.pk]))
        return not StoryPage.objects.get(pk=story.pk).live

    def kill(self) -> bool:
        """Kill a story."""
        story = factories.publish(factories.make_story(self.section, "Killed"))
        self.browser.post(reverse("desk_kill", args=[story.pk]), {"reason": "Court order", "is_certain": "on"})
        return StoryPage.objects.get(pk=story.pk).is_killed

    def delete(self) -> bool:
        """Delete a draft."""
        story = factories.make_story(self.section, "Deleted")
        self.browser.post(reverse("wagtailadmin_pages:delete", args=[story.pk]))
        return not StoryPage.objects.filter(pk=story.pk).exists()

    def allowed(self) -> set[str]:
        """Try everything and give what came true."""
        return {verb for verb in sorted(EVERYTHING) if getattr(self, verb)()}


@pytest.fixture
def browser_of(site_tree: SimpleNamespace, sign_in: Any) -> Any:
    """Give the browser of somebody in a role; reporters and editors are of the Sports desk."""
    sports = open_desk(site_tree.sports)

    def hired(role: str) -> Client:
        desk = {REPORTER: sports.reporters, EDITOR: sports.editors}
        group = desk.get(role) or Group.objects.get(name=role)
        return sign_in(factories.make_user(f"Sam-{role.split()[0]}", groups=(group,)))

    return hired


@pytest.mark.parametrize("role", AT_HOME)
def test_a_role_may_do_this_at_its_own_desk(role, browser_of, site_tree):
    assert Order(browser_of(role), site_tree.sports).allowed() == AT_HOME[role]


@pytest.mark.parametrize("role", ELSEWHERE)
def test_a_role_may_do_this_at_another_desk(role, browser_of, site_tree):
    """Sports may not publish in Politics."""
    assert Order(browser_of(role), site_tree.politics).allowed() == ELSEWHERE[role]


@pytest.mark.parametrize("section", ["sports", "politics"])
def test_whoever_has_no_role_does_nothing(section, sign_in, cleo, site_tree):
    assert Order(sign_in(cleo), getattr(site_tree, section)).allowed() == set()


def test_a_reporter_has_their_own_drafts_and_cannot_put_them_out(sign_in, ben, site_tree):
    browser, mine = sign_in(ben), factories.make_story(site_tree.politics, by=ben)

    edit_story(browser, mine, **{"title": "Mine", "action-publish": "action-publish"})

    assert draft_of(mine).title == "Mine"
    assert not StoryPage.objects.get(pk=mine.pk).live
    browser.post(reverse("wagtailadmin_pages:delete", args=[mine.pk]))
    assert not StoryPage.objects.filter(pk=mine.pk).exists()


def test_nobody_deletes_what_readers_have_seen(browser_of, site_tree):
    story = factories.publish(factories.make_story(site_tree.sports))
    browser = browser_of(PUBLISHER)

    for address in (
        reverse("wagtailadmin_pages:delete", args=[story.pk]),
        reverse("wagtail_bulk_action", args=["wagtailcore", "page", "delete"]) + f"?id={story.pk}",
    ):
        answer = browser.post(address, follow=True)
        assert "has been published, so it stays in the records" in answer.content.decode(), address

    assert StoryPage.objects.filter(pk=story.pk).exists()


def test_a_section_is_changed_only_by_those_who_arrange_the_paper(browser_of, site_tree):
    address = reverse("wagtailadmin_pages:edit", args=[site_tree.sports.pk])

    assert browser_of(EDITOR).get(address).status_code == 302
    assert browser_of(PUBLISHER).get(address).status_code == 200


def test_a_story_is_not_moved_into_another_desk_s_section(browser_of, site_tree):
    story = factories.make_story(site_tree.sports)
    address = reverse("wagtailadmin_pages:move_confirm", args=[story.pk, site_tree.politics.pk])

    browser_of(EDITOR).post(address)
    assert StoryPage.objects.get(pk=story.pk).get_parent().pk == site_tree.sports.pk

    browser_of(PUBLISHER).post(address)
    assert StoryPage.objects.get(pk=story.pk).get_parent().pk == site_tree.politics.pk
