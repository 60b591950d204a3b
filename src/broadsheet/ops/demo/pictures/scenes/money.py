"""Money: where it is kept, traded, counted and worried about."""

import math
from random import Random

from ..inks import AMBER, BLUE, CLAY, MIST, MOSS, NAVY, PAPER, PLUM, RED, ROSE, SOOT, STONE, STRAW, TEAL, UMBER
from ..motifs.people import Person, person
from ..motifs.sky import rain
from ..motifs.town import column, skyline
from ..pen import blob, curve, cut, disc, group, oval, path, poly, rect, ring, stroke
from ..perspective import View
from ..scene import IBSEN, scene
from ..screens import graded, tint


@scene(
    "bank-vault",
    alt="The round steel door of a bank vault stands open, its bolts shining, with shelves of deposit boxes beyond.",
    subject="The vault of the Bank of Corvane",
    focal=(0.45, 0.5),
)
def bank_vault() -> str:
    def bolt(turn: float) -> str:
        return group(
            rect(-20, -468, 40, 70, STONE, round=8) + rect(4, -468, 16, 70, SOOT, round=6), at=(620, 600), turn=turn
        )

    boxes = "".join(
        rect(1240 + 78 * i, 210 + 62 * j, 70, 54, (CLAY, AMBER, CLAY, UMBER)[(i * 3 + j * 5) % 4])
        + disc(1275 + 78 * i, 237 + 62 * j, 6, SOOT)
        for i in range(7)
        for j in range(13)
    )
    return "".join(
        (
            rect(0, 0, 1800, 1200, NAVY),
            *(stroke(SOOT, 5, (0, y), (1800, y)) for y in range(100, 1200, 200)),
            *(
                stroke(SOOT, 5, (x + (100 if (y // 200) % 2 else 0), y), (x + (100 if (y // 200) % 2 else 0), y + 200))
                for y in range(-100, 1200, 200)
                for x in range(0, 1800, 300)
            ),
            disc(1300, 600, 545, SOOT),
            disc(1300, 600, 505, STRAW),
            cut(
                disc(1300, 600, 505, STRAW),
                rect(800, 0, 1000, 1200, UMBER),
                boxes,
                poly(tint(STRAW, 45), (1200, 60), (1420, 60), (1700, 1200), (1000, 1200)),
                poly(AMBER, (800, 1010), (1800, 1010), (1800, 1200), (800, 1200)),
                rect(1220, 880, 200, 150, SOOT),
                *(rect(1236 + 46 * (i % 4), 850 - 26 * (i // 4), 44, 24, STRAW if i % 2 else AMBER) for i in range(10)),
            ),
            person(1130, 1040, 330, Person(coat=SOOT, arms="hold", skin=ROSE, hair=UMBER)),
            rect(860, 380, 120, 100, SOOT, round=20) + rect(860, 720, 120, 100, SOOT, round=20),
            *(bolt(t) for t in range(0, 360, 30)),
            disc(640, 610, 425, SOOT),
            disc(620, 600, 425, STONE),
            path(BLUE, "M620 175A425 425 0 0 1 620 1025A470 470 0 0 0 620 175Z"),
            ring(620, 600, 350, 14, NAVY),
            *(
                disc(620 + 385 * math.cos(i * math.pi / 12), 600 + 385 * math.sin(i * math.pi / 12), 13, NAVY)
                for i in range(24)
            ),
            disc(620, 600, 250, PAPER) + ring(620, 600, 250, 10, NAVY),
            *(
                group(rect(-14, -330, 28, 330, AMBER, round=14) + disc(0, -330, 30, RED), at=(620, 600), turn=t)
                for t in range(20, 380, 72)
            ),
            ring(620, 600, 190, 26, AMBER) + disc(620, 600, 76, SOOT) + disc(620, 600, 46, STRAW),
            poly(tint(SOOT, 40), (200, 1030), (1050, 1030), (1250, 1200), (300, 1200)),
        )
    )


@scene(
    "trading-floor",
    alt="Traders at long desks of screens under a board of rising and falling bars, some with an arm raised.",
    subject="The floor of the Aldermere Exchange",
    focal=(0.5, 0.55),
    credit=IBSEN,
)
def trading_floor() -> str:
    dice = Random(40)
    value, bars_ = 0.5, []
    for i in range(46):
        step = dice.uniform(-0.15, 0.17)
        top, foot = max(value, value + step), min(value, value + step)
        x = 170 + i * 32
        bars_.append(
            rect(x + 8, 430 - top * 330 - 22, 4, (top - foot) * 330 + 44, PAPER)
            + rect(x, 430 - top * 330, 20, max(10, (top - foot) * 330), TEAL if step > 0 else RED)
        )
        value = min(0.95, max(0.1, value + step))
    return "".join(
        (
            rect(0, 0, 1800, 1200, NAVY),
            rect(120, 60, 1560, 440, SOOT)
            + "".join(stroke(tint(MIST, 30), 4, (140, y), (1660, y)) for y in (150, 240, 330, 420)),
            *bars_,
            rect(100, 500, 1600, 16, STRAW),
            *(column(x, 760, 60, 640, BLUE, SOOT) for x in (40, 1760)),
            rect(0, 620, 1800, 580, UMBER),
            graded(0, 516, 1800, 110, BLUE, start=0.2, end=0.5, pitch=22),
            *(_desk(y, s, seed) for y, s, seed in ((720, 0.55, 2), (900, 0.8, 5), (1160, 1.2, 9))),
        )
    )


def _desk(y: float, scale: float, seed: int) -> str:
    dice = Random(seed)
    step = 280 * scale
    parts = []
    x = -step * dice.uniform(0.2, 0.6)
    while x < 1800:
        who = Person(
            coat=dice.choice((PAPER, MIST, ROSE, STRAW, PAPER)),
            legs=SOOT,
            skin=dice.choice((ROSE, CLAY, UMBER)),
            hair=dice.choice((SOOT, UMBER, SOOT)),
            arms=dice.choice(("hold", "raise", "work", "point", "hips")),
            long_hair=dice.random() < 0.35,
        )
        parts.append(person(x + step * 0.5, y + 50 * scale, 360 * scale, who, facing=dice.choice((1, -1))))
        parts.append(_screens(x + step * 0.02, y, scale, dice))
        x += step
    return (
        "".join(parts)
        + rect(0, y - 8 * scale, 1800, 30 * scale, CLAY)
        + rect(0, y + 22 * scale, 1800, 150 * scale, SOOT)
    )


def _screens(x: float, y: float, scale: float, dice: Random) -> str:
    parts = []
    for i in range(2):
        left, top, w, h = x + i * 64 * scale, y - 76 * scale, 60 * scale, 50 * scale
        line = [(left + w * t / 5, top + h * dice.uniform(0.25, 0.8)) for t in range(6)]
        parts.append(
            rect(left, top, w, h, SOOT)
            + rect(left + 3, top + 3, w - 6, h - 6, BLUE)
            + stroke(STRAW, 3.4 * scale, *line)
            + rect(left + w * 0.42, top + h, w * 0.16, 20 * scale, SOOT)
        )
    return "".join(parts)


@scene(
    "coins-jar",
    alt="A glass jar half full of coins stands on a kitchen sill beside three small stacks and a plant, rain on the window.",
    subject="Household savings",
    focal=(0.45, 0.55),
)
def coins_jar() -> str:
    dice = Random(12)
    heap = sorted((1030 - dice.random() ** 0.8 * 320, 600 + dice.uniform(-170, 170)) for _ in range(80))
    coins = "".join(_coin(x, y, dice.choice((STRAW, AMBER, STRAW, STONE)), dice.uniform(-24, 24)) for y, x in heap)
    jar = "M420 470V960Q420 1050 500 1050H710Q790 1050 790 960V470Q780 420 740 400V350H470V400Q430 420 420 470Z"
    shape = path(PAPER, jar)
    return "".join(
        (
            rect(0, 0, 1800, 1200, TEAL),
            rect(100, 0, 1600, 900, MIST),
            skyline(5, tint(BLUE, 45), base=880, height=(120, 330), width=(90, 160)),
            rect(100, 860, 1600, 50, BLUE),
            rain(9, PAPER, count=150, length=60, slant=0.12),
            rect(0, 0, 110, 1200, NAVY)
            + rect(1690, 0, 120, 1200, NAVY)
            + rect(880, 0, 44, 960, PAPER)
            + rect(100, 330, 1600, 30, PAPER)
            + rect(916, 0, 10, 960, STONE),
            rect(0, 930, 1800, 280, CLAY) + rect(0, 930, 1800, 20, ROSE) + rect(0, 1110, 1800, 90, UMBER),
            oval(680, 1060, 330, 34, UMBER),
            shape,
            cut(shape, coins, rect(690, 300, 120, 800, tint(NAVY, 40))),
            rect(452, 500, 26, 300, MIST, round=13),
            rect(446, 316, 318, 66, RED, round=12)
            + rect(446, 350, 318, 12, PLUM)
            + rect(540, 330, 130, 10, SOOT, round=5),
            *(_stack(x, 1080, n) for x, n in ((960, 3), (1110, 6), (1260, 9))),
            poly(UMBER, (1400, 820), (1620, 820), (1590, 1060), (1430, 1060)) + rect(1386, 800, 248, 50, CLAY),
            *(
                blob(
                    (MOSS, TEAL, MOSS)[i % 3],
                    (1510, 810),
                    (1510 + dx * 0.4 - 34, 800 - dy * 0.6),
                    (1510 + dx, 800 - dy),
                    (1510 + dx * 0.5 + 34, 800 - dy * 0.45),
                )
                for i, (dx, dy) in enumerate(((-200, 230), (-90, 390), (30, 470), (130, 330), (220, 190), (-30, 250)))
            ),
            oval(830, 1104, 56, 18, AMBER) + oval(330, 1110, 56, 18, STRAW),
        )
    )


def _coin(x: float, y: float, ink: str, turn: float) -> str:
    return group(
        oval(0, 8, 58, 26, UMBER),
        oval(0, 0, 58, 26, ink),
        oval(0, 0, 40, 16, UMBER),
        oval(0, 1, 37, 14, ink),
        at=(x, y),
        turn=turn,
    )


def _stack(x: float, base: float, count: int) -> str:
    return (
        "".join(
            rect(x - 62, base - 26 * (i + 1), 124, 20, (STRAW, AMBER)[i % 2], round=6)
            + rect(x + 20, base - 26 * (i + 1), 42, 20, CLAY, round=6)
            for i in range(count)
        )
        + oval(x, base - 26 * count - 5, 62, 16, STRAW)
        + oval(x, base - 26 * count - 5, 40, 9, AMBER)
    )


@scene(
    "kitchen-bills",
    alt="Seen from above: hands hold a pen over bills on a kitchen table with a calculator, a mug and a pair of glasses.",
    subject="Working out the month’s bills",
    focal=(0.5, 0.5),
    credit=IBSEN,
)
def kitchen_bills() -> str:
    check = "".join(
        rect(x, y, 100, 100, RED if (x // 100) % 2 and (y // 100) % 2 else ROSE)
        for x in range(0, 1800, 100)
        for y in range(0, 1200, 100)
        if (x // 100) % 2 or (y // 100) % 2
    )
    return "".join(
        (
            rect(0, 0, 1800, 1200, PAPER),
            check,
            _bill(350, 180, -12, NAVY) + _bill(1080, 130, 9, RED) + _bill(700, 330, -3, TEAL),
            _calculator(1330, 560),
            disc(300, 810, 150, tint(SOOT, 45))
            + disc(280, 790, 150, TEAL)
            + disc(280, 790, 118, PAPER)
            + disc(280, 790, 106, UMBER)
            + ring(120, 800, 46, 24, TEAL),
            ring(1500, 220, 70, 14, SOOT),
            ring(1668, 220, 70, 14, SOOT),
            *(
                curve(SOOT, 12, (1566, 206), (1584, 196), (1602, 206)),
                curve(SOOT, 10, (1430, 220), (1400, 320), (1420, 380)),
                curve(SOOT, 10, (1738, 220), (1760, 330), (1740, 390)),
            ),
            _writing_hand(),
        )
    )


def _writing_hand() -> str:
    """A right hand from above, in a blue sleeve, with a pen between thumb and finger."""
    sleeve = poly(BLUE, (960, 1210), (1010, 1010), (1250, 1080), (1230, 1210)) + poly(
        NAVY, (1130, 1045), (1250, 1080), (1230, 1210), (1100, 1210)
    )
    cuff = poly(PAPER, (1000, 1000), (1022, 966), (1264, 1046), (1256, 1084))
    back = blob(
        CLAY,
        (1026, 980),
        (980, 900),
        (960, 830),
        (990, 770),
        (1060, 740),
        (1140, 770),
        (1190, 830),
        (1220, 920),
        (1250, 1040),
        (1140, 1020),
    )
    knuckles = "".join(
        curve(UMBER, 6, (1010 + 44 * i, 800 - 6 * i), (1030 + 44 * i, 784 - 2 * i), (1052 + 44 * i, 796 + 6 * i))
        for i in range(3)
    )
    fingers = blob(CLAY, (990, 800), (920, 740), (862, 690), (850, 660), (880, 652), (950, 690), (1050, 760))
    thumb = blob(UMBER, (980, 880), (910, 820), (868, 750), (860, 704), (886, 702), (930, 750), (1000, 830))
    pen = group(
        rect(-20, -11, 330, 22, NAVY, round=8),
        poly(STRAW, (-20, -11), (-60, 0), (-20, 11)),
        rect(180, -11, 16, 22, STRAW),
        at=(836, 700),
        turn=-38,
    )
    return sleeve + fingers + pen + thumb + back + knuckles + cuff


def _bill(x: float, y: float, turn: float, ink: str) -> str:
    rows = "".join(
        rect(40, 170 + 46 * i, 190 - (i * 37) % 70, 12, tint(SOOT, 60)) + rect(310, 170 + 46 * i, 60, 12, SOOT)
        for i in range(6)
    )
    return group(
        rect(14, 14, 410, 560, tint(SOOT, 40)),
        rect(0, 0, 410, 560, PAPER),
        rect(0, 0, 410, 96, ink),
        disc(56, 48, 26, PAPER),
        rect(100, 40, 150, 16, PAPER),
        rows,
        rect(30, 460, 350, 6, SOOT),
        rect(250, 484, 120, 34, ink),
        at=(x, y),
        turn=turn,
    )


def _calculator(x: float, y: float) -> str:
    keys = "".join(
        rect(30 + 66 * i, 150 + 70 * j, 50, 50, AMBER if i == 3 else RED if (i, j) == (0, 4) else STONE, round=8)
        for i in range(4)
        for j in range(5)
    )
    digits = "".join(
        rect(150 + 34 * i, 58, 22, 44, SOOT)
        + rect(156 + 34 * i, 66, 10, 11, MIST)
        + rect(156 + 34 * i, 84, 10, 11, MIST)
        for i in range(4)
    )
    return group(
        rect(14, 16, 310, 530, tint(SOOT, 50), round=20),
        rect(0, 0, 310, 530, NAVY, round=20),
        rect(26, 36, 258, 88, MIST),
        digits,
        keys,
        at=(x, y),
        turn=8,
    )


@scene(
    "crypto-servers",
    alt="Racks of humming mining machines with round fans line a dim shed, bright cables slung overhead.",
    subject="A currency-mining shed outside Ketterby",
    focal=(0.5, 0.5),
)
def crypto_servers() -> str:
    view = View(horizon=560, lens=1000, eye=1.7)
    parts = []
    for side in (-1, 1):
        for z in (12.0, 9.2, 6.9, 5.0, 3.5, 2.4, 1.55):
            depth = z * 0.24
            x = side * 1.25
            parts.append(
                view.face((NAVY, SOOT)[side > 0], (x, 0, z), (x, 3.0, z), (x, 3.0, z + depth), (x, 0, z + depth))
            )
            for shelf in range(5):
                y = 0.18 + shelf * 0.56
                parts.append(
                    view.face(
                        SOOT if side < 0 else NAVY,
                        (x, y, z + depth * 0.08),
                        (x, y + 0.44, z + depth * 0.08),
                        (x, y + 0.44, z + depth * 0.92),
                        (x, y, z + depth * 0.92),
                    )
                )
                for k in (0.3, 0.7):
                    cx, cy = view.at(x, y + 0.22, z + depth * k)
                    r = view.size(z + depth * k) * 0.17
                    parts.append(
                        oval(cx, cy, r * 0.5, r, AMBER if (shelf + int(z)) % 3 else STRAW)
                        + oval(cx, cy, r * 0.3, r * 0.62, UMBER)
                        + oval(cx, cy, r * 0.1, r * 0.2, PAPER)
                    )
                gx, gy = view.at(x, y + 0.08, z + depth * 0.5)
                parts.append(disc(gx, gy, max(2, 14 / z), RED if (shelf * 3 + int(z)) % 7 == 0 else TEAL))
    return "".join(
        (
            rect(0, 0, 1800, 1200, PLUM),
            view.face(SOOT, (-6, 3.6, 1.2), (6, 3.6, 1.2), (6, 3.6, 15), (-6, 3.6, 15)),
            view.face(UMBER, (-1.25, 0, 15), (-1.25, 3.4, 15), (1.25, 3.4, 15), (1.25, 0, 15)),
            view.face(STRAW, (-0.5, 0, 14.9), (-0.5, 2.2, 14.9), (0.5, 2.2, 14.9), (0.5, 0, 14.9)),
            view.floor(UMBER, -1.25, 1.25, 1.2, 15),
            view.floor(tint(STRAW, 60), -0.5, 0.5, 2.0, 15),
            *parts,
            *(
                view.face(STRAW, (x - 0.08, 3.3, z), (x + 0.08, 3.3, z), (x + 0.08, 3.3, z + 1), (x - 0.08, 3.3, z + 1))
                for z in (3, 5.5, 8.5)
                for x in (-0.5, 0.5)
            ),
            *(
                curve(
                    RED if i % 2 else TEAL,
                    7,
                    view.at(-1.25, 3.1, z),
                    view.at(-0.3, 2.6 - 0.1 * i, z),
                    view.at(0.4, 2.75, z),
                    view.at(1.25, 3.1, z),
                )
                for i, z in enumerate((3.2, 4.6, 6.5))
            ),
            person(
                *view.at(0.15, 0, 5.2), 1.75 * view.size(5.2), Person(coat=TEAL, arms="hold", skin=CLAY, shade=NAVY)
            ),
        )
    )
