"""One fetch for everything: polite to sources, and not to be used against us."""

import socket
import ssl
import threading
import tracemalloc
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from ipaddress import ip_address
from pathlib import Path
from time import monotonic

import pytest

from broadsheet.wire.errors import (
    AddressRefused,
    AskedToWait,
    BadAnswer,
    FetchFailed,
    Gone,
    NotPublic,
    RedirectRefused,
    TooMuch,
    TooSlow,
    Unreachable,
)
from broadsheet.wire.services import addresses, transport
from broadsheet.wire.services.addresses import PUBLIC as PUBLIC_REACH
from broadsheet.wire.services.addresses import Reach, is_public
from broadsheet.wire.services.fetch import Limits, fetch, wait_asked
from broadsheet.wire.services.transport import Lifeline, connected
from tests.wire.server import Stage, drip, endless, packed, say

PRIVATE = """
127.0.0.1 127.1 127.0.1 0 0.0.0.0 2130706433 0x7f000001 0X7F.0.0.1 017700000001 0177.0.0.1 127.0.0.1. 127.255.255.254
[::1] [::] [0:0:0:0:0:0:0:1] [::ffff:127.0.0.1] [::ffff:7f00:1] [::ffff:10.0.0.1] [::127.0.0.1] [::7f00:1]
[64:ff9b::7f00:1] [64:ff9b::127.0.0.1] [64:ff9b::a00:1] [64:ff9b:1::1] [64:ff9b::808:808] [2002:7f00:1::] [2002:a00:1::]
[2002:c0a8:101::1] [2001:0:7f00:1::] [2001:db8::1] [2001:20::1] [3fff::1] [5f00::1] [fc00::1] [fd00:ec2::254] [fe80::1]
[fec0::1] [ff02::1] [100::1] 10.0.0.1 10.255.255.255 0xa000001 167772161 012.0.0.1 100.64.0.1 100.127.255.254
100.100.100.200 169.254.169.254 0xa9fea9fe 2852039166 0251.0376.0251.0376 169.254.1 [::ffff:169.254.169.254]
172.16.0.1 172.31.255.255 192.168.0.1 192.168.257 0xc0a80001 192.0.0.1 192.0.0.170 192.0.2.1 192.88.99.1 198.18.0.1
198.51.100.7 203.0.113.9 168.63.129.16 224.0.0.1 239.255.255.250 240.0.0.1 255.255.255.255 4294967295
localhost LOCALHOST localhost. ①②⑦.⓪.⓪.① １２７.0.0.1 127。0。0。1
""".split()  # noqa: SIM905 (a table to be read)
HOSTS = "127.0.0.1 10.0.0.1 100.64.0.1 169.254.169.254 172.16.0.1 192.168.0.1 192.0.2.1 198.18.0.1 224.0.0.1 240.0.0.1"
PUBLIC = (
    "93.184.215.14 8.8.8.8 1.1.1.1 172.32.0.1 192.169.0.1 100.128.0.1 2606:4700:4700::1111 2a00:1450:4001:82a::200e"
)
NOT_AN_ADDRESS = [
    "",
    "feed.xml",
    "//wire.example/feed",
    "ftp://wire.example/feed",
    "file:///etc/passwd",
    "gopher://wire.example/",
    "data:text/xml,<rss/>",
    "javascript:alert(1)",
    "http://",
    "http:///feed",
    "https://user@wire.example/",
    "https://user:secret@wire.example/",
    "https://wire.example@127.0.0.1/",
    "https://wire.example\\@127.0.0.1/",
    "https://wire.example/\r\nHost: 127.0.0.1",
    "https://wire.example/ feed",
    "https://wire.example:22/",
    "https://wire.example:8080/",
    "https://wire.example:99999/",
    "https://wire.example:eighty/",
    "http://[::1/",
    "http://[fe80::1%25eth0]:22/",
]


