"""Flood, fire, ice and snow: the land when it is not farmed."""

from ..inks import AMBER, BLUE, CLAY, MIST, NAVY, PAPER, PLUM, RED, ROSE, SOOT, STONE, STRAW, TEAL, UMBER
from ..motifs.land import conifer, hills, range_of_peaks, rock, wood
from ..motifs.people import Person, person
from ..motifs.sky import crescent, rain, sky, smoke, snow, stars
from ..motifs.town import house, lamp
from ..motifs.water import ripples
from ..pen import Point, bank, blob, curve, cut, disc, group, oval, path, poly, rect, ring, stroke, veil
from ..scene import IBSEN, scene
from ..screens import graded, tint


@scene(
    "river-flood",
    alt="Brown floodwater fills a street to the window sills; two people in a small boat row past the half-drowned lamps.",
    subject="The Wend in flood at Marlow Bridge",
    focal=(0.48, 0.62),
    credit=IBSEN,
)
def river_flood() -> str:
    walls = (STONE, ROSE, PAPER, CLAY, MIST)
    return "".join(
        (
            sky(BLUE),
            graded(0, 0, 1800, 460, NAVY, start=0.7, end=0.1, pitch=22),
            *(
                house(
                    -40 + 380 * i,
                    940,
                    370,
                    560,
                    wall=walls[i],
                    roof=(PLUM, UMBER)[i % 2],
                    shade=UMBER,
                    door=NAVY,
                    pane=NAVY if i != 3 else STRAW,
                    frame=PAPER,
                )
                for i in range(5)
            ),
            rect(0, 742, 1800, 460, CLAY),
            *(
                veil(
                    0.6,
                    poly(UMBER, (-40 + 380 * i, 742), (330 + 380 * i, 742), (320 + 380 * i, 860), (-20 + 380 * i, 860)),
                )
                for i in range(0, 5, 2)
            ),
            rect(0, 738, 1800, 10, PAPER),
            lamp(1500, 900, 470, SOOT, STRAW),
            lamp(250, 960, 560, SOOT, STRAW),
            ripples(4, UMBER, top=760, count=110),
            ripples(5, ROSE, top=760, count=60),
            _rowing_boat(540, 960),
            blob(PAPER, (240, 962), (280, 950), (330, 964), (270, 974)),
            blob(PAPER, (1480, 900), (1510, 892), (1550, 902), (1500, 908)),
            group(rect(-110, -60, 220, 70, BLUE, round=20), rect(-70, -96, 140, 50, MIST, round=14), at=(1300, 842)),
            rain(16, MIST, count=220, length=70, slant=0.2),
        )
    )


def _rowing_boat(x: float, water: float) -> str:
    return "".join(
        (
            person(x + 190, water + 60, 370, Person(coat=AMBER, arms="work", hat=AMBER, skin=ROSE)),
            person(
                x + 430, water + 60, 340, Person(coat=RED, arms="hold", long_hair=True, skin=CLAY, hair=SOOT), facing=-1
            ),
            stroke(STONE, 12, (x + 300, water - 170), (x - 10, water + 50), cap="round")
            + oval(x - 30, water + 62, 50, 14, STONE, turn=-32),
            path(
                NAVY,
                f"M{x - 40} {water - 70}Q{x + 300} {water - 20} {x + 680} {water - 90}Q{x + 640} {water + 60} {x + 540} {water + 66}H{x + 90}Q{x} {water + 60} {x - 40} {water - 70}Z",
            ),
            path(
                PAPER,
                f"M{x - 40} {water - 70}Q{x + 300} {water - 20} {x + 680} {water - 90}L{x + 676} {water - 66}Q{x + 300} {water + 6} {x - 34} {water - 46}Z",
            ),
            blob(
                PAPER,
                (x - 20, water + 66),
                (x + 140, water + 56),
                (x + 560, water + 58),
                (x + 700, water + 68),
                (x + 300, water + 84),
            ),
        )
    )


