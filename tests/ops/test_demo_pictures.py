"""The demo's pictures: all there, each its own, the same every time, and described in words."""

import io
import re
from pathlib import Path

import pytest
from PIL import Image

from broadsheet.ops.demo import pictures
from broadsheet.ops.demo.pictures.__main__ import write_pictures
from broadsheet.ops.demo.pictures.inks import INKS
from broadsheet.ops.demo.pictures.scene import SCENES

WORLD = Path(pictures.__file__).parents[1] / "WORLD.md"
SAMPLE = ("harbour-dawn", "map-strait", "portrait-maren-holt", "ad-crossword")
BYTES_AT_MOST = 500_000


def slugs_of_the_world() -> set[str]:
    """Read the slugs the invented world promises, with one portrait for each contributor."""
    world = WORLD.read_text()
    listed = world.split("as `pictures/SLUG.jpg`:")[1]
    scenes, people = listed.split("portraits (4:5):")
    named = set(scenes.split()) | set(re.findall(r"(?:portrait|ad)-[a-z]+(?:-[a-z]+)*", people))
    staff = world.split("**Our staff (contributors).**")[1].split("\n\n")[0]
    for person in staff.replace("\n", " ").split("·"):
        named.add("portrait-" + person.split(",")[0].strip().lower().replace(" ", "-"))
    return named


def opened(slug: str) -> Image.Image:
    return Image.open(io.BytesIO(pictures.draw(slug)))


def test_every_slug_of_the_world_has_a_picture():
    assert slugs_of_the_world() <= set(pictures.catalogue())


def test_the_catalogue_holds_no_picture_the_world_does_not_name():
    assert set(pictures.catalogue()) <= slugs_of_the_world()


@pytest.mark.parametrize("slug", SAMPLE)
def test_the_same_slug_gives_the_same_bytes(slug):
    """Letters and grain included; otherwise every load of the demo would make new renditions."""
    assert pictures.draw(slug) == pictures.draw(slug)


@pytest.mark.parametrize(
    ("slug", "size"),
    [
        ("harbour-dawn", (1800, 1200)),
        ("chart-rates", (1800, 1200)),
        ("portrait-maren-holt", (1200, 1500)),
        ("ad-crossword", (1200, 1000)),
    ],
)
def test_a_picture_has_the_shape_of_its_kind(slug, size):
    picture = opened(slug)

    assert picture.format == "JPEG"
    assert picture.size == size


@pytest.mark.parametrize("slug", SAMPLE)
def test_a_picture_is_light_enough_for_a_repository(slug):
    assert len(pictures.draw(slug)) < BYTES_AT_MOST


def test_no_two_drawings_are_alike():
    pictures.catalogue()
    drawings = [scene.draw() for scene in SCENES.values()]

    assert len(set(drawings)) == len(drawings)


def test_every_drawing_keeps_to_the_inks():
    """One set of inks is what makes a front look edited."""
    pictures.catalogue()
    used = {ink for scene in SCENES.values() for ink in re.findall(r"#[0-9A-Fa-f]{6}\b", scene.draw())}

    assert used <= set(INKS)


def test_only_maps_and_charts_carry_words():
    pictures.catalogue()

    lettered = {slug for slug, scene in SCENES.items() if "<text" in scene.draw()}

    assert lettered == {slug for slug in SCENES if slug.startswith(("map-", "chart-"))}


@pytest.mark.parametrize("slug", pictures.catalogue())
def test_every_picture_is_described(slug):
    """A sentence for those who cannot see it, a subject, a credit, and a focal point on the sheet."""
    seen = pictures.describe(slug)

    assert seen.alternative_text.endswith(".")
    assert 25 <= len(seen.alternative_text) <= 240
    assert seen.caption_subject
    assert seen.credit
    assert all(0 < at < 1 for at in seen.focal_point)


def test_no_two_pictures_share_an_alternative_text():
    texts = [pictures.describe(slug).alternative_text for slug in pictures.catalogue()]

    assert len(set(texts)) == len(texts)


@pytest.mark.parametrize("ask", [pictures.draw, pictures.describe])
def test_an_unknown_slug_is_refused_in_words(ask):
    with pytest.raises(pictures.UnknownPicture, match="no picture named “harbour-noon”"):
        ask("harbour-noon")


def test_the_command_writes_a_file_for_each_slug(tmp_path):
    write_pictures(tmp_path / "pictures", SAMPLE[:2])

    assert sorted(file.name for file in (tmp_path / "pictures").iterdir()) == ["harbour-dawn.jpg", "map-strait.jpg"]
