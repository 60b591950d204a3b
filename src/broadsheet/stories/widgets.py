"""Inputs of the story form that Wagtail has none for: a headline that counts, names picked from thousands."""

from typing import Any

from django import forms
from django.urls import reverse_lazy
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

READS_BEST, CUT_OFF = 70, 100


class HeadlineInput(forms.TextInput):
    """One line that says how long the headline is, while it is written."""

    template_name = "stories/widgets/headline.html"
    advice: dict[str, Promise] = {
        "good": _("%(n)s letters"),
        "long": _("%(n)s letters. About 70 read best."),
        "cut": _("%(n)s letters. More than 100 are cut off in search results."),
    }

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        """Hand the advice and its bounds to the template."""
        context: dict[str, Any] = super().get_context(name, value, attrs)
        return context | {"advice": self.advice, "reads_best": READS_BEST, "cut_off": CUT_OFF}

    class Media:
        js = ["stories/headline.js"]


class TermPicker(forms.SelectMultiple):
    """Chosen names as boxes to untick, and a field that suggests others; the whole list is never sent."""

    template_name = "stories/widgets/terms.html"

    def __init__(self, kind: str, attrs: dict[str, Any] | None = None) -> None:
        super().__init__(attrs)
        self.kind = kind

    def optgroups(self, name: str, value: list[str], attrs: dict[str, Any] | None = None) -> list[Any]:
        """Give the chosen ones only."""
        queryset = getattr(self.choices, "queryset", None)
        chosen = [] if queryset is None else queryset.filter(pk__in=[pk for pk in value if str(pk).isdecimal()])
        return [(None, [{"value": term.pk, "label": str(term)} for term in chosen], 0)]

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        """Hand the chosen names and the address of the suggestions to the template."""
        context: dict[str, Any] = super().get_context(name, value, attrs)
        return context | {"address": reverse_lazy("story_terms", args=[self.kind])}

    class Media:
        js = ["stories/terms.js"]
        css = {"all": ["stories/form.css"]}
