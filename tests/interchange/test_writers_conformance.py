"""Every item that the public samples give is written in every format, validly, and reads back equal.

What a format cannot carry is said in `broadsheet.interchange.carried` and nowhere else.
"""

import tarfile
from collections.abc import Iterator
from dataclasses import fields, replace
from functools import cache
from pathlib import Path

import pytest

from broadsheet.interchange.carried import carried
from broadsheet.interchange.detect import read
from broadsheet.interchange.errors import Unreadable
from broadsheet.interchange.items import NewsItem
from tests.interchange.schemas import faults
from tests.interchange.test_writers import of_each
from tests.samples import sample

# How many items each folder gives at least; fewer would mean that the files were not found or not read.
FOLDERS = {"iptc-ninjs": 300, "iptc-newsml-g2": 140, "feeds": 2_600, "ghost": 40, "wordpress": 450}
SUFFIXES = (".json", ".xml", ".rss", ".atom", ".txt", ".nitf", ".html")
OWN = Path(__file__).parent / "samples"


def payloads(folder: Path) -> Iterator[tuple[str, bytes]]:
    """Give each file of a folder, and each file in an archive there, with its name."""
    for path in sorted(path for path in folder.rglob("*") if path.is_file()):
        if path.suffixes[-2:] == [".tar", ".gz"]:
            yield from archived(path)
        elif path.suffix in SUFFIXES:
            yield path.relative_to(folder).as_posix(), path.read_bytes()


def archived(path: Path) -> Iterator[tuple[str, bytes]]:
    with tarfile.open(path) as archive:
        for member in archive:
            held = archive.extractfile(member)
            if held:
                yield f"{path.name}/{member.name}", held.read()


@cache
def items_in(folder: Path) -> tuple[tuple[str, str, NewsItem], ...]:
    """Give file, format and item for every payload that can be read; refusals have their own tests."""
    found: list[tuple[str, str, NewsItem]] = []
    for name, raw in payloads(folder):
        try:
            reading = read(raw, name=name)
        except Unreadable:
            continue
        found += [(name, reading.format, item) for item in reading.items]
    return tuple(found)


def unlike(meant: NewsItem, found: NewsItem) -> list[str]:
    """Name the fields in which two items differ."""
    return [f.name for f in fields(meant) if getattr(meant, f.name) != getattr(found, f.name)]


def failures(form, items):
    """Name each item that is not valid, or comes back otherwise through the front door."""
    for name, _, item in items:
        written = form.write(item)
        (again,) = read(written).items
        found = faults(form.name, written) + unlike(carried(item, by=form.name), replace(again, notes=(), lifted=()))
        if found:
            yield name, item.guid, found[:3]


@of_each
@pytest.mark.samples
@pytest.mark.parametrize("folder", FOLDERS)
def test_every_item_of_the_samples_is_written_validly_and_reads_back_equal(form, folder):
    items = items_in(sample(folder))

    assert len(items) >= FOLDERS[folder]
    assert list(failures(form, items)) == []


@of_each
def test_our_own_samples_are_written_validly_and_read_back_equal(form):
    items = items_in(OWN)

    assert len(items) > 5
    assert list(failures(form, items)) == []
