"""Wards, laboratories and staying well."""

from ..inks import AMBER, BLUE, CLAY, MIST, MOSS, NAVY, PAPER, PLUM, RED, ROSE, SOOT, STONE, STRAW, TEAL, UMBER
from ..motifs.land import hills, poplar, tree
from ..motifs.people import Person, person
from ..motifs.sky import sky, stars
from ..motifs.town import skyline
from ..motifs.water import puddle
from ..pen import blob, curve, cut, disc, group, oval, path, poly, rect, ring, stroke, veil
from ..perspective import View
from ..scene import IBSEN, scene
from ..screens import graded, tint


@scene(
    "laboratory-bench",
    alt="A scientist in a white coat looks into a microscope beside flasks of coloured liquid and a rack of tubes.",
    subject="At the bench in the Aldermere Institute",
    focal=(0.42, 0.45),
)
def laboratory_bench() -> str:
    return "".join(
        (
            rect(0, 0, 1800, 1200, TEAL),
            rect(900, 90, 800, 20, PAPER) + rect(900, 330, 800, 20, PAPER),
            *(
                _flask(x, y, s, ink)
                for x, y, s, ink in ((980, 330, 150, AMBER), (1130, 330, 120, RED), (1500, 330, 160, STRAW))
            ),
            *(
                rect(x, 330 - h, 60, h, ink) + rect(x, 330 - h - 14, 60, 18, SOOT)
                for x, h, ink in ((1240, 130, UMBER), (1320, 160, NAVY), (1610, 120, RED))
            ),
            *(
                rect(x, 90 - h, 50, h, ink)
                for x, h, ink in ((930, 60, RED), (990, 70, STRAW), (1050, 55, NAVY), (1400, 66, CLAY))
            ),
            rect(0, 880, 1800, 330, NAVY) + rect(0, 860, 1800, 36, PAPER),
            _scientist(),
            _microscope(760, 866),
            _flask(1130, 862, 330, RED),
            _flask(1420, 862, 240, STRAW),
            *(
                rect(1560 + 46 * i, 660, 30, 180, MIST, round=15)
                + rect(
                    1560 + 46 * i, 740 - 20 * (i % 3), 30, 100 + 20 * (i % 3), (AMBER, ROSE, RED, STRAW)[i], round=15
                )
                for i in range(4)
            ),
            rect(1540, 700, 220, 22, UMBER) + rect(1540, 836, 220, 26, UMBER),
            rect(60, 836, 160, 26, RED) + rect(80, 806, 130, 30, STRAW),
            rect(0, 990, 1800, 10, BLUE),
            *(rect(x, 1060, 120, 16, STONE, round=8) for x in (200, 700, 1200, 1600)),
        )
    )


def _flask(x: float, base: float, height: float, ink: str) -> str:
    h = height
    glass = f"M{x - h * 0.1:.0f} {base - h:.0f}H{x + h * 0.1:.0f}V{base - h * 0.62:.0f}L{x + h * 0.38:.0f} {base - h * 0.06:.0f}Q{x + h * 0.38:.0f} {base:.0f} {x + h * 0.3:.0f} {base:.0f}H{x - h * 0.3:.0f}Q{x - h * 0.38:.0f} {base:.0f} {x - h * 0.38:.0f} {base - h * 0.06:.0f}L{x - h * 0.1:.0f} {base - h * 0.62:.0f}Z"
    shape = path(MIST, glass)
    return (
        shape
        + cut(
            shape,
            rect(x - h, base - h * 0.36, 2 * h, h, ink),
            oval(x, base - h * 0.36, h * 0.3, h * 0.03, PAPER),
            rect(x + h * 0.12, base - h, h * 0.4, h, tint(SOOT, 28)),
        )
        + rect(x - h * 0.14, base - h - h * 0.03, h * 0.28, h * 0.06, PAPER)
    )


def _scientist() -> str:
    return "".join(
        (
            blob(PAPER, (60, 1210), (70, 900), (150, 700), (300, 610), (430, 640), (500, 760), (520, 870), (520, 1210)),
            poly(MIST, (330, 640), (470, 700), (520, 870), (520, 1210), (380, 1210)),
            poly(UMBER, (320, 560), (430, 540), (440, 640), (380, 680), (310, 630)),
            blob(
                UMBER,
                (300, 470),
                (330, 370),
                (420, 330),
                (510, 360),
                (546, 420),
                (570, 480),
                (590, 520),
                (566, 536),
                (560, 580),
                (500, 600),
                (400, 600),
                (320, 560),
            ),
            blob(
                SOOT,
                (270, 520),
                (262, 400),
                (330, 300),
                (440, 270),
                (530, 310),
                (560, 372),
                (470, 370),
                (400, 420),
                (390, 520),
                (340, 600),
            ),
            disc(276, 380, 80, SOOT),
            stroke(SOOT, 12, (420, 440), (560, 452)) + ring(560, 452, 34, 10, SOOT),
            curve(SOOT, 7, (540, 560), (562, 562), (572, 552)),
            stroke(PAPER, 96, (180, 780), (400, 950), (640, 850), cap="round"),
            stroke(MIST, 30, (200, 830), (400, 985), (620, 890), cap="round"),
            blob(UMBER, (640, 800), (700, 780), (760, 800), (770, 840), (700, 880), (640, 880)),
        )
    )


