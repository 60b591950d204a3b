"""What is about one reader alone comes from one address, which nobody else's page depends on."""

from typing import Any

import pytest
from django.test import Client

from broadsheet.public.cookies import COOKIES
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture
def reader(cleo: Any) -> Client:
    """Cleo's browser, signed in by the form."""
    cleo.emailaddress_set.create(email=cleo.email, verified=True, primary=True)
    browser = Client()
    answer = browser.post("/account/login/", {"login": cleo.email, "password": factories.PASSWORD})
    assert answer.status_code == 302
    return browser


def test_the_marker_comes_and_goes_with_the_session(reader: Client) -> None:
    """As long-lived as the session cookie, and unlike it readable by scripts."""
    session, marker = reader.cookies["sessionid"], reader.cookies["signed-in"]
    assert (marker.value, marker["max-age"]) == ("1", session["max-age"])
    assert session["httponly"]
    assert not marker["httponly"]
    assert {"sessionid", "signed-in"} <= {stored.name for stored in COOKIES}

    reader.post("/account/logout/")

    assert reader.cookies["sessionid"].value == reader.cookies["signed-in"].value == ""
    assert reader.cookies["signed-in"]["max-age"] == 0


def test_nobody_who_is_not_signed_in_gets_a_marker(site_tree: Any, client: Client) -> None:
    for path in ("/", "/account/login/", "/_me", "/cookie-settings/"):
        client.get(path)

    assert not {"signed-in", "sessionid"} & set(client.cookies)


def test_the_account_menu_is_for_one_reader_and_for_no_cache(reader: Client, client: Client) -> None:
    """Nothing more than the menu and the choice; not even a name."""
    reader.cookies["consent"] = "3f0c.show"
    mine, other = reader.get("/_me"), client.get("/_me")

    assert mine.json() == {
        "account": [
            {"name": "Your account", "url": "/account/email/"},
            {"name": "Sign out", "url": "/account/logout/"},
        ],
        "consent": "show",
    }
    assert other.json() == {"account": [], "consent": ""}
    for answer in (mine, other):
        assert answer["Cache-Control"] == "no-store"
        assert "Cookie" in answer["Vary"]
    assert client.post("/_me").status_code == 405


def test_a_marker_whose_session_has_ended_is_taken_away(site_tree: Any, client: Client) -> None:
    """As after a sign-out on all devices."""
    client.cookies["signed-in"] = "1"

    assert client.get("/_me").json()["account"] == []
    assert client.cookies["signed-in"].value == ""


def test_without_scripts_sign_in_says_that_one_is(reader: Client, site_tree: Any, cleo: Any) -> None:
    """And leads back to where the reader was, but to no other site."""
    page = reader.get("/account/login/?next=/politics/")
    elsewhere = reader.get("/account/login/?next=https://evil.example/").content.decode()

    html = page.content.decode()
    assert "<h1>You are signed in</h1>" in html
    assert cleo.email in html
    assert 'href="/politics/"' in html.split("<h1>")[1]
    assert "evil.example" not in elsewhere
    assert "no-store" in page["Cache-Control"]


def test_the_sign_in_page_still_asks_everybody_else(site_tree: Any, client: Client) -> None:
    assert "Welcome back" in client.get("/account/login/").content.decode()
