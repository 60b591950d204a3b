"""Let the site's own script know whether there is an account to ask for, without showing it the session."""

from collections.abc import Callable

from django.conf import settings
from django.contrib.auth import SESSION_KEY
from django.http import HttpRequest, HttpResponseBase

MARKER = "signed-in"


class MarkSignedIn:
    """Set a cookie that scripts may read beside the session cookie, which they may not; both come and go together.

    Pages are the same for all readers, so a script fills the account menu in. Without the marker it would have to ask
    for every reader. The marker says nothing but that it is worth asking, and gives no right to anything.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Follow the session cookie, where an answer sets or takes it."""
        response = self.get_response(request)
        session = response.cookies.get(settings.SESSION_COOKIE_NAME)
        if session is None:
            return response
        if session.value and SESSION_KEY in request.session:
            max_age = session["max-age"] or None
            response.set_cookie(MARKER, "1", max_age=max_age, secure=settings.SESSION_COOKIE_SECURE, samesite="Lax")
        elif MARKER in request.COOKIES:
            response.delete_cookie(MARKER, samesite="Lax")
        return response
