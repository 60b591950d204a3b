"""Trains, aeroplanes and leaving home."""

from ..inks import AMBER, BLUE, CLAY, MIST, MOSS, NAVY, PAPER, PLUM, RED, ROSE, SOOT, STONE, STRAW, TEAL, UMBER
from ..motifs.land import conifer, hills, range_of_peaks, wood
from ..motifs.people import Person, person
from ..motifs.ships import yacht
from ..motifs.sky import cloud, flock, sky, smoke, stars, streak
from ..motifs.town import windows
from ..motifs.water import ripples, sea
from ..pen import Point, bank, blob, crag, curve, disc, group, oval, path, poly, rect, ring, stroke
from ..scene import IBSEN, scene
from ..screens import graded, tint


@scene(
    "mountain-railway",
    alt="A small red train crosses a tall stone viaduct over a gorge with snow peaks behind and firs below.",
    subject="The Falls railway on the Lorne viaduct",
    focal=(0.5, 0.45),
)
def mountain_railway() -> str:
    pier = "".join(
        poly(STONE, (x - 34, 590), (x + 34, 590), (x + 46, 1200), (x - 46, 1200))
        + poly(CLAY, (x + 8, 590), (x + 34, 590), (x + 46, 1200), (x + 10, 1200))
        for x in range(150, 1800, 250)
    )
    arches = "".join(
        path(STONE, f"M{x} 700V560H{x + 250}V700Q{x + 250} 610 {x + 125} 610Q{x} 610 {x} 700Z")
        for x in range(-100, 1800, 250)
    )
    return "".join(
        (
            sky(STRAW),
            graded(0, 250, 1800, 300, ROSE, start=0, end=0.85, pitch=22),
            range_of_peaks(
                14, BLUE, NAVY, peaks=[(300, 180), (760, 330), (1260, 120), (1650, 300)], base=760, snow=PAPER
            ),
            hills(4, TEAL, y=820, rise=160),
            wood(7, TEAL, NAVY, y=820, count=34, height=(90, 170)),
            bank(MOSS, 1200, (-20, 800), (300, 920), (640, 1060), (900, 1120), (1200, 1040), (1500, 900), (1820, 780)),
            pier,
            arches,
            rect(-10, 540, 1820, 26, UMBER),
            *(rect(x, 516, 4, 26, SOOT) for x in range(0, 1800, 50)),
            rect(0, 514, 1800, 5, SOOT),
            *(_carriage(x, 540, RED) for x in (250, 560, 870)),
            _engine(1180, 540),
            smoke(1200, 408, 200, 150, PAPER, lean=-1.4),
            poly(BLUE, (820, 1200), (870, 1100), (930, 1100), (1020, 1200)),
            *(
                conifer(x, y, h, TEAL, NAVY)
                for x, y, h in (
                    (60, 1060, 330),
                    (330, 1130, 290),
                    (520, 1190, 260),
                    (1240, 1180, 260),
                    (1430, 1110, 330),
                    (1700, 1050, 380),
                    (1580, 1200, 300),
                    (180, 1220, 300),
                )
            ),
            flock(4, SOOT, count=5, x=(880, 1180), y=(650, 820), span=(24, 46)),
        )
    )


def _carriage(x: float, base: float, ink: str) -> str:
    panes = "".join(rect(x + 22 + 43 * i, base - 88, 30, 34, NAVY if i % 3 else STRAW) for i in range(6))
    wheels = "".join(disc(x + cx, base - 8, 11, SOOT) for cx in (40, 74, 220, 254))
    return (
        rect(x, base - 110, 296, 98, ink, round=10)
        + rect(x + 4, base - 118, 288, 14, SOOT, round=7)
        + rect(x, base - 44, 296, 10, PAPER)
        + panes
        + wheels
        + rect(x + 294, base - 30, 18, 8, SOOT)
    )


def _engine(x: float, base: float) -> str:
    wheels = "".join(
        disc(x + cx, base - 20, 24, SOOT) + disc(x + cx, base - 20, 10, RED) for cx in (52, 116, 180)
    ) + disc(x + 236, base - 12, 14, SOOT)
    return (
        rect(x, base - 130, 84, 112, RED)
        + rect(x - 10, base - 142, 104, 16, SOOT)
        + rect(x + 18, base - 112, 46, 40, STRAW)
        + rect(x + 84, base - 96, 170, 66, NAVY, round=20)
        + rect(x + 200, base - 146, 30, 56, SOOT)
        + rect(x + 192, base - 152, 46, 12, RED)
        + rect(x + 128, base - 116, 28, 24, STRAW, round=10)
        + rect(x, base - 36, 262, 16, SOOT)
        + wheels
        + disc(x + 256, base - 66, 10, STRAW)
    )


