"""Open pages hear what happens on their channels, and what they missed."""

import socket
import time

from tests.edge.conftest import Site


class Page:
    """An open page."""

    def __init__(self, edge: Site, on: str, last: str = "", begins: bytes = b": welcome\n\n") -> None:
        edge.readers.append(self)
        self.line = socket.create_connection(("127.0.0.1", edge.port), timeout=10)
        also = f"Last-Event-ID: {last}\r\n" if last else ""
        self.line.sendall(f"GET /_live?on={on} HTTP/1.1\r\nHost: 127.0.0.1\r\n{also}\r\n".encode())
        self.text = b""
        self.began = self.until(begins)

    def close(self) -> None:
        """Leave."""
        self.line.close()

    def until(self, word: bytes) -> str:
        """Read until something has come; gives what came."""
        while word not in self.text:
            data = self.line.recv(65536)
            assert data, self.text
            self.text += data
        text, self.text = self.text, b""
        return text.decode()


def test_a_page_hears_its_channels_and_no_others(edge: Site) -> None:
    page = Page(edge, "breaking,story:12")
    edge.tell(1, "story:13", "gone")
    edge.tell(2, "story:12", "changed", headline="Trams\nagain")
    text = page.until(b"id: 2")
    text += page.until(b"\n\n") if not text.endswith("\n\n") else ""

    assert 'id: 2\nevent: changed\ndata: {"headline": "Trams\\nagain"}\n\n' in text
    assert "13" not in text


def test_a_page_that_was_away_hears_what_it_missed_or_that_it_must_look_itself(edge: Site) -> None:
    for number, channel in enumerate(["breaking", "story:1", "breaking"], 7):
        edge.tell(number, channel, "raised", turn=number)
    Page(edge, "breaking")
    time.sleep(0.3)

    missed = Page(edge, "breaking", last="7", begins=b"id: 9")
    assert "id: 8" not in missed.began
    assert Page(edge, "breaking", last="3", begins=b"event: reset").began


def test_nothing_of_a_burst_is_lost(edge: Site) -> None:
    """The kernel keeps ten messages for a process that is busy."""
    page = Page(edge, "breaking")
    for number in range(1, 301):
        edge.tell(number, "breaking", "raised")
    heard = page.until(b"id: 300\n")

    assert [f"id: {number}\n" in heard for number in range(1, 301)] == [True] * 300


def test_malformed_channels_are_refused(edge: Site) -> None:
    for on in ("", "UPPER", "a b", "x" * 5 + ":1:2:3", ",".join(f"story:{n}" for n in range(9))):
        assert edge.reader().get(f"/_live?on={on.replace(' ', '%20')}")[0] == 400


def test_a_page_that_does_not_read_is_let_go(edge: Site) -> None:
    page = Page(edge, "breaking")
    page.line.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
    for number in range(1, 400):
        edge.tell(number, "breaking", "raised", text="x" * 20_000)
        if number % 20 == 0:
            time.sleep(0.05)

    assert edge.reader().get("/still-there/")[0] == 200
    resident = edge.resident()
    assert resident < 120 << 20
