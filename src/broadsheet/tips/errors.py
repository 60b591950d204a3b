"""What the tip desk refuses."""

from broadsheet.core.errors import BroadsheetError


class NoTipKey(BroadsheetError):
    """Nobody could open a tip, so none is taken."""

    code = "no-tip-key"

    def __init__(self) -> None:
        super().__init__(
            "No key to seal tips with. Make one with age-keygen on a machine that is not this server, keep the secret "
            "there, and set BROADSHEET_TIP_KEYS to the public key (age1…)."
        )
