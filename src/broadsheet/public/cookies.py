"""Every cookie and everything else the site stores in a reader's browser; the privacy pages print this list.

A test holds it against what the site really sets.
"""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True, slots=True)
class Stored:
    """One thing stored, why, and for how long."""

    name: str
    purpose: str | Promise
    lifetime: str | Promise


COOKIES = (
    Stored(
        "consent", _("Your choice about things kept by others, and its receipt. Set when you choose."), _("One year")
    ),
    Stored("ads", _("Whether you wish to see house advertisements. Set when you choose."), _("One year")),
    Stored("csrftoken", _("Guards a form against forged requests. Set on pages with a form."), _("One year")),
    Stored("sessionid", _("Keeps you signed in. Set when you sign in."), _("Two weeks")),
    Stored(
        "signed-in",
        _("Says that you are signed in, so that a page asks for your account menu. Set and removed with sessionid."),
        _("Two weeks"),
    ),
    Stored("messages", _("A note for the next page, after you sign in or out."), _("Until it is shown")),
    Stored("text-size", _("The text size you chose; stays in your browser."), _("Until you change it")),
    Stored("appearance", _("Light or dark, as you chose; stays in your browser."), _("Until you change it")),
)
