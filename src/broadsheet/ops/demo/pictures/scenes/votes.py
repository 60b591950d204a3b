"""Votes, rallies and podiums: politics outside the chamber."""

from ..inks import AMBER, BLUE, CLAY, MIST, NAVY, PAPER, PLUM, RED, ROSE, SOOT, STONE, STRAW, TEAL, UMBER
from ..motifs.people import Person, heads, person
from ..motifs.sky import sky
from ..motifs.town import skyline
from ..pen import blob, curve, disc, group, oval, path, poly, rect, stroke
from ..perspective import View
from ..scene import IBSEN, scene
from ..screens import graded, tint


@scene(
    "polling-station",
    alt="Voters queue in a school hall towards a row of wooden polling booths with red curtains.",
    subject="Polling in a school hall at Wendmoor",
    focal=(0.55, 0.6),
    credit=IBSEN,
)
def polling_station() -> str:
    view = View(horizon=470, lens=1100, eye=1.75)
    booths = []
    for i, x in enumerate((1.0, 2.3, 3.6)):
        booths.append(view.box((x, x + 1.15), (0, 2.1), (6, 7), front=CLAY, side=UMBER, top=STRAW))
        booths.append(
            view.face(
                RED if i != 1 else SOOT,
                (x + 0.1, 0.45 if i != 1 else 0.2, 6),
                (x + 0.1, 1.98, 6),
                (x + 1.05, 1.98, 6),
                (x + 1.05, 0.45 if i != 1 else 0.2, 6),
            )
        )
        if i == 1:
            px, py = view.at(x + 0.55, 0, 6.3)
            booths.append(person(px, py, 300, Person(coat=TEAL, arms="rest", legs=NAVY)))
            booths.append(
                view.face(RED, (x + 0.1, 0.45, 6), (x + 0.1, 1.98, 6), (x + 0.4, 1.98, 6), (x + 0.3, 0.45, 6))
            )
        else:
            booths += [view.line(PLUM, 5, (x + t, 0.5, 6), (x + t, 1.95, 6)) for t in (0.3, 0.5, 0.7, 0.9)]
    queue = ((-0.1, 5.6, RED), (-0.75, 5.0, NAVY), (-1.25, 4.4, STRAW), (-1.8, 3.9, PLUM), (-2.1, 3.35, BLUE))
    return "".join(
        (
            rect(0, 0, 1800, 700, MIST),
            view.face(STONE, (-5, 0, 2), (-5, 4, 2), (-5, 4, 9), (-5, 0, 9)),
            view.face(STONE, (6, 0, 2), (6, 4, 2), (6, 4, 9), (6, 0, 9)),
            *(
                view.face(PAPER, (x, 1.5, 9), (x, 3.5, 9), (x + 1.3, 3.5, 9), (x + 1.3, 1.5, 9))
                + view.line(SOOT, 5, (x + 0.65, 1.5, 9), (x + 0.65, 3.5, 9))
                + view.line(SOOT, 5, (x, 2.6, 9), (x + 1.3, 2.6, 9))
                for x in (-4, -2, 0.2, 2.2, 4.2)
            ),
            view.floor(STRAW, -5, 6, 1.6, 9),
            *(view.line(AMBER, 3, (x, 0, 1.6), (x, 0, 9)) for x in range(-5, 7)),
            *(
                view.face(tint(PAPER, 60), (x - 0.4, 0, 8.5), (x + 0.9, 0, 8.5), (x - 1.2, 0, 5), (x - 3, 0, 5))
                for x in (-2, 0.2, 2.2)
            ),
            *booths,
            view.box((-4.6, -2.9), (0, 0.8), (6.4, 7.4), front=NAVY, side=SOOT, top=PAPER),
            *(
                person(
                    *view.at(x, 0, z),
                    1.7 * view.size(z),
                    Person(
                        coat=c,
                        arms="hold" if i % 2 else "rest",
                        skirt=i % 2 == 0,
                        long_hair=i % 2 == 0,
                        skin=(ROSE, UMBER, CLAY)[i % 3],
                        hair=(SOOT, SOOT, UMBER)[i % 3],
                    ),
                )
                for i, (x, z, c) in enumerate(queue)
            ),
        )
    )