@scene(
    "forest-fire",
    alt="A forest burns on a ridge at night, black firs against orange flames; a small aeroplane drops water.",
    subject="Fire on the ridge above Lorne Falls",
    focal=(0.55, 0.45),
)
def forest_fire() -> str:
    return "".join(
        (
            sky(RED),
            rect(0, 0, 1800, 240, SOOT),
            graded(0, 240, 1800, 300, SOOT, start=0.85, end=0.1, pitch=22),
            *(
                smoke(x, 700, 620, w, SOOT if i % 2 else PLUM, lean=0.35)
                for i, (x, w) in enumerate(((150, 330), (560, 380), (1050, 420), (1480, 340)))
            ),
            *(
                _flame(x, 720, h, AMBER)
                for x, h in (
                    (60, 230),
                    (240, 330),
                    (430, 270),
                    (640, 380),
                    (830, 300),
                    (1020, 420),
                    (1230, 340),
                    (1420, 390),
                    (1620, 290),
                    (1770, 240),
                )
            ),
            *(
                _flame(x, 730, h, STRAW)
                for x, h in (
                    (110, 130),
                    (300, 190),
                    (520, 150),
                    (700, 220),
                    (900, 170),
                    (1080, 240),
                    (1290, 190),
                    (1480, 210),
                    (1690, 150),
                )
            ),
            hills(15, PLUM, y=760, rise=80),
            wood(3, PLUM, SOOT, y=760, count=34, height=(120, 230)),
            hills(16, SOOT, y=980, rise=160),
            wood(5, SOOT, SOOT, y=960, count=22, height=(220, 400)),
            *(
                disc(x, y, 5, STRAW)
                for x, y in (
                    (210, 380),
                    (420, 300),
                    (700, 260),
                    (880, 340),
                    (1180, 250),
                    (1390, 320),
                    (1600, 280),
                    (980, 180),
                    (560, 420),
                    (1310, 430),
                )
            ),
            _plane(1180, 190),
            *(_firefighter(x, 1130, f) for x, f in ((360, 1), (560, 1), (820, -1))),
            curve(STONE, 12, (620, 1040), (900, 1180), (1300, 1120), (1820, 1190)),
        )
    )


def _flame(x: float, base: float, height: float, ink: str) -> str:
    w = height * 0.42
    return path(
        ink,
        f"M{x - w:.0f} {base}C{x - w * 1.2:.0f} {base - height * 0.5:.0f} {x - w * 0.1:.0f} {base - height * 0.5:.0f} {x - w * 0.15:.0f} {base - height:.0f}C{x + w * 0.5:.0f} {base - height * 0.75:.0f} {x + w * 0.3:.0f} {base - height * 0.5:.0f} {x + w * 0.6:.0f} {base - height * 0.62:.0f}C{x + w * 1.3:.0f} {base - height * 0.3:.0f} {x + w:.0f} {base - height * 0.1:.0f} {x + w:.0f} {base}Z",
    )


def _plane(x: float, y: float) -> str:
    drop = poly(tint(MIST, 70), (x - 20, y + 34), (x + 60, y + 34), (x - 190, y + 330), (x - 380, y + 330))
    body = blob(
        STRAW, (x - 170, y), (x - 60, y - 34), (x + 110, y - 30), (x + 170, y + 4), (x + 90, y + 34), (x - 60, y + 26)
    )
    return (
        drop
        + body
        + poly(RED, (x - 170, y), (x - 210, y - 90), (x - 160, y - 90), (x - 110, y - 18))
        + poly(AMBER, (x + 20, y - 34), (x + 70, y - 30), (x + 40, y - 64), (x - 70, y - 70))
        + rect(x + 96, y - 20, 36, 16, NAVY)
        + ring(x + 176, y, 30, 3, STONE)
    )


def _firefighter(x: float, base: float, facing: int) -> str:
    body = person(
        x, base, 240, Person(coat=STRAW, legs=UMBER, arms="work", hat=RED, skin=CLAY, shade=AMBER), facing=facing
    )
    return body


