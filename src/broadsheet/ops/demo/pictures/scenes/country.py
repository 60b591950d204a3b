"""Fields, orchards and vineyards."""

from random import Random

from ..inks import AMBER, CLAY, MIST, MOSS, NAVY, PAPER, PLUM, RED, ROSE, SOOT, STONE, STRAW, TEAL, UMBER
from ..motifs.land import bush, furrows, hills, poplar, range_of_peaks, tree
from ..motifs.people import Person, person
from ..motifs.sky import cloud, flock, sky, smoke
from ..motifs.water import ripples
from ..pen import bank, curve, disc, oval, poly, rect, ring, stroke, veil
from ..scene import IBSEN, scene
from ..screens import tint


@scene(
    "wheat-field",
    alt="A red combine harvester cuts a path through ripe wheat beneath a huge pale sun, hedges and a church far off.",
    subject="Harvest on the Wendmoor plain",
    focal=(0.6, 0.55),
)
def wheat_field() -> str:
    return "".join(
        (
            sky(MIST),
            disc(520, 420, 210, PAPER),
            cloud(1000, 260, 520, PAPER, seed=6),
            hills(5, tint(TEAL, 60), y=560, rise=110),
            *(bush(x, 586, 190, TEAL, seed=x) for x in range(-40, 1800, 210)),
            rect(330, 500, 40, 80, TEAL) + poly(TEAL, (326, 502), (350, 420), (374, 502)),
            rect(0, 580, 1800, 640, STRAW),
            furrows(AMBER, horizon=580, vanish=980, count=14, width=0.42, spread=250),
            poly(CLAY, (985, 580), (1005, 580), (1640, 1200), (1120, 1200)),
            *(
                poly(UMBER, (990 + 3 * i, 580), (992 + 3 * i, 580), (1180 + 110 * i, 1200), (1160 + 110 * i, 1200))
                for i in range(5)
            ),
            _combine(1020, 890),
            *(_wheat_ear(x, 1230 + (x * 7) % 50, 260 + (x * 13) % 90) for x in range(-10, 1040, 58)),
            flock(8, SOOT, count=8, x=(1100, 1700), y=(300, 500), span=(24, 56)),
        )
    )


def _combine(x: float, base: float) -> str:
    return "".join(
        (
            veil(0.4, smoke(x + 330, base - 30, 240, 260, PAPER, lean=0.7)),
            rect(x + 60, base - 290, 330, 190, RED)
            + poly(PLUM, (x + 390, base - 290), (x + 440, base - 250), (x + 440, base - 100), (x + 390, base - 100)),
            poly(SOOT, (x + 150, base - 290), (x + 350, base - 290), (x + 390, base - 350), (x + 120, base - 350)),
            rect(x - 50, base - 330, 124, 180, NAVY)
            + rect(x - 38, base - 314, 96, 110, MIST)
            + rect(x - 62, base - 346, 150, 18, RED),
            person(x + 16, base - 170, 150, Person(coat=TEAL, hat=STRAW, arms="work"), facing=-1),
            rect(x - 38, base - 214, 100, 60, NAVY),
            stroke(RED, 26, (x + 300, base - 300), (x + 560, base - 420)),
            poly(STONE, (x - 130, base - 120), (x + 80, base - 160), (x + 80, base - 80), (x - 130, base - 30)),
            rect(x - 300, base - 100, 260, 90, SOOT),
            *(
                stroke(AMBER, 7, (x - 170, base - 60), (x - 170 + 128 * c, base - 60 + 70 * s))
                for c, s in ((1, 0), (-1, 0), (0.5, 0.86), (-0.5, 0.86), (0.5, -0.86), (-0.5, -0.86))
            ),
            ring(x - 170, base - 60, 66, 8, AMBER),
            *(
                disc(x + cx, base - r + 6, r, SOOT) + disc(x + cx, base - r + 6, r * 0.5, STRAW)
                for cx, r in ((120, 100), (380, 62))
            ),
            *(_wheat_ear(x - 290 + 32 * i, base + 40, 120) for i in range(9)),
        )
    )


def _wheat_ear(x: float, base: float, height: float) -> str:
    lean = ((x * 7) % 11 - 5) * 6
    tip = (x + lean, base - height)
    grains = "".join(
        oval(tip[0] - lean * t * 0.25 + side * 10, tip[1] + 70 * t, 7, 15, PAPER if side < 0 else UMBER, turn=side * 24)
        for t in (0, 0.35, 0.7, 1.05)
        for side in (-1, 1)
    )
    return (
        curve(UMBER, 5, (x, base), (x + lean * 0.4, base - height * 0.5), tip)
        + grains
        + oval(tip[0], tip[1] - 14, 6, 15, PAPER)
    )


