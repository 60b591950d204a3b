"""Secrets come from files that the machine lays, and are shown nowhere."""

from pathlib import Path
from typing import Any

import pytest

from broadsheet.wire.errors import SecretUnusable
from broadsheet.wire.services.secrets import Secret, read_secret


@pytest.fixture
def folder(tmp_path: Path, settings: Any) -> Path:
    """The secrets folder of the settings."""
    made = tmp_path / "secrets"
    made.mkdir()
    settings.BROADSHEET = settings.BROADSHEET | {"secrets_folder": str(made)}
    return made


def test_a_secret_is_its_file_without_the_line_break(folder):
    (folder / "npa").write_text("a melon \n")

    assert read_secret("npa").value == "a melon "


def test_a_link_inside_the_folder_is_followed(folder):
    """As container platforms lay them."""
    (folder / "..data").mkdir()
    (folder / "..data" / "npa").write_text("melon")
    (folder / "npa").symlink_to("..data/npa")

    assert read_secret("npa").value == "melon"


@pytest.mark.parametrize(
    "name", ["", "../outside", "/etc/passwd", ".hidden", "a/b", "missing", "npa\n", "x" * 300, "a\0b"]
)
def test_what_is_no_file_of_the_folder_is_refused(name, folder):
    (folder.parent / "outside").write_text("melon")
    (folder / ".hidden").write_text("melon")
    (folder / "npa").write_text("melon")

    with pytest.raises(SecretUnusable, match="BROADSHEET_SECRETS_FOLDER"):
        read_secret(name)


def test_a_link_out_of_the_folder_is_refused(folder):
    (folder.parent / "outside").write_text("melon")
    (folder / "npa").symlink_to(folder.parent / "outside")

    with pytest.raises(SecretUnusable, match="leads out of the folder"):
        read_secret("npa")


@pytest.mark.parametrize("content", [b"", b"\n", b"\xff\xfe", b"x" * 70_000])
def test_what_is_no_secret_is_refused(content, folder):
    (folder / "npa").write_bytes(content)

    with pytest.raises(SecretUnusable):
        read_secret("npa")


def test_without_a_folder_there_are_no_secrets(settings):
    settings.BROADSHEET = settings.BROADSHEET | {"secrets_folder": ""}

    with pytest.raises(SecretUnusable, match="is not set"):
        read_secret("npa")


def test_a_secret_is_not_shown():
    assert "melon" not in repr(Secret("melon"))
    assert "melon" not in str([Secret("melon")])
