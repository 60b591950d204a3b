"""What the desk refuses."""

from typing import Any

from broadsheet.core.errors import BroadsheetError


class NoSection(BroadsheetError):
    """A wire item for which no section can be found."""

    code = "no-section"

    def __init__(self, item: Any) -> None:
        super().__init__(
            f"“{item}” has no section: none of its subjects is mapped, and {item.source} has none of its own. "
            "Choose a section, or map a subject under Subjects."
        )


class NotYourSection(BroadsheetError):
    """Somebody files where their desk has no rights."""

    code = "not-your-section"

    def __init__(self, section: Any, by: Any) -> None:
        super().__init__(
            f"{by} may not file in {section}. Choose a section of your own desk, or ask the {section} desk."
        )


class ItemCanceled(BroadsheetError):
    """A wire item its source has taken back."""

    code = "item-canceled"

    def __init__(self, item: Any) -> None:
        super().__init__(f"{item.source} has cancelled “{item}”. It is kept for the record and cannot be picked up.")


class ItemWithheld(BroadsheetError):
    """A wire item its source asks nobody to use for now."""

    code = "item-withheld"

    def __init__(self, item: Any) -> None:
        super().__init__(f"{item.source} withholds “{item}”. Wait for its next version, or ask the source.")


class AnswerMissing(BroadsheetError):
    """An answer without words."""

    code = "answer-missing"

    def __init__(self, number: str) -> None:
        super().__init__(f"Enquiry {number} has no answer yet. Write one before you mark it as answered.")


class NotDeletable(BroadsheetError):
    """A story that readers have seen."""

    code = "not-deletable"

    def __init__(self, story: Any) -> None:
        super().__init__(
            f"“{story}” has been published, so it stays in the records. Withdraw it (Unpublish), or kill it for good."
        )


class NotYourStory(BroadsheetError):
    """A story somebody may not edit."""

    code = "not-your-story"

    def __init__(self, story: Any, by: Any) -> None:
        super().__init__(f"{by} may not edit “{story}”. Choose a story of your own desk, or ask its editor.")


class NoParagraphs(BroadsheetError):
    """Nothing of an item was chosen."""

    code = "no-paragraphs"

    def __init__(self, item: Any) -> None:
        super().__init__(f"No paragraph of “{item}” was chosen, so nothing was added. Mark some, or none for all.")
