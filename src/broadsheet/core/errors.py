"""Say no well: what happened, to which thing, what was expected, what to do next."""

from dataclasses import dataclass


class BroadsheetError(Exception):
    """Base of every refusal we raise on purpose; `code` is stable and documented, the message is for people."""

    code = "broadsheet"


@dataclass(frozen=True, slots=True)
class Refusal:
    """One reason a thing may not go ahead: a stable `code` and a sentence that says what to do about it."""

    code: str
    sentence: str

    def __str__(self) -> str:
        return self.sentence
