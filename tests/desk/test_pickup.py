"""Wire to draft: what the wire said stands in the story, and the line between the two is kept."""

from email.message import EmailMessage

import pytest

from broadsheet.desk.errors import ItemCanceled, ItemWithheld, NoSection, NotYourSection
from broadsheet.desk.rules import names_in
from broadsheet.desk.services.pickup import pick_up
from broadsheet.desk.wire_pictures import folder_of, read_picture
from broadsheet.interchange.items import BlockKind, BodyBlock, Picture, PubStatus, SourceCredit, Term
from broadsheet.media.models import Picture as KeptPicture
from broadsheet.provenance.models import Pickup
from broadsheet.stories.models import StoryPage
from broadsheet.taxonomy.models import Place, Subject, Topic
from broadsheet.wire.models import WireItem
from broadsheet.wire.services.ingest import ingest
from tests import factories


def test_a_pickup_opens_a_draft_with_what_the_wire_said(site_tree, wire_source, ben):
    ada_lind = factories.make_contributor("Ada Lind")
    topic = Topic.objects.create(name="Public transport", slug="public-transport")
    place = Place.objects.create(name="Aldermere", slug="aldermere")
    item = factories.make_item(
        wire_source,
        section=site_tree.politics,
        standfirst="Monday decides.",
        byline="By Ada Lind and Wim Oort",
        dateline="ALDERMERE",
        ednote="Checks under way.",
        usage_terms="Not for archives.",
        subjects=(Term(name="Public transport"),),
        places=(Term(name="Aldermere"),),
        source_credit=SourceCredit("Osmark Dagblad", "https://osmark.example/trams", "CC BY 4.0"),
    )

    story = pick_up(item, by=ben).get_latest_revision_as_object()

    assert (story.title, story.slugline, story.standfirst) == (item.headline, "COUNCIL-TRAMS", "Monday decides.")
    assert (story.dateline, story.language, story.urgency) == ("ALDERMERE", "en", 4)
    assert (story.ednote, story.usage_terms) == ("Checks under way.", "Not for archives.")
    assert (story.source_name, story.source_url) == ("Osmark Dagblad", "https://osmark.example/trams")
    assert story.source_license == "CC BY 4.0"
    assert [(line.contributor, str(line)) for line in story.bylines.all()] == [
        (ada_lind, "Ada Lind"),
        (None, "Wim Oort"),
    ]
    assert (list(story.topics.all()), list(story.places.all())) == ([topic], [place])
    assert not story.live
    assert story.get_parent().specific == site_tree.politics


def test_the_line_from_item_to_blocks_is_kept(wire_item, ben):
    story = pick_up(wire_item, by=ben)

    pickup = Pickup.objects.get(story=story)
    assert (pickup.item, pickup.version, pickup.by) == (wire_item, wire_item.latest, ben)
    assert pickup.block_ids == [block.id for block in StoryPage.objects.get(pk=story.pk).body]


def test_a_mapped_subject_goes_before_the_source_s_own_section(site_tree, ada):
    Subject.objects.create(code="medtop:11000000", name="politics", section=site_tree.politics)
    source = factories.make_source(section=site_tree.sports)
    item = factories.make_item(source, subjects=(Term(code="medtop:11000000"),))

    assert pick_up(item, by=ada).get_parent().specific == site_tree.politics


def test_an_item_without_a_section_is_refused_in_words(wire_source, ada):
    item = factories.make_item(wire_source)

    with pytest.raises(NoSection, match="Choose a section, or map a subject"):
        pick_up(item, by=ada)


def test_nobody_files_in_another_desk_s_section(site_tree, wire_source, ada):
    item = factories.make_item(wire_source, section=site_tree.sports)

    with pytest.raises(NotYourSection, match="Ada may not file in Sports"):
        pick_up(item, by=ada)
    assert pick_up(item, by=ada, section=site_tree.politics).get_parent().specific == site_tree.politics


def test_a_cancelled_item_is_not_picked_up(site_tree, wire_source, ada):
    item = factories.make_item(wire_source, section=site_tree.politics, pubstatus=PubStatus.CANCELED)

    with pytest.raises(ItemCanceled, match="has cancelled"):
        pick_up(item, by=ada)


