"""Stages, screens, galleries and those who fill them."""

import math
from collections.abc import Callable
from random import Random

from ..inks import AMBER, BLUE, CLAY, MIST, MOSS, NAVY, PAPER, PLUM, RED, ROSE, SEPIA, SOOT, STONE, STRAW, TEAL, UMBER
from ..motifs.land import grass, hills, tree
from ..motifs.people import Person, crowd, heads, person
from ..motifs.ships import yacht
from ..motifs.sky import rain, sky, streak
from ..motifs.town import bunting, house, lamp, umbrella
from ..pen import bank, blob, curve, cut, disc, group, oval, path, poly, rect, ring, stroke
from ..perspective import View
from ..scene import IBSEN, scene
from ..screens import tint


@scene(
    "theatre-curtain",
    alt="An actor takes a bow alone in a spotlight before a heavy red curtain, seen over the heads of the stalls.",
    subject="Opening night at the Quay Theatre",
    focal=(0.5, 0.55),
)
def theatre_curtain() -> str:
    folds = "".join(
        path(
            (RED, PLUM)[i % 2],
            f"M{190 + 71 * i} 150Q{206 + 71 * i} 560 {184 + 71 * i} 830H{262 + 71 * i}Q{272 + 71 * i} 500 {262 + 71 * i} 150Z",
        )
        for i in range(20)
    )
    swags = "".join(
        path(
            (RED, PLUM)[k % 2],
            f"M{160 + 296 * k} 90H{456 + 296 * k}Q{440 + 296 * k} 290 {308 + 296 * k} 300Q{176 + 296 * k} 290 {160 + 296 * k} 90Z",
        )
        + curve(
            STRAW,
            12,
            (164 + 296 * k, 150),
            (220 + 296 * k, 266),
            (308 + 296 * k, 300),
            (396 + 296 * k, 266),
            (452 + 296 * k, 150),
        )
        for k in range(5)
    )
    return "".join(
        (
            rect(0, 0, 1800, 1200, SOOT),
            rect(170, 60, 1460, 800, PLUM),
            folds,
            poly(tint(STRAW, 50), (840, 60), (960, 60), (1190, 900), (610, 900)),
            swags,
            rect(150, 60, 1500, 50, STRAW)
            + rect(150, 60, 36, 820, STRAW)
            + rect(1614, 60, 36, 820, STRAW)
            + rect(176, 110, 14, 770, UMBER)
            + rect(1636, 110, 14, 770, UMBER),
            *(disc(168, y, 12, RED) + disc(1632, y, 12, RED) for y in range(160, 860, 90)),
            poly(UMBER, (150, 830), (1650, 830), (1740, 930), (60, 930)),
            *(stroke(SEPIA, 4, (250 + 130 * i, 830), (180 + 146 * i, 930)) for i in range(11)),
            oval(900, 876, 290, 42, STRAW),
            _bowing(900, 880),
            rect(50, 926, 1700, 30, SOOT)
            + "".join(path(STRAW, f"M{140 + 152 * i} 934q0 -34 34 -34t34 34Z") for i in range(11)),
            heads(3, NAVY, y=1000, size=44, gap=2),
            heads(4, SOOT, y=1100, size=70, gap=2.1),
        )
    )


def _bowing(x: float, base: float) -> str:
    u = 3.4
    return group(
        stroke(SOOT, 8, (-5, -46), (-6, 0)) + stroke(SOOT, 8, (6, -46), (10, 0)),
        blob(SOOT, (-12, -44), (-10, -62), (2, -78), (16, -80), (18, -66), (12, -44)),
        poly(PAPER, (12, -78), (20, -72), (16, -60)),
        stroke(SOOT, 6, (4, -74), (-14, -64), (-26, -74), cap="round") + disc(-28, -76, 3, CLAY),
        stroke(SOOT, 6, (14, -72), (8, -56), (16, -50), cap="round") + disc(17, -50, 3, CLAY),
        oval(27, -78, 6, 7, CLAY, turn=60),
        blob(SOOT, (22, -84), (30, -88), (35, -80), (30, -80)),
        at=(x, base),
        scale=u,
    )


