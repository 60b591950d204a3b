"""Teletype copy: heads of seven bits say what it is, and the text itself gives the orders."""

import time
from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from broadsheet.interchange.detect import Reading, read
from broadsheet.interchange.errors import TooLarge, Unreadable
from broadsheet.interchange.items import BlockKind, NewsItem, PubStatus, Term
from broadsheet.interchange.limits import HTML_BYTES, ITEMS_PER_PAYLOAD
from tests.interchange.wording import outcome, words, words_of

COPY = """Aldermere council passes tram
budget after nine hours =

   By ADA LIND

   ALDERMERE 01/12 (NPA) = The council passed the
budget on Tuesday.
   It was close & loud.

Ward                   Yes    No
Port Sable             12      3
Harbour                 9      6

   The vote stands.

./.adl
"""
MARKED = """^BC-Tram-Budget, 2nd Ld-Writethru,a0399,0123<
^Eds: UPDATES with vote count; pictures follow.<
^Council passes tram
budget<
^By ADA LIND<
^Strait Press Writer<
\tALDERMERE (NPA) _ The council said ``yes'' on
Tuesday after\x10nine hours.<
\tIt was close.<
^Results<
\b^Ward\x1e\x1eYes\x1eNo<
\bPort Sable\x1e12\x1e 3<
\tThe vote stands.<
\tMORE<
\t"""


def iptc(text=COPY, *, head="npa0014 3 POL 0123 E NPA-0014", slug="COUNCIL/TRAMS/", end="010635 DEC 26"):
    """A whole message of IPTC 7901."""
    framed = f"\x01{head}\n{slug}\n\x02{text}\x03{end}\n\x04\n\n"
    return framed.replace("\n", "\r\n").encode()


def anpa(
    text=MARKED, *, first="a0412\x1fnpa--", codes="u p\x13\x11", words="BC-Tram-Budget 2ndLd-Writethru a0399", end=None
):
    """A whole message of ANPA 1312."""
    end = "AP-NP-12-01-26 0635EST<" if end is None else end
    framed = f"\x16\x16\x01{first}\n{codes} {words} 12-01 0123\n\x02{text}\x03\n{end}\n\x04\n\n"
    return framed.replace("\n", "\r\n").encode()


def only(raw: bytes) -> NewsItem:
    (found,) = read(raw).items
    return found


def texts(item: NewsItem) -> list[str]:
    return [block.html for block in item.body]


def test_an_iptc_message_says_all_it_knows():
    found = only(iptc())

    assert read(iptc()).format == "iptc7901"
    assert (found.guid, found.version) == ("iptc7901:npa0014:2026-12-01:council-trams", "14")
    assert (found.slugline, found.urgency, found.pubstatus) == ("COUNCIL/TRAMS", 3, PubStatus.USABLE)
    assert found.headline == "Aldermere council passes tram budget after nine hours"
    assert (found.byline, found.dateline) == ("Ada Lind", "ALDERMERE 01/12 (NPA)")
    assert found.subjects == (Term("Politics", "subj:11000000", "http://cv.iptc.org/newscodes/subjectcode/"),)
    assert found.updated_at == datetime(2026, 12, 1, 6, 35, tzinfo=UTC)
    assert "names no zone; it was read as UTC." in found.notes[0]
    assert "The head of the message adds “E NPA-0014”." in found.notes


def test_iptc_copy_is_cut_by_indentation_and_tables_keep_their_columns():
    found = only(iptc())

    assert [(block.kind.value, block.html) for block in found.body] == [
        ("paragraph", "The council passed the budget on Tuesday."),
        ("paragraph", "It was close &amp; loud."),
        (
            "preformatted",
            "Ward                   Yes    No\nPort Sable             12      3\nHarbour                 9      6",
        ),
        ("paragraph", "The vote stands."),
    ]
    assert {(lifted.what, lifted.text) for lifted in found.lifted} == {
        ("dateline", "ALDERMERE 01/12 (NPA) ="),
        ("byline", "By ADA LIND"),
        ("end mark", "./.adl"),
    }