def test_a_withheld_item_is_not_picked_up(site_tree, wire_source, ada):
    item = factories.make_item(wire_source, section=site_tree.politics, pubstatus=PubStatus.WITHHELD)

    with pytest.raises(ItemWithheld, match="withholds"):
        pick_up(item, by=ada)


def test_the_same_person_gets_the_same_draft_and_another_one_their_own(wire_item, ada, ben):
    first = pick_up(wire_item, by=ben)

    assert pick_up(wire_item, by=ben) == first
    assert pick_up(wire_item, by=ada) != first


def test_an_embargo_binds_the_plan(site_tree, wire_source, ada):
    lifts = factories.in_an_hour()
    item = factories.make_item(wire_source, section=site_tree.politics, embargoed_until=lifts)

    story = pick_up(item, by=ada)

    assert (story.embargoed_until, story.go_live_at) == (lifts, lifts)


def test_pictures_at_hand_come_along_once_and_the_first_leads(site_tree, wire_source, ada):
    lead = Picture(href="p/lead.jpg", caption="A tram.", credit="Ada Lind/NPA", alternative_text="A red tram.")
    other = Picture(href="p/other.jpg", caption="A stop.")
    item = factories.make_item(
        wire_source,
        section=site_tree.politics,
        pictures=(lead,),
        body=(
            BodyBlock(BlockKind.PICTURE, picture=lead),
            BodyBlock(BlockKind.PARAGRAPH, html="One."),
            BodyBlock(BlockKind.PICTURE, picture=other),
            BodyBlock(BlockKind.PICTURE, picture=Picture(href="p/gone.jpg")),
            BodyBlock(BlockKind.PICTURE, picture=Picture(href="p/broken.jpg")),
        ),
    )
    folder = folder_of(wire_source) / "p"
    folder.mkdir(parents=True)
    (folder / "lead.jpg").write_bytes(factories.jpeg("navy"))
    (folder / "other.jpg").write_bytes(factories.jpeg("green"))
    (folder / "broken.jpg").write_bytes(b"no picture")

    story = pick_up(item, by=ada)

    assert (story.lead_picture.caption, story.lead_picture.credit) == ("A tram.", "Ada Lind/NPA")
    assert (story.lead_picture.alternative_text, story.lead_picture.source) == ("A red tram.", "NPA")
    assert [block.block_type for block in story.body] == ["paragraph", "picture"]
    assert "Picture not delivered: p/gone.jpg" in story.ednote
    assert "cannot be used as a picture" in story.ednote
    pick_up(item, by=factories.make_user("Bo", is_superuser=True))
    assert KeptPicture.objects.count() == 2


def test_no_address_leads_out_of_the_source_s_folder(wire_source):
    folder = folder_of(wire_source)
    folder.mkdir(parents=True)
    (folder / "in.jpg").write_bytes(b"in")
    (folder.parent / "out.jpg").write_bytes(b"out")

    assert read_picture(wire_source, "/in.jpg") == b"in"
    for href in ("../out.jpg", "x/../../out.jpg", str(folder.parent / "out.jpg"), "https://a.example/in.jpg", "\0"):
        assert read_picture(wire_source, href) is None


@pytest.mark.parametrize(
    ("byline", "names"),
    [
        ("By Ada Lind", ["Ada Lind"]),
        ("Ada Lind, Ben Moss & Cleo Hart", ["Ada Lind", "Ben Moss", "Cleo Hart"]),
        ("BY ADA LIND AND BEN MOSS", ["ADA LIND", "BEN MOSS"]),
        ("", []),
    ],
)
def test_names_are_read_from_a_byline(byline, names):
    assert names_in(byline) == names


def test_a_picture_that_came_in_a_mail_comes_into_the_draft(wire_source, site_tree, ada):
    mail = EmailMessage()
    mail["From"], mail["Subject"], mail["Message-ID"] = "Maren Holt <m@npa.example>", "Ferry sails", "<a@npa.example>"
    mail.set_content("PORT SABLE - The ferry sails all winter.\n")
    mail.add_attachment(factories.jpeg(), maintype="image", subtype="jpeg", filename="quay.jpg")

    ingest(mail.as_bytes(), source=wire_source, content_type="message/rfc822")
    story = pick_up(WireItem.objects.get(), by=ada, section=site_tree.politics)

    assert story.title == "Ferry sails"
    assert story.lead_picture is not None