@scene(
    "concert-stage",
    alt="A singer with arms thrown wide stands before beams of red and yellow light, a guitarist and drummer either side.",
    subject="The Harbour Lights tour reaches the Basin",
    focal=(0.5, 0.5),
    credit=IBSEN,
)
def concert_stage() -> str:
    return "".join(
        (
            rect(0, 0, 1800, 1200, SOOT),
            *(
                poly(
                    (RED, PLUM, AMBER, PLUM, RED)[i % 5],
                    (x, 70),
                    (x + 20, 70),
                    (x + 20 + (x - 900) * 0.35 + 130, 860),
                    (x + (x - 900) * 0.35 - 130, 860),
                )
                for i, x in enumerate(range(150, 1700, 330))
            ),
            *(
                poly(STRAW, (x, 70), (x + 16, 70), (900 + (900 - x) * 0.3 + 60, 860), (900 + (900 - x) * 0.3 - 60, 860))
                for x in (520, 1270)
            ),
            rect(0, 30, 1800, 46, NAVY)
            + "".join(stroke(SOOT, 5, (60 * i, 32), (60 * i + 30, 74), (60 * i + 60, 32)) for i in range(30)),
            *(rect(x - 26, 60, 62, 54, NAVY) + oval(x + 5, 116, 28, 12, PAPER) for x in range(150, 1700, 165)),
            rect(0, 850, 1800, 40, PLUM),
            *(
                rect(x, 520, 180, 330, NAVY)
                + "".join(
                    disc(x + 90, 590 + 104 * k, 46, SOOT) + disc(x + 90, 590 + 104 * k, 16, STONE) for k in range(3)
                )
                for x in (20, 1600)
            ),
            _drums(1180, 850),
            person(1180, 700, 250, Person(coat=TEAL, arms="cheer", skin=CLAY)),
            _drums(1180, 850),
            person(
                480, 856, 400, Person(coat=PLUM, arms="work", skin=ROSE, hair=STRAW, long_hair=True, stance="stride")
            ),
            group(
                blob(AMBER, (-60, 0), (-30, -34), (0, -16), (34, -30), (40, 26), (0, 20), (-34, 36)),
                stroke(UMBER, 12, (30, -4), (170, -40)),
                disc(-6, 2, 10, SOOT),
                at=(510, 650),
                turn=-8,
            ),
            person(
                880,
                866,
                480,
                Person(coat=PAPER, arms="cheer", legs=RED, skin=UMBER, hair=SOOT, shade=STRAW, stance="stride"),
            ),
            stroke(STONE, 6, (780, 866), (790, 420)) + oval(792, 410, 14, 20, SOOT),
            heads(6, NAVY, y=940, size=40, gap=2, raised=0.6),
            heads(7, SOOT, y=1050, size=70, gap=2.1, raised=0.6),
        )
    )


def _drums(x: float, base: float) -> str:
    return (
        disc(x, base - 90, 90, RED)
        + disc(x, base - 90, 70, PAPER)
        + disc(x, base - 90, 26, RED)
        + rect(x - 190, base - 190, 120, 70, RED)
        + rect(x - 196, base - 196, 132, 14, PAPER)
        + rect(x + 70, base - 190, 120, 70, RED)
        + rect(x + 64, base - 196, 132, 14, PAPER)
        + stroke(STONE, 6, (x - 240, base), (x - 220, base - 280))
        + oval(x - 220, base - 284, 84, 12, STRAW, turn=-8)
        + stroke(STONE, 6, (x + 240, base), (x + 220, base - 280))
        + oval(x + 220, base - 284, 84, 12, STRAW, turn=8)
    )


@scene(
    "cinema-projector",
    alt="A film projector throws a white beam through the dark over rows of heads towards a glowing screen.",
    subject="The Lantern film festival opens",
    focal=(0.3, 0.45),
)
def cinema_projector() -> str:
    return "".join(
        (
            rect(0, 0, 1800, 1200, SOOT),
            poly(tint(STRAW, 34), (610, 470), (1330, 180), (1330, 760), (610, 500)),
            poly(PAPER, (1310, 150), (1740, 60), (1740, 900), (1310, 790)),
            cut(
                poly(PAPER, (1340, 176), (1714, 100), (1714, 862), (1340, 762)),
                rect(1300, 0, 500, 1000, STRAW),
                disc(1540, 420, 150, RED),
                hills(4, NAVY, y=680, rise=130, left=1300, right=1800),
                yacht(1470, 660, 190, PAPER, SOOT),
            ),
            *(
                heads(i + 3, (NAVY, PLUM, NAVY)[i], y=860 + 110 * i, size=50 + 20 * i, gap=2.2, x=(500 - 160 * i, 1900))
                for i in range(3)
            ),
            poly(NAVY, (0, 1200), (40, 740), (660, 740), (600, 1200)),
            rect(130, 400, 420, 260, TEAL, round=20) + rect(400, 400, 150, 260, NAVY, round=20),
            rect(540, 450, 70, 74, STONE) + rect(600, 440, 30, 94, SOOT),
            *(rect(170, 460 + 40 * k, 140, 14, NAVY) for k in range(4)),
            stroke(TEAL, 20, (220, 400), (200, 300)) + stroke(TEAL, 20, (450, 410), (470, 330)),
            _reel(190, 210, 160, RED),
            _reel(490, 250, 124, AMBER),
            curve(UMBER, 8, (340, 250), (420, 380), (560, 380), (570, 450)),
            rect(250, 660, 180, 90, SOOT) + poly(SOOT, (180, 750), (500, 750), (470, 700), (210, 700)),
            disc(346, 600, 26, STRAW) + disc(346, 600, 12, RED),
        )
    )


