"""Show a draft as readers will see it, without knowing the public site: it registers how a story is printed."""

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponseBase
from django.template.response import TemplateResponse

Renderer = Callable[[HttpRequest, Any], HttpResponseBase]
_registered: list[Renderer] = []

# 390 px is the phone the look is judged at; 1280 px the desk screen.
SIZES = [
    {"name": "phone", "icon": "mobile-alt", "device_width": 390, "label": "Preview on a phone"},
    {"name": "wide", "icon": "desktop", "device_width": 1280, "label": "Preview on a wide screen"},
]


def register(renderer: Renderer) -> Renderer:
    """Say how a story, saved or not, is printed; the last one registered is used."""
    _registered[:] = [renderer]
    return renderer


def render(request: HttpRequest, story: Any) -> HttpResponseBase:
    """Print `story` as readers would get it, or say why that is not possible."""
    if _registered:
        return _registered[0](request, story)
    return TemplateResponse(request, "stories/no_preview.html", {"story": story}, status=503)
