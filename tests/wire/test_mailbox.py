"""A mailbox: every message once, none lost, nothing changed there."""

import itertools
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from broadsheet.wire.models import Payload, Quarantine, Source, WireItem, WireVersion
from broadsheet.wire.services import addresses, mailbox
from broadsheet.wire.services.collect import collect
from broadsheet.wire.services.ingest import Fate
from broadsheet.wire.services.mailbox import take_mailbox
from tests import factories
from tests.wire.mail_server import PASSWORD, Post, serving
from tests.wire.test_folder import ninjs

NUMBERS = itertools.count()


@pytest.fixture(scope="module")
def post() -> Iterator[Post]:
    """The server."""
    with serving() as made:
        yield made


@pytest.fixture
def source(post: Post, db: None, tmp_path: Path, settings: Any, monkeypatch: pytest.MonkeyPatch) -> Source:
    """A source with a mailbox of its own."""
    (tmp_path / "secrets").mkdir()
    (tmp_path / "secrets" / "npa").write_text(PASSWORD)
    settings.BROADSHEET = settings.BROADSHEET | {"secrets_folder": str(tmp_path / "secrets")}
    monkeypatch.setattr(addresses, "look_up", lambda host, port, *, seconds: ["127.0.0.1"])
    monkeypatch.setenv("SSL_CERT_FILE", str(post.pem))
    return factories.make_source(
        "NPA",
        connector=Source.Connector.MAILBOX,
        address=post.address,
        login=f"npa{next(NUMBERS)}",
        secret_name="npa",
    )


def letter(number: int) -> bytes:
    """What a test may send as a message: a wire file, which is read before any reader of mail is."""
    return ninjs(f"Item{number} is here").replace(b", ", b",\r\n ")


def look(source: Source, post: Post) -> list[Fate]:
    """Look into the mailbox once, as the row stands."""
    source.refresh_from_db()
    return [outcome.fate for outcome in take_mailbox(source, reach=post.reach)]


def fault(source: Source) -> str:
    """Give the fault on the row."""
    source.refresh_from_db()
    return source.last_error


def test_each_message_is_taken_once(source, post):
    post.deliver(source.login, letter(1), letter(2))

    assert (look(source, post), fault(source)) == ([Fate.NEW, Fate.NEW], "")
    assert look(source, post) == []
    post.deliver(source.login, letter(3))
    assert look(source, post) == [Fate.NEW]
    assert look(source, post) == []

    assert WireVersion.objects.latest("pk").file_name.endswith(".eml")
    assert source.last_item_at


def test_the_bytes_are_kept_as_they_came(source, post):
    post.deliver(source.login, letter(1))

    look(source, post)

    assert bytes(Payload.objects.get().raw) == letter(1)


def test_nothing_is_changed_in_the_mailbox(source, post):
    """People who read there see what is new to them; what they have read is taken in all the same."""
    post.deliver(source.login, letter(1), letter(2))
    with post.as_person(source.login) as person:
        person.store("1", "+FLAGS", "\\Seen")

    assert look(source, post) == [Fate.NEW, Fate.NEW]

    with post.as_person(source.login) as person:
        assert person.search(None, "UNSEEN")[1] == [b"2"]
        assert person.search(None, "ALL")[1] == [b"1 2"]


@pytest.mark.parametrize("moment", ["ingest", "remember"])
def test_killed_at_any_moment_and_run_again_no_message_is_lost(moment, source, post, monkeypatch):
    post.deliver(source.login, *(letter(number) for number in range(4)))
    real, calls = getattr(mailbox, moment), []

    def killed(*args: Any, **given: Any) -> Any:
        calls.append(args)
        if len(calls) == 3:
            raise KeyboardInterrupt
        return real(*args, **given)

    with monkeypatch.context() as patched:
        patched.setattr(mailbox, moment, killed)
        with pytest.raises(KeyboardInterrupt):
            look(source, post)

    assert look(source, post) == {"ingest": [Fate.NEW] * 2, "remember": [Fate.UNCHANGED, Fate.NEW]}[moment]
    assert (WireItem.objects.count(), WireVersion.objects.count()) == (4, 4)


def test_a_mailbox_made_anew_is_read_from_the_beginning(source, post):
    """Its numbers begin again (UIDVALIDITY), and taking a message in twice changes nothing."""
    Source.objects.update(address=post.address.replace("INBOX", "Wires%20%26%20more/ü".replace("/", ".")))
    name = '"Wires &- more.&APw-"'
    for _ in range(2):
        with post.as_person(source.login) as person:
            person.create(name)
        post.deliver(source.login, letter(1), letter(2), to=name)
        found = look(source, post)
        with post.as_person(source.login) as person:
            person.delete(name)

    assert found == [Fate.UNCHANGED, Fate.UNCHANGED]