def _reel(x: float, y: float, r: float, ink: str) -> str:
    holes = "".join(
        disc(x + r * 0.56 * math.cos(a), y + r * 0.56 * math.sin(a), r * 0.24, SOOT)
        for a in (0.3, 1.35, 2.4, 3.44, 4.5, 5.54)
    )
    return disc(x, y, r, ink) + ring(x, y, r * 0.94, r * 0.06, UMBER) + holes + disc(x, y, r * 0.14, PAPER)


@scene(
    "film-set",
    alt="A film crew shoots a couple under a street lamp: camera on a dolly, boom microphone, bright lamp and clapperboard.",
    subject="Filming for Marquee in the old town",
    focal=(0.55, 0.55),
    credit=IBSEN,
)
def film_set() -> str:
    return "".join(
        (
            sky(NAVY),
            *(
                house(
                    900 + 190 * i,
                    800,
                    186,
                    420,
                    wall=(CLAY, UMBER, PLUM, CLAY, UMBER)[i],
                    roof=SOOT,
                    shade=SEPIA,
                    door=SOOT,
                    pane=(STRAW, SOOT, STRAW, SOOT, STRAW)[i],
                    frame=SOOT,
                    floors=3,
                )
                for i in range(5)
            ),
            rect(0, 796, 1800, 410, SEPIA),
            poly(tint(STRAW, 45), (440, 250), (1500, 960), (960, 960), (440, 390)),
            oval(1230, 960, 380, 70, STRAW),
            lamp(1420, 960, 520, SOOT, STRAW, halo=STRAW),
            person(
                1180,
                960,
                380,
                Person(coat=RED, skirt=True, long_hair=True, hair=SOOT, skin=ROSE, arms="hold", shade=PLUM),
            ),
            person(1290, 966, 400, Person(coat=NAVY, hat=SOOT, skin=CLAY, arms="hold", shade=SOOT), facing=-1),
            stroke(SOOT, 12, (420, 1060), (400, 330))
            + poly(STONE, (330, 220), (440, 250), (440, 390), (330, 420))
            + rect(436, 246, 16, 150, STRAW)
            + stroke(SOOT, 8, (330, 1080), (410, 900), (500, 1080)),
            stroke(SOOT, 8, (700, 1110), (1800, 1110)) + stroke(SOOT, 8, (640, 1150), (1800, 1150)),
            poly(SOOT, (640, 860), (760, 860), (830, 1080), (570, 1080))
            + rect(560, 1070, 290, 30, STONE)
            + disc(600, 1110, 26, SOOT)
            + disc(810, 1110, 26, SOOT),
            rect(590, 720, 230, 140, SOOT, round=14)
            + rect(816, 750, 80, 80, NAVY)
            + poly(SOOT, (896, 730), (950, 710), (950, 880), (896, 850))
            + disc(640, 690, 60, SOOT)
            + disc(760, 680, 50, SOOT)
            + disc(640, 690, 20, STONE)
            + disc(760, 680, 16, STONE),
            person(520, 1110, 420, Person(coat=TEAL, legs=NAVY, skin=UMBER, arms="work", hat=NAVY)),
            person(180, 1130, 430, Person(coat=AMBER, legs=NAVY, skin=ROSE, arms="raise", hair=UMBER)),
            stroke(STONE, 8, (220, 690), (1130, 480)) + oval(1150, 478, 56, 22, SOOT, turn=-10),
            group(
                rect(0, 0, 190, 120, SOOT),
                poly(PAPER, (0, -10), (190, -70), (194, -40), (4, 18)),
                *(
                    poly(
                        SOOT,
                        (30 + 56 * k, -20 - 18 * k),
                        (54 + 56 * k, -28 - 18 * k),
                        (68 + 56 * k, -4 - 18 * k),
                        (44 + 56 * k, 4 - 18 * k),
                    )
                    for k in range(3)
                ),
                *(rect(16, 40 + 28 * k, 150 - 40 * k, 8, PAPER) for k in range(3)),
                at=(30, 850),
                turn=-6,
            ),
        )
    )


