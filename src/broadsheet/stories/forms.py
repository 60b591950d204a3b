"""The form of a story in the desk: it says in words why a story cannot go out yet."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms import WagtailAdminPageForm

from broadsheet.core.errors import Refusal
from broadsheet.stories import doubts


class StoryForm(WagtailAdminPageForm):
    """Hold a story that asks to be published while something is missing; ask once where something is doubtful."""

    data: Any
    answered = forms.CharField(required=False, widget=forms.HiddenInput)

    def clean(self) -> dict[str, Any]:
        """Add every reason to hold when the editor chose to publish, or to approve what is published thereby."""
        cleaned: dict[str, Any] = super().clean()
        if self.would_publish() and not self.errors:
            for reason in self.reasons():
                self.add_error(None, reason.sentence)
            if not self.errors:
                self.put_doubts()
        return cleaned

    def put_doubts(self) -> None:
        """Put every doubt, unless this order is the answer to them: the form sends it along the second time."""
        found = self.doubts()
        answer = doubts.answer_to(found)
        if answer == self.cleaned_data.get("answered", ""):
            return
        self.data = self.data.copy()
        self.data[self.add_prefix("answered")] = answer
        for doubt in found:
            self.add_error(None, doubts.put(doubt))

    def would_publish(self) -> bool:
        """Say whether the button pressed puts the story out."""
        approves = "action-workflow-action" in self.data and self.data.get("workflow-action-name") == "approve"
        return "action-publish" in self.data or approves

    def reasons(self) -> list[Any]:
        """List the reasons to hold, from what the form holds now."""
        from broadsheet.stories import rules
        from broadsheet.stories.services.publish import now_of_database, story_facts

        names = [str(line) for line in self.bylines()]
        facts = story_facts(self.instance, self.cleaned_data, bylines=names)
        return rules.reasons_to_hold(facts, now=now_of_database())

    def doubts(self) -> list[Refusal]:
        """List the doubts, from what the form holds now."""
        values = self.cleaned_data
        return doubts.doubts_about(
            self.instance,
            body=values["body"].raw_data if values.get("body") else [],
            bylines=self.bylines(),
            byline_text=values.get("byline_text") or "",
        )

    def bylines(self) -> list[Any]:
        """List who signs, from what the form holds now."""
        from broadsheet.stories.models import Byline

        signed = [form.cleaned_data for form in self.formsets.get("bylines", []) if form.is_valid()]
        return [
            Byline(**{name: line[name] for name in ("contributor", "name", "role") if line.get(name)})
            for line in signed
            if not line.get("DELETE")
        ]

    class Meta(WagtailAdminPageForm.Meta):
        help_texts = {"title": _("About 70 letters read best; more than 100 are cut off in search results.")}
