"""Write an item as ninjs 3.1, so that partners get the same fields that wires give us."""

import json
from collections.abc import Iterator
from typing import Any

from broadsheet.interchange.body_html import html_from_blocks
from broadsheet.interchange.inline import printable
from broadsheet.interchange.items import NewsItem, Picture, PubStatus, Term
from broadsheet.interchange.terms import address_of
from broadsheet.interchange.times import written

SCHEMA = "http://www.iptc.org/std/ninjs/ninjs-schema_3.1.json"
KINDS = ("text", "audio", "video", "picture", "graphic", "composite", "component", "event", "planning")

Fields = dict[str, Any]


def write(item: NewsItem) -> bytes:
    """Write one item; reading it again gives an equal one, but for notes and what was lifted."""
    standard = {"name": "ninjs", "version": "3.1", "schema": SCHEMA}
    text = json.dumps({"standard": standard, **_item(item)}, ensure_ascii=False, indent=2)
    return printable(text).encode() + b"\n"


def _item(item: NewsItem) -> Fields:
    return _filled(
        {
            "uri": item.guid,
            "type": item.kind if item.kind in KINDS else "composite",
            "version": item.version,
            **_times(item),
            "pubStatus": item.pubstatus.value if item.pubstatus is not PubStatus.USABLE else "usable",
            "urgency": item.urgency,
            "copyrightHolder": item.copyright_holder,
            "copyrightNotice": item.copyright_notice,
            "usageTerms": item.usage_terms,
            "edNote": item.ednote,
            "language": item.language,
            "headlines": _wording("main", item.headline),
            "descriptions": _wording("summary", item.standfirst) + _wording("creditline", item.credit_line),
            "bodies": _bodies(item),
            "by": item.byline,
            "slugline": item.slugline,
            "located": item.dateline,
            "infoSources": list(_sources(item)),
            **_names(item),
            "renditions": _page(item.href),
            "associations": list(_associations(item)),
        }
    )


def _filled(fields: Fields) -> Fields:
    return {name: value for name, value in fields.items() if value not in ("", None, [])}


def _times(item: NewsItem) -> Fields:
    moments = {
        "firstCreated": item.created_at,
        "versionCreated": item.updated_at,
        "embargoedUntil": item.embargoed_until,
    }
    return {name: written(moment) for name, moment in moments.items() if moment}


def _wording(role: str, value: str) -> list[Fields]:
    return [{"role": role, "contentType": "text/plain", "value": value}] if value else []


def _bodies(item: NewsItem) -> list[Fields]:
    if not item.body:
        return []
    return [{"role": "main", "contentType": "text/html", "value": html_from_blocks(item.body)}]


def _sources(item: NewsItem) -> Iterator[Fields]:
    if item.provider:
        yield {"name": item.provider}
    if item.source_credit:
        credit = item.source_credit
        yield _filled({"name": credit.name, "role": "originalsource", "uri": credit.href})


def _names(item: NewsItem) -> Fields:
    keywords = [{"name": keyword, "rel": "keyword"} for keyword in item.keywords]
    return {
        "subjects": [_term(given) for given in item.subjects] + keywords,
        "genres": [_term(given) for given in item.genre],
        "places": [_term(given) for given in item.places],
        "people": [_term(given) for given in item.people],
        "organisations": [_term(given) for given in item.organisations],
    }


def _term(given: Term) -> Fields:
    address = address_of(given)
    literal = "" if given.code == address else given.code
    return _filled({"name": given.name, "uri": address, "literal": literal})


def _page(href: str) -> list[Fields]:
    return [{"name": "web", "href": href, "contentType": "text/html"}] if href else []


def _associations(item: NewsItem) -> Iterator[Fields]:
    for number, picture in enumerate(item.pictures, start=1):
        yield {"name": f"picture-{number}", **_picture(picture, guid=f"{item.guid}#picture-{number}")}
    for number, member in enumerate(item.members, start=1):
        yield {"name": f"member-{number}", **_item(member)}


def _picture(picture: Picture, *, guid: str) -> Fields:
    rendition = {
        "name": "main",
        "href": picture.href,
        "contentType": picture.mime_type,
        "width": picture.width,
        "height": picture.height,
    }
    descriptions = (("caption", picture.caption), ("creditline", picture.credit))
    alternative = ("alternativetext", picture.alternative_text)
    return _filled(
        {
            "uri": guid,
            "type": "picture",
            "usageTerms": picture.usage_terms,
            "headlines": _wording("main", picture.headline),
            "descriptions": [words for role, value in (*descriptions, alternative) for words in _wording(role, value)],
            "renditions": [_filled(rendition)],
        }
    )
