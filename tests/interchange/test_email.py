"""A mail is a letter with pictures, or the envelope of wire files; what programs add to it is cut and kept."""

import base64
import email.message
import email.policy
import re
import time
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from broadsheet.interchange.detect import Reading, read
from broadsheet.interchange.email_item import picture_name, pictures_of_email
from broadsheet.interchange.errors import TooLarge, Unreadable
from broadsheet.interchange.items import BlockKind, NewsItem
from broadsheet.interchange.mime import is_email
from broadsheet.interchange.suggestions import suggestions_in
from tests.interchange.wording import HANGS_SECONDS, outcome

PNG = b"\x89PNG\r\n\x1a\n" + b"picture of the quay"
JPEG = b"\xff\xd8\xff\xe0" + b"picture of the ferry"
NINJS = b'{"uri": "npa:1", "headline": "Ferry sails", "body_html": "<p>All winter.</p>"}'
NITF_HEAD = b"<head><docdata><doc-id id-string='npa:2'/></docdata></head>"
NITF = b"<nitf>" + NITF_HEAD + b"<body><body.content><p>Fog.</p></body.content></body></nitf>"


def mail(text="PORT SABLE - The ferry sails.\n\nIt rains.\n", *, html="", files=(), **fields) -> bytes:
    """A whole mail, put together by the standard library."""
    made = email.message.EmailMessage(policy=email.policy.SMTP)
    given_fields = {
        "From": "Maren Holt <maren@npa.example>",
        "Subject": "Ferry sails",
        "Date": "Tue, 01 Dec 2026 06:00:00 +0100",
        "Message-ID": "<abc@npa.example>",
    }
    for name, value in (given_fields | {name.replace("_", "-"): value for name, value in fields.items()}).items():
        made[name] = value
    if text:
        made.set_content(text)
    if html:
        made.add_alternative(html, subtype="html")
    for name, media_type, content in files:
        main, _, sub = media_type.partition("/")
        made.add_attachment(content, maintype=main, subtype=sub, filename=name)
    return made.as_bytes()


def raw(*lines: str, head=("From: a@npa.example", "Date: Tue, 01 Dec 2026 06:00:00 +0000", "Subject: Ferry")) -> bytes:
    """A mail written by hand, for what no library writes."""
    return "\r\n".join((*head, *lines)).encode("utf-8", "surrogateescape")


def only(given_bytes: bytes) -> NewsItem:
    (found,) = read(given_bytes).items
    return found


def texts(item: NewsItem) -> list[str]:
    return [block.html for block in item.body]


def lifted(item: NewsItem) -> list[tuple[str, str]]:
    return [(piece.what, piece.text) for piece in item.lifted]


def test_a_letter_says_all_it_knows():
    found = only(mail())

    assert read(mail()).format == "email"
    assert (found.guid, found.version, found.headline) == ("abc@npa.example", "1", "Ferry sails")
    assert (found.provider, found.byline, found.dateline) == ("Maren Holt", "Maren Holt", "PORT SABLE")
    assert found.updated_at == datetime(2026, 12, 1, 5, tzinfo=UTC)
    assert texts(found) == ["The ferry sails.", "It rains."]


def test_the_byline_of_the_copy_wins_and_an_office_has_none():
    assert only(mail("By Idris Fenn\n\nThe ferry sails.")).byline == "Idris Fenn"
    assert only(mail(From="Strait Lines Press Office <press@strait.example>")).byline == ""
    assert only(mail(From="maren@npa.example")).byline == ""


def test_answers_that_go_elsewhere_are_noted():
    assert "Answers go to Desk <desk@npa.example>." in only(mail(Reply_To="Desk <desk@npa.example>")).notes
    assert not any("Answers" in note for note in only(mail(Reply_To="maren@npa.example")).notes)


def test_a_subject_loses_what_programs_put_before_it():
    found = only(mail(Subject="Re: Fwd: UPDATE 1-Ferry sails"))

    assert found.headline == "Ferry sails"
    assert lifted(found)[0] == ("headline mark", "Re: Fwd:")
    assert [made.number for made in suggestions_in(found)] == [1]


