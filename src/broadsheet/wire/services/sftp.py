"""Reach a folder by SFTP. The server must show the host key that was entered, before it learns name or password.

Task: docs/how-to/add-a-wire.md.
"""

import io
import posixpath
import stat
from collections.abc import Iterator
from contextlib import AbstractContextManager, closing, contextmanager, suppress
from typing import Any

from broadsheet.wire.errors import FileNotGiven, HostKeyRefused, LoginRefused, PlaceUnusable, SecretUnusable
from broadsheet.wire.models import Source
from broadsheet.wire.services.addresses import Reach
from broadsheet.wire.services.place import Place, place_at, told
from broadsheet.wire.services.secrets import Secret, read_secret
from broadsheet.wire.services.shelf import Listed
from broadsheet.wire.services.transport import Lifeline, connected

PUBLIC = Reach(ports=frozenset({22, 2222, 2223, 22000}))
EXAMPLE = "sftp://wire.example/out"
SAID_OF_FILES = (FileNotFoundError, PermissionError)


@contextmanager
def opened(source: Source, *, line: Lifeline, reach: Reach) -> Iterator["SftpShelf"]:
    """Open the folder of a source."""
    from paramiko import SFTPClient  # it takes a while, which only a worker with such a source need spend

    place = place_at(source.address, ports={"sftp": 22}, example=EXAMPLE)
    secret = read_secret(source.secret_name)
    with closing(shaken(place, line=line, reach=reach, secret=secret)) as transport:
        check_host_key(source, transport.get_remote_server_key().fingerprint)
        with broken_told(place, line=line, secret=secret):
            log_in(transport, source, secret)
            client: Any = SFTPClient.from_transport(transport)
            client.get_channel().settimeout(line.timeout[1])
        yield SftpShelf(place, client, line, secret)


def broken_told(place: Place, *, line: Lifeline, secret: Secret) -> AbstractContextManager[None]:
    """Tell in our words what paramiko raises; of what a hostile server may cause, that is more than its own errors."""
    from paramiko import SSHException

    return told(place, SSHException, EOFError, OSError, ValueError, LookupError, line=line, secret=secret)


def shaken(place: Place, *, line: Lifeline, reach: Reach, secret: Secret) -> Any:
    """Connect and agree on keys; nothing has been said of who we are."""
    from paramiko import Transport

    with broken_told(place, line=line, secret=secret):
        transport = Transport(connected(place.host, place.port, line=line, reach=reach))
        try:
            transport.start_client(timeout=line.timeout[1])
        except BaseException:
            transport.close()
            raise
        return transport


def check_host_key(source: Source, seen: str) -> None:
    """Refuse a server that shows none of the fingerprints entered, as OpenSSH writes them."""
    entered = source.host_key.replace(",", " ").split()
    if seen not in entered:
        raise HostKeyRefused(source.address, seen, is_known=bool(entered))


def log_in(transport: Any, source: Source, secret: Secret) -> None:
    """Log in with the private key that the secret holds, else with the secret as a password."""
    from paramiko import AuthenticationException

    try:
        if secret.value.startswith("-----BEGIN "):
            transport.auth_publickey(source.login, private_key(source.secret_name, secret))
        else:
            transport.auth_password(source.login, secret.value)
    except AuthenticationException as error:
        raise LoginRefused(source.address, secret.hidden_in(str(error))) from error


def private_key(name: str, secret: Secret) -> Any:
    """Read a private key of any kind."""
    from paramiko import ECDSAKey, Ed25519Key, RSAKey, SSHException

    for kind in (Ed25519Key, ECDSAKey, RSAKey):
        with suppress(SSHException, ValueError, IndexError):
            return kind.from_private_key(io.StringIO(f"{secret.value}\n"))
    raise SecretUnusable(name, "it is no Ed25519, ECDSA or RSA key, or is locked with a passphrase")


class SftpShelf:
    """A folder behind SFTP."""

    def __init__(self, place: Place, client: Any, line: Lifeline, secret: Secret) -> None:
        self.place, self.client, self.line, self.secret = place, client, line, secret
        self.address = place.address

    def told(self) -> AbstractContextManager[None]:
        """Tell in our words what breaks."""
        return broken_told(self.place, line=self.line, secret=self.secret)

    def path(self, name: str) -> str:
        """Give the path of something in the folder."""
        return posixpath.join(self.place.path or ".", name)

    def listing(self) -> Iterator[Listed]:
        """List the regular files; links are not followed."""
        with self.told():
            try:
                for found in self.client.listdir_iter(self.place.path or "."):
                    if stat.S_ISREG(found.st_mode or 0) and found.st_size is not None:
                        yield Listed(found.filename, found.filename, found.st_size, f"{found.st_mtime or 0:012d}")
            except SAID_OF_FILES as error:
                raise PlaceUnusable(self.address, error.strerror or error) from error

    def read(self, file: Listed, *, most: int) -> bytes:
        """Give the bytes of a file, asked for ahead: one piece at a time would take a journey each."""
        with self.told():
            try:
                with self.client.open(self.path(file.key), "rb") as opened:
                    opened.prefetch(min(file.size, most))
                    raw: bytes = opened.read(most + 1)
                    return raw
            except SAID_OF_FILES as error:
                raise FileNotGiven(file.name, error.strerror or error) from error

    def move(self, file: Listed, to: str) -> None:
        """Move a file; its new folder is made if it is not there."""
        with self.told():
            try:
                with suppress(OSError):  # it is there, or the move will say what is wrong
                    self.client.mkdir(self.path(posixpath.dirname(to)))
                self.client.rename(self.path(file.key), self.path(to))
            except OSError as error:
                raise FileNotGiven(file.name, error.strerror or error) from error
