"""Print a drawing: lay the inks on paper, add the grain of the press, and bind it as JPEG.

The same drawing gives the same bytes: the grain is drawn from a fixed seed, and letters come from the one
typeface that Pillow carries (Aileron), never from the machine's own.
"""

import io
import tempfile
from functools import cache
from pathlib import Path
from random import Random

import resvg_py
from PIL import Image, ImageChops, ImageFilter, ImageFont

from .inks import PAPER
from .screens import patterns

QUALITY = 84
TYPEFACE = "Aileron"
_TILE = 640


def document(drawing: str, *, width: int, height: int) -> str:
    """Wrap shapes into a whole SVG file with the patterns they use."""
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="{height}" viewBox="0 0 {width} {height}">'
        f'<defs>{patterns(drawing)}</defs><rect width="{width}" height="{height}" fill="{PAPER}"/>{drawing}</svg>'
    )


def print_jpeg(drawing: str, *, width: int, height: int) -> bytes:
    """Give the finished picture."""
    sheet = _with_grain(_rasterise(document(drawing, width=width, height=height)))
    out = io.BytesIO()
    sheet.save(out, "JPEG", quality=QUALITY, optimize=True, subsampling="4:2:0")
    return out.getvalue()


def _rasterise(svg: str) -> Image.Image:
    """Turn shapes into pixels; letters need the typeface as a file, the only way the renderer takes one."""
    if "<text" not in svg:
        return _pixels(resvg_py.svg_to_bytes(svg_string=svg, skip_system_fonts=True))
    with tempfile.TemporaryDirectory(prefix="broadsheet-typeface-") as folder:
        file = Path(folder) / "typeface.otf"
        file.write_bytes(_typeface())
        return _pixels(resvg_py.svg_to_bytes(svg_string=svg, skip_system_fonts=True, font_files=[str(file)]))


def _pixels(png: bytes) -> Image.Image:
    return Image.open(io.BytesIO(bytes(png))).convert("RGB")


@cache
def _typeface() -> bytes:
    """Take Aileron out of Pillow, which carries it for its own default font."""
    font = ImageFont.load_default(20)
    if not isinstance(font, ImageFont.FreeTypeFont) or not isinstance(font.path, io.BytesIO):
        raise RuntimeError("Pillow was built without FreeType. Maps and charts need it; install Pillow’s own wheel.")
    return font.path.getvalue()


def _with_grain(sheet: Image.Image) -> Image.Image:
    """Let a little paper show through the ink, and make the paper itself uneven."""
    specks, fibre = _grain(sheet.size)
    speckled = Image.composite(Image.new("RGB", sheet.size, PAPER), sheet, specks)
    return ImageChops.multiply(speckled, Image.merge("RGB", (fibre, fibre, fibre)))


@cache
def _specks() -> Image.Image:
    """Make a mask of the rare spots where the ink did not take."""
    noise = _noise(seed=1871).filter(ImageFilter.GaussianBlur(1.1))
    return noise.point([0 if level < 172 else min(110, (level - 172) * 12) for level in range(256)])


@cache
def _fibre() -> Image.Image:
    noise = _noise(seed=1923).filter(ImageFilter.GaussianBlur(1.6))
    return noise.point([max(236, min(255, 250 + (level - 128) // 6)) for level in range(256)])


def _noise(*, seed: int) -> Image.Image:
    return Image.frombytes("L", (_TILE, _TILE), Random(seed).randbytes(_TILE * _TILE))


@cache
def _grain(size: tuple[int, int]) -> tuple[Image.Image, Image.Image]:
    return _tiled(_specks(), size), _tiled(_fibre(), size)


def _tiled(tile: Image.Image, size: tuple[int, int]) -> Image.Image:
    sheet = Image.new("L", size)
    for left in range(0, size[0], _TILE):
        for top in range(0, size[1], _TILE):
            sheet.paste(tile, (left, top))
    return sheet
