"""Try a source: fetch as ever, keep nothing, and say what would have arrived.

Nothing is taken in, moved or noted at the source. For the desk a worker does it, for no request waits for a
machine that is not ours, and tells on the source's row what came. Task: docs/how-to/add-a-wire.md.
"""

import os
import time
from collections.abc import Iterator
from dataclasses import asdict, dataclass, field
from datetime import datetime
from itertools import islice

from django.utils import timezone

from broadsheet.interchange.detect import read
from broadsheet.interchange.errors import Unreadable
from broadsheet.wire.errors import FetchFailed, NotFetched, TooMuch, shown
from broadsheet.wire.models import Source
from broadsheet.wire.services.addresses import PUBLIC, Reach
from broadsheet.wire.services.drop import folder_for
from broadsheet.wire.services.fetch import fetch
from broadsheet.wire.services.folder import OPEN_FOLDER, StillWritten, is_picture, settled, usable
from broadsheet.wire.services.folder import read_whole as read_here
from broadsheet.wire.services.mailbox import MAIL, mailbox_of
from broadsheet.wire.services.mailbox import PUBLIC as MAIL_PORTS
from broadsheet.wire.services.remote import listing, read_whole, shelf_of
from broadsheet.wire.services.robots import ask_robots

MOST_FILES = 10
MOST_ITEMS = 50


@dataclass(frozen=True, slots=True)
class Arrival:
    """An item that would arrive."""

    headline: str
    guid: str
    version: str


@dataclass(slots=True)
class Trial:
    """What came of a trial; `refusals` are the sentences of what could not be fetched or read."""

    items_found: list[Arrival] = field(default_factory=list)
    refusals: list[str] = field(default_factory=list)
    more: int = 0
    pictures: int = 0

    @property
    def lines(self) -> Iterator[str]:
        """Give a line for each thing."""
        yield from (f"{item.guid}  {item.version}  {item.headline}" for item in self.items_found)
        yield from (f"refused  {refusal}" for refusal in self.refusals)

    def take(self, raw: bytes, *, name: str, content_type: str = "") -> None:
        """Read some bytes as they would be taken in."""
        try:
            reading = read(raw, name=name, content_type=content_type)
        except Unreadable as refusal:
            self.refuse(f"{name}: {refusal}")
            return
        self.refusals += [shown(refusal, most=500) for refusal in reading.refusals]
        for item in reading.items:
            if len(self.items_found) < MOST_ITEMS:
                self.items_found.append(Arrival(item.headline[:300], item.guid[:300], item.version[:80]))
            else:
                self.more += 1

    def refuse(self, sentence: object) -> None:
        """Note why something would not arrive."""
        self.refusals.append(shown(sentence, most=500))


def try_source(source: Source, *, reach: Reach | None = None) -> Trial:
    """Fetch from a source now and tell what came; raise NotFetched for one that nothing is fetched from."""
    trial, looks = Trial(), LOOKS.get(source.connector)
    if looks is None:
        raise NotFetched(source)
    try:
        looks(source, trial, reach)
    except FetchFailed as fault:
        trial.refuse(fault)
    return trial


def note_trial(source: Source, *, at: datetime | None = None) -> None:
    """Try a source and tell what came on its row."""
    try:
        trial = try_source(source)
    except NotFetched as refusal:
        trial = Trial(refusals=[str(refusal)])
    told = asdict(trial) | {"at": (at or timezone.now()).isoformat()}
    Source.objects.filter(pk=source.pk).update(trial=told, trial_asked_at=None)


def try_feed(source: Source, trial: Trial, reach: Reach | None) -> None:
    """Fetch the whole feed, whatever we have of it."""
    ask_robots(source.address, reach=reach or PUBLIC)
    fetched = fetch(source.address, reach=reach or PUBLIC)
    trial.take(fetched.content, name=fetched.address.rpartition("/")[2][:200], content_type=fetched.content_type)


def try_folder(source: Source, trial: Trial, reach: Reach | None) -> None:
    """Read what has settled where it lies."""
    folder = folder_for(source)
    with usable(folder):
        handle = os.open(folder, OPEN_FOLDER)
    try:
        for name in settled(handle, now=time.time())[:MOST_FILES]:
            try_file(handle, name, trial)
    finally:
        os.close(handle)


def try_file(folder: int, name: str, trial: Trial) -> None:
    """Read one file of a watched folder."""
    if is_picture(name):
        trial.pictures += 1
        return
    try:
        trial.take(read_here(folder, name), name=shown(name))
    except (FetchFailed, StillWritten, OSError) as refusal:
        trial.refuse(f"{name}: {refusal}")


def try_remote(source: Source, trial: Trial, reach: Reach | None) -> None:
    """Read the newest files of a folder at the source, taken before or not."""
    with shelf_of(source, reach) as shelf:
        found = sorted(listing(shelf).values(), key=lambda file: file.changed, reverse=True)
        trial.pictures = sum(is_picture(file.name) for file in found)
        for file in islice((file for file in found if not is_picture(file.name)), MOST_FILES):
            try:
                trial.take(read_whole(shelf, file), name=shown(file.name))
            except TooMuch as refusal:
                trial.refuse(refusal)


def try_mailbox(source: Source, trial: Trial, reach: Reach | None) -> None:
    """Read the newest messages, taken before or not."""
    with mailbox_of(source, reach=reach or MAIL_PORTS) as mailbox:
        for uid in reversed(mailbox.after(0)[-MOST_FILES:]):
            try:
                if raw := mailbox.message(uid):
                    trial.take(raw, name=f"message {uid}.eml", content_type=MAIL)
            except TooMuch as refusal:
                trial.refuse(refusal)


LOOKS = {
    Source.Connector.FEED.value: try_feed,
    Source.Connector.FOLDER.value: try_folder,
    Source.Connector.SFTP.value: try_remote,
    Source.Connector.FTP.value: try_remote,
    Source.Connector.MAILBOX.value: try_mailbox,
}