@scene(
    "glacier-lake",
    alt="A pale glacier ends in a still turquoise lake that mirrors jagged snow peaks; a lone hiker stands on the shore.",
    subject="The Lorne glacier and its lake",
    focal=(0.5, 0.45),
    credit=IBSEN,
)
def glacier_lake() -> str:
    peaks: list[Point] = [(180, 330), (520, 170), (860, 300), (1230, 110), (1620, 260)]
    mountains = range_of_peaks(9, BLUE, NAVY, peaks=peaks, base=700, snow=PAPER)
    ice = blob(
        PAPER,
        (800, 330),
        (930, 320),
        (960, 430),
        (1060, 540),
        (1230, 640),
        (1260, 712),
        (520, 712),
        (600, 620),
        (760, 520),
        (800, 430),
    )
    ice += blob(
        MIST, (900, 330), (950, 420), (1060, 540), (1230, 640), (1260, 712), (1010, 712), (980, 600), (890, 480)
    )
    ice += "".join(
        curve(BLUE, 4, (800 - 40 * i, 420 + 46 * i), (880 - 6 * i, 440 + 50 * i), (950 + 34 * i, 424 + 44 * i))
        for i in range(6)
    )
    ice += "".join(stroke(BLUE, 5, (560 + 70 * i, 700 - (i % 3) * 14), (575 + 70 * i, 712)) for i in range(10))
    return "".join(
        (
            sky(ROSE),
            graded(0, 250, 1800, 300, STRAW, start=0, end=0.7, pitch=22),
            mountains,
            ice,
            rect(0, 700, 1800, 510, TEAL),
            cut(rect(0, 704, 1800, 330, TEAL), group(veil(0.42, mountains, ice), at=(0, 1404), scale=(1, -1))),
            ripples(4, MIST, top=706, count=70),
            *(
                poly(PAPER, (x, y), (x + w * 0.4, y - w * 0.35), (x + w * 0.7, y - w * 0.2), (x + w, y))
                + poly(MIST, (x + w * 0.4, y - w * 0.35), (x + w * 0.7, y - w * 0.2), (x + w, y), (x + w * 0.5, y))
                for x, y, w in ((420, 760, 150), (1050, 790, 220), (1380, 740, 110))
            ),
            bank(UMBER, 1200, (-20, 1010), (240, 1000), (520, 1080), (900, 1130), (1400, 1160), (1820, 1130)),
            rock(120, 1060, 220, 110, SOOT, CLAY),
            rock(760, 1180, 260, 110, SOOT, CLAY),
            rock(1420, 1200, 300, 120, SOOT, CLAY),
            person(470, 1090, 240, Person(coat=RED, legs=NAVY, arms="hips", hat=STRAW)),
            rect(430, 890, 40, 70, AMBER, round=12),
        )
    )


@scene(
    "mountain-hut",
    alt="A timber mountain hut with lit windows stands in deep snow under a starry sky, ski tracks leading to the door.",
    subject="The Falls hut, two hours above the railway",
    focal=(0.56, 0.6),
)
def mountain_hut() -> str:
    return "".join(
        (
            sky(NAVY),
            stars(8, PAPER, count=140, height=620),
            group(crescent(0, 0, 70, STRAW), at=(330, 210), turn=20),
            range_of_peaks(
                23,
                BLUE,
                SOOT,
                peaks=[(120, 460), (560, 240), (1040, 380), (1480, 180), (1800, 360)],
                base=820,
                snow=MIST,
            ),
            wood(6, TEAL, SOOT, y=800, count=30, height=(90, 190)),
            bank(MIST, 1200, (-20, 760), (400, 810), (900, 780), (1400, 800), (1820, 740)),
            bank(PAPER, 1200, (-20, 860), (500, 830), (1100, 900), (1820, 820)),
            conifer(200, 920, 520, TEAL, SOOT),
            conifer(420, 880, 330, TEAL, SOOT),
            conifer(1640, 930, 560, TEAL, SOOT),
            rect(780, 640, 520, 270, UMBER),
            *(rect(780, 640 + 45 * i, 520, 6, SOOT) for i in range(6)),
            rect(1200, 640, 100, 270, tint(SOOT, 55)),
            poly(PAPER, (720, 660), (860, 470), (1250, 470), (1370, 660)),
            poly(MIST, (1250, 470), (1370, 660), (1290, 660), (1180, 470)),
            rect(1120, 400, 70, 110, STONE) + rect(1110, 392, 90, 18, PAPER),
            smoke(1152, 390, 250, 110, STONE, lean=0.5),
            *(
                rect(x - 10, 716, 110, 110, SOOT)
                + rect(x, 726, 90, 90, STRAW)
                + rect(x + 41, 726, 8, 90, SOOT)
                + rect(x, 767, 90, 8, SOOT)
                for x in (830, 1140)
            ),
            rect(990, 730, 100, 180, RED) + disc(1072, 826, 7, STRAW),
            poly(tint(STRAW, 60), (820, 905), (940, 905), (860, 1010), (640, 1010)),
            poly(tint(STRAW, 60), (990, 910), (1090, 910), (1120, 1040), (960, 1040)),
            stroke(RED, 8, (1350, 900), (1372, 640)) + stroke(RED, 8, (1390, 905), (1400, 645)),
            *(
                curve(MIST, 8, (1030 + d, 915), (1000 + d * 1.6, 1010), (820 + d * 3, 1100), (700 + d * 6, 1210))
                for d in (0, 14)
            ),
            blob(PAPER, (740, 930), (800, 880), (900, 912), (980, 910), (960, 940)),
        )
    )


