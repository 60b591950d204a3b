"""People as a poster shows them: a coat, a head, a gesture. Drawn 100 units tall with the feet at (0, 0)."""

from dataclasses import dataclass
from random import Random

from ..inks import CLAY, NAVY, PLUM, ROSE, SOOT, UMBER
from ..pen import Point, blob, disc, group, oval, poly, stroke

ARMS: dict[str, tuple[tuple[Point, ...], tuple[Point, ...]]] = {
    "rest": (((-10, -78), (-13, -62), (-12, -47)), ((10, -78), (13, -62), (12, -47))),
    "walk": (((-9, -78), (-15, -64), (-17, -50)), ((9, -78), (13, -64), (20, -54))),
    "point": (((-10, -78), (-13, -62), (-12, -47)), ((10, -78), (22, -80), (37, -84))),
    "raise": (((-10, -78), (-13, -62), (-12, -47)), ((10, -78), (17, -92), (15, -109))),
    "cheer": (((-10, -78), (-20, -92), (-19, -109)), ((10, -78), (20, -92), (20, -109))),
    "hold": (((-10, -78), (-13, -64), (2, -58)), ((10, -78), (15, -64), (9, -58))),
    "work": (((-10, -78), (-4, -63), (15, -60)), ((10, -78), (16, -65), (27, -62))),
    "hips": (((-10, -78), (-20, -66), (-10, -55)), ((10, -78), (20, -66), (10, -55))),
}
LEGS: dict[str, tuple[tuple[Point, ...], tuple[Point, ...]]] = {
    "stand": (((-5, -46), (-5.5, -24), (-6, 0)), ((5, -46), (5.5, -24), (6, 0))),
    "stride": (((-3, -46), (-8, -24), (-19, -2)), ((3, -46), (10, -26), (14, 0))),
    "run": (((-2, -46), (-14, -32), (-32, -36)), ((3, -46), (16, -34), (12, -4))),
    "sit": (((-4, -46), (16, -43), (17, -20)), ((4, -46), (22, -44), (24, -20))),
}


@dataclass(frozen=True, slots=True)
class Person:
    """How somebody is dressed and stands; `skirt` hides the legs to the calf, `bare` leaves off the hair."""

    coat: str = NAVY
    legs: str = SOOT
    skin: str = ROSE
    hair: str = SOOT
    arms: str = "rest"
    stance: str = "stand"
    skirt: bool = False
    long_hair: bool = False
    hat: str = ""
    shade: str = ""


def person(x: float, base: float, height: float, who: Person, *, facing: int = 1) -> str:
    """Stand somebody on the ground at x."""
    s = height / 100
    back, front = ARMS[who.arms]
    parts = [
        _limb(who.coat, 6.4, back, who.skin),
        _legs(who),
        _coat(who),
        _head(who),
        _limb(who.shade or who.coat, 6.4, front, who.skin),
    ]
    return group(*parts, at=(x, base), scale=(s * facing, s))


def _limb(ink: str, width: float, joints: tuple[Point, ...], hand: str) -> str:
    return disc(*joints[-1], 3.1, hand) + stroke(ink, width, *joints, cap="round")


def _legs(who: Person) -> str:
    left, right = LEGS[who.stance]
    limbs = "".join(stroke(who.legs, 7.6, *leg, cap="butt") for leg in (left, right))
    shoes = "".join(oval(leg[-1][0] + 2.4, leg[-1][1] - 0.5, 5.2, 2.2, SOOT) for leg in (left, right))
    return limbs + shoes


def _coat(who: Person) -> str:
    if who.skirt:
        shape: tuple[Point, ...] = (
            (-11, -80),
            (-4, -84),
            (4, -84),
            (11, -80),
            (8.5, -62),
            (14, -24),
            (-14, -24),
            (-8.5, -62),
        )
    else:
        shape = ((-11.5, -80), (-4, -84), (4, -84), (11.5, -80), (10.5, -60), (11, -42), (-11, -42), (-10.5, -60))
    half = tuple((max(px, 1.5), py) for px, py in shape)
    return poly(who.coat, *shape) + (poly(who.shade, *half) if who.shade else "")


