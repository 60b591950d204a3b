"""A real nginx with our configuration: TLS and HTTP/2, forwarded words that cannot be forged, live pages that flow."""

import json
import subprocess
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
import requests
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

import broadsheet.ops
from tests import factories
from tests.edge.servers import AS_WHO, running
from tests.needs import curl, free_port, nginx

CONFIGURATION = Path(broadsheet.ops.__file__).parent / "proxies" / "nginx.conf"
AROUND = """
{user}
daemon off;
worker_processes 1;
pid {folder}/nginx.pid;
error_log {folder}/error.log warn;
events {{ worker_connections 256; }}
http {{
    access_log off;
    client_body_temp_path {folder}/body;
    proxy_temp_path {folder}/proxy;
    fastcgi_temp_path {folder}/fastcgi;
    uwsgi_temp_path {folder}/uwsgi;
    scgi_temp_path {folder}/scgi;
    include {folder}/broadsheet.conf;
}}
"""


class Front:
    """An nginx that runs: how to ask it, by TLS and by name."""

    def __init__(self, folder: Path, *, tls: int, plain: int) -> None:
        self.folder, self.tls, self.plain = folder, tls, plain

    def ask(self, path: str, *words: str, name: str = "news.example") -> dict[str, Any]:
        """Ask by curl; give status, protocol, fields and body."""
        command = [curl(), "-sS", "--max-time", "20", "--cacert", str(self.folder / "cert.pem")]
        command += ["--resolve", f"{name}:{self.tls}:127.0.0.1", "-o", str(self.folder / "body.out"), *words]
        command += ["-w", '{"status":%{http_code},"protocol":"%{http_version}","fields":%{header_json}}']
        answer = subprocess.run([*command, f"https://{name}:{self.tls}{path}"], capture_output=True, text=True)
        if answer.returncode:
            return {"status": 0, "error": answer.returncode, "fields": {}, "body": b""}
        return {**json.loads(answer.stdout), "body": (self.folder / "body.out").read_bytes()}


@contextmanager
def in_front(folder: Path, behind: str, *changes: tuple[str, str]) -> Iterator[Front]:
    """Run nginx before what listens at `behind`; only ports, files and the changes differ from our configuration."""
    front = Front(folder, tls=free_port(), plain=free_port())
    make_certificate(folder, "news.example")
    made = CONFIGURATION.read_text()
    for old, new in (
        ("listen 80", f"listen 127.0.0.1:{front.plain}"),
        ("listen 443", f"listen 127.0.0.1:{front.tls}"),
        ("127.0.0.1:8000", behind),
        ("/etc/ssl/news.example/fullchain.pem", f"{folder}/cert.pem"),
        ("/etc/ssl/news.example/privkey.pem", f"{folder}/key.pem"),
        ("/var/cache/nginx/broadsheet", f"{folder}/cache"),
        *changes,
    ):
        assert old in made, old
        made = made.replace(old, new)
    (folder / "broadsheet.conf").write_text(made)
    (folder / "nginx.conf").write_text(AROUND.format(folder=folder, user=AS_WHO))
    folder.chmod(0o755)
    command = [nginx(), "-p", str(folder), "-e", str(folder / "error.log"), "-c", str(folder / "nginx.conf")]
    with running(command, front.tls, folder / "error.log", folder / "nginx.out"):
        yield front


def make_certificate(folder: Path, name: str) -> None:
    """Write a certificate that signs itself, and its key."""
    key = ec.generate_private_key(ec.SECP256R1())
    who = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)])
    now = datetime.now(UTC)
    made = x509.CertificateBuilder().subject_name(who).issuer_name(who).public_key(key.public_key())
    made = made.serial_number(x509.random_serial_number()).not_valid_before(now - timedelta(days=1))
    made = made.not_valid_after(now + timedelta(days=1))
    made = made.add_extension(x509.SubjectAlternativeName([x509.DNSName(name)]), critical=False)
    (folder / "cert.pem").write_bytes(made.sign(key, hashes.SHA256()).public_bytes(serialization.Encoding.PEM))
    text = key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    (folder / "key.pem").write_bytes(text)


