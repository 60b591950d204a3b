"""Speak the paper's language, and give account pages, which allauth renders, what stands around every page."""

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponseBase
from django.template.response import TemplateResponse
from django.utils.translation import activate

from broadsheet.public.views.page import here


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
