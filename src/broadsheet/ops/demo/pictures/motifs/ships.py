"""Ships, boats and the cranes that unload them."""

from random import Random

from ..inks import PAPER, SOOT
from ..pen import Point, blob, group, poly, rect, stroke, veil


def gantry_crane(
    x: float, base: float, height: float, ink: str, accent: str, *, reach: float = 0.95, facing: int = 1
) -> str:
    """A container crane: portal legs, an A-frame and a boom out over the water, with its trolley hanging."""
    w = 0.34
    legs = [
        stroke(ink, 0.030, (0, 0), (0.03, -0.62)),
        stroke(ink, 0.030, (w, 0), (w - 0.03, -0.62)),
        stroke(ink, 0.022, (0.012, -0.24), (w - 0.012, -0.24)),
        stroke(ink, 0.010, (0.015, -0.27), (w - 0.02, -0.58)),
        stroke(ink, 0.010, (w - 0.015, -0.27), (0.02, -0.58)),
        rect(-0.02, -0.025, 0.05, 0.025, ink),
        rect(w - 0.03, -0.025, 0.05, 0.025, ink),
    ]
    boom = [
        rect(-0.32, -0.655, reach + 0.30, 0.042, ink),
        stroke(ink, 0.022, (w - 0.03, -0.62), (w - 0.07, -0.98)),
        stroke(ink, 0.022, (0.03, -0.62), (w - 0.10, -0.98)),
        stroke(ink, 0.008, (w - 0.075, -0.98), (reach - 0.06, -0.65)),
        stroke(ink, 0.008, (w - 0.075, -0.98), (reach * 0.62, -0.65)),
        stroke(ink, 0.008, (w - 0.08, -0.98), (-0.30, -0.65)),
        rect(-0.28, -0.73, 0.17, 0.085, accent),
    ]
    hang = reach * 0.78
    trolley = [
        rect(hang - 0.03, -0.62, 0.07, 0.03, accent),
        stroke(ink, 0.005, (hang - 0.02, -0.6), (hang - 0.02, -0.40)),
        stroke(ink, 0.005, (hang + 0.03, -0.6), (hang + 0.03, -0.40)),
        rect(hang - 0.065, -0.40, 0.14, 0.055, accent),
    ]
    return group(*legs, *boom, *trolley, at=(x, base), scale=(height * facing, height))


def containers(
    seed: int,
    x: float,
    base: float,
    *,
    columns: int,
    rows: int,
    size: Point,
    inks: tuple[str, ...],
    ragged: bool = True,
) -> str:
    """Stacked boxes with the ribs of their doors."""
    dice = Random(seed)
    parts = []
    for column in range(columns):
        for row in range(rows - (dice.randrange(3) if ragged else 0)):
            left, top = x + column * size[0], base - (row + 1) * size[1]
            parts.append(rect(left, top, size[0] * 0.98, size[1] * 0.95, dice.choice(inks)))
            parts += [
                rect(left + size[0] * t, top + size[1] * 0.08, size[0] * 0.016, size[1] * 0.82, SOOT)
                for t in (0.3, 0.5, 0.7)
            ]
    return "".join(parts)


def freighter(
    x: float, water: float, length: float, *, hull: str, boot: str, house: str, boxes: tuple[str, ...], seed: int = 5
) -> str:
    """A container ship, bow to the right, loaded; its length sets all else."""
    u = length / 100
    stack = containers(seed, 15, -9.5, columns=11, rows=6, size=(6.4, 2.5), inks=boxes)
    bridge = [
        rect(3, -27, 9, 19, house),
        rect(1, -29, 13, 3.2, house),
        rect(2, -28.2, 11, 1.1, SOOT),
        rect(4, -34, 4.5, 6, boot),
        rect(9, -36, 0.6, 8, SOOT),
        *(rect(4, -24 + 3 * i, 7, 0.7, SOOT) for i in range(5)),
    ]
    body = [
        poly(hull, (-2, -10), (86, -10), (91, -13), (102, -14), (95, 0), (1, 0)),
        poly(boot, (0.2, -2.4), (96, -2.4), (95, 0), (1, 0)),
        rect(86, -15.5, 0.7, 4, SOOT),
    ]
    return group(stack, *bridge, *body, at=(x, water), scale=u)


def trawler(x: float, water: float, length: float, *, hull: str, trim: str, house: str, facing: int = 1) -> str:
    """A small fishing boat with a wheelhouse, a mast and its nets up."""
    u = length / 100
    parts = [
        stroke(SOOT, 1.3, (38, -20), (38, -74)),
        stroke(SOOT, 0.9, (38, -70), (8, -26)),
        stroke(SOOT, 0.5, (38, -74), (98, -26)),
        stroke(SOOT, 0.5, (38, -74), (2, -20)),
        poly(trim, (9, -27), (36, -62), (33, -27)),
        rect(48, -44, 22, 26, house),
        rect(46, -47, 26, 4, trim),
        rect(51, -40, 6.5, 8, SOOT),
        rect(60, -40, 6.5, 8, SOOT),
        poly(hull, (-2, -20), (70, -19), (102, -29), (92, -3), (86, 0), (8, 0)),
        poly(trim, (-2, -20), (70, -19), (102, -29), (101, -25.5), (70, -15.5), (-1.4, -16.5)),
        poly(PAPER, (3, -5), (91, -5), (90, -3.4), (4.5, -3.4)),
    ]
    return group(*parts, at=(x, water), scale=(u * facing, u))


def ferry(x: float, water: float, length: float, *, hull: str, decks: str, glow: str, funnel: str) -> str:
    """A passenger ferry with three lit decks."""
    u = length / 100
    lights = []
    for deck, (left, right, y) in enumerate(((6, 88, -17.4), (9, 80, -23.4), (16, 70, -29.4))):
        count = 22 - 4 * deck
        lights += [
            rect(left + (right - left) * i / count, y, (right - left) / count * 0.62, 3, glow) for i in range(count)
        ]
    parts = [
        poly(funnel, (29, -32), (31, -45), (40, -45), (40, -32)),
        poly(SOOT, (30.7, -43), (31, -45), (40, -45), (40, -43)),
        rect(58, -38, 13, 6, decks),
        rect(60, -36.8, 11, 2.2, glow),
        stroke(decks, 0.8, (64, -38), (64, -50)),
        poly(decks, (14, -32), (74, -32), (76, -26), (12, -26)),
        poly(decks, (6, -26), (84, -26), (86, -20), (5, -20)),
        poly(decks, (3, -20), (92, -20), (95, -14), (2, -14)),
        *lights,
        poly(hull, (0, -14), (102, -14), (94, 0), (5, 0)),
        rect(2, -11, 92, 1.2, PAPER),
    ]
    return group(*parts, at=(x, water), scale=u)


def yacht(x: float, water: float, height: float, sail: str, hull: str) -> str:
    u = height / 100
    return group(
        poly(sail, (2, -98), (40, -14), (2, -14)),
        poly(sail, (-3, -90), (-30, -14), (-3, -14)),
        poly(hull, (-36, -9), (46, -9), (34, 0), (-26, 0)),
        at=(x, water),
        scale=u,
    )


def hull_shadow(x: float, y: float, length: float) -> str:
    """Darken the water under a hull, so that it floats."""
    return veil(
        0.55,
        blob(
            SOOT,
            (x + 10, y),
            (x + length, y),
            (x + length * 0.86, y + length * 0.05),
            (x + length * 0.5, y + length * 0.075),
            (x + length * 0.1, y + length * 0.04),
        ),
    )