def test_an_anpa_message_says_all_it_knows():
    found = only(anpa())

    assert read(anpa()).format == "anpa1312"
    assert (found.guid, found.version) == ("anpa1312:a0412:2026-12-01:tram-budget", "412")
    assert (found.slugline, found.urgency, found.pubstatus) == ("Tram-Budget", 3, PubStatus.USABLE)
    assert found.headline == "Council passes tram budget"
    assert (found.byline, found.dateline) == ("Ada Lind", "ALDERMERE (NPA)")
    assert found.subjects == (Term("Politics", "anpa1312:p"),)
    assert found.ednote == "Eds: UPDATES with vote count; pictures follow."
    assert found.updated_at == datetime(2026, 12, 1, 6, 35, tzinfo=timezone(timedelta(hours=-5)))
    assert "The source signals “2ndLd-Writethru”." in found.notes
    assert "The source signals “more”." in found.notes
    assert "The head of the message adds “a0399”." in found.notes


def test_anpa_marks_make_headings_paragraphs_and_tables():
    found = only(anpa())

    assert [(block.kind.value, block.html) for block in found.body] == [
        ("paragraph", "The council said “yes” on Tuesday after nine hours."),
        ("paragraph", "It was close."),
        ("crosshead", "Results"),
        ("preformatted", "Ward  Yes No\nPort Sable 12  3"),
        ("paragraph", "The vote stands."),
    ]
    assert ("heading", "Strait Press Writer") in [(lifted.what, lifted.text) for lifted in found.lifted]


def test_an_anpa_text_that_is_tabular_stays_in_columns_and_its_notes_run_on():
    found = only(
        anpa("^League Standings=\n^North=\nSable    7 17 3\nAlder    4  5 9\n\tHarbour 2, Alder 1<\n", codes="r s bx")
    )

    assert found.headline == "League Standings"
    assert [(block.kind, block.html) for block in found.body] == [
        (BlockKind.CROSSHEAD, "North"),
        (BlockKind.PREFORMATTED, "Sable    7 17 3\nAlder    4  5 9"),
        (BlockKind.PARAGRAPH, "Harbour 2, Alder 1"),
    ]


def test_anpa_copy_without_marks_is_read_by_its_indentation():
    opening = "Council passes budget\nTram-Budget\nAda Lind\n"
    text = "   ALDERMERE _ The council\npassed it.\n   It was close.\nNPA al\n"

    found = only(anpa(opening + text))

    assert (found.headline, found.dateline) == ("Council passes budget", "ALDERMERE")
    assert texts(found) == ["Ada Lind", "The council passed it.", "It was close. NPA al"]


@pytest.mark.parametrize(
    ("priority", "urgency"),
    [("f", 1), ("b", 2), ("U", 3), ("r", 5), ("d", 6), ("a", 8), ("s", 8), ("w", 8), ("z", None)],
)
def test_anpa_priorities_are_urgencies(priority, urgency):
    found = only(anpa(codes=f"{priority} p\x13\x11"))

    assert found.urgency == urgency
    assert ("The priority “z” is not one of ANPA 1312; the urgency was left out." in found.notes) is (priority == "z")


@pytest.mark.parametrize(("priority", "urgency"), [("1", 1), ("6", 6), ("0", None)])
def test_iptc_priorities_are_urgencies(priority, urgency):
    assert only(iptc(head=f"npa014 {priority} spo 12")).urgency == urgency


def test_a_category_of_the_agency_keeps_its_letters():
    assert only(iptc(head="npa014 3 xq 12")).subjects == (Term("XQ", "iptc7901:xq"),)


@pytest.mark.parametrize(
    ("end", "moment"),
    [
        ("010635 DEC 26", "2026-12-01T06:35:00+00:00"),
        ("010635GMT DEC 2026", "2026-12-01T06:35:00+00:00"),
        ("010635 Dec 26 CET", "2026-12-01T06:35:00+01:00"),
        ("310001 JUL 97", "1997-07-31T00:01:00+00:00"),
        ("AP-NP-12-01-26 0635GMT<", "2026-12-01T06:35:00+00:00"),
        ("16:35ET 31-10-26<", "2026-10-31T16:35:00-04:00"),
        ("16:35ET 30-11-26<", "2026-11-30T16:35:00-05:00"),
        ("30-11-26 16-35-09", "2026-11-30T16:35:00+00:00"),
        ("02-03-26 16-35-09", None),
        ("310001 FEB 26", None),
        ("012461 DEC 26", None),
        ("soon", None),
        ("", None),
    ],
)
def test_the_time_behind_the_text_is_read_only_in_one_way(end, moment):
    found = only(iptc(end=end))

    assert (found.updated_at and found.updated_at.isoformat()) == moment


