"""Promises about cuts and what others keep."""

import pytest

from broadsheet.public.shapes import Crop, PictureView
from broadsheet.theme.pictures import cut, frame, provider

LEAD = Crop("/lead.jpg", 3, 2)
SQUARE = Crop("/square.jpg", 1, 1)


def test_a_place_gets_the_cut_it_asks_for_or_the_lead():
    picture = PictureView(crops={"lead": LEAD, "square": SQUARE}, alternative_text="")

    assert cut(picture, "square") is SQUARE
    assert cut(picture, "portrait") is LEAD
    assert cut(PictureView(crops={"square": SQUARE}, alternative_text=""), "wide") is SQUARE
    assert cut(PictureView(crops={}, alternative_text=""), "wide") is None
    assert cut(None, "wide") is None


@pytest.mark.parametrize(
    ("href", "name"),
    [
        ("https://www.youtube.com/watch?v=abc", "YouTube"),
        ("https://m.facebook.com/x", "Facebook"),
        ("https://news.example/clip", "news.example"),
        ("nonsense", ""),
    ],
)
def test_an_embed_names_who_keeps_it(href, name):
    assert provider(href) == name


@pytest.mark.parametrize(
    ("href", "address"),
    [
        ("https://www.youtube.com/watch?v=aB-c_9&t=3", "https://www.youtube-nocookie.com/embed/aB-c_9"),
        ("https://youtu.be/aBc", "https://www.youtube-nocookie.com/embed/aBc"),
        ("https://www.youtube.com/shorts/aBc", "https://www.youtube-nocookie.com/embed/aBc"),
        ("https://vimeo.com/12345", "https://player.vimeo.com/video/12345"),
        ("https://player.vimeo.com/video/12345", "https://player.vimeo.com/video/12345"),
        ("https://www.youtube.com/watch?v=a/../b", ""),
        ("https://www.youtube.com/@someone", ""),
        ("https://youtube.com.evil.example/watch?v=abc", ""),
        ("https://x.com/a/status/1", ""),
        ("javascript:alert(1)", ""),
    ],
)
def test_only_films_of_known_players_get_a_frame(href, address):
    assert frame(href) == address
