"""Keep the list of pictures: each slug with how it is drawn and what is seen in it."""

from collections.abc import Callable
from dataclasses import dataclass

Drawing = Callable[[], str]

LANDSCAPE = (1800, 1200)
PORTRAIT = (1200, 1500)
HOUSE_AD = (1200, 1000)

FERRO = "Nils Ferro"
IBSEN = "Wanda Ibsen"
GRAPHICS = "Courier Graphics"
DRAWN = "Courier Illustration"


@dataclass(frozen=True, slots=True)
class Description:
    """What goes with a picture on a page; `focal_point` is (x, y) from the top left, each from 0 to 1."""

    alternative_text: str
    caption_subject: str
    focal_point: tuple[float, float]
    credit: str


@dataclass(frozen=True, slots=True)
class Scene:
    """A picture before it is printed."""

    draw: Drawing
    description: Description
    size: tuple[int, int] = LANDSCAPE


SCENES: dict[str, Scene] = {}


def scene(
    slug: str,
    *,
    alt: str,
    subject: str,
    focal: tuple[float, float],
    credit: str = FERRO,
    size: tuple[int, int] = LANDSCAPE,
) -> Callable[[Drawing], Drawing]:
    """Enter the function below in the list of pictures."""

    def enter(draw: Drawing) -> Drawing:
        SCENES[slug] = Scene(draw, Description(alt, subject, focal, credit), size)
        return draw

    return enter
