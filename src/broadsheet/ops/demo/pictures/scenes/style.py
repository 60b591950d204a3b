"""Clothes, cloth and scent."""

import math
from random import Random

from ..inks import AMBER, CLAY, MIST, NAVY, PAPER, PLUM, RED, ROSE, SOOT, STONE, STRAW, TEAL, UMBER
from ..motifs.people import Person, person
from ..pen import blob, curve, cut, disc, group, oval, path, poly, rect, stroke
from ..scene import IBSEN, scene
from ..screens import tint


@scene(
    "catwalk",
    alt="A model in a sweeping red coat walks a white runway between dark rows of watching guests and camera lights.",
    subject="Ottoline Fay’s winter collection",
    focal=(0.5, 0.45),
)
def catwalk() -> str:
    return "".join(
        (
            rect(0, 0, 1800, 1200, PLUM),
            rect(620, 0, 560, 640, SOOT),
            *(
                poly(tint(STRAW, 26), (x, 0), (x + 60, 0), (x + d + 220, 1000), (x + d - 220, 1000))
                for x, d in ((330, 380), (1410, -380))
            ),
            rect(690, 60, 420, 560, PAPER),
            poly(PAPER, (760, 620), (1040, 620), (1520, 1200), (280, 1200)),
            poly(STONE, (280, 1200), (760, 620), (772, 620), (340, 1200))
            + poly(STONE, (1520, 1200), (1040, 620), (1028, 620), (1460, 1200)),
            person(935, 690, 250, Person(coat=TEAL, skirt=True, skin=UMBER, stance="stride", arms="walk")),
            *(_guests(side, row) for row in range(4) for side in (-1, 1)),
            oval(900, 1130, 230, 26, STONE),
            _model(900, 1120, 9.4),
        )
    )


def _guests(side: int, row: int) -> str:
    dice = Random(row * 2 + side + 9)
    size = 26 + 16 * row
    parts = []
    for seat in range(7):
        x = 900 + side * (230 + row * 118 + seat * size * 2.3)
        y = 640 + row * 130
        ink = dice.choice((NAVY, SOOT, TEAL, UMBER, SOOT))
        parts.append(
            blob(
                ink,
                (x - size * 1.2, y + size * 3),
                (x - size, y + size * 0.8),
                (x, y + size * 0.4),
                (x + size, y + size * 0.8),
                (x + size * 1.2, y + size * 3),
            )
            + oval(x, y - size * 0.2, size * 0.5, size * 0.62, dice.choice((ROSE, CLAY, UMBER)))
            + blob(
                dice.choice((SOOT, STRAW, UMBER)),
                (x - size * 0.56, y - size * 0.1),
                (x - size * 0.4, y - size * 0.86),
                (x + size * 0.4, y - size * 0.86),
                (x + size * 0.56, y - size * 0.1),
                (x, y - size * 0.5),
            )
        )
        if dice.random() < 0.2:
            parts.append(
                rect(x - size * 0.3, y + size * 0.4, size * 0.6, size * 0.5, SOOT)
                + disc(x, y + size * 0.5, size * 0.22, PAPER)
            )
    return "".join(parts)