@scene(
    "night-train",
    alt="A traveller reads by the window of a night train; the lit carriages curve away ahead beneath a big moon.",
    subject="The sleeper to Lorne Falls",
    focal=(0.35, 0.55),
    credit=IBSEN,
)
def night_train() -> str:
    cars = []
    for i in range(7):
        t, u = i / 7, (i + 1) / 7

        def edge(s: float, level: float) -> Point:
            size = 1 - s
            return 1900 - 1360 * s**0.8 + 90 * s * s, 700 - level * 440 * size**1.5 - 4

        cars.append(poly(RED, edge(t, -0.72), edge(t, 0.5), edge(u - 0.012, 0.5), edge(u - 0.012, -0.72)))
        cars.append(poly(SOOT, edge(t, 0.5), edge(t, 0.62), edge(u - 0.012, 0.62), edge(u - 0.012, 0.5)))
        for k in range(4):
            a, b = t + (u - t) * (k * 0.24 + 0.06), t + (u - t) * (k * 0.24 + 0.22)
            cars.append(poly(STRAW, edge(a, -0.1), edge(a, 0.34), edge(b, 0.34), edge(b, -0.1)))
    return "".join(
        (
            sky(NAVY),
            stars(11, PAPER, count=130, height=560),
            disc(620, 260, 130, PAPER),
            disc(580, 230, 22, STONE) + disc(660, 300, 30, STONE) + disc(650, 210, 14, STONE),
            range_of_peaks(3, BLUE, SOOT, peaks=[(240, 400), (560, 330), (900, 420), (1300, 290)], base=720),
            wood(12, TEAL, SOOT, y=715, x=(300, 1840), count=26, height=(60, 130)),
            rect(0, 705, 1800, 500, SOOT),
            *cars,
            *(
                poly(
                    tint(STRAW, 40),
                    (1900 - 190 * i, 960 - 40 * i),
                    (1780 - 190 * i, 960 - 40 * i),
                    (1700 - 190 * i, 1080 - 50 * i),
                    (1840 - 190 * i, 1080 - 50 * i),
                )
                for i in range(5)
            ),
            _compartment(),
        )
    )


def _compartment() -> str:
    """The near window: its frame, a lamp, and somebody who reads."""
    frame = path(
        UMBER,
        "M-10 -10H1810V1210H-10ZM120 90Q70 90 70 140V930Q70 980 120 980H1690Q1740 980 1740 930V140Q1740 90 1690 90Z",
    ).replace("<path", '<path fill-rule="evenodd"')
    trim = f'<rect x="70" y="90" width="1670" height="890" rx="50" fill="none" stroke="{CLAY}" stroke-width="22"/>'
    table = poly(CLAY, (560, 930), (1000, 930), (1060, 1010), (520, 1010)) + rect(520, 1010, 540, 26, SOOT)
    lamp_ = (
        rect(842, 850, 10, 84, STRAW)
        + rect(806, 926, 82, 14, STRAW)
        + poly(RED, (790, 856), (820, 770), (876, 770), (906, 856))
        + disc(848, 850, 150, tint(STRAW, 30))
    )
    reader = "".join(
        (
            rect(-10, 560, 230, 660, TEAL, round=60) + rect(-10, 590, 190, 620, NAVY, round=50),
            blob(RED, (90, 1220), (100, 900), (170, 770), (290, 730), (400, 780), (450, 920), (470, 1220)),
            poly(PLUM, (330, 760), (400, 780), (450, 920), (470, 1220), (350, 1220)),
            poly(CLAY, (252, 660), (340, 660), (350, 760), (290, 790), (240, 756)),
            blob(
                CLAY,
                (216, 520),
                (250, 440),
                (330, 420),
                (396, 470),
                (408, 540),
                (424, 590),
                (398, 604),
                (396, 650),
                (350, 690),
                (270, 680),
                (226, 610),
            ),
            blob(
                SOOT,
                (190, 640),
                (180, 500),
                (220, 400),
                (320, 370),
                (400, 410),
                (410, 470),
                (340, 470),
                (300, 540),
                (290, 660),
                (270, 760),
                (190, 770),
            ),
            stroke(SOOT, 6, (370, 545), (398, 549), cap="round"),
            curve(SOOT, 5, (346, 520), (372, 508), (398, 516)),
            curve(RED, 6, (372, 634), (388, 640), (398, 634)),
            stroke(RED, 90, (190, 840), (250, 1060), (450, 1000), cap="round"),
            poly(PAPER, (430, 850), (600, 800), (640, 1010), (470, 1060))
            + poly(STONE, (600, 800), (720, 830), (752, 1020), (640, 1010)),
            *(stroke(tint(SOOT, 50), 5, (456 + 7 * i, 890 + 32 * i), (588 + 7 * i, 852 + 32 * i)) for i in range(5)),
            blob(CLAY, (430, 980), (480, 950), (520, 970), (520, 1010), (460, 1040)),
        )
    )
    return (
        frame
        + trim
        + poly(tint(PAPER, 14), (1180, 100), (1360, 100), (900, 970), (720, 970))
        + table
        + lamp_
        + rect(930, 880, 46, 54, PAPER)
        + ring(982, 904, 14, 6, PAPER)
        + reader
    )