@scene(
    "ballot-box",
    alt="A hand drops a folded ballot paper into the slot of a metal ballot box with a red seal.",
    subject="A vote goes into the box",
    focal=(0.5, 0.42),
)
def ballot_box() -> str:
    return "".join(
        (
            rect(0, 0, 1800, 1200, STRAW),
            graded(0, 0, 1800, 600, AMBER, start=0.7, end=0, pitch=22),
            rect(0, 930, 1800, 270, UMBER),
            rect(0, 930, 1800, 16, CLAY),
            poly(tint(SOOT, 60), (1240, 1120), (1300, 930), (1800, 930), (1800, 1050), (1500, 1160)),
            poly(NAVY, (430, 620), (1180, 620), (1140, 1130), (470, 1130)),
            poly(SOOT, (1180, 620), (1400, 540), (1330, 1010), (1140, 1130)),
            poly(BLUE, (430, 620), (660, 530), (1400, 540), (1180, 620)),
            poly(SOOT, (690, 592), (1010, 592), (1040, 568), (740, 566)),
            poly(PAPER, (720, 330), (1010, 290), (1030, 578), (744, 580)),
            poly(STONE, (860, 311), (1010, 290), (1030, 578), (884, 580)),
            stroke(SOOT, 6, (770, 420), (790, 442), (834, 384)),
            *(stroke(tint(SOOT, 60), 5, (770, y), (850, y - 10)) for y in (480, 508, 536)),
            rect(560, 760, 490, 210, PAPER),
            *(rect(600, 800 + 44 * i, 300 - 50 * i, 16, NAVY) for i in range(3)),
            stroke(SOOT, 9, (926, 860), (960, 900), (1018, 806)),
            disc(1180, 730, 44, RED) + disc(1180, 730, 26, AMBER),
            stroke(RED, 9, (1180, 730), (1150, 830)) + stroke(RED, 9, (1184, 730), (1200, 830)),
            _hand(),
        )
    )


def _hand() -> str:
    """A hand from the upper right that pinches a paper, in a striped cuff."""
    sleeve = poly(TEAL, (1800, -40), (1360, -40), (1190, 150), (1330, 300), (1800, 120)) + poly(
        NAVY, (1800, 60), (1320, 280), (1330, 300), (1800, 120)
    )
    cuff = poly(PAPER, (1205, 130), (1165, 176), (1300, 326), (1348, 286))
    palm = blob(
        CLAY,
        (1180, 176),
        (1090, 230),
        (980, 262),
        (910, 300),
        (896, 336),
        (930, 348),
        (1010, 330),
        (1050, 340),
        (1150, 360),
        (1230, 340),
        (1296, 310),
        (1250, 240),
    )
    fingers = "".join(
        (
            blob(CLAY, (1080, 330), (1010, 372), (960, 430), (968, 462), (1000, 460), (1060, 410), (1130, 372)),
            blob(UMBER, (1150, 340), (1100, 378), (1052, 440), (1060, 470), (1092, 462), (1140, 412), (1200, 366)),
            curve(UMBER, 5, (1010, 330), (1060, 318), (1100, 330)),
            blob(ROSE, (900, 318), (922, 310), (944, 320), (920, 336)),
        )
    )
    return sleeve + palm + fingers + cuff


@scene(
    "rally-crowd",
    alt="A dense crowd with raised arms and plain red and white flags fills a square before a distant speaker’s platform.",
    subject="A Labour Front rally in Corn Square",
    focal=(0.5, 0.4),
    credit=IBSEN,
)
def rally_crowd() -> str:
    flags = (
        (170, 330, RED, 1.2),
        (420, 420, PAPER, 0.9),
        (640, 300, RED, 1.0),
        (1210, 380, RED, 1.0),
        (1430, 290, PAPER, 1.2),
        (1650, 400, RED, 1.1),
        (980, 470, STRAW, 0.7),
    )
    return "".join(
        (
            sky(STRAW),
            skyline(33, tint(AMBER, 75), base=640, height=(190, 400), width=(110, 190)),
            rect(0, 600, 1800, 600, PLUM),
            rect(620, 470, 560, 150, SOOT) + rect(620, 460, 560, 18, RED),
            rect(660, 210, 480, 256, RED),
            poly(
                PAPER, (900, 240), (960, 380), (1050, 400), (970, 420), (900, 460), (830, 420), (750, 400), (840, 380)
            ),
            person(900, 480, 170, Person(coat=NAVY, arms="raise", skin=ROSE, hair=STRAW, shade=SOOT)),
            rect(876, 420, 48, 60, UMBER),
            heads(1, PLUM, y=600, size=16, gap=2, raised=0.2),
            heads(2, NAVY, y=640, size=24, gap=2, raised=0.25),
            *(_flag(x, y, ink, s) for x, y, ink, s in flags),
            heads(3, UMBER, y=710, size=38, gap=2.1, raised=0.3),
            heads(4, NAVY, y=810, size=56, gap=2.2, raised=0.3),
            heads(5, PLUM, y=930, size=80, gap=2.2, raised=0.25),
            heads(6, SOOT, y=1080, size=116, gap=2.3, raised=0.2),
        )
    )


