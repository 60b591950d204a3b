"""Aldermere from afar: its skyline and its city hall."""

from ..inks import AMBER, BLUE, MIST, MOSS, NAVY, PAPER, PLUM, RED, ROSE, SOOT, STONE, STRAW, TEAL, UMBER
from ..motifs.land import tree
from ..motifs.people import Person, person
from ..motifs.sky import cloud, flock, rain, sky, streak
from ..motifs.town import lamp, pool, skyline, tower, umbrella, windows
from ..motifs.water import glitter, puddle, ripples, sea
from ..pen import disc, group, poly, rect, ring, stroke, veil
from ..scene import IBSEN, scene
from ..screens import graded, tint
from .state import dome


@scene(
    "skyline-dusk",
    alt="Towers of different heights stand black and blue against an orange dusk, their first windows lit, doubled in the river.",
    subject="The Aldermere skyline at dusk",
    focal=(0.55, 0.5),
)
def skyline_dusk() -> str:
    return "".join(
        (
            sky(AMBER),
            rect(0, 0, 1800, 250, RED),
            graded(0, 250, 1800, 230, RED, start=0.75, end=0),
            graded(0, 520, 1800, 290, STRAW, start=0, end=0.9),
            streak(160, 300, 760, 24, ROSE),
            streak(1000, 190, 700, 20, ROSE),
            skyline(12, PLUM, base=820, height=(110, 330), width=(60, 130), lit=STRAW, chance=0.12),
            group(dome(0, 0, 92), at=(420, 800)),
            *(
                tower(x, 824, w, h, NAVY, SOOT, lit=STRAW, glass=BLUE, seed=x, chance=0.45)
                for x, w, h in (
                    (40, 150, 300),
                    (240, 120, 230),
                    (560, 150, 420),
                    (730, 190, 600),
                    (960, 130, 350),
                    (1110, 200, 480),
                    (1340, 150, 660),
                    (1520, 190, 330),
                )
            ),
            rect(822, 140, 6, 90, SOOT),
            poly(NAVY, (1340, 166), (1448, 100), (1448, 166)) + poly(SOOT, (1448, 100), (1490, 176), (1448, 166)),
            skyline(77, SOOT, base=828, height=(24, 90), width=(40, 90)),
            sea(PLUM, 824),
            graded(0, 824, 1800, 200, AMBER, start=0.5, end=0),
            *(
                glitter(i, x, STRAW, top=830, bottom=1120, width=60, count=16, spread=0.8)
                for i, x in enumerate((120, 640, 820, 1200, 1420, 1610))
            ),
            ripples(7, SOOT, top=840, count=90),
            ripples(9, ROSE, top=850, count=30),
        )
    )


@scene(
    "skyline-rain",
    alt="Rain slants over grey towers seen through a window of blue dusk; two umbrellas cross a wet bridge in front.",
    subject="Rain over the business quarter",
    focal=(0.32, 0.66),
    credit=IBSEN,
)
def skyline_rain() -> str:
    return "".join(
        (
            sky(MIST),
            skyline(41, tint(BLUE, 35), base=800, height=(260, 560), width=(90, 170)),
            skyline(45, tint(NAVY, 60), base=800, height=(180, 430), width=(90, 160)),
            *(
                tower(x, 812, w, h, BLUE, NAVY, lit=STRAW, glass=NAVY, seed=x, chance=0.22)
                for x, w, h in ((80, 200, 480), (520, 180, 600), (1010, 220, 420), (1420, 230, 640))
            ),
            skyline(48, NAVY, base=812, height=(40, 140), width=(60, 120), lit=STRAW, chance=0.2),
            rect(0, 808, 1800, 400, NAVY),
            rect(0, 800, 1800, 14, SOOT),
            *(rect(x, 812, 8, 120, SOOT) for x in range(10, 1800, 60)),
            rect(0, 925, 1800, 12, SOOT),
            rect(0, 937, 1800, 280, BLUE),
            puddle(120, 1060, 520, MIST),
            puddle(980, 1120, 640, MIST),
            puddle(1300, 1000, 320, MIST),
            lamp(1240, 960, 470, SOOT, STRAW, halo=STRAW),
            pool(1240, 1010, 360, STRAW),
            person(
                560, 1110, 420, Person(coat=SOOT, arms="hold", stance="stride", skirt=True, long_hair=True, hair=UMBER)
            ),
            umbrella(590, 850, 330, RED, PLUM),
            person(900, 1040, 300, Person(coat=TEAL, arms="hold", stance="stride"), facing=-1),
            umbrella(875, 856, 240, STRAW, AMBER),
            veil(
                0.5,
                *(
                    poly(SOOT, (x, y), (x + w, y), (x + w * 0.7, y + 90), (x + w * 0.2, y + 90))
                    for x, y, w in ((500, 1112, 130), (850, 1042, 96))
                ),
            ),
            rain(23, PAPER, count=330, length=90, slant=0.3),
        )
    )


