"""Parliament, the courts and the border."""

from ..inks import AMBER, BLUE, CLAY, MIST, MOSS, NAVY, PAPER, PLUM, RED, ROSE, SOOT, STONE, STRAW, TEAL, UMBER
from ..motifs.land import hills
from ..motifs.people import Person, person
from ..motifs.sky import flock, sky, streak
from ..motifs.town import column, lamp, windows
from ..motifs.water import ripples, sea
from ..pen import blob, crag, curve, disc, group, oval, path, poly, rect, stroke
from ..scene import IBSEN, scene
from ..screens import graded, tint


@scene(
    "rotunda-dome",
    alt="The green dome of parliament rises over its colonnade at dusk, a flag at the top and lamps along the steps.",
    subject="The Rotunda, seat of Corvane’s parliament",
    focal=(0.5, 0.4),
)
def rotunda_dome() -> str:
    return "".join(
        (
            sky(ROSE),
            rect(0, 0, 1800, 170, PLUM),
            graded(0, 170, 1800, 260, PLUM, start=0.8, end=0, pitch=22),
            streak(80, 470, 520, 20, STRAW),
            streak(1240, 520, 560, 18, STRAW),
            streak(1330, 330, 420, 14, AMBER),
            dome(900, 740, 250),
            wings(),
            rect(0, 1010, 1800, 200, NAVY),
            *(
                poly(
                    (STRAW, AMBER, CLAY, UMBER)[i],
                    (330 - 70 * i, 1010 + 40 * i),
                    (1470 + 70 * i, 1010 + 40 * i),
                    (1490 + 70 * i, 1036 + 40 * i),
                    (310 - 70 * i, 1036 + 40 * i),
                )
                for i in range(4)
            ),
            *(
                lamp(x, base, 210, SOOT, STRAW, halo=STRAW)
                for x, base in ((200, 1070), (470, 1034), (1330, 1034), (1600, 1070))
            ),
            person(700, 1130, 120, Person(coat=SOOT, arms="walk", stance="stride")),
            person(1010, 1090, 104, Person(coat=RED, skirt=True, long_hair=True)),
            person(1066, 1094, 108, Person(coat=SOOT, arms="hold"), facing=-1),
            person(1340, 1176, 140, Person(coat=TEAL, arms="walk", stance="stride", hat=SOOT), facing=-1),
            flock(17, PAPER, count=7, x=(1050, 1600), y=(180, 420), span=(22, 46)),
        )
    )


def dome(x: float, base: float, radius: float) -> str:
    """The Rotunda's dome on its drum of columns; `base` is the foot of the drum."""
    r = radius
    shell = f"M{x - r:.0f} {base - r * 0.5:.0f}C{x - r:.0f} {base - r * 1.5:.0f} {x - r * 0.35:.0f} {base - r * 1.72:.0f} {x:.0f} {base - r * 1.76:.0f}C{x + r * 0.35:.0f} {base - r * 1.72:.0f} {x + r:.0f} {base - r * 1.5:.0f} {x + r:.0f} {base - r * 0.5:.0f}Z"
    dark = f"M{x + r * 0.28:.0f} {base - r * 1.7:.0f}C{x + r * 0.6:.0f} {base - r * 1.5:.0f} {x + r * 0.55:.0f} {base - r:.0f} {x + r * 0.52:.0f} {base - r * 0.5:.0f}L{x + r:.0f} {base - r * 0.5:.0f}C{x + r:.0f} {base - r * 1.4:.0f} {x + r * 0.5:.0f} {base - r * 1.68:.0f} {x + r * 0.28:.0f} {base - r * 1.7:.0f}Z"
    ribs = "".join(
        curve(
            NAVY,
            4,
            (x + r * t * 0.12, base - r * 1.75),
            (x + r * t * 0.8, base - r * 1.28),
            (x + r * t, base - r * 0.52),
        )
        for t in (-0.7, -0.36, 0, 0.36, 0.7)
    )
    drum = rect(x - r * 1.02, base - r * 0.5, r * 2.04, r * 0.5, STONE) + rect(
        x + r * 0.5, base - r * 0.5, r * 0.52, r * 0.5, PLUM
    )
    arches = "".join(
        rect(x + r * t - r * 0.055, base - r * 0.42, r * 0.11, r * 0.36, STRAW if t < 0.5 else AMBER, round=r * 0.055)
        for t in (-0.84, -0.6, -0.36, -0.12, 0.12, 0.36, 0.6, 0.84)
    )
    lantern = "".join(
        (
            rect(x - r * 0.13, base - r * 2.02, r * 0.26, r * 0.3, STONE),
            rect(x - r * 0.035, base - r * 1.98, r * 0.07, r * 0.22, STRAW),
            path(
                TEAL,
                f"M{x - r * 0.16:.0f} {base - r * 2.0:.0f}Q{x:.0f} {base - r * 2.35:.0f} {x + r * 0.16:.0f} {base - r * 2.0:.0f}Z",
            ),
            rect(x - 3, base - r * 2.6, 6, r * 0.45, SOOT),
            path(
                RED,
                f"M{x + 3:.0f} {base - r * 2.6:.0f}q{r * 0.18:.0f} {-r * 0.05:.0f} {r * 0.36:.0f} {r * 0.02:.0f}l0 {r * 0.17:.0f}q{-r * 0.18:.0f} {-r * 0.07:.0f} {-r * 0.36:.0f} {-r * 0.02:.0f}Z",
            ),
        )
    )
    cornice = rect(x - r * 1.1, base - r * 0.55, r * 2.2, r * 0.07, PAPER) + rect(
        x - r * 1.1, base - r * 0.03, r * 2.2, r * 0.06, PAPER
    )
    return path(TEAL, shell) + path(NAVY, dark) + ribs + drum + arches + cornice + lantern


