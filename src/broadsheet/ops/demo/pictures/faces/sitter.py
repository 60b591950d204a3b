"""Say who sits: the shape of the head and all that makes it theirs."""

from dataclasses import dataclass

from ..inks import CLAY, NAVY, PALE, PAPER, ROSE, SEPIA, SOOT, UMBER

SHADE = {ROSE: CLAY, CLAY: UMBER, UMBER: SEPIA, PALE: ROSE}


@dataclass(frozen=True, slots=True)
class Face:
    """One person: the shape of the head and all that makes it theirs."""

    skin: str = ROSE
    jaw: float = 84
    chin: float = 150
    cheek: float = 104
    hair: str = SOOT
    style: str = "short"
    brow: str = ""
    brow_tilt: float = 0
    eyes: str = SOOT
    mouth: float = 1
    smile: float = 6
    lips: str = ""
    nose: float = 1
    glasses: str = ""
    beard: str = ""
    beard_style: str = "full"
    lines: bool = False
    earrings: str = ""
    dress: str = "suit"
    coat: str = NAVY
    shirt: str = PAPER
    extra: str = ""
