"""Show the desk the files of pictures: thumbnails in the editor, originals, faces of accounts.

Readers get pictures by the public site's own addresses; nothing here is for them.
"""

from django.core.exceptions import PermissionDenied, SuspiciousFileOperation
from django.core.files.storage import default_storage
from django.http import FileResponse, Http404, HttpRequest

from broadsheet.desk.views.screen import ADMITTED

FOLDERS = frozenset({"images", "original_images", "avatar_images"})


def stored_file(request: HttpRequest, path: str) -> FileResponse:
    """Send a stored picture to whoever may enter the desk; 404 for every other folder."""
    if not request.user.has_perm(ADMITTED):  # type: ignore[union-attr]
        raise PermissionDenied
    folder = path.partition("/")[0]
    try:
        if folder not in FOLDERS or ".." in path.split("/") or not default_storage.exists(path):
            raise Http404
        found = default_storage.open(path)
    except (SuspiciousFileOperation, OSError) as error:
        raise Http404 from error
    return FileResponse(found, headers={"Cache-Control": "private, max-age=3600", "Content-Security-Policy": "sandbox"})
