"""What is kept is given as long as it is true, to everybody alike, and nothing that is one reader's is ever kept."""

import os
import random
import signal
import threading
import time
from contextlib import closing
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.edge.conftest import Asked, Site, Told

EXAMPLES = int(os.environ.get("BROADSHEET_TEST_EXAMPLES", "300"))
HEADERS = [
    "Accept", "Authorization", "Cache-Control", "DNT", "Edge-Key", "Forwarded", "Origin", "Pragma", "Referer",
    "Save-Data", "Sec-CH-UA", "Sec-GPC", "X-Edge-Ask", "X-Edge-Client", "X-Forwarded-For", "X-Forwarded-Host",
    "X-Forwarded-Proto", "X-HTTP-Method-Override", "X-Original-URL", "X-Rewrite-URL",
]  # fmt: skip


def test_a_page_is_made_once_and_again_only_when_what_it_shows_changed(edge: Site) -> None:
    reader = edge.reader()
    edge.app.deed = lambda asked: Told(b"%d" % len(edge.app.asked), tags="story:1 card:2")

    assert [reader.get("/a/")[1] for _ in range(3)] == [b"1", b"1", b"1"]
    edge.change("story:3")
    assert reader.get("/a/")[1] == b"1"
    edge.change("card:2")
    assert [reader.get("/a/")[1] for _ in range(2)] == [b"2", b"2"]


def test_what_says_nothing_of_what_it_shows_is_asked_for_every_time(edge: Site) -> None:
    reader = edge.reader()
    edge.app.deed = lambda asked: Told(asked.headers.get("cookie", "").encode())

    assert reader.get("/contact-us/", Cookie="csrftoken=1")[1] == b"csrftoken=1"
    assert reader.get("/contact-us/", Cookie="csrftoken=2")[1] == b"csrftoken=2"
    assert reader.get("/contact-us/?story=/x/&at=b-1")[0] == 200
    assert edge.app.asked[-1].path == "/contact-us/?story=/x/&at=b-1"


def test_parameters_that_pages_do_not_know_make_no_new_page(edge: Site) -> None:
    reader = edge.reader()
    for query in ("", "?utm_source=x", "?fbclid=1&before=2", "?before=2&before=3&utm=1", "?BEFORE=4"):
        reader.get("/politics/" + query)

    assert [asked.path for asked in edge.app.asked] == ["/politics/", "/politics/?before=2"]


def test_addresses_that_say_the_same_are_one(edge: Site) -> None:
    reader = edge.reader()
    for path in ("/p%6Flitics/", "/politics/", "/x/../politics/", "/./politics/"):
        assert reader.get(path) == (200, b"/politics/")

    assert len(edge.app.asked) == 1


def test_private_addresses_are_never_kept_whatever_follows_them(edge: Site) -> None:
    reader = edge.reader()
    edge.app.deed = lambda asked: Told(asked.headers.get("cookie", "").encode(), tags="story:1")
    ways = [
        "/desk/",
        "/desk/x.css",
        "/%64esk/y.js",
        "/account/login/;.css",
        "/account",
        "/_me",
        "/_me/a.png",
        "/media/a",
        "/wire/npa/",
    ]

    for path in [*ways, "/static/../desk/", "/politics/../account/x/story.html"]:
        assert reader.get(path, Cookie="sessionid=a")[1] == b"sessionid=a"
        assert reader.get(path, Cookie="sessionid=b")[1] == b"sessionid=b"


def test_the_inside_is_not_reached_from_outside(edge: Site) -> None:
    reader = edge.reader()

    assert reader.get("/_edge/views", **{"Edge-Key": "k"})[0] == 404
    reader.get(
        "/desk/", **{"X-Edge-Client": "9.9.9.9", "X-Edge-Ask": "shared", "Edge-Key": "k", "X_Edge_Ask": "shared"}
    )
    (seen,) = edge.app.asked
    assert seen.headers["x-edge-client"] == "127.0.0.1"
    assert seen.headers["x-edge-ask"] == "own"
    assert not {"edge-key", "X_Edge_Ask", "x_edge_ask"} & set(seen.headers)