def wings() -> str:
    """The long front under the dome: a portico of eight columns between two wings of windows."""
    sides = "".join(
        rect(x, 760, 470, 250, STONE)
        + rect(x - 10, 744, 490, 22, PAPER)
        + windows(x + 20, 790, 430, 190, columns=8, rows=2, ink=NAVY, lit=STRAW, seed=x, chance=0.45, fill=(0.46, 0.7))
        for x in (40, 1290)
    )
    ground = rect(480, 700, 840, 320, UMBER) + "".join(
        rect(560 + i * 100, 830, 44, 180, AMBER, round=22) for i in range(7)
    )
    pillars = "".join(column(520 + i * 108.6, 1010, 44, 236, PAPER, PLUM) for i in range(8))
    gable = (
        poly(PAPER, (456, 764), (900, 640), (1344, 764))
        + poly(STONE, (540, 752), (900, 654), (1260, 752))
        + disc(900, 712, 30, UMBER)
        + rect(456, 754, 888, 20, PAPER)
    )
    return sides + ground + pillars + gable + rect(440, 1000, 920, 16, PAPER)


@scene(
    "rotunda-chamber",
    alt="Curved rows of red benches fill the parliament chamber; a speaker stands at the centre under a round skylight.",
    subject="The chamber of the Rotunda during a sitting",
    focal=(0.5, 0.55),
    credit=IBSEN,
)
def rotunda_chamber() -> str:
    return "".join(
        (
            rect(0, 0, 1800, 1200, UMBER),
            oval(900, 90, 620, 190, STRAW),
            *(
                stroke(UMBER, 8, (900, 90), (900 + 640 * x, 90 + 200 * y))
                for x, y in ((1, 0), (-1, 0), (0.7, 0.72), (-0.7, 0.72), (0, 1), (0.9, 0.4), (-0.9, 0.4))
            ),
            oval(900, 70, 170, 50, PAPER),
            poly(tint(STRAW, 40), (420, 200), (1380, 200), (1240, 760), (560, 760)),
            *(column(x, 560, 44, 270, CLAY, SOOT) for x in (90, 260, 420, 1380, 1540, 1710)),
            rect(0, 556, 1800, 16, CLAY),
            *(rect(x, 400, 60, 156, SOOT, round=28) for x in (145, 310, 1430, 1595)),
            rect(730, 300, 340, 330, PLUM),
            poly(RED, (740, 300), (1060, 300), (1030, 420), (1060, 620), (740, 620), (770, 420)),
            rect(720, 286, 360, 20, STRAW),
            disc(900, 400, 56, STRAW)
            + disc(900, 400, 40, RED)
            + poly(
                STRAW, (900, 366), (912, 396), (940, 400), (912, 408), (900, 436), (888, 408), (860, 400), (888, 396)
            ),
            person(900, 640, 170, Person(coat=SOOT, skin=CLAY, hair=SOOT, arms="point")),
            poly(CLAY, (800, 570), (1000, 570), (1020, 680), (780, 680)),
            rect(790, 560, 220, 14, STRAW),
            *(_bench_row(row) for row in range(5)),
        )
    )