@pytest.mark.parametrize(
    ("subject", "headline"),
    [
        ("=?utf-8?B?w5xiZXJmYWhydA==?=", "Überfahrt"),
        ("=?iso-8859-1?Q?=DCberfahrt_sp=E4t?=", "Überfahrt spät"),
        ("=?utf-8?B?w5xi?=\r\n =?utf-8?B?ZXJmYWhydA==?=", "Überfahrt"),
        ("=?iso-8859-1?B?w5xiZXJmYWhydA==?=", "Überfahrt"),
        ("=?koi9?Q?=DCber?=", "Über"),
        ("=?utf-8?B?!!!?=", None),
        ("Überfahrt", "Überfahrt"),
    ],
)
def test_encoded_words_are_resolved_even_if_their_charset_lies(subject, headline):
    found = only(raw(f"Subject: {subject}", "", "Text here.", head=("From: a@b.example", "Date: x", "To: c@d.example")))

    assert found.headline == (subject if headline is None else headline)


@pytest.mark.parametrize(
    ("charset", "words", "noted"),
    [
        ("iso-8859-1", "Überfahrt".encode(), True),
        ("utf-8", "Überfahrt".encode("latin-1"), True),
        ("utf-8", "Überfahrt".encode(), False),
    ],
)
def test_a_charset_that_lies_is_seen_through(charset, words, noted):
    head = raw(f"Content-Type: text/plain; charset={charset}", "Content-Transfer-Encoding: 8bit", "", "")

    found = only(head + words)

    assert texts(found) == ["Überfahrt"]
    assert any("read as" in note for note in found.notes) is noted


def test_flowed_lines_are_joined():
    text = ("The ferry sails all ", "winter, says Holt.", "", "It rains.", "-- ", "Maren")
    found = only(raw("Content-Type: text/plain; format=flowed", "", *text))

    assert texts(found) == ["The ferry sails all winter, says Holt.", "It rains."]
    assert ("signature", "-- \nMaren") in lifted(found)


def test_signature_and_quoted_reply_are_cut_and_kept():
    said = "On Mon, 30 Nov 2026 at 09:00, Ada Lind <ada@npa.example>\nwrote:"
    found = only(mail(f"The ferry sails.\n\n{said}\n\n> When does it sail?\n> Ada\n"))

    assert texts(found) == ["The ferry sails."]
    assert lifted(found)[-1][0] == "quoted reply"
    assert "When does it sail?" in lifted(found)[-1][1]
    assert "Ada Lind" in lifted(found)[-1][1]


@pytest.mark.parametrize(
    ("html", "what"),
    [
        ("<div class='gmail_quote'>On Monday Ada wrote: <blockquote>When?</blockquote></div>", "quoted reply"),
        ("<blockquote type='cite'><p>When?</p></blockquote>", "quoted reply"),
        ("<div class='gmail_signature'>When? +41 1 234</div>", "signature"),
        ("<p>-- </p><p>When?</p>", "signature"),
        ("<p>-----Original Message-----</p><p>When?</p>", "quoted reply"),
        ("<p>From: Ada<br>Sent: Monday<br>Subject: Ferry</p><p>When?</p>", "quoted reply"),
        ("<p>Sent from my telephone</p>", "signature"),
    ],
)
def test_what_a_program_added_to_html_is_cut_and_kept(html, what):
    found = only(mail(html=f"<html><body><p>The <b>ferry</b> sails.</p>{html}</body></html>"))

    assert texts(found) == ["The <b>ferry</b> sails."]
    assert [name for name, _ in lifted(found)] == [what]


def test_a_quote_in_the_copy_stays():
    found = only(mail(html="<p>She said:</p><blockquote>We sail.</blockquote><p>From here: to there.</p>"))

    assert [block.kind for block in found.body] == [BlockKind.PARAGRAPH, BlockKind.QUOTE, BlockKind.PARAGRAPH]


def test_a_forwarded_mail_keeps_its_words():
    head = "---------- Forwarded message ---------\nFrom: Ada <a@b.example>\nDate: Monday\nSubject: Ferry\n"
    found = only(mail(f"{head}\nThe ferry sails.\n"))

    assert texts(found)[-1] == "The ferry sails."


