"""Pictures, books and lessons: the rooms where people look and read."""

from collections.abc import Callable
from random import Random

from ..inks import AMBER, BLUE, CLAY, MIST, MOSS, NAVY, PAPER, PLUM, RED, ROSE, SEPIA, SOOT, STONE, STRAW, TEAL, UMBER
from ..motifs.land import tree
from ..motifs.people import Person, person
from ..motifs.sky import rain
from ..motifs.town import lamp, umbrella
from ..pen import blob, curve, cut, disc, group, oval, path, poly, rect, stroke
from ..perspective import View
from ..scene import IBSEN, scene
from ..screens import tint


@scene(
    "gallery-wall",
    alt="A visitor in a yellow coat stands before framed abstract paintings on a white gallery wall, a bench in front.",
    subject="The spring hang at the Salt House",
    focal=(0.55, 0.45),
)
def gallery_wall() -> str:
    return "".join(
        (
            rect(0, 0, 1800, 930, PAPER),
            poly(STONE, (0, 0), (180, 60), (180, 930), (0, 1010)),
            rect(0, 0, 1800, 46, STONE)
            + "".join(
                poly(tint(STRAW, 45), (x, 40), (x + 40, 40), (x + 240, 620), (x - 200, 620)) for x in (420, 960, 1460)
            ),
            *(rect(x - 8, 24, 56, 24, SOOT) for x in (420, 960, 1460)),
            rect(0, 930, 1800, 280, CLAY)
            + "".join(
                stroke(UMBER, 4, (900 + (x - 900) * 0.7, 930), (900 + (x - 900) * 1.5, 1200))
                for x in range(-100, 2000, 180)
            )
            + rect(0, 924, 1800, 12, UMBER),
            _framed(250, 250, 360, 460, _picture_suns),
            _framed(740, 190, 480, 560, _picture_blocks),
            _framed(1350, 280, 330, 410, _picture_waves),
            *(rect(x, 770, 60, 40, STONE) for x in (400, 950, 1490)),
            person(
                1060,
                1090,
                620,
                Person(coat=STRAW, legs=NAVY, hair=SOOT, long_hair=True, arms="rest", skirt=True, shade=AMBER),
            ),
            person(400, 1060, 560, Person(coat=NAVY, legs=SOOT, skin=UMBER, arms="point", shade=SOOT)),
            rect(1280, 990, 400, 34, SOOT)
            + rect(1320, 1020, 26, 120, SOOT)
            + rect(1620, 1020, 26, 120, SOOT)
            + poly(tint(SEPIA, 50), (1300, 1140), (1700, 1140), (1780, 1180), (1400, 1180)),
        )
    )


def _framed(
    x: float, y: float, width: float, height: float, inside: Callable[[float, float, float, float], str]
) -> str:
    hole = rect(x + 20, y + 20, width - 40, height - 40, PAPER)
    return (
        rect(x + 14, y + 16, width, height, tint(SOOT, 40))
        + rect(x, y, width, height, UMBER)
        + hole
        + cut(hole, inside(x + 20, y + 20, width - 40, height - 40))
    )


def _picture_suns(x: float, y: float, w: float, h: float) -> str:
    return (
        rect(x, y, w, h, TEAL)
        + disc(x + w * 0.5, y + h * 0.36, w * 0.3, RED)
        + rect(x, y + h * 0.6, w, h, NAVY)
        + disc(x + w * 0.5, y + h * 0.84, w * 0.3, AMBER)
        + rect(x, y + h * 0.58, w, 10, PAPER)
    )


def _picture_blocks(x: float, y: float, w: float, h: float) -> str:
    return (
        rect(x, y, w, h, ROSE)
        + rect(x, y, w * 0.56, h * 0.4, RED)
        + rect(x + w * 0.56, y + h * 0.2, w * 0.44, h * 0.5, NAVY)
        + poly(STRAW, (x, y + h), (x + w * 0.6, y + h * 0.36), (x + w * 0.6, y + h))
        + disc(x + w * 0.74, y + h * 0.78, w * 0.16, PAPER)
        + rect(x + w * 0.5, y, 14, h, SOOT)
        + rect(x, y + h * 0.4, w, 14, SOOT)
    )