def _microscope(x: float, base: float) -> str:
    return "".join(
        (
            rect(x - 130, base - 36, 330, 40, SOOT, round=14),
            path(
                SOOT,
                f"M{x + 90} {base - 30}Q{x + 230} {base - 170} {x + 110} {base - 330}L{x + 40} {base - 300}Q{x + 120} {base - 170} {x + 20} {base - 30}Z",
            ),
            rect(x - 110, base - 150, 200, 22, SOOT),
            rect(x - 60, base - 158, 90, 8, MIST),
            group(
                rect(-34, -200, 68, 210, STRAW, round=10)
                + rect(8, -200, 26, 210, AMBER)
                + rect(-24, -270, 48, 80, SOOT)
                + rect(-18, 8, 36, 60, SOOT)
                + rect(-30, -276, 60, 16, STONE),
                at=(x + 20, base - 240),
                turn=-24,
            ),
            disc(x + 120, base - 190, 30, STRAW),
        )
    )


@scene(
    "hospital-corridor",
    alt="A nurse pushes a patient’s bed down a long bright corridor, doors and ceiling lights running to a far window.",
    subject="A corridor in the Royal Harbour hospital",
    focal=(0.5, 0.55),
    credit=IBSEN,
)
def hospital_corridor() -> str:
    view = View(horizon=540, lens=1200, eye=1.65)
    doors = "".join(
        view.face(
            AMBER if side < 0 else CLAY,
            (side * 1.9, 0, z),
            (side * 1.9, 2.2, z),
            (side * 1.9, 2.2, z + 1.3),
            (side * 1.9, 0, z + 1.3),
        )
        + view.face(
            MIST,
            (side * 1.9, 1.3, z + 0.4),
            (side * 1.9, 1.95, z + 0.4),
            (side * 1.9, 1.95, z + 0.8),
            (side * 1.9, 1.3, z + 0.8),
        )
        for side in (-1, 1)
        for z in (3.3, 6.4, 9.5, 13, 17)
    )
    return "".join(
        (
            view.face(PAPER, (-1.9, 2.9, 1.2), (1.9, 2.9, 1.2), (1.9, 2.9, 24), (-1.9, 2.9, 24)),
            view.face(MIST, (-1.9, 0, 1.2), (-1.9, 2.9, 1.2), (-1.9, 2.9, 24), (-1.9, 0, 24)),
            view.face(TEAL, (1.9, 0, 1.2), (1.9, 2.9, 1.2), (1.9, 2.9, 24), (1.9, 0, 24)),
            view.face(STRAW, (-1.9, 0, 24), (-1.9, 2.9, 24), (1.9, 2.9, 24), (1.9, 0, 24)),
            view.face(PAPER, (-1.2, 0.8, 23.9), (-1.2, 2.5, 23.9), (1.2, 2.5, 23.9), (1.2, 0.8, 23.9)),
            view.floor(BLUE, -1.9, 1.9, 1.2, 24),
            view.floor(tint(PAPER, 55), -1.0, 1.0, 3, 24),
            *(
                view.face(STRAW, (-0.5, 2.89, z), (0.5, 2.89, z), (0.5, 2.89, z * 1.2), (-0.5, 2.89, z * 1.2))
                for z in (2.4, 3.5, 5.2, 8, 12)
            ),
            *(view.face(RED, (x, 0.9, 1.2), (x, 1.04, 1.2), (x, 1.04, 24), (x, 0.9, 24)) for x in (-1.89, 1.89)),
            doors,
            person(
                *view.at(1.15, 0, 9),
                1.75 * view.size(9),
                Person(coat=PAPER, legs=NAVY, arms="walk", stance="stride", skin=CLAY),
                facing=-1,
            ),
            person(*view.at(0.85, 0, 12), 1.7 * view.size(12), Person(coat=RED, legs=NAVY, skirt=True)),
            _bed(view),
        )
    )