class Application(BaseHTTPRequestHandler):
    """Stands for Broadsheet: says what it was told, and has a live page whose second event waits for the first."""

    protocol_version = "HTTP/1.1"
    came: threading.Event
    asked: list[str]
    sharing = "public, max-age=0"

    def do_GET(self) -> None:
        """Answer."""
        self.asked.append(self.path)
        if self.path.startswith("/_live"):
            return self.live()
        body = json.dumps(dict(self.headers)).encode()
        self.send_response(200)
        self.send_header("Cache-Control", "private" if self.path.startswith("/own") else self.sharing)
        self.send_header("Content-Length", str(len(body)))
        self.send_header("xkey", "story:1")
        if self.path.startswith("/cookie"):
            self.send_header("Set-Cookie", "a=b")
        self.end_headers()
        self.wfile.write(body)

    def do_POST(self) -> None:
        """Say how much came."""
        size = len(self.rfile.read(int(self.headers["Content-Length"])))
        self.send_response(200)
        self.send_header("Content-Length", str(len(str(size))))
        self.end_headers()
        self.wfile.write(str(size).encode())

    def live(self) -> None:
        """Send one event, and the next only once somebody says that the first came through."""
        self.send_response(200)
        self.send_header("Content-Type", "text/event-stream")
        self.send_header("Cache-Control", "no-store")
        self.send_header("Connection", "close")
        self.end_headers()
        self.wfile.write(b"id: 1\ndata: first\n\n")
        self.wfile.flush()
        if self.came.wait(20):
            self.wfile.write(b"id: 2\ndata: second\n\n")
        self.close_connection = True

    def log_message(self, *_: Any) -> None:
        """Stay silent."""


@pytest.fixture
def application() -> Iterator[type[Application]]:
    """Run the application; its `address` is where."""
    made: Any = type("Own", (Application,), {"came": threading.Event(), "asked": []})
    server = ThreadingHTTPServer(("127.0.0.1", 0), made)
    made.address = f"127.0.0.1:{server.server_address[1]}"
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05})
    thread.start()
    try:
        yield made
    finally:
        made.came.set()
        server.shutdown()
        server.server_close()
        thread.join()


def test_readers_get_the_paper_by_http_2_and_tls(live_server: Any, site_tree: Any, ada: Any, tmp_path: Path) -> None:
    story = factories.publish(factories.make_story(site_tree.politics, by=ada), by=ada)
    with in_front(tmp_path, urlsplit(live_server.url).netloc, ("Host $host", "Host 127.0.0.1")) as front:
        answer = front.ask(story.path_on_site, "--http2")

        assert (answer["status"], answer["protocol"]) == (200, "2")
        assert story.title.encode() in answer["body"]
        assert front.ask(story.path_on_site, "--http1.1")["protocol"] == "1.1"


def test_plain_http_is_sent_on_and_other_names_get_nothing(application: Any, tmp_path: Path) -> None:
    with in_front(tmp_path, application.address) as front:
        plain = f"http://127.0.0.1:{front.plain}/a?b=c"
        answer = requests.get(plain, headers={"Host": "news.example"}, allow_redirects=False, timeout=10)

        assert (answer.status_code, answer.headers["Location"]) == (308, "https://news.example/a?b=c")
        assert front.ask("/", "-k", name="other.example")["status"] == 0
        with pytest.raises(requests.ConnectionError):
            requests.get(plain, headers={"Host": "other.example"}, timeout=10)
    assert application.asked == []