def test_the_same_message_is_the_same_item_and_another_under_its_number_is_not():
    first, again = only(iptc()), only(iptc(end="010950 DEC 26"))
    others = [only(iptc(slug="FERRY")), only(iptc(end="020635 DEC 26")), only(iptc(head="npb0014 3 POL 12"))]

    assert (again.guid, again.version) == (first.guid, first.version)
    assert len({first.guid, *(other.guid for other in others)}) == 4


@pytest.mark.parametrize(
    "raw",
    [iptc(head="npa0000 3 POL 12"), iptc(end=""), iptc(slug=""), iptc().replace(b"\x03", b"")],
    ids=["number", "day", "slug", "end"],
)
def test_a_message_that_does_not_say_who_it_is_is_named_by_its_content(raw):
    found, other = only(raw), only(raw.replace(b"It was close", b"It was clear"))

    assert found.guid != other.guid
    assert len(found.guid) == len("iptc7901:") + 64
    assert "The message does not say its number, day and slug line in full; its content names it." in found.notes


def test_a_message_without_an_end_is_kept_and_says_so():
    cut = iptc()[:-140]
    first, second = read(cut + iptc(slug="FERRY")).items

    assert "The message breaks off: it has no end of text (ETX). What came is kept." in first.notes
    assert texts(first)[0] == "The council passed the budget on Tuesday."
    assert (second.slugline, second.pubstatus) == ("FERRY", PubStatus.USABLE)


def test_several_messages_are_several_items_and_noise_between_them_costs_none():
    noise = b"\0\0\x7f~~}{ZZXQ\r\n\x16\x16\x16"

    reading = read(b"ase ends here.\x03\r\n" + iptc() + noise + anpa() + b"\r\n\r\nNNNN\r\n" + iptc(slug="FERRY"))

    assert [item.slugline for item in reading.items] == ["COUNCIL/TRAMS", "Tram-Budget", "FERRY"]
    assert reading.notes == ("Between the messages stood 24 characters that belong to none; they were left aside.",)
    assert not reading.refusals


def test_codes_for_receivers_before_a_message_are_no_noise():
    reading = read(b"\x05ab cd ef\r\n" + anpa())

    assert (len(reading.items), reading.notes) == (1, ())


@pytest.mark.parametrize(
    ("broken", "reason"),
    [
        (iptc().replace(b"\x02", b""), "^Line 1: The message “npa0014 3 POL 0123 E NPA-0014 COUNCIL/TRAMS/ Alder"),
        (iptc(head="garbled"), "^Line 1: The head “garbled COUNCIL/TRAMS/” is neither of IPTC 7901 nor of ANPA 1312"),
        (iptc(" \r\n"), "^Line 1: The message npa0014 has no text"),
        (
            iptc("x" * (HTML_BYTES + 1)),
            "^Line 1: The message “npa0014 .*” has 524,289 bytes in 1 lines. At most 524,288 bytes",
        ),
        (iptc("\n" * 20_000), "^Line 1: The message “npa0014 .*” has 40,000 bytes in 20,001 lines. At most"),
    ],
    ids=["no start of text", "head", "empty", "size", "lines"],
)
def test_a_broken_message_is_refused_beside_the_others(broken, reason):
    reading = read(broken + iptc())

    assert [item.slugline for item in reading.items] == ["COUNCIL/TRAMS"]
    with pytest.raises(Unreadable, match=reason):
        raise reading.refusals[0]
    with pytest.raises(Unreadable, match=reason):
        read(broken)


def test_a_refusal_names_the_line_its_message_starts_on():
    (refusal,) = read(iptc() + iptc(head="garbled") + iptc(slug="FERRY")).refusals

    assert refusal.line == iptc().count(b"\n") + 1


def test_too_many_messages_are_refused_at_once():
    with pytest.raises(TooLarge, match="At most 2,000 are read"):
        read(iptc() * (ITEMS_PER_PAYLOAD + 1))