@scene(
    "orchestra-pit",
    alt="A conductor raises her baton over rows of strings and brass, music stands glowing in the dark pit.",
    subject="Amara Sole conducts the Ister Orchestra",
    focal=(0.5, 0.4),
)
def orchestra_pit() -> str:
    dice = Random(5)
    players = []
    for row in range(4):
        count = 9 - row
        for k in range(count):
            t = (k + 0.5) / count * 2 - 1
            x, y = 900 + t * (900 - 40 * row), 520 + row * 140 - 150 * t * t + 40
            s = 1.0 + 0.28 * row
            if abs(t) < 0.16 and row > 1:
                continue
            players.append(_player(x, y, s, (k * 5 + row * 3) % 4, dice))
    return "".join(
        (
            rect(0, 0, 1800, 1200, SEPIA),
            *(poly(tint(AMBER, 45), (x, 0), (x + 80, 0), (x + 300, 900), (x - 220, 900)) for x in (260, 860, 1460)),
            rect(0, 0, 1800, 70, SOOT) + rect(0, 70, 1800, 14, STRAW),
            *(
                rect(120 + 66 * k, 120, 40, 330 - 60 * abs(math.sin(k * 0.55)), STRAW, round=18)
                + rect(142 + 66 * k, 120, 18, 330 - 60 * abs(math.sin(k * 0.55)), AMBER)
                for k in range(24)
            ),
            rect(0, 400, 1800, 800, UMBER),
            *players,
            poly(RED, (740, 1110), (1060, 1110), (1120, 1200), (680, 1200)),
            rect(760, 1090, 280, 24, STRAW),
            _conductor(900, 1100),
        )
    )


def _player(x: float, y: float, s: float, kind: int, dice: Random) -> str:
    skin = dice.choice((ROSE, CLAY, UMBER, ROSE))
    hair = dice.choice((SOOT, SEPIA, STRAW, STONE))
    body = (
        blob(SOOT, (-44, 90), (-38, 10), (0, -12), (38, 10), (44, 90))
        + poly(PAPER, (-9, -6), (9, -6), (0, 34))
        + oval(0, -38, 19, 24, skin)
        + blob(hair, (-22, -36), (-16, -64), (16, -64), (22, -36), (0, -50))
    )
    violin = group(
        blob(AMBER, (0, 0), (16, -13), (34, -8), (56, -15), (66, 0), (56, 15), (34, 8), (16, 13)),
        stroke(SEPIA, 6, (60, 0), (104, 0)),
        at=(-16, 12),
        turn=24,
    ) + stroke(STRAW, 4, (-30, 60), (70, -30))
    cello = (
        blob(AMBER, (-30, 30), (-20, 0), (0, -8), (20, 0), (30, 30), (22, 52), (40, 90), (0, 124), (-40, 90), (-22, 52))
        + stroke(SEPIA, 8, (0, 0), (0, -80))
        + stroke(STRAW, 4, (-60, 56), (60, 40))
    )
    horn = ring(20, 30, 28, 11, STRAW) + poly(STRAW, (30, 50), (86, 40), (86, 90), (40, 70))
    stand = (
        stroke(SOOT, 5, (60, 120), (60, 70))
        + poly(PAPER, (26, 40), (96, 34), (100, 78), (30, 84))
        + "".join(stroke(STONE, 3, (36, 50 + 9 * k), (90, 46 + 9 * k)) for k in range(3))
    )
    return group(body, (violin, cello, horn, violin)[kind], stand, at=(x, y), scale=s)