def _bed(view: View) -> str:
    """A bed on wheels that comes towards us, with the nurse behind it."""
    nurse = person(
        *view.at(-0.35, 0, 6.6),
        1.72 * view.size(6.6),
        Person(coat=NAVY, legs=NAVY, skin=UMBER, hair=SOOT, arms="work", shade=SOOT),
    )
    wheels = "".join(
        disc(*view.at(x, 0.1, z), 0.1 * view.size(z), SOOT) + view.line(STONE, 8, (x, 0.1, z), (x, 0.5, z))
        for x, z in ((-0.75, 5.9), (0.1, 5.9), (-0.75, 4.1), (0.1, 4.1))
    )
    frame = view.box((-0.8, 0.15), (0.42, 0.55), (3.9, 6.1), front=STONE, side=SOOT, top=STONE)
    sheet = view.box((-0.8, 0.15), (0.55, 0.75), (3.95, 6.1), front=PAPER, side=STONE, top=PAPER)
    cover = view.face(TEAL, (-0.82, 0.77, 3.9), (0.17, 0.77, 3.9), (0.17, 0.77, 5.2), (-0.82, 0.77, 5.2)) + view.face(
        NAVY, (-0.82, 0.5, 3.9), (-0.82, 0.77, 3.9), (0.17, 0.77, 3.9), (0.17, 0.5, 3.9)
    )
    x, y = view.at(-0.32, 1.0, 5.7)
    head = (
        oval(x, y + 26, 80, 30, PAPER)
        + oval(x, y + 6, 30, 34, ROSE)
        + blob(STONE, (x - 32, y + 2), (x - 26, y - 28), (x, y - 38), (x + 26, y - 28), (x + 32, y + 2), (x, y - 14))
    )
    body = view.face(MOSS, (-0.6, 0.98, 4.4), (-0.05, 0.98, 4.4), (0.0, 0.98, 5.3), (-0.65, 0.98, 5.3))
    rail = view.line(STONE, 10, (-0.82, 0.95, 4.1), (-0.82, 0.95, 5.9)) + view.line(
        STONE, 10, (0.17, 0.95, 4.1), (0.17, 0.95, 5.9)
    )
    drip = view.line(STONE, 7, (0.2, 0.5, 6), (0.2, 2.05, 6)) + rect(
        view.at(0.12, 2.0, 6)[0], view.at(0.12, 2.0, 6)[1], 34, 60, MIST, round=10
    )
    return nurse + drip + wheels + frame + sheet + head + body + cover + rail


@scene(
    "nurse-station",
    alt="A nurse in blue writes notes at a curved desk under a round clock at ten past two in the night; a colleague telephones.",
    subject="The night shift at the nurses’ desk",
    focal=(0.55, 0.45),
)
def nurse_station() -> str:
    return "".join(
        (
            rect(0, 0, 1800, 1200, NAVY),
            rect(1180, 120, 520, 420, SOOT)
            + stars(4, STRAW, count=0)
            + skyline(7, BLUE, base=540, height=(60, 220), width=(50, 90), x=(1180, 1640), lit=STRAW, chance=0.3)
            + rect(1430, 120, 14, 420, PAPER)
            + rect(1170, 110, 540, 16, PAPER)
            + rect(1170, 534, 540, 22, PAPER)
            + rect(1690, 110, 130, 440, NAVY),
            rect(100, 130, 460, 330, TEAL)
            + "".join(
                rect(130 + 110 * i, 160 + 100 * j, 84, 72, (PAPER, STRAW, ROSE, PAPER)[(i + 3 * j) % 4])
                + rect(142 + 110 * i, 180 + 100 * j, 54, 8, SOOT)
                + rect(142 + 110 * i, 198 + 100 * j, 40, 8, SOOT)
                for i in range(4)
                for j in range(3)
            ),
            disc(870, 210, 110, SOOT)
            + disc(870, 210, 96, PAPER)
            + "".join(group(rect(-4, -88, 8, 18, SOOT), at=(870, 210), turn=30 * i) for i in range(12))
            + stroke(SOOT, 10, (870, 210), (914, 186), cap="round")
            + stroke(SOOT, 7, (870, 210), (934, 244), cap="round"),
            person(430, 1120, 640, Person(coat=TEAL, skin=ROSE, hair=UMBER, arms="hold", long_hair=True, shade=BLUE)),
            rect(430, 500, 36, 80, SOOT, round=12),
            person(960, 1130, 660, Person(coat=MIST, skin=UMBER, hair=SOOT, arms="work", shade=BLUE)),
            rect(1250, 640, 280, 190, SOOT, round=10)
            + rect(1266, 656, 248, 158, MIST)
            + stroke(RED, 7, (1276, 740), (1330, 740), (1350, 690), (1372, 780), (1394, 740), (1504, 740))
            + rect(1370, 830, 40, 40, SOOT),
            path(PAPER, "M-20 870Q900 780 1820 870V930Q900 836 -20 930Z"),
            path(RED, "M-20 930Q900 836 1820 930V1210H-20Z"),
            path(PLUM, "M-20 1090Q900 1000 1820 1090V1210H-20Z"),
            poly(PAPER, (980, 836), (1160, 826), (1190, 858), (990, 868)) + stroke(SOOT, 5, (1010, 848), (1120, 842)),
            rect(220, 760, 16, 110, STRAW)
            + poly(AMBER, (150, 770), (190, 690), (270, 690), (306, 770))
            + rect(176, 866, 110, 12, STRAW),
            rect(700, 790, 60, 60, PAPER) + ring(768, 818, 16, 8, PAPER),
            rect(1620, 780, 50, 90, CLAY)
            + "".join(
                disc(1645 + dx, 740 - dy, 30, (ROSE, RED, STRAW)[i])
                for i, (dx, dy) in enumerate(((-30, 0), (20, 20), (40, -16)))
            )
            + stroke(MOSS, 6, (1645, 780), (1630, 740)),
        )
    )


