"""Reach a folder by FTP, encrypted with ftps://. Connections for files go where the first one went, and nowhere else.

Task: docs/how-to/add-a-wire.md.
"""

import ftplib
import ssl
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, closing, contextmanager, suppress
from typing import Any

from broadsheet.wire.errors import FileNotGiven, LoginRefused, PlaceUnusable, TooMuch
from broadsheet.wire.models import Source
from broadsheet.wire.services.addresses import Reach
from broadsheet.wire.services.place import Place, place_at, told
from broadsheet.wire.services.secrets import Secret, read_secret
from broadsheet.wire.services.shelf import Listed
from broadsheet.wire.services.transport import Lifeline, connected

PUBLIC = Reach(ports=frozenset({21, 990, 2121}))
EXAMPLE = "ftps://wire.example/out"
IMPLICIT = 990
LETTERS = "latin-1"  # gives every byte of a name a letter and takes it back; what the letters are, nobody has said
MOST_LINES = 10_001


class HeldFtp(ftplib.FTP):
    """FTP over connections that the lifeline holds; ftplib takes no other host for files than that of the first."""

    line: Lifeline

    def begin(self, place: Place, made: Any, line: Lifeline) -> None:
        """Start on a connection that is there."""
        self.line, self.host, self.port = line, place.host, place.port
        self.timeout, self.encoding = line.timeout[1], LETTERS
        self.sock, self.af = made, made.family
        self.file = made.makefile("r", encoding=LETTERS)
        self.welcome = self.getresp()

    def ntransfercmd(self, cmd: str, rest: Any = None) -> tuple[Any, int | None]:
        """Open a connection for a file."""
        made, size = ftplib.FTP.ntransfercmd(self, cmd, rest)  # noqa: S321 (some sources have nothing else)
        self.line.hold(made)
        return made, size


class HeldFtps(HeldFtp, ftplib.FTP_TLS):
    """The same, encrypted; servers want to see the first connection's session on each that follows."""

    def ntransfercmd(self, cmd: str, rest: Any = None) -> tuple[Any, int | None]:
        """Open an encrypted connection for a file."""
        made, size = HeldFtp.ntransfercmd(self, cmd, rest)
        session = self.sock.session if isinstance(self.sock, ssl.SSLSocket) else None
        return self.context.wrap_socket(made, server_hostname=self.host, session=session), size


@contextmanager
def opened(source: Source, *, line: Lifeline, reach: Reach) -> Iterator["FtpShelf"]:
    """Open the folder of a source."""
    place = place_at(source.address, ports={"ftp": 21, "ftps": 21}, example=EXAMPLE)
    secret = read_secret(source.secret_name)
    with closing(greeted(place, line=line, reach=reach, secret=secret)) as client:
        shelf = FtpShelf(place, client, line, secret)
        with shelf.told():
            log_in(client, source, secret)
            enter(client, place)
        yield shelf


def greeted(place: Place, *, line: Lifeline, reach: Reach, secret: Secret) -> HeldFtp:
    """Connect and hear the server's greeting; on its port for that, encrypted from the first byte on."""
    with broken_told(place, line=line, secret=secret):
        made: Any = connected(place.host, place.port, line=line, reach=reach)
        client = HeldFtp() if place.scheme == "ftp" else HeldFtps(context=ssl.create_default_context())
        if isinstance(client, HeldFtps) and place.port == IMPLICIT:
            made = client.context.wrap_socket(made, server_hostname=place.host)
        try:
            client.begin(place, made, line)
        except BaseException:
            made.close()
            raise
        return client


def broken_told(place: Place, *, line: Lifeline, secret: Secret) -> AbstractContextManager[None]:
    """Tell in our words what ftplib raises."""
    return told(place, *ftplib.all_errors, ValueError, LookupError, line=line, secret=secret)


def log_in(client: HeldFtp, source: Source, secret: Secret) -> None:
    """Log in, encrypted before the name is said if it is to be; files are encrypted then, too."""
    try:
        client.login(in_letters(source.login), in_letters(secret.value))
    except ftplib.error_perm as error:
        raise LoginRefused(source.address, secret.hidden_in(str(error))) from error
    if isinstance(client, HeldFtps):
        client.prot_p()


