"""Sea, river and rain on the ground: level strokes that grow as they come nearer."""

from random import Random

from ..pen import Point, blob, number, path, rect


def sea(ink: str, top: float, *, bottom: float = 1200) -> str:
    return rect(0, top, 1800, bottom - top, ink)


def ripples(
    seed: int,
    ink: str,
    *,
    top: float,
    bottom: float = 1200,
    left: float = 0,
    right: float = 1800,
    count: int = 120,
    reach: float = 1,
) -> str:
    """Cut light or dark lens-shaped strokes into water, small by the horizon and long by our feet."""
    dice = Random(seed)
    marks = []
    for _ in range(count):
        depth = dice.random() ** 1.5
        y = top + 6 + depth * (bottom - top - 6)
        length = (24 + 210 * depth) * dice.uniform(0.5, 1.2) * reach
        x = dice.uniform(left - length / 2, right - length / 2)
        marks.append(_lens(x, y, length, 2 + 7 * depth))
    return path(ink, "".join(marks))


def glitter(
    seed: int,
    x: float,
    ink: str,
    *,
    top: float,
    bottom: float = 1200,
    width: float = 120,
    count: int = 60,
    spread: float = 1.6,
) -> str:
    """Lay the path of a light on the water, from the horizon to the eye."""
    dice = Random(seed)
    marks = []
    for step in range(count):
        depth = ((step + dice.random()) / count) ** 1.25
        half = width * (0.35 + depth * spread) * dice.uniform(0.3, 0.8)
        middle = x + dice.uniform(-0.5, 0.5) * width * (0.35 + depth * spread)
        marks.append(_lens(middle - half, top + depth * (bottom - top), 2 * half, 3 + 9 * depth))
    return path(ink, "".join(marks))


def swell(
    y: float, height: float, ink: str, *, bottom: float, waves: int = 4, lean: float = 0.35, start: float = 0
) -> str:
    """A row of pointed storm waves with hollow backs."""
    width = 1800 / waves
    d = [f"M-400 {number(bottom)}L-400 {number(y)}"]
    x = -400 + start
    while x < 2200:
        crest = (x + width * (0.5 + lean * 0.5), y - height)
        d.append(f"Q{number(x + width * 0.45)} {number(y)} {number(crest[0])} {number(crest[1])}")
        d.append(f"Q{number(crest[0] - width * 0.04)} {number(y)} {number(x + width)} {number(y)}")
        x += width
    return path(ink, "".join(d) + f"L{number(x)} {number(bottom)}Z")


def puddle(x: float, y: float, width: float, ink: str) -> str:
    points: tuple[Point, ...] = ((0, 0), (0.25, -0.05), (0.6, -0.035), (1, 0.01), (0.75, 0.07), (0.3, 0.06))
    return blob(ink, *((x + px * width, y + py * width) for px, py in points))


def _lens(x: float, y: float, length: float, height: float) -> str:
    middle = number(x + length / 2)
    end = f"{number(x + length)} {number(y)}"
    return f"M{number(x)} {number(y)}Q{middle} {number(y - height)} {end}Q{middle} {number(y + height * 0.7)} {number(x)} {number(y)}Z"