def test_bytes_that_are_not_ascii_are_read_as_everywhere():
    latin, wide = (iptc("   Überfahrt — spät.\n").decode().encode(name) for name in ("windows-1252", "utf-8"))

    assert texts(only(latin)) == texts(only(wide)) == ["Überfahrt — spät."]
    assert any("it was read as Windows-1252" in note for note in only(latin).notes)


def test_control_characters_leave_no_trace():
    found = only(iptc(COPY.replace("budget", "bud\x07\x0eget\x7f")))

    assert texts(found)[0] == "The council passed the budget on Tuesday."


@pytest.mark.parametrize(
    ("line", "status", "until"),
    [
        ("EMBARGOED UNTIL 1800 GMT DEC 6", PubStatus.USABLE, "2026-12-06T18:00:00+00:00"),
        ("EMBARGOED UNTIL 6 December 2026, 6 p.m. CET", PubStatus.USABLE, "2026-12-06T18:00:00+01:00"),
        ("Embargoed until 2026-12-06T18:00Z", PubStatus.USABLE, "2026-12-06T18:00:00+00:00"),
        ("For Release Sunday, Dec. 6, and Thereafter", PubStatus.USABLE, "2026-12-06T00:00:00+00:00"),
        ("ADV FOR SUN JAN 3", PubStatus.USABLE, "2027-01-03T00:00:00+00:00"),
        ("HOLD FOR RELEASE at 0001 Nov. 30", PubStatus.USABLE, "2026-11-30T00:01:00+00:00"),
        ("HOLD FOR RELEASE", PubStatus.WITHHELD, None),
        ("Adv for Sunday", PubStatus.WITHHELD, None),
        ("EMBARGOED UNTIL midnight Dec 6", PubStatus.WITHHELD, None),
        ("EMBARGOED UNTIL 0600 AKST DEC 6", PubStatus.WITHHELD, None),
        ("EMBARGOED UNTIL 0600 LOCAL DEC 6", PubStatus.WITHHELD, None),
        ("EMBARGOED UNTIL 2561 GMT DEC 6", PubStatus.WITHHELD, None),
        ("EMBARGOED UNTIL Dec 6 or Dec 7", PubStatus.WITHHELD, None),
        ("EMBARGOED UNTIL Feb 30", PubStatus.WITHHELD, None),
        ("EMBARGO: until delivery", PubStatus.WITHHELD, None),
        ("Sperrfrist: Sonntag, 18.00 Uhr", PubStatus.WITHHELD, None),
        ("Embargo on arms lifted", PubStatus.USABLE, None),
        ("For release of the ferry, nobody asked", PubStatus.USABLE, None),
    ],
)
def test_an_embargo_in_the_text_holds_until_its_time_or_until_somebody_looks(line, status, until):
    found = only(iptc(f"Budget speech =\n\n{line}\n\n{COPY[60:]}"))

    assert (found.pubstatus, found.embargoed_until and found.embargoed_until.isoformat()) == (status, until)
    assert (line in found.ednote) is (status is PubStatus.WITHHELD or until is not None)


def test_an_embargo_in_the_running_text_is_news():
    found = only(iptc("Arms talks =\n\n   PORT SABLE = Talks began.\n\n   EMBARGOED UNTIL DEC 6\n"))

    assert (found.pubstatus, found.embargoed_until) == (PubStatus.USABLE, None)