def enter(client: HeldFtp, place: Place) -> None:
    """Go to the folder."""
    try:
        if place.path:
            client.cwd(in_letters(place.path))
    except ftplib.error_perm as error:
        raise PlaceUnusable(place.address, error) from error


class FtpShelf:
    """A folder behind FTP."""

    def __init__(self, place: Place, client: HeldFtp, line: Lifeline, secret: Secret) -> None:
        self.place, self.client, self.line, self.secret = place, client, line, secret
        self.address = place.address

    def told(self) -> AbstractContextManager[None]:
        """Tell in our words what breaks."""
        return broken_told(self.place, line=self.line, secret=self.secret)

    def listing(self) -> Iterator[Listed]:
        """List the regular files, by MLSD; older servers are asked for the names, and for each its size and time."""
        with self.told():
            try:
                lines = self.lines("MLSD")
            except ftplib.error_perm as error:
                if str(error)[:3] not in ("500", "501", "502", "504"):
                    raise PlaceUnusable(self.address, error) from error
                yield from self.listing_by_name()
                return
            yield from filter(None, map(listed_in, lines))

    def lines(self, command: str) -> list[str]:
        """Give the lines of a list that has an end."""
        found: list[str] = []
        self.client.retrlines(command, bounded(found, self.address))
        return found

    def listing_by_name(self) -> Iterator[Listed]:
        """Ask for each name by itself; what has no size is no file."""
        try:
            names = self.lines("NLST")
        except ftplib.error_perm as error:
            if not str(error).startswith("550"):  # which stands for an empty folder
                raise
            names = []
        self.client.voidcmd("TYPE I")
        for key in (name.rpartition("/")[2] for name in names):
            with suppress(ftplib.error_perm):
                size = self.client.sendcmd(f"SIZE {key}").partition(" ")[2]
                changed = self.client.sendcmd(f"MDTM {key}").partition(" ")[2]
                yield Listed(key, for_people(key), int(size), changed.strip())

    def read(self, file: Listed, *, most: int) -> bytes:
        """Give the bytes of a file; a server that sends without end is hung up on."""
        held = bytearray()

        def take(piece: bytes) -> None:
            held.extend(piece)
            if len(held) > most:
                raise ValueError(f"{file.name} is longer than the {file.size:,} bytes listed, and than any may be")

        with self.told():
            try:
                self.client.retrbinary(f"RETR {file.key}", take)
            except ftplib.error_perm as error:
                raise FileNotGiven(file.name, error) from error
        return bytes(held)

    def move(self, file: Listed, to: str) -> None:
        """Move a file; its new folder is made if it is not there."""
        folder, _, name = to.rpartition("/")
        with self.told():
            try:
                with suppress(ftplib.error_perm):  # it is there, or the move will say what is wrong
                    self.client.mkd(in_letters(folder))
                self.client.rename(file.key, f"{in_letters(folder)}/{name}")
            except ftplib.error_perm as error:
                raise FileNotGiven(file.name, error) from error


def bounded(found: list[str], address: str) -> Callable[[str], None]:
    """Collect lines, and stop a list that does not end."""

    def take(line: str) -> None:
        if len(found) >= MOST_LINES:
            raise TooMuch(address, f"it lists more than {MOST_LINES - 1:,} files")
        found.append(line)

    return take


def listed_in(line: str) -> Listed | None:
    """Read a line of MLSD (RFC 3659); None if it is of no file.

    >>> listed_in("type=file;size=12;modify=20261123101500; trams.xml").mark
    '12 20261123101500'
    """
    words, _, key = line.partition(" ")
    facts = {name.lower(): value for name, _, value in (word.partition("=") for word in words.split(";"))}
    size = facts.get("size", "")
    if facts.get("type", "").lower() != "file" or not (size.isascii() and size.isdigit() and len(size) < 19):
        return None
    return Listed(key, for_people(key), int(size), facts.get("modify", ""))


def in_letters(text: str) -> str:
    """Spell what people entered so that it is sent as UTF-8."""
    return text.encode().decode(LETTERS)


def for_people(key: str) -> str:
    """Give a name in the letters it most likely has."""
    return key.encode(LETTERS).decode("utf-8", "replace")
