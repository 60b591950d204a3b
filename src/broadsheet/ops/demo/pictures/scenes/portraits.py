"""The people of the paper, and some of those they write about: 4:5, two or three inks behind each."""

from ..faces import Face, bust
from ..inks import AMBER, BLUE, CLAY, MIST, MOSS, NAVY, PALE, PAPER, PLUM, RED, ROSE, SOOT, STONE, STRAW, TEAL, UMBER
from ..pen import disc, group, poly, rect
from ..scene import DRAWN, PORTRAIT, SCENES, Description, Scene
from ..screens import graded, radiating

# Slug of the name, name, face, ground, second ink, backdrop, what is seen.
_SITTERS: tuple[tuple[str, str, Face, str, str, str, str], ...] = (
    ("maren-holt", "Maren Holt", Face(skin=ROSE, hair=UMBER, style="bob", jaw=78, glasses=f"{SOOT}:square", dress="jacket", coat=NAVY, shirt=PAPER, lips=RED, smile=5), STRAW, AMBER, "sun", "a woman with a brown bob and square glasses in a navy jacket"),
    ("idris-fenn", "Idris Fenn", Face(skin=UMBER, hair=SOOT, style="crop", jaw=94, cheek=108, beard=SOOT, beard_style="goatee", dress="suit", coat=TEAL, shirt=PAPER, extra=AMBER, smile=6), MIST, BLUE, "bars", "a man with cropped hair and a goatee in a green suit and amber tie"),
    ("sunniva-brandt", "Sunniva Brandt", Face(skin=ROSE, hair=STRAW, style="bun", jaw=74, cheek=98, dress="rollneck", coat=RED, shirt=RED, eyes=BLUE, smile=4, earrings=NAVY, brow=UMBER), NAVY, BLUE, "moon", "a fair-haired woman with her hair in a bun and a red roll-neck"),
    ("caspar-doyle", "Caspar Doyle", Face(skin=ROSE, hair=STONE, style="receding", jaw=96, cheek=106, brow=UMBER, lines=True, dress="suit", coat=UMBER, shirt=MIST, extra=RED, mouth=0.9, smile=0, nose=1.2), TEAL, NAVY, "dots", "an older man with receding grey hair in a brown suit"),
    ("lucia-orme", "Lucia Orme", Face(skin=CLAY, hair=SOOT, style="wavy", jaw=76, dress="blouse", coat=TEAL, shirt=TEAL, lips=RED, smile=9, earrings=STRAW), ROSE, RED, "sun", "a dark-haired woman with wavy hair and gold earrings in a green blouse"),
    ("theo-vandermeer", "Theo Vandermeer", Face(skin=ROSE, hair=AMBER, style="quiff", jaw=84, chin=158, beard=AMBER, beard_style="full", glasses=f"{SOOT}:round", dress="crew", coat=NAVY, shirt=STRAW, brow=UMBER), MIST, TEAL, "bars", "a ginger man with a quiff, a beard and round glasses in a navy sweater"),
    ("priya-castell", "Priya Castell", Face(skin=CLAY, hair=SOOT, style="long", jaw=74, chin=146, dress="jacket", coat=PLUM, shirt=STRAW, lips=PLUM, smile=7, earrings=STRAW), STRAW, RED, "half", "a woman with long black hair in a plum jacket"),
    ("hannes-wick", "Hannes Wick", Face(skin=ROSE, hair=UMBER, style="bald", jaw=102, cheek=110, beard=UMBER, beard_style="stubble", brow=UMBER, lines=True, dress="sport", coat=BLUE, shirt=PAPER, smile=8, nose=1.2), AMBER, RED, "dots", "a broad bald man with stubble in a blue track top"),
    ("beatrix-lowe", "Beatrix Lowe", Face(skin=UMBER, hair=SOOT, style="braids", jaw=78, dress="crew", coat=RED, shirt=PAPER, lips=PLUM, smile=9, earrings=STRAW), TEAL, MOSS, "half", "a young woman with long braids in a red sweater"),
    ("oskar-nyland", "Oskar Nyland", Face(skin=ROSE, hair=STONE, style="swept", jaw=86, chin=156, beard=STONE, beard_style="full", brow=STONE, eyes=BLUE, lines=True, dress="rollneck", coat=SOOT, shirt=SOOT, smile=4), BLUE, NAVY, "moon", "a man with swept grey hair and a grey beard in a black roll-neck"),
    ("delphine-marsh", "Delphine Marsh", Face(skin=PALE, hair=RED, style="curls", jaw=78, cheek=102, dress="blouse", coat=STRAW, shirt=STRAW, lips=RED, smile=10, brow=UMBER, eyes=MOSS), TEAL, NAVY, "sun", "a woman with red curls in a yellow blouse"),
    ("joan-abernathy", "Joan Abernathy", Face(skin=ROSE, hair=PAPER, style="fringe", jaw=84, lines=True, glasses=f"{RED}:half", brow=STONE, dress="scarf", coat=NAVY, shirt=RED, extra=AMBER, lips=CLAY, smile=6), PLUM, RED, "bars", "an older woman with a white fringe, half-moon glasses and an amber scarf"),
    ("emeka-strand", "Emeka Strand", Face(skin=UMBER, hair=SOOT, style="bald", jaw=92, chin=154, glasses=f"{STRAW}:round", dress="open", coat=SOOT, shirt=PAPER, smile=5, brow=SOOT, beard=SOOT, beard_style="stubble"), AMBER, STRAW, "sun", "a bald Black man with gold round glasses and an open white collar"),
    ("greta-solano", "Greta Solano", Face(skin=CLAY, hair=STONE, style="bob", jaw=80, lines=True, glasses=f"{TEAL}:oval", brow=UMBER, dress="rollneck", coat=PLUM, shirt=PLUM, lips=RED, smile=5, earrings=RED), MIST, TEAL, "half", "a grey-haired woman with a bob and green glasses in a plum roll-neck"),
    ("nils-ferro", "Nils Ferro", Face(skin=CLAY, hair=SOOT, style="swept", jaw=88, chin=158, beard=SOOT, beard_style="moustache", dress="open", coat=MOSS, shirt=STONE, smile=4), STRAW, CLAY, "dots", "a man with black swept hair and a moustache in an olive jacket"),
    ("wanda-ibsen", "Wanda Ibsen", Face(skin=PALE, hair=SOOT, style="fringe", jaw=76, cheek=100, dress="crew", coat=SOOT, shirt=STONE, lips=RED, smile=2, eyes=TEAL), RED, PLUM, "half", "a pale woman with a short black fringe in a black sweater"),
    ("ilse-marrow", "Ilse Marrow", Face(skin=ROSE, hair=STONE, style="wavy", jaw=82, lines=True, dress="jacket", coat=RED, shirt=PAPER, lips=RED, brow=UMBER, smile=6, earrings=PAPER), NAVY, BLUE, "bars", "a grey-haired woman in a red jacket with pearl earrings"),
    ("tomas-averin", "Tomas Averin", Face(skin=ROSE, hair=SOOT, style="parted", jaw=92, chin=156, dress="suit", coat=SOOT, shirt=PAPER, extra=BLUE, smile=2, lines=True, brow_tilt=2), STONE, AMBER, "half", "a dark-haired man with a side parting in a black suit and blue tie"),
    ("dagny-rook", "Dagny Rook", Face(skin=ROSE, hair=AMBER, style="crop", jaw=86, cheek=106, brow=UMBER, dress="open", coat=TEAL, shirt=PAPER, lips=CLAY, smile=3, eyes=TEAL, brow_tilt=4), RED, PLUM, "sun", "a woman with cropped fair hair in a green jacket and open collar"),
    ("livia-stroud", "Livia Stroud", Face(skin=UMBER, hair=STONE, style="crop", jaw=78, glasses=f"{SOOT}:oval", brow=SOOT, dress="jacket", coat=NAVY, shirt=STRAW, lips=PLUM, smile=3, lines=True, earrings=STRAW), TEAL, MOSS, "bars", "a Black woman with short grey hair and dark glasses frames in a navy jacket"),
    ("mara-quill", "Mara Quill", Face(skin=CLAY, hair=UMBER, style="bun", jaw=76, dress="sport", coat=PAPER, shirt=TEAL, smile=9, lips=ROSE, eyes=UMBER), MOSS, TEAL, "half", "a tennis player with tied-back brown hair in a white top"),
    ("ruben-achterberg", "Ruben Achterberg", Face(skin=ROSE, hair=UMBER, style="curls", jaw=86, chin=160, beard=UMBER, beard_style="full", glasses=f"{SOOT}:round", lines=True, dress="scarf", coat=SOOT, shirt=RED, extra=RED), MIST, STONE, "dots", "a man with brown curls, a full beard and a red scarf"),
)


def _portrait(face: Face, ground: str, second: str, backdrop: str) -> str:
    return rect(0, 0, *PORTRAIT, ground) + _BACKDROPS[backdrop](second) + group(bust(face), at=(600, 700), scale=2.2)


_BACKDROPS = {
    "sun": lambda ink: disc(600, 640, 500, ink),
    "moon": lambda ink: radiating(0, 0, 1200, 1500, ink, lambda x, y: 0.9 - y, pitch=26),
    "bars": lambda ink: "".join(rect(x, 0, 100, 1500, ink) for x in range(50, 1200, 200)),
    "half": lambda ink: poly(ink, (0, 0), (760, 0), (320, 1500), (0, 1500)),
    "dots": lambda ink: graded(0, 0, 1200, 1500, ink, start=0, end=0.85, pitch=28),
}


def _enter() -> None:
    for slug, name, face, ground, second, backdrop, seen in _SITTERS:
        SCENES[f"portrait-{slug}"] = Scene(
            lambda face=face, ground=ground, second=second, backdrop=backdrop: _portrait(face, ground, second, backdrop),
            Description(f"Portrait of {name}: {seen}.", name, (0.5, 0.44), DRAWN),
            PORTRAIT,
        )


_enter()
