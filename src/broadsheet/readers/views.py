"""Sign in; or say who is signed in already, to a reader whose page could not know."""

from typing import Any

from allauth.account.views import LoginView
from django.http import HttpRequest, HttpResponseBase
from django.template.response import TemplateResponse
from django.views.decorators.cache import never_cache


class SignIn(LoginView):
    """The sign-in page. Without scripts every page says “Sign in”, so the answer stands here."""

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Ask those who are not signed in."""
        if request.user.is_authenticated and request.method in ("GET", "HEAD"):
            return signed_in(request, {"back": self.get_success_url() or "/"})
        answer: HttpResponseBase = super().dispatch(request, *args, **kwargs)
        return answer


@never_cache
def signed_in(request: HttpRequest, context: dict[str, Any]) -> HttpResponseBase:
    """Say who is signed in, and lead back to where they came from."""
    return TemplateResponse(request, "account/signed_in.html", context)
