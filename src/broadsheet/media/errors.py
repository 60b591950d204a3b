"""What the picture desk refuses."""

from broadsheet.core.errors import BroadsheetError


class NotAPicture(BroadsheetError):
    """Bytes that no reader's browser would show as a picture."""

    code = "not-a-picture"

    def __init__(self, title: str, reason: str) -> None:
        super().__init__(f"“{title}” cannot be used as a picture: {reason}. Expected JPEG, PNG, WebP, AVIF or GIF.")
