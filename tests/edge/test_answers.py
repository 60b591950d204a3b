"""HTTP as readers, crawlers and proxies expect it: encodings, conditions, ranges, HEAD, files."""

import gzip
import http.client
import os
from typing import Any

import brotli
import pytest

from tests.edge.conftest import Asked, Site, Told

TEXT = b"A story of trams. " * 200


def connect(edge: Site) -> http.client.HTTPConnection:
    """A connection that is closed at the end."""
    line = http.client.HTTPConnection("127.0.0.1", edge.port, timeout=20)
    edge.readers.append(line)
    return line


def ask(edge: Site, path: str, method: str = "GET", **headers: str) -> Any:
    """Ask on a connection of one's own; the body is read into `.text`."""
    line = connect(edge)
    line.request(method, path, headers={name.replace("_", "-"): value for name, value in headers.items()})
    answer = line.getresponse()
    answer.text = answer.read()
    line.close()
    return answer


@pytest.fixture
def story(edge: Site) -> Site:
    """An edge before a story as the application sends it."""
    headers = {
        "Content-Encoding": "br",
        "ETag": 'W/"abc"',
        "Content-Type": "text/html; charset=utf-8",
        "Cache-Control": "public, max-age=0",
        "X-Edge-Story": "12",
        "Server": "app",
    }
    edge.app.deed = lambda asked: Told(brotli.compress(TEXT), tags="story:12", headers=headers)
    return edge


@pytest.mark.parametrize(
    ("accepted", "given"),
    [
        ("gzip, deflate, br, zstd", "br"),
        ("gzip", "gzip"),
        ("br;q=0, gzip;q=0.5", "gzip"),
        ("*", "br"),
        ("identity", None),
        ("", None),
        ("deflate, zstd", None),
    ],
)
def test_everybody_gets_an_encoding_they_take(story: Site, accepted: str, given: str | None) -> None:
    answer = ask(story, "/a/", Accept_Encoding=accepted)

    assert answer.headers["Content-Encoding"] == given
    assert {"br": brotli.decompress, "gzip": gzip.decompress}.get(given or "", bytes)(answer.text) == TEXT
    assert answer.headers["Vary"] == "accept-encoding"
    assert "Server" not in answer.headers
    assert not [name for name in answer.headers if name.lower().startswith("x-edge")]


def test_who_has_the_page_already_is_told_so(story: Site) -> None:
    for given, status in [('W/"abc"', 304), ('"abc"', 304), ('"x", W/"abc"', 304), ("*", 304), ('"abcd"', 200)]:
        answer = ask(story, "/a/", If_None_Match=given)
        assert (answer.status, answer.headers["ETag"]) == (status, 'W/"abc"')
        assert bool(answer.text) == (status == 200)


def test_a_head_is_the_get_without_its_body(story: Site) -> None:
    for path in ("/a/", "/desk/"):
        whole, head = ask(story, path), ask(story, path, "HEAD")
        assert (head.status, head.text) == (whole.status, b"")
        dropped = {"Date"}
        assert {k: v for k, v in head.headers.items() if k not in dropped} == {
            k: v for k, v in whole.headers.items() if k not in dropped
        }


def test_files_of_the_theme_are_given_small_and_for_ever(edge: Site) -> None:
    css = b"p{color:red}" * 100
    (edge.folder / "static" / "a.0123456789ab.css").write_bytes(css)
    (edge.folder / "static" / "plain.css").write_bytes(css)
    (edge.folder / "secret").write_text("no")

    answer = ask(edge, "/static/a.0123456789ab.css", Accept_Encoding="br")
    assert brotli.decompress(answer.text) == css
    assert answer.headers["Cache-Control"] == "public, max-age=31536000, immutable"
    assert answer.headers["Content-Type"] == "text/css; charset=utf-8"
    assert "immutable" not in ask(edge, "/static/plain.css").headers["Cache-Control"]
    for path in ("/static/none.css", "/static/..%2fsecret", "/static/x/..%2f..%2fsecret", "/static/"):
        assert ask(edge, path).status == 404
    for path in ("/static/../secret", "/static/%2e%2e/secret"):
        assert ask(edge, path).text == b"/secret"  # what the application answers there
    assert not [asked for asked in edge.app.asked if asked.path.startswith("/static/")]


