"""Speak one language, send text small, tag what caches may keep, and put the paper around allauth's account pages."""

from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path

import brotli
from django.conf import settings
from django.http import FileResponse, HttpRequest, HttpResponse, HttpResponseBase
from django.middleware.gzip import GZipMiddleware
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.translation import activate

from broadsheet.public.tags import recording
from broadsheet.public.views.page import here

HALF_HOUR = 1800
SMALL, BROTLI = 256, 5


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


class BehindEdge:
    """Believe the edge who the client is and how it came; it alone reaches the application that it fronts."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Take the client's address and scheme over, and hand files to the edge by name."""
        if not settings.BEHIND_EDGE:
            return self.get_response(request)
        request.META["REMOTE_ADDR"] = request.META.get("HTTP_X_EDGE_CLIENT", "")
        request.META["wsgi.url_scheme"] = request.META.get("HTTP_X_EDGE_SCHEME", "http")
        response = self.get_response(request)
        return by_name(response) if isinstance(response, FileResponse) else response


def by_name(response: FileResponse) -> HttpResponseBase:
    """Give the name of a file in the place of its bytes, if it is one of our own folder's."""
    path = getattr(response.file_to_stream, "name", None)
    if not isinstance(path, str) or not Path(path).is_relative_to(settings.MEDIA_ROOT):
        return response
    named = HttpResponse(status=response.status_code, headers=dict(response.headers.items()))
    named.headers["X-Edge-File"] = path
    named.cookies = response.cookies
    del named.headers["Content-Length"]
    response.close()
    return named


class CompressText(GZipMiddleware):
    """Compress what gets smaller; pictures, sounds and films are compressed already, and so are their formats."""

    def process_response(self, request: HttpRequest, response: HttpResponseBase) -> HttpResponseBase:
        """Compress text, JSON and XML."""
        kind = response.headers.get("Content-Type", "").partition(";")[0]
        if not kind.startswith("text/") and not kind.endswith(("json", "xml", "javascript")):
            return response
        return super().process_response(request, response)


class TagAnswers:
    """Let caches keep what all readers share, and tell them by which tags to drop it.

    The edge gets it compressed. For caches in front the tags stand in the headers of
    Varnish (`xkey`), Fastly (`Surrogate-Key`) and others (`Cache-Tag`). Nothing is kept beyond the next half hour,
    or beyond midnight where the publication is, for the advertisements and the masthead's date change then without
    being announced.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Record what an answer is made of."""
        is_asked = settings.BEHIND_EDGE and request.META.get("HTTP_X_EDGE_ASK") == "shared"
        if not (is_asked or settings.PURGE_URLS) or request.method not in ("GET", "HEAD"):
            return self.get_response(request)
        with recording() as tags:
            response = self.get_response(request)
        if tags and not response.cookies and response.headers.get("Cache-Control", "").startswith("public"):
            left = seconds_true(timezone.now())
            if settings.PURGE_URLS:
                self.tag(response, sorted(tags), left)
            if is_asked:
                self.offer(response, sorted(tags), left)
        return response

    def tag(self, response: HttpResponseBase, tags: list[str], left: int) -> None:
        """Set the headers for caches in front."""
        response.headers["Cache-Control"] += f", s-maxage={left}, stale-while-revalidate=30, stale-if-error=86400"
        for name, separator in (("xkey", " "), ("Surrogate-Key", " "), ("Cache-Tag", ",")):
            response.headers[name] = separator.join(tags)

    def offer(self, response: HttpResponseBase, tags: list[str], left: int) -> None:
        """Let the edge keep the answer."""
        response.headers["X-Edge-Keep"], response.headers["X-Edge-Tags"] = str(left), " ".join(tags)
        shown = [tag for tag in tags if tag.startswith("story:")]
        if len(shown) == 1 and response.status_code == 200 and "html" in response.headers.get("Content-Type", ""):
            response.headers["X-Edge-Story"] = shown[0].removeprefix("story:")
        if isinstance(response, HttpResponse) and "X-Edge-File" not in response.headers:
            make_small(response)


def make_small(response: HttpResponse) -> None:
    """Compress a text by br, as most browsers take it and as the edge keeps it."""
    kind, body = response.headers.get("Content-Type", "").partition(";")[0], response.content
    is_text = kind.startswith("text/") or kind.endswith(("json", "xml", "javascript"))
    if not is_text or len(body) < SMALL:
        return
    response.content = brotli.compress(body, quality=BROTLI)
    response.headers["Content-Encoding"] = "br"
    response.headers["Content-Length"] = str(len(response.content))
    if response.headers.get("ETag", "").startswith('"'):
        response.headers["ETag"] = "W/" + response.headers["ETag"]  # one for bytes that differ by encoding


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