def spelt(host: str) -> list[str]:
    """Write an IPv4 address in the ways some parser takes: whole, in parts, as IPv6 carries it, in other digits."""
    number, parts = int(ip_address(host)), [int(part) for part in host.split(".")]
    first, second = parts[:2]
    high, low = f"{number >> 16:x}", f"{number & 0xFFFF:x}"
    last = [
        f"{number}",
        f"{number:#x}",
        f"0{number:o}",
        f"{first}.{number & 0xFFFFFF}",
        f"{first:#x}.{number & 0xFFFFFF:#x}",
    ]
    last += [f"{first}.{second}.{number & 0xFFFF}", ".".join(map(hex, parts)), ".".join(f"0{part:o}" for part in parts)]
    last += [
        ".".join(f"{part:04o}" for part in parts),
        f"{first:#x}.{second}.{number & 0xFFFF:#o}".replace("0o", "0"),
        f"{host}.",
    ]
    within = [f"::ffff:{host}", f"::ffff:{high}:{low}", f"0:0:0:0:0:ffff:{host}", f"::{host}", f"64:ff9b::{host}"]
    within += [f"64:ff9b::{high}:{low}", f"2002:{high}:{low}::1", f"64:ff9b:1::{host}", f"2001:0:{high}:{low}::"]
    wide = host.translate({ord("0") + digit: 0xFF10 + digit for digit in range(10)})
    return [*last, *(f"[{one}]" for one in within), wide, host.replace(".", "\u3002"), wide.replace(".", "\uff0e")]


@pytest.fixture
def dialled(monkeypatch: pytest.MonkeyPatch) -> list[tuple[str, int]]:
    """Note every address that is dialled, and let nobody answer."""
    numbers: list[tuple[str, int]] = []

    def connect(address: tuple[str, int], *args: object, **options: object) -> socket.socket:
        numbers.append(address)
        raise ConnectionRefusedError("nobody there")

    monkeypatch.setattr("urllib3.util.connection.create_connection", connect)
    monkeypatch.setattr(transport.socket, "create_connection", connect)
    return numbers


@pytest.fixture
def names(monkeypatch: pytest.MonkeyPatch) -> dict[str, list[list[str]]]:
    """Give a phone book: the answers each name gives, one after the other, the last for ever."""
    book: dict[str, list[list[str]]] = {}

    def look_up(host: str, port: int, *, seconds: float) -> list[str]:
        answers = book[host]
        return answers.pop(0) if len(answers) > 1 else answers[0]

    monkeypatch.setattr(addresses, "look_up", look_up)
    return book


@pytest.mark.parametrize("scheme", ["http", "https"])
@pytest.mark.parametrize("host", PRIVATE)
def test_no_spelling_of_a_private_address_is_dialled(host, scheme, dialled):
    with pytest.raises((NotPublic, AddressRefused, Unreachable)):
        fetch(f"{scheme}://{host}/feed.xml")

    assert dialled == []


@pytest.mark.parametrize("host", HOSTS.split())
def test_no_way_to_write_a_private_address_is_dialled(host, dialled):
    """By hand above, here by rule: more than twenty of each."""
    for spelling in spelt(host):
        with pytest.raises((NotPublic, AddressRefused, Unreachable)):
            fetch(f"http://{spelling}/feed.xml")
        with pytest.raises((NotPublic, AddressRefused, Unreachable)):
            connected(spelling.strip("[]"), 443, line=Lifeline(5), reach=PUBLIC_REACH)

    assert dialled == []
    assert len({spelling for host in HOSTS.split() for spelling in spelt(host)}) >= 200


@pytest.mark.parametrize("address", NOT_AN_ADDRESS)
def test_what_is_no_web_address_is_refused_in_a_sentence(address, dialled, names):
    names |= {"wire.example": [["93.184.215.14"]]}

    with pytest.raises(AddressRefused, match="Expected a public http or https address"):
        fetch(address)
    assert dialled == []


