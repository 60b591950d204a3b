"""Answer what is about one reader alone, so that no page has to be."""

from django.http import HttpRequest, JsonResponse
from django.urls import reverse
from django.utils.cache import patch_vary_headers
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from broadsheet.readers.middleware import MARKER


@require_safe
def me(request: HttpRequest) -> JsonResponse:
    """Give the links of the account menu, none if nobody is signed in, and what the reader chose about others' things.

    `consent` is “show”, “ask”, or empty before a choice. Never kept by anybody.
    """
    is_signed_in = request.user.is_authenticated
    answer = JsonResponse(
        {
            "account": menu() if is_signed_in else [],
            "consent": request.COOKIES.get("consent", "").rpartition(".")[2],
        }
    )
    if not is_signed_in and MARKER in request.COOKIES:  # the session ended elsewhere, so there is nothing to ask for
        answer.delete_cookie(MARKER, samesite="Lax")
    answer.headers["Cache-Control"] = "no-store"
    patch_vary_headers(answer, ["Cookie"])
    return answer


def menu() -> list[dict[str, str]]:
    """Give the links that take the place of “Sign in”."""
    return [
        {"name": _("Your account"), "url": reverse("account_email")},
        {"name": _("Sign out"), "url": reverse("account_logout")},
    ]
