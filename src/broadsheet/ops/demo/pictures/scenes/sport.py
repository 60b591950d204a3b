"""Grounds, pools, courts, roads and rivers."""

import math
from random import Random

from ..faces.sitter import SHADE
from ..inks import AMBER, BLUE, CLAY, MIST, MOSS, NAVY, PAPER, PLUM, RED, ROSE, SEPIA, SOOT, STONE, STRAW, TEAL, UMBER
from ..motifs.land import grass, hills, range_of_peaks, tree, wood
from ..motifs.people import Person, heads, person
from ..motifs.sky import cloud, sky, stars
from ..motifs.town import bunting
from ..motifs.water import ripples, sea
from ..pen import bank, blob, curve, cut, disc, group, oval, path, poly, rect, ring, stroke
from ..scene import IBSEN, scene
from ..screens import graded, tint


@scene(
    "stadium-lights",
    alt="Floodlights blaze over a packed football stadium at night, the pitch a bright green slab far below the upper tier.",
    subject="The Basin, the national stadium, under lights",
    focal=(0.5, 0.5),
)
def stadium_lights() -> str:
    return "".join(
        (
            sky(NAVY),
            stars(2, PAPER, count=50, height=260),
            *(
                poly(tint(STRAW, 24), (x - 60, 130), (x + 60, 130), (x + d * 500 + 380, 760), (x + d * 500 - 380, 760))
                for x, d in ((240, 1), (1560, -1))
            ),
            path(SOOT, "M-20 330Q900 170 1820 330V420Q900 270 -20 420Z"),
            path(PLUM, "M-20 416Q900 268 1820 416V640Q900 510 -20 640Z"),
            _stand(0.0, 12, 7),
            path(SOOT, "M-20 630Q900 500 1820 630V660Q900 534 -20 660Z"),
            path(RED, "M-20 655Q900 530 1820 655V676Q900 552 -20 676Z"),
            _pitch(),
            *(_floodlight(x, 430, s) for x, s in ((240, 1.0), (1560, 1.0))),
            heads(4, SOOT, y=1000, size=44, gap=2, raised=0.3),
            _scarves(),
            heads(8, SOOT, y=1110, size=76, gap=2.1, raised=0.25),
        )
    )


def _stand(_lift: float, rows: int, seed: int) -> str:
    dice = Random(seed)
    dots = []
    for row in range(rows):
        for column in range(92):
            x = 20 * column + dice.uniform(-4, 4)
            t = x / 1800
            y = 432 + row * 17 - 4 * 74 * t * (1 - t) + 4
            dots.append(disc(x, y, 6.5, dice.choice((ROSE, STRAW, RED, PAPER, CLAY, AMBER, RED))))
    return "".join(dots)


def _pitch() -> str:
    field = poly(MOSS, (330, 640), (1470, 640), (1900, 1010), (-100, 1010))
    stripes = "".join(
        poly(
            TEAL, (330 + 114 * i, 640), (330 + 114 * (i + 1), 640), (-100 + 200 * (i + 1), 1010), (-100 + 200 * i, 1010)
        )
        for i in range(0, 10, 2)
    )
    lines = (
        stroke(PAPER, 6, (360, 652), (1440, 652), (1830, 1000), (-30, 1000), (360, 652))
        + stroke(PAPER, 5, (900, 652), (900, 1000))
        + f'<ellipse cx="900" cy="800" rx="190" ry="62" fill="none" stroke="{PAPER}" stroke-width="5"/>'
        + stroke(PAPER, 4, (300, 706), (470, 706), (330, 880), (104, 880))
        + stroke(PAPER, 4, (1500, 706), (1330, 706), (1470, 880), (1696, 880))
    )
    players = "".join(
        stroke(ink, 12, (x, y), (x, y - 26), cap="round") + disc(x, y - 40, 7, ROSE) + oval(x + 16, y + 4, 20, 4, SOOT)
        for x, y, ink in (
            (520, 790, RED),
            (680, 720, PAPER),
            (760, 860, RED),
            (880, 780, PAPER),
            (960, 850, RED),
            (1080, 740, PAPER),
            (1180, 900, RED),
            (1260, 800, PAPER),
            (620, 920, PAPER),
            (1020, 700, RED),
            (400, 850, PAPER),
        )
    )
    return field + stripes + lines + players + disc(930, 806, 6, PAPER)


