"""Answer the machines that send copy to us. Refusals are problem details (RFC 9457), never pages."""

from typing import Any

from django.http import HttpRequest, JsonResponse, UnreadablePostError
from django.utils import timezone
from django.views.decorators.csrf import csrf_exempt

from broadsheet.wire.errors import (
    PushByPostOnly,
    PushCutShort,
    PushKindRefused,
    PushRefused,
    PushTooLarge,
    PushTooOften,
    PushWithoutLength,
)
from broadsheet.wire.models import Quarantine
from broadsheet.wire.services.ingest import Outcome
from broadsheet.wire.services.push import prove, source_of, take_push

MOST_BYTES = 10_000_000
KINDS = frozenset({"", "application/json", "application/xml", "text/xml", "text/plain", "application/octet-stream"})
KINDS |= {"message/rfc822"}


@csrf_exempt
def push(request: HttpRequest, slug: str) -> JsonResponse:
    """Take one payload in, and say what became of everything in it."""
    at = timezone.now()
    try:
        check_head(request)
        source = source_of(slug, key_in(request), at=at)
        body = whole_body(request)
        prove(source, body, request.headers, at=at)
    except PushRefused as refusal:
        return refused(refusal)
    return answer(take_push(source, body, content_type=request.headers.get("Content-Type", "")[:200], at=at))


def check_head(request: HttpRequest) -> None:
    """Refuse by the headers alone what would not be taken; no byte of the body has been read yet."""
    if request.method != "POST":
        raise PushByPostOnly(str(request.method))
    length = request.headers.get("Content-Length", "")
    if not (length.isascii() and length.isdigit()):
        raise PushWithoutLength
    if len(length) > 18 or int(length) > MOST_BYTES:
        raise PushTooLarge(int(length[:18]), MOST_BYTES)
    check_kind(request.content_type or "", request.headers.get("Content-Encoding", ""))


def check_kind(kind: str, coding: str) -> None:
    """Refuse forms, pictures, and what is packed; JSON, XML and text of every name is taken."""
    if coding.strip().lower() not in ("", "identity"):
        raise PushKindRefused(f"A body packed as {coding}")
    if kind not in KINDS and not kind.endswith(("+json", "+xml")):
        raise PushKindRefused(kind)


def key_in(request: HttpRequest) -> str:
    """Give the key that came along, if any."""
    scheme, _, key = request.headers.get("Authorization", "").partition(" ")
    return key.strip() if scheme.lower() == "bearer" else ""


def whole_body(request: HttpRequest) -> bytes:
    """Read the body, of a length that was checked; one that breaks off is not taken."""
    length = int(request.headers["Content-Length"])
    try:
        body: bytes = request.read(length)
    except UnreadablePostError:
        body = b""
    if len(body) != length:
        raise PushCutShort(length, len(body))
    return body


def answer(outcomes: list[Outcome]) -> JsonResponse:
    """Say what became of each thing; something that cannot be read makes the whole answer a 422, though all is kept."""
    aside = next((outcome.quarantine for outcome in outcomes if outcome.quarantine), None)
    told = [told_of(outcome) for outcome in outcomes if not outcome.quarantine]
    return unread(aside, told) if aside else finished(JsonResponse({"outcomes": told}, status=202))


def told_of(outcome: Outcome) -> dict[str, str]:
    """Tell of one item."""
    item = outcome.item
    return {"fate": outcome.fate.value, "guid": item.guid if item else "", "headline": item.headline if item else ""}


def unread(aside: Quarantine, told: list[dict[str, str]]) -> JsonResponse:
    """Say why something could not be read, and that nothing is lost."""
    words = f"{aside.reason} It is kept under the number {aside.pk}, and the newsroom sees it."
    more = {"line": aside.line, "quarantine": aside.pk, "outcomes": told}
    return problem(422, "push-not-read", "Kept, but it cannot be read", words, **more)


def refused(refusal: PushRefused) -> JsonResponse:
    """Give a refusal its answer."""
    response = problem(refusal.status, refusal.code, "Not taken", str(refusal))
    if refusal.status == 401:
        response.headers["WWW-Authenticate"] = 'Bearer realm="wire"'
    if isinstance(refusal, PushTooOften):
        response.headers["Retry-After"] = str(refusal.seconds)
    if isinstance(refusal, PushByPostOnly):
        response.headers["Allow"] = "POST"
    return response


def problem(status: int, code: str, title: str, detail: str, **more: Any) -> JsonResponse:
    """Give a problem as RFC 9457 writes it."""
    words = {"type": "about:blank", "status": status, "title": title, "detail": detail, "code": code}
    return finished(JsonResponse(words | more, status=status, content_type="application/problem+json"))


def finished(response: JsonResponse) -> JsonResponse:
    """Let nobody keep it."""
    response.headers["Cache-Control"] = "no-store"
    return response