def _bench_row(row: int) -> str:
    """One arc of the hemicycle: a bench back and those who sit on it, seen from behind."""
    y = 700 + row * 96 + row * row * 6
    across = 560 + row * 250
    drop = 60 + row * 26
    d = f"M{900 - across} {y - 140}Q{900 - across * 0.6:.0f} {y + drop} 900 {y + drop}Q{900 + across * 0.6:.0f} {y + drop} {900 + across} {y - 140}"
    thick = 44 + row * 16
    seats = []
    count = 9 + row * 2
    for seat in range(count):
        t = (seat + 0.5) / count
        x = (1 - t) ** 2 * (900 - across) + 2 * t * (1 - t) * 900 + t * t * (900 + across)
        lift = (1 - t) ** 2 * (y - 140) + 2 * t * (1 - t) * (y + drop * 1.6) + t * t * (y - 140)
        if abs(x - 900) < 40 + row * 16 or (seat * 7 + row * 5) % 6 == 0:
            continue
        seats.append(_sitter(x, lift - thick * 0.45, 22 + row * 7, (NAVY, SOOT, PLUM, TEAL)[(seat + row * 3) % 4]))
    band = f'<path d="{d}" fill="none" stroke="{RED}" stroke-width="{thick}"/><path d="{d}" fill="none" stroke="{SOOT}" stroke-width="{thick // 5}" transform="translate(0 {thick // 2})"/>'
    return "".join(seats) + band


def _sitter(x: float, y: float, size: float, coat: str) -> str:
    hair = (SOOT, UMBER, STONE, SOOT)[int(x) % 4]
    return (
        blob(
            coat,
            (x - size * 1.2, y + size * 1.6),
            (x - size, y + size * 0.3),
            (x, y - size * 0.1),
            (x + size, y + size * 0.3),
            (x + size * 1.2, y + size * 1.6),
        )
        + oval(x, y - size * 0.6, size * 0.5, size * 0.62, hair)
        + rect(x - size * 0.22, y - size * 0.2, size * 0.44, size * 0.3, CLAY)
    )


@scene(
    "courthouse-steps",
    alt="Two lawyers in black gowns climb broad steps between tall columns, their shadows thrown long across the stone.",
    subject="Lawyers on the steps of the High Court",
    focal=(0.4, 0.6),
)
def courthouse_steps() -> str:
    steps = "".join(rect(0, 640 + 62 * i, 1800, 34, PAPER) + rect(0, 674 + 62 * i, 1800, 30, STONE) for i in range(9))
    shades = "".join(
        poly(tint(NAVY, 45), (x + 60, 640), (x + 170, 640), (x + 560, 1200), (x + 330, 1200))
        for x in (20, 440, 860, 1280)
    )
    return "".join(
        (
            rect(0, 0, 1800, 700, NAVY),
            rect(690, 130, 420, 520, SOOT),
            rect(720, 160, 170, 490, UMBER) + rect(910, 160, 170, 490, UMBER),
            *(rect(x, y, 110, 120, CLAY) for x in (750, 940) for y in (190, 340, 490)),
            rect(0, 0, 1800, 90, STONE) + rect(0, 84, 1800, 16, PLUM),
            *(column(x, 650, 150, 520, PAPER, STONE) for x in (110, 530, 1270, 1690)),
            steps,
            shades,
            rect(884, 660, 12, 540, SOOT) + disc(890, 655, 16, AMBER),
            _gown(640, 900, 430, 1, UMBER),
            _gown(1010, 1060, 500, -1, ROSE),
            person(1450, 760, 250, Person(coat=RED, arms="hold", skirt=True, long_hair=True), facing=-1),
            flock(4, STONE, count=5, x=(300, 700), y=(1040, 1120), span=(30, 50)),
        )
    )


