"""The harbour and the coast: cranes, the old town, the light, the cliffs."""

from ..inks import AMBER, BLUE, MIST, MOSS, NAVY, PAPER, PLUM, RED, ROSE, SOOT, STONE, STRAW, TEAL, UMBER
from ..motifs.land import hills
from ..motifs.people import Person, person
from ..motifs.ships import containers, gantry_crane, hull_shadow, trawler
from ..motifs.sky import afterglow, flock, nightfall, rain, sky, streak
from ..motifs.town import lamp, skyline
from ..motifs.water import glitter, ripples, sea, swell
from ..pen import bank, blob, crag, curve, disc, group, oval, poly, rect, stroke, veil
from ..scene import IBSEN, scene
from ..screens import graded, tint


@scene(
    "harbour-cranes",
    alt="Three container cranes, blue, red and brown, stand over a stacked quay at first light, the sun low behind them.",
    subject="Container cranes on the Aldermere quay",
    focal=(0.52, 0.45),
)
def harbour_cranes() -> str:
    boxes = (RED, NAVY, TEAL, AMBER, STONE)
    return "".join(
        (
            sky(STRAW),
            afterglow(AMBER, 860, 620, strength=0.75),
            disc(1120, 700, 190, PAPER),
            streak(150, 300, 700, 26, PAPER),
            streak(1100, 210, 560, 18, PAPER),
            skyline(8, tint(RED, 55), base=866, height=(30, 110), width=(40, 110)),
            gantry_crane(1330, 900, 520, UMBER, UMBER, reach=0.9),
            gantry_crane(840, 940, 720, RED, SOOT),
            gantry_crane(150, 990, 930, NAVY, RED),
            sea(NAVY, 890),
            glitter(3, 1120, AMBER, top=895, bottom=1060, width=200, count=36),
            rect(0, 985, 1330, 240, SOOT),
            containers(4, 560, 990, columns=6, rows=5, size=(112, 42), inks=boxes),
            containers(9, -40, 1062, columns=3, rows=3, size=(190, 72), inks=boxes),
            poly(SOOT, (0, 1040), (1420, 1040), (1360, 1200), (0, 1200)),
            rect(0, 1040, 1420, 8, AMBER),
            ripples(4, BLUE, top=900, left=1300, count=40),
            lamp(1290, 1042, 300, SOOT, PAPER),
            person(1160, 1046, 120, Person(coat=AMBER, hat=STRAW, arms="point")),
            person(1090, 1046, 116, Person(coat=AMBER, hat=STRAW), facing=-1),
            flock(7, SOOT, count=9, x=(900, 1700), y=(150, 480)),
        )
    )


@scene(
    "lighthouse-storm",
    alt="A striped lighthouse throws its beam through rain while heavy waves break against the rock beneath it.",
    subject="Hale Point light in a winter gale",
    focal=(0.64, 0.4),
    credit=IBSEN,
)
def lighthouse_storm() -> str:
    beam = poly(STRAW, (1166, 262), (-100, -60), (-100, 420)) + poly(STRAW, (1166, 262), (1900, 130), (1900, 380))
    light = "".join(
        (
            poly(PAPER, (1090, 880), (1120, 330), (1212, 330), (1242, 880)),
            *(poly(RED, *_band(top, top + 78)) for top in (370, 526, 682, 838)),
            poly(tint(SOOT, 62), (1190, 330), (1212, 330), (1242, 880), (1180, 880)),
            rect(1098, 312, 136, 22, SOOT),
            rect(1120, 226, 92, 88, STRAW),
            *(rect(x, 226, 7, 88, SOOT) for x in (1120, 1162, 1205)),
            poly(RED, (1106, 228), (1166, 168), (1226, 228)),
            rect(1162, 140, 8, 36, SOOT),
            rect(1148, 600, 26, 44, SOOT),
            rect(1152, 460, 22, 38, SOOT),
        )
    )
    cottage = (
        rect(1236, 800, 150, 90, PAPER)
        + poly(RED, (1222, 804), (1264, 744), (1360, 744), (1400, 804))
        + rect(1270, 826, 34, 34, STRAW)
        + rect(1332, 826, 28, 64, SOOT)
    )
    return "".join(
        (
            sky(NAVY),
            nightfall(SOOT, 820, strength=0.8),
            veil(
                0.85,
                blob(
                    SOOT,
                    (-60, 120),
                    (300, 40),
                    (760, 130),
                    (1000, 60),
                    (1300, 90),
                    (1900, -60),
                    (1900, -200),
                    (-60, -200),
                ),
            ),
            veil(0.9, beam),
            blob(SOOT, (1200, 150), (1420, 60), (1700, 120), (1900, 60), (1900, -40), (1240, -60)),
            swell(860, 90, tint(MIST, 40), bottom=1200, waves=5),
            swell(900, 110, BLUE, bottom=1200, waves=4, start=120),
            poly(
                SOOT,
                (820, 1010),
                (900, 930),
                (960, 940),
                (1030, 880),
                (1400, 872),
                (1500, 930),
                (1600, 950),
                (1700, 1080),
            ),
            poly(UMBER, (900, 930), (960, 940), (1030, 880), (1180, 876), (1100, 950), (980, 1000), (900, 1010)),
            cottage,
            light,
            _spray(800, 960),
            swell(1010, 150, TEAL, bottom=1200, waves=3, start=260),
            ripples(6, MIST, top=1010, bottom=1190, count=46, reach=0.7),
            swell(1120, 140, NAVY, bottom=1200, waves=3, start=-40),
            ripples(11, MIST, top=1120, bottom=1198, count=22, reach=0.5),
            rain(12, MIST, count=230, length=80, slant=0.55),
        )
    )