def _picture_waves(x: float, y: float, w: float, h: float) -> str:
    return rect(x, y, w, h, STRAW) + "".join(
        curve(
            (BLUE, PLUM, RED)[k % 3],
            26,
            (x - 10, y + 40 + 50 * k),
            (x + w * 0.3, y + 10 + 50 * k),
            (x + w * 0.65, y + 70 + 50 * k),
            (x + w + 10, y + 30 + 50 * k),
        )
        for k in range(8)
    )


@scene(
    "bookshop-window",
    alt="A bookshop glows at dusk, its window stacked with bright spines; a reader stops outside under an umbrella.",
    subject="The Quay Street bookshop on publication day",
    focal=(0.45, 0.5),
    credit=IBSEN,
)
def bookshop_window() -> str:
    dice = Random(22)
    shelves = "".join(_shelf(330, 420 + 150 * k, 760, 120, dice) for k in range(3))
    return "".join(
        (
            rect(0, 0, 1800, 1200, PLUM),
            *(rect(x, 30, 150, 130, NAVY) + rect(x + 68, 30, 12, 130, SOOT) for x in (300, 640, 980, 1320)),
            rect(210, 190, 1380, 850, TEAL)
            + rect(190, 180, 1420, 100, NAVY)
            + rect(230, 200, 1340, 60, TEAL)
            + rect(190, 276, 1420, 14, STRAW),
            path(RED, "M250 290H1150L1210 400H190Z")
            + "".join(
                poly(
                    PAPER,
                    (250 + 200 * k, 290),
                    (350 + 200 * k, 290),
                    (190 + 226 * k + 226, 400),
                    (190 + 226 * k + 113, 400),
                )
                for k in range(4)
            ),
            rect(280, 400, 850, 520, STRAW) + rect(280, 400, 850, 520, tint(AMBER, 30)),
            shelves,
            *(_stack_of_books(x, 916, n, dice) for x, n in ((360, 4), (560, 6), (800, 5), (980, 3))),
            rect(690, 400, 16, 520, TEAL) + rect(270, 910, 880, 26, NAVY),
            rect(1240, 330, 260, 710, NAVY)
            + rect(1270, 360, 200, 440, STRAW)
            + rect(1300, 640, 140, 160, tint(AMBER, 60))
            + person(1370, 800, 300, Person(coat=RED, skin=CLAY, arms="hold"))
            + rect(1270, 800, 200, 8, NAVY)
            + rect(1290, 840, 160, 160, TEAL)
            + disc(1476, 700, 12, STRAW),
            rect(270, 936, 880, 104, NAVY) + "".join(rect(300 + 210 * k, 956, 170, 66, TEAL) for k in range(4)),
            rect(0, 1036, 1800, 170, SOOT),
            poly(tint(STRAW, 55), (290, 1040), (1120, 1040), (1240, 1180), (170, 1180)),
            person(
                640,
                1150,
                500,
                Person(coat=NAVY, legs=SOOT, arms="hold", long_hair=True, hair=SOOT, skirt=True, shade=SOOT),
            ),
            umbrella(680, 830, 400, RED, PLUM),
            lamp(110, 1090, 700, SOOT, STRAW, halo=STRAW),
            rain(8, MIST, count=120, length=60, slant=0.2),
        )
    )


def _shelf(x: float, y: float, width: float, height: float, dice: Random) -> str:
    parts, left = [], x
    while left < x + width - 30:
        w, h = dice.uniform(16, 34), height * dice.uniform(0.68, 0.96)
        ink = dice.choice((RED, NAVY, TEAL, PLUM, PAPER, UMBER, BLUE, MOSS))
        parts.append(
            rect(left, y + height - h, w - 2, h, ink)
            + rect(left, y + height - h * 0.8, w - 2, 6, STRAW if ink != PAPER else RED)
        )
        left += w
    return "".join(parts) + rect(x - 20, y + height, width + 40, 12, UMBER)


def _stack_of_books(x: float, base: float, count: int, dice: Random) -> str:
    return "".join(
        rect(x - 70 + dice.uniform(-10, 10), base - 26 * (k + 1), 140, 23, dice.choice((RED, NAVY, PAPER, TEAL, PLUM)))
        for k in range(count)
    ) + group(
        rect(-50, -130, 100, 130, RED),
        rect(-36, -112, 72, 40, STRAW),
        rect(-36, -60, 50, 8, PAPER),
        at=(x, base - 26 * count),
    )


