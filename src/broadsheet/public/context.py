"""Give account pages what stands around every page; read only if a template asks for it."""

from typing import Any

from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject

from broadsheet.public.views.page import here


def site(request: HttpRequest) -> dict[str, Any]:
    """Offer `site` to templates."""
    return {"site": SimpleLazyObject(lambda: here(request)[0])}
