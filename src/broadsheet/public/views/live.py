"""Answer for the live connections where no edge process holds them."""

from django.http import HttpRequest, HttpResponse


def nobody_listens(request: HttpRequest) -> HttpResponse:
    """Tell a browser not to try again: 204 is how an event stream says that it has ended for good.

    https://html.spec.whatwg.org/multipage/server-sent-events.html. A 404 would be an error on every reader's console.
    """
    response = HttpResponse(status=204)
    response.headers["Cache-Control"] = "no-store"
    return response