def test_a_mail_that_only_quotes_keeps_its_words():
    assert texts(only(mail("> The ferry sails.\n"))) == ["&gt; The ferry sails."]


def test_pictures_stand_under_the_names_they_are_kept_by():
    html = "<p>Fog.</p><p><img src='cid:one@npa' width='600' alt='Fog on the quay'></p>"
    made = email.message_from_bytes(
        mail(html=html, files=[("ferry.jpg", "image/jpeg", JPEG)]), policy=email.policy.SMTP
    )
    alternative = next(part for part in made.walk() if part.get_content_type() == "text/html")
    alternative.add_related(PNG, "image", "png", cid="<one@npa>")

    found = only(made.as_bytes())

    assert [block.picture.href for block in found.body if block.picture] == [picture_name(PNG)]
    assert [(picture.href, picture.headline) for picture in found.pictures] == [(picture_name(JPEG), "ferry.jpg")]
    assert dict(pictures_of_email(made.as_bytes())) == {picture_name(PNG): PNG, picture_name(JPEG): JPEG}


def test_names_of_pictures_are_ours_and_a_program_is_no_picture():
    given_bytes = mail(files=[("../../etc/x.jpg", "image/jpeg", JPEG), ("b.jpg", "image/jpeg", b"MZ program")])

    assert [name for name, _ in pictures_of_email(given_bytes)] == [picture_name(JPEG)]
    assert picture_name(JPEG).startswith("mail-")
    assert "/" not in picture_name(JPEG)
    assert any("b.jpg (image/jpeg, 10 bytes)" in note for note in only(given_bytes).notes)


def test_attached_wire_files_are_read_as_themselves():
    files = [("a.json", "application/json", NINJS), ("b.xml", "text/xml", NITF)]
    reading = read(mail("EMBARGOED UNTIL 0001 GMT Dec. 2\n", files=files))

    assert [item.guid for item in reading.items] == ["npa:1", "npa:2"]
    assert {item.ednote for item in reading.items} == {"EMBARGOED UNTIL 0001 GMT Dec. 2"}
    assert "attached to the mail “Ferry sails” of Maren Holt" in reading.items[0].notes[-1]
    assert suggestions_in(reading.items[1])[0].what == "embargo"


def test_a_damaged_attachment_is_refused_and_the_letter_kept():
    reading = read(mail(files=[("a.json", "application/json", b"{"), ("plan.pdf", "application/pdf", b"%PDF")]))

    assert [item.guid for item in reading.items] == ["abc@npa.example"]
    assert "The attached file a.json (application/json, 1 bytes) cannot be read." in str(reading.refusals[0])
    assert any("plan.pdf" in note for note in reading.items[0].notes)


def test_an_attached_mail_is_an_item_of_its_own():
    inner = mail("The inner ferry sails.", Message_ID="<inner@npa.example>")
    lines = ("Content-Type: multipart/mixed; boundary=b", "", "--b", "", "See below.", "--b")

    found = only(raw(*lines, "Content-Type: message/rfc822", "", "") + inner + b"\r\n--b--\r\n")

    assert (found.guid, texts(found)) == ("inner@npa.example", ["The inner ferry sails."])


@pytest.mark.parametrize(
    "text",
    ["Dear editor,\n\nFrom: now on", "From: now on\nwe sail\n\nx", "Subject: a\n\nb", '{"From": 1}', "<p>Date: x", ""],
)
def test_other_text_is_no_mail(text):
    assert not is_email(text.encode())


def test_a_mail_from_a_mailbox_file_is_one():
    assert only(b"From maren@npa.example Tue Dec  1 06:00:00 2026\n" + mail()).guid == "abc@npa.example"


def test_a_mail_without_message_id_is_named_by_its_content():
    assert only(raw("", "The ferry sails.")).guid.startswith("email:")


def nested(depth: int) -> bytes:
    lines = [f"Content-Type: multipart/mixed; boundary=b{number}\r\n\r\n--b{number}" for number in range(depth)]
    return raw(*lines, "", "Deep.")


