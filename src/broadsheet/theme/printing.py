"""Print the public templates: Jinja2 with the paper's filters, in the reader's language.

The folders are `<app>/jinja2/`. The desk and the account pages keep Django's own templates; why: decision 0009.
"""

from collections.abc import Iterable, Mapping
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
    made.install_gettext_callables(  # type: ignore[attr-defined]
        translation.gettext, translation.ngettext, newstyle=True, pgettext=translation.pgettext
    )
    made.globals["static"] = static
    made.filters |= FILTERS
    return made


def printed(template: str, context: Mapping[str, Any] | None = None, request: HttpRequest | None = None) -> str:
    """Print `template`; only pages with a form are given the request, for their token."""
    return render_to_string(template, dict(context or {}), request, using="paper")


def by_role(bylines: Iterable[Any]) -> list[tuple[str, list[Any]]]:
    """Gather the names that follow each other in one role, in the order they are printed."""
    return [(role, list(names)) for role, names in groupby(bylines, key=lambda name: name.role)]