def _floodlight(x: float, base: float, scale: float) -> str:
    lamps = "".join(disc(x - 84 + 42 * i, 70 + 40 * j, 17, PAPER) for i in range(5) for j in range(3))
    return (
        stroke(SOOT, 16, (x - 26, base), (x - 8, 190))
        + stroke(SOOT, 16, (x + 26, base), (x + 8, 190))
        + "".join(stroke(SOOT, 5, (x - 24, base - 50 * k), (x + 18, base - 50 * k - 50)) for k in range(4))
        + disc(x, 110, 210 * scale, tint(STRAW, 26))
        + rect(x - 116, 40, 232, 142, SOOT, round=8)
        + lamps
    )


def _scarves() -> str:
    return "".join(
        path(ink, f"M{x} {y}q60 30 120 4t120 -10l4 34q-60 -20 -120 6t-124 -2Z")
        + "".join(path(PAPER, f"M{x + 70 * k + 30} {y + 10}l24 2l2 34l-24 -2Z") for k in (0, 1, 2))
        for x, y, ink in ((240, 940, RED), (820, 960, RED), (1380, 936, RED))
    )


@scene(
    "football-goal",
    alt="A goalkeeper in yellow dives full length but the ball is already bulging the net in the top corner.",
    subject="The winner at the Basin",
    focal=(0.55, 0.4),
    credit=IBSEN,
)
def football_goal() -> str:
    net = "".join(stroke(STONE, 3, (250 + 52 * i, 200), (190 + 56 * i, 900)) for i in range(26)) + "".join(
        stroke(STONE, 3, (230, 230 + 50 * j), (1590, 230 + 50 * j)) for j in range(14)
    )
    return "".join(
        (
            rect(0, 0, 1800, 1200, NAVY),
            *(heads(3 + i, (PLUM, SOOT)[i % 2], y=110 + 110 * i, size=36, gap=2.3, raised=0.3) for i in range(5)),
            rect(0, 590, 1800, 100, RED)
            + "".join(rect(60 + 300 * i, 616, 200, 46, (PAPER, STRAW)[i % 2]) for i in range(6)),
            rect(0, 690, 1800, 520, MOSS),
            *(
                poly(TEAL, (x, 690), (x + 170, 690), (x * 1.5 - 330, 1200), (x * 1.5 - 640, 1200))
                for x in range(-100, 1900, 340)
            ),
            net,
            blob(NAVY, (1270, 260), (1420, 230), (1500, 300), (1480, 420), (1360, 470), (1270, 390)),
            *(curve(STONE, 4, (1240 + 50 * i, 210), (1330 + 36 * i, 330), (1250 + 50 * i, 500)) for i in range(5)),
            *(curve(STONE, 4, (1230, 250 + 54 * i), (1400, 264 + 44 * i), (1530, 250 + 54 * i)) for i in range(5)),
            _football(1400, 340, 76),
            rect(214, 176, 1400, 26, PAPER)
            + rect(206, 176, 26, 740, PAPER)
            + rect(1590, 176, 26, 740, PAPER)
            + rect(222, 202, 8, 710, STONE)
            + rect(1606, 202, 8, 710, STONE),
            stroke(PAPER, 12, (0, 916), (1800, 916)),
            _keeper(),
            oval(820, 1010, 330, 24, SOOT),
            grass(3, TEAL, y=1200, count=90, height=50),
        )
    )


def _football(x: float, y: float, r: float) -> str:
    patches = poly(
        SOOT,
        *(
            (x + r * 0.36 * math.sin(2 * math.pi * k / 5), y - r * 0.36 * math.cos(2 * math.pi * k / 5))
            for k in range(5)
        ),
    )
    for k in range(5):
        a = 2 * math.pi * k / 5
        cx, cy = x + r * 0.92 * math.sin(a), y - r * 0.92 * math.cos(a)
        patches += stroke(SOOT, r * 0.06, (x + r * 0.36 * math.sin(a), y - r * 0.36 * math.cos(a)), (cx, cy)) + disc(
            cx, cy, r * 0.26, SOOT
        )
    ball = disc(x, y, r, PAPER)
    return ball + cut(
        ball,
        patches,
        path(
            tint(NAVY, 40),
            f"M{x + r * 0.2:.0f} {y - r:.0f}Q{x + r * 0.9:.0f} {y:.0f} {x:.0f} {y + r:.0f}H{x + r:.0f}V{y - r:.0f}Z",
        ),
    )