@scene(
    "airport-apron",
    alt="An airliner with a red tail stands at its gate at sunrise while a baggage train and marshaller work beneath the wing.",
    subject="First departures from Aldermere airport",
    focal=(0.5, 0.5),
)
def airport_apron() -> str:
    fuselage = (
        "M130 640Q150 560 300 552H1330Q1440 540 1500 470L1570 380H1650L1600 620Q1500 690 1340 700H330Q170 704 130 640Z"
    )
    return "".join(
        (
            sky(ROSE),
            rect(0, 0, 1800, 150, MIST),
            graded(0, 150, 1800, 160, MIST, start=0.8, end=0, pitch=22),
            disc(480, 520, 190, STRAW),
            streak(700, 300, 800, 20, PAPER),
            hills(3, tint(PLUM, 60), y=650, rise=60),
            rect(1240, 520, 560, 140, NAVY)
            + windows(1250, 540, 550, 90, columns=14, rows=2, ink=BLUE, lit=STRAW, seed=3)
            + rect(1230, 508, 570, 16, SOOT),
            rect(1640, 250, 60, 290, STONE)
            + poly(NAVY, (1600, 250), (1740, 250), (1720, 180), (1620, 180))
            + rect(1606, 168, 128, 14, RED),
            rect(0, 648, 1800, 560, STONE),
            poly(STRAW, (0, 1010), (1800, 860), (1800, 872), (0, 1026)),
            poly(STRAW, (880, 1200), (960, 860), (974, 860), (910, 1200)),
            oval(840, 900, 780, 34, tint(SOOT, 60)),
            poly(NAVY, (980, 600), (1160, 440), (1220, 440), (1140, 600)),
            path(PAPER, fuselage),
            path(
                STONE, "M136 655Q200 676 330 672H1340Q1500 664 1612 560L1600 620Q1500 690 1340 700H330Q170 704 136 655Z"
            ),
            poly(RED, (1400, 546), (1500, 470), (1590, 290), (1680, 290), (1632, 540)),
            poly(PLUM, (1590, 290), (1680, 290), (1632, 540), (1570, 546)),
            poly(RED, (1440, 600), (1560, 560), (1720, 580), (1600, 616)),
            path(NAVY, "M152 600Q180 566 250 562V598Z"),
            *(rect(330 + 44 * i, 588, 22, 30, NAVY, round=9) for i in range(24)),
            rect(286, 574, 34, 84, STONE, round=8) + rect(1330, 576, 30, 80, STONE, round=8),
            rect(140, 646, 1260, 10, RED),
            poly(MIST, (700, 670), (980, 670), (1300, 850), (1210, 850)),
            poly(BLUE, (700, 670), (760, 700), (1230, 850), (1210, 850)),
            rect(780, 740, 220, 92, NAVY, round=44) + oval(786, 786, 22, 44, SOOT),
            *(
                stroke(SOOT, 12, (x, 690), (x, 880)) + disc(x - 18, 880, 26, SOOT) + disc(x + 18, 880, 26, SOOT)
                for x in (300, 830)
            ),
            *(
                group(
                    rect(0, -60, 130, 60, TEAL)
                    + rect(6, -100, 118, 40, (AMBER, RED, UMBER)[i])
                    + rect(44, -130, 60, 34, STRAW)
                    + disc(26, 4, 16, SOOT)
                    + disc(104, 4, 16, SOOT),
                    at=(1060 + 160 * i, 960),
                )
                for i in range(3)
            ),
            group(
                rect(0, -70, 120, 70, STRAW)
                + rect(60, -120, 54, 54, NAVY)
                + disc(26, 4, 20, SOOT)
                + disc(96, 4, 20, SOOT),
                at=(1560, 960),
            ),
            person(240, 1080, 250, Person(coat=AMBER, legs=NAVY, arms="cheer", hat=SOOT)),
            person(980, 1000, 190, Person(coat=AMBER, legs=NAVY, arms="work", skin=UMBER)),
        )
    )


