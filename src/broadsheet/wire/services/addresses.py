"""Look a host up once, and refuse it if any of its addresses is not on the public internet.

Python's `is_global` alone is no guard: in 3.11 it holds NAT64, 6to4 and IPv4-compatible forms of 127.0.0.1 for public.
So IPv6 must lie in 2000::/3, and what IANA reserved is listed here (https://www.iana.org/assignments/iana-ipv4-special-registry,
…-ipv6-special-registry). Networks whose DNS makes up NAT64 addresses are not served.
"""

import socket
from collections.abc import Iterator
from dataclasses import dataclass
from ipaddress import IPv4Address, IPv6Address, ip_address, ip_network
from queue import Empty, SimpleQueue
from threading import Thread

from requests import RequestException
from requests_hardened.ip_filter import filter_host

from broadsheet.wire.errors import AddressRefused, NotPublic, TooSlow, Unreachable

RESERVED_BLOCKS = """
0.0.0.0/8 10.0.0.0/8 100.64.0.0/10 127.0.0.0/8 169.254.0.0/16 172.16.0.0/12 192.0.0.0/24 192.0.2.0/24 192.88.99.0/24
192.168.0.0/16 198.18.0.0/15 198.51.100.0/24 203.0.113.0/24 224.0.0.0/4 240.0.0.0/4
168.63.129.16/32
2001::/23 2001:db8::/32 2002::/16 3fff::/20
"""  # the one on a line of its own is a cloud's door to its machines, though it looks public
RESERVED = [ip_network(block) for block in RESERVED_BLOCKS.split()]
UNICAST = ip_network("2000::/3")


@dataclass(frozen=True, slots=True)
class Reach:
    """How far a fetch may go; only tests pass another than `PUBLIC`."""

    ports: frozenset[int] = frozenset({80, 443})
    loopback: bool = False


PUBLIC = Reach()


def is_public(address: IPv4Address | IPv6Address) -> bool:
    """Say whether an address is one that anybody on the internet may use.

    >>> [is_public(ip_address(text)) for text in ("93.184.215.14", "10.0.0.1", "64:ff9b::7f00:1", "::ffff:8.8.8.8")]
    [True, False, False, False]
    """
    if address.version == 6 and address not in UNICAST:
        return False
    return address.is_global and not any(address in block for block in RESERVED)


def pin(host: str, port: int, *, reach: Reach, seconds: float) -> str:
    """Give the one literal address to connect to; raise if the host may not be fetched from."""
    if port not in reach.ports:
        *others, last = map(str, sorted(reach.ports))
        used = f"{', '.join(others)} and {last}" if others else last
        raise AddressRefused(f"{host}:{port}", f"port {port} is not used by sources; {used} are")
    found = look_up(host, port, seconds=seconds)
    for literal in found:
        check(host, literal, port, reach=reach)
    return found[0]


def check(host: str, literal: str, port: int, *, reach: Reach) -> None:
    """Refuse an address by our list, and by that of requests-hardened as well."""
    address = ip_address(literal)
    if reach.loopback and address.is_loopback:
        return
    if not is_public(address):
        raise NotPublic(host, literal)
    try:
        filter_host(literal, port, allow_loopback=False)
    except RequestException as refusal:
        raise NotPublic(host, literal) from refusal


def look_up(host: str, port: int, *, seconds: float) -> list[str]:
    """Ask the resolver, which has no time limit of its own, and do not wait longer than `seconds`."""
    answers: SimpleQueue[list[str] | Exception] = SimpleQueue()
    Thread(target=lambda: answers.put(_resolved(host, port)), daemon=True).start()
    try:
        answer = answers.get(timeout=seconds)
    except Empty:
        raise TooSlow(host, seconds) from None
    if isinstance(answer, Exception):
        raise Unreachable(host, "no such host") from answer
    return answer


def _resolved(host: str, port: int) -> list[str] | Exception:
    try:
        return list(_literals(host, port)) or LookupError(host)
    except (OSError, UnicodeError) as error:
        return error


def _literals(host: str, port: int) -> Iterator[str]:
    for *_, place in socket.getaddrinfo(host, port, type=socket.SOCK_STREAM):
        yield str(place[0])