@scene(
    "library-hall",
    alt="A long barrel-vaulted library hall with galleries of books on both sides and readers at lamps down the middle.",
    subject="The reading hall of the National Library",
    focal=(0.5, 0.5),
)
def library_hall() -> str:
    view = View(horizon=620, lens=1050, eye=2.4)
    dice = Random(31)
    return "".join(
        (
            rect(0, 0, 1800, 1200, UMBER),
            *(_vault_ring(view, z, k) for k, z in enumerate((3, 4.2, 5.8, 8, 11, 15, 20, 27))),
            view.face(STRAW, (-4, 0, 34), (-4, 7, 34), (4, 7, 34), (4, 0, 34)),
            view.floor(CLAY, -5, 5, 2.2, 34),
            view.floor(RED, -0.9, 0.9, 2.2, 34),
            *(
                _bay(view, side, z, level, dice)
                for z in (28, 22, 17, 13, 10, 7.6, 5.6, 4, 2.8)
                for side in (-1, 1)
                for level in (0.0, 3.2)
            ),
            *(
                view.line(STRAW, max(3, 60 / 12), (side * 3.9, 3.2, 2.4), (side * 3.9, 3.2, 32))
                + view.line(STRAW, 4, (side * 3.9, 4.1, 2.4), (side * 3.9, 4.1, 32))
                for side in (-1, 1)
            ),
            *(_reading_table(view, z) for z in (20, 14.5, 10.5, 7.4, 5.2)),
        )
    )


def _vault_ring(view: View, z: float, k: int) -> str:
    x0, y0 = view.at(-5, 6.2, z)
    x1, _ = view.at(5, 6.2, z)
    r = (x1 - x0) / 2
    inner = path((AMBER, CLAY)[k % 2], f"M{x0:.0f} {y0:.0f}A{r:.0f} {r * 0.72:.0f} 0 0 1 {x1:.0f} {y0:.0f}Z")
    return (
        inner
        + f'<path d="M{x0:.0f} {y0:.0f}A{r:.0f} {r * 0.72:.0f} 0 0 1 {x1:.0f} {y0:.0f}" fill="none" stroke="{SEPIA}" stroke-width="{max(3, 60 / z):.0f}"/>'
    )


def _bay(view: View, side: int, z: float, level: float, dice: Random) -> str:
    deep, x = z * 0.3, side * 4.3
    parts = [
        view.face(
            (UMBER, SEPIA)[side > 0],
            (x, level, z),
            (x, level + 3.1, z),
            (x, level + 3.1, z + deep),
            (x, level, z + deep),
        )
    ]
    for shelf in range(5):
        y = level + 0.15 + 0.58 * shelf
        for k in range(9):
            a, b = z + deep * (0.06 + 0.1 * k), z + deep * (0.06 + 0.1 * (k + 0.86))
            tall = 0.3 + 0.16 * dice.random()
            ink = dice.choice(
                (RED, NAVY, TEAL, STRAW, PAPER, PLUM) if side < 0 else (PLUM, NAVY, SOOT, AMBER, TEAL, RED)
            )
            parts.append(view.face(ink, (x, y, a), (x, y + tall, a), (x, y + tall, b), (x, y, b)))
    return "".join(parts)


def _reading_table(view: View, z: float) -> str:
    parts = []
    for side in (-1, 1):
        parts.append(
            view.box(
                (side * 2.1 - 0.8, side * 2.1 + 0.8), (0.66, 0.76), (z, z + 1.6), front=SEPIA, side=SOOT, top=UMBER
            )
        )
        for dx in (1.7, 2.5):
            px, py = view.at(side * dx, 0.1, z + 1.7)
            parts.insert(
                0,
                person(
                    px,
                    py,
                    1.45 * view.size(z + 1.7),
                    Person(
                        coat=(NAVY, TEAL, RED, PLUM)[int(z + dx * 3) % 4],
                        skin=(ROSE, CLAY, UMBER)[int(z * 2 + dx) % 3],
                        arms="hold",
                    ),
                ),
            )
        lx, ly = view.at(side * 2.1, 0.76, z + 0.8)
        s = view.size(z + 0.8)
        parts.append(
            rect(lx - 0.02 * s, ly - 0.4 * s, 0.04 * s, 0.4 * s, STRAW)
            + path(
                TEAL,
                f"M{lx - 0.22 * s:.0f} {ly - 0.34 * s:.0f}Q{lx:.0f} {ly - 0.62 * s:.0f} {lx + 0.22 * s:.0f} {ly - 0.34 * s:.0f}Z",
            )
            + oval(lx, ly - 0.33 * s, 0.18 * s, 0.03 * s, PAPER)
        )
        parts.append(
            view.face(
                PAPER,
                (side * 1.6, 0.77, z + 0.2),
                (side * 1.6, 0.77, z + 0.6),
                (side * 2.0, 0.77, z + 0.6),
                (side * 2.0, 0.77, z + 0.2),
            )
        )
    return "".join(parts)