def _flag(x: float, y: float, ink: str, scale: float) -> str:
    cloth = path(ink, "M4 0q70 -34 130 0t110 -6l-8 140q-60 20 -112 -6t-120 10Z")
    fold = path(tint(SOOT, 40), "M110 -12q14 6 24 12t44 12l-4 130q-30 -2 -50 -14t-30 -12Z")
    return group(rect(-5, -20, 9, 560, SOOT), cloth, fold, at=(x, y), scale=scale, turn=-5)


@scene(
    "press-conference",
    alt="A minister stands at a lectern bristling with microphones, flags behind, reporters and cameras in front.",
    subject="A news conference at the Treasury",
    focal=(0.52, 0.42),
)
def press_conference() -> str:
    mics = ((760, 636, RED), (830, 612, NAVY), (902, 604, AMBER), (976, 612, TEAL), (1046, 636, SOOT))
    return "".join(
        (
            rect(0, 0, 1800, 1200, BLUE),
            *(rect(x, 0, 100, 900, tint(NAVY, 45)) for x in range(0, 1800, 200)),
            _furled(300, RED, PAPER)
            + _furled(460, TEAL, STRAW)
            + _furled(1380, TEAL, STRAW)
            + _furled(1540, RED, PAPER),
            person(900, 1120, 880, Person(coat=SOOT, skin=CLAY, hair=PLUM, long_hair=True, arms="hips", shade=NAVY)),
            poly(PAPER, (862, 384), (900, 470), (938, 384)),
            poly(UMBER, (640, 700), (1160, 700), (1120, 1200), (680, 1200)),
            poly(CLAY, (610, 660), (1190, 660), (1160, 716), (640, 716)),
            disc(900, 880, 92, STRAW)
            + disc(900, 880, 70, UMBER)
            + oval(900, 866, 34, 36, STRAW)
            + rect(858, 880, 84, 34, STRAW),
            *(
                stroke(SOOT, 8, (x + (900 - x) * 0.3, 690), (x, y))
                + oval(x, y - 20, 20, 34, ink)
                + rect(x - 21, y - 4, 42, 26, PAPER)
                for x, y, ink in mics
            ),
            heads(12, SOOT, y=1080, size=92, gap=2.5),
            _camera(300, 950) + _camera(1420, 980),
        )
    )


def _furled(x: float, ink: str, other: str) -> str:
    cloth = blob(ink, (x + 6, 160), (x + 70, 300), (x + 84, 560), (x + 60, 800), (x + 4, 820), (x + 20, 500))
    return (
        rect(x - 5, 110, 11, 760, STRAW)
        + disc(x, 104, 16, STRAW)
        + cloth
        + blob(other, (x + 10, 260), (x + 46, 420), (x + 50, 640), (x + 26, 816), (x + 4, 820), (x + 20, 520))
    )


def _camera(x: float, y: float) -> str:
    return (
        rect(x - 120, y - 60, 230, 110, SOOT, round=12)
        + rect(x - 150, y - 40, 44, 70, NAVY)
        + disc(x - 30, y - 76, 40, SOOT)
        + disc(x + 56, y - 70, 34, SOOT)
        + disc(x - 96, y - 30, 9, RED)
        + poly(SOOT, (x - 20, y + 50), (x + 20, y + 50), (x + 70, y + 300), (x - 70, y + 300))
    )
