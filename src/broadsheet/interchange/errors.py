"""Refuse bytes that are not what they claim, and say where."""

from broadsheet.core.errors import BroadsheetError


class Unreadable(BroadsheetError):
    """A payload that cannot be turned into items; `line` is counted from 1 where the format has lines."""

    code = "unreadable"

    def __init__(self, reason: str, *, line: int | None = None, column: int | None = None) -> None:
        self.reason, self.line, self.column = reason, line, column
        super().__init__(f"Line {line}: {reason}" if line else reason)


class TooLarge(Unreadable):
    """A payload beyond the bounds of size, depth or count."""

    code = "too-large"