@scene(
    "classroom",
    alt="A teacher points at a blackboard of sums while children at wooden desks raise their hands, seen from the back row.",
    subject="Year four at Ladder Hill school",
    focal=(0.45, 0.4),
    credit=IBSEN,
)
def classroom() -> str:
    return "".join(
        (
            rect(0, 0, 1800, 1200, STRAW),
            rect(0, 700, 1800, 500, CLAY),
            rect(170, 110, 980, 440, UMBER) + rect(190, 130, 940, 400, TEAL),
            *(
                curve(PAPER, 7, *((260 + x, 220 + y) for x, y in pts))
                for pts in (
                    ((0, 0), (40, -30), (60, 10), (0, 60), (70, 60)),
                    ((120, 20), (170, 20)),
                    ((145, -10), (145, 50)),
                    ((230, -20), (210, 30), (270, 30)),
                    ((255, -20), (255, 70)),
                    ((320, 10), (370, 10)),
                    ((320, 36), (370, 36)),
                    ((470, -30), (430, 20), (440, 60), (480, 50), (470, 20), (440, 30)),
                )
            ),
            stroke(PAPER, 6, (780, 440), (1000, 440), (780, 260), (780, 440)),
            rect(170, 550, 980, 18, CLAY),
            rect(1250, 110, 480, 400, PAPER)
            + rect(1264, 124, 452, 372, MIST)
            + disc(1620, 210, 50, PAPER)
            + tree(1400, 496, 260, MOSS, TEAL, trunk=UMBER, seed=4)
            + rect(1482, 110, 16, 400, PAPER)
            + rect(1250, 300, 480, 14, PAPER),
            *(
                rect(1270 + 110 * k, 560, 84, 100, (ROSE, PAPER, MIST, ROSE)[k])
                + disc(1312 + 110 * k, 600, 22, (RED, AMBER, TEAL, NAVY)[k])
                for k in range(4)
            ),
            person(
                980,
                790,
                560,
                Person(coat=RED, legs=NAVY, skin=UMBER, hair=SOOT, arms="point", skirt=True, shade=PLUM),
                facing=-1,
            ),
            *(_pupil(x, 790, 0.74, k) for k, x in enumerate((180, 520, 860, 1220, 1560))),
            *(_pupil(x, 1000, 1.05, k + 3) for k, x in enumerate((60, 480, 920, 1360, 1760))),
        )
    )


def _pupil(x: float, y: float, s: float, k: int) -> str:
    skin, hair = (ROSE, CLAY, UMBER)[k % 3], (SOOT, UMBER, AMBER, SOOT)[k % 4]
    arm = (
        stroke((NAVY, TEAL, RED, BLUE)[k % 4], 34, (66, 60), (92, -40), cap="round")
        + stroke(skin, 24, (92, -50), (86, -150), cap="round")
        + disc(86, -168, 19, skin)
        if k % 2 == 0
        else ""
    )
    plait = "".join(curve(hair, 20, (d * 44, -10), (d * 66, 40), (d * 60, 90)) for d in (-1, 1)) if k % 3 == 1 else ""
    return group(
        arm,
        blob((NAVY, TEAL, RED, BLUE)[k % 4], (-96, 240), (-86, 70), (0, 20), (86, 70), (96, 240)),
        plait,
        oval(0, -36, 54, 64, hair),
        rect(-16, 10, 32, 30, skin) + oval(-52, -26, 11, 16, skin) + oval(52, -26, 11, 16, skin),
        poly(UMBER, (-170, 150), (170, 150), (190, 190), (-190, 190))
        + rect(-180, 186, 360, 24, SEPIA)
        + rect(-160, 210, 16, 160, SEPIA)
        + rect(144, 210, 16, 160, SEPIA),
        rect(-120, 140, 70, 14, PAPER),
        at=(x, y),
        scale=s,
    )