@scene(
    "beach-suitcase",
    alt="A tan suitcase with a straw hat and towel stands on a pale beach by a striped parasol and a calm green sea.",
    subject="A beach on the Velan Isles out of season",
    focal=(0.55, 0.62),
    credit=IBSEN,
)
def beach_suitcase() -> str:
    gores = ((-330, RED), (-200, PAPER), (-66, RED), (66, PAPER), (200, RED))
    return "".join(
        (
            sky(MIST),
            disc(1360, 230, 110, STRAW),
            cloud(760, 300, 360, PAPER, seed=5),
            yacht(1120, 566, 190, PAPER, RED) + yacht(1560, 560, 130, PAPER, NAVY),
            crag(tint(TEAL, 70), 560, (-20, 420), (140, 400), (260, 470), (380, 500), (470, 560)),
            sea(TEAL, 556, bottom=800),
            ripples(3, MIST, top=560, bottom=740, count=50),
            bank(PAPER, 1200, (-20, 748), (400, 728), (900, 770), (1400, 740), (1820, 770)),
            bank(STRAW, 1200, (-20, 782), (400, 760), (900, 806), (1400, 774), (1820, 806)),
            poly(tint(CLAY, 60), (480, 1060), (1180, 1000), (1420, 1080), (860, 1160)),
            stroke(UMBER, 16, (520, 1090), (560, 420)),
            group(
                *(path(ink, f"M0 -210Q{x} -180 {x} 0H{x + 134}Q{x + 134} -180 0 -210Z") for x, ink in gores),
                disc(0, -212, 12, RED),
                at=(566, 520),
                scale=1.25,
                turn=4,
            ),
            rect(905, 770, 360, 330, CLAY, round=26) + rect(1185, 770, 80, 330, UMBER, round=26),
            *(rect(x, 770, 34, 330, UMBER) for x in (970, 1120)),
            *(rect(x, 880, 34, 26, STRAW) for x in (970, 1120)),
            f'<rect x="1020" y="716" width="130" height="70" rx="24" fill="none" stroke="{UMBER}" stroke-width="16"/>',
            *(
                group(rect(0, 0, 90, 60, ink), disc(45, 30, 18, PAPER), at=(x, y), turn=t)
                for x, y, ink, t in ((930, 950, TEAL, -12), (1060, 1010, RED, 8))
            ),
            oval(830, 1094, 170, 34, AMBER)
            + blob(STRAW, (730, 1084), (750, 1010), (830, 986), (910, 1010), (930, 1084), (830, 1102))
            + path(RED, "M732 1080Q830 1112 928 1080V1058Q830 1090 736 1058Z"),
            *(
                blob(UMBER, (x, y), (x + 24, y - 8), (x + 40, y + 4), (x + 18, y + 14))
                for x, y in ((1400, 1000), (1470, 1040), (1550, 1060), (1630, 1100))
            ),
            path(ROSE, "M1480 1130q-10 -50 40 -60q50 10 40 60q-40 22 -80 0Z")
            + stroke(PAPER, 4, (1520, 1136), (1500, 1080))
            + stroke(PAPER, 4, (1520, 1136), (1540, 1080)),
            flock(7, PAPER, count=6, x=(200, 900), y=(120, 330), span=(40, 80)),
        )
    )
