"""Answer for the whole list of pictures: which there are, how each looks, what each shows."""

import importlib
import pkgutil
from functools import cache

from . import scenes
from .press import print_jpeg
from .scene import SCENES, Description, Scene


class UnknownPicture(KeyError):
    """A slug nobody has drawn."""

    code = "unknown-picture"

    def __init__(self, slug: str) -> None:
        super().__init__(slug)
        self.slug = slug

    def __str__(self) -> str:
        return (
            f"There is no picture named “{self.slug}”. Expected one of the {len(catalogue())} slugs in WORLD.md, "
            "such as “harbour-dawn”. Draw it in ops/demo/pictures/scenes, or use a slug that exists."
        )


def catalogue() -> tuple[str, ...]:
    """Name every picture, in alphabetical order."""
    return tuple(sorted(_scenes()))


def draw(slug: str) -> bytes:
    """Print one picture as JPEG; the same slug gives the same bytes."""
    scene = _scene(slug)
    width, height = scene.size
    return print_jpeg(scene.draw(), width=width, height=height)


def describe(slug: str) -> Description:
    """Tell what is seen in a picture, where its subject is and whom to credit."""
    return _scene(slug).description


def _scene(slug: str) -> Scene:
    try:
        return _scenes()[slug]
    except KeyError:
        raise UnknownPicture(slug) from None


@cache
def _scenes() -> dict[str, Scene]:
    """Import every module of scenes, each of which enters its own pictures."""
    for module in pkgutil.iter_modules(scenes.__path__):
        importlib.import_module(f"{scenes.__name__}.{module.name}")
    return SCENES