@pytest.mark.parametrize("literal", PUBLIC.split())
def test_public_addresses_are_dialled(literal, dialled):
    """The guard lets through what it should, on the port of its scheme."""
    host = f"[{literal}]" if ":" in literal else literal

    with pytest.raises(Unreachable, match="nobody there"):
        fetch(f"https://{host}/feed.xml")

    assert is_public(ip_address(literal))
    assert dialled == [(literal, 443)]


def test_one_private_address_among_public_ones_refuses_the_host(dialled, names):
    names |= {"wire.example": [["93.184.215.14", "10.0.0.1"]]}

    with pytest.raises(NotPublic, match=r"wire\.example leads to 10\.0\.0\.1"):
        fetch("https://wire.example/")
    assert dialled == []


def test_the_address_that_was_checked_is_the_one_dialled(dialled, names):
    """DNS that answers 127.0.0.1 the second time is not asked a second time."""
    names |= {"wire.example": [["93.184.215.14"], ["127.0.0.1"]]}

    with pytest.raises(Unreachable):
        fetch("https://wire.example/")
    assert dialled == [("93.184.215.14", 443)]


def test_a_resolver_that_hangs_costs_no_more_than_the_deadline(monkeypatch):
    over = threading.Event()
    monkeypatch.setattr(socket, "getaddrinfo", lambda *args, **options: [over.wait(10)][:0])

    began = monotonic()
    with pytest.raises(TooSlow):
        fetch("https://wire.example/", limits=Limits(seconds=0.3))
    took = monotonic() - began
    over.set()

    assert took < 2


def test_an_answer_comes_with_what_lets_us_ask_again(stage: Stage):
    stage.answers["/feed"] = say(
        b"<rss/>", Content_Type="text/xml", ETag='"7"', Last_Modified="Mon, 23 Nov 2026 10:00:00 GMT"
    )

    fetched = fetch(stage.url(), reach=stage.reach)

    assert (fetched.content, fetched.content_type, fetched.etag) == (b"<rss/>", "text/xml", '"7"')
    assert fetched.last_modified == "Mon, 23 Nov 2026 10:00:00 GMT"
    assert not fetched.is_unchanged


def test_we_say_who_we_are_and_send_nothing_else_of_ours(stage: Stage, settings, monkeypatch, tmp_path):
    """No cookies, no credentials from .netrc, no proxy from the environment."""
    settings.WAGTAILADMIN_BASE_URL = "https://courier.example"
    (tmp_path / ".netrc").write_text("machine 127.0.0.1 login ada password secret")
    monkeypatch.setenv("NETRC", str(tmp_path / ".netrc"))
    monkeypatch.setenv("http_proxy", "http://127.0.0.1:9")
    stage.answers["/feed"] = say(b"", status=302, Location="/next", Set_Cookie="a=b")
    stage.answers["/next"] = say(b"<rss/>")

    fetch(stage.url(), reach=stage.reach)

    _, headers = stage.asked[-1]
    assert headers["User-Agent"].startswith("Broadsheet/")
    assert "(+https://courier.example/)" in headers["User-Agent"]
    assert headers["Host"] == f"127.0.0.1:{stage.port}"
    assert not {"Cookie", "Authorization", "If-None-Match", "If-Modified-Since"} & set(headers)


def test_unchanged_is_learned_without_a_body(stage: Stage):
    stage.answers["/feed"] = say(b"", status=304)

    fetched = fetch(stage.url(), etag='"7"', last_modified="Mon, 23 Nov 2026 10:00:00 GMT", reach=stage.reach)

    assert fetched.is_unchanged
    _, headers = stage.asked[0]
    assert (headers["If-None-Match"], headers["If-Modified-Since"]) == ('"7"', "Mon, 23 Nov 2026 10:00:00 GMT")


