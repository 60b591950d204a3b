"""What no role but the publisher may do, and what nobody may; the roles themselves are tried in `test_matrix`."""

import io

from django.contrib.auth.models import Group
from django.core.management import call_command
from django.urls import reverse

from broadsheet.desk.services.roles import PUBLISHER, ensure_roles, open_desk
from broadsheet.stories.models import StoryPage
from tests import factories


def publisher():
    """Petra runs the paper."""
    return factories.make_user("Petra", groups=(Group.objects.get(name=PUBLISHER),))


def test_a_published_story_is_kept_whoever_would_delete_it(published_story, sign_in):
    root = factories.make_user("Root", is_superuser=True, is_staff=True)

    answer = sign_in(root).post(reverse("wagtailadmin_pages:delete", args=[published_story.pk]), follow=True)

    assert StoryPage.objects.filter(pk=published_story.pk).exists()
    assert "has been published, so it stays in the records" in answer.content.decode()


def test_sections_are_arranged_by_the_publisher_alone(site_tree, sign_in, ada):
    edit = reverse("wagtailadmin_pages:edit", args=[site_tree.politics.pk])
    add = reverse("wagtailadmin_pages:add", args=["taxonomy", "sectionpage", site_tree.politics.pk])
    desk, owner = sign_in(ada), sign_in(publisher())

    assert "Sections are arranged by the publisher" in desk.get(edit, follow=True).content.decode()
    assert "New sections are opened by the publisher" in desk.get(add, follow=True).content.decode()
    assert owner.get(edit).status_code == 200
    assert owner.get(add).status_code == 200


def test_roles_may_be_made_again_without_change(site_tree):
    before = sorted(Group.objects.values_list("name", "permissions__codename", "page_permissions__page"))

    ensure_roles()

    assert sorted(Group.objects.values_list("name", "permissions__codename", "page_permissions__page")) == before
    assert not Group.objects.filter(name__in=["Moderators", "Editors"]).exists()


def test_a_role_of_an_older_version_gets_the_rights_of_this_one(site_tree):
    editors = open_desk(site_tree.politics).editors
    editors.permissions.remove(*editors.permissions.filter(codename="view_routingrule"))

    call_command("roles", stdout=io.StringIO())

    assert editors.permissions.filter(codename="view_routingrule").exists()


def test_the_publisher_opens_accounts_and_settings(site_tree, sign_in):
    owner = sign_in(publisher())

    for name in ("wagtailusers_users:index", "wagtailusers_users:add", "wagtailusers_groups:index"):
        assert owner.get(reverse(name)).status_code == 200
    assert owner.get("/desk/settings/publication/publication/", follow=True).status_code == 200


def test_an_account_opened_in_the_desk_signs_in_by_e_mail(site_tree, sign_in, client):
    owner = sign_in(publisher())
    secret = "a long enough phrase"

    owner.post(
        reverse("wagtailusers_users:add"),
        {
            "email": "dora@courier.example",
            "first_name": "Dora",
            "last_name": "Hale",
            "password1": secret,
            "password2": secret,
            "groups": [open_desk(site_tree.world).reporters.pk],
        },
    )

    client.post("/desk/login/", {"username": "dora@courier.example", "password": secret})
    assert client.get("/desk/inbox/").status_code == 200
