"""What is taken back is gone from every surface of a site that is being served; see `tests.provenance.recalls`."""

import re
import subprocess
import sys
from pathlib import Path

import pytest

from tests.edge.site import command, environment
from tests.migrated import Migrated
from tests.provenance.surfaces import NOT_ALWAYS, SURFACES, public_patterns

ROWS = re.compile(r"^\| `(?P<pattern>/[^`]*)` \| (?P<shows>[^|]*) \|", re.MULTILINE)
REFERENCE = Path(__file__).resolve().parents[2] / "docs" / "reference" / "surfaces.md"


@pytest.mark.once
def test_what_is_taken_back_in_any_way_is_gone_from_every_surface(tmp_path: Path, migrated: Migrated) -> None:
    """Each way once; it fails by itself if a surface does not show the story first."""
    migrated.fill(tmp_path)
    command(environment(tmp_path, 0), "collectstatic", "--no-input", "-i", "wagtail*", "-i", "admin", "-i", "account")
    words = ["--count", "10", "--seed", "5", "--home", str(tmp_path)]
    done = subprocess.run(
        [sys.executable, "-m", "tests.provenance.recalls", *words], capture_output=True, text=True, timeout=300
    )

    assert done.returncode == 0, done.stderr[-2000:]
    assert "10 taken back" in done.stdout
    assert " 0 had for longer" in done.stdout
    shown = done.stdout.partition("Shown on before")[2].partition("Seen there")[0].replace(" id>", "_id>")
    assert [pattern for pattern in SURFACES.keys() - NOT_ALWAYS if f" {pattern} " not in shown] == []


def test_the_reference_lists_every_public_address_and_what_it_shows_of_a_story() -> None:
    """Whoever adds an address says there what becomes of a story on it; one that shows a story is asked above."""
    listed = dict(ROWS.findall(REFERENCE.read_text()))

    assert listed.keys() == public_patterns()
    assert {pattern for pattern, shows in listed.items() if shows != "nothing"} == SURFACES.keys()
