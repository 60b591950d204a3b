"""Say which folder a source may watch: the drop folder of the settings, or one inside it.

A folder is named by an editor and its files are moved, so it may not be just any folder of the machine.
"""

from pathlib import Path

from django.conf import settings

from broadsheet.wire.errors import FolderUnusable
from broadsheet.wire.models import Source

DROP_FOLDER = "Drop folder"


def drop_folder() -> Path | None:
    """Give the folder of BROADSHEET_DROP_FOLDER."""
    given = settings.BROADSHEET["drop_folder"]
    return Path(given).expanduser().absolute() if given else None


def ensure_drop_source() -> None:
    """Make the source “Drop folder” if the setting asks for one, and keep its address in step with the setting."""
    if root := drop_folder():
        defaults = {
            "slug": "drop-folder",
            "connector": Source.Connector.FOLDER,
            "address": str(root)[:500],
            "every_seconds": 5,
        }
        source, is_new = Source.objects.get_or_create(name=DROP_FOLDER, defaults=defaults)
        if not is_new and source.address != defaults["address"]:
            Source.objects.filter(pk=source.pk).update(address=defaults["address"])


def folder_for(source: Source) -> Path:
    """Give the folder a source watches; its address counts from the drop folder. Raises FolderUnusable."""
    root = drop_folder()
    if root is None:
        raise FolderUnusable(source.address, "BROADSHEET_DROP_FOLDER is not set")
    if source.name == DROP_FOLDER:
        return root.resolve()
    folder = (root / source.address).resolve()
    inside = folder.relative_to(root.resolve()).parts if folder.is_relative_to(root.resolve()) else ()
    if not source.address or not inside or any(part.startswith(".") for part in inside):
        raise FolderUnusable(source.address, f"it is not a folder inside {root}")
    return folder