def _model(x: float, base: float, u: float) -> str:
    return group(
        stroke(SOOT, 4, (-3, -34), (-8, -14), (-13, -2)) + poly(SOOT, (-16, -3), (-10, -4), (-8, 0), (-18, 0)),
        stroke(SOOT, 4, (3, -34), (5, -16), (6, 0)) + poly(SOOT, (3, -3), (9, -3), (12, 1), (3, 1)),
        blob(
            RED,
            (-9, -84),
            (-12, -66),
            (-16, -44),
            (-30, -16),
            (-14, -20),
            (0, -14),
            (16, -20),
            (32, -14),
            (18, -44),
            (12, -66),
            (9, -84),
            (0, -87),
        ),
        blob(PLUM, (2, -86), (9, -84), (12, -66), (18, -44), (32, -14), (16, -20), (8, -17), (10, -40), (4, -62)),
        poly(SOOT, (-3, -84), (3, -84), (2, -18), (-1, -18)),
        blob(STRAW, (-12, -82), (-6, -90), (6, -90), (12, -82), (4, -78), (-4, -78)),
        stroke(RED, 5.4, (-9, -80), (-15, -62), (-18, -48), cap="round") + disc(-18, -46, 2.3, CLAY),
        stroke(PLUM, 5.4, (9, -80), (15, -64), (14, -50), cap="round") + disc(14, -48, 2.3, CLAY),
        rect(-23, -47, 10, 8, SOOT, round=1),
        oval(0, -95, 4.4, 6, CLAY),
        blob(SOOT, (-5, -94), (-5, -101), (0, -103), (5, -101), (5, -94), (3, -98), (-3, -98)),
        disc(0, -104, 3, SOOT),
        rect(-4.4, -97, 3.8, 2.4, SOOT) + rect(0.6, -97, 3.8, 2.4, SOOT),
        at=(x, base),
        scale=u,
    )


@scene(
    "fabric-rolls",
    alt="Rolls of patterned cloth stand in a row, striped, checked and spotted, with shears and a tape on the cutting table.",
    subject="Cloth at the Fay workroom",
    focal=(0.5, 0.4),
    credit=IBSEN,
)
def fabric_rolls() -> str:
    rolls = (
        (60, 300, RED, "plain"),
        (250, 210, STRAW, "stripe"),
        (440, 340, NAVY, "spot"),
        (640, 250, ROSE, "check"),
        (840, 180, TEAL, "plain"),
        (1040, 320, PAPER, "stripe"),
        (1240, 240, AMBER, "spot"),
        (1430, 290, PLUM, "plain"),
        (1610, 200, MIST, "check"),
    )
    return "".join(
        (
            rect(0, 0, 1800, 1200, STONE),
            rect(0, 0, 1800, 120, UMBER),
            *(_roll(x, top, ink, kind) for x, top, ink, kind in rolls),
            rect(0, 880, 1800, 330, CLAY) + rect(0, 880, 1800, 22, STRAW),
            path(RED, "M-20 930Q300 900 520 960T1000 960L1120 1210H-20Z")
            + path(PLUM, "M420 940Q520 960 620 980L560 1210H430Z"),
            *(curve(PLUM, 7, (60 + 120 * k, 940), (90 + 110 * k, 1070), (60 + 130 * k, 1210)) for k in range(3)),
            _shears(1180, 1060),
            curve(STRAW, 36, (1260, 960), (1400, 930), (1520, 980), (1640, 950), (1820, 1010), cap="butt"),
            *(stroke(SOOT, 4, (1300 + 44 * k, 936), (1300 + 44 * k, 956)) for k in range(11)),
            *(
                disc(1560 + 70 * k, 1120 - 20 * (k % 2), 30, (RED, TEAL, PAPER)[k])
                + disc(1560 + 70 * k, 1120 - 20 * (k % 2), 6, SOOT)
                for k in range(3)
            ),
        )
    )


def _roll(x: float, top: float, ink: str, kind: str) -> str:
    shape = rect(x, top, 160, 700, ink)
    marks = {
        "plain": "",
        "stripe": "".join(rect(x + 36 * k, top, 14, 700, NAVY if ink == PAPER else RED) for k in range(5)),
        "spot": "".join(
            disc(x + 24 + 38 * i + (19 if j % 2 else 0), top + 20 + 34 * j, 9, PAPER)
            for i in range(4)
            for j in range(20)
        ),
        "check": "".join(rect(x + 40 * i, top, 20, 700, PAPER) for i in range(4))
        + "".join(rect(x, top + 40 * j, 160, 12, TEAL) for j in range(18)),
    }[kind]
    end = (
        oval(x + 80, top, 80, 24, ink)
        + f'<ellipse cx="{x + 80}" cy="{top}" rx="56" ry="15" fill="none" stroke="{SOOT}" stroke-width="4"/><ellipse cx="{x + 80}" cy="{top}" rx="34" ry="9" fill="none" stroke="{SOOT}" stroke-width="4"/>'
        + oval(x + 80, top, 15, 5, UMBER)
    )
    return shape + cut(shape, marks, rect(x + 112, top, 60, 700, tint(SOOT, 55))) + end