def test_unchanged_is_no_answer_to_somebody_who_knew_nothing(stage: Stage):
    stage.answers["/feed"] = say(b"", status=304)

    with pytest.raises(BadAnswer, match="304"):
        fetch(stage.url(), reach=stage.reach)


def test_a_validator_that_cannot_be_sent_back_is_not_kept(stage: Stage):
    stage.answers["/feed"] = say(b"<rss/>", ETag='"' + "x" * 400 + '"', Last_Modified="gestern \xe4")

    fetched = fetch(stage.url(), reach=stage.reach)

    assert (fetched.etag, fetched.last_modified) == ("", "")


@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
def test_three_redirects_are_followed(status, stage: Stage):
    for here, there in (("/feed", "/1"), ("/1", "/2"), ("/2", "/3")):
        stage.answers[here] = say(b"", status=status, Location=there)
    stage.answers["/3"] = say(b"<rss/>")

    assert fetch(stage.url(), reach=stage.reach).address == stage.url("/3")


def test_a_fourth_redirect_is_not(stage: Stage):
    stage.answers["/feed"] = say(b"", status=302, Location="/feed")

    with pytest.raises(RedirectRefused, match="more than 3"):
        fetch(stage.url(), reach=stage.reach)
    assert len(stage.asked) == 4


@pytest.mark.parametrize("host", [host for host in PRIVATE if host.isascii()])
def test_a_redirect_into_a_private_network_is_not_followed(host, stage: Stage, names, monkeypatch):
    """The stage itself is let in by name; what it redirects to is looked up and judged like any other."""
    real = addresses.check
    monkeypatch.setattr(
        addresses, "check", lambda name, *args, **given: None if name == "wire.example" else real(name, *args, **given)
    )
    literal = host.strip("[]")
    names |= {"wire.example": [["127.0.0.1"]], literal: [["127.0.0.1"]], literal.lower(): [["10.0.0.1"]]}
    stage.answers["/feed"] = say(b"", status=302, Location=f"http://{host}:{stage.port}/inside")

    with pytest.raises(FetchFailed):
        fetch(f"http://wire.example:{stage.port}/feed", reach=Reach(ports=frozenset({stage.port})))
    assert stage.paths == ["/feed"]


def test_a_redirect_to_another_port_or_scheme_is_refused(stage: Stage):
    for place in ("http://127.0.0.1:22/", "file:///etc/passwd", "ftp://127.0.0.1/", "http://ada:secret@127.0.0.1/"):
        stage.answers["/feed"] = say(b"", status=302, Location=place)
        with pytest.raises(AddressRefused):
            fetch(stage.url(), reach=stage.reach)


def test_a_redirect_that_leads_nowhere_is_refused(stage: Stage):
    stage.answers["/feed"] = say(b"", status=302)

    with pytest.raises(RedirectRefused, match="does not say where"):
        fetch(stage.url(), reach=stage.reach)


