"""Ferries, freighters and fishing boats on the strait."""

from ..inks import AMBER, BLUE, MIST, MOSS, NAVY, PAPER, RED, SOOT, STONE, STRAW, TEAL
from ..motifs.land import hills
from ..motifs.people import Person, person
from ..motifs.ships import ferry, freighter, hull_shadow, trawler
from ..motifs.sky import afterglow, cloud, crescent, flock, nightfall, sky, stars, streak
from ..motifs.town import skyline
from ..motifs.water import glitter, ripples, sea
from ..pen import blob, crag, disc, group, poly, rect, veil
from ..scene import IBSEN, scene
from ..screens import graded, tint


@scene(
    "ferry-night",
    alt="A lit passenger ferry crosses black water at night, its windows broken into strokes of yellow on the swell.",
    subject="The late ferry across the Strait of Hale",
    focal=(0.48, 0.6),
    credit=IBSEN,
)
def ferry_night() -> str:
    return "".join(
        (
            sky(NAVY),
            nightfall(SOOT, 700, strength=0.75),
            stars(5, PAPER, count=110, height=620),
            group(crescent(0, 0, 84, STRAW), at=(1440, 230), turn=24),
            hills(21, SOOT, y=760, rise=150),
            skyline(3, SOOT, base=760, height=(16, 70), width=(30, 70), x=(900, 1820), lit=STRAW, chance=0.35),
            sea(SOOT, 756),
            graded(0, 756, 1800, 444, BLUE, start=0.0, end=0.42),
            glitter(9, 1440, STRAW, top=764, bottom=1000, width=70, count=26),
            ferry(330, 846, 920, hull=RED, decks=PAPER, glow=STRAW, funnel=RED),
            *(
                glitter(
                    30 + i,
                    400 + i * 150,
                    AMBER if i % 2 else STRAW,
                    top=856,
                    bottom=1130,
                    width=74,
                    count=17,
                    spread=0.9,
                )
                for i in range(6)
            ),
            blob(MIST, (180, 852), (330, 838), (520, 850), (340, 862)),
            blob(MIST, (1210, 850), (1290, 832), (1350, 850), (1290, 858)),
            ripples(8, MIST, top=870, count=50, reach=0.8),
        )
    )


@scene(
    "container-ship",
    alt="A heavily loaded container ship steams from left to right over a pale sea, a small boat beneath its bow.",
    subject="A Halden Line freighter in the Strait of Hale",
    focal=(0.5, 0.55),
)
def container_ship() -> str:
    return "".join(
        (
            sky(MIST),
            afterglow(PAPER, 820, 360, strength=0.8),
            cloud(140, 330, 620, PAPER, seed=3),
            cloud(1180, 210, 480, PAPER, seed=8),
            hills(9, tint(TEAL, 45), y=812, rise=110),
            sea(TEAL, 808),
            ripples(31, MIST, top=812, bottom=960, count=50),
            freighter(110, 962, 1500, hull=NAVY, boot=RED, house=PAPER, boxes=(RED, AMBER, TEAL, STONE, BLUE, PAPER)),
            blob(PAPER, (1480, 966), (1560, 930), (1590, 950), (1700, 962), (1600, 972)),
            blob(PAPER, (40, 966), (200, 952), (330, 962), (160, 974)),
            veil(0.5, poly(SOOT, (130, 966), (1540, 966), (1480, 1010), (200, 1010))),
            trawler(1420, 1060, 250, hull=SOOT, trim=AMBER, house=RED),
            blob(PAPER, (1400, 1062), (1460, 1050), (1660, 1056), (1560, 1070)),
            ripples(5, NAVY, top=980, count=70),
            ripples(6, MIST, top=990, count=40),
            flock(5, SOOT, count=7, x=(1000, 1720), y=(300, 560), span=(30, 64)),
        )
    )


@scene(
    "fishing-boats",
    alt="Three fishing boats, red, blue and yellow, ride at their moorings under a headland, a man in oilskins aboard the first.",
    subject="The inshore fleet at its moorings",
    focal=(0.45, 0.58),
    credit=IBSEN,
)
def fishing_boats() -> str:
    return "".join(
        (
            sky(PAPER),
            disc(360, 330, 96, AMBER),
            streak(300, 250, 560, 16, MIST),
            streak(980, 360, 620, 18, MIST),
            crag(MOSS, 640, (980, 640), (1080, 520), (1200, 500), (1290, 420), (1480, 400), (1600, 330), (1900, 310)),
            crag(TEAL, 640, (1240, 640), (1300, 540), (1420, 520), (1500, 440), (1640, 430), (1700, 380), (1900, 360)),
            *(
                rect(x, y, 44, 34, PAPER) + poly(RED, (x - 6, y), (x + 22, y - 26), (x + 50, y))
                for x, y in ((1130, 520), (1186, 500), (1340, 424), (1400, 420))
            ),
            sea(BLUE, 636),
            ripples(2, MIST, top=640, bottom=820, count=70),
            trawler(1660, 760, 420, hull=TEAL, trim=PAPER, house=STRAW, facing=-1),
            trawler(980, 850, 560, hull=STRAW, trim=NAVY, house=PAPER),
            trawler(120, 1010, 860, hull=RED, trim=PAPER, house=NAVY),
            hull_shadow(980, 854, 560),
            hull_shadow(120, 1016, 860),
            person(690, 838, 210, Person(coat=AMBER, hat=STRAW, arms="work", legs=SOOT)),
            ripples(3, NAVY, top=830, count=60),
            ripples(4, PAPER, top=900, count=30),
            flock(9, SOOT, count=9, x=(420, 1000), y=(140, 480), span=(34, 80)),
        )
    )
