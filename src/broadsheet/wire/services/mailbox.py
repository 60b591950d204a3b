"""Take in the messages of a mailbox, each once, and change nothing there.

IMAP numbers the messages of a mailbox upwards for good (UID), as long as its UIDVALIDITY stays. The number of the last
one taken in is on the source's row, written after each message. Killed in between, we take one message in twice, which
changes nothing. The mailbox is opened for reading only: whether people have read a message there is not for us to say,
nor to go by.
Task: docs/how-to/add-a-wire.md.
"""

import imaplib
import re
import ssl
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager, suppress
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.utils import timezone

from broadsheet.wire.errors import FetchFailed, FileNotGiven, LoginRefused, PlaceUnusable, TooMuch
from broadsheet.wire.models import Source
from broadsheet.wire.pace import interval
from broadsheet.wire.services.addresses import Reach
from broadsheet.wire.services.health import note_failure, note_success, plan
from broadsheet.wire.services.ingest import Outcome, ingest
from broadsheet.wire.services.place import Place, place_at, told
from broadsheet.wire.services.secrets import Secret, read_secret
from broadsheet.wire.services.transport import Lifeline, connected

PUBLIC = Reach(ports=frozenset({993}))
EXAMPLE = "imaps://mail.example/INBOX"
ROUND_SECONDS = 120
MOST_MESSAGES = 50
MOST_BYTES = 25_000_000
MAIL = "message/rfc822"


class HeldImap(imaplib.IMAP4):
    """IMAP over a connection that the lifeline holds; what is announced as larger than a message may be is not read."""

    def __init__(self, made: Any, host: str) -> None:
        self.made = made
        super().__init__(host)

    def _create_socket(self, timeout: float | None) -> Any:
        return self.made

    def read(self, size: int) -> bytes:
        """Read so many bytes, which the server announced."""
        if size > MOST_BYTES:
            raise TooMuch("A message", f"{size:,} bytes, more than {MOST_BYTES:,}")
        return super().read(size)


@dataclass(slots=True)
class Round:
    """What one look into the mailbox came to."""

    at: datetime
    outcomes: list[Outcome] = field(default_factory=list)
    faults: list[str] = field(default_factory=list)


def take_mailbox(source: Source, *, at: datetime | None = None, reach: Reach = PUBLIC) -> list[Outcome]:
    """Take in the messages that are new. Never raises for what the other side does: that is on the row."""
    done = Round(at or timezone.now())
    try:
        with mailbox_of(source, reach=reach) as mailbox:
            one_round(mailbox, source, done)
    except FetchFailed as fault:
        note_failure(source, fault, at=done.at)
    else:
        note_round(source, done)
    return done.outcomes


@contextmanager
def mailbox_of(source: Source, *, reach: Reach = PUBLIC) -> Iterator["Mailbox"]:
    """Open the mailbox of a source for the time of a round, for reading only."""
    place = place_at(source.address, ports={"imaps": 993}, example=EXAMPLE)
    secret = read_secret(source.secret_name)
    with Lifeline(ROUND_SECONDS) as line:
        mailbox = Mailbox(place, line, secret)
        with mailbox.told():
            mailbox.connect(reach)
        try:
            with mailbox.told():
                mailbox.open(source.login)
            yield mailbox
        finally:
            mailbox.close()


def one_round(mailbox: "Mailbox", source: Source, done: Round) -> None:
    """Take the messages after the last one, and write down each."""
    last = source.mail_uid if source.mail_validity == mailbox.validity else 0
    for uid in mailbox.after(last)[:MOST_MESSAGES]:
        try:
            raw = mailbox.message(uid)
            if raw is not None:
                take(raw, uid, source, done)
        except TooMuch as refusal:  # it stays in the mailbox, and the row says which
            done.faults.append(f"{refusal} It was passed over and is still in the mailbox.")
        remember(source, mailbox.validity, uid)


def take(raw: bytes, uid: int, source: Source, done: Round) -> None:
    """Take one message in."""
    done.outcomes += ingest(raw, source=source, file_name=f"message {uid}.eml", content_type=MAIL, at=done.at)


def remember(source: Source, validity: int, uid: int) -> None:
    """Write down how far we are, in the row and in the object at hand."""
    source.mail_validity, source.mail_uid = validity, uid
    here = Source.objects.filter(pk=source.pk, address=source.address, login=source.login)
    here.update(mail_validity=validity, mail_uid=uid)


def note_round(source: Source, done: Round) -> None:
    """Keep the last fault until something is taken in; a round in which the mailbox could be read ends all others."""
    if done.faults:
        plan(source, done.at, interval(source.every_seconds), failures=0, last_error=done.faults[-1])
    else:
        kept = "" if done.outcomes or source.failures else source.last_error
        note_success(source, at=done.at, last_error=kept)