@pytest.mark.parametrize(
    ("version", "line", "status"),
    [
        ("KILL", "^Editors:<", PubStatus.CANCELED),
        ("1stLd-KILL", "^Editors:<", PubStatus.CANCELED),
        ("2ndLd", "^MANDATORY KILL<", PubStatus.CANCELED),
        ("2ndLd", "^BULLETIN KILL ADVISORY<", PubStatus.CANCELED),
        ("2ndLd", "^KILL KILL KILL '''''=", PubStatus.CANCELED),
        ("Withhold", "^Editors:<", PubStatus.WITHHELD),
        ("2ndLd", "^EDITORS: WITHHOLD a0399<", PubStatus.WITHHELD),
        ("2ndLd", "^HOLD HOLD HOLD=", PubStatus.WITHHELD),
        ("Adv06", "^Council passes budget<", PubStatus.WITHHELD),
        ("Adv06", "^For Release Sunday, Dec. 6, and Thereafter<", PubStatus.USABLE),
        ("2ndLd", "^Kill the lights, says council<", PubStatus.USABLE),
        ("2ndLd", "^EDITORS: KILL a0399<", PubStatus.CANCELED),
        ("2ndLd", "^WITHHOLD TAX, SAYS COUNCIL<", PubStatus.USABLE),
        ("2ndLd", "^EDITORS KILL STORY ON COUNCIL<", PubStatus.USABLE),
        ("2ndLd", "^KILL THIS BILL, SAYS COUNCIL<", PubStatus.USABLE),
        ("2ndLd", "^CORRECTION FACILITY BURNS<", PubStatus.USABLE),
        ("Skill", "^Hold on, says council<", PubStatus.USABLE),
        ("Advisory", "^Plans for Tuesday<", PubStatus.USABLE),
    ],
)
def test_a_kill_or_a_withhold_counts_where_nothing_else_can_be_meant(version, line, status):
    found = only(anpa(f"{line}\n\tThe council met.<\n", words=f"BC-Tram-Budget {version}"))

    assert found.pubstatus is status


def test_a_slug_line_orders_a_kill_by_a_phrase_and_not_by_a_word():
    order, film = (only(anpa("\tText.\n", words=f"BC-{slug}")) for slug in ("Trams-Mandatory-Kill", "Film-Kill-Switch"))

    assert order.pubstatus is PubStatus.CANCELED
    assert film.pubstatus is PubStatus.USABLE
    assert "The slug line has the word kill or withhold and gives no order; the item stays as it is." in film.notes


def test_a_kill_without_text_is_an_order_all_the_same():
    assert only(anpa("", words="BC-Tram-Budget KILL")).pubstatus is PubStatus.CANCELED


@pytest.mark.parametrize(
    "raw",
    [
        anpa("^CORRECTS spelling of Lind<\n\tText.<\n"),
        anpa("\tText.<\n", words="BC-Tram-Budget CORRECTIVE"),
        iptc(head="npa0031 3 POL 91 E NPA-0031 COR 703"),
        iptc("CORRECTION: the vote was 12 to 3\n\nCouncil votes\n\n   Text.\n"),
    ],
)
def test_a_correction_is_signalled(raw):
    assert "The source signals “correction”." in only(raw).notes


@pytest.mark.parametrize("mark", ["-30-", "###", "ENDIT", "(end)", "ENDS", "./."])
@pytest.mark.parametrize("gap", ["\n\n   ", "\n"])
def test_end_marks_are_taken_off(mark, gap):
    found = only(iptc(f"   The vote stands.{gap}{mark}\n"))

    assert texts(found) == ["The vote stands."]
    assert found.lifted[0].text == mark


def test_an_agency_that_the_head_names_ends_a_dateline():
    found = only(iptc("Council votes=\nAldermere (npa) The council voted.\n", head="bnp014 4 pl 12 NPA 89"))

    assert (found.headline, found.dateline, texts(found)) == (
        "Council votes",
        "Aldermere (npa)",
        ["The council voted."],
    )


def test_a_first_line_alone_is_the_headline_and_a_sentence_is_none():
    titled, bare = only(iptc("Council votes\n\n   It was close.\n")), only(iptc("It was close.\n\n   It was late.\n"))

    assert (titled.headline, texts(titled)) == ("Council votes", ["It was close."])
    assert (bare.headline, texts(bare)) == ("", ["It was close.", "It was late."])


def test_a_slug_line_cut_short_in_the_head_is_known_in_the_text():
    words = "AM-HKN--Harbour-Expanded"
    found = only(anpa("^AM-HKN--Harbour Expanded Glance,0567<\n^Harbour League=\n\tText.<\n", words=words))

    assert (found.headline, found.slugline) == ("Harbour League", "HKN--Harbour-Expanded")


def test_an_order_before_the_headline_leaves_the_headline_its_place():
    found = only(iptc("EMBARGOED UNTIL 1800 GMT DEC 6\n\nCouncil votes\n\n   It was close.\n"))

    assert (found.headline, texts(found)) == ("Council votes", ["It was close."])