def _keeper() -> str:
    """A goalkeeper at full stretch towards the upper right."""
    return "".join(
        (
            stroke(SOOT, 54, (700, 740), (560, 800), (420, 760), cap="round"),
            stroke(PAPER, 40, (540, 806), (420, 764), cap="round"),
            blob(RED, (420, 730), (360, 720), (340, 770), (370, 800), (424, 790)),
            stroke(NAVY, 60, (720, 730), (600, 880), (470, 920), cap="round"),
            stroke(PAPER, 42, (590, 890), (470, 924), cap="round"),
            blob(RED, (480, 890), (410, 900), (390, 950), (430, 966), (490, 950)),
            blob(
                STRAW, (680, 700), (800, 590), (930, 530), (1010, 560), (1010, 650), (900, 740), (760, 800), (690, 770)
            ),
            blob(AMBER, (760, 800), (900, 740), (1010, 650), (990, 600), (880, 690), (700, 770)),
            stroke(STRAW, 52, (960, 570), (1090, 490), (1200, 400), cap="round"),
            stroke(AMBER, 48, (990, 620), (1120, 580), (1220, 500), cap="round"),
            blob(PAPER, (1190, 420), (1210, 360), (1262, 340), (1280, 370), (1260, 420), (1224, 446)),
            blob(PAPER, (1200, 520), (1240, 460), (1290, 450), (1300, 484), (1270, 520), (1226, 540)),
            oval(1040, 500, 50, 60, CLAY, turn=40),
            blob(SOOT, (990, 500), (1000, 440), (1060, 430), (1090, 450), (1050, 470), (1030, 520)),
            poly(SOOT, (800, 640), (846, 610), (870, 690), (826, 726)),
        )
    )