def _shears(x: float, y: float) -> str:
    return group(
        poly(STONE, (0, -10), (-330, -34), (-340, -20), (0, 16)),
        poly(PAPER, (0, 10), (-330, 60), (-336, 44), (0, -16)),
        disc(0, 0, 14, SOOT),
        f'<ellipse cx="110" cy="-50" rx="90" ry="44" fill="none" stroke="{SOOT}" stroke-width="26" transform="rotate(-16 110 -50)"/><ellipse cx="110" cy="60" rx="90" ry="44" fill="none" stroke="{SOOT}" stroke-width="26" transform="rotate(18 110 60)"/>',
        at=(x, y),
        turn=-12,
    )


@scene(
    "perfume-bottle",
    alt="A faceted amber perfume bottle with a round stopper throws a coloured shadow beside two white flowers.",
    subject="A new scent from the Velan Isles",
    focal=(0.48, 0.5),
)
def perfume_bottle() -> str:
    return "".join(
        (
            rect(0, 0, 1800, 1200, PLUM),
            disc(900, 560, 520, ROSE),
            rect(0, 900, 1800, 310, RED) + rect(0, 900, 1800, 16, ROSE),
            poly(AMBER, (700, 1040), (1080, 1040), (1640, 1160), (1300, 1190))
            + poly(STRAW, (860, 1060), (1000, 1060), (1420, 1150), (1260, 1160)),
            poly(
                AMBER,
                (650, 480),
                (750, 400),
                (1050, 400),
                (1150, 480),
                (1150, 980),
                (1080, 1050),
                (720, 1050),
                (650, 980),
            ),
            poly(STRAW, (650, 480), (750, 400), (800, 500), (800, 970), (720, 1050), (650, 980)),
            poly(UMBER, (1150, 480), (1050, 400), (1000, 500), (1000, 970), (1080, 1050), (1150, 980)),
            poly(PAPER, (750, 400), (1050, 400), (1000, 500), (800, 500)),
            poly(CLAY, (800, 970), (1000, 970), (1080, 1050), (720, 1050)),
            rect(830, 620, 140, 210, PAPER)
            + disc(900, 690, 40, RED)
            + rect(856, 760, 88, 10, SOOT)
            + rect(870, 784, 60, 8, SOOT),
            rect(840, 330, 120, 74, STRAW) + rect(910, 330, 50, 74, UMBER) + rect(826, 392, 148, 18, AMBER),
            disc(900, 220, 122, TEAL)
            + path(NAVY, "M900 98A122 122 0 0 1 900 342Q990 220 900 98Z")
            + oval(852, 176, 26, 44, MIST, turn=32),
            rect(672, 520, 14, 400, PAPER, round=7),
            *(_blossom(x, y, s) for x, y, s in ((400, 900, 130), (250, 1040, 100), (1400, 960, 110))),
        )
    )


def _blossom(x: float, y: float, size: float) -> str:
    petals = "".join(
        group(
            blob(PAPER, (0, 0), (-size * 0.42, -size * 0.6), (0, -size), (size * 0.42, -size * 0.6))
            + curve(STONE, 4, (0, -size * 0.2), (0, -size * 0.8)),
            at=(x, y),
            turn=72 * k + 12,
        )
        for k in range(5)
    )
    leaf = blob(
        TEAL,
        (x, y),
        (x + size * 0.7, y + size * 0.4),
        (x + size * 1.5, y + size * 0.5),
        (x + size * 0.8, y + size * 0.9),
    )
    return (
        leaf
        + petals
        + disc(x, y, size * 0.22, STRAW)
        + "".join(
            disc(x + size * 0.14 * math.cos(a), y + size * 0.14 * math.sin(a), size * 0.04, AMBER) for a in range(6)
        )
    )
