"""Theatre, film and music: stages, screens and those who fill them."""

import math
from random import Random

from ..inks import AMBER, BLUE, CLAY, MOSS, NAVY, PAPER, PLUM, RED, ROSE, SEPIA, SOOT, STONE, STRAW, TEAL, UMBER
from ..motifs.land import grass, hills
from ..motifs.people import Person, crowd, heads, person
from ..motifs.ships import yacht
from ..motifs.sky import sky, streak
from ..motifs.town import bunting, house, lamp
from ..pen import bank, blob, curve, cut, disc, group, oval, path, poly, rect, ring, stroke
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
