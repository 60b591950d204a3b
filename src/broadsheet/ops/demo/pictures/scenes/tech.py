"""Machines that think, look up and lift."""

import math
from random import Random

from ..inks import AMBER, BLUE, CLAY, MIST, MOSS, NAVY, PAPER, PLUM, RED, ROSE, SOOT, STONE, STRAW, TEAL, UMBER
from ..motifs.land import conifer, range_of_peaks
from ..motifs.people import Person, person
from ..motifs.sky import sky, stars, streak
from ..motifs.town import skyline
from ..pen import Point, bank, blob, curve, cut, disc, group, oval, overprint, path, poly, rect, ring, stroke
from ..perspective import View
from ..scene import IBSEN, scene
from ..screens import graded, tint


@scene(
    "chip-wafer",
    alt="Tweezers hold a round silicon wafer patterned with a grid of chips that shines in bands of colour.",
    subject="A finished wafer at Ketter Micro",
    focal=(0.45, 0.48),
)
def chip_wafer() -> str:
    wafer = disc(780, 600, 460, MIST)
    cells = "".join(
        rect(320 + 78 * i, 150 + 62 * j, 72, 56, (BLUE, TEAL, MIST, STRAW, ROSE)[(i + j) // 2 % 5])
        + rect(320 + 78 * i, 150 + 62 * j, 36, 28, tint(NAVY, 45))
        + rect(360 + 78 * i, 184 + 62 * j, 28, 16, (PAPER, SOOT)[(i * j) % 2])
        for i in range(12)
        for j in range(15)
    )
    return "".join(
        (
            rect(0, 0, 1800, 1200, SOOT),
            graded(0, 500, 1800, 700, NAVY, start=0, end=0.9, pitch=24),
            oval(800, 1120, 480, 34, NAVY),
            disc(796, 612, 462, NAVY),
            wafer,
            cut(disc(780, 600, 440, MIST), cells),
            cut(
                wafer,
                overprint(poly(STRAW, (240, 1010), (940, 100), (1040, 100), (340, 1080))),
                overprint(poly(ROSE, (500, 1080), (1130, 260), (1180, 320), (600, 1100))),
            ),
            ring(780, 600, 450, 20, PAPER),
            poly(SOOT, (740, 1070), (780, 1030), (820, 1070)),
            poly(STONE, (1850, 330), (1180, 560), (1160, 600), (1230, 600), (1850, 420)),
            poly(PAPER, (1850, 330), (1180, 560), (1168, 584), (1850, 366)),
            poly(BLUE, (1850, 700), (1180, 640), (1160, 610), (1230, 606), (1850, 610)),
            blob(
                PAPER,
                (1850, 280),
                (1600, 320),
                (1480, 380),
                (1470, 440),
                (1560, 450),
                (1540, 520),
                (1500, 600),
                (1530, 680),
                (1640, 720),
                (1850, 800),
            ),
            blob(MIST, (1850, 560), (1640, 560), (1560, 620), (1570, 690), (1850, 790)),
            curve(STONE, 6, (1560, 450), (1640, 430), (1720, 400)),
            curve(STONE, 6, (1540, 530), (1630, 520), (1720, 500)),
        )
    )


@scene(
    "data-centre",
    alt="A technician with a tablet walks down a long aisle of blue server cabinets dotted with small lights.",
    subject="An aisle in Ketterby’s largest data centre",
    focal=(0.5, 0.5),
    credit=IBSEN,
)
def data_centre() -> str:
    view = View(horizon=580, lens=1150, eye=1.7)
    parts = []
    for side in (-1, 1):
        for i, z in enumerate((26, 20.5, 16.2, 12.8, 10.1, 8, 6.3, 5, 3.9, 3.0, 2.2)):
            x, deep = side * 1.35, z * 0.262
            parts.append(
                view.face(
                    (BLUE, NAVY)[side > 0] if i % 2 else (TEAL, SOOT)[side > 0],
                    (x, 0, z),
                    (x, 2.7, z),
                    (x, 2.7, z + deep),
                    (x, 0, z + deep),
                )
            )
            parts.append(
                view.face(
                    SOOT,
                    (x, 0.15, z + deep * 0.12),
                    (x, 2.55, z + deep * 0.12),
                    (x, 2.55, z + deep * 0.88),
                    (x, 0.15, z + deep * 0.88),
                )
            )
            for k in range(11):
                y = 0.3 + 0.2 * k
                parts.append(
                    view.line(
                        BLUE if side < 0 else NAVY, max(1.5, 18 / z), (x, y, z + deep * 0.2), (x, y, z + deep * 0.8)
                    )
                )
                lamp_ = view.at(x, y + 0.08, z + deep * (0.3 if (k + i) % 2 else 0.62))
                parts.append(disc(*lamp_, max(1.8, 13 / z), (STRAW, MIST, AMBER, MIST)[(k * 3 + i) % 4]))
    return "".join(
        (
            rect(0, 0, 1800, 1200, NAVY),
            view.face(SOOT, (-3, 3.2, 1.5), (3, 3.2, 1.5), (3, 3.2, 33), (-3, 3.2, 33)),
            *(
                view.face(PAPER, (-0.35, 3.18, z), (0.35, 3.18, z), (0.35, 3.18, z * 1.16), (-0.35, 3.18, z * 1.16))
                for z in (2.6, 3.6, 5, 7, 10, 14, 20)
            ),
            view.face(MIST, (-1.35, 0, 33), (-1.35, 3, 33), (1.35, 3, 33), (1.35, 0, 33)),
            view.floor(STONE, -1.35, 1.35, 1.5, 33),
            *(view.line(NAVY, 3, (-1.35, 0, z), (1.35, 0, z)) for z in (2.2, 2.8, 3.6, 4.6, 6, 8, 11, 15, 22)),
            *(view.line(NAVY, 3, (x, 0, 1.5), (x, 0, 33)) for x in (-0.45, 0.45)),
            *(
                view.face(PAPER, (-0.3, 0.001, z), (0.3, 0.001, z), (0.3, 0.001, z * 1.16), (-0.3, 0.001, z * 1.16))
                for z in (2.6, 5, 10)
            ),
            *parts,
            person(
                *view.at(-0.1, 0, 5.4),
                1.78 * view.size(5.4),
                Person(coat=AMBER, arms="hold", stance="stride", skin=UMBER, long_hair=True, shade=RED),
            ),
            rect(905, 705, 62, 46, PAPER),
        )
    )


@scene(
    "robot-arm",
    alt="An orange robot arm lowers a gear over a conveyor of identical boxes while a worker in blue watches.",
    subject="Automation at the Halden works",
    focal=(0.45, 0.4),
)
def robot_arm() -> str:
    return "".join(
        (
            rect(0, 0, 1800, 1200, MIST),
            *(poly(BLUE, (x, 0), (x + 200, 0), (x + 330, 150), (x + 130, 150)) for x in range(-300, 1800, 420)),
            rect(0, 150, 1800, 16, NAVY),
            *(
                rect(x, 210, 240, 300, PAPER) + rect(x + 116, 210, 8, 300, STONE) + rect(x, 350, 240, 8, STONE)
                for x in (60, 1180, 1480)
            ),
            rect(0, 780, 1800, 420, STONE),
            poly(tint(SOOT, 50), (300, 990), (1150, 990), (1400, 1110), (420, 1110)),
            *(
                poly(
                    STRAW if i % 2 else SOOT,
                    (i * 90, 1150),
                    (i * 90 + 90, 1150),
                    (i * 90 + 60, 1200),
                    (i * 90 - 30, 1200),
                )
                for i in range(-1, 21)
            ),
            rect(0, 850, 1800, 60, NAVY) + rect(0, 850, 1800, 14, BLUE),
            *(disc(x, 884, 20, STONE) + disc(x, 884, 7, SOOT) for x in range(30, 1800, 80)),
            *(rect(x, 910, 30, 160, SOOT) for x in (120, 560, 1000, 1440)),
            *(
                rect(x, 740, 150, 110, CLAY)
                + rect(x, 740, 150, 20, AMBER)
                + rect(x + 110, 740, 40, 110, UMBER)
                + rect(x + 60, 740, 30, 110, STRAW)
                for x in (40, 320, 1010, 1270, 1530)
            ),
            rect(640, 800, 190, 50, PAPER) + rect(640, 800, 190, 12, STONE),
            poly(SOOT, (290, 1060), (360, 960), (600, 960), (670, 1060)),
            _joint((480, 900), (330, 470), 92, 66),
            _joint((330, 470), (760, 260), 74, 44),
            disc(480, 900, 96, RED) + disc(480, 900, 40, SOOT),
            disc(330, 470, 92, RED) + disc(330, 470, 38, SOOT),
            curve(SOOT, 14, (420, 820), (250, 660), (240, 480), (360, 380), (640, 290)),
            disc(760, 260, 64, RED) + disc(760, 260, 26, SOOT),
            poly(AMBER, (722, 290), (798, 290), (780, 500), (740, 500))
            + poly(UMBER, (765, 290), (798, 290), (780, 500), (762, 500)),
            rect(700, 496, 120, 30, SOOT) + rect(700, 520, 18, 80, SOOT) + rect(802, 520, 18, 80, SOOT),
            _gear(760, 640, 78),
            person(
                1380,
                1130,
                560,
                Person(coat=BLUE, legs=NAVY, skin=CLAY, hair=SOOT, arms="hold", shade=NAVY, hat=STRAW),
                facing=-1,
            ),
            rect(1285, 775, 90, 64, SOOT) + rect(1293, 783, 74, 48, MIST),
        )
    )


def _joint(a: Point, b: Point, near: float, far: float) -> str:
    """One link of the arm, thick at the near end, its lower side in the shade."""
    length = math.dist(a, b)
    nx, ny = (b[1] - a[1]) / length, -(b[0] - a[0]) / length
    whole = poly(
        AMBER,
        (a[0] + nx * near, a[1] + ny * near),
        (b[0] + nx * far, b[1] + ny * far),
        (b[0] - nx * far, b[1] - ny * far),
        (a[0] - nx * near, a[1] - ny * near),
    )
    return whole + poly(
        UMBER,
        (a[0] - nx * near * 0.3, a[1] - ny * near * 0.3),
        (b[0] - nx * far * 0.3, b[1] - ny * far * 0.3),
        (b[0] - nx * far, b[1] - ny * far),
        (a[0] - nx * near, a[1] - ny * near),
    )


def _gear(x: float, y: float, radius: float) -> str:
    teeth = "".join(group(rect(-13, -radius - 20, 26, 34, NAVY), at=(x, y), turn=30 * i) for i in range(12))
    return teeth + disc(x, y, radius, NAVY) + ring(x, y, radius * 0.66, 9, BLUE) + disc(x, y, radius * 0.3, MIST)


@scene(
    "phone-hand",
    alt="A hand holds up a telephone whose screen shows a small map and messages, city lights out of focus behind.",
    subject="Lumen Mobile’s new handset",
    focal=(0.5, 0.45),
    credit=IBSEN,
)
def phone_hand() -> str:
    dice = Random(3)
    lights = "".join(
        disc(
            dice.uniform(0, 1800),
            dice.uniform(0, 1100),
            dice.uniform(26, 84),
            tint(dice.choice((STRAW, AMBER, RED, TEAL)), dice.choice((50, 70))),
        )
        for _ in range(34)
    )
    screen = "".join(
        (
            rect(722, 150, 376, 700, PAPER, round=26),
            cut(
                rect(722, 150, 376, 350, PAPER, round=26),
                rect(722, 150, 376, 350, MIST),
                curve(BLUE, 46, (700, 420), (820, 380), (930, 440), (1120, 380)),
                *(
                    stroke(PAPER, 9, a, b)
                    for a, b in (
                        ((720, 230), (1100, 300)),
                        ((830, 140), (790, 500)),
                        ((980, 140), (1010, 500)),
                        ((720, 330), (1100, 200)),
                    )
                ),
                curve(RED, 9, (790, 470), (800, 320), (880, 280), (990, 260)),
            ),
            path(RED, "M990 262l-30 -54a34 34 0 1 1 60 0Z") + disc(990, 192, 12, PAPER),
            rect(750, 530, 220, 66, STONE, round=22)
            + rect(870, 616, 200, 66, TEAL, round=22)
            + rect(750, 702, 260, 66, STONE, round=22),
            *(
                rect(x, y, w, 10, SOOT)
                for x, y, w in ((772, 552, 150), (772, 570, 100), (772, 724, 190), (772, 742, 130))
            ),
            *(rect(892, y, w, 10, PAPER) for y, w in ((638, 140), (656, 90))),
            rect(750, 790, 320, 40, PAPER, round=20) + rect(860, 836, 100, 6, SOOT, round=3),
        )
    )
    return "".join(
        (
            rect(0, 0, 1800, 1200, NAVY),
            lights,
            skyline(6, SOOT, base=1200, height=(120, 330), width=(90, 170), lit=STRAW, chance=0.15),
            blob(
                CLAY,
                (560, 1240),
                (600, 1010),
                (640, 860),
                (700, 760),
                (1100, 720),
                (1200, 800),
                (1230, 930),
                (1190, 1080),
                (1200, 1240),
            ),
            poly(RED, (500, 1240), (560, 1060), (1240, 1080), (1290, 1240))
            + poly(PLUM, (1010, 1073), (1240, 1080), (1290, 1240), (1060, 1240)),
            rect(690, 100, 440, 860, SOOT, round=56),
            screen,
            *(
                blob(CLAY, (1200, y + 20), (1150, y - 6), (1096, y + 6), (1084, y + 34), (1110, y + 56), (1180, y + 66))
                + blob(ROSE, (1092, y + 22), (1110, y + 12), (1126, y + 24), (1110, y + 40))
                for y in (560, 650, 740, 826)
            ),
            blob(
                CLAY,
                (600, 980),
                (590, 820),
                (620, 700),
                (670, 610),
                (716, 590),
                (740, 620),
                (724, 690),
                (700, 780),
                (720, 900),
                (690, 1010),
            ),
            blob(ROSE, (690, 612), (716, 600), (730, 622), (712, 660), (692, 650)),
            curve(UMBER, 7, (640, 800), (656, 770), (680, 756)),
        )
    )


@scene(
    "satellite-orbit",
    alt="A satellite with two blue solar wings hangs above the curved edge of the Earth, its dish turned to the strait below.",
    subject="Northlight’s weather satellite in orbit",
    focal=(0.52, 0.4),
)
def satellite_orbit() -> str:
    earth = disc(700, 2060, 1300, BLUE)
    land = (
        blob(MOSS, (-80, 1010), (120, 900), (300, 920), (380, 1010), (560, 1030), (640, 1130), (560, 1260), (-80, 1260))
        + blob(STRAW, (60, 1020), (160, 970), (280, 1010), (250, 1110), (90, 1100))
        + blob(
            MOSS,
            (900, 830),
            (1080, 850),
            (1220, 900),
            (1330, 1010),
            (1560, 1060),
            (1640, 1260),
            (980, 1260),
            (900, 1060),
            (960, 960),
        )
    )
    clouds = "".join(
        streak(x, y, w, 22, PAPER)
        for x, y, w in (
            (160, 1100, 420),
            (560, 880, 380),
            (1020, 1010, 460),
            (700, 1130, 360),
            (1300, 1160, 300),
            (300, 960, 260),
        )
    )
    panel = (
        "".join(rect(60 + 74 * i, -70, 68, 140, BLUE) + rect(60 + 74 * i, -70, 34, 140, NAVY) for i in range(5))
        + "".join(stroke(MIST, 3, (60, y), (424, y)) for y in (-35, 0, 35))
        + rect(0, -5, 62, 10, STONE)
    )
    return "".join(
        (
            rect(0, 0, 1800, 1200, SOOT),
            stars(21, PAPER, count=170, height=1000),
            disc(1530, 190, 70, STRAW) + disc(1530, 190, 128, tint(AMBER, 30)),
            disc(700, 2060, 1352, tint(MIST, 30)),
            earth,
            cut(earth, land, clouds, path(tint(SOOT, 70), "M700 760A1300 1300 0 0 1 2000 2060V700Z")),
            group(
                group(panel, scale=(1, 1)),
                group(panel, scale=(-1, 1)),
                rect(-58, -110, 116, 200, STRAW) + rect(14, -110, 44, 200, AMBER) + rect(-58, -30, 116, 10, CLAY),
                *(rect(-46, -96 + 40 * i, 44, 26, CLAY) for i in (0, 2.2, 3.4)),
                stroke(STONE, 8, (0, 90), (0, 130)),
                path(PAPER, "M-100 130Q0 250 100 130Q0 160 -100 130Z")
                + stroke(STONE, 6, (0, 150), (0, 250))
                + disc(0, 252, 12, RED),
                stroke(STONE, 5, (-30, -110), (-60, -190)) + disc(-62, -194, 9, RED),
                at=(960, 430),
                scale=1.25,
                turn=-18,
            ),
        )
    )


@scene(
    "observatory-night",
    alt="An observatory dome opens its slit to a sky of star trails on a mountain top, a warm light in the doorway.",
    subject="The observatory on Mount Lorne",
    focal=(0.45, 0.6),
    credit=IBSEN,
)
def observatory_night() -> str:
    dice = Random(6)
    trails = []
    for _ in range(80):
        r, a = dice.uniform(60, 1250), dice.uniform(0, 2 * math.pi)
        x0, y0, x1, y1 = (
            640 + r * math.cos(a),
            210 + r * math.sin(a),
            640 + r * math.cos(a + 0.42),
            210 + r * math.sin(a + 0.42),
        )
        trails.append(
            f'<path d="M{x0:.0f} {y0:.0f}A{r:.0f} {r:.0f} 0 0 1 {x1:.0f} {y1:.0f}" fill="none" stroke="{dice.choice((PAPER, STRAW, MIST))}" stroke-width="{dice.choice((2, 3, 4.5))}" stroke-linecap="round"/>'
        )
    return "".join(
        (
            sky(NAVY),
            graded(0, 640, 1800, 360, TEAL, start=0, end=0.8, pitch=22),
            *trails,
            disc(640, 210, 6, PAPER),
            range_of_peaks(6, PLUM, SOOT, peaks=[(300, 820), (1200, 780), (1600, 700)], base=1100),
            rect(520, 760, 520, 260, STONE) + rect(860, 760, 180, 260, UMBER) + rect(504, 744, 552, 26, PAPER),
            path(PAPER, "M510 748A270 290 0 0 1 1050 748Z")
            + path(STONE, "M820 460A270 290 0 0 1 1050 748H900Q910 560 820 460Z"),
            poly(SOOT, (640, 748), (640, 486), (700, 462), (760, 462), (760, 748)),
            group(
                rect(-34, -330, 68, 330, RED, round=8) + rect(8, -330, 26, 330, PLUM) + rect(-44, -346, 88, 30, SOOT),
                at=(712, 700),
                turn=-18,
            ),
            rect(640, 700, 120, 50, SOOT),
            rect(590, 880, 80, 140, STRAW) + poly(tint(STRAW, 60), (590, 1020), (670, 1020), (720, 1130), (500, 1130)),
            person(632, 1018, 110, Person(coat=SOOT, arms="rest")),
            *(rect(x, 840, 46, 60, STRAW if x < 800 else SOOT) for x in (740, 920)),
            rect(1040, 880, 220, 140, CLAY)
            + poly(RED, (1030, 884), (1150, 820), (1270, 884))
            + rect(1120, 920, 50, 50, STRAW),
            bank(SOOT, 1200, (-20, 1120), (260, 1050), (520, 1016), (1280, 1016), (1540, 1090), (1820, 1060)),
            conifer(180, 1100, 300, SOOT)
            + conifer(1500, 1100, 340, SOOT)
            + conifer(1640, 1090, 240, SOOT)
            + conifer(330, 1070, 190, SOOT),
            person(1400, 1070, 130, Person(coat=RED, arms="point", legs=SOOT), facing=-1),
            person(1450, 1074, 120, Person(coat=TEAL, arms="rest", legs=SOOT, long_hair=True), facing=-1),
        )
    )
