"""What counting refuses."""

from broadsheet.core.errors import BroadsheetError


class StoreGone(BroadsheetError):
    """The statistics store does not answer, or did not some seconds ago."""

    code = "statistics-store-gone"

    def __init__(self, why: str) -> None:
        super().__init__(
            f"The statistics store cannot be used ({why}). Pages and publishing go on; rankings stay as they are. "
            "Run: broadsheet doctor"
        )


class BadBatch(BroadsheetError):
    """A batch of counts that could not be read at all."""

    code = "bad-batch"

    def __init__(self, what: str) -> None:
        super().__init__(
            f"The batch of views has {what}. Expected the header Batch with a UUID and a JSON body such as "
            '{"read": {"12": 3}, "served": {"12": 5}}. Nothing of it is counted; do not send it again.'
        )