def mails_in_mails(depth: int) -> bytes:
    return raw(*["Content-Type: message/rfc822\r\n"] * depth, "", "Deep.")


@pytest.mark.parametrize(
    ("given_bytes", "reason"),
    [
        (nested(20), "nests more than 8"),
        (raw("Content-Type: multipart/mixed; boundary=b", "", *["--b\r\n\r\nx"] * 200), "more than 100 parts"),
        (raw(*["X-Pad: " + "y" * 900] * 100, "", "x"), "The head of the mail has"),
    ],
)
def test_a_mail_past_the_bounds_is_refused(given_bytes, reason):
    with pytest.raises(TooLarge, match=reason):
        read(given_bytes)


def test_mails_within_mails_cost_only_themselves():
    reading = read(mails_in_mails(40))

    assert [item.headline for item in reading.items] == ["Ferry"]
    assert "more than 8 deep" in str(reading.refusals)


HOSTILE = {
    "boundaries": raw("Content-Type: multipart/mixed; boundary=b", "", "--b" * 1_000_000),
    "lines": raw("Content-Type: multipart/mixed; boundary=b", "", "\r\n--bx" * 500_000),
    "base64": raw("Content-Type: image/png", "Content-Transfer-Encoding: base64", "", "=!" * 2_000_000),
    "quoted": raw("Content-Transfer-Encoding: quoted-printable", "", "=\r\n" * 200_000),
    "words": raw(
        "X: y", "", "x", head=("From: " + "=?" * 50_000, "Subject: " + "=?a?q?" * 9_000, "Date: " + "(" * 9_000)
    ),
    "addresses": raw("", "x", head=("From: " + '<(",' * 9_000, "Subject: x", "Date: x")),
    "parameters": raw("Content-Type: text/plain; " + 'a="; ' * 9_000, "", "x"),
    "reply": raw("", "> x\n" * 100_000),
    "replies": raw("", ("On x wrote:\n" + "> y\n") * 30_000),
    "quotes": raw("Content-Type: text/html", "", "<div class=gmail_quote>Begin forwarded message:" * 500),
    "flowed": raw("Content-Type: text/plain; format=flowed", "", "x \n" * 150_000),
}


@pytest.mark.parametrize("given_bytes", HOSTILE.values(), ids=HOSTILE)
def test_hostile_mail_costs_no_more_than_its_length(given_bytes):
    started = time.process_time()

    assert isinstance(outcome(given_bytes), Reading | Unreadable)
    assert time.process_time() - started < HANGS_SECONDS


PIECES = """
From: a@b.example|Subject: =?utf-8?Q?|Content-Type: multipart/alternative; boundary=b||--b|--b--|Content-Type: text/html
Content-Transfer-Encoding: base64|AAAA|<p>x|> y|Content-Type: message/rfc822|Date: |{|\xff|\0
Content-Disposition: attachment; filename*0*=utf-8''%ff; filename="x.xml"
Content-Type: text/plain; charset*=1; format=flowed; boundary*1=q
"""


@given(st.lists(st.sampled_from(re.split(r"[|\n]", PIECES)), max_size=25), st.binary(max_size=20))
def test_any_mail_is_read_or_refused(pieces, end):
    given_bytes = mail()[:60] + b"\r\nSubject: x\r\n" + "\r\n".join(pieces).encode("latin-1") + end

    assert isinstance(outcome(given_bytes), Reading | Unreadable)


@given(st.integers(0, 1200), st.binary(min_size=1, max_size=3))
def test_a_mail_with_any_damage_is_read_or_refused(at, change):
    whole = mail(html="<p>Ferry</p>", files=[("a.json", "application/json", NINJS), ("b.png", "image/png", PNG)])

    assert isinstance(outcome(whole[:at] + change + whole[at + len(change) :]), Reading | Unreadable)
    assert all(name.startswith("mail-") for name, _ in pictures_of_email(whole))


def test_base64_with_noise_is_decoded():
    coded = base64.b64encode(b"The ferry sails.").decode()
    found = only(raw("Content-Transfer-Encoding: BASE64", "", coded[:7] + "!\r\n " + coded[7:].rstrip("=")))

    assert texts(found) == ["The ferry sails."]