def _gown(x: float, base: float, height: float, facing: int, skin: str) -> str:
    """Somebody in a court gown with bands at the neck, a bundle of papers under one arm."""
    u = height / 100
    robe = poly(
        SOOT,
        (-5, -84),
        (5, -84),
        (13, -78),
        (20, -30),
        (24, -8),
        (8, -11),
        (-12, -6),
        (-24, -12),
        (-16, -40),
        (-13, -78),
    )
    fold = poly(PLUM, (3, -80), (13, -77), (20, -30), (24, -8), (10, -11), (8, -46))
    return group(
        stroke(SOOT, 7, (-6, -14), (-10, 0)) + stroke(SOOT, 7, (8, -14), (14, -3)),
        robe,
        fold,
        poly(PAPER, (-2.4, -83), (3.4, -83), (5, -72), (1, -76), (-3, -72)),
        rect(10, -62, 14, 18, PAPER) + rect(10, -56, 14, 3, RED),
        stroke(SOOT, 7.4, (11, -76), (17, -60), (12, -50), cap="round"),
        poly(skin, (-2.6, -82), (-2.6, -88), (3, -88), (3, -82)),
        oval(0.6, -92, 5.2, 6.6, skin),
        blob(
            SOOT if skin == UMBER else STRAW,
            (-6, -90),
            (-5, -98),
            (0, -100.6),
            (5.4, -98),
            (5.6, -94.6),
            (1, -95.6),
            (-2.6, -91),
        ),
        at=(x, base),
        scale=(u * facing, u),
    )


@scene(
    "border-bridge",
    alt="A long steel arch bridge crosses a river gorge to the far bank, lorries queuing at a striped barrier in front.",
    subject="The Ister crossing between Corvane and Tarsia",
    focal=(0.5, 0.5),
)
def border_bridge() -> str:
    spans = range(14)

    def arch(t: float) -> float:
        return 690 - 330 * (1 - (2 * t - 1) ** 2)

    rib = tuple((300 + 1200 * i / 20, arch(i / 20)) for i in range(21))
    return "".join(
        (
            sky(MIST),
            hills(3, tint(TEAL, 50), y=560, rise=200),
            hills(8, TEAL, y=640, rise=170),
            sea(BLUE, 720),
            ripples(3, MIST, top=726, bottom=1060, count=90),
            crag(UMBER, 1100, (-10, 600), (220, 600), (300, 690), (320, 800), (400, 900), (360, 1100)),
            crag(PLUM, 900, (1440, 900), (1480, 780), (1500, 690), (1580, 600), (1810, 600)),
            *(
                stroke(SOOT, 6, (300 + 1200 * (i + 0.5) / 14, arch((i + 0.5) / 14)), (300 + 1200 * (i + 0.5) / 14, 600))
                for i in spans
            ),
            curve(RED, 26, *rib),
            curve(PLUM, 10, *((x, y + 26) for x, y in rib)),
            rect(-10, 590, 1820, 30, SOOT),
            *(rect(x, 556, 5, 36, SOOT) for x in range(0, 1800, 45)),
            rect(0, 556, 1800, 6, SOOT),
            *(
                _lorry(x, 590, ink, 0.42)
                for x, ink in ((520, AMBER), (700, PAPER), (910, TEAL), (1090, PAPER), (1290, STRAW))
            ),
            poly(MOSS, (0, 1000), (700, 960), (1800, 1040), (1800, 1200), (0, 1200)),
            poly(SOOT, (0, 1060), (1800, 1090), (1800, 1200), (0, 1200)),
            _lorry(1060, 1120, RED, 1.5),
            rect(300, 850, 180, 250, PAPER) + rect(280, 830, 220, 26, RED) + rect(330, 890, 110, 80, NAVY),
            rect(540, 960, 26, 150, SOOT),
            *(
                poly(
                    RED if i % 2 == 0 else PAPER,
                    (552 + 56 * i, 984 - 14 * i),
                    (608 + 56 * i, 970 - 14 * i),
                    (608 + 56 * i, 992 - 14 * i),
                    (552 + 56 * i, 1006 - 14 * i),
                )
                for i in range(8)
            ),
            person(640, 1130, 220, Person(coat=NAVY, hat=SOOT, arms="point")),
            flock(3, SOOT, count=6, x=(300, 900), y=(100, 300)),
        )
    )


def _lorry(x: float, base: float, ink: str, scale: float) -> str:
    """A lorry 300 units long that drives to the left."""
    parts = (
        rect(84, -112, 216, 94, ink),
        *(rect(84 + 36 * i, -112, 3, 94, SOOT) for i in range(1, 6)),
        path(NAVY, "M0 -18v-40l14 -38q4 -10 14 -10h46v88Z"),
        poly(MIST, (12, -60), (24, -94), (50, -94), (50, -60)),
        rect(0, -22, 300, 10, SOOT),
        *(disc(cx, -12, 16, SOOT) + disc(cx, -12, 7, STONE) for cx in (34, 110, 236, 274)),
    )
    return group(*parts, at=(x, base), scale=scale)
