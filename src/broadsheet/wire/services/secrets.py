"""Read the secret that a source names from its file. It is in no database, and in no sentence of ours.

The folder is laid by the machine, as systemd credentials and Docker secrets do. Task: docs/how-to/add-a-wire.md.
"""

import re
from dataclasses import dataclass, field
from pathlib import Path

from django.conf import settings

from broadsheet.wire.errors import SecretUnusable
from broadsheet.wire.models.source import FILE_NAME

MOST_BYTES = 65_536
HIDDEN = "•••"


@dataclass(frozen=True, slots=True)
class Secret:
    """A secret in hand; printing it shows nothing."""

    value: str = field(repr=False)

    def hidden_in(self, text: str) -> str:
        """Give a text without the secret: servers repeat what they were told when they refuse it.

        >>> Secret("melon").hidden_in("Login melon refused")
        'Login ••• refused'
        """
        return text.replace(self.value, HIDDEN) if self.value else text


def read_secret(name: str) -> Secret:
    """Give the secret of a name, without the line break at its end. Raises SecretUnusable."""
    given = settings.BROADSHEET["secrets_folder"]
    if not given:
        raise SecretUnusable(name, "BROADSHEET_SECRETS_FOLDER is not set")
    if not re.match(FILE_NAME, name) or name.endswith("\n"):
        raise SecretUnusable(name, "that is no name of a file there")
    return Secret(read_file(name, folder=Path(given).expanduser().absolute()))


def read_file(name: str, *, folder: Path) -> str:
    """Read a small text file that lies in the folder, links followed."""
    try:
        path = (folder / name).resolve(strict=True)
        if not path.is_relative_to(folder.resolve()):
            raise SecretUnusable(name, "it is a link that leads out of the folder")
        with path.open("rb") as file:
            raw = file.read(MOST_BYTES + 1)
        text = raw.decode().rstrip("\r\n")
    except OSError as error:
        raise SecretUnusable(name, error.strerror or type(error).__name__) from error
    except UnicodeDecodeError as error:
        raise SecretUnusable(name, "it is not text in UTF-8") from error
    if not text or len(raw) > MOST_BYTES:
        raise SecretUnusable(name, f"it is empty, or larger than {MOST_BYTES:,} bytes")
    return text