@scene(
    "vaccine-vials",
    alt="A gloved hand lifts one glass vial out of a row; a syringe lies on the steel tray.",
    subject="Winter vaccines ready for the first clinics",
    focal=(0.48, 0.5),
    credit=IBSEN,
)
def vaccine_vials() -> str:
    return "".join(
        (
            rect(0, 0, 1800, 1200, ROSE),
            graded(0, 0, 1800, 520, PAPER, start=0.7, end=0, pitch=24),
            rect(0, 860, 1800, 340, MIST) + rect(0, 860, 1800, 18, PAPER),
            *(_vial(x, 900, 330) for x in (130, 300, 470, 1150, 1320, 1490, 1660)),
            *(
                veil(0.4, poly(BLUE, (x - 60, 902), (x + 60, 902), (x + 20, 1080), (x - 90, 1080)))
                for x in (130, 300, 470, 1150, 1320, 1490, 1660)
            ),
            _vial(800, 760, 420),
            _glove(),
            group(
                rect(-260, -26, 420, 52, PAPER, round=10)
                + rect(-60, -18, 210, 36, AMBER)
                + "".join(rect(-220 + 50 * i, -26, 5, 24, SOOT) for i in range(7))
                + rect(160, -14, 30, 28, STONE)
                + rect(190, -3, 210, 6, SOOT)
                + rect(-400, -9, 150, 18, STONE)
                + rect(-420, -40, 22, 80, TEAL)
                + rect(-270, -50, 20, 100, TEAL),
                at=(760, 1060),
                turn=-6,
            ),
            poly(tint(NAVY, 40), (340, 1120), (1180, 1040), (1180, 1064), (360, 1146)),
        )
    )


def _vial(x: float, base: float, height: float) -> str:
    w = height * 0.36
    glass = path(
        PAPER,
        f"M{x - w / 2:.0f} {base}V{base - height * 0.6:.0f}Q{x - w / 2:.0f} {base - height * 0.7:.0f} {x - w * 0.26:.0f} {base - height * 0.74:.0f}V{base - height * 0.84:.0f}H{x + w * 0.26:.0f}V{base - height * 0.74:.0f}Q{x + w / 2:.0f} {base - height * 0.7:.0f} {x + w / 2:.0f} {base - height * 0.6:.0f}V{base}Z",
    )
    inside = cut(
        glass,
        rect(x - w, base - height * 0.5, 2 * w, height, TEAL),
        rect(x + w * 0.18, base - height, w, height, NAVY),
        rect(x - w * 0.4, base - height * 0.62, w * 0.1, height * 0.56, PAPER),
    )
    label = (
        rect(x - w / 2, base - height * 0.38, w, height * 0.26, STRAW)
        + rect(x - w * 0.38, base - height * 0.33, w * 0.5, height * 0.03, SOOT)
        + rect(x - w * 0.38, base - height * 0.27, w * 0.34, height * 0.03, SOOT)
        + rect(x + w * 0.2, base - height * 0.38, w * 0.3, height * 0.26, AMBER)
    )
    return (
        glass
        + inside
        + label
        + rect(x - w * 0.34, base - height * 0.94, w * 0.68, height * 0.12, STONE)
        + rect(x - w * 0.38, base - height, w * 0.76, height * 0.09, RED)
    )


