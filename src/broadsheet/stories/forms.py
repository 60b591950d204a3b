"""The form of a story in the desk: it says in words why a story cannot go out yet."""

from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms import WagtailAdminPageForm


class StoryForm(WagtailAdminPageForm):
    """Hold a story that asks to be published while something is missing."""

    def clean(self) -> dict[str, Any]:
        """Add every reason to hold when the editor chose to publish, or to approve what is published thereby."""
        cleaned: dict[str, Any] = super().clean()
        if self.would_publish() and not self.errors:
            for reason in self.reasons():
                self.add_error(None, reason.sentence)
        return cleaned

    def would_publish(self) -> bool:
        """Say whether the button pressed puts the story out."""
        approves = "action-workflow-action" in self.data and self.data.get("workflow-action-name") == "approve"
        return "action-publish" in self.data or approves

    def reasons(self) -> list[Any]:
        """List the reasons to hold, from what the form holds now."""
        from broadsheet.stories import rules
        from broadsheet.stories.services.publish import now_of_database, story_facts

        bylines = self.formsets.get("bylines", [])
        names = [
            str(form.cleaned_data.get("contributor") or form.cleaned_data.get("name") or "")
            for form in bylines
            if form.is_valid() and not form.cleaned_data.get("DELETE")
        ]
        facts = story_facts(self.instance, self.cleaned_data, bylines=names)
        return rules.reasons_to_hold(facts, now=now_of_database())

    class Meta(WagtailAdminPageForm.Meta):
        help_texts = {"title": _("About 70 letters read best; more than 100 are cut off in search results.")}