def test_what_a_reader_claims_about_itself_ends_at_nginx(application: Any, tmp_path: Path) -> None:
    names = ("X-Forwarded-For", "X-Forwarded-Proto", "X-Forwarded-Host", "X-Forwarded-Port", "X-Real-IP", "Forwarded")
    claims = [word for name in (*names, "Proxy", "X_Forwarded_For") for word in ("-H", f"{name}: evil.example")]
    with in_front(tmp_path, application.address) as front:
        told = json.loads(front.ask("/", *claims)["body"])

    assert "evil.example" not in str(told)
    assert (told["X-Forwarded-For"], told["X-Forwarded-Proto"], told["Host"]) == ("127.0.0.1", "https", "news.example")


def test_an_open_page_gets_each_event_at_once(application: Any, tmp_path: Path) -> None:
    """The second event is not sent before the first was read here, so nothing on the way can have kept it back."""
    with in_front(tmp_path, application.address) as front:
        command = [curl(), "-sSN", "--http2", "--max-time", "20", "--cacert", str(tmp_path / "cert.pem")]
        command += [
            "--resolve",
            f"news.example:{front.tls}:127.0.0.1",
            f"https://news.example:{front.tls}/_live?on=front",
        ]
        with subprocess.Popen(command, stdout=subprocess.PIPE) as reader:
            assert reader.stdout
            first = [reader.stdout.readline() for _ in range(3)]
            application.came.set()
            rest = reader.stdout.read()

    assert first == [b"id: 1\n", b"data: first\n", b"\n"]
    assert rest == b"id: 2\ndata: second\n\n"


def test_readers_send_little_and_the_desk_sends_pictures(application: Any, tmp_path: Path) -> None:
    (tmp_path / "two").write_bytes(b"x" * 2_000_000)
    sending = ("--data-binary", f"@{tmp_path}/two", "-H", "Expect:")
    with in_front(tmp_path, application.address) as front:
        assert front.ask("/contact-us/", *sending)["status"] == 413
        assert front.ask("/desk/images/add/", *sending)["body"] == b"2000000"


def test_our_tags_stay_inside(application: Any, tmp_path: Path) -> None:
    with in_front(tmp_path, application.address) as front:
        assert "xkey" not in front.ask("/")["fields"]


def test_while_broadsheet_restarts_readers_are_told_so(tmp_path: Path) -> None:
    with in_front(tmp_path, f"127.0.0.1:{free_port()}") as front:
        answer = front.ask("/")

    assert (answer["status"], answer["fields"]["retry-after"]) == (503, ["5"])
    assert b"try again" in answer["body"]


CACHE = ("proxy_cache off;\n    proxy_cache_key", "proxy_cache broadsheet;\n    proxy_cache_key")
LONGER = ("410 1s;", "410 1h;")


def test_without_the_microcache_every_request_goes_through(application: Any, tmp_path: Path) -> None:
    with in_front(tmp_path, application.address) as front:
        front.ask("/a")
        front.ask("/a")

    assert application.asked == ["/a", "/a"]


def test_the_microcache_keeps_what_all_share_and_nothing_else(application: Any, tmp_path: Path) -> None:
    """Kept for an hour here, so that a slow machine cannot make one of the two answers late."""
    with in_front(tmp_path, application.address, CACHE, LONGER) as front:
        for path in ("/a", "/own", "/cookie", "/account/", "/_me"):
            front.ask(path)
            front.ask(path)
        front.ask("/a", "-H", "Cookie: sessionid=abc")

    assert application.asked == ["/a", *["/own"] * 2, *["/cookie"] * 2, *["/account/"] * 2, *["/_me"] * 2, "/a"]


def test_what_the_microcache_keeps_is_shown_while_nothing_answers(application: Any, tmp_path: Path) -> None:
    with in_front(tmp_path, application.address, CACHE) as front:
        first = front.ask("/a")["body"]
        time.sleep(1.1)
        application.do_GET = lambda self: self.connection.close() or setattr(self, "close_connection", True)

        assert front.ask("/a")["body"] == first
        assert front.ask("/b")["status"] == 503
