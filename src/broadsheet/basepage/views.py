"""Publish and unpublish our pages by their own orders.

Wagtail's editor calls its actions itself and so goes round `publish()` and `unpublish()` of the page, where our rules,
records and announcements are.
"""

from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.admin import messages
from wagtail.admin.views.pages.edit import EditView
from wagtail.admin.views.pages.revisions import RevisionsRevertView
from wagtail.admin.views.pages.unpublish import UnpublishView
from wagtail.admin.viewsets.pages import PageViewSet
from wagtail.models import Page, Revision


class PublishesByOrder:
    """What the editor does when somebody presses “Publish”: keep the draft, then ask the page to publish it."""

    def publish_action(self: Any) -> Any:
        """Publish what the form holds. A refusal leaves the draft kept and nothing published."""
        revision = self.keep_draft()
        if response := self.run_hook("before_publish_page", self.request, self.page):
            return response
        revision.publish(
            user=self.request.user,
            changed=self.has_content_changes,
            previous_revision=self.previous_revision,
            skip_permission_checks=True,  # whether the button may be pressed was asked before
        )
        self.tell_commenters(revision)
        self.page = self.page.specific_class.objects.get(pk=self.page.pk)
        self.tell_published(revision)
        for hook in ("after_publish_page", "after_edit_page"):
            if response := self.run_hook(hook, self.request, self.page):
                return response
        return self.redirect_away()

    def keep_draft(self: Any) -> Revision:
        """Save what was typed as a revision."""
        self.page = self.form.save(commit=not self.page.live)
        self.subscription.save()
        return self.page.save_revision(
            user=self.request.user, log_action=True, previous_revision=self.previous_revision
        )

    def tell_commenters(self: Any, revision: Revision) -> None:
        """Mail those who follow the comments, as Wagtail's own view does."""
        if self.has_content_changes and "comments" in self.form.formsets:
            changes = self.get_commenting_changes()
            self.log_commenting_changes(changes, revision)
            self.send_commenting_notifications(changes)

    def tell_published(self: Any, revision: Revision) -> None:
        """Say what became of the page."""
        buttons = [self.get_edit_message_button()]
        if self.page.live and self.page.url and self.page.live_revision_id == revision.pk:
            buttons.insert(0, self.get_view_live_message_button())
        messages.success(self.request, sentence(self.page, revision), buttons=buttons)


def sentence(page: Page, revision: Revision) -> str:
    """Say that a page is published, or when it will be.

    The revision is asked, for a page that is live keeps its own times until its next version goes out.
    """
    planned = Revision.objects.values_list("approved_go_live_at", flat=True).get(pk=revision.pk)
    title = page.get_admin_display_title()
    if planned is None:
        return _("“%(title)s” is published.") % {"title": title}
    return _("“%(title)s” is planned for %(moment)s.") % {
        "title": title,
        "moment": f"{timezone.localtime(planned):%d %B %Y %H:%M %Z}",
    }


class EditPage(PublishesByOrder, EditView):
    """The editor."""


class RevertPage(PublishesByOrder, RevisionsRevertView):
    """The editor with an older version in it."""


class UnpublishPage(UnpublishView):
    """The order to take a page down."""

    def unpublish(self) -> Any:
        """Ask the page to unpublish; it has no pages below it that could go with it."""
        if response := self.run_hook("before_unpublish_page", self.request, self.object):
            return response
        self.object.unpublish(user=self.request.user)
        return self.run_hook("after_unpublish_page", self.request, self.object)


class PagesByOrder(PageViewSet):
    """Wagtail's page editor, publishing by the page's own orders; say the `model`."""

    edit_view_class = EditPage
    revisions_revert_view_class = RevertPage
    unpublish_view_class = UnpublishPage
