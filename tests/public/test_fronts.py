"""What fills a front up suits the place it gets."""

from typing import Any

import pytest
from django.test import Client

from broadsheet.fronts.facts import front_changed
from broadsheet.fronts.models import Container, Front
from tests import factories

pytestmark = pytest.mark.django_db


def test_no_brief_leads_and_no_strip_lacks_pictures(site_tree: Any, client: Client) -> None:
    """The query passes over what would look wrong; dense columns take everything."""
    factories.publish(factories.make_story(site_tree.politics, "Plain story"))
    pictured = factories.make_story(site_tree.politics, "Pictured story")
    pictured.lead_picture = factories.make_picture()
    factories.publish(pictured)
    factories.publish(factories.make_story(site_tree.politics, "Short brief", kind="brief"))
    front = Front.objects.create()
    for number, layout in enumerate(("lead", "strip", "columns")):
        Container.objects.create(front=front, layout=layout, size=1 if layout == "lead" else 4, sort_order=number)
    front_changed.announce(front_id=front.pk)

    html = client.get("/").content.decode()
    places = [html.find(f">{title}<") for title in ("Pictured story", "Short brief")]

    assert -1 not in places
    assert places[0] < places[1]


def test_a_front_without_stories_is_still_a_page(site_tree: Any, client: Client) -> None:
    """Containers fold away; the paper stands."""
    front = Front.objects.create()
    Container.objects.create(front=front, layout="lead", size=1)
    front_changed.announce(front_id=front.pk)

    assert client.get("/").status_code == 200