def test_a_picture_is_given_whole_or_in_part(edge: Site) -> None:
    path = edge.folder / "media" / "a.avif"
    path.write_bytes(bytes(range(256)) * 40)
    headers = {"X-Edge-File": str(path), "Content-Type": "image/avif"}
    edge.app.deed = lambda asked: Told(b"", tags="picture:1", headers=headers)

    for place in ("/pictures/1/a.avif", "/documents/1/a.avif"):
        whole = ask(edge, place)
        assert whole.text == path.read_bytes()
        for given, first, end in [("bytes=0-99", 0, 100), ("bytes=10000-", 10000, 10240), ("bytes=-5", 10235, 10240)]:
            part = ask(edge, place, Range=given)
            assert (part.status, part.text) == (206, path.read_bytes()[first:end])
            assert part.headers["Content-Range"] == f"bytes {first}-{end - 1}/10240"
        assert ask(edge, place, Range="bytes=10240-").status == 416
        assert ask(edge, place, Range="bytes=a-b").status == 200


def test_a_file_outside_the_folder_of_media_is_not_given(edge: Site) -> None:
    (edge.folder / "secret").write_text("no")
    headers = {"X-Edge-File": str(edge.folder / "media" / ".." / "secret")}
    edge.app.deed = lambda asked: Told(b"", tags="picture:1", headers=headers)

    assert ask(edge, "/pictures/x").status == 503
    assert ask(edge, "/documents/x").status == 503


def test_a_form_reaches_the_application_whole(edge: Site) -> None:
    seen: list[Asked] = []
    edge.app.deed = lambda asked: seen.append(asked) or Told(b"ok", headers={"Set-Cookie": "a=1"})
    line = connect(edge)
    body = b"x" * 300_000
    line.request("POST", "/contact-us/?a=1&b=2", body, {"Cookie": "csrftoken=1", "Content-Type": "text/plain"})
    answer = line.getresponse()

    assert (answer.read(), answer.headers["Set-Cookie"]) == (b"ok", "a=1")
    assert (seen[0].body, seen[0].path, seen[0].headers["cookie"]) == (body, "/contact-us/?a=1&b=2", "csrftoken=1")


def test_many_forms_leave_few_connections_open(edge: Site) -> None:
    """Each is sent on a connection of its own, lest it be sent twice; they once added up until none was left."""
    for _ in range(60):
        line = connect(edge)
        line.request("POST", "/contact-us/", b"x")
        assert line.getresponse().read() == b"/contact-us/"
        line.close()

    assert len(os.listdir(f"/proc/{edge.process.pid}/fd")) < 50


def test_a_body_in_chunks_is_put_together(edge: Site) -> None:
    line = connect(edge)
    line.request("POST", "/contact-us/", iter([b"one", b"two"]), encode_chunked=True)

    assert line.getresponse().status == 200
    assert edge.app.asked[0].body == b"onetwo"
    assert edge.app.asked[0].headers["content-length"] == "6"


def test_views_are_counted_and_handed_over_once(edge: Site) -> None:
    import json
    import time

    edge.app.deed = lambda asked: Told(b"p", tags="story:12", headers={"X-Edge-Story": "12"})
    for _ in range(3):
        ask(edge, "/a/")
    ask(edge, "/a/", Sec_GPC="1")
    line = connect(edge)
    for body, headers in [(b"story=12", {}), (b"story=x", {}), (b"story=12", {"DNT": "1"})]:
        line.request("POST", "/_viewed", body, headers)
        answer = line.getresponse()
        assert (answer.status, answer.read()) == (204, b"")
    end = time.monotonic() + 15
    while not edge.app.seen("/_edge/views") and time.monotonic() < end:
        time.sleep(0.1)

    time.sleep(3)
    batches = [asked for asked in edge.app.asked if asked.path == "/_edge/views"]
    told = [json.loads(batch.body) for batch in batches]
    assert sum(batch["served"].get("12", 0) for batch in told) == 3
    assert sum(batch["read"].get("12", 0) for batch in told) == 1
    assert batches[0].headers["edge-key"] == "k"
    assert len({batch.headers["batch"] for batch in batches}) == len(batches)
