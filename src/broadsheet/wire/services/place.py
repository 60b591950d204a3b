"""Read the address of a place that is reached with a login, and tell what goes wrong there in our words."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from urllib.parse import unquote, urlsplit

from broadsheet.wire.errors import AddressRefused, TooSlow, Unreachable
from broadsheet.wire.services.fetch import reason_of
from broadsheet.wire.services.secrets import Secret
from broadsheet.wire.services.transport import Lifeline


@dataclass(frozen=True, slots=True)
class Place:
    """A server and a folder there. The path counts from where the login begins; after two slashes, from the root."""

    address: str
    scheme: str
    host: str
    port: int
    path: str


def place_at(address: str, *, ports: dict[str, int], example: str) -> Place:
    """Read an address with one of the schemes in `ports`, which names their usual ports. Raises AddressRefused.

    >>> place_at("sftp://wire.example/out/%C3%BC", ports={"sftp": 22}, example="").path
    'out/ü'
    """
    expected = f"an address such as {example}"
    if any(letter.isspace() or not letter.isprintable() for letter in address):
        raise AddressRefused(address, "it holds blanks or control characters", expected=expected)
    try:
        parts = urlsplit(address)
        port = parts.port
    except ValueError as error:
        raise AddressRefused(address, "it cannot be read", expected=expected) from error
    if parts.scheme not in ports or not parts.hostname:
        raise AddressRefused(address, "it has another scheme, or names no host", expected=expected)
    if "@" in parts.netloc:
        hidden = f"{parts.scheme}://…@{parts.netloc.rpartition('@')[2]}{parts.path}"
        raise AddressRefused(hidden, "user name and password do not belong there", expected=expected)
    path = unquote(parts.path.removeprefix("/"))
    if any(not letter.isprintable() for letter in path):
        raise AddressRefused(address, "its path holds control characters", expected=expected)
    return Place(address, parts.scheme, parts.hostname, port or ports[parts.scheme], path)


@contextmanager
def told(place: Place, *kinds: type[Exception], line: Lifeline, secret: Secret) -> Iterator[None]:
    """Tell in our words what breaks in a conversation with a server, without the secret that it may repeat."""
    try:
        yield
    except kinds as error:
        if line.was_cut:
            raise TooSlow(place.address, line.seconds) from error
        raise Unreachable(place.address, secret.hidden_in(reason_of(error))) from error