@pytest.mark.parametrize(
    "answer",
    [
        drip(b"x"),
        drip(b"1\r\nx\r\n", before=b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n"),
        drip(b"x", before=b"HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n"),
        drip(b"X-Padding: x\r\n", before=b"HTTP/1.1 200 OK\r\n"),
        drip(b"x", before=b"HTTP/1.1 200 OK\r\nX-Endless: "),
        drip(b"HTTP/1.1 100 Continue\r\n\r\n", before=b""),
        drip(b"", before=b""),
        drip(b"x", before=b"HTTP/1.1 302 Found\r\nLocation: /feed\r\n\r\n"),
    ],
    ids=["body", "chunks", "short-of-length", "headers", "one-header", "continue", "silence", "redirects"],
)
def test_a_source_that_drips_is_cut_off_at_the_deadline(answer, stage: Stage):
    """A timeout per read would wait for ever; an answer without a length would even look whole."""
    stage.answers["/feed"] = answer

    began = monotonic()
    with pytest.raises((TooSlow, RedirectRefused)):
        fetch(stage.url(), limits=Limits(seconds=0.6), reach=stage.reach)
    assert monotonic() - began < 3


def test_an_answer_cut_short_is_not_taken_for_a_whole_one(stage: Stage):
    stage.answers["/feed"] = say(b"<rss>", length=False, Content_Length="500")

    with pytest.raises(Unreachable):
        fetch(stage.url(), reach=stage.reach)


def test_an_announced_giant_is_refused_before_it_comes(stage: Stage):
    stage.answers["/feed"] = endless(b"x" * 65_536, before=b"HTTP/1.1 200 OK\r\nContent-Length: 10000000000\r\n\r\n")

    with pytest.raises(TooMuch, match="10,000,000 bytes"):
        fetch(stage.url(), reach=stage.reach)


@pytest.mark.parametrize(
    "before",
    [b"HTTP/1.1 200 OK\r\n\r\n", b"HTTP/1.1 302 Found\r\nLocation: /small\r\n\r\n", b"HTTP/1.1 500 Sorry\r\n\r\n"],
    ids=["feed", "redirect", "error"],
)
def test_an_endless_answer_costs_little_memory(before, stage: Stage):
    """Also as the body of a redirect or an error, which nobody reads."""
    stage.answers["/feed"] = endless(b"x" * 65_536, before=before)
    stage.answers["/small"] = say(b"", status=500)

    tracemalloc.start()
    with pytest.raises((TooMuch, BadAnswer)):
        fetch(stage.url(), limits=Limits(wire_bytes=1_000_000), reach=stage.reach)
    _, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()

    assert most < 16_000_000


def test_a_bomb_is_refused_while_it_unpacks(stage: Stage):
    stage.answers["/feed"] = packed(b"\0" * 50_000_000)

    tracemalloc.start()
    began = monotonic()
    with pytest.raises(TooMuch, match="more than 100 times"):
        fetch(stage.url(), reach=stage.reach)
    took, (_, most) = monotonic() - began, tracemalloc.get_traced_memory()
    tracemalloc.stop()

    assert took < 5
    assert most < 64_000_000


def test_a_feed_that_packs_well_is_no_bomb(stage: Stage):
    words = b"<item>Council votes on trams.</item>" * 20_000
    stage.answers["/feed"] = packed(words)

    assert fetch(stage.url(), reach=stage.reach).content == words


def test_what_unpacks_beyond_the_bound_is_refused_whatever_the_ratio(stage: Stage):
    stage.answers["/feed"] = packed(bytes(range(256)) * 4_000)

    with pytest.raises(TooMuch, match="100,000 bytes unpacked"):
        fetch(stage.url(), limits=Limits(decoded_bytes=100_000), reach=stage.reach)


@pytest.mark.parametrize("coding", ["gzip, gzip", "br", "compress", "zstd"])
def test_packing_we_did_not_ask_for_is_refused(coding, stage: Stage):
    stage.answers["/feed"] = say(b"x", Content_Encoding=coding)

    with pytest.raises(BadAnswer, match="which we did not ask for"):
        fetch(stage.url(), reach=stage.reach)


def test_damaged_packing_is_a_refusal(stage: Stage):
    stage.answers["/feed"] = say(b"this is not gzip", Content_Encoding="gzip")

    with pytest.raises(Unreachable):
        fetch(stage.url(), reach=stage.reach)


@pytest.mark.parametrize("status", [429, 503])
def test_a_busy_source_says_how_long_to_wait(status, stage: Stage):
    stage.answers["/feed"] = say(b"", status=status, Retry_After="600")

    with pytest.raises(AskedToWait, match="for 10 minutes") as refused:
        fetch(stage.url(), reach=stage.reach)
    assert refused.value.retry_after == timedelta(minutes=10)


def test_a_wait_is_read_as_seconds_or_date_or_not_at_all():
    now = datetime(2026, 11, 23, 12, tzinfo=UTC)

    assert wait_asked("90", now=now) == timedelta(seconds=90)
    assert wait_asked("Mon, 23 Nov 2026 12:05:00 GMT", now=now) == timedelta(minutes=5)
    assert wait_asked("Mon, 23 Nov 2026 11:00:00 GMT", now=now) == timedelta()
    assert [wait_asked(odd, now=now) for odd in ("", "soon", "-5", "9" * 40, "１２")] == [None] * 5


def test_gone_is_told_apart_from_missing(stage: Stage):
    stage.answers["/feed"] = say(b"", status=410)

    with pytest.raises(Gone, match="switched off"):
        fetch(stage.url(), reach=stage.reach)
    with pytest.raises(BadAnswer, match="answered 404"):
        fetch(stage.url("/other"), reach=stage.reach)


def test_a_closed_port_is_named(stage: Stage):
    with socket.socket() as unused:
        unused.bind(("127.0.0.1", 0))
        port = unused.getsockname()[1]

    with pytest.raises(Unreachable, match="refused"):
        fetch(f"http://127.0.0.1:{port}/", reach=Reach(frozenset({port}), loopback=True))


@pytest.fixture
def tls(tmp_path: Path) -> Iterator[tuple[int, list[str | None], Path]]:
    """A TLS server with a certificate for wire.example: its port, the names it was called by, the certificate."""
    file = certificate(tmp_path)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(file)
    called: list[str | None] = []
    context.sni_callback = lambda _socket, name, _context: called.append(name)
    with socket.create_server(("127.0.0.1", 0)) as server:
        server.settimeout(5)
        thread = threading.Thread(target=answer_once, args=(server, context), daemon=True)
        thread.start()
        yield server.getsockname()[1], called, file
        thread.join()


def answer_once(server: socket.socket, context: ssl.SSLContext) -> None:
    try:
        connection, _ = server.accept()
        with context.wrap_socket(connection, server_side=True) as spoken:
            spoken.recv(65_536)
            spoken.sendall(b"HTTP/1.1 200 OK\r\nContent-Length: 6\r\nConnection: close\r\n\r\n<rss/>")
    except OSError:
        pass


def certificate(folder: Path) -> Path:
    """Make a certificate for wire.example that vouches for itself."""
    from cryptography import x509
    from cryptography.hazmat.primitives import hashes, serialization
    from cryptography.hazmat.primitives.asymmetric import ec

    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "wire.example")])
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(1)
        .not_valid_before(datetime(2026, 1, 1))
        .not_valid_after(datetime(2056, 1, 1))
        .add_extension(x509.SubjectAlternativeName([x509.DNSName("wire.example")]), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(key, hashes.SHA256())
    )
    pem = key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    ) + made.public_bytes(serialization.Encoding.PEM)
    file = folder / "wire.example.pem"
    file.write_bytes(pem)
    return file


@pytest.mark.parametrize(("name", "is_right"), [("wire.example", True), ("other.example", False)])
def test_tls_is_spoken_with_the_name_though_the_literal_is_dialled(name, is_right, tls, names, monkeypatch):
    port, called, file = tls
    names |= {name: [["127.0.0.1"]]}
    monkeypatch.setattr("requests.adapters.DEFAULT_CA_BUNDLE_PATH", str(file))
    reach = Reach(frozenset({port}), loopback=True)

    if is_right:
        assert fetch(f"https://{name}:{port}/", reach=reach).content == b"<rss/>"
    else:
        with pytest.raises(Unreachable):
            fetch(f"https://{name}:{port}/", reach=reach)
    assert called == [name]


def test_a_certificate_nobody_vouches_for_is_refused(tls, names):
    port, _, _ = tls
    names |= {"wire.example": [["127.0.0.1"]]}

    with pytest.raises(Unreachable, match="certificate"):
        fetch(f"https://wire.example:{port}/", reach=Reach(frozenset({port}), loopback=True))
