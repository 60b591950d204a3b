"""Speak one language, send text small, tag what caches may keep, and put the paper around allauth's account pages."""

from collections.abc import Callable
from datetime import datetime, timedelta

from django.conf import settings
from django.http import HttpRequest, HttpResponseBase
from django.middleware.gzip import GZipMiddleware
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.translation import activate

from broadsheet.public.tags import recording
from broadsheet.public.views.page import here

HALF_HOUR = 1800


class SpeakOneLanguage:
    """Start every request in the publication's language.

    Where none is active, Django fails to find one again for every word and date that it is asked to print.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Pass the request on."""
        activate(settings.LANGUAGE_CODE)
        return self.get_response(request)


class CompressText(GZipMiddleware):
    """Compress what gets smaller; pictures, sounds and films are compressed already, and so are their formats."""

    def process_response(self, request: HttpRequest, response: HttpResponseBase) -> HttpResponseBase:
        """Compress text, JSON and XML."""
        kind = response.headers.get("Content-Type", "").partition(";")[0]
        if not kind.startswith("text/") and not kind.endswith(("json", "xml", "javascript")):
            return response
        return super().process_response(request, response)


class TagAnswers:
    """Let a cache in front keep what all readers share, and tell it by which tags to drop it.

    The tags stand in the headers of Varnish (`xkey`), Fastly (`Surrogate-Key`) and others (`Cache-Tag`). Nothing is
    kept beyond the next half hour, or beyond midnight where the publication is, for the advertisements and the
    masthead's date change then without being announced.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Record what an answer is made of."""
        if not settings.PURGE_URLS or request.method not in ("GET", "HEAD"):
            return self.get_response(request)
        with recording() as tags:
            response = self.get_response(request)
        if tags and response.headers.get("Cache-Control", "").startswith("public"):
            self.tag(response, sorted(tags))
        return response

    def tag(self, response: HttpResponseBase, tags: list[str]) -> None:
        """Set the headers."""
        left = seconds_true(timezone.now())
        response.headers["Cache-Control"] += f", s-maxage={left}, stale-if-error=86400"
        for name, separator in (("xkey", " "), ("Surrogate-Key", " "), ("Cache-Tag", ",")):
            response.headers[name] = separator.join(tags)


def seconds_true(now: datetime) -> int:
    """Say for how long a page printed now stays true, unless something that it shows is announced to have changed."""
    half_hour = HALF_HOUR - int(now.timestamp()) % HALF_HOUR
    there = timezone.localtime(now)
    tomorrow = datetime.combine(there.date() + timedelta(days=1), datetime.min.time(), there.tzinfo)
    return min(half_hour, max(1, int((tomorrow - now).total_seconds())))


class PaperAroundAccounts:
    """Put the publication in the place of allauth's own `site`, which is only a host name."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Pass the request on."""
        return self.get_response(request)

    def process_template_response(self, request: HttpRequest, response: TemplateResponse) -> TemplateResponse:
        """Set `site` on pages below /account/."""
        if request.path.startswith("/account/") and response.context_data is not None:
            response.context_data["site"] = here(request)[0]
            response.context_data["account_menu"] = request.user.is_authenticated
        return response