class Mailbox:
    """An open mailbox."""

    client: HeldImap
    validity: int

    def __init__(self, place: Place, line: Lifeline, secret: Secret) -> None:
        self.place, self.line, self.secret = place, line, secret

    def told(self) -> AbstractContextManager[None]:
        """Tell in our words what imaplib raises."""
        kinds = (imaplib.IMAP4.error, OSError, EOFError, ValueError, LookupError, TypeError, AttributeError)
        return told(self.place, *kinds, line=self.line, secret=self.secret)

    def connect(self, reach: Reach) -> None:
        """Connect, encrypted from the first byte on, and hear the greeting."""
        made = connected(self.place.host, self.place.port, line=self.line, reach=reach)
        spoken = ssl.create_default_context().wrap_socket(made, server_hostname=self.place.host)
        try:
            self.client = HeldImap(spoken, self.place.host)
        except BaseException:
            spoken.close()
            raise

    def open(self, login: str) -> None:
        """Log in and open the mailbox for reading only. imaplib sends a user name as it stands, line breaks too."""
        if not all(text.isascii() and text.isprintable() for text in (login, self.secret.value)):
            raise LoginRefused(self.place.address, "IMAP takes no letters beyond ASCII in a user name or password")
        try:
            self.client.login(escaped(login), self.secret.value)
        except self.client.abort:
            raise
        except self.client.error as error:
            raise LoginRefused(self.place.address, self.secret.hidden_in(str(error))) from error
        status, said = self.client.select(quoted(self.place.path or "INBOX"), readonly=True)
        if status != "OK":
            raise PlaceUnusable(self.place.address, words_in(said))
        self.validity = int(self.client.response("UIDVALIDITY")[1][0])

    def after(self, last: int) -> list[int]:
        """List the numbers of the messages after one, upwards. IMAP gives the last message for `n:*`, even below n."""
        with self.told():
            status, said = self.client.uid("SEARCH", f"UID {last + 1}:*")
            if status != "OK":
                raise PlaceUnusable(self.place.address, words_in(said))
            return sorted(uid for uid in map(int, (said[0] or b"").split()) if uid > last)

    def message(self, uid: int) -> bytes | None:
        """Give a message as it was sent, whose size is asked for first; None if somebody has taken it away."""
        with self.told():
            sizes = (re.search(rb"\bRFC822\.SIZE (\d+)", piece) for piece in self.fetched(uid, "(RFC822.SIZE)"))
            size = next((int(found[1]) for found in sizes if found), 0)
            if size > MOST_BYTES:
                raise TooMuch(f"Message {uid}", f"{size:,} bytes, more than {MOST_BYTES:,}")
            return next((piece for piece in self.fetched(uid, "(BODY.PEEK[])", is_literal=True)), None)

    def fetched(self, uid: int, what: str, *, is_literal: bool = False) -> list[bytes]:
        """Ask for something of one message: words, or what the server announces as so many bytes."""
        status, said = self.client.uid("FETCH", str(uid), what)
        if status != "OK":
            raise FileNotGiven(f"Message {uid}", words_in(said))
        if is_literal:
            return [bytes(piece[1]) for piece in said if isinstance(piece, tuple)]
        return [piece for piece in said if isinstance(piece, bytes)]

    def close(self) -> None:
        """Say goodbye, if anybody listens."""
        with suppress(imaplib.IMAP4.error, OSError, EOFError, ValueError, AttributeError):
            self.client.logout()
        with suppress(OSError):
            self.client.shutdown()


def quoted(name: str) -> str:
    """Write the name of a mailbox as IMAP wants it.

    >>> quoted('Wires/"NPA"'), quoted("Agenturen/Straße")
    ('"Wires/\\\\"NPA\\\\""', '"Agenturen/Stra&AN8-e"')
    """
    spelled = re.sub(r"&|[^\x20-\x7e]+", lambda found: modified(found[0]), name)
    return escaped(spelled)


def escaped(text: str) -> str:
    """Put a text between quotes."""
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'


def modified(letters: str) -> str:
    """Write letters in the UTF-7 of IMAP (RFC 3501, 5.1.3)."""
    if letters == "&":
        return "&-"
    return "&" + letters.encode("utf-7").decode().strip("+-").replace("/", ",") + "-"


def words_in(said: Any) -> str:
    """Give what a server said, as far as it is words."""
    return " ".join(piece.decode("utf-8", "replace") for piece in said or [] if isinstance(piece, bytes)) or "no answer"
