"""Take in what a source sends to us: let it in by its key, prove the signature, keep the copy.

Task: docs/how-to/add-a-wire.md.
"""

import hashlib
import hmac
import secrets
import time
from collections.abc import Mapping
from datetime import datetime, timedelta

from django.conf import settings
from django.core.cache import cache
from django.db.models import Q
from django.urls import reverse

from broadsheet.wire.errors import (
    PushKeyRefused,
    PushNotTaken,
    PushSecretAway,
    PushSourceOff,
    PushTooOften,
    SecretUnusable,
)
from broadsheet.wire.models import PushKey, Source
from broadsheet.wire.services.health import note_fault, note_success
from broadsheet.wire.services.ingest import Outcome, ingest
from broadsheet.wire.services.secrets import read_secret
from broadsheet.wire.signatures import Signed, check_signature

MOST_PER_MINUTE = 600
NOBODY = hashlib.sha256(b"").hexdigest()
MARK = "bsp_"  # by which scanners find keys that somebody published
USED_EVERY = timedelta(minutes=1)


def make_key(source: Source, *, name: str) -> str:
    """Make a key and give it, for the only time: we keep a hash, a quick one, for a key is 256 bits of chance."""
    key = MARK + secrets.token_urlsafe(32)
    PushKey.objects.create(source=source, name=name[:80], hint=key[:9], digest=digest_of(key))
    return key


def address_of(source: Source) -> str:
    """Give the address that a source sends to."""
    return f"{settings.WAGTAILADMIN_BASE_URL}{reverse('wire-push', args=[source.slug])}"


def digest_of(key: str) -> str:
    """Hash a key."""
    return hashlib.sha256(key.encode("utf-8", "replace")).hexdigest()


def source_of(slug: str, key: str, *, at: datetime) -> Source:
    """Give the source that a key opens; an unknown source takes as long and says the same as a wrong key."""
    wanted = digest_of(key)
    known = list(PushKey.objects.filter(source__slug=slug).select_related("source"))
    fitting = [row for row in known if hmac.compare_digest(row.digest, wanted)]
    if not known:
        hmac.compare_digest(NOBODY, wanted)
    if not key or not fitting:
        raise PushKeyRefused
    note_use(fitting[0], at=at)
    return fit(fitting[0].source)


def note_use(row: PushKey, *, at: datetime) -> None:
    """Remember that a key is in use, once a minute at most."""
    stale = Q(used_at=None) | Q(used_at__lt=at - USED_EVERY)
    PushKey.objects.filter(stale, pk=row.pk).update(used_at=at)


def fit(source: Source) -> Source:
    """Refuse for a source that takes no pushes, now or at all, and one that sends too many."""
    if source.connector != Source.Connector.PUSH:
        raise PushNotTaken(source)
    if not source.is_enabled:
        raise PushSourceOff(source)
    ask_for_turn(source, now=time.time())
    return source


def ask_for_turn(source: Source, *, now: float) -> None:
    """Count the pushes of this minute. Each process of the application counts for itself."""
    turn = f"wire.push.{source.pk}.{int(now // 60)}"
    cache.add(turn, 0, 120)
    if cache.incr(turn) > MOST_PER_MINUTE:
        raise PushTooOften(MOST_PER_MINUTE, 60 - int(now % 60))


def prove(source: Source, body: bytes, headers: Mapping[str, str], *, at: datetime) -> None:
    """Check the signature if the source has a signing secret; one that we lack is told to the desk."""
    if not source.secret_name:
        return
    try:
        secret = read_secret(source.secret_name)
    except SecretUnusable as refusal:
        note_fault(source, str(refusal), at=at)
        raise PushSecretAway from refusal
    check_signature(Signed.of(headers), body, secret=secret.value, now=at)


def take_push(source: Source, body: bytes, *, content_type: str, at: datetime) -> list[Outcome]:
    """Keep what was sent; what cannot be read is kept in quarantine, and told to the desk."""
    outcomes = ingest(body, source=source, file_name="push", content_type=content_type, at=at)
    if aside := next((outcome.quarantine for outcome in outcomes if outcome.quarantine), None):
        note_fault(source, f"What {source} sent cannot be read. {aside.reason}", at=at)
    else:
        note_success(source, at=at)
    return outcomes