def _conductor(x: float, base: float) -> str:
    return group(
        stroke(SOOT, 30, (-22, -200), (-26, 0)) + stroke(SOOT, 30, (22, -200), (26, 0)),
        blob(
            SOOT,
            (-90, -190),
            (-78, -330),
            (-90, -440),
            (-50, -490),
            (50, -490),
            (90, -440),
            (78, -330),
            (92, -190),
            (50, -150),
            (0, -190),
            (-50, -150),
        ),
        blob(NAVY, (10, -490), (50, -490), (90, -440), (78, -330), (92, -190), (50, -150), (16, -180)),
        stroke(SOOT, 40, (-76, -450), (-190, -500), (-230, -620), cap="round") + disc(-232, -640, 21, UMBER),
        stroke(NAVY, 40, (76, -450), (190, -520), (220, -650), cap="round") + disc(222, -670, 21, UMBER),
        stroke(PAPER, 6, (222, -670), (330, -790)),
        rect(-22, -530, 44, 60, UMBER),
        "".join(disc(dx, dy, 40, SOOT) for dx, dy in ((-34, -580), (34, -580), (0, -610), (-20, -545), (20, -545))),
        at=(x, base),
        scale=0.86,
    )


@scene(
    "festival-field",
    alt="Tents and flags fill a green field at sunset around a big striped top, people crossing towards the music.",
    subject="Meadow festival at Wendmoor",
    focal=(0.6, 0.45),
    credit=IBSEN,
)
def festival_field() -> str:
    dice = Random(14)
    tents = sorted((dice.uniform(640, 760), dice.uniform(-40, 1740)) for _ in range(34))
    return "".join(
        (
            sky(AMBER),
            disc(1330, 470, 220, STRAW),
            streak(120, 260, 620, 20, ROSE) + streak(900, 160, 700, 18, ROSE),
            hills(8, PLUM, y=600, rise=130),
            rect(0, 560, 1800, 650, MOSS),
            bank(TEAL, 1200, (-20, 600), (400, 590), (900, 640), (1400, 600), (1820, 620)),
            _big_top(1180, 650),
            *(_tent(x, y, 50 + (y - 640) * 0.4, dice.choice((RED, STRAW, BLUE, PAPER, PLUM))) for y, x in tents),
            bank(MOSS, 1200, (-20, 800), (500, 760), (1000, 820), (1820, 770)),
            *(
                rect(x, y - h, 7, h, SOOT) + path(ink, f"M{x + 7} {y - h}q60 -20 120 6t90 0q-30 30 -90 40t-120 10Z")
                for x, y, h, ink in (
                    (180, 880, 480, RED),
                    (420, 830, 360, STRAW),
                    (760, 850, 420, PAPER),
                    (1620, 860, 460, BLUE),
                )
            ),
            bunting((187, 420), (427, 500), (RED, PAPER, STRAW), flags=8, sag=30),
            crowd(
                5,
                x=(200, 1700),
                y=(850, 1010),
                height=(130, 230),
                rows=3,
                per_row=8,
                coats=(RED, STRAW, NAVY, PAPER, PLUM),
                arms=("rest", "walk", "cheer", "raise"),
            ),
            person(
                520, 1160, 380, Person(coat=STRAW, skirt=True, long_hair=True, hair=UMBER, arms="walk", stance="stride")
            ),
            person(680, 1170, 400, Person(coat=NAVY, arms="hold", skin=UMBER, hat=RED)),
            grass(4, TEAL, y=1200, count=110, height=80),
        )
    )


def _big_top(x: float, base: float) -> str:
    stripes = "".join(
        poly((RED, PAPER)[k % 2], (x, base - 330), (x - 360 + 80 * k, base - 130), (x - 280 + 80 * k, base - 130))
        + poly(
            (PLUM, STONE)[k % 2],
            (x - 360 + 80 * k, base - 130),
            (x - 280 + 80 * k, base - 130),
            (x - 272 + 78 * k, base),
            (x - 350 + 78 * k, base),
        )
        for k in range(9)
    )
    return (
        stripes
        + rect(x - 4, base - 400, 8, 80, SOOT)
        + poly(STRAW, (x + 4, base - 400), (x + 70, base - 380), (x + 4, base - 356))
        + poly(SOOT, (x - 60, base), (x, base - 110), (x + 60, base))
    )


def _tent(x: float, base: float, size: float, ink: str) -> str:
    return (
        poly(ink, (x - size, base), (x, base - size), (x + size, base))
        + poly(tint(SOOT, 50), (x, base - size), (x + size, base), (x + size * 0.2, base))
        + poly(SOOT, (x - size * 0.24, base), (x, base - size * 0.6), (x + size * 0.2, base))
    )


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
                tuple(sorted((side * 1.3, side * 2.9))), (0.66, 0.76), (z, z + 1.6), front=SEPIA, side=SOOT, top=UMBER
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
