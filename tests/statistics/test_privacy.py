"""The privacy page is true: it says what the code counts, and the desk's own looking is not counted as reading."""

from typing import Any

import pytest
from django.test import Client, RequestFactory

from broadsheet.public.preview import render_preview
from broadsheet.statistics.rules import KEPT_DAYS
from tests.journeys.paper import make_information

pytestmark = pytest.mark.django_db


def test_a_preview_in_the_desk_is_no_reading(published_story: Any, client: Client) -> None:
    """Its page bears no number to send, where the reader's does."""
    request = RequestFactory().get(published_story.path_on_site)
    number = f'data-story="{published_story.pk}"'

    assert number in client.get(published_story.path_on_site).content.decode()
    assert number not in render_preview(request, published_story).content.decode()


def test_the_privacy_page_says_what_is_counted_and_for_how_long(site_tree: Any, client: Client) -> None:
    """From what the code keeps, below whatever an editor wrote."""
    make_information(site_tree.home, "Privacy policy", "terms")

    page = client.get("/privacy-policy/").content.decode()

    assert "How reading is counted" in page
    assert f"in each hour, for {KEPT_DAYS} days" in page
    assert "Global Privacy Control or Do Not Track" in page
