"""Print the public templates: Jinja2 with the paper's filters, in the reader's language.

The folders are `<app>/jinja2/`. The desk and the account pages keep Django's own templates; why: decision 0009.
"""

from collections.abc import Iterable, Mapping
from functools import cache
from itertools import groupby
from typing import Any
from urllib.parse import quote

from django.contrib.humanize.templatetags.humanize import intcomma
from django.http import HttpRequest
from django.template.defaultfilters import linebreaks_filter
from django.template.loader import render_to_string
from django.templatetags.static import static
from django.utils import translation
from django.utils.formats import date_format
from jinja2 import ChainableUndefined, Environment
from markupsafe import Markup

from broadsheet.theme import pictures, typography

FILTERS = {
    "bind": typography.bind,
    "by_role": lambda bylines: by_role(bylines),
    "card_time": typography.card_time,
    "clock": typography.clock,
    "cut": pictures.cut,
    "date": date_format,
    "frame": pictures.frame,
    "inside_script": typography.inside_script,
    "intcomma": intcomma,
    "is_later": typography.is_later,
    "iso": typography.iso,
    "linebreaks": linebreaks_filter,
    "long_day": typography.long_day,
    "news_time": typography.news_time,
    "provider": pictures.provider,
    "quoted": lambda text: quote(text, safe=""),
    "typeset": typography.typeset,
    "zone_name": typography.zone_name,
}


def environment(**options: Any) -> Environment:
    """Make the environment that Django's Jinja2 engine asks for; a missing name prints nothing."""
    ours = {"extensions": ["jinja2.ext.i18n"], "trim_blocks": True, "lstrip_blocks": True}
    made = Environment(**options | ours | {"undefined": ChainableUndefined})  # noqa: S701 (Django asks for autoescape)
    made.globals |= {"gettext": gettext, "ngettext": ngettext, "pgettext": pgettext, "static": cache(static)}
    made.filters |= FILTERS
    return made


def gettext(message: str, /, **values: Any) -> Markup:
    """Say a message of ours in the reader's language; what is put in is escaped, the message itself is markup."""
    said = in_language(translation.get_language(), message)
    return said % values if values else said


def pgettext(context: str, message: str) -> Markup:
    """Say a message that other places of the same words say differently."""
    return in_language(translation.get_language(), message, context)


def ngettext(one: str, many: str, count: int, /, **values: Any) -> Markup:
    """Say a message about so many of something."""
    return Markup(translation.ngettext(one, many, count)) % values  # noqa: S704 (a message of ours)


@cache
def in_language(language: str | None, message: str, context: str = "") -> Markup:
    """Look a message up; there are as many as our templates have."""
    said = translation.pgettext(context, message) if context else translation.gettext(message)
    return Markup(said)  # noqa: S704 (a message of ours)


def printed(template: str, context: Mapping[str, Any] | None = None, request: HttpRequest | None = None) -> str:
    """Print `template`; only pages with a form are given the request, for their token."""
    return render_to_string(template, dict(context or {}), request, using="paper")


def by_role(bylines: Iterable[Any]) -> list[tuple[str, list[Any]]]:
    """Gather the names that follow each other in one role, in the order they are printed."""
    return [(role, list(names)) for role, names in groupby(bylines, key=lambda name: name.role)]