def test_anpa_labels_name_the_headline():
    heads = "^Tram-Budget, 7th Writethru@<\ncode:2<\n^INDEX: Trams@<\n^Update:ADDS details@<\n"

    found = only(anpa(heads + "^HL:Council passes\nbudget@<\n\tText.\n"))

    assert (found.headline, found.ednote) == ("Council passes budget", "Update:ADDS details")
    assert "The source signals “7th Writethru”." in found.notes


LONG = {
    "spaces": " " * 400_000,
    "gaps": "a   " * 100_000,
    "carets": "^" * 400_000,
    "bylines": "By A" * 100_000,
    "kills": "KILL " * 80_000,
    "days": "EMBARGOED UNTIL " + "1 dec " * 60_000,
    "signs": "a = " * 100_000,
    "returns": "\r" * 19_000,
    "rows": "a      b\n" * 19_000,
    "paragraphs": "   A.\n" * 19_000,
    "ends": "-30-\n" * 19_000,
    "headings": "^A<\n" * 19_000,
}


@pytest.mark.parametrize("text", LONG.values(), ids=LONG.keys())
@pytest.mark.parametrize("made", [iptc, anpa])
def test_length_costs_no_more_than_length(made, text):
    started = time.process_time()

    assert isinstance(outcome(made(text)), Reading | Unreadable)
    assert time.process_time() - started < 10


SEEDS = [iptc(), anpa(), iptc("EMBARGOED UNTIL 1800 GMT DEC 6\n\n   Text.\n"), anpa("\tText.\n", words="BC-X KILL")]
PIECES = [bytes([code]) for code in (*range(32), 94, 60, 61, 127, 160, 255)]
PIECES += [b"KILL", b"\x01npa0014 3 POL 1", b"\x16\x16\x01a0001\x1fx\r\nr a\x13\x11 "]
PIECES += [b"Dec 6", b"0600", b"(NPA) = ", b"\r\n", b"By ", b"-30-"]
CHANGES = st.tuples(st.integers(0, 900), st.integers(0, 40), st.one_of(st.sampled_from(PIECES), st.binary(max_size=6)))


@given(st.sampled_from(SEEDS), st.lists(CHANGES, max_size=8))
def test_any_mutation_is_read_or_refused(seed, changes):
    raw = bytearray(seed)
    for start, length, piece in changes:
        raw[start : start + length] = piece

    found = outcome(bytes(raw))

    assert isinstance(found, Reading) or str(found).endswith(".")
    if isinstance(found, Reading):
        assert all(replace(item).guid and len(item.guid) <= 500 for item in found.items)


@given(st.lists(st.one_of(st.sampled_from(PIECES), st.binary(max_size=4)), max_size=30).map(b"".join))
def test_any_bytes_behind_a_start_of_heading_are_read_or_refused(raw):
    assert isinstance(outcome(b"\x01" + raw), Reading | Unreadable)


LINES = r"""^Council votes<|^BC-Tram-Budget, 2nd Ld<|^By ADA LIND<|^Strait Press<|^HL:Trams@<|code:2<|MANDATORY KILL
Eds: New.|\tALDERMERE _ It was close.<|   ALDERMERE 01/12 (NPA) = It was late.|Port Sable      12     3|\bHarbour\x1e3
A long line.=|EMBARGOED UNTIL DEC 6|-30-|MORE|###|||By ADA LIND|Council votes|^INDEX: Trams<|CORRECTS spelling|KILL
Harbour =|                          Away|It goes on and on.|By night, ferries sail.|(end)|./.adl"""
MARKS = {r"\t": "\t", r"\b": "\b", r"\x1e": "\x1e", "\n": "|"}
for written, mark in MARKS.items():
    LINES = LINES.replace(written, mark)


@given(st.lists(st.sampled_from(LINES.split("|")), max_size=12), st.sampled_from([iptc, anpa]), st.sampled_from("tx"))
def test_no_word_of_a_text_is_lost(lines, made, form):
    text = "\n".join(lines)
    raw = anpa(text, codes=f"r a b{form}") if made is anpa else iptc(text)

    found = outcome(raw)

    if isinstance(found, Reading):
        (item,) = found.items
        sent = words(text.replace("HL:", "").replace(" _ ", " "))
        assert not sent - words(item.headline) - words_of(item)
