"""What fronts refuse."""

from typing import Any

from broadsheet.core.errors import BroadsheetError


class NothingToSay(BroadsheetError):
    """A breaking strip without words."""

    code = "breaking-without-words"

    def __init__(self) -> None:
        super().__init__("The breaking strip has no words. Write a headline, or choose a story that has one.")


class StoryNotOut(BroadsheetError):
    """A breaking strip that would lead to a story readers cannot see."""

    code = "breaking-story-not-out"

    def __init__(self, story: Any) -> None:
        super().__init__(f"“{story}” is not out, so the strip would lead nowhere. Publish it, or raise words alone.")
