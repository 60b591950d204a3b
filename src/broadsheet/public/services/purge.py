"""Have the caches in front drop what changed. They are the operator's own: only the settings name them."""

from collections.abc import Sequence
from urllib.parse import urlsplit

import requests
from django.conf import settings

AT_ONCE = 100
PATIENCE_SECONDS = 10


def purge(tags: Sequence[str]) -> None:
    """Ask every cache to drop what bears any of these tags, as Varnish's xkey understands it."""
    for url in settings.PURGE_URLS:
        for start in range(0, len(tags), AT_ONCE):
            send(url, " ".join(tags[start : start + AT_ONCE]))


def send(url: str, tags: str) -> None:
    """Send one order; raises `requests.RequestException` unless the cache says that it is done."""
    headers = {"xkey-purge": tags, "Surrogate-Key": tags, "Host": urlsplit(settings.BASE_URL).netloc}
    answer = requests.request("PURGE", url, headers=headers, timeout=PATIENCE_SECONDS, allow_redirects=False)
    answer.raise_for_status()
