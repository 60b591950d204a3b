"""What may be asked of the inbox, and the forms of single orders."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from wagtail.admin.widgets import AdminPageChooser

from broadsheet.desk.queries import languages_in_use, tags_in_use
from broadsheet.stories.models import StoryPage
from broadsheet.taxonomy.models import SectionPage
from broadsheet.wire.models import Source

STATES = [
    ("", _("All")),
    ("new", _("Not taken")),
    ("taken", _("Taken")),
    ("quarantine", _("Quarantine")),
]
URGENCIES = [("", _("Any urgency")), *((str(n), f"1–{n}" if n > 1 else "1") for n in range(1, 10))]


class InboxForm(forms.Form):
    """The search and the filters of the inbox; what makes no sense is left out."""

    q = forms.CharField(label=_("Search the wires"), required=False, max_length=200)
    source = forms.ModelChoiceField(
        Source.objects.all(), label=_("Source"), required=False, empty_label=_("Any source")
    )
    section = forms.ModelChoiceField(
        SectionPage.objects.order_by("path"), label=_("Section"), required=False, empty_label=_("Any section")
    )
    urgency = forms.TypedChoiceField(
        label=_("Urgency"), choices=URGENCIES, required=False, coerce=int, empty_value=None
    )
    language = forms.ChoiceField(label=_("Language"), required=False)
    tag = forms.ChoiceField(label=_("Tag"), required=False)
    state = forms.ChoiceField(label=_("State"), choices=STATES, required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        names = [("", _("Any language")), *((name, name) for name in languages_in_use())]
        self.fields["language"].choices = names  # type: ignore[attr-defined]
        tags = [("", _("Any tag")), *((tag, tag) for tag in tags_in_use())]
        self.fields["tag"].choices = tags  # type: ignore[attr-defined]
        self.fields["q"].widget.attrs |= {"type": "search", "placeholder": _("Headline, slugline or text")}

    @property
    def wanted(self) -> dict[str, Any]:
        """Give what was asked, as far as it can be understood."""
        self.is_valid()
        return {name: value for name, value in self.cleaned_data.items() if value}


class PresetForm(forms.Form):
    """The name under which a search is kept."""

    name = forms.CharField(label=_("Name"), max_length=60)
    is_shared = forms.BooleanField(label=_("For everybody"), required=False)


class DecisionForm(forms.Form):
    """What the desk says of a recall."""

    note = forms.CharField(
        label=_("Note"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Kept in the record."),
    )


class KillForm(forms.Form):
    """The order to kill a story."""

    reason = forms.CharField(
        label=_("Reason"),
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("Kept in the record, and sent with the notice. Write it so that it can be read out in court."),
    )
    is_reason_public = forms.BooleanField(
        label=_("Show the reason to readers"),
        required=False,
        help_text=_("The address then says “410 Gone” and this reason; else only that the story was withdrawn."),
    )
    is_certain = forms.BooleanField(
        label=_("I understand that this cannot be undone"),
        error_messages={"required": _("Say that you understand: a killed story is never published again.")},
    )


class AnswerForm(forms.Form):
    """What the desk does with an enquiry."""

    state = forms.ChoiceField(label=_("State"))
    answer = forms.CharField(
        label=_("Answer"),
        widget=forms.Textarea(attrs={"rows": 8}),
        required=False,
        help_text=_("Sent by e-mail when you choose “Send the answer”."),
    )


class BreakingForm(forms.Form):
    """What the breaking strip says, and the story it leads to."""

    headline = forms.CharField(
        label=_("Headline"), required=False, max_length=255, help_text=_("That of the story if empty.")
    )
    story = forms.ModelChoiceField(
        StoryPage.objects.all(),
        label=_("Story"),
        required=False,
        widget=AdminPageChooser(target_models=["stories.StoryPage"]),
        help_text=_("Where the strip leads. Without one it is words alone."),
    )
