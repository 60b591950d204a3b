"""What the operator's commands refuse, and why."""

from broadsheet.core.errors import BroadsheetError


class CannotServe(BroadsheetError):
    """The site cannot be served as things are; the message says what to do first."""

    code = "cannot-serve"


class CannotMeasure(BroadsheetError):
    """The site cannot or may not be measured; the message says why."""

    code = "cannot-measure"