def _glove() -> str:
    """A blue glove from above that holds the lifted vial by its cap."""
    cuff = poly(PAPER, (520, -20), (1130, -20), (1060, 130), (590, 130))
    palm = blob(
        BLUE,
        (600, 90),
        (640, 60),
        (1010, 60),
        (1050, 100),
        (1050, 220),
        (990, 300),
        (940, 330),
        (700, 330),
        (640, 290),
        (590, 210),
    )
    thumb = blob(NAVY, (940, 240), (960, 320), (920, 400), (876, 420), (866, 380), (884, 330), (880, 280))
    fingers = "".join(
        blob(
            BLUE,
            (650 + 52 * i, 260),
            (640 + 52 * i, 350),
            (672 + 44 * i, 420 - 8 * i),
            (704 + 44 * i, 414 - 8 * i),
            (712 + 44 * i, 350),
            (724 + 44 * i, 270),
        )
        for i in range(3)
    )
    lines = curve(NAVY, 6, (716, 300), (712, 360), (716, 404)) + curve(NAVY, 6, (770, 300), (764, 360), (764, 398))
    return thumb + palm + fingers + lines + cuff


@scene(
    "running-shoes",
    alt="A pair of red running shoes in mid-stride splashes through a puddle on a park path in early light.",
    subject="A morning runner in Harbour Park",
    focal=(0.48, 0.6),
)
def running_shoes() -> str:
    return "".join(
        (
            sky(STRAW),
            disc(1340, 360, 200, PAPER),
            hills(6, tint(MOSS, 70), y=620, rise=90),
            *(poplar(x, 640, h, TEAL, NAVY) for x, h in ((140, 330), (260, 290), (380, 340), (1560, 320), (1680, 280))),
            tree(960, 650, 300, MOSS, TEAL, trunk=UMBER, seed=3),
            rect(0, 630, 1800, 580, CLAY),
            poly(STONE, (0, 1200), (0, 900), (700, 630), (980, 630), (1800, 930), (1800, 1200)),
            puddle(500, 1090, 1050, MIST),
            puddle(640, 1094, 700, PAPER),
            blob(
                SOOT,
                (690, -40),
                (700, 300),
                (730, 560),
                (780, 800),
                (900, 820),
                (930, 780),
                (910, 520),
                (960, 200),
                (990, -40),
            ),
            blob(NAVY, (850, -40), (850, 300), (850, 560), (880, 800), (930, 780), (910, 520), (960, 200), (990, -40)),
            _shoe(740, 1080, 1.0, -4),
            blob(
                SOOT,
                (420, -40),
                (380, 180),
                (300, 380),
                (210, 560),
                (250, 640),
                (340, 650),
                (470, 430),
                (600, 160),
                (680, -40),
            ),
            _shoe(180, 560, 0.92, 58),
            *(
                blob(PAPER, (x, y), (x + dx * 0.4, y - 60), (x + dx, y - 110), (x + dx * 0.7, y - 20))
                for x, y, dx in (
                    (700, 1100, -130),
                    (660, 1120, -210),
                    (1180, 1090, 150),
                    (1220, 1110, 230),
                    (1100, 1080, 60),
                )
            ),
            *(
                disc(x, y, r, PAPER)
                for x, y, r in (
                    (540, 950, 12),
                    (480, 1010, 8),
                    (600, 900, 9),
                    (1350, 940, 12),
                    (1420, 1000, 9),
                    (1290, 900, 7),
                    (1480, 930, 6),
                )
            ),
        )
    )


def _shoe(x: float, base: float, scale: float, turn: float) -> str:
    upper = "M20 -40Q10 -150 60 -240Q120 -260 180 -230Q200 -170 260 -140Q380 -110 440 -60Q470 -30 460 -20H20Z"
    return group(
        path(RED, upper),
        path(PLUM, "M20 -40Q14 -90 26 -140Q120 -60 300 -70Q400 -76 452 -48L460 -20H20Z"),
        path(PAPER, "M150 -96Q210 -70 330 -120L300 -134Q240 -96 170 -124Z"),
        *(stroke(PAPER, 10, (200 + 34 * i, -196 + 24 * i), (236 + 34 * i, -156 + 18 * i)) for i in range(4)),
        path(STRAW, "M60 -240Q120 -260 180 -230L172 -206Q120 -230 66 -214Z"),
        path(PAPER, "M4 -44Q100 -10 240 -34T476 -36Q500 -10 470 6H30Q-4 4 4 -44Z"),
        path(SOOT, "M10 2H476Q470 24 440 24H40Q16 22 10 2Z"),
        at=(x, base),
        scale=scale,
        turn=turn,
    )