def test_a_message_taken_away_under_our_hands_holds_up_no_other(source, post, monkeypatch):
    post.deliver(source.login, letter(1), letter(2))
    monkeypatch.setattr(mailbox.Mailbox, "after", lambda self, last: [1, 2, 99])

    assert look(source, post) == [Fate.NEW, Fate.NEW]
    assert fault(source) == ""


def test_a_round_takes_so_many_messages_and_the_next_the_others(source, post, monkeypatch):
    monkeypatch.setattr(mailbox, "MOST_MESSAGES", 2)
    post.deliver(source.login, *(letter(number) for number in range(3)))

    assert [len(look(source, post)) for _ in range(3)] == [2, 1, 0]


def test_a_message_too_large_is_passed_over_and_named(source, post, monkeypatch):
    monkeypatch.setattr(mailbox, "MOST_BYTES", 1_000)
    post.deliver(source.login, letter(1), ninjs("Large item", body_text="x" * 2_000), letter(2))

    assert look(source, post) == [Fate.NEW, Fate.NEW]
    assert "Message 2 is too large" in fault(source)
    assert "still in the mailbox" in source.last_error


def test_what_a_server_announces_as_too_large_is_not_read(source, post, monkeypatch):
    """Its word on the size may be another before than when it sends."""
    post.deliver(source.login, ninjs("Large item", body_text="x" * 2_000))
    monkeypatch.setattr(mailbox.Mailbox, "fetched", without_size(mailbox.Mailbox.fetched))
    monkeypatch.setattr(mailbox, "MOST_BYTES", 1_000)

    assert look(source, post) == []
    assert "too large" in fault(source)
    assert Quarantine.objects.count() == 0


def without_size(real: Any) -> Any:
    """Lie about the size."""
    return lambda self, uid, what, **given: [] if "SIZE" in what else real(self, uid, what, **given)


def test_what_cannot_be_read_lies_in_quarantine(source, post):
    post.deliver(source.login, b"\x01 nothing that anybody reads")

    assert look(source, post) == [Fate.QUARANTINED]
    assert look(source, post) == []
    assert bytes(Quarantine.objects.get().raw) == b"\x01 nothing that anybody reads"


def test_a_wrong_password_is_told_without_it(source, post, tmp_path):
    (tmp_path / "secrets" / "npa").write_text("pear-17")

    assert look(source, post) == []
    assert "did not let us in" in fault(source)
    assert "pear-17" not in source.last_error


@pytest.mark.parametrize("login", ["npa\r\nA1 LOGOUT", "npä"])
def test_a_user_name_says_nothing_but_itself(login, source, post, monkeypatch):
    asked: list[Any] = []
    monkeypatch.setattr(mailbox.HeldImap, "login", lambda self, *given: asked.append(given))
    Source.objects.update(login=login)

    assert look(source, post) == []
    assert ("did not let us in" in fault(source), asked) == (True, [])


def test_a_user_name_is_sent_in_quotes(source, post):
    """Unquoted it would be two words, and the password a third; Dovecot would say so."""
    Source.objects.update(login='npa "and" more')

    assert look(source, post) == []
    assert "AUTHENTICATIONFAILED" in fault(source)


def test_a_password_beyond_ascii_is_told_without_its_letters(source, post, tmp_path):
    (tmp_path / "secrets" / "npa").write_text("mélon")

    assert look(source, post) == []
    assert "ASCII" in fault(source)
    assert "é" not in source.last_error
    assert "xe9" not in source.last_error


def test_a_folder_that_is_not_there_is_told(source, post):
    Source.objects.update(address=post.address.replace("INBOX", "Nowhere"))

    assert look(source, post) == []
    assert "cannot be opened" in fault(source)


def test_a_certificate_nobody_vouches_for_is_refused(source, post, monkeypatch):
    monkeypatch.delenv("SSL_CERT_FILE")

    assert look(source, post) == []
    assert "certificate" in fault(source)


def test_only_public_addresses_are_reached(source, post):
    Source.objects.update(address="imaps://wire.example/INBOX")
    source.refresh_from_db()

    assert take_mailbox(source) == []
    assert "not an address on the public internet" in fault(source)


def test_it_is_collected_as_the_others_are(source, post, monkeypatch):
    post.deliver(source.login, letter(1))
    monkeypatch.setattr(
        "broadsheet.wire.services.collect.take_mailbox", lambda source: take_mailbox(source, reach=post.reach)
    )

    assert [outcome.fate for outcome in collect(source)] == [Fate.NEW]


def test_another_login_is_read_from_its_beginning(source, post):
    post.deliver(source.login, letter(1))
    look(source, post)
    source.login = f"npa{next(NUMBERS)}"
    source.save()
    post.deliver(source.login, letter(2))

    assert look(source, post) == [Fate.NEW]
