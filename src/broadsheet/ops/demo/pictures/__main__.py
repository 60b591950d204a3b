"""Write every picture of the demo into a folder: `python -m broadsheet.ops.demo.pictures FOLDER`."""

import argparse
import os
from concurrent.futures import ProcessPoolExecutor
from functools import partial
from pathlib import Path

from .catalogue import catalogue, draw


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m broadsheet.ops.demo.pictures", description=__doc__)
    parser.add_argument("folder", type=Path, help="where the pictures go; it is made if it is not there")
    parser.add_argument("slugs", nargs="*", help="draw only these (default: all)")
    chosen = parser.parse_args()
    write_pictures(chosen.folder, chosen.slugs or catalogue())


def write_pictures(folder: Path, slugs: tuple[str, ...] | list[str]) -> None:
    """Draw on every processor and write `SLUG.jpg` for each slug."""
    folder.mkdir(parents=True, exist_ok=True)
    with ProcessPoolExecutor(max_workers=os.cpu_count()) as presses:
        for _ in presses.map(partial(_write, folder), slugs, chunksize=4):
            pass


def _write(folder: Path, slug: str) -> None:
    (folder / f"{slug}.jpg").write_bytes(draw(slug))


if __name__ == "__main__":
    main()
