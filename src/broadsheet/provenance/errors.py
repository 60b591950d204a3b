"""What is refused about lineage."""

from typing import Any

from broadsheet.core.errors import BroadsheetError


class AlreadyDecided(BroadsheetError):
    """Somebody else was quicker."""

    code = "already-decided"

    def __init__(self, case: Any) -> None:
        who = case.by or "A kill"
        super().__init__(f"{who} has decided on “{case.story}” already: {case.get_state_display().lower()}.")