def _band(top: float, foot: float) -> tuple[tuple[float, float], ...]:
    """Follow the taper of the tower."""

    def edges(y: float) -> tuple[float, float]:
        t = (y - 330) / 550
        return 1120 - 30 * t, 1212 + 30 * t

    (a, b), (c, d) = edges(top), edges(min(foot, 880))
    return (a, top), (b, top), (d, min(foot, 880)), (c, min(foot, 880))


def _spray(x: float, y: float) -> str:
    plume = blob(
        PAPER,
        (x - 60, y + 90),
        (x - 30, y - 40),
        (x - 70, y - 170),
        (x + 10, y - 110),
        (x + 40, y - 260),
        (x + 80, y - 120),
        (x + 150, y - 190),
        (x + 140, y - 40),
        (x + 210, y + 90),
    )
    drops = ((-90, -210), (-20, -270), (70, -310), (150, -250), (190, -150), (-110, -120), (110, -330))
    return plume + "".join(disc(x + dx, y + dy, 6 + (dx % 3) * 3, PAPER) for dx, dy in drops)


@scene(
    "harbour-dawn",
    alt="Fishing boats lie still in a harbour at dawn; behind them the old town climbs a hill to a dome under a red sun.",
    subject="Aldermere’s inner harbour at dawn",
    focal=(0.62, 0.5),
    credit=IBSEN,
)
def harbour_dawn() -> str:
    return "".join(
        (
            sky(ROSE),
            afterglow(STRAW, 690, 460, strength=0.85),
            disc(1260, 470, 130, RED),
            streak(820, 430, 760, 18, STRAW),
            streak(120, 210, 620, 22, PAPER),
            hills(4, tint(TEAL, 60), y=690, rise=190),
            _old_town(),
            sea(TEAL, 690),
            graded(0, 690, 1800, 300, ROSE, start=0.55, end=0),
            glitter(3, 1260, STRAW, top=700, bottom=1150, width=120, count=46),
            stroke(SOOT, 6, (0, 742), (520, 742)),
            *(rect(x, 742, 8, 26, SOOT) for x in range(40, 520, 90)),
            trawler(470, 800, 330, hull=NAVY, trim=PAPER, house=PAPER),
            trawler(1560, 850, 420, hull=SOOT, trim=STRAW, house=PAPER, facing=-1),
            hull_shadow(470, 804, 330),
            hull_shadow(1140, 856, 420),
            trawler(140, 960, 640, hull=RED, trim=STRAW, house=PAPER),
            hull_shadow(140, 966, 640),
            ripples(14, MIST, top=720, count=90, reach=0.9),
            flock(2, SOOT, count=8, x=(700, 1700), y=(130, 380), span=(30, 70)),
        )
    )


def _old_town() -> str:
    """Gables up a hill, with the Rotunda's dome over them."""
    rows = []
    for row, (y, ink) in enumerate(((500, NAVY), (572, BLUE), (640, NAVY))):
        rows.append(
            skyline(
                60 + row,
                ink,
                base=692,
                height=(692 - y - 26, 692 - y + 26),
                width=(46, 84),
                x=(620 - row * 120, 1160 + row * 110),
                lit=STRAW,
                chance=0.16,
            )
        )
    rotunda = (
        oval(900, 440, 96, 100, NAVY)
        + rect(790, 436, 220, 100, NAVY)
        + rect(884, 330, 32, 40, NAVY)
        + rect(896, 270, 8, 70, NAVY)
    )
    return rotunda + "".join(rows)


