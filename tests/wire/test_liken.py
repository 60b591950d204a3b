"""Copy that says the same in the same words is found, whoever sent it and in whatever order."""

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from broadsheet.wire.likeness import Alike, runs_in, shares
from broadsheet.wire.models import Likeness, WireItem, WireMark
from broadsheet.wire.services.ingest import ingest
from tests import factories
from tests.wire.test_folder import ninjs

FERRY = (
    "The night ferry to Port Sable sails all winter for the first time in eleven years, the harbour board said "
    "on Tuesday. The board had stopped it when a storm took the old quay. A new quay of stone was finished in "
    "October, and the two ships that served the line were brought back from the yard. Tickets cost ninety "
    "crowns, and islanders pay half. The first ship leaves at ten in the evening and comes in at six, in time "
    "for the market. Fishermen had asked for it since the spring, and so had the hospital, whose patients went "
    "by air at four times the price."
)
TRAMS = (
    "The council votes on Monday on a second tram line through the old town. The mayor wants it built by the "
    "end of the decade, and has found two thirds of the money. Shopkeepers along the route fear three years of "
    "noise. Engineers say that the bridge over the canal must be made anew, whatever the vote, because its "
    "piers have sunk by a hand's width since the last flood. A third of those asked last month did not know "
    "that there was to be a vote at all."
)


def text(*, but: str = "", by: str = "") -> str:
    """The ferry, with some words replaced."""
    return FERRY.replace(but, by) if but else FERRY


def send(guid: str, body: str, *, source, headline: str = "Ferry", version: str = "1", **fields) -> WireItem:
    ingest(ninjs(headline, uri=guid, version=version, body_text=body, **fields), source=source)
    return WireItem.objects.get(guid=guid)


@pytest.fixture
def other(wire_source):
    """A second agency."""
    return factories.make_source("Strait Wire")


def found() -> list[tuple[str, str, str]]:
    """Every likeness, by guids."""
    pairs = Likeness.objects.select_related("first", "second")
    return sorted((*sorted((pair.first.guid, pair.second.guid)), pair.kind) for pair in pairs)


@pytest.mark.parametrize(
    ("body", "kind"),
    [
        (FERRY, "same"),
        (text(but="ninety", by="eighty"), "near"),
        (FERRY[: len(FERRY) // 2], "excerpt"),
        (FERRY + " " + TRAMS, "excerpt"),
        (TRAMS, None),
    ],
)
def test_copy_in_the_same_words_is_found_across_sources(body, kind, wire_source, other):
    send("urn:a", FERRY, source=wire_source)
    send("urn:b", body, source=other)

    assert found() == ([("urn:a", "urn:b", kind)] if kind else [])


def test_the_shares_say_which_holds_the_other(wire_source, other):
    send("urn:a", FERRY + " " + TRAMS, source=wire_source)
    send("urn:b", TRAMS, source=other)

    pair = Likeness.objects.get()
    assert pair.share_of_second > 0.9
    assert 0.3 < pair.share_of_first < 0.6


def test_a_new_version_in_other_words_is_no_longer_alike(wire_source, other):
    send("urn:a", FERRY, source=wire_source)
    send("urn:b", FERRY, source=other)

    send("urn:b", TRAMS, source=other, version="2")

    assert found() == []


@pytest.mark.parametrize("order", list(itertools.permutations(range(4))))
def test_every_order_of_deliveries_finds_the_same(order, wire_source, other):
    """The kill of one says nothing of its words; what is like it must be known all the same."""
    deliveries = [
        lambda: send("urn:a", TRAMS, source=wire_source),
        lambda: send("urn:a", FERRY, source=wire_source, version="2"),
        lambda: send("urn:a", "Killed.", source=wire_source, version="3", pubstatus="canceled"),
        lambda: send("urn:b", text(but="Tuesday", by="Wednesday"), source=other),
    ]

    for place in order:
        deliveries[place]()

    assert found() == [("urn:a", "urn:b", "near")]


def test_short_copy_is_compared_with_nothing(wire_source, other):
    send("urn:a", "Rovers 2, Port Velm 1.", source=wire_source)
    send("urn:b", "Rovers 2, Port Velm 1.", source=other)

    assert found() == []
    assert not WireMark.objects.exists()


def test_what_stands_under_every_text_leads_to_few_items(wire_source):
    """An agency's footer would else be compared with all it ever sent."""
    footer = TRAMS.replace("tram", "footer")
    for number in range(WireMark.SLOTS + 8):
        send(f"urn:{number}", f"Item {number} of many. {footer}", source=wire_source, headline=f"Item {number}")

    marks = WireMark.objects.values_list("mark", flat=True)
    assert max(list(marks).count(mark) for mark in set(marks)) <= WireMark.SLOTS


@given(st.text(), st.text())
def test_shares_are_shares_and_a_text_holds_itself(one, two):
    first, second = runs_in(one), runs_in(two)

    found = shares(first, second)

    assert 0 <= found.of_first <= 1
    assert 0 <= found.of_second <= 1
    assert not first or shares(first, first).kind is Alike.SAME
