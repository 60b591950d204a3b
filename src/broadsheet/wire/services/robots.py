"""Ask a site's robots.txt before its feed is fetched; what it says holds for a day."""

import hashlib
from urllib.parse import urlsplit

from django.core.cache import cache

from broadsheet.wire.errors import BadAnswer, Gone, RobotsForbid
from broadsheet.wire.robots import is_allowed
from broadsheet.wire.services.addresses import PUBLIC, Reach
from broadsheet.wire.services.fetch import Limits, fetch

AGENT = "Broadsheet"
KEPT_SECONDS = 86_400
LIMITS = Limits(seconds=10, wire_bytes=512_000, decoded_bytes=512_000)


def ask_robots(address: str, *, reach: Reach = PUBLIC) -> None:
    """Raise RobotsForbid if the site wants machines to stay away, or FetchFailed if it cannot say so now."""
    parts = urlsplit(address)
    path = f"{parts.path}?{parts.query}" if parts.query else parts.path
    if not is_allowed(robots_of(f"{parts.scheme}://{parts.netloc}", reach=reach), path, agent=AGENT):
        raise RobotsForbid(address)


def robots_of(origin: str, *, reach: Reach) -> str:
    """Give the site's robots.txt, empty if it has none."""
    key = f"wire.robots.{hashlib.sha256(origin.encode()).hexdigest()}"
    text = cache.get(key)
    if text is None:
        text = fetched_robots(origin, reach=reach)
        cache.set(key, text, KEPT_SECONDS)
    return str(text)


def fetched_robots(origin: str, *, reach: Reach) -> str:
    """Fetch it; RFC 9309 says that 404 or 403 mean there is none, and that on 500 or silence we must stay away."""
    try:
        fetched = fetch(f"{origin}/robots.txt", accept="text/plain, */*;q=0.5", limits=LIMITS, reach=reach)
    except Gone:
        return ""
    except BadAnswer as refusal:
        if not 400 <= refusal.status < 500:
            raise
        return ""
    return fetched.content.decode("utf-8", "replace")