def _head(who: Person) -> str:
    neck = poly(who.skin, (-2.6, -82), (-2.6, -88), (3, -88), (3, -82))
    face = oval(0.4, -92, 5.2, 6.6, who.skin)
    return _hair_behind(who) + neck + face + _hair(who)


def _hair_behind(who: Person) -> str:
    if not who.long_hair:
        return ""
    return blob(who.hair, (-6.5, -95), (0, -100), (5, -96), (3, -86), (-2, -79), (-8, -80))


def _hair(who: Person) -> str:
    if who.hat:
        brim = poly(who.hat, (-8.5, -95.6), (8.5, -95.6), (8, -97.2), (-8, -97.2))
        return (
            blob(who.hair, (-5.4, -97), (-1, -97), (-3, -90), (-5.4, -88))
            + brim
            + poly(who.hat, (-5.2, -97), (5.2, -97), (4.4, -102), (-4.4, -102))
        )
    return blob(who.hair, (-5.8, -91), (-5.2, -97.5), (0, -100), (5.2, -97.8), (5.4, -94.6), (1, -95.4), (-2.6, -92))


COATS = (NAVY, SOOT, PLUM, UMBER)
SKINS = (ROSE, UMBER, ROSE, CLAY)


def crowd(
    seed: int,
    *,
    x: Point,
    y: Point,
    height: Point,
    rows: int,
    per_row: int,
    coats: tuple[str, ...] = COATS,
    arms: tuple[str, ...] = ("rest",),
    skins: tuple[str, ...] = SKINS,
) -> str:
    """Rows of people, far ones first; `y` and `height` run from the farthest row to the nearest."""
    dice = Random(seed)
    parts = []
    for row in range(rows):
        t = row / max(rows - 1, 1)
        base, tall = y[0] + (y[1] - y[0]) * t, height[0] + (height[1] - height[0]) * t
        count = round(per_row * (1.6 - 0.6 * t))
        for place in range(count):
            where = x[0] + (x[1] - x[0]) * (place + dice.uniform(0.2, 0.8)) / count
            parts.append(
                person(
                    where,
                    base,
                    tall * dice.uniform(0.93, 1.07),
                    someone(dice, coats, arms, skins),
                    facing=dice.choice((-1, 1)),
                )
            )
    return "".join(parts)


def someone(
    dice: Random, coats: tuple[str, ...], arms: tuple[str, ...] = ("rest",), skins: tuple[str, ...] = SKINS
) -> Person:
    """Dress a passer-by."""
    return Person(
        coat=dice.choice(coats),
        skin=dice.choice(skins),
        hair=dice.choice((SOOT, UMBER, SOOT, PLUM)),
        arms=dice.choice(arms),
        skirt=dice.random() < 0.35,
        long_hair=dice.random() < 0.4,
    )


def heads(
    seed: int, ink: str, *, y: float, size: float, x: Point = (-40, 1840), gap: float = 1.5, raised: float = 0
) -> str:
    """A row of an audience seen from behind: heads and shoulders in one ink; `raised` is the share of hands up."""
    dice = Random(seed)
    parts = []
    where = x[0]
    while where < x[1]:
        s = size * dice.uniform(0.85, 1.15)
        lift = dice.uniform(-0.2, 0.2) * size
        parts.append(_bust(where, y + lift, s, ink))
        if dice.random() < raised:
            parts.append(
                stroke(
                    ink,
                    s * 0.34,
                    (where + s * 0.8, y + s),
                    (where + s * 1.05, y - s * 0.6),
                    (where + s * 0.95, y - s * 1.8),
                    cap="round",
                )
            )
        where += size * gap * dice.uniform(0.8, 1.3)
    return "".join(parts)


def _bust(x: float, y: float, size: float, ink: str) -> str:
    shoulders = ((-1.5, 2.6), (-1.3, 1.1), (-0.5, 0.55), (0.5, 0.55), (1.3, 1.1), (1.5, 2.6))
    return oval(x, y - size * 0.2, size * 0.56, size * 0.72, ink) + poly(
        ink, *((x + px * size, y + py * size) for px, py in shoulders)
    )