@scene(
    "city-hall",
    alt="A red-brick city hall with a clock tower and stepped gables faces a square with a tram stop and trees.",
    subject="Aldermere City Hall",
    focal=(0.5, 0.35),
)
def city_hall() -> str:
    def wing(x: float, flip: int) -> str:
        return group(
            rect(0, -330, 420, 330, RED),
            *(
                poly(
                    RED,
                    (i * 140 - 4, -326),
                    (i * 140 + 20, -370),
                    (i * 140 + 40, -370),
                    (i * 140 + 40, -410),
                    (i * 140 + 100, -410),
                    (i * 140 + 100, -370),
                    (i * 140 + 120, -370),
                    (i * 140 + 144, -326),
                )
                for i in range(3)
            ),
            windows(14, -310, 392, 210, columns=6, rows=2, ink=NAVY, lit=STRAW, seed=4, chance=0.3, fill=(0.5, 0.66)),
            rect(-6, -90, 432, 14, PAPER),
            *(rect(24 + 66 * i, -66, 40, 66, SOOT, round=18) for i in range(6)),
            *(rect(i * 140 + 56, -388, 28, 42, NAVY) for i in range(3)),
            at=(x, 930),
            scale=(flip, 1),
        )

    clock_tower = "".join(
        (
            rect(760, 250, 280, 690, RED),
            rect(950, 250, 90, 690, PLUM),
            rect(740, 236, 320, 26, PAPER),
            poly(TEAL, (750, 238), (900, -10), (1050, 238)),
            poly(NAVY, (900, -10), (960, 238), (1050, 238)),
            disc(900, 400, 104, PAPER),
            ring(900, 400, 96, 8, SOOT),
            *(group(rect(-4, -88, 8, 20, SOOT), at=(900, 400), turn=30 * i) for i in range(12)),
            stroke(SOOT, 10, (900, 400), (940, 350), cap="round"),
            stroke(SOOT, 7, (900, 400), (888, 322), cap="round"),
            *(rect(x, 560, 40, 120, NAVY, round=20) for x in (796, 880, 964)),
            rect(748, 720, 304, 18, PAPER),
            rect(840, 790, 120, 150, SOOT, round=60) + rect(840, 860, 120, 80, SOOT),
        )
    )
    return "".join(
        (
            sky(STRAW),
            cloud(90, 300, 460, PAPER, seed=4),
            cloud(1240, 220, 520, PAPER, seed=9),
            skyline(31, tint(AMBER, 60), base=900, height=(190, 380), width=(70, 140)),
            wing(330, 1),
            wing(1470, -1),
            clock_tower,
            rect(0, 930, 1800, 280, STONE),
            poly(tint(UMBER, 40), (760, 930), (1060, 930), (1500, 1200), (1180, 1200)),
            *(stroke(PAPER, 4, (900 + (x - 900) * 0.5, 936), (x, 1200)) for x in range(-300, 2200, 300)),
            tree(150, 1010, 420, MOSS, TEAL, trunk=SOOT, seed=3),
            tree(1660, 1020, 460, MOSS, TEAL, trunk=SOOT, seed=7),
            lamp(480, 1020, 260, SOOT, PAPER),
            lamp(1340, 1020, 260, SOOT, PAPER),
            person(640, 1080, 170, Person(coat=NAVY, arms="walk", stance="stride")),
            person(1130, 1060, 150, Person(coat=TEAL, skirt=True, long_hair=True, arms="hold"), facing=-1),
            person(1190, 1066, 156, Person(coat=SOOT, arms="point", hat=SOOT), facing=-1),
            person(260, 1130, 200, Person(coat=PLUM, skirt=True, arms="walk", long_hair=True, hair=UMBER)),
            flock(3, SOOT, count=9, x=(1060, 1500), y=(90, 330), span=(20, 44)),
        )
    )
