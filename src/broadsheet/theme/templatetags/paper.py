"""Let the account pages, which django-allauth prints, stand between the paper's own masthead and footer."""

from typing import Any

from django import template
from django.utils.safestring import SafeString, mark_safe

from broadsheet.theme.printing import printed

register = template.Library()


@register.simple_tag(takes_context=True)
def paper(context: dict[str, Any], name: str) -> SafeString:
    """Print a part of the public page."""
    around = {key: context.get(key) for key in ("site", "account_menu")}
    return mark_safe(printed(name, around))  # the environment escapes what it prints