@settings(max_examples=EXAMPLES, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(
    cookie=st.text("abc=;", max_size=12),
    agent=st.text("xyz ", max_size=9),
    query=st.text("ab=&", max_size=9),
    language=st.sampled_from(["", "en", "es", "fr;q=0.1"]),
    others=st.dictionaries(st.sampled_from(HEADERS), st.text("ab/:*=1; ,", max_size=12), max_size=3),
)
def test_nothing_of_one_reader_changes_what_another_gets(
    edge: Site, cookie: str, agent: str, query: str, language: str, others: dict[str, str]
) -> None:
    """Property: whatever a reader sends, all get the same, and the application learns nothing of who asked first.

    `BROADSHEET_TEST_EXAMPLES=50000` tries more of them, of two requests each.
    """
    edge.app.deed = lambda asked: Told(repr(sorted(asked.headers.items())).encode(), tags="story:1")
    own = {"Cookie": cookie, "User-Agent": agent, "Accept-Language": language} | others

    with closing(edge.reader()) as reader:
        first = reader.get(f"/same/?{query}", **own)
        edge.change("story:1")
        again = reader.get("/same/")

    assert first == again


def test_a_page_that_is_read_much_is_made_anew_before_somebody_asks(edge: Site) -> None:
    reader = edge.reader()
    edge.app.deed = lambda asked: Told(b"%d" % len(edge.app.asked), tags="story:1")
    for _ in range(3):
        reader.get("/loved/")
    reader.get("/once/")
    edge.change("story:1")
    edge.tell(1, "breaking", "raised")
    end = time.monotonic() + 10
    while edge.app.seen("/loved/") < 2 and time.monotonic() < end:
        time.sleep(0.02)

    assert (edge.app.seen("/loved/"), edge.app.seen("/once/")) == (2, 1)
    assert reader.get("/loved/")[1] == b"3"
    assert edge.app.seen("/loved/") == 2


def test_many_who_wait_for_one_page_are_served_by_one_rendering(edge: Site) -> None:
    def slowly(asked: Asked) -> Told:
        time.sleep(0.5)
        return Told(b"page", tags="story:1")

    edge.app.deed = slowly
    answers: list[Any] = []
    readers = [threading.Thread(target=lambda: answers.append(edge.reader().get("/flash/"))) for _ in range(40)]
    for thread in readers:
        thread.start()
    for thread in readers:
        thread.join()

    assert answers == [(200, b"page")] * 40
    assert edge.app.seen("/flash/") == 1


def test_a_page_made_while_it_changed_is_given_but_not_kept(edge: Site) -> None:
    def changing(asked: Asked) -> Told:
        body = b"%d" % len(edge.app.asked)
        if len(edge.app.asked) == 1:
            edge.change("story:1")
        return Told(body, tags="story:1")

    edge.app.deed = changing
    reader = edge.reader()

    assert [reader.get("/born/")[1] for _ in range(3)] == [b"1", b"2", b"2"]


def test_who_comes_after_a_change_never_gets_what_was_before(edge: Site) -> None:
    """Not even by waiting for a rendering that began before the change."""
    state, began = {"text": b"old"}, threading.Event()

    def slowly(asked: Asked) -> Told:
        text = state["text"]
        began.set()
        time.sleep(0.6)
        return Told(text, tags="story:1")

    edge.app.deed = slowly
    early = threading.Thread(target=lambda: edge.reader().get("/late/"))
    early.start()
    began.wait(10)
    state["text"] = b"new"
    edge.change("story:1")

    assert edge.reader().get("/late/")[1] == b"new"
    early.join()


def test_while_the_application_is_away_what_is_kept_is_given_and_the_rest_is_excused(edge: Site) -> None:
    reader = edge.reader()
    edge.app.deed = lambda asked: Told(b"kept", tags="story:1")
    reader.get("/kept/")
    edge.app.stop()
    edge.change("story:1")

    assert reader.get("/kept/") == (200, b"kept")
    status, body = reader.get("/never-asked/")
    assert (status, b"in a moment" in body) == (503, True)

    edge.app.start()
    edge.app.deed = lambda asked: Told(b"new", tags="story:1")
    assert reader.get("/kept/") == (200, b"new")
    edge.app.deed = lambda asked: Told(b"broken", status=500)
    edge.change("story:1")
    assert reader.get("/kept/") == (200, b"new")


def test_what_was_killed_is_not_seen_again_even_while_the_application_is_away(edge: Site) -> None:
    reader = edge.reader()
    edge.app.deed = lambda asked: Told(b"libel", tags="story:1 card:1")
    reader.get("/killed/")
    edge.app.stop()
    edge.change("story:1", "card:1", hard=True)
    edge.change("story:1", "ranking")

    assert reader.get("/killed/")[0] == 503
    assert reader.get("/killed/")[0] == 503


def test_a_slow_rendering_does_not_keep_readers_of_a_kept_page_waiting(edge: Site) -> None:
    reader = edge.reader()
    edge.app.deed = lambda asked: Told(b"old", tags="story:1")
    reader.get("/slow/")

    def slowly(asked: Asked) -> Told:
        time.sleep(1.5)
        return Told(b"new", tags="story:1")

    edge.app.deed = slowly
    edge.change("story:1")

    assert reader.get("/slow/")[1] == b"old"
    time.sleep(2)
    assert reader.get("/slow/")[1] == b"new"
    assert edge.app.seen("/slow/") == 2


def test_the_clock_set_back_changes_nothing(edge: Site) -> None:
    """Stamps only grow."""
    edge.stamps.words[0] = time.time_ns() + 10**15
    reader = edge.reader()
    edge.app.deed = lambda asked: Told(b"%d" % len(edge.app.asked), tags="story:1")

    assert [reader.get("/clock/")[1] for _ in range(2)] == [b"1", b"1"]
    edge.change("story:1")
    assert [reader.get("/clock/")[1] for _ in range(2)] == [b"2", b"2"]


def test_memory_is_bounded_and_what_is_read_most_stays(edge: Site) -> None:
    edge.app.deed = lambda asked: Told(random.Random(asked.path).randbytes(100_000), tags="story:1")
    reader = edge.reader()
    for number in range(120):
        reader.get("/loved/")
        reader.get(f"/once-{number}/")

    assert edge.app.seen("/loved/") == 1
    resident = edge.resident()
    assert resident < 80 << 20


def test_an_edge_that_is_started_again_shows_what_is_true_then(edge: Site) -> None:
    reader = edge.reader()
    edge.app.deed = lambda asked: Told(b"old", tags="story:1")
    reader.get("/a/")
    edge.process.kill()
    edge.process.wait()
    edge.change("story:1")
    edge.app.deed = lambda asked: Told(b"new", tags="story:1")
    waiting = edge.reader()
    waiting.lines[0].connect()
    edge.start()

    assert waiting.get("/a/") == (200, b"new")


def test_stopping_lets_what_is_under_way_end(edge: Site) -> None:
    def slowly(asked: Asked) -> Told:
        time.sleep(1)
        return Told(b"whole", tags="story:1")

    edge.app.deed = slowly
    answers: list[Any] = []
    thread = threading.Thread(target=lambda: answers.append(edge.reader().get("/a/")))
    thread.start()
    while not edge.app.asked:
        time.sleep(0.01)

    assert edge.stop() == 0
    thread.join()
    assert answers == [(200, b"whole")]


def test_who_has_just_connected_is_answered_by_a_process_that_stops(edge: Site) -> None:
    """And told that this was the last answer: on a new connection and on one that was kept."""
    ask = b"GET /a/ HTTP/1.1\r\nHost: news.example\r\n\r\n"
    with edge.connection() as new, edge.connection() as kept:
        kept.sendall(ask)
        assert b"connection: close" not in kept.recv(4096)
        edge.process.send_signal(signal.SIGTERM)
        time.sleep(0.3)
        for connection in (new, kept):
            connection.sendall(ask)
            answer = connection.recv(4096)
            assert answer.startswith(b"HTTP/1.1 200 ")
            assert b"connection: close" in answer
        assert edge.process.wait(20) == 0