@scene(
    "seabirds-cliff",
    alt="White seabirds wheel beside a sheer striped cliff with nests on its ledges and green water below.",
    subject="Kittiwakes on the cliffs of the Velan Isles",
    focal=(0.4, 0.42),
    credit=IBSEN,
)
def seabirds_cliff() -> str:
    ledges = ((1190, 330), (1130, 470), (1085, 610), (1040, 760))
    return "".join(
        (
            sky(MIST),
            disc(380, 260, 110, PAPER),
            sea(TEAL, 800),
            ripples(5, PAPER, top=806, count=60, right=1200),
            crag(tint(NAVY, 55), 800, (-20, 800), (60, 730), (180, 720), (260, 670), (330, 800)),
            poly(
                PLUM,
                (1800, 60),
                (1330, 110),
                (1250, 190),
                (1270, 300),
                (1190, 330),
                (1205, 460),
                (1120, 480),
                (1150, 600),
                (1075, 620),
                (1095, 750),
                (1030, 770),
                (1000, 960),
                (1800, 1100),
            ),
            poly(
                UMBER,
                (1330, 110),
                (1250, 190),
                (1270, 300),
                (1190, 330),
                (1205, 460),
                (1120, 480),
                (1150, 600),
                (1075, 620),
                (1095, 750),
                (1030, 770),
                (1000, 960),
                (1140, 940),
                (1200, 780),
                (1260, 600),
                (1300, 460),
                (1380, 320),
                (1400, 180),
            ),
            bank(MOSS, 150, (1290, 150), (1330, 104), (1500, 70), (1800, 40)),
            *(curve(ROSE, 7, (x, y + 6), (x + 190, y - 10), (x + 380, y + 20), (1800, y - 16)) for x, y in ledges),
            *(_perched(x + 60 + 78 * i, y - 4 - (i % 2) * 6, 46) for x, y in ledges for i in range(5)),
            blob(
                PAPER,
                (960, 970),
                (1040, 900),
                (1130, 960),
                (1260, 930),
                (1400, 1010),
                (1800, 1040),
                (1800, 1110),
                (1000, 1040),
            ),
            *(
                _kittiwake(x, y, span, turn)
                for x, y, span, turn in (
                    (330, 520, 470, -8),
                    (760, 300, 330, 12),
                    (700, 690, 250, -14),
                    (960, 180, 190, 6),
                    (180, 250, 170, 10),
                    (560, 150, 130, -6),
                    (890, 520, 150, 20),
                )
            ),
            ripples(8, NAVY, top=960, count=50, right=1300),
        )
    )


def _kittiwake(x: float, y: float, span: float, turn: float) -> str:
    """A gliding bird: pale wings with ink-dipped tips."""
    left = blob(PAPER, (0, 2), (-18, -14), (-46, -18), (-70, -8), (-46, -8), (-16, 8))
    right = blob(PAPER, (2, 2), (20, -20), (46, -30), (72, -26), (48, -18), (20, 6))
    tips = poly(SOOT, (-70, -8), (-54, -17), (-52, -9)) + poly(SOOT, (72, -26), (55, -30), (55, -20))
    body = (
        oval(2, 4, 20, 6.5, PAPER, turn=-6)
        + oval(20, 1, 6, 5, PAPER)
        + poly(AMBER, (25, 0), (33, 2), (25, 4))
        + disc(21.5, 0, 1.2, SOOT)
    )
    shade = blob(STONE, (-14, 6), (4, 7), (18, 6), (4, 11))
    return group(
        left,
        right,
        tips,
        body,
        shade,
        poly(PAPER, (-16, 3), (-32, 9), (-28, 2)),
        at=(x, y),
        scale=span / 142,
        turn=turn,
    )


def _perched(x: float, y: float, height: float) -> str:
    u = height / 40
    return group(
        oval(0, -15, 9, 15, PAPER),
        oval(2, -32, 6.5, 6, PAPER),
        blob(STONE, (-4, -22), (-10, -8), (-7, 4), (-1, -6)),
        poly(AMBER, (8, -33), (14, -31), (8, -30)),
        disc(4, -33, 1.2, SOOT),
        at=(x, y),
        scale=u,
    )