@scene(
    "swimmer-lane",
    alt="Seen from above, a swimmer in a red cap cuts down a blue lane between rows of white and red floats.",
    subject="Edda Lindqvist-Moe in the 400 metres final",
    focal=(0.5, 0.5),
)
def swimmer_lane() -> str:
    def rope(x: float) -> str:
        return "".join(
            rect(x - 15, y, 30, 34, RED if (y // 40) % 8 < 4 else PAPER, round=10) for y in range(0, 1200, 40)
        )

    def wave(x: float, seed: int) -> str:
        dice = Random(seed)
        return "".join(
            curve(
                MIST,
                5,
                (x + dice.uniform(-150, 120), y),
                (x + dice.uniform(-60, 60), y + 14),
                (x + dice.uniform(60, 190), y),
            )
            for y in range(30, 1200, 90)
        )

    def swimmer(x: float, y: float, cap: str, suit: str, skin: str, scale: float, flip: int = 1) -> str:
        return group(
            blob(
                PAPER,
                (-120, 330),
                (-60, 250),
                (-30, 420),
                (-70, 560),
                (0, 470),
                (70, 570),
                (40, 420),
                (70, 260),
                (120, 340),
                (90, 480),
                (130, 640),
                (0, 600),
                (-130, 640),
                (-90, 480),
            ),
            stroke(skin, 34, (-34, 180), (-44, 330), (-30, 440), cap="round"),
            stroke(skin, 34, (34, 180), (30, 330), (54, 420), cap="round"),
            stroke(skin, 34, (70, -10), (150, -130), (110, -280), cap="round"),
            oval(108, -300, 18, 30, skin),
            stroke(skin, 34, (-70, 0), (-150, 90), (-130, 190), cap="round"),
            blob(skin, (-86, -30), (0, -60), (86, -30), (66, 90), (56, 190), (-56, 190), (-66, 90)),
            blob(suit, (-44, -20), (0, 20), (44, -20), (62, 80), (56, 196), (-56, 196), (-62, 80)),
            poly(SHADE[skin], (10, -56), (86, -30), (66, 90), (60, 40), (30, -10)),
            oval(0, -104, 46, 60, cap),
            curve(PAPER, 6, (-40, -90), (0, -70), (40, -90)),
            blob(PAPER, (70, -260), (60, -350), (120, -380), (170, -330), (150, -250), (112, -300)),
            at=(x, y),
            scale=(scale * flip, scale),
        )

    return "".join(
        (
            rect(0, 0, 1800, 1200, BLUE),
            *(rect(x - 34, 0, 68, 1200, NAVY) for x in (150, 650, 1150, 1650)),
            *(wave(x, x) for x in (150, 650, 1150, 1650)),
            *(rope(x) for x in (400, 900, 1400)),
            swimmer(650, 480, RED, SOOT, ROSE, 1.15),
            swimmer(1150, 800, STRAW, NAVY, UMBER, 1.15, -1),
            swimmer(150, 960, PAPER, PLUM, CLAY, 1.15, -1),
            swimmer(1650, 1000, TEAL, SOOT, ROSE, 1.15),
        )
    )


@scene(
    "cycling-peloton",
    alt="A tight pack of racing cyclists in bright jerseys rides below snow peaks, the leader in yellow in front.",
    subject="Jonas Ferrant leads the Tour of the Falls",
    focal=(0.62, 0.55),
)
def cycling_peloton() -> str:
    riders = (
        (300, 800, 3.0, TEAL),
        (560, 820, 3.1, PAPER),
        (840, 800, 3.0, PLUM),
        (140, 900, 3.7, RED),
        (450, 920, 3.8, NAVY),
        (780, 930, 3.9, AMBER),
        (300, 1060, 4.6, BLUE),
        (700, 1080, 4.7, RED),
    )
    return "".join(
        (
            sky(MIST),
            disc(1500, 240, 110, STRAW),
            range_of_peaks(
                17, BLUE, NAVY, peaks=[(260, 160), (760, 290), (1250, 130), (1680, 320)], base=640, snow=PAPER
            ),
            hills(5, TEAL, y=640, rise=110),
            wood(3, TEAL, NAVY, y=640, count=30, height=(80, 150)),
            bank(MOSS, 1200, (-20, 640), (600, 660), (1200, 640), (1820, 560)),
            poly(STONE, (0, 760), (900, 740), (1600, 660), (1820, 600), (1820, 1210), (0, 1210)),
            poly(tint(SOOT, 30), (0, 980), (1820, 900), (1820, 1210), (0, 1210)),
            stroke(PAPER, 8, (0, 770), (900, 752), (1600, 674), (1820, 612)),
            heads(9, PLUM, y=690, size=22, gap=2.2, raised=0.4, x=(-20, 900)),
            *(_racer(x, y, u, ink) for x, y, u, ink in riders),
            _racer(1250, 1120, 6.0, STRAW),
        )
    )


def _racer(x: float, base: float, u: float, jersey: str) -> str:
    """A racing cyclist bent low, facing right; 64 units long."""
    skin = (ROSE, CLAY, UMBER)[int(x) % 3]
    wheels = "".join(
        ring(dx, -15, 14.4, 1.5, SOOT)
        + "".join(
            stroke(STONE, 0.3, (dx, -15), (dx + 14 * math.cos(a), -15 + 14 * math.sin(a)))
            for a in (0.3, 1.1, 1.9, 2.7, 3.5, 4.3, 5.1, 5.9)
        )
        for dx in (-24, 24)
    )
    frame = (
        stroke(SOOT, 1.7, (-24, -15), (-2, -14), (15, -36), (-11, -35), (-24, -15))
        + stroke(SOOT, 1.7, (-2, -14), (-12, -40))
        + stroke(SOOT, 1.7, (24, -15), (16, -39))
        + curve(SOOT, 1.8, (15, -39), (22, -40), (22, -34), (18, -33))
        + stroke(SOOT, 2.4, (-17, -41), (-8, -41), cap="round")
    )
    far = stroke(SEPIA if skin == UMBER else UMBER, 5, (-9, -42), (6, -32), (2, -17), cap="round")
    near = (
        stroke(SOOT, 6.4, (-9, -43), (8, -36), cap="round")
        + stroke(skin, 4.6, (8, -36), (-1, -22), (-3, -9), cap="round")
        + oval(-1, -7, 5, 2, PAPER)
    )
    body = blob(jersey, (-15, -43), (-11, -52), (2, -61), (14, -62), (17, -57), (9, -50), (-4, -42)) + blob(
        tint(SOOT, 45), (-15, -43), (-4, -45), (9, -52), (17, -57), (9, -50), (-4, -42)
    )
    arm = stroke(jersey, 4.6, (13, -59), (17, -51), cap="round") + stroke(
        skin, 3.6, (17, -51), (17, -45), (21, -39), cap="round"
    )
    head = (
        oval(20, -64, 4.6, 5, skin, turn=20)
        + blob(jersey if jersey != PAPER else RED, (13.4, -65), (16, -70), (22, -71.5), (26, -67), (20, -66.5))
        + stroke(SOOT, 1.6, (20, -65), (25, -63.4))
    )
    return group(oval(0, 0, 40, 1.6, UMBER), wheels, far, frame, near, body, arm, head, at=(x, base), scale=u)


@scene(
    "tennis-court",
    alt="A tennis player in white stretches into a serve on a red clay court, her long shadow thrown across the line.",
    subject="Mara Quill serves at the Aldermere Open",
    focal=(0.4, 0.45),
    credit=IBSEN,
)
def tennis_court() -> str:
    return "".join(
        (
            rect(0, 0, 1800, 1200, RED),
            rect(0, 0, 1800, 330, TEAL),
            *(heads(20 + i, (NAVY, SOOT, NAVY)[i], y=40 + 80 * i, size=28, gap=2.2) for i in range(3)),
            rect(0, 270, 1800, 90, NAVY),
            *(disc(x, 315, 22, STRAW) for x in range(90, 1800, 230)),
            graded(0, 360, 1800, 500, CLAY, start=0.8, end=0, pitch=24),
            stroke(PAPER, 12, (-40, 1120), (1840, 900)),
            stroke(PAPER, 10, (1000, 360), (1900, 860)),
            stroke(PAPER, 10, (1240, 360), (1900, 700)),
            *(stroke(PAPER, 2.4, (1130 + 40 * i, 410 + 13 * i), (1130 + 40 * i, 510 + 20 * i)) for i in range(18)),
            stroke(PAPER, 14, (1120, 404), (1820, 640)) + stroke(SOOT, 14, (1124, 400), (1124, 540)),
            poly(PLUM, (620, 1060), (720, 1040), (1300, 1120), (1500, 1080), (1520, 1110), (1320, 1160), (900, 1120))
            + oval(1560, 1094, 70, 24, PLUM, turn=-8),
            _server(),
            disc(900, 110, 26, STRAW) + curve(PAPER, 4, (880, 96), (896, 112), (890, 134)),
            person(1560, 470, 150, Person(coat=NAVY, legs=STONE, arms="hold", skin=UMBER), facing=-1),
        )
    )


def _server() -> str:
    return "".join(
        (
            stroke(CLAY, 42, (590, 720), (520, 880), (440, 1010), cap="round")
            + blob(PAPER, (420, 1000), (470, 1010), (480, 1050), (400, 1052), (392, 1030)),
            stroke(CLAY, 46, (640, 720), (690, 880), (660, 1040), cap="round")
            + blob(PAPER, (634, 1036), (690, 1034), (730, 1070), (640, 1078)),
            poly(PAPER, (540, 620), (700, 610), (760, 760), (500, 800))
            + poly(STONE, (640, 614), (700, 610), (760, 760), (660, 778)),
            blob(PAPER, (540, 640), (530, 500), (560, 400), (640, 370), (700, 400), (710, 520), (700, 640)),
            blob(STONE, (650, 380), (700, 400), (710, 520), (700, 640), (650, 640), (664, 500)),
            stroke(CLAY, 34, (690, 410), (780, 290), (860, 190), cap="round"),
            stroke(CLAY, 36, (560, 420), (450, 380), (430, 270), cap="round"),
            group(
                rect(-9, 0, 18, 110, SOOT, round=6),
                stroke(SOOT, 12, (0, 0), (-30, -60)) + stroke(SOOT, 12, (0, 0), (30, -60)),
                f'<ellipse cx="0" cy="-150" rx="78" ry="104" fill="none" stroke="{SOOT}" stroke-width="14"/>',
                *(
                    stroke(PAPER, 2.4, (-70 + 20 * i, -230 + 6 * abs(i - 3)), (-70 + 20 * i, -70 - 6 * abs(i - 3)))
                    for i in range(8)
                ),
                *(stroke(PAPER, 2.4, (-66, -220 + 20 * i), (66, -220 + 20 * i)) for i in range(8)),
                at=(420, 250),
                turn=-52,
            ),
            poly(CLAY, (620, 330), (680, 330), (690, 400), (620, 400)),
            oval(668, 290, 58, 70, CLAY, turn=18),
            blob(UMBER, (604, 300), (610, 230), (670, 206), (730, 240), (722, 262), (660, 262), (640, 330)),
            disc(590, 300, 36, UMBER),
            stroke(PAPER, 14, (610, 262), (726, 248)),
            stroke(SOOT, 6, (690, 278), (708, 272)),
        )
    )


@scene(
    "rowing-regatta",
    alt="Two rowing eights race side by side on a broad river, oars in step, beneath a bridge lined with spectators.",
    subject="The Ister Regatta",
    focal=(0.5, 0.62),
)
def rowing_regatta() -> str:
    arches = "".join(
        path(STONE, f"M{x} 520V400H{x + 460}V520H{x + 410}Q{x + 410} 420 {x + 230} 420Q{x + 50} 420 {x + 50} 520Z")
        for x in range(-60, 1800, 460)
    )
    return "".join(
        (
            sky(STRAW),
            cloud(180, 220, 420, PAPER, seed=4) + cloud(1250, 170, 380, PAPER, seed=7),
            hills(5, tint(MOSS, 70), y=430, rise=120),
            *(tree(x, 440, 210, MOSS, TEAL, trunk=UMBER, seed=x) for x in range(40, 1800, 170)),
            heads(6, NAVY, y=372, size=13, gap=2.2, raised=0.3),
            rect(0, 392, 1800, 26, CLAY),
            sea(BLUE, 500),
            arches,
            bunting((0, 300), (900, 300), (RED, PAPER, TEAL), flags=18)
            + bunting((900, 300), (1800, 300), (RED, PAPER, TEAL), flags=18),
            ripples(4, MIST, top=510, count=90),
            ripples(5, NAVY, top=560, count=70),
            _eight(140, 720, 1.0, RED, PAPER),
            _eight(-40, 990, 1.5, NAVY, STRAW),
            *(disc(x, y, 16, RED) for x, y in ((300, 830), (800, 836), (1300, 842), (1750, 846))),
        )
    )


def _eight(x: float, water: float, scale: float, hull: str, vest: str) -> str:
    crew = []
    for seat in range(8):
        px = 150 + seat * 112
        crew.append(
            stroke(SOOT, 4, (px + 26, -52), (px - 60, 44))
            + blob(hull, (px - 66, 40), (px - 50, 30), (px - 76, 66), (px - 88, 60))
        )
        crew.append(oval(px - 70, 66, 40, 7, PAPER))
        crew.append(
            blob(vest, (px - 22, -14), (px - 4, -80), (px + 20, -84), (px + 30, -60), (px + 16, -12))
            + stroke((ROSE, CLAY, UMBER)[seat % 3], 12, (px + 18, -74), (px + 52, -54), (px + 30, -50), cap="round")
            + oval(px + 16, -104, 14, 18, (ROSE, CLAY, UMBER)[seat % 3])
            + blob(SOOT, (px + 2, -104), (px + 8, -122), (px + 24, -122), (px + 28, -112), (px + 10, -108))
            + stroke(SOOT, 14, (px - 8, -14), (px + 40, -22), cap="round")
        )
    cox = (
        blob(hull, (40, -10), (50, -56), (76, -56), (86, -10))
        + oval(62, -74, 13, 16, ROSE)
        + rect(46, -92, 38, 10, vest)
    )
    boat = (
        poly(hull, (-60, -16), (1180, -16), (1130, 8), (20, 10))
        + poly(PAPER, (-60, -16), (1180, -16), (1172, -8), (-46, -8))
        + poly(tint(SOOT, 50), (0, 12), (1130, 10), (1080, 34), (60, 36))
    )
    return group(boat, *crew, cox, at=(x, water), scale=scale)
