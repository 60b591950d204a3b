"""Hold what we write against the schemas of the IPTC, as they lie beside the checkout; nothing is fetched."""

import json
from functools import cache
from typing import Any

import jsonschema
from lxml import etree
from referencing import Registry, Resource

from tests.samples import sample

XML = {"newsml-g2": "xsd/NewsML-G2_2.35-spec-All-Power.xsd", "nitf": "xsd/nitf-3-6.xsd"}


def faults(form: str, written: bytes) -> list[str]:
    """List what the schema of a format has against a document; skip the test if there is no schema."""
    if form == "ninjs":
        return [str(fault.message) for fault in ninjs_schema().iter_errors(json.loads(written))]
    schema = xml_schema(form)
    schema.validate(etree.fromstring(written))
    return [str(fault) for fault in schema.error_log]


@cache
def xml_schema(form: str) -> Any:
    return etree.XMLSchema(etree.parse(str(sample(XML[form])), etree.XMLParser(no_network=True)))


@cache
def ninjs_schema() -> Any:
    folder = sample("iptc-ninjs/schemas")
    shapes = json.loads((folder / "GeoJSON-schema.json").read_text())
    registry = Registry().with_resource("https://geojson.org/schema/GeoJSON.json", Resource.from_contents(shapes))
    schema = json.loads((folder / "ninjs-schema_3.1.json").read_text())
    return jsonschema.Draft202012Validator(schema, registry=registry)