@scene(
    "orchard-harvest",
    alt="Pickers on ladders fill baskets in an orchard of red apples, long morning shadows across the grass.",
    subject="Apple picking near Wendmoor",
    focal=(0.36, 0.5),
    credit=IBSEN,
)
def orchard_harvest() -> str:
    return "".join(
        (
            sky(STRAW),
            disc(1500, 250, 120, PAPER),
            hills(14, tint(MOSS, 60), y=560, rise=150),
            rect(0, 540, 1800, 660, MOSS),
            *(
                poly(TEAL, (x, y), (x + 40, y), (x - 220, y + 120), (x - 420, y + 150))
                for x, y in ((900, 640), (1300, 640), (1640, 640))
            ),
            *(_apple_tree(x, 650, 260, x) for x in (820, 1080, 1330, 1590, 1800)),
            *(_apple_tree(x, 800, 430, x + 3) for x in (1180, 1660)),
            poly(TEAL, (330, 1010), (520, 1010), (300, 1200), (-300, 1200)),
            _apple_tree(420, 1040, 900, 7),
            _ladder(660, 1040, 560),
            person(610, 700, 330, Person(coat=RED, hat=STRAW, arms="raise", legs=NAVY), facing=-1),
            person(930, 1080, 380, Person(coat=NAVY, arms="hold", skirt=True, long_hair=True, hair=UMBER), facing=-1),
            _basket(880, 870, 120),
            _basket(180, 1110, 230),
            _basket(1180, 1120, 260),
            person(1500, 960, 280, Person(coat=AMBER, arms="raise", skin=UMBER)),
            *(disc(x, y, 15, RED) for x, y in ((520, 1090), (620, 1120), (760, 1090), (1000, 1150), (1490, 1140))),
        )
    )


def _apple_tree(x: float, base: float, height: float, seed: int) -> str:
    dice = Random(seed)
    r = height * 0.3
    apples = "".join(
        disc(
            x + r * dice.uniform(-0.85, 0.85),
            base - height + r + r * dice.uniform(-0.8, 0.8),
            max(4, height * 0.018),
            RED,
        )
        for _ in range(20)
    )
    return tree(x, base, height, MOSS if height < 500 else TEAL, NAVY, trunk=UMBER, seed=seed) + apples


def _ladder(x: float, base: float, height: float) -> str:
    top = (x - 120, base - height)
    rungs = "".join(
        stroke(
            CLAY,
            9,
            (x - 120 * t - 24 - 12 * (1 - t), base - height * t),
            (x - 120 * t + 24 + 12 * (1 - t), base - height * t),
        )
        for t in (0.1, 0.22, 0.34, 0.46, 0.58, 0.7, 0.82, 0.94)
    )
    return (
        stroke(CLAY, 11, (x - 36, base), (top[0] - 20, top[1]))
        + stroke(CLAY, 11, (x + 36, base), (top[0] + 20, top[1]))
        + rungs
    )


def _basket(x: float, y: float, width: float) -> str:
    apples = "".join(
        disc(x + width * t, y - width * h, width * 0.1, RED if t != 0.5 else AMBER)
        for t, h in ((0.15, 0.02), (0.32, 0.06), (0.5, 0.1), (0.68, 0.06), (0.85, 0.02), (0.4, 0.15), (0.6, 0.15))
    )
    weave = "".join(
        stroke(
            UMBER,
            width * 0.03,
            (x + width * 0.02 * k, y + width * 0.12 * k),
            (x + width * (1 - 0.02 * k), y + width * 0.12 * k),
        )
        for k in (1, 2, 3)
    )
    return (
        apples
        + poly(CLAY, (x, y), (x + width, y), (x + width * 0.88, y + width * 0.5), (x + width * 0.12, y + width * 0.5))
        + weave
        + rect(x - width * 0.03, y - width * 0.03, width * 1.06, width * 0.09, UMBER)
    )


@scene(
    "vineyard-terraces",
    alt="Rows of vines curve round a steep hill with a white chapel and cypresses on top.",
    subject="Vineyard terraces on the upper Ister",
    focal=(0.55, 0.45),
)
def vineyard_terraces() -> str:
    rows = []
    for i in range(11):
        y = 430 + i * 62 + i * i * 2
        rows.append(
            bank(
                (MOSS, STRAW)[i % 2] if i < 9 else (MOSS, AMBER)[i % 2],
                1200,
                (-20, y + 190 - i * 4),
                (300, y + 60),
                (760, y - 60 - i * 3),
                (1120, y - 40),
                (1480, y + 70),
                (1820, y + 230),
            )
        )
        rows.append(_vines(y, i))
    return "".join(
        (
            sky(ROSE),
            disc(330, 300, 110, STRAW),
            range_of_peaks(
                4, tint(PLUM, 55), tint(PLUM, 80), peaks=[(200, 420), (640, 330), (1180, 400), (1620, 280)], base=660
            ),
            hills(7, PLUM, y=600, rise=120),
            rect(0, 590, 1800, 130, MIST),
            ripples(5, PAPER, top=592, bottom=700, count=30),
            rect(920, 270, 90, 110, PAPER)
            + poly(RED, (910, 274), (965, 220), (1020, 274))
            + rect(1010, 200, 44, 180, PAPER)
            + poly(RED, (1004, 204), (1032, 150), (1060, 204))
            + rect(950, 320, 26, 60, NAVY),
            poplar(840, 400, 190, TEAL, SOOT) + poplar(1110, 410, 210, TEAL, SOOT) + poplar(800, 410, 150, TEAL, SOOT),
            *rows,
            person(500, 1060, 210, Person(coat=RED, hat=STRAW, arms="work")),
            person(1250, 980, 180, Person(coat=NAVY, hat=STRAW, arms="hold"), facing=-1),
        )
    )


def _vines(y: float, row: int) -> str:
    size = 11 + row * 3.2
    parts = []
    count = int(1800 / (size * 3.1))
    for i in range(count + 1):
        t = i / count
        x = 1800 * t
        rise = -60 + 250 * (2 * t - 1) ** 2 - row * 2
        parts.append(
            oval(x, y + rise + size * 1.2, size * 1.1, size, TEAL if (i + row) % 5 else PLUM)
            + rect(x - 2, y + rise + size * 1.8, 4, size * 1.3, UMBER)
        )
    return "".join(parts)
