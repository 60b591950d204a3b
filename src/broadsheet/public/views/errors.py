"""Say what went wrong on a page that looks like the paper."""

from django.http import HttpRequest, HttpResponse

from broadsheet.public.views.page import here, print_page


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Say that there is nothing at this address."""
    site, _ = here(request)
    return print_page(request, "404.html", {}, site=site, status=404)


def forbidden(request: HttpRequest, exception: Exception | None = None, reason: str = "") -> HttpResponse:
    """Say that the reader may not have this page."""
    site, _ = here(request)
    return print_page(request, "403.html", {"reason": reason}, site=site, status=403, max_age=None)