@scene(
    "snow-plough",
    alt="An orange snow plough throws a white wave from its blade on a mountain road at dusk, snow falling.",
    subject="Clearing the pass road above Lorne Falls",
    focal=(0.55, 0.58),
    credit=IBSEN,
)
def snow_plough() -> str:
    return "".join(
        (
            sky(BLUE),
            range_of_peaks(
                31, NAVY, SOOT, peaks=[(260, 300), (760, 420), (1300, 220), (1700, 380)], base=760, snow=MIST
            ),
            wood(9, NAVY, SOOT, y=770, count=34, height=(100, 220)),
            bank(MIST, 1200, (-20, 780), (500, 740), (1100, 800), (1820, 730)),
            poly(NAVY, (0, 1120), (1800, 960), (1800, 1200), (0, 1200)),
            poly(SOOT, (0, 1190), (1800, 1050), (1800, 1200), (0, 1200)),
            *(
                stroke(RED, 12, (x, y), (x, y - 220)) + rect(x - 6, y - 160, 12, 40, PAPER)
                for x, y in ((160, 960), (1640, 880))
            ),
            _plough(700, 1080),
            blob(
                PAPER,
                (-60, 1150),
                (60, 1000),
                (200, 880),
                (330, 760),
                (420, 700),
                (400, 820),
                (520, 760),
                (470, 880),
                (600, 860),
                (560, 980),
                (640, 1090),
                (400, 1130),
                (200, 1200),
            ),
            blob(MIST, (160, 1120), (280, 980), (400, 900), (380, 1000), (500, 960), (520, 1080), (360, 1120)),
            bank(PAPER, 1210, (-20, 1150), (300, 1110), (700, 1180), (1000, 1210)),
            snow(4, PAPER, count=320),
        )
    )


def _plough(x: float, base: float) -> str:
    return "".join(
        (
            rect(x + 330, base - 340, 520, 240, AMBER)
            + rect(x + 330, base - 340, 520, 26, STRAW)
            + rect(x + 330, base - 170, 520, 20, SOOT),
            path(AMBER, f"M{x + 20} {base - 90}v-150l60 -210q10 -30 40 -30h190v390Z"),
            poly(NAVY, (x + 66, base - 270), (x + 112, base - 440), (x + 280, base - 440), (x + 280, base - 270)),
            person(x + 200, base - 240, 190, Person(coat=RED, skin=ROSE, arms="work"), facing=-1),
            rect(x + 60, base - 272, 250, 90, AMBER),
            rect(x + 170, base - 520, 60, 44, RED, round=16),
            disc(x + 60, base - 170, 30, PAPER),
            rect(x, base - 110, 860, 40, SOOT),
            *(disc(x + cx, base - 50, 78, SOOT) + disc(x + cx, base - 50, 34, STONE) for cx in (180, 560, 740)),
            path(
                RED,
                f"M{x - 130} {base + 20}Q{x - 210} {base - 120} {x - 60} {base - 250}L{x + 10} {base - 240}Q{x - 110} {base - 110} {x - 40} {base + 20}Z",
            ),
            stroke(SOOT, 22, (x - 60, base - 90), (x + 60, base - 90)),
        )
    )
