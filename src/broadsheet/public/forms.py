"""The forms readers fill in. Against robots: a field people do not see, and a signed time; nobody else is asked."""

from typing import Any

from django import forms
from django.core import signing
from django.utils.translation import gettext_lazy as _

SHORTEST_SECONDS, LONGEST_SECONDS = 2, 86_400
LARGEST_ATTACHMENT = 10 * 1024 * 1024
PACE = "public.forms.pace"


class PeopleOnlyForm(forms.Form):
    """A form that robots fill in too fast, too late, or too completely."""

    website = forms.CharField(required=False, widget=forms.TextInput(attrs={"tabindex": "-1", "autocomplete": "off"}))
    opened = forms.CharField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["opened"].initial = signing.dumps("", salt=PACE)

    def clean(self) -> dict[str, Any]:
        """Refuse what no person would send, in words a person can act on."""
        cleaned = super().clean() or {}
        if cleaned.get("website"):
            raise forms.ValidationError(_("Leave the field “Website” empty and send again."))
        try:
            signing.loads(cleaned.get("opened", ""), salt=PACE, max_age=LONGEST_SECONDS)
        except signing.BadSignature as error:
            raise forms.ValidationError(_("This form lay open too long. Reload the page and send again.")) from error
        return cleaned


class EnquiryForm(PeopleOnlyForm):
    """A message to a desk."""

    name = forms.CharField(
        label=_("Your name"), max_length=120, required=False, widget=forms.TextInput(attrs={"autocomplete": "name"})
    )
    email = forms.EmailField(label=_("Your e-mail address"), widget=forms.EmailInput(attrs={"autocomplete": "email"}))
    subject = forms.CharField(label=_("Subject"), max_length=200, required=False)
    message = forms.CharField(label=_("Message"), max_length=10_000, widget=forms.Textarea(attrs={"rows": 8}))


class CorrectionForm(EnquiryForm):
    """A request to put something right."""

    story_url = forms.CharField(label=_("Address of the story"), max_length=500)
    message = forms.CharField(
        label=_("What is wrong, and what is right"), max_length=10_000, widget=forms.Textarea(attrs={"rows": 8})
    )
    block_id = forms.CharField(required=False, max_length=40, widget=forms.HiddenInput)
    field_order = ["story_url", "message", "name", "email"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        del self.fields["subject"]


class TipForm(PeopleOnlyForm):
    """A tip; no name is asked for."""

    message = forms.CharField(label=_("Your tip"), max_length=50_000, widget=forms.Textarea(attrs={"rows": 10}))
    contact = forms.CharField(label=_("How to reach you, if you wish"), max_length=300, required=False)


class ConsentForm(forms.Form):
    """What a reader allows; refusing takes as many clicks as accepting."""

    embeds = forms.ChoiceField(
        label=_("Posts and films from other sites inside stories"),
        choices=[("ask", _("Refuse: ask me each time")), ("show", _("Accept: show them with the story"))],
        widget=forms.RadioSelect,
        initial="ask",
    )


class AdChoiceForm(forms.Form):
    """Whether a reader wants to see our house advertisements."""

    ads = forms.ChoiceField(
        label=_("House advertisements"),
        choices=[("on", _("Show them")), ("off", _("Hide them"))],
        widget=forms.RadioSelect,
        initial="on",
    )
